"""What a whole ledger comes to: sums exact to the yen, by schedule and by whatever is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import narwhals as nw

from mktsupport.ledger.expression import quotient
from mktsupport.ledger.frames import DAY, FAULT, TARIFF, YEN, Terms

MONTH = "_mktsupport_month"
# Where a sum of 64-bit integers would not be wider than they are.
_WIDE = {nw.Implementation.POLARS: nw.Int128(), nw.Implementation.PYSPARK: nw.Decimal(38, 0)}
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


def summed(frame: nw.LazyFrame[Any], terms: Terms, *, monthly: bool) -> nw.LazyFrame[Any]:
    """The one aggregation of a ledger: a handful of rows, whatever its length."""
    if monthly:
        frame = frame.with_columns(quotient(nw.col(DAY), _DAYS, frame.implementation).alias(MONTH))
    wide = _WIDE.get(frame.implementation)
    priced = nw.when(~nw.col("fee").is_null()).then(nw.col(YEN))
    yen = {YEN: priced, **{name: nw.col(name) for name in ("fee", "total", "net")}}
    sums = [(each.cast(wide) if wide else each).sum().alias(f"{name}_sum") for name, each in yen.items()]
    return frame.group_by(_keys(terms, monthly=monthly)).agg(nw.len().alias("rows"), *sums)


def _keys(terms: Terms, *, monthly: bool) -> list[str]:
    return [FAULT, *([TARIFF] if terms.chosen else []), *([MONTH] if monthly else [])]


def parts(rows: Iterable[Sequence[Any]], terms: Terms, *, monthly: bool) -> list[Part]:
    """The rows of that aggregation."""
    keys = _keys(terms, monthly=monthly)
    found = []
    for row in rows:
        key = dict(zip(keys, row, strict=False))
        count, *yen = (int(value or 0) for value in row[len(keys) :])
        fault = key[FAULT]
        found.append(Part(key.get(TARIFF, 0), fault, key.get(MONTH), Sums(count, 0 if fault is None else count, *yen)))
    return found


def by(found: Iterable[Part], key: Callable[[Part], str | None]) -> dict[str | None, Sums]:
    """The sums by a key, in order; rows without one last."""
    groups: dict[str | None, Sums] = defaultdict(Sums)
    for part in found:
        groups[key(part)] += part.sums
    return dict(sorted(groups.items(), key=lambda pair: (pair[0] is None, pair[0] or "")))
