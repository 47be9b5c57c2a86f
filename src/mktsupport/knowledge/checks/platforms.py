"""Checks of platforms: hours that can be evaluated, schedules that do not overlap, help where a service is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mktsupport.japan.hours import crosses_midnight
from mktsupport.knowledge.book import Book
from mktsupport.knowledge.checks import Broken, channels
from mktsupport.records import Platform


def duplicate_part(book: Book) -> Iterator[Broken]:
    """Two channels or two rules of a platform share an id."""
    for entry, platform in book.of(Platform):
        for part in ("channels", "rules"):
            ids = [each.id for each in getattr(platform, part)]
            yield from ((entry, (part, n, "id"), {"name": name}) for n, name in enumerate(ids) if name in ids[:n])


def bad_hours(book: Book) -> Iterator[Broken]:
    """Opening hours that do not parse, that the parser warns about, or that run past midnight."""
    from opening_hours.opening_hours import OpeningHours, ParserError

    def readable(hours: str) -> bool:
        try:
            return not OpeningHours(hours).warnings and not crosses_midnight(hours)
        except ParserError:
            return False

    for entry, place, channel in channels(book):
        if channel.hours is not None and not readable(channel.hours):
            yield entry, (*place, "hours"), {"hours": channel.hours}
        if channel.busy is not None and not readable(channel.busy.hours):
            yield entry, (*place, "busy", "hours"), {"hours": channel.busy.hours}


def overlapping_schedules(book: Book) -> Iterator[Broken]:
    """Two versions of one fee schedule are in force on the same day, or a schedule ends before it begins."""
    for entry, platform in book.of(Platform):
        taken: dict[str, date] = {}
        for (first, last), n in sorted((fee.period, n) for n, fee in enumerate(platform.fees)):
            name = platform.fees[n].id
            before = taken.get(name)
            if first > last or (before is not None and first <= before):
                yield entry, ("fees", n), {"name": name}
            taken[name] = max(last, before or last)


def ended_without_help(book: Book) -> Iterator[Broken]:
    """A service is gone and names no help line to turn to."""
    for entry, platform in book.of(Platform):
        if platform.status.gone and not platform.helplines:
            yield entry, ("status",), {}
