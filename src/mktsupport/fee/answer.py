"""What a platform charges on a price: whole yen and exact fractions, never a float."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.japan.dates import partial_date, period
from mktsupport.japan.text import Language, Wording
from mktsupport.japan.yen import yen

if TYPE_CHECKING:
    from fractions import Fraction

    from mktsupport.records import Fee, Payer, Platform, Rounding, Tax, Tier
    from mktsupport.rows import FeeRow, TariffRow, TierRow

    # A record, or what is read of it without msgspec.
    AnyFee = Fee | FeeRow
    AnyTier = Tier | TierRow
    AnyPlatform = Platform | TariffRow

SomeTier = TypeVar("SomeTier", "Tier", "TierRow")

NOTES = {
    "fee-above-price": Wording(
        "手数料が代金を上回ります。料金表に下限の定めがないためです。",
        "The fee exceeds the price: the table has no lower limit.",
    ),
    "since-unknown": Wording("いつからの料金かは分かっていません。", "Since when this table applies is not known."),
}
TAX: dict[Tax | None, Wording] = {
    "included": Wording("税込", "tax included"),
    "excluded": Wording("税別", "tax excluded"),
    None: Wording("税の扱いは不明", "tax treatment not known"),
}
PAYER: dict[Payer, Wording] = {
    "buyer": Wording("買い手が払う", "charged to the buyer"),
    "seller": Wording("売り手から引かれる", "taken from the seller"),
}


class Charge(NamedTuple):
    """The fee on `amount`, in yen: rounded as the schedule says, and exactly numerator / denominator."""

    amount: int
    fee: int
    numerator: int
    denominator: int
    tier: AnyTier


class FeeAnswer(NamedTuple):
    """Yen throughout; `exact` is the unrounded fee as a decimal. `total` is the buyer's, `net` the seller's."""

    platform: str
    platform_name: str
    schedule: str
    name: str
    amount: int
    fee: int
    total: int | None
    net: int | None
    payer: Payer
    currency: str
    rule: str
    exact: str
    tax: Tax | None
    rounding: Rounding
    rounding_stated: bool
    since: str | None
    until: str | None
    current: bool
    notice: str | None
    note: str | None
    assumptions: list[str]
    facts: list[str]


def charge(schedule: AnyFee, price: int) -> Charge:
    """The fee on `price` yen (at least 1)."""
    tier = next(tier for tier in schedule.tiers if tier.up_to is None or price <= tier.up_to)
    exact = Charge(price, 0, *ratio(tier, price), tier)
    return exact._replace(fee=round_yen(exact, schedule.rounding))


def ratio(tier: AnyTier, price: int) -> tuple[int, int]:
    """The unrounded fee in yen, as numerator and denominator: 3.24% of 100 is 32400 / 10000."""
    if tier.rate is None:
        return tier.flat or 0, 1
    whole, _, part = tier.rate.removesuffix("%").partition(".")
    return price * int(whole + part), 100 * 10 ** len(part)


def round_yen(exact: Charge | Fraction, rounding: Rounding) -> int:
    """`exact` as whole yen: down, up, or half-up (688.5 is 689, where Python's own round() says 688)."""
    whole, rest = divmod(exact.numerator, exact.denominator)
    if rounding == "up":
        return whole + (rest > 0)
    return whole + (rounding == "half-up" and 2 * rest >= exact.denominator)


def decimal(exact: Charge | Fraction) -> str:
    """An exact decimal: 810, 648.0324. A rate of finitely many digits never needs more."""
    whole, rest = divmod(exact.numerator, exact.denominator)
    digits = ""
    while rest:
        digit, rest = divmod(rest * 10, exact.denominator)
        digits += str(digit)
    return f"{whole}.{digits}" if digits else str(whole)


def in_force(schedule: AnyFee, on: date) -> bool:
    first, last = period(schedule.since, schedule.until)
    return first <= on <= last


def overlapping_schedules(platform: AnyPlatform, used: Sequence[str]) -> list[str]:
    """The ids of the schedules that overlap others in time, where one of those `used` is among them."""
    times = [(each.id, *period(each.since, each.until)) for each in platform.fees]
    overlapping = [
        name
        for name, first, last in times
        if any(other != name and first <= end and start <= last for other, start, end in times)
    ]
    return overlapping if any(name in used for name in overlapping) else []


def schedules(platform: AnyPlatform, on: date, *, asked: bool, name: str | None = None) -> list[AnyFee]:
    """The schedules in force `on` a day, or the one with the id `name`.

    A closed service's last table still answers, as history, unless the day was `asked` for.
    """
    ja, en = platform.name.ja, platform.name.en
    if not platform.fees:
        raise SupportError(
            Wording(f"{ja}の手数料は分かっていません", f"the fees of {en} are not known"),
            Wording(
                "`mktsupport fee 金額 --compare` で、分かっているものを比べられます",
                "`mktsupport fee AMOUNT --compare` shows those that are",
            ),
        )
    known = [fee for fee in platform.fees if name in (None, fee.id)]
    if not known:
        ids = ", ".join(dict.fromkeys(fee.id for fee in platform.fees))
        raise AskedWronglyError(
            Wording(f"{ja}に「{name}」という料金表はありません", f"{en} has no schedule '{name}'"),
            Wording(f"あるのは次のものです: {ids}", f"it has: {ids}"),
        )
    valid = [fee for fee in known if in_force(fee, on)]
    if not valid and platform.status.gone and not asked:
        return [max(known, key=lambda fee: period(fee.since, fee.until)[1])]
    if not valid:
        raise SupportError(
            Wording(f"{on} の{ja}の手数料は分かっていません", f"the fees of {en} on {on} are not known"),
            Wording(
                "別の日付を指定してください。`--table` で期間がわかります", "try another day; `--table` shows the dates"
            ),
        )
    return valid


def fee_answer(
    platform: AnyPlatform, schedule: AnyFee, price: int, on: date, language: Language, *, asked: bool
) -> FeeAnswer:
    """The fee on `price` yen with what it rests on, as of the day `on`; `asked` tells whether that day was named."""
    charged = charge(schedule, price)
    gone = platform.status.gone
    notes = [NOTES["fee-above-price"].in_language(language)] if charged.fee > price else []
    notes += [NOTES["since-unknown"].in_language(language)] if asked and schedule.since is None else []
    return FeeAnswer(
        platform=platform.id,
        platform_name=platform.name.in_language(language),
        schedule=schedule.id,
        name=schedule.name.in_language(language),
        amount=price,
        fee=charged.fee,
        total=price + charged.fee if schedule.payer == "buyer" else None,
        net=price - charged.fee if schedule.payer == "seller" else None,
        payer=schedule.payer,
        currency="JPY",
        rule=rule_text(schedule, charged.tier, language),
        exact=decimal(charged),
        tax=schedule.tax,
        rounding=schedule.rounding,
        rounding_stated=schedule.rounding_stated,
        since=schedule.since,
        until=schedule.until,
        current=not gone and in_force(schedule, on),
        notice=closed_notice(platform, language),
        note=" ".join(notes) or None,
        assumptions=[text.in_language(language) for text in schedule.assumptions],
        facts=list(charged.tier.facts or schedule.facts),
    )


def closed_notice(platform: AnyPlatform, language: Language) -> str | None:
    """That the table is a closed service's, and until when it stood; None for a living one."""
    if not platform.status.gone:
        return None
    on = partial_date(platform.status.on, language) if platform.status.on else None
    if language == "ja":
        return f"終了したサービスの、{on or '終了した日'}までの料金表です"
    return f"closed service: the table as it stood until {on or 'its end'}"


def rule_text(schedule: AnyFee, tier: AnyTier, language: Language) -> str:
    """A tier in words: what is charged, to whom, and whether tax is in it."""
    tax, payer = TAX[schedule.tax].in_language(language), PAYER[schedule.payer].in_language(language)
    amount = yen(tier.flat or 0, language)
    if language == "ja":
        return f"{f'代金の {tier.rate}' if tier.rate else amount}({tax}、{payer})"
    return f"{f'{tier.rate} of the price' if tier.rate else amount}, {tax}, {payer}"


def bands(tiers: Sequence[SomeTier]) -> list[tuple[int, int | None, SomeTier]]:
    """Each tier with the first and last price that it covers."""
    starts = [1, *(tier.up_to + 1 for tier in tiers if tier.up_to is not None)]
    return [(start, tier.up_to, tier) for start, tier in zip(starts, tiers, strict=True)]


def sample_prices(schedule: Fee) -> list[int]:
    """Each edge of a band and some prices beyond."""
    edges = [price for _, last, _ in bands(schedule.tiers) if last for price in (last, last + 1)]
    return sorted({1_000, 5_000, 10_000, 30_000, 50_000, *edges, *(2 * edge for edge in edges[-1:])})
