"""The page around every page: its address, its language's twin, what its templates may call."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from mktsupport.evidence import TRUST, Evidence
from mktsupport.japan.text import Language
from mktsupport.page.labels import label
from mktsupport.site.labels import word

LANGUAGES: tuple[Language, Language] = ("ja", "en")
HERE = Path(__file__).parent
SHELF = 40


@cache
def environment() -> Environment:
    """The templates, every value escaped; a name that is not there is an error, never an empty place."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["json"] = in_script
    made.tests["https"] = lambda address: isinstance(address, str) and address.startswith("https://")
    return made


def in_script(value: object) -> Markup:
    """JSON that no script element ends at and no comment begins in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - what could end the element is escaped above


@cache
def shelf(name: str) -> str:
    """The page that holds a fact: forty numbers of one stem together, so that its address outlives new facts."""
    stem = name.rstrip("0123456789")
    return f"{stem.rstrip('-')}-{int(name[len(stem) :]) // SHELF}"


class Place:
    """Where a page stands: `path` in its language's tree, and the way from there to others."""

    def __init__(self, path: str, language: Language, base_url: str | None) -> None:
        self.path, self.language, self.base_url = path, language, base_url
        self.up = "../" * path.count("/")
        self.root = "../" + self.up
        self.other: Language = "en" if language == "ja" else "ja"

    def to(self, path: str) -> str:
        """The relative address of another page of the same language."""
        return self.up + path

    def fact(self, name: str) -> str:
        """The relative address of a fact."""
        return f"{self.up}sources/{shelf(name)}.html#{name}"

    def twin(self, language: Language) -> str:
        """The address of this page in a language: absolute where the site's own is known."""
        return f"{self.base_url or self.root.removesuffix('/')}/{language}/{self.path}"


def rendered(template: str, place: Place, **values: Any) -> bytes:  # noqa: ANN401 - a template takes anything
    """A whole page."""
    return part(template, place, **values).encode()


def part(template: str, place: Place, **values: Any) -> Markup:  # noqa: ANN401 - see above
    """A page or a part of one, with what templates may call."""
    language = place.language
    text = (
        environment()
        .get_template(template)
        .render(
            place=place,
            language=language,
            word=lambda key, **filled: word(language, key, **filled),
            label=lambda key, **filled: label(language, key, **filled),
            why=lambda names: why(names, place),
            **values,
        )
    )
    return Markup(text)  # noqa: S704 - a template's own work, its values escaped


def why(names: Sequence[str], place: Place) -> Markup:
    """What a statement rests on, one tap away; no macro, since it stands behind every statement of the site."""
    if not names:
        return Markup()
    links = " ".join(f'<a href="{place.fact(name)}">{escape(name)}</a>' for name in names)
    said = word(place.language, "why")
    return Markup(f' <details class="why"><summary>{said}</summary> {links}</details>')  # noqa: S704 - see above


def cited(names: Iterable[str], evidence: Evidence, place: Place) -> dict[str, Any]:
    """What a page rests on: its facts with where each of them stands, and how far to trust them in a line."""
    facts = [evidence[name] for name in dict.fromkeys(names) if name in evidence]
    kinds = [kind for kind in TRUST if any(source.trust == kind for _, source in facts)]
    return {
        "facts": sorted(fact.id for fact, _ in facts),
        "trusts": "・".join(label(place.language, f"trust-{kind}") for kind in kinds),
        "looked": max((fact.looked.isoformat() for fact, _ in facts), default=""),
        "unconfirmed": not any(fact.confirmed for fact, _ in facts),
    }
