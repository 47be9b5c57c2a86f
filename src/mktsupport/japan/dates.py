"""Dates, moments and durations of Japan in words."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date, datetime, timedelta, timezone

from mktsupport.japan.text import Bilingual, Language

JAPAN = timezone(timedelta(hours=9), "JST")

Holidays = Mapping[date, Bilingual]

_UNITS = {
    "minute": ("分", "minute"),
    "hour": ("時間", "hour"),
    "day": ("日", "day"),
    "business day": ("営業日", "business day"),
    "week": ("週間", "week"),
    "month": ("か月", "month"),
}
WEEKDAYS_JA = "月火水木金土日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def day_of(partial: str, *, last: bool = False) -> date:
    """The first or the last day of a partial date; ValueError for a day that does not exist."""
    import calendar

    year, month, day = ([int(part) for part in partial.split("-")] + [0, 0])[:3]
    month = month or (12 if last else 1)
    return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))


def duration(text: str, language: Language) -> str:
    """`3 days` as 3日 or 3 days."""
    number, _, unit = text.partition(" ")
    ja, en = _UNITS[unit.removesuffix("s")]
    return f"{number}{ja}" if language == "ja" else f"{number} {en}{'' if number == '1' else 's'}"


def partial_date(text: str, language: Language) -> str:
    """A day, month or year as exact as it is known: 2018年5月, May 2018, 26 August 2021."""
    year, *rest = text.split("-")
    numbers = [int(part) for part in rest]
    if language == "ja":
        return f"{int(year)}年" + "".join(f"{n}{unit}" for n, unit in zip(numbers, "月日", strict=False))
    if not numbers:
        return year
    month = MONTHS[numbers[0] - 1]
    return f"{month} {year}" if len(numbers) == 1 else f"{numbers[1]} {month} {year}"


def since_when(text: str, language: Language) -> str:
    """A partial date as the time of an event: 2018年5月, in May 2018, on 26 August 2021."""
    told = partial_date(text, language)
    return told if language == "ja" else f"{'on' if text.count('-') == 2 else 'in'} {told}"  # noqa: PLR2004 - year-month-day


def moment(then: datetime, now: datetime, language: Language, holidays: Holidays) -> str:
    """A moment soon after `now`: 19:00, あす 10:00, 9月23日(水・祝) 10:00, Wed 23 September 10:00 (holiday)."""
    time = f"{then:%H:%M}"
    days = (then.date() - now.date()).days
    if days == 0:
        return time
    if language == "ja":
        day = f"{then.month}月{then.day}日({WEEKDAYS_JA[then.weekday()]}{'・祝' if then.date() in holidays else ''})"
        return f"あす{day} {time}" if days == 1 else f"{day} {time}"
    day = f"{WEEKDAYS_EN[then.weekday()]} {then.day} {MONTHS[then.month - 1]}"
    mark = " (holiday)" if then.date() in holidays else ""
    return f"{'tomorrow, ' if days == 1 else ''}{day}, {time}{mark}"


def full_moment(now: datetime, language: Language, holidays: Holidays) -> str:
    """The moment of asking, with its weekday, holiday and zone."""
    holiday = holidays.get(now.date())
    if language == "ja":
        name = f"・{holiday.ja}" if holiday else ""
        return f"{now.year}年{now.month}月{now.day}日({WEEKDAYS_JA[now.weekday()]}{name}) {now:%H:%M} 日本時間"
    name = f", {holiday.en}" if holiday else ""
    return f"{WEEKDAYS_EN[now.weekday()]} {now.day} {MONTHS[now.month - 1]} {now.year} {now:%H:%M} Japan time{name}"


def dated(when: datetime | date, language: Language, holidays: Container[date]) -> str:
    """A day, or a moment, by its date: 2026年11月24日(火) 14:00, Tue 24 November 2026, 14:00."""
    timed = isinstance(when, datetime)
    holiday = (when.date() if isinstance(when, datetime) else when) in holidays
    if language == "ja":
        day = f"{when.year}年{when.month}月{when.day}日({WEEKDAYS_JA[when.weekday()]}{'・祝' if holiday else ''})"
        return f"{day} {when:%H:%M}" if timed else day
    day = f"{WEEKDAYS_EN[when.weekday()]} {when.day} {MONTHS[when.month - 1]} {when.year}"
    return day + (f", {when:%H:%M}" if timed else "") + (" (holiday)" if holiday else "")


def period(since: str | None, until: str | None) -> tuple[date, date]:
    """The first and the last day of a time between two partial dates: an end in 2018-05 is the 31st."""
    return date.min if since is None else day_of(since), date.max if until is None else day_of(until, last=True)
