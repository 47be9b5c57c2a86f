"""From knowledge files to one SQLite file, which later runs open and fetch rows from."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec

from mktsupport.errors import FileError, SupportError
from mktsupport.japan.hours import timetable
from mktsupport.japan.identity import identity_of, registered_domain
from mktsupport.japan.spelling import fold
from mktsupport.knowledge import book as books
from mktsupport.knowledge import checker as checking
from mktsupport.knowledge.book import Book, Entry, Finding
from mktsupport.knowledge.folders import yaml_files
from mktsupport.knowledge.reader import read
from mktsupport.knowledge.search_index_writer import write_index
from mktsupport.process import without_collection
from mktsupport.records import Text

FIRST_YEAR, LAST_YEAR = 1990, 2090

TABLES = """
CREATE TABLE platforms (
    id TEXT PRIMARY KEY, kind TEXT, state TEXT, ja TEXT, en TEXT, aliases TEXT, record TEXT, crc INT
);
CREATE TABLE troubles (id TEXT PRIMARY KEY, role TEXT, ja TEXT, en TEXT, platforms TEXT, record TEXT, crc INT);
CREATE TABLE ladders (id TEXT PRIMARY KEY, record TEXT, crc INT);
CREATE TABLE sources (id TEXT PRIMARY KEY, trust TEXT, url TEXT, record TEXT, crc INT);
CREATE TABLE facts (id TEXT PRIMARY KEY, about TEXT, source TEXT, ja TEXT, en TEXT, record TEXT, crc INT);
CREATE TABLE aliases (folded TEXT, kind TEXT, id TEXT, alias TEXT, PRIMARY KEY (kind, folded)) WITHOUT ROWID;
CREATE TABLE openings (hours TEXT PRIMARY KEY, timetable TEXT) WITHOUT ROWID;
CREATE TABLE holidays (day TEXT PRIMARY KEY, ja TEXT, en TEXT) WITHOUT ROWID;
CREATE TABLE "values" (kind TEXT, normal TEXT, platform TEXT, channel TEXT);
CREATE INDEX values_by_normal ON "values" (normal, kind);
CREATE TABLE warnings (file TEXT, line INT, ja TEXT, en TEXT, hint_ja TEXT, hint_en TEXT);
"""


def compile_into(connection: sqlite3.Connection, shipped: Path, own: Sequence[Path]) -> None:
    """Read, check and write everything. A broken file of one's own becomes a warning; a broken shipped one an error."""
    with without_collection():  # looking for cycles among all the records would take a quarter of the time
        _compile(connection, shipped, own)


def _compile(connection: sqlite3.Connection, shipped: Path, own: Sequence[Path]) -> None:
    found, broken = gather(yaml_files(shipped), layer=0)
    if broken := broken or list(checking.structure(Book(found))):
        raise _unusable(broken[0])
    warnings: list[Finding] = []
    for layer, file in enumerate((file for path in own for file in yaml_files(path)), start=1):
        more, broken = gather([file], layer)
        if broken := broken or list(checking.structure(Book([*found, *more]))):
            warnings.append(_blamed(broken, str(file)))
        else:
            found += more
    _write(connection, Book(found), warnings)


def _blamed(broken: Sequence[Finding], file: str) -> Finding:
    """What is wrong in one's own `file`, or what it makes wrong elsewhere."""
    here = next((finding for finding in broken if finding.file == file), None)
    if here is not None:
        return here
    there = broken[0]
    place = f"{there.file}:{there.line}"
    problem = Text(
        f"この変更で {place} が合わなくなります: {there.problem.ja}", f"it breaks {place}: {there.problem.en}"
    )
    return msgspec.structs.replace(there, file=file, line=1, problem=problem)


def gather(files: Sequence[Path], layer: int) -> tuple[list[Entry], list[Finding]]:
    """The entries of all files, and what cannot be read of them."""
    found: list[Entry] = []
    broken: list[Finding] = []
    for file in files:
        try:
            document = read(file)
        except FileError as error:
            broken.append(
                Finding(
                    file=error.file,
                    line=error.line,
                    path="",
                    rule=error.rule,
                    problem=Text(error.problem.ja, error.problem.en),
                    hint=Text(error.hint.ja, error.hint.en),
                )
            )
            continue
        more, odd = books.entries(document, layer)
        found += more
        broken += odd
    return found, broken


def _unusable(finding: Finding) -> SupportError:
    place = f"{finding.file}:{finding.line}"
    return SupportError(
        Text(f"知識ファイルが壊れています: {place} {finding.problem.ja}", f"{place}: {finding.problem.en}"),
        Text(
            f"{finding.hint.ja}(全部を見るには `mktsupport check`)", f"{finding.hint.en}; `mktsupport check` shows all"
        ),
    )


def _write(connection: sqlite3.Connection, book: Book, warnings: Sequence[Finding]) -> None:
    connection.executescript(TABLES)
    aliases: list[tuple[str, str, str, str]] = []
    for _, platform in book.platforms:
        names = dict.fromkeys((platform.id, platform.name.ja, platform.name.en, *platform.aliases))
        aliases += ((fold(name), "platform", platform.id, name) for name in names)
        if platform.default_for_fees:
            aliases.append(("fee", "default", platform.id, ""))
        connection.execute(
            "INSERT INTO platforms VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                platform.id,
                platform.kind,
                platform.status.state,
                platform.name.ja,
                platform.name.en,
                _json(platform.aliases),
                *_row(platform),
            ),
        )
    for _, trouble in book.troubles:
        names = dict.fromkeys((trouble.id, trouble.title.ja, trouble.title.en))
        aliases += ((fold(name), "trouble", trouble.id, name) for name in names)
        connection.execute(
            "INSERT INTO troubles VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                trouble.id,
                trouble.role,
                trouble.title.ja,
                trouble.title.en,
                _json(trouble.platforms),
                *_row(trouble),
            ),
        )
    connection.executemany("INSERT OR IGNORE INTO aliases VALUES (?, ?, ?, ?)", aliases)
    connection.executemany(
        "INSERT INTO ladders VALUES (?, ?, ?)", ((ladder.id, *_row(ladder)) for _, ladder in book.ladders)
    )
    connection.executemany(
        "INSERT INTO sources VALUES (?, ?, ?, ?, ?)",
        ((source.id, source.trust, source.url, *_row(source)) for _, source in book.sources),
    )
    connection.executemany(
        "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((fact.id, fact.about, fact.source, fact.says.ja, fact.says.en, *_row(fact)) for _, fact in book.facts),
    )
    connection.executemany('INSERT INTO "values" VALUES (?, ?, ?, ?)', _values(book))
    connection.executemany("INSERT INTO openings VALUES (?, ?)", _openings(book))
    connection.executemany("INSERT INTO holidays VALUES (?, ?, ?)", _holidays())
    connection.executemany(
        "INSERT INTO warnings VALUES (?, ?, ?, ?, ?, ?)",
        ((f.file, f.line, f.problem.ja, f.problem.en, f.hint.ja, f.hint.en) for f in warnings),
    )
    write_index(connection, book)
    connection.commit()


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _row(record: object) -> tuple[str, int]:
    """A record as JSON and its checksum: a cache file with a flipped bit must not answer."""
    text = msgspec.json.encode(record)
    return text.decode(), zlib.crc32(text)


def _openings(book: Book) -> Iterator[tuple[str, str]]:
    """Every opening time in the book with its timetable: at look-up the parser costs more than the look-up."""
    channels = [channel for _, platform in book.platforms for channel in platform.channels]
    named = {channel.hours for channel in channels} | {channel.busy.hours for channel in channels if channel.busy}
    for hours in sorted(each for each in named if each):
        if (table := timetable(hours)) is not None:
            yield hours, _json(table)


def _values(book: Book) -> Iterator[tuple[str, str, str, str | None]]:
    """Every number, address and domain that a channel names, and the domains that a platform is known by."""
    for _, platform in book.platforms:
        named = [(channel.value, channel.id) for channel in platform.channels if channel.value]
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


@cache  # one process may compile several times
def _holidays() -> list[tuple[str, str, str]]:
    """Japan's public holidays, from the `holidays` package: 0.2 s to import, so here and never at look-up."""
    from holidays import country_holidays

    years = range(FIRST_YEAR, LAST_YEAR + 1)
    japanese = country_holidays("JP", years=years, language="ja")
    english = country_holidays("JP", years=years, language="en_US")
    return [(day.isoformat(), name, english[day]) for day, name in sorted(japanese.items())]
