"""The knowledge as its files have it: every entry with its place, later files standing over earlier ones."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

import msgspec
from msgspec import Struct

from mktsupport import records
from mktsupport.knowledge import shape
from mktsupport.knowledge.reader import Document, Key
from mktsupport.records import (
    Block,
    Delivery,
    Elsewhere,
    Fact,
    Ladder,
    Platform,
    Reach,
    Source,
    Synonyms,
    Text,
    Trouble,
    Withheld,
)

Record = Platform | Trouble | Ladder | Source | Fact | Synonyms | Elsewhere | Block | Delivery | Withheld
SECTIONS: dict[str, type[Record]] = {
    "platforms": records.Platform,
    "troubles": records.Trouble,
    "ladders": records.Ladder,
    "sources": records.Source,
    "facts": records.Fact,
    "synonyms": records.Synonyms,
    "elsewhere": records.Elsewhere,
    "blocks": records.Block,
    "deliveries": records.Delivery,
    "withheld": records.Withheld,
}

# The fields that hold ids, and the section that the ids are of.
SECTION_OF = {
    "facts": "facts",
    "against": "facts",
    "source": "sources",
    "successor": "platforms",
    "helplines": "platforms",
    "platforms": "platforms",
    "platform": "platforms",
    "only": "platforms",
    "but": "platforms",
    "carrier": "platforms",
    "block": "blocks",
    "topic": "troubles",
    "trouble": "troubles",
    "desk": "platforms",
    "topics": "troubles",
    "escalate": "ladders",
}


class Finding(Struct, frozen=True, kw_only=True):
    """Something to mend, and where: `line` counts from 1, `path` leads there through the file's keys.

    `keeps_out` is the section and id of the entry that is no record because of it.
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
    """One record and its place in a document. `layer` 0 is shipped; a higher one stands over it, id by id."""

    section: str
    record: Record
    document: Document
    index: int
    layer: int

    def line(self, path: tuple[Key, ...] = ()) -> int:
        return self.document.line((self.section, self.index, *path))


R = TypeVar("R", bound=Record)
YEAR = timedelta(days=365)


class Book:
    """All entries by section and id, the strongest of each; `shadowed` are those of one layer that share an id.

    `platforms` and the other sections hold each entry with its record.
    `absent` are entries that are there and could not be read. `today` and `stale` (how long a reading holds) are for
    the rules on dates; compiling asks none of them.
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
            named = self.entries[entry.section]
            former = named.get(entry.record.id)
            if former is not None and former.layer == entry.layer:
                self.shadowed.append(entry)
            else:
                named[entry.record.id] = entry
        self.platforms = self._of(Platform)
        self.troubles = self._of(Trouble)
        self.ladders = self._of(Ladder)
        self.sources = self._of(Source)
        self.facts = self._of(Fact)
        self.synonyms = self._of(Synonyms)
        self.elsewhere = self._of(Elsewhere)
        self.blocks = self._of(Block)
        self.deliveries = self._of(Delivery)
        self.withheld = self._of(Withheld)

    def __iter__(self) -> Iterator[Entry]:
        for named in self.entries.values():
            yield from named.values()

    def _of(self, kind: type[R]) -> list[tuple[Entry, R]]:
        return [(entry, entry.record) for entry in self if isinstance(entry.record, kind)]

    @cached_property
    def references(self) -> list[tuple[Entry, tuple[Key, ...], str, str]]:
        """Every id that an entry names: the entry, where in it, the section meant, the id. Walked once."""
        return [(entry, *reference) for entry in self for reference in _references(entry.record)]

    def citations(self) -> Iterator[tuple[Entry, tuple[Key, ...], str]]:
        """Every fact that an entry cites, and where."""
        return ((entry, path, name) for entry, path, section, name in self.references if section == "facts")

    def has(self, section: str, name: str) -> bool:
        """Whether there is such an entry, be it one that could not be read."""
        return name in self.entries[section] or (section, name) in self.absent

    def platform(self, name: str) -> Platform | None:
        """The platform with this id."""
        return next((platform for _, platform in self.platforms if platform.id == name), None)


def _references(record: Struct, path: tuple[Key, ...] = ()) -> Iterator[tuple[tuple[Key, ...], str, str]]:
    for name in record.__struct_fields__:
        value = getattr(record, name)
        here = (*path, name)
        if name in SECTION_OF and value is not None:
            named = enumerate(value) if isinstance(value, tuple) else [(None, value)]
            yield from ((here if n is None else (*here, n), SECTION_OF[name], each) for n, each in named)
        elif isinstance(value, tuple):
            for n, each in enumerate(value):
                if isinstance(each, Struct) and not isinstance(each, Text):
                    yield from _references(each, (*here, n))
        elif isinstance(value, Struct) and not isinstance(value, Text):
            yield from _references(value, here)
    if isinstance(record, Reach) and record.channel is not None:
        yield (*path, "channel"), "channels", f"{record.platform} {record.channel}"


def entries(document: Document, layer: int = 0) -> tuple[list[Entry], list[Finding]]:
    """The records of a document, and what in it is no record."""
    found: list[Entry] = []
    broken: list[Finding] = []

    def report(path: tuple[Key, ...], rule: str, problem: Text, hint: Text, out: tuple[str, str] | None = None) -> None:
        line = document.line(path)
        finding = Finding(
            file=document.file,
            line=line,
            path=written(path),
            rule=rule,
            problem=problem,
            hint=hint,
            keeps_out=out,
        )
        broken.append(finding)

    names = ", ".join(SECTIONS)
    if not isinstance(document.value, dict):
        report((), "wrong-type", Text("知識ファイルの形ではありません", "not a knowledge file"), _begin_with(names))
        return found, broken
    for section, raws in document.value.items():
        if section not in SECTIONS:
            problem = Text(f"`{section}` という見出しはありません", f"`{section}` is no section")
            report((section,), "unknown-key", problem, _begin_with(names))
        elif raws is not None and not isinstance(raws, list):
            problem = Text(f"`{section}` の下は一覧ではありません", f"`{section}` holds no list")
            begin = Text("各項目を「- 」で始めてください", "begin each entry with `- `")
            report((section,), "wrong-type", problem, begin)
        else:
            for index, raw in enumerate(raws or ()):
                try:
                    record = msgspec.convert(raw, SECTIONS[section], strict=False)
                except msgspec.ValidationError:
                    out = (section, str(raw.get("id"))) if isinstance(raw, dict) else None
                    for path, rule, problem, hint in shape.misfits(raw, SECTIONS[section], (section, index)):
                        report(path, rule, problem, hint, out)
                else:
                    found.append(Entry(section, record, document, index, layer))
    return found, broken


def _begin_with(names: str) -> Text:
    return Text(f"次のどれかで始めてください: {names}", f"begin with one of: {names}")


def written(path: tuple[Key, ...]) -> str:
    """A path as people write it: troubles[0].nodes[3].ask."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")
