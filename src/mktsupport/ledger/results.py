"""A ledger charged by an engine: written, summed exactly to the yen, and searched for the rows without a fee."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import narwhals as nw

from mktsupport.errors import AskedWronglyError
from mktsupport.files import complete_file, write_errors
from mktsupport.japan.text import Wording
from mktsupport.ledger.engines import Engine
from mktsupport.ledger.expression import (
    DAY,
    FAULT,
    REASONS,
    SCHEDULE,
    YEN,
    Plan,
    Reason,
    charged_frame,
    quotient,
    result_frame,
)  # fmt: skip
from mktsupport.ledger.sources import Source, line_numbers

MOST_NAMES = 10_000  # a column with more different names does not hold services
ROW, MONTH = "_mktsupport_row", "_mktsupport_month"
# Types for the sums of engines that would sum 64-bit integers in 64 bits.
_WIDE = {nw.Implementation.POLARS: nw.Int128(), nw.Implementation.PYSPARK: nw.Decimal(38, 0)}
_DAYS = 100  # a day's number ends in two digits for the day


class Sums(NamedTuple):
    """Rows, those of them without a fee, and yen in Python's unlimited integers."""

    rows: int = 0
    unpriced: int = 0
    price: int = 0
    fee: int = 0
    total: int = 0
    net: int = 0

    def __add__(self, other: Sums) -> Sums:  # type: ignore[override]
        return Sums(*map(sum, zip(self, other, strict=True)))


class Part(NamedTuple):
    """The sums of the rows that share a schedule, a fault and a month, each as its number."""

    schedule: int | None
    fault: int | None
    month: int | None
    sums: Sums

    @property
    def charged_by(self) -> int | None:
        """The number of the schedule that the rows were charged by; None where they have no fee."""
        return self.schedule if self.fault is None else None


class UnpricedRow(NamedTuple):
    """A row without a fee: its file and line, why, and the text that is at fault."""

    file: str
    line: int
    reason: Reason
    text: str | None


def ledger_sums(engine: Engine, sources: Sequence[Source], plan: Plan, *, monthly: bool) -> list[Part]:
    """What the ledger comes to."""
    keys = _keys(plan, monthly=monthly)
    parts = []
    for row in engine.rows(summed_frame(charged_frame(engine.scan(sources), plan), plan, monthly=monthly)):
        key = dict(zip(keys, row, strict=False))
        rows, *yen = (int(value or 0) for value in row[len(keys) :])
        sums = Sums(rows, 0 if key[FAULT] is None else rows, *yen)
        parts.append(Part(key.get(SCHEDULE, 0), key[FAULT], key.get(MONTH), sums))
    return parts


def summed_frame(frame: nw.LazyFrame[Any], plan: Plan, *, monthly: bool) -> nw.LazyFrame[Any]:
    """The one aggregation of a ledger: a handful of rows, whatever its length."""
    if monthly:
        frame = frame.with_columns(quotient(nw.col(DAY), _DAYS, frame.implementation).alias(MONTH))
    wide = _WIDE.get(frame.implementation)
    priced = nw.when(~nw.col("fee").is_null()).then(nw.col(YEN))
    yen = {YEN: priced, **{name: nw.col(name) for name in ("fee", "total", "net")}}
    sums = [(each.cast(wide) if wide else each).sum().alias(f"{name}_sum") for name, each in yen.items()]
    return frame.group_by(_keys(plan, monthly=monthly)).agg(nw.len().alias("rows"), *sums)


def _keys(plan: Plan, *, monthly: bool) -> list[str]:
    return [FAULT, *([SCHEDULE] if plan.by_row else []), *([MONTH] if monthly else [])]


def sums_by(parts: Iterable[Part], key: Callable[[Part], str | None]) -> dict[str | None, Sums]:
    """The sums for each value of a key, in order; those without one last."""
    groups: dict[str | None, Sums] = defaultdict(Sums)
    for part in parts:
        groups[key(part)] += part.sums
    return dict(sorted(groups.items(), key=lambda pair: (pair[0] is None, pair[0] or "")))


def write_ledger(engine: Engine, sources: Sequence[Source], plan: Plan, out: Path) -> None:
    """Write the ledger with its fees to `out`, which is either whole or not there."""
    frame = result_frame(engine.scan(sources), plan)
    with complete_file(out) as part, write_errors(out):
        engine.write(frame, part, sources[0].separator, parquet=out.suffix.lower() == ".parquet")


def unpriced_rows(engine: Engine, sources: Iterable[Source], plan: Plan, most: int) -> list[UnpricedRow]:
    """The first rows without a fee, at most so many."""
    found: list[UnpricedRow] = []
    # For each of REASONS the column whose text is at fault.
    shown = (plan.price, plan.price, plan.platform, plan.date, plan.date or plan.platform)
    columns = list(dict.fromkeys(name for name in shown if name))
    for source in sources:
        frame = charged_frame(engine.scan_numbered(source, ROW), plan).filter(~nw.col(FAULT).is_null())
        rows = sorted(engine.rows(frame.select(ROW, FAULT, *columns).head(most - len(found))), key=itemgetter(0))
        file = str(source.original or source.path)
        for line, (_, fault, *values) in zip(line_numbers(source, [row[0] for row in rows]), rows, strict=True):
            text = dict(zip(columns, values, strict=True)).get(shown[fault] or "")
            found.append(UnpricedRow(file, line, REASONS[fault], None if text is None else str(text)))
        if len(found) >= most:
            break
    return found


def column_values(engine: Engine, sources: Sequence[Source], column: str) -> list[str]:
    """The different texts in a column of services; refuses one with too many."""
    frame = engine.scan(sources).select(column).filter(~nw.col(column).is_null()).unique().head(MOST_NAMES + 1)
    rows = engine.rows(frame)
    if len(rows) > MOST_NAMES:
        raise AskedWronglyError(
            Wording(
                f"列「{column}」には {MOST_NAMES:,} を超える種類の値があります",
                f"the column '{column}' has more than {MOST_NAMES:,} different values",
            ),
            Wording("サービス名の入った列を指定してください", "name a column that holds the service of each row"),
        )
    return sorted(str(row[0]) for row in rows)
