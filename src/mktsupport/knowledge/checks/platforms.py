"""Rules on platforms: hours that can be evaluated, fees that leave nothing open, gone services that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mktsupport.japan.hours import crosses_midnight
from mktsupport.japan.words import period
from mktsupport.knowledge.book import Book
from mktsupport.knowledge.checks import Broken
from mktsupport.knowledge.checks.trees import NO_LAST, SHADOWED, ends_early, shadowed
from mktsupport.knowledge.reader import Key
from mktsupport.records import Channel, Platform, Rule, Text


def duplicate_part(book: Book) -> Iterator[Broken]:
    """Two channels or two rules of a platform share an id."""
    for entry, platform in book.platforms:
        parts: tuple[tuple[str, Sequence[Channel | Rule]], ...] = (
            ("channels", platform.channels),
            ("rules", platform.rules),
        )
        for part, items in parts:
            seen: set[str] = set()
            for n, item in enumerate(items):
                if item.id in seen:
                    yield (
                        entry,
                        (part, n, "id"),
                        Text(f"id `{item.id}` が二つあります", f"the id `{item.id}` stands here twice"),
                        Text("片方の id を変えてください", "rename one of them"),
                    )
                seen.add(item.id)


def _hours(platform: Platform) -> Iterator[tuple[tuple[Key, ...], str]]:
    for n, channel in enumerate(platform.channels):
        if channel.hours is not None:
            yield ("channels", n, "hours"), channel.hours
        if channel.busy is not None:
            yield ("channels", n, "busy", "hours"), channel.busy.hours


def bad_hours(book: Book) -> Iterator[Broken]:
    """Opening hours that do not parse, that the parser warns about, or that run past midnight."""
    from opening_hours.opening_hours import OpeningHours, ParserError

    for entry, platform in book.platforms:
        for path, hours in _hours(platform):
            try:
                told = OpeningHours(hours).warnings
            except ParserError:
                told = ["unreadable"]
            if told or crosses_midnight(hours):
                yield (
                    entry,
                    path,
                    Text(f"受付時間 `{hours}` が読み取れません", f"the hours `{hours}` cannot be followed"),
                    Text(
                        "`Mo-Fr 10:00-19:00; PH off` の形で書き、0時をまたぐ時間は日ごとに分けてください",
                        "write `Mo-Fr 10:00-19:00; PH off`, and split hours that run past midnight by day",
                    ),
                )


def tier_gap(book: Book) -> Iterator[Broken]:
    """The last fee tier ends, so that higher prices have no fee."""
    for entry, platform in book.platforms:
        for n, fee in enumerate(platform.fees):
            if ends_early([tier.up_to for tier in fee.tiers]):
                yield (entry, ("fees", n, "tiers"), *NO_LAST)


def tier_overlap(book: Book) -> Iterator[Broken]:
    """A fee tier ends at or below the one before it, or comes after one without end, so that no price falls into it."""
    for entry, platform in book.platforms:
        for n, fee in enumerate(platform.fees):
            for k in shadowed([tier.up_to for tier in fee.tiers]):
                yield (entry, ("fees", n, "tiers", k), *SHADOWED)


def overlapping_schedules(book: Book) -> Iterator[Broken]:
    """Two versions of one fee schedule are in force on the same day, or a schedule ends before it begins."""
    for entry, platform in book.platforms:
        taken: dict[str, date] = {}
        for (first, last), n in sorted((period(fee.since, fee.until), n) for n, fee in enumerate(platform.fees)):
            fee = platform.fees[n]
            before = taken.get(fee.id)
            if first > last or (before is not None and first <= before):
                yield (
                    entry,
                    ("fees", n),
                    Text(
                        f"料金表 `{fee.id}` の期間が重なるか、逆さまです",
                        f"the dates of `{fee.id}` overlap or are reversed",
                    ),
                    Text("`since` と `until` を見直してください", "mend `since` and `until`"),
                )
            taken[fee.id] = max(last, before or last)


def ended_without_help(book: Book) -> Iterator[Broken]:
    """A service is gone and names no help line to turn to."""
    for entry, platform in book.platforms:
        if platform.status.gone and not platform.helplines:
            yield (
                entry,
                ("status",),
                Text(
                    "終了したサービスなのに、代わりの相談先がありません",
                    "the service is gone and no help line is named",
                ),
                Text("`helplines` に公的な窓口を書いてください", "name public desks in `helplines`"),
            )
