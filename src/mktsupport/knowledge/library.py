"""The compiled knowledge: quick to open, read row by row."""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mktsupport import __version__
from mktsupport.errors import AskedWronglyError, SupportError, close_matches, did_you_mean
from mktsupport.japan.spelling import fold
from mktsupport.japan.text import Bilingual, Language, Wording
from mktsupport.knowledge.folders import code_files, shipped_folder, user_files, user_folder, yaml_files

# msgspec takes 8 ms and more to import, so all that needs it is imported in the functions: fees and TAB do without.
if TYPE_CHECKING:
    from mktsupport.evidence import Evidence, EvidenceRows
    from mktsupport.japan.hours import Calendar, Timetable
    from mktsupport.knowledge.search_index import LibraryIndex
    from mktsupport.knowledge.sections import Record
    from mktsupport.records import Ladder, Platform, Trouble, Withheld
    from mktsupport.rows import JsonObject, TariffRow
    from mktsupport.views import PlatformRow, TroubleRow

    R = TypeVar("R", bound=Record)

KEEP = 30 * 24 * 3600  # seconds: a compiled library that nobody opened for so long is of former knowledge

T = TypeVar("T")


class DamagedError(Exception):
    """The cache file does not hold what this program writes into one; never shown to anybody."""


class Library:
    """Look-ups in the compiled knowledge; `rebuild` compiles it again where the cache file turns out to be damaged."""

    def __init__(self, connection: sqlite3.Connection, rebuild: Callable[[], sqlite3.Connection]) -> None:
        self._connection = connection
        self._rebuild = rebuild

    def record(self, kind: type[R], name: str) -> R:
        """The record of this type that `name` names, in any width, case or kana."""
        from mktsupport.knowledge.sections import SECTION_OF, SECTIONS

        return self.records(kind, [self.identify(name, [SECTIONS[SECTION_OF[kind]].noun.en])[1]])[0]

    def records(self, kind: type[R], ids: Iterable[str] | None = None, *, known: bool = True) -> list[R]:
        """The records of this type with these ids, each once and in this order; without `ids`, all of them by id.

        Ids are `known` where other records name them; of unknown ones, those that do not exist are left out.
        """
        from mktsupport.knowledge.sections import SECTION_OF

        table = SECTION_OF[kind]
        if ids is None:
            ids = [name for (name,) in self.rows(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608 - our own names
        return self._made(lambda data: _decoded(data, kind), table, ids, known=known)

    def platform(self, name: str) -> Platform:
        """The platform that `name` names."""
        from mktsupport.records import Platform

        return self.record(Platform, name)

    def living(self, platform: Platform) -> Platform:
        """The platform itself, or for a merged service its successor."""
        successor = platform.status.followed_by
        return self.platform(successor) if successor else platform

    def trouble(self, name: str) -> Trouble:
        """The trouble that `name` names."""
        from mktsupport.records import Trouble

        return self.record(Trouble, name)

    def ladder(self, name: str) -> Ladder:
        """The ladder with the id `name`, which a record names."""
        from mktsupport.records import Ladder

        return self.records(Ladder, [name])[0]

    def platforms(self, names: Iterable[str]) -> list[Platform]:
        """The platforms with these ids, in this order; each once."""
        from mktsupport.records import Platform

        return self.records(Platform, names)

    def evidence(self, names: Iterable[str]) -> Evidence:
        """The facts with these ids that exist, each with its source."""
        from mktsupport.records import Fact, Source

        facts = self.records(Fact, names, known=False)
        sources = {each.id: each for each in self.records(Source, (fact.source for fact in facts))}
        return {fact.id: (fact, sources[fact.source]) for fact in facts}

    def evidence_rows(self, names: Iterable[str]) -> EvidenceRows:
        """The same, read without msgspec: what a page shows of them."""
        from mktsupport.rows import fact_row, source_row

        facts = self._plain(fact_row, "facts", names, known=False)
        sources = {each.id: each for each in self._plain(source_row, "sources", (fact.source for fact in facts))}
        return {fact.id: (fact, sources[fact.source]) for fact in facts}

    def holidays(self, first: date, last: date) -> dict[date, Bilingual]:
        """Japan's public holidays from `first` to `last`."""
        query = "SELECT day, ja, en FROM holidays WHERE day BETWEEN ? AND ?"
        rows = self.rows(query, (first.isoformat(), last.isoformat()))
        return {date.fromisoformat(day): Wording(ja, en) for day, ja, en in rows}

    def holders(self, kind: str, normal: str) -> list[tuple[str, str | None]]:
        """The platform and channel of this number, address or domain; no channel for a platform's own domain."""
        of_platforms = 'FROM "values" WHERE normal = ? AND kind = ? AND platform NOT NULL'
        query = f"SELECT platform, channel {of_platforms} ORDER BY rowid"
        return [(platform, channel) for platform, channel in self.rows(query, (normal, kind))]

    def withheld(self, kind: str, normal: str) -> Withheld | None:
        """The record of this number, if it is reported but not confirmed."""
        from mktsupport.records import Withheld

        query = 'SELECT channel FROM "values" WHERE normal = ? AND kind = ? AND platform IS NULL'
        found = self.records(Withheld, [name for (name,) in self.rows(query, (normal, kind))])
        return found[0] if found else None

    def domains(self) -> list[str]:
        """Every domain that is listed."""
        return [name for (name,) in self.rows("SELECT DISTINCT normal FROM \"values\" WHERE kind = 'domain'")]

    def calendar(self, day: date) -> Calendar:
        """What opening hours around `day` need: a desk stays closed for a year at most."""
        from mktsupport.japan.hours import Calendar

        return Calendar(self.holidays(day - timedelta(days=1), day + timedelta(days=371)), self.timetable)

    def timetable(self, hours: str) -> Timetable | None:
        """The compiled timetable of these opening hours."""
        from mktsupport.japan.hours import Timetable

        def ask() -> Timetable | None:
            row = self._connection.execute("SELECT timetable FROM openings WHERE hours = ?", (hours,)).fetchone()
            return _decoded(row[0], Timetable) if row else None

        return self._asked(ask)

    def platform_rows(self, language: Language) -> list[PlatformRow]:
        """Every platform in a line: where people trade, then carriers and the like, then public desks."""
        from mktsupport.views import PlatformRow

        order = "kind NOT IN ('marketplace', 'exchange'), kind = 'public', id"
        query = f"SELECT id, iif(? = 'ja', ja, en), kind, aliases, state FROM platforms ORDER BY {order}"  # noqa: S608 - see above
        return [
            PlatformRow(id=name, name=title, kind=kind, aliases=json.loads(aliases), state=state)
            for name, title, kind, aliases, state in self.rows(query, (language,))
        ]

    def troubles(self) -> list[Trouble]:
        """Every trouble with its tree, by role: the buyer's, the seller's, anybody's."""
        from mktsupport.records import Trouble

        return self.records(Trouble, [name for (name,) in self.rows("SELECT id FROM troubles ORDER BY role DESC, id")])

    def trouble_rows(self, language: Language) -> list[TroubleRow]:
        """Every trouble in a line, by role: the buyer's, the seller's, anybody's."""
        from mktsupport.views import TroubleRow

        query = "SELECT id, iif(? = 'ja', ja, en), platforms, role FROM troubles ORDER BY role DESC, id"
        return [
            TroubleRow(id=name, title=title, platforms=json.loads(platforms), role=role)
            for name, title, platforms, role in self.rows(query, (language,))
        ]

    def index(self, language: Language) -> LibraryIndex:
        """The full-text index in this language."""
        from mktsupport.knowledge.search_index import LibraryIndex

        return LibraryIndex(self.rows, language)

    def role(self, trouble: str) -> str:
        """Whom the trouble with this id is for: `buyer`, `seller` or `any`."""
        return str(self.rows("SELECT role FROM troubles WHERE id = ?", (trouble,))[0][0])

    def knows_trouble(self, name: str) -> bool:
        """Whether `name` names a trouble."""
        return self._id_of(name, "trouble") is not None

    def known_platform(self, name: str) -> str | None:
        """The id of the platform that `name` names, in any width, case or kana; None where it names none."""
        return self._id_of(name, "platform")

    def identify(self, name: str, kinds: Sequence[str] = ("platform", "trouble")) -> tuple[str, str]:
        """What `name` names, of these kinds: its kind and its id. Raises AskedWronglyError where it names none."""
        for kind in sorted(kinds):
            if (found := self._id_of(name, kind)) is not None:
                return kind, found
        raise self._unknown(name, *kinds)

    def default_fee_platform(self) -> str:
        """The id of the platform whose fees are meant where none is named."""
        rows = self.rows("SELECT id FROM aliases WHERE kind = 'default' AND folded = 'fee'")
        if not rows:
            raise AskedWronglyError(
                Wording("どのサービスの手数料かがわかりません", "it is not clear whose fee is meant"),
                Wording("`--platform 名前` を付けてください", "name the service with `--platform NAME`"),
            )
        return str(rows[0][0])

    def tariff(self, name: str) -> TariffRow:
        """What the platform that `name` names charges, read without msgspec."""
        from mktsupport.rows import tariff_row

        return self._plain(tariff_row, "platforms", [self.identify(name, ["platform"])[1]])[0]

    def tariffs(self) -> list[TariffRow]:
        """What every platform with a fee schedule charges."""
        from mktsupport.rows import tariff_row

        rows = self.rows("SELECT id FROM platforms WHERE json_array_length(record, '$.fees') > 0 ORDER BY id")
        return self._plain(tariff_row, "platforms", [name for (name,) in rows])

    def tree(self, name: str) -> JsonObject:
        """The trouble that `name` names as JSON, read without msgspec."""
        return self._plain(dict, "troubles", [self.identify(name, ["trouble"])[1]])[0]

    @property
    def warnings(self) -> list[tuple[str, int, Bilingual, Bilingual]]:
        """The user's files that are left out: file, line, what is wrong, how to correct it."""
        rows = self.rows("SELECT file, line, ja, en, hint_ja, hint_en FROM warnings")
        return [(file, line, Wording(*words[:2]), Wording(*words[2:])) for file, line, *words in rows]

    def _id_of(self, name: str, kind: str) -> str | None:
        rows = self.rows("SELECT id FROM aliases WHERE kind = ? AND folded = ?", (kind, fold(name)))
        return str(rows[0][0]) if rows else None

    def similar(self, name: str, *kinds: str) -> list[str]:
        """The ids of these kinds with a name that `name` may be a slip of, the most likely first."""
        owners: dict[str, list[str]] = {}
        for kind in kinds:
            for folded, owner in self.rows("SELECT folded, id FROM aliases WHERE kind = ?", (kind,)):
                owners.setdefault(folded, []).append(owner)
        return list(dict.fromkeys(owner for word in close_matches(fold(name), owners, 8) for owner in owners[word]))

    def _unknown(self, name: str, *kinds: str) -> AskedWronglyError:
        from mktsupport.knowledge.sections import SECTIONS

        sections = [next(each for each in SECTIONS.values() if each.noun.en == kind) for kind in kinds]
        ja, en = "や".join(each.noun.ja for each in sections), " or ".join(kinds)
        every = sections[0].listed_by if len(sections) == 1 else "mktsupport list"
        return AskedWronglyError(
            Wording(f"「{name}」という{ja}はありません", f"no {en} is called '{name}'"),
            did_you_mean(self.similar(name, *kinds), Wording(f"`{every}` で一覧が出ます", f"`{every}` shows them all")),
        )

    def _plain(self, make: Callable[[JsonObject], T], table: str, ids: Iterable[str], *, known: bool = True) -> list[T]:
        """What `make` makes of each of these records, read as JSON without msgspec."""

        def made(data: bytes) -> T:
            try:
                return make(json.loads(data))
            except (KeyError, TypeError, ValueError) as error:
                raise DamagedError from error

        return self._made(made, table, ids, known=known)

    def _made(self, make: Callable[[bytes], T], table: str, ids: Iterable[str], *, known: bool) -> list[T]:
        """What `make` makes of each record with these ids, in this order."""
        query = (
            f"SELECT record, crc FROM json_each(?) JOIN {table} ON {table}.id = json_each.value ORDER BY json_each.key"  # noqa: S608 - our own names
        )
        listed = list(dict.fromkeys(ids))

        def ask() -> list[T]:
            found = self._connection.execute(query, (json.dumps(listed),)).fetchall()
            if known and len(found) < len(listed):
                raise DamagedError
            return [make(_intact(text, crc)) for text, crc in found]

        return self._asked(ask)

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """The rows that an SQL query finds."""
        return self._asked(lambda: self._connection.execute(query, values).fetchall())

    def _asked(self, ask: Callable[[], T]) -> T:
        """What `ask` reads; from a library built again where this one is damaged or does not fit the records."""
        try:
            return ask()
        except (sqlite3.DatabaseError, DamagedError):
            self._connection = self._rebuild()
        try:
            return ask()
        except DamagedError as error:
            raise SupportError(
                Wording(
                    "知識をまとめたものが、このプログラムに合いません",
                    "the compiled knowledge does not fit the program",
                ),
                Wording(
                    "インストールし直すか、コードの変更を見直してください",
                    "install mktsupport again, or check what you changed in its code",
                ),
            ) from error


def _decoded(data: bytes | str, kind: type[T]) -> T:
    from msgspec import DecodeError
    from msgspec.json import decode

    try:
        return decode(data, type=kind)
    except DecodeError as error:
        raise DamagedError from error


def _intact(text: str, crc: int) -> bytes:
    """A record as it was written; a cache file with a flipped bit must not answer."""
    data = text.encode()
    if zlib.crc32(data) != crc:
        raise DamagedError
    return data


def open_library(options: Iterable[str] = ()) -> Library:
    """The library of the shipped knowledge and the user's own, compiled first where needed."""
    base, overlays = shipped_folder(), user_files(options)
    files = [*yaml_files(base), *(file for path in overlays for file in yaml_files(path))]
    if not base.is_dir() or not files:
        raise SupportError(
            Wording(f"知識ファイルが見つかりません: {base}", f"the knowledge files are missing: {base}"),
            Wording("インストールし直してください", "install mktsupport again"),
        )
    origin = _origin(files)
    path = user_folder("cache") / f"library-{zlib.crc32(origin.encode()):08x}.sqlite"

    def rebuild() -> sqlite3.Connection:
        return _compiled(path, origin, base, overlays)

    return Library(_opened(path, origin) or rebuild(), rebuild)


def _origin(files: Sequence[Path]) -> str:
    """What a library is compiled from: the version, and the path, size and modification time of each file."""
    lines = [__version__]
    for entry in code_files():
        stat = entry.stat()
        lines.append(f"{entry.path} {stat.st_size} {stat.st_mtime_ns}")
    for file in files:
        try:
            stat = file.stat()
            lines.append(f"{file} {stat.st_size} {stat.st_mtime_ns}")
        except OSError:
            lines.append(f"{file} -")
    return "\n".join(lines).encode(errors="replace").decode()


def _opened(path: Path, origin: str) -> sqlite3.Connection | None:
    """The library at `path`, or None if it is incomplete or not compiled from `origin`."""
    try:
        there = path.stat()
        if not there.st_size:  # a pipe in its place would keep us waiting
            return None
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        connection.execute("PRAGMA temp_store = MEMORY")  # sorting many records must not need a disk with space
        pages, page, made_of, sealed = connection.execute(_STATE).fetchone()
    except (OSError, sqlite3.Error, ValueError, TypeError):
        return None
    whole = pages * page == there.st_size and sealed * 10**9 == there.st_mtime_ns
    return connection if whole and made_of == origin else None


_STATE = """
SELECT page_count, page_size, files, sealed FROM pragma_page_count, pragma_page_size, origin
"""


def _compiled(path: Path, origin: str, base: Path, overlays: Sequence[Path]) -> sqlite3.Connection:
    """Compile in memory and save a copy at `path`, where that can be written."""
    import time

    from mktsupport.files import complete_file
    from mktsupport.knowledge.compiler import compile_into

    memory = sqlite3.connect(":memory:")
    memory.execute("PRAGMA temp_store = MEMORY")
    compile_into(memory, base, overlays)
    # The modification time is kept in the file too, so that a later change shows without a checksum of the file.
    sealed = (int(time.time()) // 2 - 1) * 2  # even seconds, which every file system keeps
    memory.execute("CREATE TABLE origin (files TEXT, sealed INT)")
    memory.execute("INSERT INTO origin VALUES (?, ?)", (origin, sealed))
    memory.commit()
    with suppress(OSError, SupportError, sqlite3.Error):
        path.parent.mkdir(parents=True, exist_ok=True)
        with complete_file(path, replace=True) as part:
            with closing(sqlite3.connect(part)) as disk:
                disk.execute("PRAGMA journal_mode = OFF")  # a full disk would keep the journal of a file that is gone
                memory.backup(disk)
            os.utime(part, (sealed, sealed))
        _sweep(path)
    return memory


def _sweep(current: Path) -> None:
    """Delete libraries that have not been used for long, and what killed runs left behind."""
    import shutil
    import time

    from mktsupport.files import UNFINISHED

    for file in current.parent.iterdir():
        if file != current and file.name.startswith(("library-", "compiling-", UNFINISHED)):
            with suppress(OSError):
                if time.time() - file.stat().st_mtime > KEEP:
                    shutil.rmtree(file) if file.is_dir() else file.unlink()
