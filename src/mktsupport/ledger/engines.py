"""What works a ledger out: DuckDB, Polars or Spark, each imported where it is used."""

from __future__ import annotations

import os
import re
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

import narwhals as nw

from mktsupport.errors import SupportError
from mktsupport.japan.text import Wording
from mktsupport.ledger.sources import Source, bad_row, one_record_per_line

FIRST, EVERY = 2.0, 0.5  # seconds: shorter work shows no progress, longer work renews it so often
_PER_THREAD = 512 << 20  # bytes: more only lets rows wait longer for their turn to be written
_DUCKDB = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}  # nothing from the network
_SPARK = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "Asia/Tokyo",
    "spark.sql.csv.parser.columnPruning.enabled": "false",  # a row with too few fields is an error in any column
}
_LOCAL_SPARK = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}  # not open to the network
_SPARK_CSV = {"header": True, "quote": '"', "escape": '"', "mode": "FAILFAST", "encoding": "UTF-8"}

# An engine's exception, and what it says where a row of a CSV file does not fit; `detail` is what a person is shown.
_DUCKDB_ERRORS = ("duckdb", "Error", r"^Invalid Input Error: .*CSV")
_POLARS_ERRORS = ("polars.exceptions", "ComputeError", "^(?P<detail>.*)")
_SPARK_ERRORS = ("pyspark.errors", "PySparkException", "MALFORMED_RECORD|FAILFAST")

Frame = nw.LazyFrame[Any]


def _lazy(native: Any) -> Frame:  # noqa: ANN401 - an engine's own frame
    frame: Frame = nw.from_native(native)
    return frame


class DuckDB:
    """Embedded, streaming, larger than memory; `folder` takes what does not fit into it."""

    def __init__(self, folder: Path) -> None:
        import duckdb

        most = min(_PER_THREAD * (os.cpu_count() or 1), os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2)
        limits: dict[str, Any] = {"memory_limit": f"{most}B", "temp_directory": str(folder / "spilled")}
        self._connection = duckdb.connect(config=limits | _DUCKDB)
        self._connection.execute("SET TimeZone = 'Asia/Tokyo'")

    def scan(self, sources: Sequence[Source]) -> Frame:
        """The ledger; every column of a CSV file is text, as it stands there."""
        return self._frame(_duckdb_query(sources))

    def scan_numbered(self, source: Source, column: str) -> Frame:
        """One file of it, with the number of each row from 1."""
        return self._frame(f"SELECT *, row_number() OVER () AS {column} FROM ({_duckdb_query([source])})")  # noqa: S608 - paths and names are quoted

    def _frame(self, query: str) -> Frame:
        with _explained(*_DUCKDB_ERRORS):
            return _lazy(self._connection.sql(query))

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        """What a small frame holds."""
        with _explained(*_DUCKDB_ERRORS), _progress(self._connection.query_progress):
            rows: list[tuple[Any, ...]] = frame.to_native().fetchall()
        return rows

    def write(self, frame: Frame, path: Path, separator: str, *, parquet: bool) -> None:
        """Write a frame to a new file."""
        native = frame.to_native()
        with _explained(*_DUCKDB_ERRORS), _progress(self._connection.query_progress):
            if parquet:
                native.write_parquet(str(path))
            else:
                native.write_csv(str(path), sep=separator, header=True)


def _duckdb_query(sources: Sequence[Source]) -> str:
    parts = groupby(sources, key=lambda each: each._replace(path=Path(), original=None))
    return " UNION ALL ".join(f"FROM {_duckdb_reader(like, files)}" for like, files in parts)


def _duckdb_reader(like: Source, files: Iterable[Source]) -> str:
    paths = ", ".join(_quoted(re.sub(r"[*?\[]", r"[\g<0>]", str(each.path))) for each in files)  # no path is a pattern
    if like.parquet:
        return f"read_parquet([{paths}])"
    columns = ", ".join(f"{_quoted(name)}: 'VARCHAR'" for name in like.columns)
    return (
        f"read_csv([{paths}], columns = {{{columns}}}, auto_detect = false, header = true, "
        f"delim = {_quoted(like.separator)}, quote = '\"', escape = '\"', allow_quoted_nulls = false, "
        f"compression = '{'gzip' if like.gzip else 'none'}')"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class Polars:
    """In this process, lazily, streaming where it can. Its methods do what DuckDB's do, as Spark's."""

    def scan(self, sources: Sequence[Source]) -> Frame:
        import polars as pl

        return _lazy(pl.concat([_polars_frame(each) for each in sources]))

    def scan_numbered(self, source: Source, column: str) -> Frame:
        return _lazy(_polars_frame(source).with_row_index(column, offset=1))

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        with _explained(*_POLARS_ERRORS):
            rows: list[tuple[Any, ...]] = frame.to_native().collect(engine="streaming").rows()
        return rows

    def write(self, frame: Frame, path: Path, separator: str, *, parquet: bool) -> None:
        with _explained(*_POLARS_ERRORS):
            if parquet:
                frame.to_native().sink_parquet(path)
            else:
                frame.to_native().sink_csv(path, separator=separator)


def _polars_frame(source: Source) -> Any:  # noqa: ANN401 - polars'
    import polars as pl

    if source.parquet:
        return pl.scan_parquet(source.path, glob=False)
    return pl.scan_csv(source.path, separator=source.separator, infer_schema=False, glob=False)


class Spark:
    """On this machine, or on the cluster `master`; one session for the life of the process."""

    def __init__(self, folder: Path, master: str) -> None:
        if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
            raise SupportError(
                Wording("Spark に要る Java が見つかりません", "Spark needs Java, which is not there"),
                Wording("Java 17 以降を入れてください", "install Java 17 or later"),
            )
        self._session = _spark_session(folder, master)

    def scan(self, sources: Sequence[Source]) -> Frame:
        if sources[0].parquet:
            return _lazy(self._session.read.parquet(*(each.path.resolve().as_uri() for each in sources)))
        # A field with a line break in it is whole only where one task reads the whole file.
        frames = [self._csv(each, whole=not one_record_per_line(each)) for each in sources]
        return _lazy(reduce(lambda one, another: one.union(another), frames))

    def scan_numbered(self, source: Source, column: str) -> Frame:
        from pyspark.sql import functions

        if source.parquet:
            frame = self._session.read.parquet(source.path.resolve().as_uri())
            return _lazy(frame.withColumn(column, functions.col("_metadata.row_index") + 1))
        frame = self._csv(source, whole=True)  # one task, whose rows are numbered without a gap
        return _lazy(frame.withColumn(column, functions.monotonically_increasing_id() + 1))

    def _csv(self, source: Source, *, whole: bool) -> Any:  # noqa: ANN401 - pyspark's
        schema = ", ".join(f"`{name.replace('`', '``')}` STRING" for name in source.columns) or None
        path, separator = source.path.resolve().as_uri(), source.separator
        return self._session.read.csv(path, schema, sep=separator, multiLine=whole, **_SPARK_CSV)

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        with _explained(*_SPARK_ERRORS):
            return [tuple(row) for row in frame.to_native().collect()]

    def write(self, frame: Frame, path: Path, separator: str, *, parquet: bool) -> None:
        """Write the frame as a folder of parts, one from each task."""
        writer, folder = frame.to_native().write, path.resolve().as_uri()
        with _explained(*_SPARK_ERRORS):
            if parquet:
                writer.parquet(folder)
            else:
                writer.csv(
                    folder, header=True, sep=separator, quote='"', escape='"', ignoreLeadingWhiteSpace=False,
                    ignoreTrailingWhiteSpace=False,
                )  # fmt: skip


def _spark_session(folder: Path, master: str) -> Any:  # noqa: ANN401 - pyspark's
    """The session; what Java says while it starts stays off the terminal."""
    from pyspark.sql import SparkSession

    settings = dict(_SPARK)
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        settings |= _LOCAL_SPARK
    builder = SparkSession.builder.master(master).appName("mktsupport ledger")
    for key, value in settings.items():
        builder = builder.config(key, value)
    try:
        with _stderr_in(folder / "spark.log"):
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
def _stderr_in(log: Path) -> Iterator[None]:
    """Stderr goes to a file; a process that is started meanwhile keeps writing there."""
    sys.stderr.flush()
    stderr = os.dup(2)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)


Engine = DuckDB | Polars | Spark


def open_engine(name: str, folder: Path, master: str) -> Engine:
    """The engine; `folder` is where it may keep what does not fit into memory."""
    return Polars() if name == "polars" else Spark(folder, master) if name == "spark" else DuckDB(folder)


@contextmanager
def _explained(module: str, name: str, row: str) -> Iterator[None]:
    """The errors of an engine as two lines; what matches `row` is the fault of a row in a file."""
    try:
        yield
    except getattr(import_module(module), name) as error:
        text = str(error)
        if match := re.search(row, text):
            place = re.search(r"\n *file = (.*)", text), re.search(r"on Line: (\d+)", text)
            raise bad_row(":".join(part[1] for part in place if part), match.groupdict().get("detail", "")) from None
        reason = text.partition("\n")[0]
        raise SupportError(
            Wording(f"計算できませんでした({reason})", f"the ledger could not be worked out: {reason}"),
            Wording(
                "ファイルと空き容量を確かめるか、別の --engine で試してください",
                "check the files and the free space, or try another --engine",
            ),
        ) from None
    except RuntimeError as error:
        if "interrupted" in str(error):  # DuckDB's word for Ctrl-C
            raise KeyboardInterrupt from None
        raise


@contextmanager
def _progress(percent: Callable[[], float]) -> Iterator[None]:
    """Show seconds and `percent`, from 0 to 100, while the work lasts, on a terminal's stderr and nowhere else."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    done, begun = threading.Event(), time.monotonic()

    def watch() -> None:
        end = done.wait(FIRST)
        while not end:
            known = percent()  # 0 or less where the engine cannot tell
            sys.stderr.write(f"\r{time.monotonic() - begun:.0f} s " + (f"{known:3.0f}% " if known > 0 else ""))
            sys.stderr.flush()
            end = done.wait(EVERY)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        sys.stderr.write("\r" + " " * 16 + "\r")
        sys.stderr.flush()
