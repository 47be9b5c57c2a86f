"""The calendar file of `--ics`: an event with alarms for each deadline that has a date, as phones and mail read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from mktsupport import __version__
from mktsupport.diagnose.answer import DeadlineView, DiagnosisAnswer, OutcomeView
from mktsupport.diagnose.page import counted_from, due_date, parse_date, time_left, what_then
from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.files import refuse_unwritable, write_whole
from mktsupport.japan.dates import JAPAN, Holidays
from mktsupport.japan.text import Wording
from mktsupport.page.blocks import Gap, Page, Span, row
from mktsupport.page.labels import label
from mktsupport.records import Language

# A whole day begins at midnight, when nobody wants an alarm: 9:00 on the day before and on the day itself.
_MORNINGS = (timedelta(hours=-15), timedelta(hours=9))
_LEADS = (timedelta(days=1), timedelta(hours=2), timedelta(minutes=15), timedelta())


def check_file(file: str, since: str | None, *, reaches_outcome: bool) -> None:
    """Refuse a calendar file that could never be written, before any question is asked."""
    if since is None:
        raise AskedWronglyError(
            Wording("`--ics` には起点の日時が要ります", "`--ics` needs the moment to count from"),
            Wording("`--since 2026-11-22T14:00` のように加えます", "add it (Japan's time): `--since 2026-11-22T14:00`"),
        )
    if file in ("-", "") or "\0" in file:
        raise AskedWronglyError(
            Wording("`--ics` にはファイルの名前が要ります", "`--ics` needs the name of a file"),
            Wording("`--ics deadlines.ics` のように書いてください", "write it as in `--ics deadlines.ics`"),
        )
    if not reaches_outcome:
        raise _no_outcome()
    refuse_unwritable(Path(file))


def _no_outcome() -> AskedWronglyError:
    return AskedWronglyError(
        Wording("まだ結果に着いていないので、期限がありません", "there is no result yet, and so no deadline"),
        Wording("`--ics` を外し、出る質問に `--answer` で答えます", "leave out `--ics` to see the next question"),
    )


def save(file: str, answer: DiagnosisAnswer, name: str | None, holidays: Holidays, language: Language) -> Page:
    """Write the deadlines of the outcome; the page says so. `name` is the chosen platform's."""
    if answer.outcome is None:
        raise _no_outcome()
    dates = sum(each.due is not None for each in answer.outcome.deadlines)
    if not dates:
        raise SupportError(
            Wording("この結果には日付の出る期限がありません", "this result has no deadline with a date"),
            Wording("`--ics` を外すと答えが出ます", "leave out `--ics` to see the answer"),
        )
    write_whole(Path(file), calendar(answer, answer.outcome, name, holidays, language))
    return [Gap(), row(Span(label(language, "ics-written", n=dates, file=file), "strong"))]


def calendar(
    answer: DiagnosisAnswer, outcome: OutcomeView, name: str | None, holidays: Holidays, language: Language
) -> bytes:
    """The file's bytes. The same answers and `--since` give the same UIDs, so that a second import adds no events."""
    whole = Calendar()
    whole.add("prodid", f"-//mktsupport//mktsupport {__version__}//{language.upper()}")
    whole.add("version", "2.0")
    at, since = datetime.fromisoformat(answer.at), parse_date(answer.since or answer.at)
    for number, each in enumerate(outcome.deadlines):
        if each.due is None:
            continue
        summary = label(language, "event", title=answer.title, start=each.start, after=each.after)
        event = _event(parse_date(each.due), since, at, f"{summary} ({name})" if name else summary)
        event.add("uid", _uid(answer, number))
        event.add("description", _description(each, each.due, answer, outcome, holidays, language))
        whole.add_component(event)
    return bytes(whole.to_ical())


def _event(due: datetime | date, since: datetime | date, at: datetime, summary: str) -> Event:
    event = Event()
    event.add("dtstamp", at.astimezone(UTC))
    # A moment is written in UTC, which every program reads alike; a whole day has no zone.
    event.add("dtstart", due.astimezone(UTC) if isinstance(due, datetime) else due)
    if not isinstance(due, datetime):
        event.add("dtend", due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", summary)
    for trigger in alarms(due, since, at):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", trigger)
        event.add_component(alarm)
    return event


def _uid(answer: DiagnosisAnswer, number: int) -> str:
    answers = [passed.answer for passed in answer.path]
    case = " ".join([answer.trouble, answer.platform or "-", *answers, answer.since or "-", str(number)])
    return f"{blake2b(case.encode(), digest_size=16).hexdigest()}@mktsupport"


def _description(
    each: DeadlineView,
    due: str,
    answer: DiagnosisAnswer,
    outcome: OutcomeView,
    holidays: Holidays,
    language: Language,
) -> str:
    when = label(language, "japan-time", when=due_date(each, due, holidays, language))
    past = f" {time_left(each, due, datetime.fromisoformat(answer.at), language)}" if each.standing == "past" else ""
    parts = [
        f"{counted_from(each, outcome, language)}{what_then(each)}",
        f"{when}{past}",
        "\n".join(outcome.counting),
        f"{label(language, 'evidence-line')}: {', '.join(each.facts)}" if each.facts else "",
        f"{label(language, 'replay')}:\n{answer.replay}",
    ]
    return "\n\n".join(part for part in parts if part)


def alarms(due: datetime | date, since: datetime | date, at: datetime) -> Iterator[timedelta]:
    """When to ring, from the event's beginning: at most twice, in the second half of the time, and after `at`."""
    if not isinstance(due, datetime):
        midnight = datetime.combine(due, time.min, JAPAN)
        yield from (lead for lead in _MORNINGS if midnight + lead > at)
        return
    began = since if isinstance(since, datetime) else datetime.combine(since, time.min, JAPAN)
    fitting = [lead for lead in _LEADS if lead <= (due - began) / 2][:2]
    yield from (-lead for lead in fitting if due - lead > at)
