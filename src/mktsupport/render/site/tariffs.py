"""The fee page: the schedules themselves, as tables and as whole numbers that a browser counts with."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from mktsupport import contact, fees
from mktsupport.fees import period
from mktsupport.records import Fee, Language, Platform, Tier
from mktsupport.render.site.fee_chart import fee_chart
from mktsupport.render.site.gathering import Everything
from mktsupport.render.site.pages import Place, cited, rendered
from mktsupport.render.site.places import tables
from mktsupport.render.site.words import word


def fee_page(known: Everything, place: Place) -> bytes:
    """Amount in, fee out, for every platform whose fees are known; the one meant by default stands first."""
    language = place.language
    charging = sorted(
        (each for each in known.platforms.values() if each.fees), key=lambda each: not each.default_for_fees
    )
    names = [name for each in charging for fee in each.fees for name in (*fee.facts, *_tiers_facts(fee))]
    return rendered(
        "fee.html",
        place,
        title=word(language, "fee-title"),
        description="",
        default=charging[0].id if charging else "",
        platforms=[_shown(each, language) for each in charging],
        tariffs={each.id: tariff(each, language) for each in charging},
        sources=cited(names, known.evidence, place),
    )


def _tiers_facts(fee: Fee) -> list[str]:
    return [name for tier in fee.tiers for name in tier.facts]


def _shown(platform: Platform, language: Language) -> dict[str, Any]:
    return {
        "id": platform.id,
        "name": platform.name.in_language(language),
        "gone": contact.gone(platform),
        "notice": fees.closed(platform, language),
        "tables": [
            (tables(fee, language), Markup(fee_chart(fee, language)))  # noqa: S704 - escaped where it is made
            for fee in platform.fees
        ],
    }


def tariff(platform: Platform, language: Language) -> dict[str, Any]:
    """A platform's schedules as whole numbers, with the names that stand above a fee."""
    return {
        "name": platform.name.in_language(language),
        "gone": contact.gone(platform),
        "notice": fees.closed(platform, language) if contact.gone(platform) else None,
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
