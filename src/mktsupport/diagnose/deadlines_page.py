"""Deadlines on the screen: the date and how far off it is, what it counts from, and how it was counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from mktsupport.japan.dates import Holidays, dated
from mktsupport.page import sources as evidence
from mktsupport.page.blocks import Page, Row, Span, row
from mktsupport.page.labels import label
from mktsupport.records import Language
from mktsupport.views import DeadlineView, DiagnosisAnswer, OutcomeView, StepView


def rows(answer: DiagnosisAnswer, outcome: OutcomeView, holidays: Holidays, language: Language, *, why: bool) -> Page:
    """What the dates count from, each deadline, then the rule; without dates, how to have them."""
    at = datetime.fromisoformat(answer.at)
    blocks: Page = [row(each, indent=2) for each in outcome.counting[:1]]
    for each in outcome.deadlines:
        told = basis(each, outcome, language)
        cited = evidence.citation(each.facts, why=why)
        if each.due is None:
            blocks.append(row(Span(told, "closed"), each.text, *cited, indent=2, marker="- "))
            continue
        distance = Span(f"  {away(each, at, language)}", "ended" if each.standing == "past" else "closed")
        blocks.append(row(Span(when(each, language, holidays), "strong"), distance, indent=2, marker="- "))
        blocks.append(row(Span(told, "closed"), each.text, *cited, indent=4))
    if outcome.counting:
        return [*blocks, *rule(outcome.counting[1:], language)]
    return [*blocks, row(Span(label(language, "since-hint"), "dim"), indent=2)]


def rule(sentences: Sequence[str], language: Language) -> list[Row]:
    """How the dates were counted."""
    return [row(Span(("" if language == "ja" else " ").join(sentences), "dim"), indent=2)]


def basis(each: DeadlineView, outcome: OutcomeView, language: Language) -> str:
    """What a deadline counts from; where several begin differently, that each is an assumption."""
    several = each.due is not None and len({other.start for other in outcome.deadlines}) > 1
    return label(language, "deadline-if" if several else "deadline", start=each.start, after=each.after)


def when(each: DeadlineView, language: Language, holidays: Holidays) -> str:
    """The day or the moment of a dated deadline."""
    assert each.due is not None  # noqa: S101 - the caller has looked
    told = dated(read(each.due), language, holidays)
    return told if each.latest is None or each.due[:10] == each.latest else label(language, "due-earliest", when=told)


def away(each: DeadlineView, at: datetime, language: Language) -> str:
    """How far off a dated deadline is, in words."""
    assert each.due is not None  # noqa: S101 - the caller has looked
    days = (date.fromisoformat(each.due[:10]) - at.date()).days
    if each.standing == "past":
        gone = -days
        return label(language, f"due-past-{gone}" if gone in (0, 1) else "due-past", n=gone)
    if each.standing == "today":
        return label(language, "due-today")
    return label(language, "due-1" if days == 1 else "due", n=days)


def wait(step: StepView, answer: DiagnosisAnswer, holidays: Holidays, language: Language) -> str:
    """How long to wait after a step and, where that is known, until when."""
    if step.until is None:
        return label(language, "wait", after=step.wait)
    until, at = read(step.until), datetime.fromisoformat(answer.at)
    if (until <= at) if isinstance(until, datetime) else (until < at.date()):
        key = "wait-over"
    else:
        key = "wait-now" if answer.outcome and answer.outcome.deadlines else "wait-since"
    return label(language, key, after=step.wait, until=dated(until, language, holidays))


def read(text: str) -> datetime | date:
    """A day or a moment as an answer holds it."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
