"""Deadlines as an iCalendar file: an event for each dated one, with alarms, as phones and mail programs import it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b

from icalendar import Alarm, Calendar, Event

from mktsupport import __version__
from mktsupport.diagnose.deadlines_page import away, basis, read, when
from mktsupport.japan.dates import JAPAN, Holidays
from mktsupport.page.labels import label
from mktsupport.records import Language
from mktsupport.views import DeadlineView, DiagnosisAnswer, OutcomeView

# A whole day begins at midnight, when nobody wants an alarm: nine in the morning of the day before, and of the day.
_MORNINGS = (timedelta(hours=-15), timedelta(hours=9))
_LEADS = (timedelta(days=1), timedelta(hours=2), timedelta(minutes=15), timedelta())


def calendar(
    answer: DiagnosisAnswer, outcome: OutcomeView, name: str | None, holidays: Holidays, language: Language
) -> bytes:
    """The file. The same answers and `--since` give the same UIDs: importing it again brings no second event."""
    whole = Calendar()
    whole.add("prodid", f"-//mktsupport//mktsupport {__version__}//{language.upper()}")
    whole.add("version", "2.0")
    for number, each in enumerate(outcome.deadlines):
        if each.due is not None:
            whole.add_component(_event(number, each, answer, outcome, name, holidays, language))
    return bytes(whole.to_ical())


def _event(
    number: int,
    each: DeadlineView,
    answer: DiagnosisAnswer,
    outcome: OutcomeView,
    name: str | None,
    holidays: Holidays,
    language: Language,
) -> Event:
    assert each.due is not None  # noqa: S101 - the caller has looked
    at, due, since = datetime.fromisoformat(answer.at), read(each.due), read(answer.since or answer.at)
    told = label(language, "event", title=answer.title, start=each.start, after=each.after)
    summary = f"{told} ({name})" if name else told
    event = Event()
    event.add("uid", _uid(answer, number))
    event.add("dtstamp", at.astimezone(UTC))
    # A moment is written in UTC, which every program reads alike; a whole day has no zone.
    event.add("dtstart", due.astimezone(UTC) if isinstance(due, datetime) else due)
    if not isinstance(due, datetime):
        event.add("dtend", due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", summary)
    event.add("description", _description(each, answer, outcome, at, holidays, language))
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
    answer: DiagnosisAnswer,
    outcome: OutcomeView,
    at: datetime,
    holidays: Holidays,
    language: Language,
) -> str:
    date_told = label(language, "japan-time", when=when(each, language, holidays))
    past = f" {away(each, at, language)}" if each.standing == "past" else ""
    facts = f"{label(language, 'evidence-line')}: {', '.join(each.facts)}" if each.facts else None
    parts = [
        f"{basis(each, outcome, language)}{each.text}",
        f"{date_told}{past}",
        "\n".join(outcome.counting),
        facts,
        f"{label(language, 'replay')}:\n{answer.replay}",
    ]
    return "\n\n".join(part for part in parts if part)


def alarms(due: datetime | date, since: datetime | date, at: datetime) -> Iterator[timedelta]:
    """When to ring, from the event's beginning: twice, no earlier than half-way there, and never before `at`."""
    if not isinstance(due, datetime):
        midnight = datetime.combine(due, time.min, JAPAN)
        yield from (lead for lead in _MORNINGS if midnight + lead > at)
        return
    began = since if isinstance(since, datetime) else datetime.combine(since, time.min, JAPAN)
    fitting = [lead for lead in _LEADS if lead <= (due - began) / 2][:2]
    yield from (-lead for lead in fitting if due - lead > at)
