"""What comes of a walk through a tree: the next question, or the steps, contacts and deadlines of an outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from msgspec import Struct

from mktsupport.contact import answer as contact
from mktsupport.diagnose.walk import Passed, Walk, draft, most_questions, replay, said
from mktsupport.evidence import Evidence, trail
from mktsupport.japan import deadlines
from mktsupport.japan.dates import duration
from mktsupport.japan.hours import Calendar
from mktsupport.records import (
    Amount,
    Channel,
    Deadline,
    Ladder,
    Language,
    Node,
    Outcome,
    Platform,
    Question,
    Statement,
    Step,
    Trouble,
)
from mktsupport.views import (
    AmountView,
    BandView,
    DeadlineView,
    DeskView,
    DiagnosisAnswer,
    InquiryView,
    OptionView,
    OutcomeView,
    PassedView,
    QuestionView,
    RungView,
    StatementView,
    StatusView,
    StepView,
    view,
)


class Surroundings(Struct, frozen=True):
    """What an outcome names: the chosen platform, public desks, the ladder, and all platforms in `contact` by id."""

    platform: Platform | None
    others: dict[str, Platform]
    ladder: Ladder | None


def holds_for(statement: Step | Statement | Deadline, platform: Platform | None) -> bool:
    """Whether a statement is for everybody, or for the readers of `platform`."""
    return not statement.only or (platform is not None and platform.id in statement.only)


def cited(node: Node, around: Surroundings) -> list[str]:
    """The facts behind what is shown of a node, in the order in which they are shown."""
    names = list(node.facts)
    if isinstance(node, Outcome):
        for part in (node.steps, node.deadlines, node.evidence, node.warnings):
            names += [name for each in part if holds_for(each, around.platform) for name in each.facts]
        if around.ladder:
            names += [name for rung in around.ladder.rungs for name in rung.facts]
    return names


def answer(
    trouble: Trouble,
    way: Walk,
    around: Surroundings,
    at: datetime,
    calendar: Calendar,
    evidence: Evidence,
    language: Language,
    data: Sequence[str] = (),
    since: datetime | date | None = None,
) -> DiagnosisAnswer:
    """The next question, or the outcome, with the way that led there; `data` is what `--data` named.

    With `since`, deadlines are dated, and the calendar's holidays must reach as far as they do.
    """
    node = way.node
    platform = around.platform
    outcome = _outcome(trouble, node, around, at, calendar, language, since) if isinstance(node, Outcome) else None
    answers = [each.answer for each in way.passed]
    return DiagnosisAnswer(
        trouble=trouble.id,
        title=trouble.title.in_language(language),
        platform=platform.id if platform else None,
        status=view(StatusView, platform.status, language) if platform else None,
        platforms=list(trouble.platforms),
        at=at.isoformat(timespec="seconds"),
        since=since.isoformat() if since else None,
        state="outcome" if outcome else "question",
        path=[_passed(each, language) for each in way.passed],
        question=None if isinstance(node, Outcome) else _question(trouble, node, language),
        outcome=outcome,
        replay=replay(trouble, platform, answers, data, since),
        draft=draft(trouble, platform, answers, data)
        if isinstance(node, Outcome) and node.inquiry and not (platform and platform.status.gone)
        else None,
        facts=trail(cited(node, around), evidence, language),
    )


def _passed(passed: Passed, language: Language) -> PassedView:
    return PassedView(
        node=passed.node.id,
        ask=passed.node.ask.in_language(language),
        answer=passed.answer,
        label=said(passed, language),
    )


def _question(trouble: Trouble, node: Question | Amount, language: Language) -> QuestionView:
    options = node.options if isinstance(node, Question) else ()
    return QuestionView(
        node=node.id,
        ask=node.ask.in_language(language),
        why=node.why.in_language(language),
        options=[OptionView(id=option.id, label=option.label.in_language(language)) for option in options],
        amount=AmountView(unit=node.unit, bands=[BandView(up_to=band.up_to, to=band.to) for band in node.bands])
        if isinstance(node, Amount)
        else None,
        most=most_questions(trouble, node),
        facts=list(node.facts),
    )


def _outcome(
    trouble: Trouble,
    node: Outcome,
    around: Surroundings,
    at: datetime,
    calendar: Calendar,
    language: Language,
    since: datetime | date | None,
) -> OutcomeView:
    platform = around.platform
    steps = [step for step in node.steps if holds_for(step, platform)]
    limits = [each for each in node.deadlines if holds_for(each, platform)]
    done = at if limits else since

    def statements(many: Sequence[Statement]) -> list[StatementView]:
        return [
            StatementView(text=each.text.in_language(language), facts=list(each.facts))
            for each in many
            if holds_for(each, platform)
        ]

    def line(each: Platform) -> DeskView:
        return contact.desk(each, contact.first_channel(each), at, calendar, language)

    rungs = around.ladder.rungs if around.ladder else ()
    contacts = [
        contact.desk(named, channel, at, calendar, language) for named, channel in reached(trouble, node, around)
    ]
    lines = helplines(around, contacts=bool(contacts))
    return OutcomeView(
        node=node.id,
        title=node.title.in_language(language),
        steps=[_step(step, done if since else None, calendar, language) for step in steps],
        contact=contacts,
        evidence=statements(node.evidence),
        deadlines=[_deadline(each, since, at, calendar, language) for each in limits],
        counting=deadlines.counting(
            [each.after for each in limits] or [step.wait for step in steps if step.wait],
            [each.start.in_language(language) for each in limits],
            since,
            calendar.holidays,
            language,
        )
        if since
        else [],
        warnings=statements(node.warnings),
        inquiry=InquiryView(
            situation=node.inquiry.situation.in_language(language),
            wish=node.inquiry.wish.in_language(language),
            include=list(node.inquiry.include),
        )
        if node.inquiry
        else None,
        ladder=around.ladder.title.in_language(language) if around.ladder else None,
        escalate=[
            RungView(text=rung.text.in_language(language), desk=rung.desk, facts=list(rung.facts)) for rung in rungs
        ],
        helplines=lines,
        desks=[line(around.others[name]) for name in lines],
        no_help=node.no_help.in_language(language) if node.no_help else None,
        facts=list(dict.fromkeys(node.facts)),
    )


def _step(step: Step, done: datetime | date | None, calendar: Calendar, language: Language) -> StepView:
    """A step; where it is `done` at a known moment, with the end of its wait."""
    end = deadlines.due(step.wait, done, calendar.holidays) if step.wait and done else None
    return StepView(
        text=step.text.in_language(language),
        wait=duration(step.wait, language) if step.wait else None,
        until=end.when.isoformat() if end else None,
        facts=list(step.facts),
    )


def _deadline(
    limit: Deadline, since: datetime | date | None, at: datetime, calendar: Calendar, language: Language
) -> DeadlineView:
    found = deadlines.due(limit.after, since, calendar.holidays) if since else None
    return DeadlineView(
        after=duration(limit.after, language),
        start=limit.start.in_language(language),
        text=limit.text.in_language(language),
        due=found.when.isoformat() if found else None,
        latest=found.latest.isoformat() if found else None,
        standing=deadlines.standing(found, at) if found else None,
        facts=list(limit.facts),
    )


def reached(trouble: Trouble, node: Outcome, around: Surroundings) -> Iterator[tuple[Platform, Channel]]:
    """The chosen platform's channels by topic and role, then those that the outcome names; never another market's."""
    platform = around.platform
    if platform and node.support and not platform.status.gone:
        role = node.role if node.role != "any" else trouble.role
        serving = [channel for channel in platform.channels if channel.serves(role, trouble.id)]
        yield from ((platform, channel) for channel in sorted(serving, key=lambda channel: channel.rank))
    for reach in node.contact:
        named = around.others[reach.platform]
        if named.status.gone or (named.kind != "public" and (platform is None or named.id != platform.id)):
            continue
        yield from ((named, channel) for channel in named.channels if reach.channel in (None, channel.id))


def helplines(around: Surroundings, *, contacts: bool) -> list[str]:
    """The public desks beside an outcome: the ladder's, and the platform's where it is gone or nobody else is there.

    `contacts` tells whether the outcome names anybody to reach.
    """
    names = [rung.desk for rung in around.ladder.rungs if rung.desk] if around.ladder else []
    if around.platform and (around.platform.status.gone or not (names or contacts)):
        names += around.platform.helplines
    return list(dict.fromkeys(names))


def named_platforms(node: Node, platform: Platform | None, ladder: Ladder | None) -> list[str]:
    """The ids of the platforms and desks that an outcome may show."""
    names = [reach.platform for reach in node.contact] if isinstance(node, Outcome) else []
    names += [rung.desk for rung in ladder.rungs if rung.desk] if ladder else []
    names += platform.helplines if platform else []
    return list(dict.fromkeys(names))
