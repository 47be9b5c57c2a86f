"""The compiled knowledge: opened in a moment, asked row by row."""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mktsupport import __version__
from mktsupport.errors import AskedWronglyError, SupportError, close_matches, did_you_mean
from mktsupport.japan.spelling import fold
from mktsupport.japan.text import Bilingual, Language, Wording
from mktsupport.knowledge.folders import code, folder, own, shipped, yaml_files

# Everything that needs msgspec (8 ms and more) is imported where it is used: fees and completion need none of it.
if TYPE_CHECKING:
    from mktsupport.evidence import Evidence, EvidenceRows
    from mktsupport.japan.hours import Calendar, Timetable
    from mktsupport.knowledge.names import LibraryNames, Tree
    from mktsupport.knowledge.search_index import LibraryIndex
    from mktsupport.records import Ladder, Platform, Trouble
    from mktsupport.rows import JsonObject, TariffRow
    from mktsupport.views import PlatformRow, TroubleRow

KEEP = 30 * 24 * 3600  # seconds: a library that nobody opened for so long belongs to knowledge that is gone

RECORDS = {"platforms": "Platform", "troubles": "Trouble", "ladders": "Ladder", "facts": "Fact", "sources": "Source"}
_KINDS = {"platform": Wording("サービス", "platform"), "trouble": Wording("困りごと", "trouble")}

T = TypeVar("T")


class Ruined(Exception):  # noqa: N818 - a state of the cache file, never shown to anybody
    """The cache file does not hold what this program writes into one."""


class Library:
    """Look-ups by id; `warnings` are one's own files that could not be used."""

    def __init__(self, connection: sqlite3.Connection, rebuild: Callable[[], sqlite3.Connection]) -> None:
        self._connection = connection
        self._rebuild = rebuild

    def platform(self, name: str) -> Platform:
        """The platform that `name` names, in any width, case or kana."""
        found: Platform = self._one("platforms", self._resolve(name, "platform"))
        return found

    def living(self, platform: Platform) -> Platform:
        """The platform itself, or for a merged service the one that it lives on as."""
        successor = platform.status.followed_by
        return self.platform(successor) if successor else platform

    def trouble(self, name: str) -> Trouble:
        """The trouble that `name` names."""
        found: Trouble = self._one("troubles", self._resolve(name, "trouble"))
        return found

    def ladder(self, name: str) -> Ladder:
        """The ladder with the id `name`, which a record names."""
        found: Ladder = self._one("ladders", name)
        return found

    def platforms(self, names: Iterable[str]) -> list[Platform]:
        """The platforms with these ids, in this order; each once."""
        return [self._one("platforms", name) for name in dict.fromkeys(names)]

    def evidence(self, names: Iterable[str]) -> Evidence:
        """The facts with these ids that there are, each with its source."""
        facts = self._records("facts", dict.fromkeys(names))
        sources = {source.id: source for source in self._records("sources", sorted({fact.source for fact in facts}))}
        return {fact.id: (fact, sources[fact.source]) for fact in facts}

    def evidence_rows(self, names: Iterable[str]) -> EvidenceRows:
        """The same, read without msgspec: what a page shows of them."""
        from mktsupport.rows import fact_row, source_row

        listed = list(names)
        facts = self._asked(lambda: list(self._plain(fact_row, "facts", listed)))
        used = sorted({fact.source for fact in facts})
        sources = self._asked(lambda: list(self._plain(source_row, "sources", used)))
        by_id = {source.id: source for source in sources}
        return {fact.id: (fact, by_id[fact.source]) for fact in facts}

    def holidays(self, first: date, last: date) -> dict[date, Bilingual]:
        """Japan's public holidays from `first` to `last`."""
        rows = self._rows(
            "SELECT day, ja, en FROM holidays WHERE day BETWEEN ? AND ?", (first.isoformat(), last.isoformat())
        )
        return {date.fromisoformat(day): Wording(ja, en) for day, ja, en in rows}

    def holders(self, kind: str, normal: str) -> list[tuple[str, str | None]]:
        """Who is listed with this number, address or domain: platform and channel, null for a platform's own domain."""
        query = 'SELECT platform, channel FROM "values" WHERE normal = ? AND kind = ? ORDER BY rowid'
        return [(platform, channel) for platform, channel in self._rows(query, (normal, kind))]

    def domains(self) -> list[str]:
        """Every domain that is listed."""
        return [name for (name,) in self._rows("SELECT DISTINCT normal FROM \"values\" WHERE kind = 'domain'", ())]

    def calendar(self, day: date) -> Calendar:
        """What opening hours around `day` need, as far as a desk can stay closed."""
        from mktsupport.japan.hours import Calendar

        return Calendar(self.holidays(day - timedelta(days=1), day + timedelta(days=371)), self.timetable)

    def timetable(self, hours: str) -> Timetable | None:
        """The timetable of these hours, where they were worked out beforehand."""
        from mktsupport.japan.hours import Timetable

        query = "SELECT timetable FROM openings WHERE hours = ?"
        found = self._asked(
            lambda: [_decoded(text, Timetable) for (text,) in self._connection.execute(query, (hours,))]
        )
        return found[0] if found else None

    def platform_rows(self, language: Language) -> list[PlatformRow]:
        """Every platform in a line: marketplaces, exchanges, public desks."""
        from mktsupport.views import PlatformRow

        rows = self._rows("SELECT id, ja, en, kind, aliases, state FROM platforms ORDER BY kind = 'public', id", ())
        return [
            PlatformRow(
                id=name,
                name=ja if language == "ja" else en,
                kind=kind,
                aliases=json.loads(aliases),
                state=state,
            )
            for name, ja, en, kind, aliases, state in rows
        ]

    def troubles(self) -> list[Trouble]:
        """Every trouble with its tree, by role: the buyer's, the seller's, anybody's."""
        rows = self._rows("SELECT id FROM troubles ORDER BY role DESC, id", ())
        return self._records("troubles", [name for (name,) in rows])

    def trouble_rows(self, language: Language) -> list[TroubleRow]:
        """Every trouble in a line, by role: the buyer's, the seller's, anybody's."""
        from mktsupport.views import TroubleRow

        rows = self._rows("SELECT id, ja, en, platforms, role FROM troubles ORDER BY role DESC, id", ())
        return [
            TroubleRow(id=name, title=ja if language == "ja" else en, platforms=json.loads(platforms), role=role)
            for name, ja, en, platforms, role in rows
        ]

    def index(self, language: Language) -> LibraryIndex:
        """The full-text index, answering in this language."""
        from mktsupport.knowledge.search_index import LibraryIndex

        return LibraryIndex(self._rows, language)

    def names(self, language: Language) -> LibraryNames:
        """What things are called, for a line that is half typed."""
        from mktsupport.knowledge.names import LibraryNames

        return LibraryNames(self._rows, language)

    def role(self, trouble: str) -> str:
        """Whom the trouble with this id is for: `buyer`, `seller` or `any`."""
        return str(self._rows("SELECT role FROM troubles WHERE id = ?", (trouble,))[0][0])

    def knows_trouble(self, name: str) -> bool:
        """Whether `name` names a trouble."""
        return self._id_of(name, "trouble") is not None

    def named(self, name: str, kinds: Sequence[str] = ("platform", "trouble")) -> tuple[str, str]:
        """What `name` names, of these kinds: its kind and its id."""
        for kind in sorted(kinds):
            if (found := self._id_of(name, kind)) is not None:
                return kind, found
        raise self._unknown(name, *kinds)

    def known_platform(self, name: str) -> str | None:
        """The id of the platform that `name` names, in any width, case or kana; None where it names none."""
        return self._id_of(name, "platform")

    def default_fee_platform(self) -> str:
        """The id of the platform meant where a fee is asked for and none is named."""
        rows = self._rows("SELECT id FROM aliases WHERE kind = 'default' AND folded = 'fee'", ())
        if not rows:
            raise AskedWronglyError(
                Wording("どのサービスの手数料かがわかりません", "whose fee is meant is not said"),
                Wording("`--platform 名前` を付けてください", "name it with `--platform NAME`"),
            )
        return str(rows[0][0])

    def tariff(self, name: str) -> TariffRow:
        """What the platform that `name` names charges, read without msgspec."""
        from mktsupport.rows import tariff_row

        identity = self._resolve(name, "platform")
        return self._asked(lambda: _only(self._plain(tariff_row, "platforms", [identity])))

    def tariffs(self) -> list[TariffRow]:
        """What every platform with a fee schedule charges."""
        from mktsupport.rows import tariff_row

        rows = self._rows("SELECT id FROM platforms WHERE json_array_length(record, '$.fees') > 0 ORDER BY id", ())
        names = [name for (name,) in rows]
        return self._asked(lambda: list(self._plain(tariff_row, "platforms", names)))

    def tree(self, name: str) -> Tree:
        """The tree of the trouble that `name` names, read without msgspec."""
        from mktsupport.knowledge.names import tree_of

        identity = self._resolve(name, "trouble")
        return self._asked(lambda: _only(self._plain(tree_of, "troubles", [identity])))

    @property
    def warnings(self) -> list[tuple[str, int, Bilingual, Bilingual]]:
        """One's own files that are left out: file, line, what is wrong, how to mend it."""
        rows = self._rows("SELECT file, line, ja, en, hint_ja, hint_en FROM warnings", ())
        return [
            (file, line, Wording(ja, en), Wording(hint_ja, hint_en)) for file, line, ja, en, hint_ja, hint_en in rows
        ]

    def _resolve(self, name: str, kind: str) -> str:
        return self.named(name, (kind,))[1]

    def _id_of(self, name: str, kind: str) -> str | None:
        rows = self._rows("SELECT id FROM aliases WHERE kind = ? AND folded = ?", (kind, fold(name)))
        return str(rows[0][0]) if rows else None

    def like(self, name: str, *kinds: str) -> list[str]:
        """The ids of these kinds with a name that `name` is perhaps a slip of, the likeliest first."""
        rows = [row for kind in kinds for row in self._rows("SELECT folded, id FROM aliases WHERE kind = ?", (kind,))]
        owners: dict[str, list[str]] = {}
        for folded, owner in rows:
            owners.setdefault(folded, []).append(owner)
        return list(dict.fromkeys(owner for word in close_matches(fold(name), owners, 8) for owner in owners[word]))

    def _unknown(self, name: str, *kinds: str) -> AskedWronglyError:
        what = Wording("や".join(_KINDS[kind].ja for kind in kinds), " or ".join(_KINDS[kind].en for kind in kinds))
        every = f"mktsupport list {kinds[0]}s" if len(kinds) == 1 else "mktsupport list"
        return AskedWronglyError(
            Wording(f"「{name}」という{what.ja}はありません", f"no {what.en} is called '{name}'"),
            did_you_mean(self.like(name, *kinds), Wording(f"`{every}` で一覧が出ます", f"`{every}` shows them all")),
        )

    def _one(self, table: str, name: str) -> Any:  # noqa: ANN401 - the table decides the type
        return self._asked(lambda: _only(self._read(table, [name])))

    def _records(self, table: str, names: Iterable[str]) -> list[Any]:
        """The records with these ids that there are, in this order."""
        listed = list(names)
        return self._asked(lambda: list(self._read(table, listed)))

    def _read(self, table: str, names: Sequence[str]) -> Iterator[Any]:
        from mktsupport import records

        kind = getattr(records, RECORDS[table])
        return (_decoded(data, kind) for data in self._data(table, names))

    def _plain(self, make: Callable[[JsonObject], T], table: str, names: Sequence[str]) -> Iterator[T]:
        """What `make` makes of each of these records without msgspec."""
        for data in self._data(table, names):
            try:
                made = make(json.loads(data))
            except (KeyError, TypeError, ValueError) as error:
                raise Ruined from error
            yield made

    def _data(self, table: str, names: Sequence[str]) -> Iterator[bytes]:
        query = (
            f"SELECT record, crc FROM json_each(?) JOIN {table} ON {table}.id = json_each.value ORDER BY json_each.key"  # noqa: S608 - our own names
        )
        for text, crc in self._connection.execute(query, (json.dumps(names),)):
            yield _whole(text, crc)

    def _rows(self, query: str, values: Sequence[object]) -> list[Any]:
        return self._asked(lambda: self._connection.execute(query, values).fetchall())

    def _asked(self, ask: Callable[[], T]) -> T:
        """What `ask` reads; where it is ruined or does not fit the records, what it reads from a library built anew."""
        try:
            return ask()
        except (sqlite3.DatabaseError, Ruined):
            self._connection = self._rebuild()
        try:
            return ask()
        except Ruined as ruined:
            raise SupportError(
                Wording(
                    "知識をまとめたものが、このプログラムに合いません",
                    "the compiled knowledge does not fit the program",
                ),
                Wording(
                    "インストールし直すか、コードの変更を見直してください",
                    "install mktsupport again, or look again at what you changed in its code",
                ),
            ) from ruined


def _decoded(data: bytes | str, kind: type[T]) -> T:
    from msgspec import DecodeError
    from msgspec.json import decode

    try:
        return decode(data, type=kind)
    except DecodeError as error:
        raise Ruined from error


def _only(found: Iterator[T]) -> T:
    """The one row asked for; Ruined where what another row names is not there."""
    for each in found:
        return each
    raise Ruined


def _whole(text: str, crc: int) -> bytes:
    """A record as it was written; a cache file with a flipped bit must not answer."""
    data = text.encode()
    if zlib.crc32(data) != crc:
        raise Ruined
    return data


def open_library(options: Iterable[str] = ()) -> Library:
    """The library of the shipped knowledge and of one's own, compiled first where that is still to do."""
    base, overlays = shipped(), own(options)
    files = [*yaml_files(base), *(file for path in overlays for file in yaml_files(path))]
    if not base.is_dir() or not files:
        raise SupportError(
            Wording(f"知識ファイルが見つかりません: {base}", f"the knowledge files are missing: {base}"),
            Wording("インストールし直してください", "install mktsupport again"),
        )
    origin = _origin(files)
    path = folder("cache") / f"library-{zlib.crc32(origin.encode()):08x}.sqlite"

    def rebuild() -> sqlite3.Connection:
        return _compiled(path, origin, base, overlays)

    return Library(_opened(path, origin) or rebuild(), rebuild)


def _origin(files: Sequence[Path]) -> str:
    """What a library is made of: the program's version and each file's path, size and time of change."""
    lines = [__version__]
    for entry in code():
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
    """The library at `path`, or None where there is none that is whole and made of `origin`."""
    try:
        there = path.stat()
        if not there.st_size:  # a pipe in its place would keep us waiting
            return None
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        pages, page, made_of, sealed = connection.execute(_STATE).fetchone()
    except (OSError, sqlite3.Error, ValueError, TypeError):
        return None
    whole = pages * page == there.st_size and sealed * 10**9 == there.st_mtime_ns
    return connection if whole and made_of == origin else None


_STATE = """
SELECT page_count, page_size, files, sealed FROM pragma_page_count, pragma_page_size, origin
"""


def _compiled(path: Path, origin: str, base: Path, overlays: Sequence[Path]) -> sqlite3.Connection:
    """Compile beside `path` and move into place; where that cannot be written, in memory for this run."""
    import time

    from mktsupport.files import complete_file
    from mktsupport.knowledge.compiler import compile_into

    memory = sqlite3.connect(":memory:")
    compile_into(memory, base, overlays)
    # The file's time of change stands in the file: whoever writes to it later breaks the seal, and reads need no sum.
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
    """Delete libraries of knowledge that is gone, and what killed runs left behind."""
    import shutil
    import time

    from mktsupport.files import UNFINISHED

    for file in current.parent.iterdir():
        if file != current and file.name.startswith(("library-", "compiling-", UNFINISHED)):
            with suppress(OSError):
                if time.time() - file.stat().st_mtime > KEEP:
                    shutil.rmtree(file) if file.is_dir() else file.unlink()
