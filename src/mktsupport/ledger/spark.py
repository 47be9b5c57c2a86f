"""Spark as the engine: on this machine, or on the cluster that `--master` names."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import Any

import narwhals as nw

from mktsupport.errors import SupportError
from mktsupport.japan.text import Wording
from mktsupport.ledger.sources import Source, even, unfit

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "Asia/Tokyo",
    "spark.sql.csv.parser.columnPruning.enabled": "false",  # a row with too few fields is an error in any column
}
LOCAL = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}  # nobody else's business
# A field of a CSV file with a line break in it is whole only where one task reads the whole file.
CSV = {"header": True, "quote": '"', "escape": '"', "multiLine": True, "mode": "FAILFAST", "encoding": "UTF-8"}


class Spark:
    """An engine; one session for the life of the process."""

    def __init__(self, folder: Path, master: str) -> None:
        if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
            raise SupportError(
                Wording("Spark に要る Java が見つかりません", "Spark needs Java, which is not there"),
                Wording("Java 17 以降を入れてください", "install Java 17 or later"),
            )
        self._session = _session(folder, master)

    def scan(self, sources: Sequence[Source]) -> nw.LazyFrame[Any]:
        """The ledger, every column of a CSV file as the text that stands there."""
        first = sources[0]
        if first.parquet:
            return _lazy(self._session.read.parquet(*(_location(each) for each in sources)))
        frames = [self._csv(each, whole=not even(each)) for each in sources]
        return _lazy(reduce(lambda one, another: one.union(another), frames))

    def numbered(self, source: Source, column: str) -> nw.LazyFrame[Any]:
        """One file of it, with the number of each row from 1."""
        from pyspark.sql import functions

        if source.parquet:
            frame = self._session.read.parquet(_location(source))
            return _lazy(frame.withColumn(column, functions.col("_metadata.row_index") + 1))
        frame = self._csv(source, whole=True)  # one task, whose rows are numbered without a gap
        return _lazy(frame.withColumn(column, functions.monotonically_increasing_id() + 1))

    def _csv(self, source: Source, *, whole: bool) -> Any:  # noqa: ANN401 - pyspark's
        schema = ", ".join(f"`{name.replace('`', '``')}` STRING" for name in source.columns) or None
        return self._session.read.csv(_location(source), schema, sep=source.separator, **CSV | {"multiLine": whole})

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """What the frame holds."""
        with _told():
            return [tuple(row) for row in frame.to_native().collect()]

    def write(self, frame: nw.LazyFrame[Any], path: Path, separator: str, *, parquet: bool) -> None:
        """Write the frame as a folder of parts, each task its own."""
        writer = frame.to_native().write
        with _told():
            if parquet:
                writer.parquet(path.resolve().as_uri())
            else:
                writer.csv(
                    path.resolve().as_uri(), header=True, sep=separator, quote='"', escape='"',
                    ignoreLeadingWhiteSpace=False, ignoreTrailingWhiteSpace=False,
                )  # fmt: skip


def _lazy(frame: Any) -> nw.LazyFrame[Any]:  # noqa: ANN401 - pyspark's
    lazy: nw.LazyFrame[Any] = nw.from_native(frame)
    return lazy


def _location(source: Source) -> str:
    return source.path.resolve().as_uri()


def _session(folder: Path, master: str) -> Any:  # noqa: ANN401 - pyspark's
    """The session; what Java says on its way up stays off the terminal."""
    from pyspark.sql import SparkSession

    local = master.startswith("local")
    if local:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master(master).appName("mktsupport ledger")
    for key, value in (SETTINGS | (LOCAL if local else {})).items():
        builder = builder.config(key, value)
    with _quiet(folder / "spark.log"):
        try:
            session = builder.getOrCreate()
        except Exception as error:  # noqa: BLE001 - py4j raises what Java raised
            reason = str(error).partition("\n")[0]
            raise SupportError(
                Wording(f"Spark を始められません({reason})", f"Spark does not start: {reason}"),
                Wording("--master と Java を確かめてください", "check --master and Java"),
            ) from None
    session.sparkContext.setLogLevel("OFF")
    return session


@contextmanager
def _quiet(log: Path) -> Iterator[None]:
    """Stderr goes to a file; a process started meanwhile keeps writing there."""
    sys.stderr.flush()
    kept = os.dup(2)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


@contextmanager
def _told() -> Iterator[None]:
    """What Spark complains of, in two lines."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        text = str(error)
        if "MALFORMED_RECORD" in text or "FAILFAST" in text:
            raise unfit("", "") from None
        reason = text.partition("\n")[0]
        raise SupportError(
            Wording(f"計算できませんでした({reason})", f"the ledger could not be worked out: {reason}"),
            Wording(
                "ファイルを確かめるか、--engine duckdb で試してください", "check the files, or try --engine duckdb"
            ),
        ) from None
