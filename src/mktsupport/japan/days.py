"""When a deadline falls, and how it was counted.

Minutes and hours are counted exactly. Days, weeks and months are counted on Japan's calendar and fall on a whole day,
whatever the hour at which they begin; the day that they begin on is not counted. A day that a month lacks becomes that
month's last (31 January and a month: 28 February). Business days leave out Saturdays, Sundays and public holidays.
Where only the day is known on which hours begin, the answer is the earliest day on which they can end.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from mktsupport.japan.text import Language
from mktsupport.japan.words import JAPAN, dated, say

LAST_DAY = date(2090, 12, 31)  # where Japan's holidays end in the library; nothing is dated beyond

Standing = Literal["ahead", "today", "past"]


class Due(NamedTuple):
    """The day or the moment of a deadline. `latest` is the last day on which it can be, where the hour is not known."""

    when: datetime | date
    latest: date


def due(after: str, since: datetime | date, holidays: Container[date]) -> Due | None:
    """What lies `after` (a `records.Duration`) from `since`, in Japan's time; None beyond the last known day.

    `holidays` must reach from `since` to wherever business days may lead.
    """
    figure, _, unit = after.partition(" ")
    number, unit = int(figure), unit.removesuffix("s")
    try:
        if unit in ("minute", "hour"):
            found = _exact(timedelta(**{f"{unit}s": number}), since)
        else:
            day = _day(number, unit, day_of(since), holidays)
            found = Due(day, day)
    except (OverflowError, ValueError):
        return None
    return found if found.latest <= LAST_DAY else None


def _exact(length: timedelta, since: datetime | date) -> Due:
    if isinstance(since, datetime):
        end = since + length
        return Due(end, end.date())
    first = datetime.combine(since, time.min) + length
    last = datetime.combine(since, time.max) + length
    return Due(first.date(), last.date())


def _day(number: int, unit: str, day: date, holidays: Container[date]) -> date:
    if unit == "month":
        from calendar import monthrange

        year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    if unit != "business day":
        return day + timedelta(days=number * (7 if unit == "week" else 1))
    while number and day <= LAST_DAY:
        day += timedelta(days=1)
        number -= day.weekday() < 5 and day not in holidays  # noqa: PLR2004 - Saturday and Sunday are 5 and 6
    return day


def day_of(when: datetime | date) -> date:
    """The day in Japan."""
    return when.astimezone(JAPAN).date() if isinstance(when, datetime) else when


def standing(found: Due, at: datetime) -> Standing:
    """Where a deadline stands at the moment `at`; a whole day is over when it ends."""
    if isinstance(found.when, datetime) and at >= found.when:
        return "past"
    today = day_of(at)
    if today > found.latest:
        return "past"
    return "ahead" if today < day_of(found.when) else "today"


def counting(
    afters: Sequence[str], starts: Sequence[str], since: datetime | date, holidays: Container[date], language: Language
) -> list[str]:
    """How the deadlines were counted and what that assumes, a sentence each."""
    when = dated(since, language, holidays)
    if not afters:
        return [say(language, "count-nothing")]
    if not starts:
        return [say(language, "count-waits", when=when)]
    names = list(dict.fromkeys(starts))
    told = [say(language, "count-one" if len(names) == 1 else "count-several", when=when, start=names[0])]
    units = {after.partition(" ")[2].removesuffix("s") for after in afters}
    if units - {"minute", "hour"}:
        told.append(say(language, "count-days"))
    told += [say(language, f"count-{unit}") for unit in ("month", "business day") if unit in units]
    if units & {"minute", "hour"}:
        told.append(say(language, "count-hours" if isinstance(since, datetime) else "count-hours-unknown"))
    return [*told, say(language, "count-margin" if units - {"minute", "hour"} else "count-screen")]
