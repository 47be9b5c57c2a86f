"""The diagnosis page: the next question, or what to do, whom to reach, by when, and what not to do."""

from __future__ import annotations

from datetime import datetime

from mktsupport.diagnose import deadlines_page as deadlines
from mktsupport.japan.dates import Holidays
from mktsupport.japan.yen import UNITS
from mktsupport.page import sources as evidence
from mktsupport.page.blocks import Gap, Notice, Page, Row, Span, row
from mktsupport.page.desks import desks, ended_title
from mktsupport.page.labels import join_list, label
from mktsupport.records import Language
from mktsupport.views import DiagnosisAnswer, OutcomeView, QuestionView


def page(answer: DiagnosisAnswer, name: str | None, holidays: Holidays, language: Language, *, why: bool) -> Page:
    """The whole page; `name` is the chosen platform's."""
    blocks = [*notice(answer, name, language)]
    if answer.question:
        blocks += _question(answer, answer.question, name, language, why=why)
    if answer.outcome:
        blocks += _outcome(answer, answer.outcome, name, holidays, language, why=why)
    blocks += evidence.foot(answer.facts, language, why=why)
    return blocks


def notice(answer: DiagnosisAnswer, name: str | None, language: Language) -> Page:
    """The end of the chosen service, before anything else."""
    if name is None or answer.status is None or not answer.status.gone:
        return []
    body = (answer.status.note,) if answer.status.note else ()
    return [Notice(ended_title(name, answer.status.on, language), body, "ended")]


def heading(answer: DiagnosisAnswer, name: str | None, language: Language) -> Row:
    """The trouble, the platform, and how far it still is."""
    parts = [Span(answer.title, "strong")]
    if name:
        parts.append(Span(f"  {label(language, 'on-platform', name=name)}", "dim"))
    if answer.question:
        number = label(language, "question", n=len(answer.path) + 1)
        more = answer.question.most - 1
        most = f" · {label(language, 'most', n=more)}" if more else ""
        parts.append(Span(f"  {number}{most}", "dim"))
    return row(*parts)


def _question(
    answer: DiagnosisAnswer, question: QuestionView, name: str | None, language: Language, *, why: bool
) -> Page:
    blocks: Page = [heading(answer, name, language), Gap()]
    blocks.append(row(Span(question.ask, "strong"), indent=2))
    blocks.append(row(Span(question.why, "dim"), *evidence.citation(question.facts, why=why), indent=2))
    blocks += [Gap(), row(label(language, "answer-with"), indent=2)]
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


def _outcome(  # noqa: C901, PLR0912 - one part of the page after the other, each shown where there is something
    answer: DiagnosisAnswer,
    outcome: OutcomeView,
    name: str | None,
    holidays: Holidays,
    language: Language,
    *,
    why: bool,
) -> Page:
    now = datetime.fromisoformat(answer.at)

    def title(key: str) -> Page:
        return [Gap(), row(Span(label(language, key), "strong"))]

    blocks: Page = [heading(answer, name, language), Gap()]
    blocks.append(
        row(
            Span(f"{label(language, 'what-to-do')}: ", "dim"),
            Span(outcome.title, "strong"),
            *evidence.citation(outcome.facts, why=why),
        )
    )
    blocks.append(Gap())
    for number, step in enumerate(outcome.steps, start=1):
        wait = (Span(f"  ({deadlines.wait(step, answer, holidays, language)})", "closed"),) if step.wait else ()
        blocks.append(
            row(step.text, *wait, *evidence.citation(step.facts, why=why), marker=Span(f"  {number} ", "strong"))
        )
    if outcome.no_help:
        blocks += [*title("no-help"), row(Span(outcome.no_help, "doubt"), indent=2)]
    if outcome.deadlines:
        blocks += [*title("deadlines"), *deadlines.rows(answer, outcome, holidays, language, why=why)]
    elif outcome.counting:
        blocks += [Gap(), *deadlines.rule(outcome.counting, language)]
    if outcome.warnings:
        blocks += [Gap(), row(Span(label(language, "do-not"), "ended"))]
        for each_warning in outcome.warnings:
            text = row(
                each_warning.text, *evidence.citation(each_warning.facts, why=why), indent=2, marker=Span("! ", "ended")
            )
            blocks.append(text)
    if outcome.contact:
        blocks += [*title("contact"), *desks(outcome.contact, now, holidays, language, title=None)]
    if answer.platform is None and answer.platforms:
        blocks += [] if outcome.contact else title("contact")
        blocks.append(row(Span(label(language, "name-platform"), "dim"), indent=2))
    if outcome.evidence:
        blocks += title("keep")
        blocks += [
            row(each_kept.text, *evidence.citation(each_kept.facts, why=why), indent=2, marker="- ")
            for each_kept in outcome.evidence
        ]
    if outcome.inquiry:
        blocks += title("message")
        blocks += [
            row(outcome.inquiry.situation, indent=2, marker="- "),
            row(outcome.inquiry.wish, indent=2, marker="- "),
        ]
        included = [label(language, f"include-{each_field}") for each_field in outcome.inquiry.include]
        if included:
            blocks.append(row(f"{label(language, 'include')}: {join_list(included, language)}", indent=2, marker="- "))
        if answer.draft:
            blocks += [row(Span(label(language, "write-it"), "dim"), indent=2), _command(answer.draft, indent=4)]
    if outcome.escalate:
        blocks += [*title("still"), row(Span(outcome.ladder or "", "dim"), indent=2)]
        blocks += [
            row(rung.text, *evidence.citation(rung.facts, why=why), marker=f"  {number} ")
            for number, rung in enumerate(outcome.escalate, start=1)
        ]
    if outcome.desks:
        blocks += desks(outcome.desks, now, holidays, language, title="helplines")
    blocks += [Gap(), row(Span(label(language, "replay"), "dim")), _command(answer.replay, indent=2)]
    return blocks


def _command(words: str, indent: int) -> Row:
    return Row((Span(words, "command"),), indent, whole=True)
