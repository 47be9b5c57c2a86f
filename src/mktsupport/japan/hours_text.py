"""Opening hours in words, told from the timetable that also decides whether a desk is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from mktsupport.japan.dates import MONTHS, WEEKDAYS_EN, WEEKDAYS_JA
from mktsupport.japan.hours import Day, Timetable
from mktsupport.japan.text import Language, Wording

_ALWAYS = Wording("いつでも", "around the clock")
_CLOSED = Wording("休み", "closed")
_PERHAPS = Wording("{times}(開いているかは不明)", "{times} (not confirmed)")
_CLOSED_ON_HOLIDAYS = Wording("祝は休み", "closed on holidays")
_HOLIDAY = 7  # after the weekdays, 0 to 6
_RANGE = 3  # days in a row: fewer are named one by one
_MOST_PERIODS = 4  # of the year: more cannot be read at a glance


def hours_text(hours: str, table: Timetable | None, language: Language) -> str:
    """`hours` in words; as they are written where they depend on the year or are too irregular."""
    if table is None:
        return hours
    weeks = [_week(kind, language) for kind in table.kinds]
    periods = _periods(table.days)
    if None in weeks or len(periods) > _MOST_PERIODS:
        return hours
    if not periods:
        return str(weeks[0])
    if language == "ja":
        exceptions = "、".join(f"{_period(first, last, language)} {weeks[kind]}" for kind, first, last in periods)
        return f"{weeks[0]}({exceptions})"
    exceptions = "; ".join(f"{_period(first, last, language)}: {weeks[kind]}" for kind, first, last in periods)
    return f"{weeks[0]} ({exceptions})"


def _week(kind: Sequence[Day], language: Language) -> str | None:
    """Monday to Sunday and the holidays among them; None where a holiday's hours depend on its weekday."""
    times = [_times(day, language) for day in kind]
    week, holidays = times[:_HOLIDAY], times[_HOLIDAY:]
    if len(set(times)) == 1:
        whole = kind[0] == [(0, 24 * 60, "open")]
        return _ALWAYS.in_language(language) if whole else times[0] or _CLOSED.in_language(language)
    days: dict[str, list[int]] = {}
    for weekday, text in enumerate(week):
        days.setdefault(text, []).append(weekday)
    if holidays != week:
        if len(set(holidays)) > 1:
            return None
        days.setdefault(holidays[0], []).append(_HOLIDAY)
    parts = [f"{_day_names(named, language)} {text}" for text, named in days.items() if text]
    if _HOLIDAY in days.get("", ()):
        parts.append(_CLOSED_ON_HOLIDAYS.in_language(language))
    return " / ".join(parts)


def _times(day: Day, language: Language) -> str:
    """10:00〜12:00、13:00〜17:00; nothing for a day that is closed."""
    return ("、" if language == "ja" else ", ").join(_spans(day, language))


def _spans(day: Day, language: Language) -> Iterator[str]:
    for start, end, state in day:
        if state != "closed":
            dash = "〜" if language == "ja" else "–"
            times = f"{start // 60:02}:{start % 60:02}{dash}{end // 60:02}:{end % 60:02}"
            yield times if state == "open" else _PERHAPS.in_language(language, times=times)


def _day_names(days: Sequence[int], language: Language) -> str:
    """月〜金・祝; Mon–Fri, holidays."""
    names = [*WEEKDAYS_JA, "祝"] if language == "ja" else [*WEEKDAYS_EN, "holidays"]
    parts: list[str] = []
    for _, group in groupby(enumerate(days), key=lambda each: (each[1] == _HOLIDAY, each[1] - each[0])):
        run = [names[day] for _, day in group]
        parts += [f"{run[0]}{'〜' if language == 'ja' else '–'}{run[-1]}"] if len(run) >= _RANGE else run
    return ("・" if language == "ja" else ", ").join(parts)


def _periods(days: dict[str, int]) -> list[tuple[int, date, date]]:
    """The kind, the first and the last day of each run of days of one kind; the one over New Year stands last."""
    found: list[tuple[int, date, date]] = []
    for day, kind in sorted((date.fromisoformat(f"2000-{name}"), kind) for name, kind in days.items()):
        if found and found[-1][0] == kind and (day - found[-1][2]).days == 1:
            found[-1] = (kind, found[-1][1], day)
        else:
            found.append((kind, day, day))
    if len(found) > 1 and found[0][:2] == (found[-1][0], date(2000, 1, 1)) and found[-1][2] == date(2000, 12, 31):
        kind, first, _ = found.pop()
        found = [*found[1:], (kind, first, found[0][2])]
    return found


def _period(first: date, last: date, language: Language) -> str:
    """12/29〜1/3, 29 December–3 January."""
    ends = list(dict.fromkeys([first, last]))
    if language == "ja":
        return "〜".join(f"{day.month}/{day.day}" for day in ends)
    return "–".join(f"{day.day} {MONTHS[day.month - 1]}" for day in ends)
