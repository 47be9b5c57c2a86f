"""From knowledge files to one SQLite file, which later runs open and fetch rows from."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from pathlib import Path

import msgspec

from mktsupport.errors import FileError, SupportError
from mktsupport.japan.hours import timetable
from mktsupport.japan.identity import identity_of, registered_domain
from mktsupport.japan.spelling import fold
from mktsupport.knowledge import checker, reader
from mktsupport.knowledge.book import Book, Entry, Finding, entries
from mktsupport.knowledge.expansion import expanded
from mktsupport.knowledge.folders import yaml_files
from mktsupport.knowledge.search_index_writer import write_index
from mktsupport.knowledge.sections import SECTIONS, Record, Section
from mktsupport.process import without_collection
from mktsupport.records import Block, Delivery, Platform, Text, Trouble, Withheld

FIRST_YEAR, LAST_YEAR = 1990, 2090

# Beside these each section has a table of its own, and the search index its tables.
TABLES = """
CREATE TABLE aliases (folded TEXT, kind TEXT, id TEXT, alias TEXT, PRIMARY KEY (kind, folded)) WITHOUT ROWID;
CREATE TABLE openings (hours TEXT PRIMARY KEY, timetable TEXT) WITHOUT ROWID;
CREATE TABLE holidays (day TEXT PRIMARY KEY, ja TEXT, en TEXT) WITHOUT ROWID;
CREATE TABLE "values" (kind TEXT, normal TEXT, platform TEXT, channel TEXT);
CREATE INDEX values_by_normal ON "values" (normal, kind);
CREATE TABLE warnings (file TEXT, line INT, ja TEXT, en TEXT, hint_ja TEXT, hint_en TEXT);
"""


def compile_into(connection: sqlite3.Connection, shipped: Path, user_files: Sequence[Path]) -> None:
    """Read, check and write all knowledge. A broken user file becomes a warning; a broken shipped one an error."""
    with without_collection():  # looking for cycles among all the records would take a quarter of the time
        found, broken = gather(yaml_files(shipped), layer=0)
        if broken := broken or list(checker.structure(Book(found))):
            raise _unusable(broken[0])
        warnings: list[Finding] = []
        for layer, file in enumerate((file for path in user_files for file in yaml_files(path)), start=1):
            more, broken = gather([file], layer)
            if broken := broken or list(checker.structure(Book([*found, *more]))):
                warnings.append(_blamed(broken, str(file)))
            else:
                found += more
        _write(connection, Book(found), warnings)


def _blamed(broken: Sequence[Finding], file: str) -> Finding:
    """What is wrong in the user's `file`, or what it breaks elsewhere."""
    here = next((finding for finding in broken if finding.file == file), None)
    if here is not None:
        return here
    there = broken[0]
    place = f"{there.file}:{there.line}"
    ja, en = f"この変更で {place} が合わなくなります: {there.problem.ja}", f"it breaks {place}: {there.problem.en}"
    return msgspec.structs.replace(there, file=file, line=1, problem=Text(ja, en))


def gather(files: Sequence[Path], layer: int) -> tuple[list[Entry], list[Finding]]:
    """The entries of all files, and what is wrong with those that cannot be read."""
    found: list[Entry] = []
    broken: list[Finding] = []
    for file in files:
        try:
            document = reader.read(file)
        except FileError as error:
            problem, hint = (Text(text.ja, text.en) for text in (error.problem, error.hint))
            broken.append(
                Finding(file=error.file, line=error.line, path="", rule=error.rule, problem=problem, hint=hint)
            )
        else:
            more, misfits = entries(document, layer)
            found += more
            broken += misfits
    return found, broken


def _unusable(finding: Finding) -> SupportError:
    place, problem, hint = f"{finding.file}:{finding.line}", finding.problem, finding.hint
    return SupportError(
        Text(f"知識ファイルが壊れています: {place} {problem.ja}", f"{place}: {problem.en}"),
        Text(f"{hint.ja}(全部を見るには `mktsupport check`)", f"{hint.en}; `mktsupport check` shows all"),
    )


def _write(connection: sqlite3.Connection, book: Book, warnings: Sequence[Finding]) -> None:
    connection.executescript(TABLES)
    blocks = {each.id: each for _, each in book.of(Block)}
    deliveries = [each for _, each in book.of(Delivery)]

    def expand(trouble: Trouble) -> Trouble:
        return expanded(trouble, blocks, deliveries)

    for name, section in SECTIONS.items():
        records = [entry.record for entry in book.entries[name].values()]
        _write_section(
            connection, name, section, [expand(each) if isinstance(each, Trouble) else each for each in records]
        )
    defaults = (each.id for _, each in book.of(Platform) if each.default_for_fees)
    _insert(connection, "aliases", (("fee", "default", name, "") for name in defaults))
    _insert(connection, "values", _values(book))
    _insert(connection, "openings", _openings(book))
    _insert(connection, "holidays", _holidays())
    _insert(
        connection,
        "warnings",
        ((each.file, each.line, each.problem.ja, each.problem.en, each.hint.ja, each.hint.en) for each in warnings),
    )
    write_index(connection, book)
    connection.commit()


def _write_section(connection: sqlite3.Connection, name: str, section: Section, records: Sequence[Record]) -> None:
    """A section's table, and the names of its records."""
    columns = "".join(f"{column}, " for column in section.columns)
    connection.execute(f"CREATE TABLE {name} (id TEXT PRIMARY KEY, {columns}record, crc)")
    fields = [attrgetter(field) for field in section.columns.values()]
    _insert(
        connection, name, ((each.id, *(_value(field(each)) for field in fields), *_sealed(each)) for each in records)
    )
    aliases = ((fold(text), section.noun.en, each.id, text) for each in records for _, text in section.names_of(each))
    _insert(connection, "aliases", aliases)  # the first record of a name keeps it


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    if listed := list(rows):
        marks = ", ".join("?" * len(listed[0]))
        connection.executemany(f'INSERT OR IGNORE INTO "{table}" VALUES ({marks})', listed)  # noqa: S608 - our own names


def _value(value: object) -> object:
    return _json(value) if isinstance(value, tuple) else value


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _sealed(record: object) -> tuple[str, int]:
    """A record as JSON and its checksum: a cache file with a flipped bit must not answer."""
    text = msgspec.json.encode(record)
    return text.decode(), zlib.crc32(text)


def _openings(book: Book) -> Iterator[tuple[str, str]]:
    """Every opening time in the book with its timetable: at look-up the parser costs more than the look-up."""
    channels = [channel for _, platform in book.of(Platform) for channel in platform.channels]
    named = {channel.hours for channel in channels} | {channel.busy.hours for channel in channels if channel.busy}
    for hours in sorted(each for each in named if each):
        if (table := timetable(hours)) is not None:
            yield hours, _json(table)


def _values(book: Book) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Every number, address and domain of a channel, the domains of platforms, and the withheld numbers."""
    for _, platform in book.of(Platform):
        named = [
            (value, channel.id) for channel in platform.channels for value in (channel.value, channel.url) if value
        ]
        domains: dict[str, str | None] = {}
        for value, channel in [*named, *((alias, None) for alias in platform.aliases)]:
            identity = identity_of(value)
            if identity is None or identity.kind == "word":
                continue
            if channel and identity.kind != "domain":
                yield identity.kind, identity.normal, platform.id, channel
            if identity.domain:
                domains.setdefault(registered_domain(identity.domain), channel)
        for domain, source in domains.items():
            yield "domain", domain, platform.id, source
    for _, number in book.of(Withheld):
        if identity := identity_of(number.value):
            yield identity.kind, identity.normal, None, number.id


@cache  # one process may compile several times
def _holidays() -> list[tuple[str, str, str]]:
    """Japan's public holidays, from the `holidays` package: 0.2 s to import, so here and never at look-up."""
    from holidays import country_holidays

    years = range(FIRST_YEAR, LAST_YEAR + 1)
    japanese = country_holidays("JP", years=years, language="ja")
    english = country_holidays("JP", years=years, language="en_US")
    return [(day.isoformat(), name, english[day]) for day, name in sorted(japanese.items())]
