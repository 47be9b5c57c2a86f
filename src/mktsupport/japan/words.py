"""What the program itself says, in both languages, and how it says dates, durations, money and hours."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from datetime import date, datetime, timedelta, timezone

from mktsupport.japan.text import Bilingual, Language, Wording

JAPAN = timezone(timedelta(hours=9), "JST")

WORDS = {
    "fee-above-price": Wording(
        "手数料が代金を上回ります。料金表に下限の定めがないためです。",
        "The fee exceeds the price: the table has no lower limit.",
    ),
    "since-unknown": Wording("いつからの料金かは分かっていません。", "Since when this table applies is not known."),
    "advice-ended": Wording(
        "{name}は{on}に終了しました。載っている番号や宛先は記録です。別の人のものになっているかもしれないので、連絡しないでください。",
        "{name} ended {on}. Its numbers and addresses are records: do not use them, they may belong to someone else now.",
    ),
    "advice-ended-unknown": Wording(
        "{name}は終了しました。載っている番号や宛先は記録です。連絡しないでください。",
        "{name} has ended. Its numbers and addresses are records: do not use them.",
    ),
    "advice-merged": Wording(
        "{name}は{on}に{successor}へ統合されました。{successor}の窓口を使います。",
        "{name} was merged into {successor} {on}. Use {successor}'s channels. ",
    ),
    "advice-open": Wording("いま{channel}で連絡できます({until}まで)。", "{channel} is open now, until {until}."),
    "advice-always": Wording("いま{channel}で連絡できます(いつでも受付)。", "{channel} is open now, around the clock."),
    "advice-busy": Wording("ただしいまは混みやすい時間です。", "This is a busy hour, though."),
    "advice-closed": Wording(
        "いま{channel}は受付時間外です。次は{opens}からです。", "{channel} is closed now. It opens {opens}."
    ),
    "advice-shut": Wording(
        "いま{channel}は受付時間外です。次にいつ開くかは分かっていません。",
        "{channel} is closed now; when it opens next is not known.",
    ),
    "advice-other": Wording("待てないときは{channel}を使います。", "If you cannot wait, use {channel}."),
    "advice-unknown": Wording(
        "受付時間は分かっていません。まず{channel}から連絡します。",
        "Opening hours are not known. Start with {channel}.",
    ),
    "advice-none": Wording(
        "連絡できる窓口が分かっていません。公的な相談先を使います。",
        "No way to reach them is known. Turn to the public help lines.",
    ),
    "advice-nothing-fits": Wording(
        "その条件に合う窓口はありません。条件を外すと全部の窓口が出ます。",
        "No channel fits these conditions. Leave them out to see every channel.",
    ),
    "count-one": Wording(
        "日本時間の{when}を「{start}」の時とみなして数えました。",
        "Counted from {when}, Japan's time, taken as the moment of: {start}.",
    ),
    "count-several": Wording(
        "日本時間の{when}から数えました。起点は期限ごとに違うので、起点がこの時でないものは、その日時で調べ直してください。",
        "Counted from {when}, Japan's time. These begin at different moments, so a date holds only if its own beginning was then; for the others, ask again with theirs.",
    ),
    "count-waits": Wording(
        "待つ時間は、日本時間の{when}にその手順を終えたとみなして数えました。",
        "Waits are counted as if the step had been done on {when}, Japan's time.",
    ),
    "count-nothing": Wording(
        "この結果には期限も待ち時間もないので、`--since` で変わるところはありません。",
        "This result has no deadlines and no waits, so `--since` changes nothing.",
    ),
    "count-days": Wording(
        "日・週・月は日本の暦で数え、起点の日は数えません(翌日が1日目)。",
        "Days, weeks and months are calendar days in Japan; the day itself is not counted, the next is day 1.",
    ),
    "count-month": Wording(
        "同じ日がない月は、月の終わりの日にします。", "A day that a month lacks becomes that month's last."
    ),
    "count-business day": Wording(
        "営業日には土日と祝日を入れません(年末年始の休みは考えに入れていません)。",
        "Business days leave out Saturdays, Sundays and public holidays, but not the break around New Year.",
    ),
    "count-hours": Wording("時間と分は、その時刻からそのまま数えます。", "Hours and minutes are counted exactly."),
    "count-hours-unknown": Wording(
        "時間で決まる期限は、時刻がわからないので、いちばん早い日を出しています。時刻は `--since 2026-11-22T14:00` のように加えられます。",
        "For deadlines in hours the earliest possible day is shown; add the time, as in `--since 2026-11-22T14:00`, for the moment.",
    ),
    "count-margin": Wording(
        "数え方を書いていない出典もあるので、1日の余裕をみてください。サービスの画面に日時があれば、そちらが優先です。",
        "Some sources do not say how they count, so keep a day in hand. Where the service's own screen shows a date, go by that.",
    ),
    "count-screen": Wording(
        "サービスの画面に日時があれば、そちらが優先です。", "Where the service's own screen shows a time, go by that."
    ),
    "always": Wording("いつでも", "around the clock"),
    "asked-amount": Wording("{amount}{unit}", "{amount} {unit}"),
    "unit-yen": Wording("円", "yen"),
    "unit-days": Wording("日", "days"),
    "unit-hours": Wording("時間", "hours"),
}

_UNITS = {
    "minute": ("分", "minute"),
    "hour": ("時間", "hour"),
    "day": ("日", "day"),
    "business day": ("営業日", "business day"),
    "week": ("週間", "week"),
    "month": ("か月", "month"),
}
_JA_DAYS = "月火水木金土日"
_EN_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_OH_DAYS = {"Mo": 0, "Tu": 1, "We": 2, "Th": 3, "Fr": 4, "Sa": 5, "Su": 6}


def say(language: Language, key: str, /, **values: object) -> str:
    """The sentence called `key`, with its values filled in."""
    return WORDS[key].in_language(language).format(**values)


def yen(amount: int, language: Language) -> str:
    """25,000円 or 25,000 yen."""
    return f"{amount:,}円" if language == "ja" else f"{amount:,} yen"


def band(first: int, last: int | None, unit: str, language: Language) -> str:
    """A range of amounts: 1〜10,000円 or 1–10,000 yen; without an end, 20,001円〜 or 20,001 yen and up."""
    word = say(language, f"unit-{unit}")
    if language == "ja":
        return f"{first:,}〜{last:,}{word}" if last is not None else f"{first:,}{word}〜"
    return f"{first:,}–{last:,} {word}" if last is not None else f"{first:,} {word} and up"


def day_of(partial: str, *, last: bool = False) -> date:
    """The first or the last day of a partial date; raises ValueError for a day that never was."""
    import calendar

    year, month, day = ([int(part) for part in partial.split("-")] + [0, 0])[:3]
    month = month or (12 if last else 1)
    return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))


def period(since: str | None, until: str | None) -> tuple[date, date]:
    """The first and the last day of a time between two partial dates: an end in 2018-05 is the 31st."""
    return date.min if since is None else day_of(since), date.max if until is None else day_of(until, last=True)


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
    month = _MONTHS[numbers[0] - 1]
    return f"{month} {year}" if len(numbers) == 1 else f"{numbers[1]} {month} {year}"


def since_when(text: str, language: Language) -> str:
    """A partial date as the time of an event: 2018年5月, in May 2018, on 26 August 2021."""
    told = partial_date(text, language)
    return told if language == "ja" else f"{'on' if text.count('-') == 2 else 'in'} {told}"  # noqa: PLR2004 - year-month-day


def moment(then: datetime, now: datetime, language: Language, holidays: Mapping[date, Bilingual]) -> str:
    """A moment soon after `now`: 19:00, あす 10:00, 9月23日(水・祝) 10:00, Wed 23 September 10:00 (holiday)."""
    time = f"{then:%H:%M}"
    days = (then.date() - now.date()).days
    if days == 0:
        return time
    if language == "ja":
        day = f"{then.month}月{then.day}日({_JA_DAYS[then.weekday()]}{'・祝' if then.date() in holidays else ''})"
        return f"あす{day} {time}" if days == 1 else f"{day} {time}"
    day = f"{_EN_DAYS[then.weekday()]} {then.day} {_MONTHS[then.month - 1]}"
    mark = " (holiday)" if then.date() in holidays else ""
    return f"{'tomorrow, ' if days == 1 else ''}{day}, {time}{mark}"


def full_moment(now: datetime, language: Language, holidays: Mapping[date, Bilingual]) -> str:
    """The moment of asking, with its weekday, holiday and zone."""
    holiday = holidays.get(now.date())
    if language == "ja":
        name = f"・{holiday.ja}" if holiday else ""
        return f"{now.year}年{now.month}月{now.day}日({_JA_DAYS[now.weekday()]}{name}) {now:%H:%M} 日本時間"
    name = f", {holiday.en}" if holiday else ""
    return f"{_EN_DAYS[now.weekday()]} {now.day} {_MONTHS[now.month - 1]} {now.year} {now:%H:%M} Japan time{name}"


def dated(when: datetime | date, language: Language, holidays: Container[date]) -> str:
    """A day, or a moment, by its date: 2026年11月24日(火) 14:00, Tue 24 November 2026, 14:00."""
    timed = isinstance(when, datetime)
    holiday = (when.date() if isinstance(when, datetime) else when) in holidays
    if language == "ja":
        day = f"{when.year}年{when.month}月{when.day}日({_JA_DAYS[when.weekday()]}{'・祝' if holiday else ''})"
        return f"{day} {when:%H:%M}" if timed else day
    day = f"{_EN_DAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]} {when.year}"
    return day + (f", {when:%H:%M}" if timed else "") + (" (holiday)" if holiday else "")


def hours_text(hours: str, language: Language) -> str:
    """Opening hours in words, or as written where they are more than days and times."""
    if hours == "24/7":
        return say(language, "always")
    parts = [_hours_part(part.strip(), language) for part in hours.split(";")]
    return " / ".join(part for part in parts if part is not None) if None not in parts else hours


def _hours_part(part: str, language: Language) -> str | None:
    match = re.fullmatch(r"(?:([A-Za-z,\- ]+?)\s+)?(\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*|off)", part)
    if match is None:
        return None
    days, times = match.groups()
    ja = language == "ja"
    told = []
    for name in (days or "").replace(" ", "").split(","):
        ends = name.split("-")
        if name == "PH":
            told.append("祝" if ja else "holidays")
        elif all(end in _OH_DAYS for end in ends):
            named = [(_JA_DAYS if ja else _EN_DAYS)[_OH_DAYS[end]] for end in ends]
            told.append(("〜" if ja else "–").join(named))
        elif name:
            return None
    when = ("・" if ja else ", ").join(told)
    if times == "off":
        return f"{when}は休み" if ja else f"closed on {when}"
    clock = times.replace("-", "〜" if ja else "–").replace(",", "、" if ja else ", ")
    return f"{when} {clock}".strip()
