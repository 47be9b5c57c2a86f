"""Opening hours on Japan's calendar: open until when, or closed until when.

Hours are written in OpenStreetMap's `opening_hours` language. Japan's holidays are an argument, never that parser's own
(which miss 40 days of 2018-2030): each day is evaluated by itself, and on a holiday the day's own weekday stands in
for `PH`. So hours must not cross midnight; `crosses_midnight` tells.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date, datetime, time, timedelta, timezone
from typing import Literal

from msgspec import Struct

JAPAN = timezone(timedelta(hours=9), "JST")
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
State = Literal["open", "closed", "unknown"]

_HORIZON = 370  # days: a weekly desk reopens well within a year
_ALWAYS = 14  # days open: a desk that never closes has no "until"
_PH = re.compile(r"\bPH\b")
_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})\s*-\s*([0-9]{1,2}):([0-9]{2})")
_OPEN_END = re.compile(r":[0-9]{2}\+|sun(?:rise|set)|dawn|dusk")


class Standing(Struct, frozen=True):
    """A desk at one moment: `until` ends the present state, `opens` is the next opening; null where none is known."""

    state: State
    until: datetime | None = None
    opens: datetime | None = None


def crosses_midnight(hours: str) -> bool:
    """Whether a span may run into the next day (22:00-05:00, 20:00+), which day-by-day evaluation cannot follow."""
    spans = [[int(number) for number in span] for span in _SPAN.findall(hours)]
    return bool(_OPEN_END.search(hours)) or any((h2, m2) > (24, 0) or (h2, m2) <= (h1, m1) for h1, m1, h2, m2 in spans)


def state_at(hours: str | None, at: datetime, holidays: Container[date]) -> Standing:
    """Where a desk with these `hours` stands at the moment `at` (any zone): open within [start, end)."""
    if hours is None:
        return Standing("unknown")
    now = at.astimezone(JAPAN).replace(tzinfo=None)
    spans = _spans(hours, now.date(), holidays)
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


def _spans(hours: str, day: date, holidays: Container[date]) -> Iterator[tuple[datetime, datetime, State]]:
    """The desk's states one after the other from the beginning of `day`."""
    import opening_hours as oh  # noqa: PLC0415 - 19 ms, and only hours need it

    names: dict[object, State] = {oh.State.OPEN: "open", oh.State.CLOSED: "closed", oh.State.UNKNOWN: "unknown"}
    plain = oh.OpeningHours(hours)
    for day_ in (day + timedelta(days=n) for n in range(_HORIZON)):
        holiday = day_ in holidays and "PH" in hours
        rules = oh.OpeningHours(_PH.sub(WEEKDAYS[day_.weekday()], hours)) if holiday else plain
        midnight = datetime.combine(day_, time())
        for start, end, state, _ in rules.intervals(midnight, midnight + timedelta(days=1)):
            yield start, end, names[state]


def _japan(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=JAPAN) if moment else None
