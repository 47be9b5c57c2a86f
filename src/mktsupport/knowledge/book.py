"""The knowledge as its files have it: every entry with its place, later files standing over earlier ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from mktsupport import records
from mktsupport.knowledge.reading import Document, Key
from mktsupport.records import Fact, Knowledge, Ladder, Platform, Source, Text, Trouble

Record = Platform | Trouble | Ladder | Source | Fact
SECTIONS: dict[str, type[Record]] = {
    "platforms": records.Platform,
    "troubles": records.Trouble,
    "ladders": records.Ladder,
    "sources": records.Source,
    "facts": records.Fact,
}


class Finding(Struct, frozen=True, kw_only=True):
    """Something to mend, and where: `line` counts from 1, `path` leads there through the file's keys."""

    file: str
    line: int
    path: str
    rule: str
    problem: Text
    hint: Text
    warning: bool = False


class Entry(Struct, frozen=True):
    """One record and its place in a document. `layer` 0 is shipped; a higher one stands over it, id by id."""

    section: str
    record: Any
    document: Document
    index: int
    layer: int

    def line(self, path: tuple[Key, ...] = ()) -> int:
        return self.document.line((self.section, self.index, *path))


class Book:
    """All entries by section and id, the strongest of each; `shadowed` are those of one layer that share an id."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: dict[str, dict[str, Entry]] = {section: {} for section in SECTIONS}
        self.shadowed: list[Entry] = []
        for entry in entries:
            named = self.entries[entry.section]
            former = named.get(entry.record.id)
            if former is not None and former.layer == entry.layer:
                self.shadowed.append(entry)
            else:
                named[entry.record.id] = entry

    def __iter__(self) -> Iterator[Entry]:
        for named in self.entries.values():
            yield from named.values()

    def section(self, name: str) -> Iterator[tuple[Entry, Any]]:
        """The entries of one section, each with its record."""
        for entry in self.entries[name].values():
            yield entry, entry.record

    def has(self, section: str, name: str) -> bool:
        return name in self.entries[section]

    def record(self, section: str, name: str) -> Any:  # noqa: ANN401 - the section decides the type
        """The record called `name`, or None."""
        entry = self.entries[section].get(name)
        return entry.record if entry else None


def entries(document: Document, layer: int = 0) -> tuple[list[Entry], list[Finding]]:
    """The records of a document, and what in it is no record."""
    found: list[Entry] = []
    broken: list[Finding] = []

    def report(path: tuple[Key, ...], rule: str, problem: Text, hint: Text) -> None:
        line = document.line(path)
        broken.append(Finding(file=document.file, line=line, path=written(path), rule=rule, problem=problem, hint=hint))

    names = ", ".join(SECTIONS)
    if not isinstance(document.value, dict):
        report((), "shape", Text("知識ファイルの形ではありません", "not a knowledge file"), _begin_with(names))
        return found, broken
    for section, raws in document.value.items():
        if section not in SECTIONS:
            problem = Text(f"`{section}` という見出しはありません", f"`{section}` is no section")
            report((section,), "unknown-key", problem, _begin_with(names))
        elif raws is not None and not isinstance(raws, list):
            problem = Text(f"`{section}` の下は一覧ではありません", f"`{section}` holds no list")
            report(
                (section,), "wrong-type", problem, Text("各項目を「- 」で始めてください", "begin each entry with `- `")
            )
        else:
            for index, raw in enumerate(raws or ()):
                try:
                    record = msgspec.convert(raw, SECTIONS[section], strict=False)
                except msgspec.ValidationError as error:
                    place, words = _told(str(error))
                    path = (section, index, *place)
                    report(path, "shape", Text(f"形が合いません({words})", words), SHAPE_HINT)
                else:
                    found.append(Entry(section, record, document, index, layer))
    return found, broken


SHAPE_HINT = Text("docs/knowledge.md の例と見比べてください", "compare it with the examples in docs/knowledge.md")


def _begin_with(names: str) -> Text:
    return Text(f"次のどれかで始めてください: {names}", f"begin with one of: {names}")


def _told(message: str) -> tuple[tuple[Key, ...], str]:
    """Msgspec's message as the path that it names and its words without that path."""
    words, _, where = message.partition(" - at `$")
    keys = re.findall(r"\[(\d+)\]|\.?([^.\[\]`]+)", where.rstrip("`"))
    return tuple(int(number) if number else name for number, name in keys if name != "[...]"), words


def written(path: tuple[Key, ...]) -> str:
    """A path as people write it: troubles[0].nodes[3].ask."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")


def knowledge(book: Book) -> Knowledge:
    """The records alone."""
    return Knowledge(**{name: tuple(record for _, record in book.section(name)) for name in SECTIONS})
