"""A fee as one dataframe expression, for every engine that narwhals knows: whole yen in 64-bit integers throughout."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import narwhals as nw

from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.fee.answer import ratio
from mktsupport.japan.text import Wording
from mktsupport.japan.yen import MAX_YEN, amount
from mktsupport.ledger.cells import Frame, day_number, with_day, with_yen
from mktsupport.ledger.sources import no_column

if TYPE_CHECKING:
    from mktsupport.fee.answer import AnyFee, AnyTier
    from mktsupport.rows import TariffRow

Reason = Literal["no-price", "not-an-amount", "unknown-platform", "not-a-date", "no-schedule"]
# Why a row has no fee; the first that holds is given. The column FAULT holds its number.
REASONS: tuple[Reason, ...] = get_args(Reason)
NO_PRICE, NOT_AN_AMOUNT, UNKNOWN_PLATFORM, NOT_A_DATE, NO_SCHEDULE = range(len(REASONS))
ADDED = ("fee", "total", "net", "schedule", "reason")
FEE = nw.col("fee")
# Columns of intermediate steps, which no ledger has.
YEN, DAY, SCHEDULE, FAULT = ("_mktsupport_yen", "_mktsupport_day", "_mktsupport_schedule", "_mktsupport_fault")

_LARGEST = 2**63 - 1
# What is added to a dividend, for each divisor, so that whole division rounds as it should.
ROUNDING: dict[str, Callable[[int], int]] = {
    "down": lambda _: 0,
    "half-up": lambda divisor: divisor // 2,
    "up": lambda divisor: divisor - 1,
}


class DatedSchedule(NamedTuple):
    """A fee schedule, its platform, and the days, both inclusive, on which a row is charged by it."""

    schedule: AnyFee
    platform: TariffRow | None = None
    first: date = date.min
    last: date = date.max


class Plan(NamedTuple):
    """How rows are charged: by which columns and schedules, the first that fits, and which platform each name means."""

    price: str
    schedules: Sequence[DatedSchedule]
    date: str | None = None
    platform: str | None = None
    names: Mapping[str, str] = {}

    @property
    def by_row(self) -> bool:
        """Whether rows can differ in their schedule."""
        return self.date is not None or self.platform is not None


def with_fees(frame: Any, *, price: str = "price", schedule: AnyFee) -> Any:  # noqa: ANN401 - any frame that narwhals knows
    """The frame with the columns fee, total, net, schedule and reason, each row charged by `schedule`.

    `price` holds whole yen as numbers, or as text in any spelling that `fee` takes. `total` is what the buyer pays,
    `net` what the seller receives; where the other side pays the fee, it is null. A row that has a reason has no fee.
    """
    return result_frame(nw.from_native(frame), Plan(price, [DatedSchedule(schedule)])).to_native()


def result_frame(frame: Frame, plan: Plan) -> Frame:
    """The frame with the columns that a ledger gains, and with no column of an intermediate step."""
    priced, yen = _with_fee(frame, plan)
    names = [
        f"{each.platform.id}/{each.schedule.id}" if plan.platform and each.platform else each.schedule.id
        for each in plan.schedules
    ]
    schedule = nw.when(~FEE.is_null()).then(_by_schedule([nw.lit(name) for name in names], plan, nw.String()))
    reason = _fault(frame, plan, yen, REASONS).alias("reason")
    return priced.select(*frame.collect_schema().names(), FEE, *_sides(plan, yen), schedule.alias("schedule"), reason)


def charged_frame(frame: Frame, plan: Plan) -> Frame:
    """The frame with fee, total and net, and with what its sums are grouped by, in numbers."""
    priced, yen = _with_fee(frame, plan)
    fault = _fault(frame, plan, yen, range(len(REASONS))).alias(FAULT)
    return priced.with_columns(yen.alias(YEN), *_sides(plan, yen), fault)


def _with_fee(frame: Frame, plan: Plan) -> tuple[Frame, nw.Expr]:
    """The frame with the fee and the schedule of each row; and the column of its whole yen."""
    _check_columns(frame, plan)
    engine = frame.implementation
    if plan.date is not None:
        frame = with_day(frame, plan.date, DAY)
    frame, yen = _with_whole_yen(frame, plan.price)
    if plan.by_row:
        frame = frame.with_columns(_schedule_number(plan).alias(SCHEDULE))
    fees = _by_schedule([fee_expression(yen, each.schedule, engine) for each in plan.schedules], plan, nw.Int64())
    return frame.with_columns(nw.when(yen.is_between(1, MAX_YEN)).then(fees).alias("fee")), yen


def _with_whole_yen(frame: Frame, price: str) -> tuple[Frame, nw.Expr]:
    if frame.implementation.is_pandas_like():
        # pandas has no column of whole numbers with gaps unless it is asked for; each price is read once.
        native = frame.to_native()
        yen = native[price].map({each: _yen_of(each) for each in native[price].unique()}).astype("Int64")
        return nw.from_native(native.assign(**{YEN: yen})), nw.col(YEN)
    if frame.collect_schema()[price] == nw.Int64:
        return frame, nw.col(price)
    return with_yen(frame, price, YEN), nw.col(YEN)


def _yen_of(price: object) -> int | None:
    """A price as pandas holds it, in whole yen."""
    if isinstance(price, float):
        price = int(price) if price.is_integer() else None
    try:
        return None if price is None else amount(str(price))
    except AskedWronglyError:
        return None


def _schedule_number(plan: Plan) -> nw.Expr:
    """The number of the schedule that charges a row: the first whose platform and days are the row's."""
    chosen = nw.lit(None, nw.Int64)
    for number, (_, platform, first, last) in reversed(list(enumerate(plan.schedules))):
        conditions = []
        if plan.platform is not None and platform is not None:
            names = [name for name, owner in plan.names.items() if owner == platform.id]
            conditions.append(nw.col(plan.platform).is_in(names))
        if plan.date is not None:
            conditions.append(nw.col(DAY).is_between(day_number(first), day_number(last)))
        chosen = nw.when(*conditions).then(number).otherwise(chosen)
    return chosen


def _by_schedule(values: Sequence[nw.Expr], plan: Plan, dtype: nw.dtypes.DType) -> nw.Expr:
    """For each row the value of its schedule, null where it has none."""
    if not plan.by_row:
        return values[0]
    if not values:
        return nw.lit(None, dtype)
    chosen: nw.Expr = nw.when(nw.col(SCHEDULE) == 0).then(values[0])
    for number, value in list(enumerate(values))[1:]:
        chosen = nw.when(nw.col(SCHEDULE) == number).then(value).otherwise(chosen)
    return chosen


def _sides(plan: Plan, yen: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """What the buyer pays in all and what the seller receives, each where that side pays the fee."""
    payers = [each.schedule.payer for each in plan.schedules]
    nothing = nw.when(nw.lit(value=False)).then(yen)  # a null that pandas, too, takes for a whole number
    total = _by_schedule([yen + FEE if payer == "buyer" else nothing for payer in payers], plan, nw.Int64())
    net = _by_schedule([yen - FEE if payer == "seller" else nothing for payer in payers], plan, nw.Int64())
    return total.alias("total"), net.alias("net")


def _fault(frame: Frame, plan: Plan, yen: nw.Expr, values: Sequence[str | int]) -> nw.Expr:
    """Why a row has no fee, as the one of `values` for its reason; null where it has one."""
    fault = nw.lit(values[NO_SCHEDULE])
    if plan.date is not None:
        fault = nw.when(nw.col(DAY).is_null()).then(nw.lit(values[NOT_A_DATE])).otherwise(fault)
    if plan.platform is not None:
        known = nw.col(plan.platform).is_in(list(plan.names))
        fault = nw.when(known).then(fault).otherwise(nw.lit(values[UNKNOWN_PLATFORM]))
    if plan.by_row:
        fault = nw.when(yen.is_between(1, MAX_YEN)).then(fault).otherwise(nw.lit(values[NOT_AN_AMOUNT]))
    else:
        fault = nw.lit(values[NOT_AN_AMOUNT])
    price = nw.col(plan.price)
    empty = price.is_null()
    if frame.collect_schema()[plan.price] == nw.String:
        empty |= price.str.strip_chars() == ""
    return nw.when(FEE.is_null()).then(nw.when(empty).then(nw.lit(values[NO_PRICE])).otherwise(fault))


def _check_columns(frame: Frame, plan: Plan) -> None:
    """Refuse a ledger that lacks a column or already has one that is to be added."""
    names = frame.collect_schema().names()
    for column in (plan.price, plan.date, plan.platform):
        if column is not None and column not in names:
            raise no_column(column, names)
    for name in ADDED:
        if name in names:
            added = ", ".join(ADDED)
            raise AskedWronglyError(
                Wording(f"元のデータに「{name}」という列がもうあります", f"the ledger already has a column '{name}'"),
                Wording(
                    f"列 {added} を書き加えます。元の列の名前を変えてください",
                    f"the columns {added} are added: rename yours first",
                ),
            )


def fee_expression(price: nw.Expr, schedule: AnyFee, engine: nw.Implementation) -> nw.Expr:
    """The fee on a column of prices, each from 1 to 999,999,999,999 yen.

    The highest tier is tested first: it is mostly the one that divides, which costs more the deeper it is nested.
    """
    tiers: Sequence[AnyTier] = schedule.tiers
    fee = _tier_fee(price, tiers[0], schedule, engine)
    for below, tier in pairwise(tiers):
        fee = nw.when(price > below.up_to).then(_tier_fee(price, tier, schedule, engine)).otherwise(fee)
    return fee


def _tier_fee(price: nw.Expr, tier: AnyTier, schedule: AnyFee, engine: nw.Implementation) -> nw.Expr:
    """The fee of one tier. A rate is a fraction of whole numbers; what is added before the division rounds."""
    if tier.flat is not None:
        return nw.lit(tier.flat, nw.Int64)
    rate = Fraction(*ratio(tier, 1))
    divisor = rate.denominator
    extra = ROUNDING[schedule.rounding](divisor)
    most = min(tier.up_to or MAX_YEN, MAX_YEN)
    if most * rate.numerator + extra <= _LARGEST:
        return quotient(_plus(price * rate.numerator, extra), divisor, engine)
    # To divide first keeps every product small.
    if most // divisor * rate.numerator + rate.numerator + 1 > _LARGEST or divisor * rate.numerator + extra > _LARGEST:
        raise SupportError(
            Wording(
                f"率 {tier.rate} は細かすぎて64ビットの整数で計算できません",
                f"the rate {tier.rate} is too fine for 64-bit integers",
            ),
            Wording("`mktsupport fee` なら1件ずつ正確に計算できます", "`mktsupport fee` charges single prices exactly"),
        )
    whole = quotient(price, divisor, engine) * rate.numerator
    return whole + quotient(_plus(price % divisor * rate.numerator, extra), divisor, engine)


def _plus(product: nw.Expr, extra: int) -> nw.Expr:
    return product + extra if extra else product  # engines add a zero to every row


def quotient(dividend: nw.Expr, divisor: int, engine: nw.Implementation) -> nw.Expr:
    """The whole part of a division of numbers that are not negative by a divisor of twos and fives.

    Spark divides 64-bit integers as floats. The reciprocal of such a divisor is a finite decimal, so there the dividend
    is multiplied by it instead.
    """
    if divisor == 1:
        return dividend
    if engine.is_spark_like():
        with localcontext(prec=60) as context:
            context.traps[Inexact] = True
            reciprocal = Decimal(1) / divisor
        return (dividend.cast(nw.Decimal(19, 0)) * nw.lit(reciprocal)).floor().cast(nw.Int64)
    return dividend // divisor
