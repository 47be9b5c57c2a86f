"""The page around every page: its address, its language's twin, what its templates may call."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mktsupport import words
from mktsupport.evidence import TRUST, Evidence, trail
from mktsupport.render.evidence import ranges
from mktsupport.render.labels import label
from mktsupport.render.site.words import word
from mktsupport.wording import Language

LANGUAGES: tuple[Language, Language] = ("ja", "en")
HERE = Path(__file__).parent


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
    made.filters["ranges"] = ranges
    made.tests["https"] = lambda address: isinstance(address, str) and address.startswith("https://")
    return made


def in_script(value: object) -> Markup:
    """JSON that no script element ends at and no comment begins in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - what could end the element is escaped above


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

    def twin(self, language: Language) -> str:
        """The address of this page in a language: absolute where the site's own is known."""
        return f"{self.base_url or self.root.removesuffix('/')}/{language}/{self.path}"


def rendered(template: str, place: Place, **values: Any) -> bytes:  # noqa: ANN401 - a template takes anything
    """A whole page."""
    language = place.language
    return (
        environment()
        .get_template(template)
        .render(
            place=place,
            language=language,
            word=lambda key, **filled: word(language, key, **filled),
            label=lambda key, **filled: label(language, key, **filled),
            say=lambda key, **filled: words.say(language, key, **filled),
            **values,
        )
        .encode()
    )


def sources(names: Iterable[str], evidence: Evidence, language: Language) -> dict[str, Any]:
    """Facts in order, each source once, and how far to trust them in a line."""
    facts = sorted(trail(names, evidence, language), key=lambda fact: fact.id)
    origins = {fact.source.id: fact.source for fact in facts}
    numbers = {name: number for number, name in enumerate(origins, start=1)}
    kinds = [kind for kind in TRUST if any(each.trust == kind for each in origins.values())]
    return {
        "facts": [(fact, numbers[fact.source.id]) for fact in facts],
        "origins": list(origins.values()),
        "trusts": "・".join(label(language, f"trust-{kind}") for kind in kinds),
        "looked": max((fact.looked for fact in facts), default=""),
        "unconfirmed": not any(fact.confirmed for fact in facts),
    }
