"""All entries of the knowledge files, each with its place; later files replace entries of earlier ones."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from mktsupport.knowledge import shape
from mktsupport.knowledge.reader import Document, Place
from mktsupport.knowledge.sections import REFERENCES, SECTION_OF, SECTIONS, Record
from mktsupport.records import Platform, Reach, Text

YEAR = timedelta(days=365)


class Finding(Struct, frozen=True, kw_only=True):
    """What is wrong in a file: `line` counts from 1, `path` is the place in the document, as in `troubles[0].title`.

    `keeps_out`: the section and id of an entry that could not be read because of it.
    """

    file: str
    line: int
    path: str
    rule: str
    problem: Text
    hint: Text
    warning: bool = False
    keeps_out: tuple[str, str] | None = None


class Entry(Struct, frozen=True):
    """One record and its place in a document. `layer` 0 is shipped; a higher layer replaces a lower one, id by id."""

    section: str
    record: Record
    document: Document
    index: int
    layer: int

    def place(self, inside: Place = ()) -> Place:
        """The place in the document of what is `inside` the record."""
        return (self.section, self.index, *inside)


R = TypeVar("R", bound=Record)


class Book:
    """All entries by section and id, those of the highest layer; `shadowed` are entries that share id and layer.

    `absent` are entries that exist and could not be read. `today` and `stale` (how long a reading of a source is good
    for) are for the rules on dates only.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        *,
        absent: Container[tuple[str, str]] = (),
        today: date = date.max,
        stale: timedelta = YEAR,
    ) -> None:
        self.absent = absent
        self.today = today
        self.stale = stale
        self.entries: dict[str, dict[str, Entry]] = {section: {} for section in SECTIONS}
        self.shadowed: list[Entry] = []
        for entry in entries:
            section = self.entries[entry.section]
            former = section.get(entry.record.id)
            if former is not None and former.layer == entry.layer:
                self.shadowed.append(entry)
            else:
                section[entry.record.id] = entry

    def __iter__(self) -> Iterator[Entry]:
        for section in self.entries.values():
            yield from section.values()

    def of(self, kind: type[R]) -> Iterator[tuple[Entry, R]]:
        """Every record of this type, with its entry."""
        for entry in self.entries[SECTION_OF[kind]].values():
            if isinstance(entry.record, kind):
                yield entry, entry.record

    @cached_property
    def references(self) -> list[tuple[Entry, Place, str, str]]:
        """Every id that an entry refers to: the entry, the place in it, the section of the id, the id."""
        return [(entry, *reference) for entry in self for reference in _references(entry.record)]

    def citations(self) -> Iterator[tuple[Entry, Place, str]]:
        """Every fact that an entry cites, and where."""
        return ((entry, place, name) for entry, place, section, name in self.references if section == "facts")

    def has(self, section: str, name: str) -> bool:
        """Whether there is such an entry, readable or not."""
        return name in self.entries[section] or (section, name) in self.absent

    def platform(self, name: str) -> Platform | None:
        """The platform with this id."""
        entry = self.entries["platforms"].get(name)
        return entry.record if entry and isinstance(entry.record, Platform) else None


def _references(record: Any, place: Place = ()) -> Iterator[tuple[Place, str, str]]:  # noqa: ANN401 - any part of a record
    for name in record.__struct_fields__:
        value = getattr(record, name)
        listed = isinstance(value, tuple)
        for n, each in enumerate(value if listed else (value,)):
            here = (*place, name, n) if listed else (*place, name)
            if name in REFERENCES and each is not None:
                yield here, REFERENCES[name], each
            elif isinstance(each, Struct) and not isinstance(each, Text):
                yield from _references(each, here)
    if isinstance(record, Reach) and record.channel is not None:
        yield (*place, "channel"), "channels", f"{record.platform} {record.channel}"


def entries(document: Document, layer: int = 0) -> tuple[list[Entry], list[Finding]]:
    """The records of a document, and what is wrong with its other entries."""
    if not isinstance(document.value, dict):
        problem = Text("知識ファイルの形ではありません", "this is not a knowledge file")
        return [], [finding(document, (), "wrong-type", problem, _SECTION_NAMES)]
    found: list[Entry] = []
    broken: list[Finding] = []
    for name, raws in document.value.items():
        if name not in SECTIONS:
            problem = Text(f"`{name}` という見出しはありません", f"there is no section `{name}`")
            broken.append(finding(document, (name,), "unknown-key", problem, _SECTION_NAMES))
        elif raws is not None and not isinstance(raws, list):
            problem = Text(f"`{name}` の下は一覧ではありません", f"`{name}` does not hold a list")
            hint = Text("各項目を「- 」で始めてください", "begin each entry with `- `")
            broken.append(finding(document, (name,), "wrong-type", problem, hint))
        else:
            for index, raw in enumerate(raws or ()):
                try:
                    record = msgspec.convert(raw, SECTIONS[name].record, strict=False)
                except msgspec.ValidationError:
                    out = (name, str(raw.get("id"))) if isinstance(raw, dict) else None
                    misfits = shape.misfits(raw, SECTIONS[name].record, (name, index))
                    broken += [finding(document, *misfit, keeps_out=out) for misfit in misfits]
                else:
                    found.append(Entry(name, record, document, index, layer))
    return found, broken


_NAMES = ", ".join(SECTIONS)
_SECTION_NAMES = Text(f"次のどれかで始めてください: {_NAMES}", f"begin with one of: {_NAMES}")


def finding(document: Document, place: Place, rule: str, problem: Text, hint: Text, **more: Any) -> Finding:  # noqa: ANN401 - fields
    """What is wrong at a place in a document; `more` are other fields of the finding."""
    return Finding(
        file=document.file,
        line=document.line(place),
        path="".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in place).lstrip("."),
        rule=rule,
        problem=problem,
        hint=hint,
        **more,
    )
