"""The frame of every page: where it stands, what its template may call, and the sources of its statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from mktsupport.evidence import TRUST, trail
from mktsupport.japan.dates import duration
from mktsupport.japan.text import Language
from mktsupport.records import Amount, Outcome
from mktsupport.site.content import Everything
from mktsupport.site.labels import word
from mktsupport.views import in_language

LANGUAGES: tuple[Language, Language] = ("ja", "en")
FOLDER = Path(__file__).parent
FACTS_PER_PAGE = 40


class Place:
    """Where a page stands: `path` in the tree of its language, and the way from there to others."""

    def __init__(self, path: str, language: Language, base_url: str | None) -> None:
        self.path, self.language, self.base_url = path, language, base_url
        self.up = "../" * path.count("/")
        self.root = "../" + self.up
        self.other: Language = "en" if language == "ja" else "ja"

    def to(self, path: str) -> str:
        """The relative address of another page of the same language."""
        return self.up + path

    def twin(self, language: Language) -> str:
        """The address of this page in a language: absolute if the address of the site is known."""
        return f"{self.base_url or self.root.removesuffix('/')}/{language}/{self.path}"


@cache
def environment(language: Language) -> Environment:
    """The templates. Values are escaped, bilingual texts are shown in `language`, an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=partial(in_language, language=language),
    )
    made.globals |= {
        "language": language,
        "word": partial(word, language),
        "duration": partial(duration, language=language),
    }
    made.filters["json"] = in_script
    made.tests["https"] = lambda address: isinstance(address, str) and address.startswith("https://")
    made.tests["outcome"] = lambda node: isinstance(node, Outcome)
    made.tests["amount"] = lambda node: isinstance(node, Amount)
    return made


def part(template: str, place: Place, **values: Any) -> Markup:  # noqa: ANN401 - a template takes anything
    """A part of a page, or a whole one."""
    made = environment(place.language).get_template(template)
    return Markup(made.render(place=place, why=partial(why, place), **values))  # noqa: S704 - its values are escaped


def render(template: str, place: Place, *, title: object, description: str = "", **values: Any) -> bytes:  # noqa: ANN401
    """A whole page."""
    return part(template, place, title=title, description=description, **values).encode()


def in_script(value: object) -> Markup:
    """JSON without the characters that end a script element or begin a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - what could end the element is escaped above


def why(place: Place, names: Sequence[str]) -> Markup:
    """The facts behind a statement, folded. It is no macro because it follows every statement of the site."""
    if not names:
        return Markup()
    links = " ".join(f'<a href="{place.up}sources/{_shelf(name)}.html#{name}">{escape(name)}</a>' for name in names)
    summary = word(place.language, "why")
    return Markup(f' <details class="why"><summary>{summary}</summary> {links}</details>')  # noqa: S704 - see above


def trust_line(names: Iterable[str], known: Everything, language: Language) -> str:
    """How far to trust the facts of a page, and when they were read; empty without facts."""
    facts = [known.evidence[name] for name in dict.fromkeys(names) if name in known.evidence]
    if not facts:
        return ""
    kinds = [kind for kind in TRUST if any(source.trust == kind for _, source in facts)]
    dates = word(language, "looked", on=max(fact.looked for fact, _ in facts))
    if not any(fact.confirmed for fact, _ in facts):
        dates += f", {word(language, 'unconfirmed')}"
    return f"{'・'.join(word(language, f'trust-{kind}') for kind in kinds)} ({dates})"


@cache
def _shelf(name: str) -> str:
    """The page of a fact: forty numbers of one stem together, so that its address stays when facts are added."""
    stem = name.rstrip("0123456789")
    return f"{stem.rstrip('-')}-{int(name[len(stem) :]) // FACTS_PER_PAGE}"


def shelves(known: Everything) -> dict[str, list[str]]:
    """The facts of each page of sources, in the order of their numbers."""
    held: dict[str, list[str]] = {}
    for name in sorted(known.evidence, key=lambda name: (name.rstrip("0123456789"), len(name), name)):
        held.setdefault(_shelf(name), []).append(name)
    return held


def sources_page(names: list[str], known: Everything, place: Place) -> bytes:
    """Facts with their sources, each source once."""
    facts = trail(names, known.evidence, place.language)
    origins = {fact.source.id: fact.source for fact in facts}
    return render(
        "sources.html",
        place,
        title=word(place.language, "sources-of", name="–".join(dict.fromkeys((names[0], names[-1])))),
        facts=facts,
        numbers={name: number for number, name in enumerate(origins, start=1)},
        origins=list(origins.values()),
    )
