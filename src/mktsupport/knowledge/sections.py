"""The sections of a knowledge file: each type of record is registered here, once.

The JSON Schema, the reader, the book, the compiler and the library all work from this table.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from mktsupport.records import (
    Block,
    Delivery,
    Elsewhere,
    Fact,
    Ladder,
    Platform,
    Source,
    Synonyms,
    Text,
    Trouble,
    Withheld,
)

if TYPE_CHECKING:  # the reader imports yaml, and look-ups read this table
    from mktsupport.knowledge.reader import Place


class Record(Protocol):
    """A record of any section."""

    @property
    def id(self) -> str: ...


class Section(Struct, frozen=True, kw_only=True):
    """A list of records of one type. Fields are written as paths, such as `status.state`.

    `columns`: the SQL columns of its table beside `id`, `record` and `crc`, with the field that fills each.
    `names`: the fields by which people may name a record; each holds a text or a list of texts.
    `noun`, `listed_by`: what messages call a record that has names, and the command that lists all of them. The English
    noun is also the `kind` of the names in the table of aliases.
    `referenced_by`: the fields, in records of any section, that hold ids of this one.
    """

    record: type[Any]
    columns: dict[str, str] = {}
    names: tuple[str, ...] = ()
    noun: Text = Text("項目", "entry")
    listed_by: str = "mktsupport list"
    referenced_by: tuple[str, ...] = ()

    def names_of(self, record: Record) -> Iterator[tuple[Place, str]]:
        """Every name of a record, with its place."""
        for field in self.names:
            place: Place = tuple(field.split("."))
            value = attrgetter(field)(record)
            if isinstance(value, str):
                yield place, value
            else:
                yield from (((*place, n), name) for n, name in enumerate(value))


SECTIONS = {
    "platforms": Section(
        record=Platform,
        columns={
            "kind": "kind",
            "state": "status.state",
            "ja": "name.ja",
            "en": "name.en",
            "aliases": "aliases",
        },
        names=("id", "name.ja", "name.en", "aliases"),
        noun=Text("サービス", "platform"),
        listed_by="mktsupport list platforms",
        referenced_by=("successor", "helplines", "platforms", "platform", "only", "but", "carrier", "desk"),
    ),
    "troubles": Section(
        record=Trouble,
        columns={"role": "role", "ja": "title.ja", "en": "title.en", "platforms": "platforms"},
        names=("id", "title.ja", "title.en"),
        noun=Text("困りごと", "trouble"),
        listed_by="mktsupport list troubles",
        referenced_by=("topics", "topic"),
    ),
    "ladders": Section(record=Ladder, referenced_by=("escalate",)),
    "sources": Section(record=Source, referenced_by=("source",)),
    "facts": Section(record=Fact, referenced_by=("facts", "against")),
    "synonyms": Section(record=Synonyms),
    "elsewhere": Section(record=Elsewhere),
    "blocks": Section(record=Block, referenced_by=("block",)),
    "deliveries": Section(record=Delivery),
    "withheld": Section(record=Withheld),
}
SECTION_OF = {section.record: name for name, section in SECTIONS.items()}
REFERENCES = {field: name for name, section in SECTIONS.items() for field in section.referenced_by}
