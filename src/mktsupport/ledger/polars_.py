"""Polars as the engine: in this process, lazily, streaming where it can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from mktsupport.ledger.sources import Source, unfit


class Polars:
    """An engine."""

    def scan(self, sources: Sequence[Source]) -> nw.LazyFrame[Any]:
        """The ledger, every column of a CSV file as the text that stands there."""
        return nw.from_native(pl.concat([_scanned(each) for each in sources]))

    def numbered(self, source: Source, column: str) -> nw.LazyFrame[Any]:
        """One file of it, with the number of each row from 1."""
        return nw.from_native(_scanned(source).with_row_index(column, offset=1))

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """What the frame holds."""
        with _told():
            rows: list[tuple[Any, ...]] = frame.to_native().collect(engine="streaming").rows()
        return rows

    def write(self, frame: nw.LazyFrame[Any], path: Path, separator: str, *, parquet: bool) -> None:
        """Write the frame to `path`."""
        with _told():
            if parquet:
                frame.to_native().sink_parquet(path)
            else:
                frame.to_native().sink_csv(path, separator=separator)


def _scanned(source: Source) -> pl.LazyFrame:
    if source.parquet:
        return pl.scan_parquet(source.path, glob=False)
    return pl.scan_csv(source.path, separator=source.separator, infer_schema=False, glob=False)


@contextmanager
def _told() -> Iterator[None]:
    """What Polars complains of, in two lines."""
    try:
        yield
    except pl.exceptions.ComputeError as error:
        raise unfit("", str(error).partition("\n")[0]) from None
