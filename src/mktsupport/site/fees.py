"""The fee pages: a platform's schedules with what some prices cost, and one page that compares the platforms."""

from __future__ import annotations

from typing import Any

from mktsupport.errors import SupportError
from mktsupport.fee import answer as fees
from mktsupport.fee.answer import FeeAnswer, period
from mktsupport.japan.words import WORDS as SAID
from mktsupport.japan.yen import MAX_YEN, yen
from mktsupport.page.labels import LABELS
from mktsupport.records import Fee, Language, Platform, Tier
from mktsupport.site.content import Everything
from mktsupport.site.labels import WORDS, word
from mktsupport.site.pages import Place, cited, rendered
from mktsupport.site.platforms import tables

# What fee.js says, by the keys under which the program has it; no other page carries it.
SPOKEN_LABELS = ("price", "fee", "to-pay", "net", "note", "exact", "compare-title")
SPOKEN = ("fee-above-price", "since-unknown")
SPOKEN_WORDS = ("fee-unknown", "fee-several", "from-to", "sum-seller", "sum-buyer")

EXAMPLE = 10_000  # yen: what is compared until somebody gives an amount


def fee_page(platform: Platform, known: Everything, place: Place) -> bytes:
    """A platform's schedules, and the fee on an amount."""
    language = place.language
    name = platform.name.in_language(language)
    names = [
        name for fee in platform.fees for name in (*fee.facts, *(name for tier in fee.tiers for name in tier.facts))
    ]
    return rendered(
        "fee.html",
        place,
        title=word(language, "fee-shown", name=name),
        description="",
        id=platform.id,
        name=name,
        notice=_notice(platform, language),
        schedules=[(tables(fee, language), fee.payer, _samples(fee, language)) for fee in platform.fees],
        counted=_counted([platform], language),
        sources=cited(names, known.evidence, place),
    )


def _samples(fee: Fee, language: Language) -> list[tuple[str, str, str]]:
    """Some prices, the fee on each, and what the seller then receives or the buyer pays."""
    charged = [fees.charge(fee, price) for price in fees.sample_prices(fee)]
    sign = 1 if fee.payer == "buyer" else -1
    return [
        (yen(each.amount, language), yen(each.fee, language), yen(each.amount + sign * each.fee, language))
        for each in charged
    ]


def comparison_page(known: Everything, place: Place) -> bytes:
    """Every platform's fee on one amount; closed services apart."""
    language = place.language
    charging = [each for each in known.platforms.values() if each.fees]
    rows = sorted((row for each in charging for row in _rows(each, known, language)), key=lambda row: row["most"])
    return rendered(
        "comparison.html",
        place,
        title=word(language, "fee-title"),
        description="",
        amount=yen(EXAMPLE, language),
        example=EXAMPLE,
        on=known.looked,
        current=[row for row in rows if not row["notice"]],
        closed=[row for row in rows if row["notice"]],
        counted=_counted(charging, language),
    )


def _rows(platform: Platform, known: Everything, language: Language) -> list[dict[str, Any]]:
    """A platform's fee on the example: a row for whoever pays it, where several schedules hold from least to most."""
    row = {
        "id": platform.id,
        "name": platform.name.in_language(language),
        "notice": _notice(platform, language),
        "payer": None,
        "most": MAX_YEN,
    }
    try:
        valid = fees.schedules(platform, known.looked, asked=False)
    except SupportError:
        return [row]
    answers = [fees.answer(platform, fee, EXAMPLE, known.looked, language, asked=False) for fee in valid]
    return [
        row | _charged([each for each in answers if each.payer == payer], language)
        for payer in dict.fromkeys(each.payer for each in answers)
    ]


def _charged(answers: list[FeeAnswer], language: Language) -> dict[str, Any]:
    amounts = [each.fee for each in answers]
    sums = [each.net if each.total is None else each.total for each in answers]
    several = word(language, "fee-several", n=len(answers))
    return {
        "schedule": answers[0].name if len(answers) == 1 else several,
        "payer": answers[0].payer,
        "fee": _span(amounts, language),
        "sum": _span([each for each in sums if each is not None], language),
        "most": max(amounts),
    }


def _span(amounts: list[int], language: Language) -> str:
    least, most = yen(min(amounts), language), yen(max(amounts), language)
    return least if least == most else word(language, "from-to", least=least, most=most)


def _notice(platform: Platform, language: Language) -> str | None:
    return fees.closed(platform, language) if platform.status.gone else None


def _counted(platforms: list[Platform], language: Language) -> dict[str, Any]:
    """What fee.js reads: the words that it says, and the schedules."""
    said: dict[str, str] = {}
    for keys, source in ((SPOKEN_LABELS, LABELS), (SPOKEN, SAID), (SPOKEN_WORDS, WORDS)):
        said |= {key: source[key].in_language(language) for key in keys}
    return {"words": said, "tariffs": {each.id: tariff(each, language) for each in platforms}}


def tariff(platform: Platform, language: Language) -> dict[str, Any]:
    """A platform's schedules as whole numbers, with the names that stand above a fee."""
    return {
        "name": platform.name.in_language(language),
        "gone": platform.status.gone,
        "notice": _notice(platform, language),
        "schedules": [_schedule(fee, language) for fee in platform.fees],
    }


def _schedule(fee: Fee, language: Language) -> dict[str, Any]:
    first, last = period(fee)
    return {
        "id": fee.id,
        "name": fee.name.in_language(language),
        "payer": fee.payer,
        "first": first.isoformat() if fee.since else None,
        "last": last.isoformat() if fee.until else None,
        "rounding": fee.rounding,
        "tiers": [_tier(tier) for tier in fee.tiers],
    }


def _tier(tier: Tier) -> dict[str, Any]:
    """A band: up to and including `up_to`, the fee of one yen as numerator / denominator, or a flat one."""
    numerator, denominator = fees.ratio(tier, 1)
    amount = {"flat": tier.flat} if tier.rate is None else {"numerator": numerator, "denominator": denominator}
    return {"up_to": tier.up_to, **amount}
