"""DuckDB as the engine: embedded, streaming, larger than memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw

from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.ledger.sources import Source
from mktsupport.wording import Wording

SETTINGS = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}  # nothing from the network


class DuckDB:
    """An engine; `folder` takes what does not fit into memory."""

    def __init__(self, folder: Path) -> None:
        self._connection = duckdb.connect(config=SETTINGS | {"temp_directory": str(folder / "spilled")})

    def scan(self, sources: Sequence[Source]) -> nw.LazyFrame[Any]:
        """The ledger, every column of a CSV file as the text that stands there."""
        return nw.from_native(self._connection.sql(self._query(sources)))

    def numbered(self, source: Source, column: str) -> nw.LazyFrame[Any]:
        """One file of it, with the number of each row from 1."""
        query = self._query([source])
        return nw.from_native(self._connection.sql(f"SELECT *, row_number() OVER () AS {column} FROM ({query})"))

    def _query(self, sources: Sequence[Source]) -> str:
        parts = groupby(sources, key=lambda each: each._replace(path=Path(), kept=None, even=False))
        return " UNION ALL ".join(f"SELECT * FROM {_reader(like, files)}" for like, files in parts)

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """What the frame holds."""
        with _told():
            rows: list[tuple[Any, ...]] = frame.to_native().fetchall()
        return rows

    def write(self, frame: nw.LazyFrame[Any], path: Path, separator: str, *, parquet: bool) -> None:
        """Write the frame to `path`."""
        native = frame.to_native()
        with _told():
            if parquet:
                native.write_parquet(str(path))
            else:
                native.write_csv(str(path), sep=separator, header=True)


def _reader(like: Source, files: Iterable[Source]) -> str:
    paths = ", ".join(_quoted(str(each.path)) for each in files)
    if like.parquet:
        return f"read_parquet([{paths}])"
    columns = ", ".join(f"{_quoted(name)}: 'VARCHAR'" for name in like.columns)
    return (
        f"read_csv([{paths}], columns = {{{columns}}}, auto_detect = false, header = true, "
        f"delim = {_quoted(like.separator)}, quote = '\"', escape = '\"', allow_quoted_nulls = false, "
        f"compression = '{'gzip' if like.packed else 'none'}')"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def _told() -> Iterator[None]:
    """What DuckDB complains of, in two lines."""
    try:
        yield
    except duckdb.InvalidInputException as error:
        text = str(error)
        line, file = re.search(r"CSV Error on Line: (\d+)", text), re.search(r"file = (.*)", text)
        where = f"{file[1] if file else ''}:{line[1]}" if line else (file[1] if file else "")
        raise AskedWronglyError(
            Wording(f"{where}: 列の数や引用符が見出しと合いません", f"{where}: its fields or quotes do not fit the line of column names"),
            Wording("その行を直すか、CSV を書き出し直してください", "mend that line, or export the CSV again"),
        ) from None
    except duckdb.IOException as error:
        raise OSError(str(error).partition("\n")[0]) from None
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise SupportError(
            Wording(f"計算できませんでした({reason})", f"the ledger could not be worked out: {reason}"),
            Wording("ファイルを確かめるか、分けて実行してください", "check the files, or run them in parts"),
        ) from None
