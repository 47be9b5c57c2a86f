"""DuckDB as the engine: embedded, streaming, larger than memory."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw

from mktsupport.errors import SupportError
from mktsupport.japan.text import Wording
from mktsupport.ledger.progress import progress
from mktsupport.ledger.sources import Source, unfit

_PER_THREAD = 512 << 20  # bytes: more only lets rows wait longer for their turn to be written
SETTINGS = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}  # nothing from the network


class DuckDB:
    """An engine; `folder` takes what does not fit into memory."""

    def __init__(self, folder: Path) -> None:
        most = min(_PER_THREAD * (os.cpu_count() or 1), os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2)
        limits: dict[str, Any] = {"memory_limit": f"{most}B", "temp_directory": str(folder / "spilled")}
        self._connection = duckdb.connect(config=limits | SETTINGS)
        self._connection.execute("SET TimeZone = 'Asia/Tokyo'")

    def scan(self, sources: Sequence[Source]) -> nw.LazyFrame[Any]:
        """The ledger, every column of a CSV file as the text that stands there."""
        with _told():
            return nw.from_native(self._connection.sql(self._query(sources)))

    def numbered(self, source: Source, column: str) -> nw.LazyFrame[Any]:
        """One file of it, with the number of each row from 1."""
        query = self._query([source])
        numbered = f"SELECT *, row_number() OVER () AS {column} FROM ({query})"  # noqa: S608 - paths and names are quoted
        with _told():
            return nw.from_native(self._connection.sql(numbered))

    def _query(self, sources: Sequence[Source]) -> str:
        parts = groupby(sources, key=lambda each: each._replace(path=Path(), kept=None))
        return " UNION ALL ".join(f"FROM {_reader(like, files)}" for like, files in parts)

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """What the frame holds."""
        with _told(), progress(self._connection.query_progress):
            rows: list[tuple[Any, ...]] = frame.to_native().fetchall()
        return rows

    def write(self, frame: nw.LazyFrame[Any], path: Path, separator: str, *, parquet: bool) -> None:
        """Write the frame to `path`."""
        native = frame.to_native()
        with _told(), progress(self._connection.query_progress):
            if parquet:
                native.write_parquet(str(path))
            else:
                native.write_csv(str(path), sep=separator, header=True)


def _reader(like: Source, files: Iterable[Source]) -> str:
    paths = ", ".join(_pattern(each.path) for each in files)
    if like.parquet:
        return f"read_parquet([{paths}])"
    columns = ", ".join(f"{_quoted(name)}: 'VARCHAR'" for name in like.columns)
    return (
        f"read_csv([{paths}], columns = {{{columns}}}, auto_detect = false, header = true, "
        f"delim = {_quoted(like.separator)}, quote = '\"', escape = '\"', allow_quoted_nulls = false, "
        f"compression = '{'gzip' if like.packed else 'none'}')"
    )


def _pattern(path: Path) -> str:
    """A path that DuckDB takes for itself and no pattern."""
    return _quoted(re.sub(r"[*?\[]", r"[\g<0>]", str(path)))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def _told() -> Iterator[None]:
    """What DuckDB complains of, in two lines."""
    try:
        yield
    except RuntimeError as error:
        if "interrupted" in str(error):
            raise KeyboardInterrupt from None
        raise
    except duckdb.Error as error:
        text = str(error)
        reason = text.partition("\n")[0]
        if isinstance(error, duckdb.InvalidInputException) and "CSV" in reason:
            line, file = re.search(r"on Line: (\d+)", text), re.search(r"\n *file = (.*)", text)
            raise unfit(":".join(found[1] for found in (file, line) if found), "") from None
        raise SupportError(
            Wording(f"計算できませんでした({reason})", f"the ledger could not be worked out: {reason}"),
            Wording("ファイルと空き容量を確かめてください", "check the files and the free space"),
        ) from None
