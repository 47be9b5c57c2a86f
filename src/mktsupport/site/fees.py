"""The fee pages: a platform's schedules with what some prices cost, and one page that compares the platforms."""

from __future__ import annotations

from typing import Any

from mktsupport.errors import SupportError
from mktsupport.fee.answer import (
    bands,
    charge,
    closed_notice,
    fee_answer,
    ratio,
    rule_text,
    sample_prices,
    schedules,
)
from mktsupport.japan.yen import MAX_YEN, band, yen
from mktsupport.records import Fee, Language, Platform, Tier
from mktsupport.site.content import Everything, fee_facts
from mktsupport.site.labels import texts, word
from mktsupport.site.pages import Place, render, trust_line

# What fee.js says; no other page carries it.
SCRIPT_TEXTS = (
    *("price", "fee", "to-pay", "net", "note", "exact", "compare-title", "fee-above-price", "since-unknown"),
    *("fee-unknown", "fee-several", "from-to", "sum-seller", "sum-buyer"),
)
EXAMPLE = 10_000  # yen: what is compared until an amount is given


def fee_page(platform: Platform, known: Everything, place: Place) -> bytes:
    """A platform's schedules, and the fee on an amount."""
    language = place.language
    return render(
        "fee.html",
        place,
        title=word(language, "fee-shown", name=platform.name),
        platform=platform,
        notice=closed_notice(platform, language),
        schedules=[(fee, price_bands(fee, language), samples(fee, language)) for fee in platform.fees],
        data=script_data([platform], language),
        sources=trust_line(fee_facts(platform), known, language),
    )


def price_bands(fee: Fee, language: Language) -> list[tuple[str, str]]:
    """The bands of a schedule in words: the prices, and what is charged on them."""
    return [
        (band(first, last, "yen", language), rule_text(fee, tier, language)) for first, last, tier in bands(fee.tiers)
    ]


def samples(fee: Fee, language: Language) -> list[tuple[str, str, str]]:
    """Some prices, the fee on each, and what the seller then receives or the buyer pays."""
    sign = 1 if fee.payer == "buyer" else -1
    amounts = [(price, charge(fee, price).fee) for price in sample_prices(fee)]
    return [(yen(price, language), yen(cost, language), yen(price + sign * cost, language)) for price, cost in amounts]


def comparison_page(known: Everything, place: Place) -> bytes:
    """Every platform's fee on one amount; closed services apart."""
    language = place.language
    charging = [each for each in known.platforms.values() if each.fees]
    rows = sorted((row for each in charging for row in _rows(each, known, language)), key=lambda row: row["most"])
    return render(
        "comparison.html",
        place,
        title=word(language, "fee-title"),
        amount=yen(EXAMPLE, language),
        example=EXAMPLE,
        on=known.looked,
        current=[row for row in rows if not row["notice"]],
        closed=[row for row in rows if row["notice"]],
        data=script_data(charging, language),
    )


def _rows(platform: Platform, known: Everything, language: Language) -> list[dict[str, Any]]:
    """A platform's fee on the example: one row for each payer, from least to most if several schedules hold."""
    row = {"platform": platform, "notice": closed_notice(platform, language)}
    try:
        valid = schedules(platform, known.looked, asked=False)
    except SupportError:
        return [row | {"payer": None, "most": MAX_YEN}]
    answers = [fee_answer(platform, fee, EXAMPLE, known.looked, language, asked=False) for fee in valid]
    rows = []
    for payer in dict.fromkeys(each.payer for each in answers):
        some = [each for each in answers if each.payer == payer]
        fees = [each.fee for each in some]
        sums = [total for each in some for total in (each.total, each.net) if total is not None]
        name = some[0].name if len(some) == 1 else word(language, "fee-several", n=len(some))
        amounts = {"fee": _range(fees, language), "sum": _range(sums, language), "most": max(fees)}
        rows.append(row | amounts | {"payer": payer, "schedule": name})
    return rows


def _range(amounts: list[int], language: Language) -> str:
    least, most = yen(min(amounts), language), yen(max(amounts), language)
    return least if least == most else word(language, "from-to", least=least, most=most)


def script_data(platforms: list[Platform], language: Language) -> dict[str, Any]:
    """What fee.js reads: the texts that it shows, and the schedules."""
    tariffs = {each.id: tariff(each, language) for each in platforms}
    return {"words": texts(SCRIPT_TEXTS, language), "tariffs": tariffs}


def tariff(platform: Platform, language: Language) -> dict[str, Any]:
    """A platform's schedules as whole numbers, with the names that stand above a fee."""
    return {
        "name": platform.name.in_language(language),
        "gone": platform.status.gone,
        "notice": closed_notice(platform, language),
        "schedules": [_schedule(fee, language) for fee in platform.fees],
    }


def _schedule(fee: Fee, language: Language) -> dict[str, Any]:
    first, last = fee.period
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
    numerator, denominator = ratio(tier, 1)
    amount = {"flat": tier.flat} if tier.rate is None else {"numerator": numerator, "denominator": denominator}
    return {"up_to": tier.up_to, **amount}
