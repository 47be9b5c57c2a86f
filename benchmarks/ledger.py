"""What a ledger costs: our expression against DuckDB's SQL written by hand, peak memory, and a loop in Python.

python benchmarks/ledger.py            10^7 rows, memory at 10^7 and 5 x 10^7; needs the extra `ledger` and 6 GB of disk
python benchmarks/ledger.py --growth   seconds and peak memory from 10^5 rows to 10^8, for each engine that is there

Both sides of a ratio run in turn in the same run, and the medians of the pairs are compared. Exits with 1 where a ratio
is above its bar; `--rows 200000 --margin 3` is a smoke run.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from mktsupport.fee.answer import charge
from mktsupport.ledger.expression import with_fees
from mktsupport.records import Fee, Text, Tier

# The shipped default schedule, once for us and once as somebody who knows DuckDB writes it for this one purpose.
SCHEDULE = Fee(
    id="escrow",
    name=Text("料金", "Fee"),
    payer="buyer",
    tiers=(Tier(up_to=10_000, flat=324), Tier(up_to=20_000, flat=540), Tier(rate="3.24%")),
    facts=(),
)
BY_HAND = """
SELECT *, price + fee AS total, NULL::BIGINT AS net,
       CASE WHEN fee IS NOT NULL THEN 'escrow' END AS schedule,
       CASE WHEN price IS NULL THEN 'no-price' WHEN fee IS NULL THEN 'not-an-amount' END AS reason
FROM (SELECT *, CASE WHEN price BETWEEN 1 AND 999999999999 THEN
             CASE WHEN price <= 10000 THEN 324 WHEN price <= 20000 THEN 540 ELSE price * 324 // 10000 END
         END AS fee
      FROM {table})
"""
EDGES = "(VALUES (NULL), (-1), (0), (1), (10000), (10001), (20000), (20001), (999999999999), (1000000000000)) t(price)"
TOTALS = "SELECT count(*), count(fee), sum(price), sum(fee), sum(total), sum(net) FROM ({rows})"
SCRIPT = """
import sys, duckdb
for query in sys.argv[1:]:
    duckdb.sql(query) if query.startswith("COPY") else print(duckdb.sql(query).fetchall())
"""
PARQUET_BAR, CSV_BAR, MEMORY_BAR, LOOP_BAR = 1.15, 1.30, 1.30, 200
PYTHON = (sys.executable, "-c")
CHARGED = ("--price", "price", "--platform", "ticketcamp", "--json")
OURS = (sys.executable, "-m", "mktsupport", "ledger", *CHARGED)


def generated(path: Path, rows: int) -> Path:
    """A ledger of so many rows: an id, a price around every edge of the schedule, a day, a memo."""
    if not path.exists():
        duckdb.sql(
            "COPY (SELECT i AS id, 1 + (hash(i) % 60000)::BIGINT AS price, DATE '2015-01-01' + (i % 1200)::INT AS sold,"
            f" 'memo ' || hash(i + 7) % 1000000 AS memo FROM range({rows}) t(i)) TO '{path}'"
        )
    return path


def interleaved(first: Callable[[], object], second: Callable[[], object], times: int) -> tuple[float, float, float]:
    """Medians of both in seconds, run in turn, and the median of the ratios pair by pair."""
    first(), second()
    pairs = [(seconds(first), seconds(second)) for _ in range(times)]
    ones, others = zip(*pairs, strict=True)
    return statistics.median(ones), statistics.median(others), statistics.median(one / other for one, other in pairs)


def seconds(task: Callable[[], object]) -> float:
    begun = time.perf_counter()
    task()
    return time.perf_counter() - begun


# A process's peak counts its parent's until it becomes another program, so a small one stands between.
LAUNCHER = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
sys.exit(done.stderr.decode() if done.returncode else 0)
"""


def child(*words: str) -> int:
    """Run a process; its peak memory in bytes."""
    done = subprocess.run((*PYTHON, LAUNCHER, *words), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"failed: {' '.join(words)}\n{done.stderr}")
    return int(done.stdout)


class Claims:
    """What is measured, each against its bar."""

    def __init__(self, margin: float) -> None:
        self.margin, self.failed = margin, False
        print(f"{'':44} {'ours':>9} {'theirs':>9} {'ratio':>6} {'bar':>6}")

    def say(self, name: str, ours: str, theirs: str, ratio: float, bar: float | None, *, least: bool = False) -> None:
        missed = bar is not None and (ratio < bar / self.margin if least else ratio > bar * self.margin)
        self.failed |= missed
        said, end = "" if bar is None else f"{bar:.2f}", "  not met" if missed else ""
        print(f"{name:44} {ours:>9} {theirs:>9} {ratio:6.2f} {said:>6}{end}", flush=True)

    def pair(
        self, name: str, ours: Callable[[], object], theirs: Callable[[], object], bar: float | None, times: int
    ) -> None:
        one, other, ratio = interleaved(ours, theirs, times)
        self.say(name, f"{one:.2f}s", f"{other:.2f}s", ratio, bar)


def measure(folder: Path, rows: int, runs: int, margin: float) -> bool:
    """Every claim; whether one is not met."""
    claims = Claims(margin)
    parquet, csv = generated(folder / f"{rows}.parquet", rows), generated(folder / f"{rows}.csv", rows)
    ours, theirs = folder / "ours", folder / "theirs"
    connection = duckdb.connect()
    same(connection)

    def fresh(path: Path) -> Path:
        path.unlink(missing_ok=True)
        return path

    def charged() -> duckdb.DuckDBPyRelation:
        frame: duckdb.DuckDBPyRelation = with_fees(connection.read_parquet(str(parquet)), schedule=SCHEDULE)
        return frame

    by_hand = BY_HAND.format(table=f"'{parquet}'")
    claims.pair(
        "Parquet to sums",
        lambda: charged().aggregate("count(*), count(fee), sum(price), sum(fee), sum(total), sum(net)").fetchall(),
        lambda: connection.sql(TOTALS.format(rows=by_hand)).fetchall(),
        PARQUET_BAR,
        5 * runs,  # a fifth of a second each, where a few milliseconds of another process tell
    )
    claims.pair(
        "Parquet to Parquet",
        lambda: charged().write_parquet(str(fresh(ours.with_suffix(".parquet")))),
        lambda: connection.sql(by_hand).write_parquet(str(fresh(theirs.with_suffix(".parquet")))),
        PARQUET_BAR,
        runs,
    )
    by_hand = BY_HAND.format(table=f"'{csv}'")
    totals = TOTALS.format(rows=by_hand)
    written = f"COPY ({by_hand}) TO '{theirs.with_suffix('.csv')}'"
    command = (*OURS, str(csv))
    claims.pair(
        "CSV to sums, whole processes",
        lambda: child(*command),
        lambda: child(*PYTHON, SCRIPT, totals),
        None,  # half of it is reading, where text costs more than numbers that need no looking at
        runs,
    )
    out = ours.with_suffix(".csv")
    claims.pair(
        "CSV to CSV and sums, whole processes",
        lambda: child(*command, "-o", str(fresh(out))),
        lambda: child(*PYTHON, SCRIPT, written, totals),
        CSV_BAR,
        runs,
    )
    for path in (out, theirs.with_suffix(".csv"), ours.with_suffix(".parquet"), theirs.with_suffix(".parquet")):
        path.unlink(missing_ok=True)
    looped(claims, connection, charged, rows)
    memory(claims, folder, rows)
    return claims.failed


def same(connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse to compare what does not answer alike."""
    theirs = connection.sql(BY_HAND.format(table=EDGES))
    ours = with_fees(connection.sql(f"SELECT price::BIGINT AS price FROM {EDGES}"), schedule=SCHEDULE)
    if ours.fetchall() != theirs.fetchall():
        raise SystemExit("the two do not answer alike")


def looped(
    claims: Claims, connection: duckdb.DuckDBPyConnection, charged: Callable[[], duckdb.DuckDBPyRelation], rows: int
) -> None:
    """A loop over `charge` on prices that are in memory already, against the whole way from Parquet to sums."""
    made = f"SELECT 1 + (hash(i) % 60000)::BIGINT FROM range({min(rows, 10**6)}) t(i)"
    prices = [price for (price,) in connection.sql(made).fetchall()]
    ours = statistics.median(seconds(lambda: charged().aggregate("sum(fee)").fetchall()) for _ in range(3)) / rows
    loop = statistics.median(
        seconds(lambda: sum(charge(SCHEDULE, price).fee for price in prices)) for _ in range(3)
    ) / len(prices)
    claims.say(
        "a loop over charge, per row, over ours",
        f"{ours * 1e9:.0f}ns",
        f"{loop * 1e9:.0f}ns",
        loop / ours,
        LOOP_BAR,
        least=True,
    )


def memory(claims: Claims, folder: Path, rows: int) -> None:
    """Peak memory of whole processes, at five times the rows and at once the rows."""
    for kind in ("parquet", "csv"):
        for out in (None, kind):
            peaks = []
            for size in (5 * rows, rows):
                source, target = generated(folder / f"{size}.{kind}", size), folder / f"memory.{kind}"
                words = (
                    *OURS,
                    str(source),
                    *(("-o", str(target)) if out else ()),
                )
                peaks.append(child(*words))
                target.unlink(missing_ok=True)
            more, less = peaks
            name = f"peak memory, {kind} to {out or 'sums'}, 5 x the rows"
            claims.say(name, f"{more >> 20}MiB", f"{less >> 20}MiB", more / less, MEMORY_BAR)


def growth(folder: Path, engines: list[str], most: int) -> None:
    """Seconds and peak memory as rows grow."""
    print(f"{'rows':>12} {'engine':8} {'Parquet to sums':>18} {'peak':>9} {'CSV to sums':>14} {'peak':>9}")
    for power in range(5, most + 1):
        rows = 10**power
        for engine in engines:
            cells = []
            for kind in ("parquet", "csv"):
                source = generated(folder / f"{rows}.{kind}", rows)
                begun = time.perf_counter()
                peak = child(*OURS, str(source), "--engine", engine)
                cells += [f"{time.perf_counter() - begun:.2f}s", f"{peak >> 20}MiB"]
            print(f"{rows:>12,} {engine:8} {cells[0]:>18} {cells[1]:>9} {cells[2]:>14} {cells[3]:>9}", flush=True)
        for kind in ("parquet", "csv"):
            (folder / f"{rows}.{kind}").unlink()


def main() -> int:
    """Measure what was asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=10**7)
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--margin", type=float, default=1.0)
    options.add_argument("--growth", action="store_true")
    options.add_argument("--most", type=int, default=8, help="the largest power of ten for --growth")
    options.add_argument("--engines", default="duckdb,polars,spark")
    options.add_argument("--folder", type=Path, help="where the ledgers are kept; a temporary folder without it")
    chosen = options.parse_args()
    needed = (12 * 10**chosen.most if chosen.growth else 60 * chosen.rows) * 10
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        folder = chosen.folder or Path(name)
        if shutil.disk_usage(folder).free < needed:
            raise SystemExit(f"needs {needed / 1e9:.0f} GB of disk in {folder}")
        if chosen.growth:
            growth(folder, chosen.engines.split(","), chosen.most)
            return 0
        return int(measure(folder, chosen.rows, chosen.runs, chosen.margin))


if __name__ == "__main__":
    sys.exit(main())
