"""The compiled knowledge: opened in a moment, asked row by row."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from mktsupport import __version__
from mktsupport.answers import PlatformRow, TroubleRow
from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.evidence import Evidence
from mktsupport.folding import fold
from mktsupport.knowledge.files import folder, own, shipped, yaml_files
from mktsupport.records import Fact, Ladder, Language, Platform, Source, Text, Trouble

if TYPE_CHECKING:
    from mktsupport.hours import Calendar, Timetable

FORMAT = 1  # of the tables: a library of another format is compiled anew
KEEP = 30 * 24 * 3600  # seconds: a library that nobody opened for so long belongs to knowledge that is gone
NEAR = 70  # of 100: below this likeness a name is not worth suggesting
NEARLY = 8  # of 100: a name so much less alike than the best is not worth suggesting beside it

T = TypeVar("T")


class Ruined(Exception):  # noqa: N818 - a state of the cache file, never shown to anybody
    """The cache file does not hold what was written to it."""


class Library:
    """Look-ups by id; `warnings` are one's own files that could not be used."""

    def __init__(self, connection: sqlite3.Connection, rebuild: Callable[[], sqlite3.Connection]) -> None:
        self._connection = connection
        self._rebuild = rebuild

    def platform(self, name: str) -> Platform:
        """The platform that `name` names, in any width, case or kana."""
        return self._one("platforms", self._resolve(name, "platform"), Platform)

    def trouble(self, name: str) -> Trouble:
        """The trouble that `name` names."""
        return self._one("troubles", self._resolve(name, "trouble"), Trouble)

    def ladder(self, name: str) -> Ladder:
        """The ladder with the id `name`, which a record names."""
        return self._one("ladders", name, Ladder)

    def platforms(self, names: Iterable[str]) -> list[Platform]:
        """The platforms with these ids, in this order; each once."""
        return [self._one("platforms", name, Platform) for name in dict.fromkeys(names)]

    def evidence(self, names: Iterable[str]) -> Evidence:
        """The facts with these ids that there are, each with its source."""
        listed = msgspec.json.encode(list(dict.fromkeys(names))).decode()
        facts = self._records("facts", listed, Fact)
        sources = {
            source.id: source
            for source in self._records(
                "sources", msgspec.json.encode(sorted({fact.source for fact in facts})).decode(), Source
            )
        }
        return {fact.id: (fact, sources[fact.source]) for fact in facts}

    def holidays(self, first: date, last: date) -> dict[date, Text]:
        """Japan's public holidays from `first` to `last`."""
        rows = self._rows(
            "SELECT day, ja, en FROM holidays WHERE day BETWEEN ? AND ?", (first.isoformat(), last.isoformat())
        )
        return {date.fromisoformat(day): Text(ja, en) for day, ja, en in rows}

    def calendar(self, day: date) -> Calendar:
        """What opening hours around `day` need, as far as a desk can stay closed."""
        from mktsupport.hours import Calendar  # noqa: PLC0415 - fees need no hours

        return Calendar(self.holidays(day - timedelta(days=1), day + timedelta(days=371)), self.timetable)

    def timetable(self, hours: str) -> Timetable | None:
        """The timetable of these hours, where they were worked out beforehand."""
        from mktsupport.hours import Timetable  # noqa: PLC0415 - fees need no hours

        rows = self._rows("SELECT timetable FROM openings WHERE hours = ?", (hours,))
        return msgspec.json.decode(rows[0][0], type=Timetable) if rows else None

    def platform_rows(self, language: Language) -> list[PlatformRow]:
        """Every platform in a line: marketplaces, exchanges, public desks."""
        rows = self._rows("SELECT id, ja, en, kind, aliases, state FROM platforms ORDER BY kind = 'public', id", ())
        return [
            PlatformRow(
                id=name,
                name=ja if language == "ja" else en,
                kind=kind,
                aliases=msgspec.json.decode(aliases),
                state=state,
            )
            for name, ja, en, kind, aliases, state in rows
        ]

    def trouble_rows(self, language: Language) -> list[TroubleRow]:
        """Every trouble in a line, by role: the buyer's, the seller's, anybody's."""
        rows = self._rows("SELECT id, ja, en, platforms, role FROM troubles ORDER BY role DESC, id", ())
        return [
            TroubleRow(
                id=name, title=ja if language == "ja" else en, platforms=msgspec.json.decode(platforms), role=role
            )
            for name, ja, en, platforms, role in rows
        ]

    def default_fee_platform(self) -> str:
        """The id of the platform meant where a fee is asked for and none is named."""
        rows = self._rows("SELECT id FROM aliases WHERE kind = 'default' AND folded = 'fee'", ())
        if not rows:
            raise AskedWronglyError(
                Text("どのサービスの手数料かがわかりません", "whose fee is meant is not said"),
                Text("`--platform 名前` を付けてください", "name it with `--platform NAME`"),
            )
        return str(rows[0][0])

    def fee_platforms(self) -> list[Platform]:
        """Every platform with a fee schedule."""
        rows = self._rows("SELECT id FROM platforms WHERE json_array_length(record, '$.fees') > 0 ORDER BY id", ())
        return self.platforms(name for (name,) in rows)

    @property
    def warnings(self) -> list[tuple[str, int, Text, Text]]:
        """One's own files that are left out: file, line, what is wrong, how to mend it."""
        rows = self._rows("SELECT file, line, ja, en, hint_ja, hint_en FROM warnings", ())
        return [(file, line, Text(ja, en), Text(hint_ja, hint_en)) for file, line, ja, en, hint_ja, hint_en in rows]

    def _resolve(self, name: str, kind: str) -> str:
        rows = self._rows("SELECT id FROM aliases WHERE kind = ? AND folded = ?", (kind, fold(name)))
        if rows:
            return str(rows[0][0])
        raise self._unknown(name, kind)

    def _unknown(self, name: str, kind: str) -> AskedWronglyError:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a miss needs it

        rows = self._rows("SELECT folded, id FROM aliases WHERE kind = ?", (kind,))
        near = process.extract(
            fold(name), [folded for folded, _ in rows], scorer=fuzz.ratio, limit=8, score_cutoff=NEAR
        )
        best = max((score for _, score, _ in near), default=0)
        meant = " / ".join(dict.fromkeys(rows[index][1] for _, score, index in near if score > best - NEARLY))
        what = Text("サービス", "platform") if kind == "platform" else Text("困りごと", "trouble")
        every = f"mktsupport list {kind}s"
        return AskedWronglyError(
            Text(f"「{name}」という{what.ja}はありません", f"no {what.en} is called '{name}'"),
            Text(
                (f"もしかして {meant} ですか。" if meant else "") + f"`{every}` で一覧が出ます",
                (f"did you mean {meant}? " if meant else "") + f"`{every}` shows them all",
            ),
        )

    def _one(self, table: str, name: str, kind: type[T]) -> T:
        return self._records(table, msgspec.json.encode([name]).decode(), kind)[0]

    def _records(self, table: str, names: str, kind: type[T]) -> list[T]:
        """The records whose ids stand in the JSON list `names`, in its order."""
        query = (
            f"SELECT record, crc FROM json_each(?) JOIN {table} ON {table}.id = json_each.value ORDER BY json_each.key"  # noqa: S608 - our own names
        )
        return self._asked(
            lambda: [_decoded(text, crc, kind) for text, crc in self._connection.execute(query, (names,))]
        )

    def _rows(self, query: str, values: Sequence[object]) -> list[Any]:
        return self._asked(lambda: self._connection.execute(query, values).fetchall())

    def _asked(self, ask: Callable[[], T]) -> T:
        """What `ask` finds; where the file turns out to be ruined, after building it anew."""
        try:
            return ask()
        except (sqlite3.DatabaseError, msgspec.MsgspecError, Ruined):
            self._connection = self._rebuild()
            return ask()


def _decoded(text: str, crc: int, kind: type[T]) -> T:
    data = text.encode()
    if zlib.crc32(data) != crc:
        raise Ruined
    return msgspec.json.decode(data, type=kind)


def open_library(options: Iterable[str] = ()) -> Library:
    """The library of the shipped knowledge and of one's own, compiled first where that is still to do."""
    base, overlays = shipped(), own(options)
    files = [*yaml_files(base), *(file for path in overlays for file in yaml_files(path))]
    if not base.is_dir() or not files:
        raise SupportError(
            Text(f"知識ファイルが見つかりません: {base}", f"the knowledge files are missing: {base}"),
            Text("インストールし直してください", "install mktsupport again"),
        )
    origin = _origin(files)
    path = folder("cache") / f"library-{zlib.crc32(origin.encode()):08x}.sqlite"

    def rebuild() -> sqlite3.Connection:
        return _compiled(path, origin, base, overlays)

    return Library(_opened(path, origin) or rebuild(), rebuild)


def _origin(files: Sequence[Path]) -> str:
    """What a library is made of: the program's version and each file's path, size and time of change."""
    lines = [f"{__version__} {FORMAT}"]
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
        size = path.stat().st_size
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        version, pages, page, made_of = connection.execute(_STATE).fetchone()
    except (OSError, sqlite3.Error, ValueError, TypeError):
        return None
    return connection if version == FORMAT and pages * page == size and made_of == origin else None


_STATE = """
SELECT user_version, page_count, page_size, files
FROM pragma_user_version, pragma_page_count, pragma_page_size, origin
"""


def _compiled(path: Path, origin: str, base: Path, overlays: Sequence[Path]) -> sqlite3.Connection:
    """Compile beside `path` and move into place; where that cannot be written, in memory for this run."""
    import tempfile  # noqa: PLC0415 - later runs write nothing

    from mktsupport.knowledge.compiling import compile_into  # noqa: PLC0415 - later runs need no compiler

    memory = sqlite3.connect(":memory:")
    compile_into(memory, base, overlays)
    memory.execute("CREATE TABLE origin (files TEXT)")
    memory.execute("INSERT INTO origin VALUES (?)", (origin,))
    memory.commit()
    memory.execute(f"PRAGMA user_version = {FORMAT}")
    with suppress(OSError, sqlite3.Error):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix="compiling-")
        os.close(handle)
        temporary = Path(name)
        try:
            disk = sqlite3.connect(temporary)
            memory.backup(disk)
            disk.close()
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _sweep(path)
    return memory


def _sweep(current: Path) -> None:
    """Delete libraries of knowledge that is gone, and what killed runs left behind."""
    import time  # noqa: PLC0415 - later runs write nothing

    for file in current.parent.iterdir():
        if file != current and file.name.startswith(("library-", "compiling-")):
            with suppress(OSError):
                if time.time() - file.stat().st_mtime > KEEP:
                    file.unlink()
