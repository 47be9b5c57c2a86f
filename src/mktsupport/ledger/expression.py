"""A fee schedule as one dataframe expression: whole yen in, whole yen out, in 64-bit integers all the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import narwhals as nw

from mktsupport.errors import SupportError
from mktsupport.fee.answer import ratio
from mktsupport.japan.text import Wording
from mktsupport.japan.yen import MAX_YEN

if TYPE_CHECKING:
    from mktsupport.fee.answer import AnyFee, AnyTier

_LARGEST = 2**63 - 1
# What is added before dividing into so many parts, so that dropping the rest rounds as it should.
ROUNDING: dict[str, Callable[[int], int]] = {
    "down": lambda _: 0,
    "half-up": lambda parts: parts // 2,
    "up": lambda parts: parts - 1,
}

Engine = nw.Implementation


def fee_on(price: nw.Expr, schedule: AnyFee, engine: Engine) -> nw.Expr:
    """The fee on a column of prices, each from 1 to 999,999,999,999 yen.

    The highest tier is asked for first: it is mostly the one that divides, which costs more the deeper it stands.
    """
    tiers: Sequence[AnyTier] = schedule.tiers
    fee = _tier_fee(price, tiers[0], schedule, engine)
    for below, tier in pairwise(tiers):
        fee = nw.when(price > below.up_to).then(_tier_fee(price, tier, schedule, engine)).otherwise(fee)
    return fee


def _tier_fee(price: nw.Expr, tier: AnyTier, schedule: AnyFee, engine: Engine) -> nw.Expr:
    """The fee of one tier. A rate is a fraction of whole numbers, and adding before dividing is what rounds."""
    if tier.flat is not None:
        return nw.lit(tier.flat, nw.Int64)
    rate = Fraction(*ratio(tier, 1))
    parts = rate.denominator
    extra = ROUNDING[schedule.rounding](parts)
    most = min(tier.up_to or MAX_YEN, MAX_YEN)
    if most * rate.numerator + extra <= _LARGEST:
        return quotient(_raised(price * rate.numerator, extra), parts, engine)
    # What makes whole parts of the rate's denominator first keeps every product small.
    if most // parts * rate.numerator + rate.numerator + 1 > _LARGEST or parts * rate.numerator + extra > _LARGEST:
        raise SupportError(
            Wording(
                f"率 {tier.rate} は細かすぎて64ビットの整数で計算できません",
                f"the rate {tier.rate} is too fine for 64-bit integers",
            ),
            Wording(
                "`mktsupport fee` なら1件ずつ正確に計算できます",
                "`mktsupport fee` works it out exactly, price by price",
            ),
        )
    whole = quotient(price, parts, engine)
    return whole * rate.numerator + quotient(_raised(price % parts * rate.numerator, extra), parts, engine)


def _raised(product: nw.Expr, extra: int) -> nw.Expr:
    return product + extra if extra else product  # engines add a nought to every row


def quotient(dividend: nw.Expr, divisor: int, engine: Engine) -> nw.Expr:
    """The whole part of a division of numbers that are not negative by one of twos and fives.

    Spark divides 64-bit integers as floats. Such a divisor's reciprocal ends after a few decimals, so there the product
    of exact decimals stands for the quotient.
    """
    if divisor == 1:
        return dividend
    if engine.is_spark_like():
        return (dividend.cast(nw.Decimal(19, 0)) * nw.lit(_reciprocal(divisor))).floor().cast(nw.Int64)
    return dividend // divisor


def _reciprocal(divisor: int) -> Decimal:
    """1 / `divisor`, all of it."""
    with localcontext(prec=60) as context:
        context.traps[Inexact] = True
        return Decimal(1) / divisor
