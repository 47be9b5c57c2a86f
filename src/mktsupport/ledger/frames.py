"""The columns that a ledger gains, on any frame that narwhals knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import narwhals as nw

from mktsupport.errors import AskedWronglyError, close_matches, did_you_mean
from mktsupport.japan.text import Wording
from mktsupport.japan.yen import MAX_YEN, amount
from mktsupport.ledger import amounts, days
from mktsupport.ledger.amounts import Frame
from mktsupport.ledger.expression import fee_on
from mktsupport.ledger.schedules import Tariff
from mktsupport.views import Reason

if TYPE_CHECKING:
    from mktsupport.fee.answer import AnyFee

ADDED = ("fee", "total", "net", "schedule", "reason")
# Why a row has no fee, in the order in which it is said; their numbers stand in the column FAULT.
REASONS: tuple[Reason, ...] = get_args(Reason)
NO_PRICE, NOT_AN_AMOUNT, UNKNOWN_PLATFORM, NOT_A_DATE, NO_SCHEDULE = range(len(REASONS))
FEE = nw.col("fee")
# Columns on the way, which no ledger has.
YEN, DAY, TARIFF, FAULT = ("_mktsupport_yen", "_mktsupport_day", "_mktsupport_tariff", "_mktsupport_fault")


class Terms(NamedTuple):
    """How a ledger is to be read: its columns, the tariffs in order, and whose platform each name in it is."""

    price: str
    tariffs: Sequence[Tariff]
    date: str | None = None
    platform: str | None = None
    names: Mapping[str, str] = {}

    @property
    def chosen(self) -> bool:
        """Whether rows differ in their tariff."""
        return self.date is not None or self.platform is not None


def with_fees(frame: Any, *, price: str = "price", schedule: AnyFee) -> Any:  # noqa: ANN401 - any frame that narwhals knows
    """The frame with the columns fee, total, net, schedule and reason, each row charged by `schedule`.

    `price` holds whole yen as numbers, or as text in any spelling that `fee` takes. What the payer does not touch
    (`total` is the buyer's, `net` the seller's) is null; so is the fee of a row that has a reason.
    """
    return finished(nw.from_native(frame), Terms(price, [Tariff("", schedule)])).to_native()


def finished(frame: Frame, terms: Terms) -> Frame:
    """The frame as its owner gets it: fee, total and net, schedule and reason in words, nothing else of ours."""
    priced, yen = _priced(frame, terms)
    several = terms.platform is not None
    names = [f"{each.platform}/{each.schedule.id}" if several else each.schedule.id for each in terms.tariffs]
    schedule = nw.when(~FEE.is_null()).then(_chosen([nw.lit(name) for name in names], terms)).alias("schedule")
    reason = _fault(frame, terms, yen, REASONS).alias("reason")
    return priced.select(*frame.collect_schema().names(), FEE, *_sides(terms, yen), schedule, reason)


def charged(frame: Frame, terms: Terms) -> Frame:
    """The frame with fee, total and net, and beside them in numbers what its sums are grouped by."""
    priced, yen = _priced(frame, terms)
    fault = _fault(frame, terms, yen, range(len(REASONS))).alias(FAULT)
    return priced.with_columns(yen.alias(YEN), *_sides(terms, yen), fault)


def _priced(frame: Frame, terms: Terms) -> tuple[Frame, nw.Expr]:
    """The frame with the fee of each row and what tells its tariff; the column of its whole yen."""
    _check(frame, terms)
    engine = frame.implementation
    frame, yen = _read(frame, terms)
    if terms.chosen:
        frame = frame.with_columns(_tariff(terms).alias(TARIFF))
    fees = _chosen([fee_on(yen, each.schedule, engine) for each in terms.tariffs], terms)
    return frame.with_columns(nw.when(yen.is_between(1, MAX_YEN)).then(fees).alias("fee")), yen


def _sides(terms: Terms, yen: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """What the buyer pays in all and what is left to the seller, where the fee is theirs to pay."""
    payers = [each.schedule.payer for each in terms.tariffs]
    nothing = nw.when(nw.lit(value=False)).then(yen)  # a null that pandas, too, takes for a whole number
    total = _chosen([yen + FEE if payer == "buyer" else nothing for payer in payers], terms)
    net = _chosen([yen - FEE if payer == "seller" else nothing for payer in payers], terms)
    return total.alias("total"), net.alias("net")


def _read(frame: Frame, terms: Terms) -> tuple[Frame, nw.Expr]:
    """The frame with its dates as days, and its prices as whole yen in the column that is named beside it."""
    if terms.date is not None:
        frame = days.with_day(frame, terms.date, DAY)
    if frame.implementation.is_pandas_like():
        # pandas has no column of whole numbers with gaps unless it is asked for; each price is read once.
        native = frame.to_native()
        yen = native[terms.price].map({each: _yen_of(each) for each in native[terms.price].unique()}).astype("Int64")
        return nw.from_native(native.assign(**{YEN: yen})), nw.col(YEN)
    if frame.collect_schema()[terms.price] == nw.Int64:
        return frame, nw.col(terms.price)
    return amounts.with_yen(frame, terms.price, YEN), nw.col(YEN)


def _yen_of(price: object) -> int | None:
    """A price as pandas holds it, in whole yen."""
    if isinstance(price, float):
        price = int(price) if price.is_integer() else None
    try:
        return None if price is None else amount(str(price))
    except AskedWronglyError:
        return None


def _tariff(terms: Terms) -> nw.Expr:
    """The number of the tariff that charges a row: the first whose platform and days are the row's."""
    chosen = nw.lit(None, nw.Int64)
    for number, each in reversed(list(enumerate(terms.tariffs))):
        conditions = []
        if terms.platform is not None:
            names = [name for name, platform in terms.names.items() if platform == each.platform]
            conditions.append(nw.col(terms.platform).is_in(names))
        if terms.date is not None:
            conditions.append(nw.col(DAY).is_between(days.number_of(each.first), days.number_of(each.last)))
        chosen = nw.when(*conditions).then(number).otherwise(chosen)
    return chosen


def _fault(frame: Frame, terms: Terms, yen: nw.Expr, said: Sequence[str | int]) -> nw.Expr:
    """Why a row has no fee, as `said` of each of the reasons that can be; null where it has one."""
    fault = nw.lit(said[NO_SCHEDULE])
    if terms.date is not None:
        fault = nw.when(nw.col(DAY).is_null()).then(nw.lit(said[NOT_A_DATE])).otherwise(fault)
    if terms.platform is not None:
        known = nw.col(terms.platform).is_in(list(terms.names))
        fault = nw.when(known).then(fault).otherwise(nw.lit(said[UNKNOWN_PLATFORM]))
    amiss = nw.lit(said[NOT_AN_AMOUNT])
    if terms.chosen:
        amiss = nw.when(yen.is_between(1, MAX_YEN)).then(fault).otherwise(amiss)
    price = nw.col(terms.price)
    empty = price.is_null()
    if frame.collect_schema()[terms.price] == nw.String:
        empty |= price.str.strip_chars() == ""
    return nw.when(FEE.is_null()).then(nw.when(empty).then(nw.lit(said[NO_PRICE])).otherwise(amiss))


def _chosen(values: Sequence[nw.Expr], terms: Terms) -> nw.Expr:
    """For each row the value of its tariff, null where it has none."""
    if not terms.chosen:
        return values[0]
    chosen: nw.Expr = nw.when(nw.col(TARIFF) == 0).then(values[0])
    for number, value in list(enumerate(values))[1:]:
        chosen = nw.when(nw.col(TARIFF) == number).then(value).otherwise(chosen)
    return chosen


def _check(frame: Frame, terms: Terms) -> None:
    """Refuse a ledger that lacks a column or has one of ours."""
    names = frame.collect_schema().names()
    for asked in (terms.price, terms.date, terms.platform):
        if asked is not None and asked not in names:
            raise missing(asked, names)
    for name in ADDED:
        if name in names:
            raise AskedWronglyError(
                Wording(f"元のデータに「{name}」という列がもうあります", f"the ledger already has a column '{name}'"),
                Wording(
                    f"列 {', '.join(ADDED)} を書き加えます。元の列の名前を変えてください",
                    f"the columns {', '.join(ADDED)} are added: rename yours first",
                ),
            )


def missing(asked: str, names: Sequence[str]) -> AskedWronglyError:
    """A column that there is not, with those that may be meant."""
    known = ", ".join(names[:20])
    return AskedWronglyError(
        Wording(f"「{asked}」という列がありません", f"there is no column '{asked}'"),
        did_you_mean(close_matches(asked, names, 3), Wording(f"あるのは次の列です: {known}", f"there are: {known}")),
    )
