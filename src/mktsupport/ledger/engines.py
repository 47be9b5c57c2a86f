"""What works a ledger out: one engine embedded, one in memory, one on a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import narwhals as nw

from mktsupport.ledger.sources import Source


class Engine(Protocol):
    """Reads files as frames, collects small frames, writes large ones."""

    def scan(self, sources: Sequence[Source]) -> nw.LazyFrame[Any]:
        """The ledger, every column of a CSV file as the text that stands there."""

    def numbered(self, source: Source, column: str) -> nw.LazyFrame[Any]:
        """One file of it, with the number of each row from 1."""

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """What a small frame holds."""

    def write(self, frame: nw.LazyFrame[Any], path: Path, separator: str, *, parquet: bool) -> None:
        """Write a frame to `path`."""


def engine_called(name: str, folder: Path, master: str) -> Engine:
    """The engine; `folder` is where it may keep what does not fit into memory."""
    if name == "polars":
        from mktsupport.ledger.polars_ import Polars

        return Polars()
    if name == "spark":
        from mktsupport.ledger.spark import Spark

        return Spark(folder, master)
    from mktsupport.ledger.duckdb_ import DuckDB

    return DuckDB(folder)
