"""When a deadline falls, and how it was counted.

Minutes and hours are counted exactly. Days, weeks and months are counted on Japan's calendar and end with a whole day,
at whatever hour they begin; the first day is not counted. A day that a month does not have becomes the last day of that
month (31 January and a month: 28 February). Business days leave out Saturdays, Sundays and public holidays.
If only the day is known when hours begin, the answer is the earliest day on which they can end.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from mktsupport.japan.dates import JAPAN, dated
from mktsupport.japan.text import Language, Wording

LAST_DAY = date(2090, 12, 31)  # where Japan's holidays end in the library; nothing is dated beyond

Standing = Literal["ahead", "today", "past"]

COUNTED = {
    "one": Wording(
        "日本時間の{when}を「{start}」の時とみなして数えました。",
        "Counted from {when}, Japan's time, taken as the moment of: {start}.",
    ),
    "several": Wording(
        "日本時間の{when}から数えました。起点は期限ごとに違うので、起点がこの時でないものは、その日時で調べ直してください。",
        "Counted from {when}, Japan's time. These begin at different moments, so a date holds only if its own beginning was then; for the others, ask again with theirs.",
    ),
    "waits": Wording(
        "待つ時間は、日本時間の{when}にその手順を終えたとみなして数えました。",
        "Waits are counted as if the step had been done on {when}, Japan's time.",
    ),
    "nothing": Wording(
        "この結果には期限も待ち時間もないので、`--since` で変わるところはありません。",
        "This result has no deadlines and no waits, so `--since` changes nothing.",
    ),
    "days": Wording(
        "日・週・月は日本の暦で数え、起点の日は数えません(翌日が1日目)。",
        "Days, weeks and months are calendar days in Japan; the day itself is not counted, the next is day 1.",
    ),
    "month": Wording(
        "同じ日がない月は、月の終わりの日にします。", "A day that a month lacks becomes that month's last."
    ),
    "business day": Wording(
        "営業日には土日と祝日を入れません(年末年始の休みは考えに入れていません)。",
        "Business days leave out Saturdays, Sundays and public holidays, but not the break around New Year.",
    ),
    "hours": Wording("時間と分は、その時刻からそのまま数えます。", "Hours and minutes are counted exactly."),
    "hours-unknown": Wording(
        "時間で決まる期限は、時刻がわからないので、いちばん早い日を出しています。時刻は `--since 2026-11-22T14:00` のように加えられます。",
        "For deadlines in hours the earliest possible day is shown; add the time, as in `--since 2026-11-22T14:00`, for the moment.",
    ),
    "margin": Wording(
        "数え方を書いていない出典もあるので、1日の余裕をみてください。サービスの画面に日時があれば、そちらが優先です。",
        "Some sources do not say how they count, so keep a day in hand. Where the service's own screen shows a date, go by that.",
    ),
    "screen": Wording(
        "サービスの画面に日時があれば、そちらが優先です。", "Where the service's own screen shows a time, go by that."
    ),
}


class Due(NamedTuple):
    """The day or the moment of a deadline. `latest` is the last day on which it can be, where the hour is not known."""

    when: datetime | date
    latest: date


def due(after: str, since: datetime | date, holidays: Container[date]) -> Due | None:
    """The end of `after` (a `records.Duration`), counted from `since`, in Japan's time; None beyond `LAST_DAY`.

    `holidays` must reach from `since` to wherever business days may lead.
    """
    figure, _, unit = after.partition(" ")
    number, unit = int(figure), unit.removesuffix("s")
    try:
        if unit in ("minute", "hour"):
            found = _exact(timedelta(**{f"{unit}s": number}), since)
        else:
            day = _day(number, unit, japan_day(since), holidays)
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


def japan_day(when: datetime | date) -> date:
    """The day in Japan."""
    return when.astimezone(JAPAN).date() if isinstance(when, datetime) else when


def standing(found: Due, at: datetime) -> Standing:
    """Where a deadline stands at the moment `at`; a whole day is over when it ends."""
    if isinstance(found.when, datetime) and at >= found.when:
        return "past"
    today = japan_day(at)
    if today > found.latest:
        return "past"
    return "ahead" if today < japan_day(found.when) else "today"


def counting(
    afters: Sequence[str], starts: Sequence[str], since: datetime | date, holidays: Container[date], language: Language
) -> list[str]:
    """How the deadlines were counted and what that assumes, a sentence each."""
    names = list(dict.fromkeys(starts))
    units = {after.partition(" ")[2].removesuffix("s") for after in afters}
    in_days = bool(units - {"minute", "hour"})
    if not afters:
        keys = ["nothing"]
    elif not starts:
        keys = ["waits"]
    else:
        keys = ["one" if len(names) == 1 else "several"]
        keys += ["days"] if in_days else []
        keys += [unit for unit in ("month", "business day") if unit in units]
        if units & {"minute", "hour"}:
            keys.append("hours" if isinstance(since, datetime) else "hours-unknown")
        keys.append("margin" if in_days else "screen")
    when, start = dated(since, language, holidays), names[0] if names else ""
    return [COUNTED[key].in_language(language, when=when, start=start) for key in keys]
