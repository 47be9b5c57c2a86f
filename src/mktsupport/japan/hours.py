"""Opening hours on Japan's calendar: open until when, or closed until when.

Hours are written in OpenStreetMap's `opening_hours` language. Japan's holidays are an argument, never that parser's own
(which miss 40 days of 2018-2030): each day is evaluated by itself, and on a holiday its weekday replaces `PH`. So hours
must not cross midnight; the parser cannot tell where a span came from, so `crosses_midnight` reads the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Literal

from msgspec import Struct

from mktsupport.japan.dates import JAPAN
from mktsupport.japan.text import Bilingual

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
State = Literal["open", "closed", "unknown"]

# A day's states one after the other: from and to in minutes after midnight.
Day = list[tuple[int, int, State]]
DayOf = Callable[..., Day]

_HORIZON = 370  # days: a weekly desk reopens well within a year
_ALWAYS = 14  # days open: a desk that never closes has no "until"
_PH = re.compile(r"\bPH\b")
_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})\s*-\s*([0-9]{1,2}):([0-9]{2})")
_YEARLY = re.compile(r"\b[12][0-9]{3}\b|week|easter")
_DATED = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|\[")
_CYCLE = 28 * 365 + 7  # days, after which weekdays and dates fall together again
_A_WEEK = [date(1990, 1, n) for n in range(1, 8)]  # Monday to Sunday
_OPEN_END = re.compile(r":[0-9]{2}\+|sun(?:rise|set)|dawn|dusk")


class Timetable(Struct, frozen=True):
    """Precomputed opening hours: for each kind of day, Monday to Sunday, then the same on a holiday.

    `days` names the days of the year (12-29) whose kind is not the first.
    """

    kinds: list[list[Day]]
    days: dict[str, int] = {}

    def day(self, day: date, *, holiday: bool) -> Day:
        """The states of one day."""
        kind = self.days.get(f"{day:%m-%d}", 0) if self.days else 0
        return self.kinds[kind][day.weekday() + 7 * holiday]


TableOf = Callable[[str], Timetable | None]


class Calendar(Struct, frozen=True):
    """Japan's holidays around a moment, and the precomputed timetables."""

    holidays: Mapping[date, Bilingual]
    table_of: TableOf = lambda _: None


class Standing(Struct, frozen=True):
    """A desk at one moment: `until` ends the present state, `opens` is the next opening; null where none is known."""

    state: State
    until: datetime | None = None
    opens: datetime | None = None


def crosses_midnight(hours: str) -> bool:
    """Whether a span may run into the next day (22:00-05:00, 20:00+), which day-by-day evaluation cannot follow."""
    spans = [[int(number) for number in span] for span in _SPAN.findall(hours)]
    return bool(_OPEN_END.search(hours)) or any((h2, m2) > (24, 0) or (h2, m2) <= (h1, m1) for h1, m1, h2, m2 in spans)


def state_at(
    hours: str | None, at: datetime, holidays: Container[date], table_of: TableOf = lambda _: None
) -> Standing:
    """Where a desk with these `hours` stands at the moment `at` (any zone): open within [start, end)."""
    if hours is None:
        return Standing("unknown")
    now = at.astimezone(JAPAN).replace(tzinfo=None)
    spans = _spans(hours, now.date(), holidays, table_of(hours))
    state = next(state for start, end, state in spans if start <= now < end)
    until: datetime | None = None
    opens: datetime | None = None
    for start, _, following in spans:
        if until is None and following != state:
            until = start
        if state == "open" and until is None and start - now > timedelta(days=_ALWAYS):
            break
        if until is not None and following == "open":
            opens = start
            break
    if state != "open":
        until = None
    return Standing(state, _japan(until), _japan(opens))


def _spans(
    hours: str, first: date, holidays: Container[date], table: Timetable | None
) -> Iterator[tuple[datetime, datetime, State]]:
    """The desk's states one after the other from the beginning of the `first` day."""
    day_of = _live(hours) if table is None else table.day
    for day in (first + timedelta(days=n) for n in range(_HORIZON)):
        midnight = datetime.combine(day, time())
        for start, end, state in day_of(day, holiday=day in holidays):
            yield midnight + timedelta(minutes=start), midnight + timedelta(minutes=end), state


def _live(hours: str) -> DayOf:
    """The states of any day, evaluated by the parser."""
    import opening_hours as oh

    names: dict[object, State] = {oh.State.OPEN: "open", oh.State.CLOSED: "closed", oh.State.UNKNOWN: "unknown"}
    # The rules as they stand, then with each weekday in place of PH.
    rules = [oh.OpeningHours(hours), *(oh.OpeningHours(_PH.sub(name, hours)) for name in WEEKDAYS)]

    def day_of(day: date, *, holiday: bool) -> Day:
        midnight = datetime.combine(day, time())
        spans = rules[day.weekday() + 1 if holiday else 0].intervals(midnight, midnight + timedelta(days=1))
        return [(_minutes(start - midnight), _minutes(end - midnight), names[state]) for start, end, state, _ in spans]

    return day_of


def _minutes(span: timedelta) -> int:
    return span.days * 1440 + span.seconds // 60


def timetable(hours: str) -> Timetable | None:
    """The hours of every day of the year; None if they depend on the year itself."""
    if _YEARLY.search(hours):
        return None
    day_of = _live(hours)
    named = _calendar_days() if _DATED.search(hours) else {"": _A_WEEK}
    weeks = {
        name: [day_of(day, holiday=holiday) for holiday in (False, True) for day in dates]
        for name, dates in named.items()
    }
    alike: list[tuple[list[Day], list[str]]] = []
    for name, week in weeks.items():
        for kind, names in alike:
            if kind == week:
                names.append(name)
                break
        else:
            alike.append((week, [name]))
    alike.sort(key=lambda each: -len(each[1]))  # the kind of most days comes first and needs no names
    days = {name: n for n, (_, names) in enumerate(alike) if n for name in names}
    return Timetable([kind for kind, _ in alike], days)


def _calendar_days() -> dict[str, list[date]]:
    """For each day of the year (12-29), a Monday to a Sunday that it once was."""
    days: dict[str, dict[int, date]] = {}
    for day in (date(1990, 1, 1) + timedelta(days=n) for n in range(_CYCLE)):
        days.setdefault(f"{day:%m-%d}", {}).setdefault(day.weekday(), day)
    return {name: [found[weekday] for weekday in range(7)] for name, found in days.items()}


def _japan(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=JAPAN) if moment else None
