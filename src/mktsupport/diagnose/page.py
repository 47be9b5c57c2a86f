"""The page of a diagnosis: the next question, or what to do, whom to contact, the deadlines and what to avoid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from mktsupport.diagnose.answer import DeadlineView, DiagnosisAnswer, OutcomeView, QuestionView, StepView
from mktsupport.japan.dates import Holidays, dated
from mktsupport.japan.yen import UNITS
from mktsupport.page.blocks import Gap, Notice, Page, Row, Span, row
from mktsupport.page.desks import desk_line, desks, ended_title
from mktsupport.page.labels import join_list, label
from mktsupport.page.sources import citation, foot
from mktsupport.records import Language


def page(answer: DiagnosisAnswer, name: str | None, holidays: Holidays, language: Language, *, why: bool) -> Page:
    """The whole page; `name` is the chosen platform's."""
    blocks = [*ended_notice(answer, name, language), heading(answer, name, language), Gap()]
    if answer.question:
        blocks += _question(answer, answer.question, language, why=why)
    if answer.outcome:
        blocks += _outcome(answer, answer.outcome, holidays, language, why=why)
    return [*blocks, *foot(answer.facts, language, why=why)]


def ended_notice(answer: DiagnosisAnswer, name: str | None, language: Language) -> Page:
    """That the chosen service has ended, which comes first."""
    if name is None or answer.status is None or not answer.status.gone:
        return []
    body = (answer.status.note,) if answer.status.note else ()
    return [Notice(ended_title(name, answer.status.on, language), body, "ended")]


def heading(answer: DiagnosisAnswer, name: str | None, language: Language) -> Row:
    """The trouble, the platform, and how many questions can follow."""
    parts = [label(language, "on-platform", name=name)] if name else []
    if answer.question:
        number = label(language, "question", n=len(answer.path) + 1)
        more = answer.question.most - 1
        parts.append(f"{number} · {label(language, 'most', n=more)}" if more else number)
    return row(Span(answer.title, "strong"), *(Span(f"  {part}", "dim") for part in parts))


def _question(answer: DiagnosisAnswer, question: QuestionView, language: Language, *, why: bool) -> Page:
    blocks: Page = [
        row(Span(question.ask, "strong"), indent=2),
        row(Span(question.why, "dim"), *citation(question.facts, why=why), indent=2),
        Gap(),
        row(label(language, "answer-with"), indent=2),
    ]
    if question.amount:
        unit = UNITS[question.amount.unit].in_language(language)
        blocks.append(row(label(language, "amount-with", unit=unit), indent=4))
        blocks.append(_command(f"{answer.replay} --answer 1500", indent=4))
    for option in question.options:
        blocks.append(row(option.label, indent=4, marker="- "))
        blocks.append(_command(f"{answer.replay} --answer {option.id}", indent=6))
    if answer.platform is None and answer.platforms:
        blocks += [Gap(), row(Span(label(language, "name-platform"), "dim"), indent=2)]
        blocks.append(row(Span(", ".join(answer.platforms), "dim"), indent=4))
    return blocks


def _outcome(
    answer: DiagnosisAnswer, outcome: OutcomeView, holidays: Holidays, language: Language, *, why: bool
) -> Page:
    now = datetime.fromisoformat(answer.at)

    def section(key: str, blocks: Page) -> Page:
        return [Gap(), row(Span(label(language, key), "strong")), *blocks] if blocks else []

    what_to_do = Span(f"{label(language, 'what-to-do')}: ", "dim")
    blocks: Page = [row(what_to_do, Span(outcome.title, "strong"), *citation(outcome.facts, why=why)), Gap()]
    for number, step in enumerate(outcome.steps, start=1):
        wait = [Span(f"  ({_wait(step, holidays, language)})", "closed")] if step.wait else []
        blocks.append(row(step.text, *wait, *citation(step.facts, why=why), marker=Span(f"  {number} ", "strong")))
        if step.desk:
            blocks.append(row(*desk_line(step.desk, now, holidays, language), indent=4))
    blocks += section("no-help", [row(Span(outcome.no_help, "doubt"), indent=2)] if outcome.no_help else [])
    if outcome.deadlines:
        blocks += section("deadlines", _deadlines(outcome, now, holidays, language, why=why))
    elif outcome.counting:
        blocks += [Gap(), _counting(outcome.counting, language)]
    if outcome.warnings:
        blocks += [Gap(), row(Span(label(language, "do-not"), "ended"))]
    for each in outcome.warnings:
        blocks.append(row(each.text, *citation(each.facts, why=why), indent=2, marker=Span("! ", "ended")))
    contacts = desks(outcome.contact, now, holidays, language, title=None)
    if answer.platform is None and answer.platforms:
        contacts.append(row(Span(label(language, "name-platform"), "dim"), indent=2))
    blocks += section("contact", contacts)
    kept = [row(each.text, *citation(each.facts, why=why), indent=2, marker="- ") for each in outcome.evidence]
    blocks += section("keep", [*kept])
    blocks += section("message", _message(answer, outcome, language))
    rungs = [
        row(rung.text, *citation(rung.facts, why=why), marker=f"  {number} ")
        for number, rung in enumerate(outcome.escalate, start=1)
    ]
    blocks += section("still", [row(Span(outcome.ladder or "", "dim"), indent=2), *rungs] if rungs else [])
    blocks += desks(outcome.desks, now, holidays, language, title="helplines")
    return [*blocks, Gap(), row(Span(label(language, "replay"), "dim")), _command(answer.replay, indent=2)]


def _message(answer: DiagnosisAnswer, outcome: OutcomeView, language: Language) -> Page:
    """What to write, and the command that writes it."""
    if outcome.inquiry is None:
        return []
    lines = [outcome.inquiry.situation, outcome.inquiry.wish]
    if included := [label(language, f"include-{field}") for field in outcome.inquiry.include]:
        lines.append(f"{label(language, 'include')}: {join_list(included, language)}")
    blocks: Page = [row(line, indent=2, marker="- ") for line in lines]
    if answer.draft:
        blocks += [row(Span(label(language, "write-it"), "dim"), indent=2), _command(answer.draft, indent=4)]
    return blocks


def _command(words: str, indent: int) -> Row:
    return Row((Span(words, "command"),), indent, whole=True)


def _deadlines(outcome: OutcomeView, now: datetime, holidays: Holidays, language: Language, *, why: bool) -> Page:
    """When counting begins, each deadline, then how it was counted; without dates, how to get them."""
    blocks: Page = [row(each, indent=2) for each in outcome.counting[:1]]
    for each in outcome.deadlines:
        text: list[str | Span] = [
            Span(counted_from(each, outcome, language), "closed"),
            what_then(each),
            *citation(each.facts, why=why),
        ]
        if each.due is None:
            blocks.append(row(*text, indent=2, marker="- "))
            continue
        over = each.standing == "past" and each.kind != "from"
        distance = Span(f"  {time_left(each, each.due, now, language)}", "ended" if over else "closed")
        blocks.append(
            row(Span(due_date(each, each.due, holidays, language), "strong"), distance, indent=2, marker="- ")
        )
        blocks.append(row(*text, indent=4))
    if outcome.counting:
        return [*blocks, _counting(outcome.counting[1:], language)]
    return [*blocks, row(Span(label(language, "since-hint"), "dim"), indent=2)]


def _counting(sentences: Sequence[str], language: Language) -> Row:
    return row(Span(("" if language == "ja" else " ").join(sentences), "dim"), indent=2)


def counted_from(each: DeadlineView, outcome: OutcomeView, language: Language) -> str:
    """What a deadline counts from; if several count from different events, that each date is an assumption."""
    several = each.due is not None and len({other.start for other in outcome.deadlines}) > 1
    return label(language, "deadline-if" if several else "deadline", start=each.start, after=each.after)


def what_then(each: DeadlineView) -> str:
    """What a deadline is about or, where it has passed, what to do instead."""
    return each.if_past if each.if_past and each.standing == "past" else each.text


def due_date(each: DeadlineView, due: str, holidays: Holidays, language: Language) -> str:
    """The day or the moment of a dated deadline, in words."""
    when = dated(parse_date(due), language, holidays)
    if each.latest is not None and due[:10] != each.latest:
        when = label(language, "due-earliest", when=when)
    return label(language, f"due-{each.kind}", when=when)


def time_left(each: DeadlineView, due: str, now: datetime, language: Language) -> str:
    """How far off a dated deadline is, in words."""
    days = (date.fromisoformat(due[:10]) - now.date()).days
    if each.kind == "from" and (each.standing == "past" or (each.standing == "today" and due == each.latest)):
        return label(language, "due-open")
    if each.standing == "past":
        return label(language, f"due-past-{-days}" if -days in (0, 1) else "due-past", n=-days)
    if each.standing == "today":
        return label(language, "due-today")
    return label(language, "due-1" if days == 1 else "due", n=days)


def _wait(step: StepView, holidays: Holidays, language: Language) -> str:
    """How long to wait after a step and, if known, until when."""
    if step.until is None:
        return label(language, "wait", after=step.wait)
    return label(language, "wait-now", after=step.wait, until=dated(parse_date(step.until), language, holidays))


def parse_date(text: str) -> datetime | date:
    """The day or the moment in an answer's text."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
