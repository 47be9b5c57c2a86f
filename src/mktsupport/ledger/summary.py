"""What a whole ledger comes to: sums exact to the yen, by schedule and by whatever is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import narwhals as nw

from mktsupport.ledger.frames import DAY, FAULT, TARIFF, YEN, Terms
from mktsupport.ledger.expression import quotient

MONTH = "_mktsupport_month"
_DAYS = 100  # a day's number has two digits of the day


class Sums(NamedTuple):
    """Rows, those of them without a fee, and yen in Python's own integers, which have no end."""

    rows: int = 0
    unpriced: int = 0
    price: int = 0
    fee: int = 0
    total: int = 0
    net: int = 0

    def __add__(self, other: Sums) -> Sums:  # type: ignore[override]
        return Sums(*(one + another for one, another in zip(self, other, strict=True)))


class Part(NamedTuple):
    """The sums of the rows that share a tariff, a fault and a month."""

    tariff: int | None
    fault: int | None
    month: int | None
    sums: Sums


def summed(frame: nw.LazyFrame[Any], *, monthly: bool) -> nw.LazyFrame[Any]:
    """The one aggregation of a ledger: a handful of rows, whatever its length."""
    keys = [TARIFF, FAULT, *([MONTH] if monthly else [])]
    if monthly:
        frame = frame.with_columns(quotient(nw.col(DAY), _DAYS, frame.implementation).alias(MONTH))
    wide = {nw.Implementation.POLARS: nw.Int128(), nw.Implementation.PYSPARK: nw.Decimal(38, 0)}.get(frame.implementation)
    yen = [nw.col(name).cast(wide) if wide else nw.col(name) for name in (YEN, "fee", "total", "net")]
    return frame.group_by(keys).agg(nw.len().alias("rows"), *(each.sum() for each in yen))


def parts(rows: Iterable[Sequence[Any]], *, monthly: bool) -> list[Part]:
    """The rows of that aggregation."""
    found = []
    for row in rows:
        tariff, fault, *rest = row
        month = rest.pop(0) if monthly else None
        count, *yen = (int(value or 0) for value in rest)
        found.append(Part(tariff, fault, month, Sums(count, 0 if fault is None else count, *yen)))
    return found


def by(found: Iterable[Part], key: Callable[[Part], str | None]) -> dict[str | None, Sums]:
    """The sums by a key, in order; rows without one last."""
    groups: dict[str | None, Sums] = defaultdict(Sums)
    for part in found:
        groups[key(part)] += part.sums
    return dict(sorted(groups.items(), key=lambda pair: (pair[0] is None, pair[0] or "")))
