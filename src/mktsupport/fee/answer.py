"""What a platform charges on a price: whole yen and exact fractions, never a float."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.japan.dates import day_of, partial_date
from mktsupport.japan.text import Language, Wording
from mktsupport.japan.words import say
from mktsupport.japan.yen import yen

if TYPE_CHECKING:
    from fractions import Fraction

    from mktsupport.records import Fee, Payer, Platform, Rounding, Tax, Tier
    from mktsupport.rows import FeeRow, TariffRow, TierRow

    # A record, or what is read of it without msgspec.
    AnyFee = Fee | FeeRow
    AnyTier = Tier | TierRow
    AnyTariff = Platform | TariffRow

SomeTier = TypeVar("SomeTier", "Tier", "TierRow")


class Rational(Protocol):
    """A fraction, whoever keeps it: a Charge, a Fraction, an int."""

    @property
    def numerator(self) -> int: ...
    @property
    def denominator(self) -> int: ...


class Charge(NamedTuple):
    """The fee on `amount`, in yen: rounded as the schedule says, and exactly numerator / denominator."""

    amount: int
    fee: int
    numerator: int
    denominator: int
    tier: AnyTier

    @property
    def exact(self) -> Fraction:
        """The unrounded fee."""
        from fractions import Fraction

        return Fraction(self.numerator, self.denominator)


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


def rounded(exact: Rational, rounding: Rounding) -> int:
    """`exact` as whole yen: down, up, or half-up (688.5 is 689, where Python's own round() says 688)."""
    whole, rest = divmod(exact.numerator, exact.denominator)
    if rounding == "up":
        return whole + (rest > 0)
    if rounding == "half-up":
        return whole + (2 * rest >= exact.denominator)
    return whole


def charge(schedule: AnyFee, price: int) -> Charge:
    """The fee on `price` yen (at least 1)."""
    tier = next(tier for tier in schedule.tiers if tier.up_to is None or price <= tier.up_to)
    unrounded = Charge(price, 0, *ratio(tier, price), tier)
    return unrounded._replace(fee=rounded(unrounded, schedule.rounding))


def ratio(tier: AnyTier, price: int) -> tuple[int, int]:
    """The unrounded fee in yen, as numerator and denominator: 3.24% of 100 is 32400 / 10000."""
    if tier.rate is None:
        return tier.flat or 0, 1
    whole, _, part = tier.rate.removesuffix("%").partition(".")
    return price * int(whole + part), 100 * 10 ** len(part)


def period(schedule: AnyFee) -> tuple[date, date]:
    """The first and the last day that a schedule was in force; a source's 2018-05 lasts to the 31st."""
    return (
        date.min if schedule.since is None else day_of(schedule.since),
        date.max if schedule.until is None else day_of(schedule.until, last=True),
    )


def in_force(schedule: AnyFee, on: date) -> bool:
    first, last = period(schedule)
    return first <= on <= last


def beside(platform: AnyTariff, used: Sequence[AnyFee]) -> list[AnyFee]:
    """The schedules that were in force at one time with others, where one of those `used` is among them."""
    times = [(each, *period(each)) for each in platform.fees]
    crowd = [
        each
        for each, first, last in times
        if any(other.id != each.id and first <= end and start <= last for other, start, end in times)
    ]
    return crowd if any(each.id in {fee.id for fee in used} for each in crowd) else []


def schedules(platform: AnyTariff, on: date, *, asked: bool, name: str | None = None) -> list[AnyFee]:
    """The schedules in force `on` a day, or the one called `name`.

    A closed service's last table still answers, as history, unless the day was `asked` for.
    """
    named = [fee for fee in platform.fees if name is None or fee.id == name]
    if not named:
        known = ", ".join(dict.fromkeys(fee.id for fee in platform.fees))
        if not known:
            raise SupportError(
                Wording(
                    f"{platform.name.ja}の手数料は分かっていません", f"the fees of {platform.name.en} are not known"
                ),
                Wording(
                    "`mktsupport fee 金額 --compare` で、分かっているものを比べられます",
                    "`mktsupport fee AMOUNT --compare` shows those that are",
                ),
            )
        raise AskedWronglyError(
            Wording(
                f"{platform.name.ja}に「{name}」という料金表はありません",
                f"{platform.name.en} has no schedule '{name}'",
            ),
            Wording(f"あるのは次のものです: {known}", f"it has: {known}"),
        )
    valid = [fee for fee in named if in_force(fee, on)]
    if valid:
        return valid
    if platform.status.gone and not asked:
        return [max(named, key=lambda fee: period(fee)[1])]
    raise SupportError(
        Wording(
            f"{on} の{platform.name.ja}の手数料は分かっていません",
            f"the fees of {platform.name.en} on {on} are not known",
        ),
        Wording("日付を変えてください。`--table` で期間がわかります", "ask for another day; `--table` shows the dates"),
    )


def answer(
    platform: AnyTariff, schedule: AnyFee, price: int, on: date, language: Language, *, asked: bool
) -> FeeAnswer:
    """The fee on `price` yen with what it rests on, as of the day `on`; `asked` tells whether that day was named."""
    charged = charge(schedule, price)
    gone = platform.status.gone
    notes = []
    if charged.fee > price:
        notes.append(say(language, "fee-above-price"))
    if asked and schedule.since is None:
        notes.append(say(language, "since-unknown"))
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
        rule=rule(schedule, charged.tier, language),
        exact=decimal(charged),
        tax=schedule.tax,
        rounding=schedule.rounding,
        rounding_stated=schedule.rounding_stated,
        since=schedule.since,
        until=schedule.until,
        current=not gone and in_force(schedule, on),
        notice=closed(platform, language) if gone else None,
        note=" ".join(notes) or None,
        assumptions=[text.in_language(language) for text in schedule.assumptions],
        facts=list(charged.tier.facts or schedule.facts),
    )


def closed(platform: AnyTariff, language: Language) -> str:
    """That the table is a closed service's, and until when it stood."""
    on = partial_date(platform.status.on, language) if platform.status.on else say(language, "unknown-date")
    return say(language, "closed-table", on=on)


def rule(schedule: AnyFee, tier: AnyTier, language: Language) -> str:
    """A tier in words: what is charged, on whom, and whether tax is in it."""
    amount = say(language, "of-the-price", rate=tier.rate) if tier.rate else yen(tier.flat or 0, language)
    tax = say(language, f"tax-{schedule.tax or 'unknown'}")
    return say(language, "fee-rule", amount=amount, tax=tax, payer=say(language, f"payer-{schedule.payer}"))


def bands(tiers: Sequence[SomeTier]) -> list[tuple[int, int | None, SomeTier]]:
    """Each tier with the first and last price that it covers."""
    starts = [1, *(tier.up_to + 1 for tier in tiers if tier.up_to is not None)]
    return [(start, tier.up_to, tier) for start, tier in zip(starts, tiers, strict=True)]


def decimal(value: Rational) -> str:
    """An exact decimal: 810, 648.0324. A rate of finitely many digits never needs more."""
    whole, rest = divmod(value.numerator, value.denominator)
    digits = ""
    while rest:
        digit, rest = divmod(rest * 10, value.denominator)
        digits += str(digit)
    return f"{whole}.{digits}" if digits else str(whole)


def sample_prices(schedule: Fee) -> list[int]:
    """Each edge of a band and some prices beyond."""
    edges = [price for _, last, _ in bands(schedule.tiers) if last for price in (last, last + 1)]
    top = edges[-1] if edges else 0
    return sorted({1_000, 5_000, 10_000, 30_000, 50_000, *edges, *((top * 2,) if top else ())})
