"""The pages of a platform or a public desk: whom to reach, and what that rests on."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from markupsafe import Markup

from mktsupport.contact import answer as contact
from mktsupport.fee import answer as fees
from mktsupport.japan.dates import JAPAN, since_when
from mktsupport.japan.hours import Calendar
from mktsupport.japan.hours_text import hours_text
from mktsupport.japan.yen import band
from mktsupport.page.desks import ended_title
from mktsupport.page.labels import label
from mktsupport.records import Channel, Fee, Language, Platform
from mktsupport.site import linked_data
from mktsupport.site.content import Everything, Line
from mktsupport.site.labels import word
from mktsupport.site.openings import openings
from mktsupport.site.pages import Place, cited, part, rendered

SCAM = "scam"  # the trouble that the terminal leads to where a service is gone


def line(platform: Platform, channel: Channel | None, known: Everything, place: Place) -> Line:
    """A desk in one line, drawn once for all pages that stand equally deep."""
    key = (f"{platform.id}/{channel.id if channel else ''}", place.up, place.language)
    if key not in known.lines:
        dead = platform.status.gone
        html = part(
            "desk.html",
            place,
            name=contact.desk_name(platform, channel, place.language),
            value=channel.value if channel and not dead else None,
            uri=contact.uri_of(channel) if channel and not dead else None,
            cost=channel.cost if channel else "unknown",
            dead=dead,
            hours=channel.hours if channel else None,
            hours_text=_hours_text(channel, known, place.language),
            page=place.to(f"platform/{platform.id}.html") + (f"#channel-{channel.id}" if channel else ""),
        )
        known.lines[key] = Line(channel.hours if channel and not dead else None, html)
    return known.lines[key]


def platform_page(platform: Platform, known: Everything, place: Place) -> bytes:
    """Whom to reach, answer first; a service that is gone says so before anything else."""
    language = place.language
    successor = known.platforms.get(platform.status.followed_by or "")
    desks = [known.platforms[name] for name in platform.helplines if name in known.platforms]
    answer = contact.answer(
        platform,
        via=None,
        role="any",
        topic=None,
        kind=None,
        at=datetime.combine(known.looked, time(), JAPAN),
        desks=desks,
        calendar=Calendar({}, known.table_of),
        evidence=known.evidence,
        language=language,
    )
    channels = sorted(answer.channels, key=lambda channel: channel.rank)
    busy = {each.id: each.busy.hours for each in platform.channels if each.busy}
    lines = [line(each, contact.first_channel(each), known, place) for each in desks]
    gone = platform.status.gone
    named = [*((each.hours for each in channels) if not gone else ()), *(each.hours for each in lines)]
    named += busy.values() if not gone else ()
    ended, advice = (
        gone_words(platform, successor, answer.advice, language)
        if gone
        else (None, first_words(platform, answer.advice, known, language))
    )
    return rendered(
        "platform.html",
        place,
        platform=answer.platform,
        gone=gone,
        title=answer.platform.name,
        description=advice,
        advice=advice,
        ended=ended,
        successor=(successor.id, successor.name.in_language(language)) if successor else None,
        channels=channels,
        busy=busy,
        desks=lines,
        openings=openings(named, known.table_of),
        rules=answer.rules,
        troubles=[(each.id, each.title.in_language(language)) for each in known.about(platform)],
        walked=platform.id,
        scam=next((each.id for each in known.troubles if each.id == SCAM), None) if gone else None,
        schedules=[tables(schedule, language) for schedule in platform.fees],
        linked=Markup(linked_data.service(platform, language)),  # noqa: S704 - escaped where it is made
        status_facts=platform.status.facts,
        sources=cited(contact.fact_ids(platform), known.evidence, place),
    )


def gone_words(platform: Platform, successor: Platform | None, advice: str, language: Language) -> tuple[str, str]:
    """How the page of a service that is gone begins: a title, and what to do."""
    name, on = platform.name.in_language(language), platform.status.on
    if successor is None or on is None:
        return ended_title(name, on, language), advice
    told = {"name": name, "successor": successor.name.in_language(language), "on": since_when(on, language)}
    return label(language, "merged-title", **told), contact.ADVICE["advice-merged"].in_language(language, **told)


def first_words(platform: Platform, advice: str, known: Everything, language: Language) -> str:
    """What to do, said without a claim about the moment: that is the browser's to add."""
    first = contact.first_channel(platform)
    if first is None or first.hours is None:
        return advice
    hours = _hours_text(first, known, language)
    return word(language, "start-with", channel=first.name.in_language(language), hours=hours)


def _hours_text(channel: Channel | None, known: Everything, language: Language) -> str | None:
    return hours_text(channel.hours, known.table_of(channel.hours), language) if channel and channel.hours else None


def tables(schedule: Fee, language: Language) -> dict[str, Any]:
    """A fee schedule's bands in words."""
    return {
        "id": schedule.id,
        "name": schedule.name.in_language(language),
        "since": schedule.since,
        "until": schedule.until,
        "stated": schedule.rounding_stated,
        "bands": [
            (band(first, last, "yen", language), fees.rule(schedule, tier, language))
            for first, last, tier in fees.bands(schedule.tiers)
        ],
        "assumptions": [text.in_language(language) for text in schedule.assumptions],
        "facts": list(schedule.facts),
    }
