"""The pages of a platform or a public desk: whom to reach, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mktsupport.contact.answer import answer, channel_view, desk_name, fact_ids, first_channel
from mktsupport.japan.dates import since_when
from mktsupport.japan.hours import Day, TableOf
from mktsupport.japan.hours_text import hours_text
from mktsupport.page.desks import ended_title
from mktsupport.records import Channel, Language, Platform
from mktsupport.site.content import Everything, Line
from mktsupport.site.fees import price_bands
from mktsupport.site.labels import word
from mktsupport.site.pages import Place, part, render, trust_line

SCAM = "scam"  # the trouble that the terminal leads to where a service is gone


def platform_page(platform: Platform, known: Everything, place: Place) -> bytes:
    """Whom to reach, with the answer first; a service that is gone says so before anything else."""
    language = place.language
    gone = platform.status.gone
    successor = known.platforms.get(platform.status.followed_by or "")
    desks = [known.platforms[name] for name in platform.helplines if name in known.platforms]
    found = answer(
        platform,
        via=None,
        role="any",
        topic=None,
        kind=None,
        at=known.at,
        desks=desks,
        calendar=known.calendar,
        evidence=known.evidence,
        language=language,
    )
    heading, advice = introduction(platform, successor, found.advice, known, language)
    channels = sorted(found.channels, key=lambda channel: channel.rank)
    busy = {each.id: each.busy.hours for each in platform.channels if each.busy and not gone}
    lines = [desk_line(each, first_channel(each), known, place) for each in desks]
    hours = [*((each.hours for each in channels) if not gone else ()), *(each.hours for each in lines), *busy.values()]
    return render(
        "platform.html",
        place,
        title=platform.name,
        description=advice,
        platform=platform,
        gone=gone,
        heading=heading,
        advice=advice,
        successor=successor,
        channels=channels,
        busy=busy,
        desks=lines,
        openings=timetables(hours, known.calendar.table_of),
        rules=found.rules,
        troubles=known.troubles_of(platform),
        scam=SCAM if gone and any(each.id == SCAM for each in known.troubles) else None,
        schedules=[(fee, price_bands(fee, language)) for fee in platform.fees],
        sources=trust_line(fact_ids(platform), known, language),
    )


def introduction(
    platform: Platform, successor: Platform | None, advice: str, known: Everything, language: Language
) -> tuple[str, str]:
    """A page's heading, and what to do without a claim about the moment, which the browser adds."""
    name, on = platform.name.in_language(language), platform.status.on
    first = first_channel(platform)
    if not platform.status.gone:
        if first and first.hours:
            advice = word(
                language,
                "start-with",
                channel=first.name,
                hours=hours_text(first.hours, known.calendar.table_of(first.hours), language),
            )
        return name, advice
    if successor is None or on is None:
        return ended_title(name, on, language), advice
    merger = {"name": name, "successor": successor.name, "on": since_when(on, language)}
    return word(language, "merged-title", **merger), word(language, "advice-merged", **merger).strip()


def desk_line(platform: Platform, channel: Channel | None, known: Everything, place: Place) -> Line:
    """A desk in one line, rendered once for all pages of the same depth."""
    key = (platform.id, channel.id if channel else None, place.up, place.language)
    if key not in known.lines:
        gone = platform.status.gone
        html = part(
            "desk.html",
            place,
            name=desk_name(platform, channel, place.language),
            page=place.to(f"platform/{platform.id}.html") + (f"#channel-{channel.id}" if channel else ""),
            gone=gone,
            channel=channel_view(platform, channel, known.at, known.calendar, known.evidence, place.language)
            if channel
            else None,
        )
        known.lines[key] = Line(channel.hours if channel and not gone else None, html)
    return known.lines[key]


def timetable(hours: str, table_of: TableOf) -> dict[str, Any] | None:
    """Opening hours for a browser: kinds of day -> Monday to Sunday, twice -> spans, each once. None if unknown."""
    table = table_of(hours)
    if table is None:
        return None
    spans: list[Day] = []
    for day in (day for kind in table.kinds for day in kind):
        if day not in spans:
            spans.append(day)
    return {
        "spans": spans,
        "kinds": [[spans.index(day) for day in kind] for kind in table.kinds],
        "days": table.days,
    }


def timetables(hours: Iterable[str | None], table_of: TableOf) -> dict[str, Any]:
    """The timetables of these hours, by the hours themselves."""
    found = {each: timetable(each, table_of) for each in dict.fromkeys(hours) if each}
    return {each: table for each, table in found.items() if table}
