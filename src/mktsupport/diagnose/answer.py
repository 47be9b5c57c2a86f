"""The answer of a diagnosis: the next question, or the steps, contacts and deadlines of an outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Literal

from msgspec import Struct, field

from mktsupport.contact.answer import desk, first_channel
from mktsupport.diagnose.walk import Walk, answer_label, applies, diagnose_command, draft_command, most_questions
from mktsupport.evidence import Evidence, FactView, trail
from mktsupport.japan import deadlines as dates
from mktsupport.japan.dates import duration
from mktsupport.japan.hours import Calendar
from mktsupport.records import (
    MARKETS,
    Amount,
    Band,
    Channel,
    Deadline,
    DeadlineKind,
    Ladder,
    Language,
    Mention,
    Node,
    Outcome,
    Platform,
    Question,
    Statement,
    Step,
    Trouble,
    Unit,
)
from mktsupport.views import DeskView, StatusView, view


class OptionView(Struct, frozen=True, kw_only=True):
    id: str
    label: str


class AmountView(Struct, frozen=True, kw_only=True):
    unit: Unit
    bands: list[Band]


class QuestionView(Struct, frozen=True, kw_only=True):
    """`most` is how many questions can still come, this one included."""

    node: str
    ask: str
    why: str
    options: list[OptionView]
    amount: AmountView | None
    most: int
    facts: list[str]


class PassedView(Struct, frozen=True, kw_only=True):
    node: str
    ask: str
    answer: str
    label: str


class StepView(Struct, frozen=True, kw_only=True):
    """With `--since`, `until` is when the wait is over if the step is done at the moment of asking, or null.

    `desk` is whom the step sends to.
    """

    text: str
    wait: str | None
    until: str | None = None
    desk: DeskView | None = None
    facts: list[str]


class StatementView(Struct, frozen=True, kw_only=True):
    text: str
    facts: list[str]


class DeadlineView(Struct, frozen=True, kw_only=True):
    """By `kind` the day from which, the last day by which, or the day on which; `if_past` is what to do after it.

    With `--since`, `due` is a date or a moment with its offset, if what `from` names was then; null without.

    `standing` is ahead, today or past at the moment of asking. `due` is the earliest day it can be and `latest` the
    last: they differ only for hours that begin on a day whose hour is not known.
    """

    kind: DeadlineKind
    after: str
    start: str = field(name="from")
    text: str
    if_past: str | None
    due: str | None = None
    latest: str | None = None
    standing: dates.Standing | None = None
    facts: list[str]


class RungView(Struct, frozen=True, kw_only=True):
    text: str
    desk: str | None
    facts: list[str]


class InquiryView(Struct, frozen=True, kw_only=True):
    situation: str
    wish: str
    include: list[Mention]


class OutcomeView(Struct, frozen=True, kw_only=True):
    """`counting` is how the dates were counted and what that assumes, empty without `--since`."""

    node: str
    title: str
    steps: list[StepView]
    contact: list[DeskView]
    evidence: list[StatementView]
    deadlines: list[DeadlineView]
    counting: list[str] = []
    warnings: list[StatementView]
    inquiry: InquiryView | None
    ladder: str | None
    escalate: list[RungView]
    helplines: list[str]
    desks: list[DeskView]
    no_help: str | None
    facts: list[str]


class DiagnosisAnswer(Struct, frozen=True, kw_only=True):
    """`status` is the chosen platform's; a service that ended says so before anything else.

    `since` is the day or the moment from which deadlines are counted, null where none was given.
    `draft` is the command that writes the message of an outcome with an inquiry, where somebody is there to read it.
    """

    trouble: str
    title: str
    platform: str | None
    status: StatusView | None
    platforms: list[str]
    at: str
    since: str | None = None
    state: Literal["question", "outcome"]
    path: list[PassedView]
    question: QuestionView | None
    outcome: OutcomeView | None
    replay: str
    draft: str | None
    facts: list[FactView]


class Context(Struct, frozen=True):
    """The records that an outcome refers to: the chosen platform, other `platforms` by id, and the ladder.

    `carrier` is that of the delivery method in the answers.
    """

    platform: Platform | None
    platforms: dict[str, Platform]
    ladder: Ladder | None
    carrier: Platform | None = None


def cited_facts(node: Node, context: Context) -> list[str]:
    """The ids of the facts behind what is shown of a node, in the order in which it is shown."""
    names = list(node.facts)
    if isinstance(node, Outcome):
        for part in (node.steps, node.deadlines, node.evidence, node.warnings):
            names += [name for each in part if applies(each, context.platform) for name in each.facts]
        names += [name for rung in context.ladder.rungs for name in rung.facts] if context.ladder else []
    return names


def diagnosis(
    trouble: Trouble,
    way: Walk,
    context: Context,
    at: datetime,
    calendar: Calendar,
    evidence: Evidence,
    language: Language,
    data: Sequence[str] = (),
    since: datetime | date | None = None,
) -> DiagnosisAnswer:
    """The next question or the outcome, with the answers so far; `data` holds the values of `--data`.

    With `since`, deadlines get dates; the calendar's holidays must reach that far.
    """
    node, platform = way.node, context.platform
    answers = [each.answer for each in way.passed]
    outcome = _outcome(trouble, node, context, at, calendar, language, since) if isinstance(node, Outcome) else None
    writable = isinstance(node, Outcome) and node.inquiry and not (platform and platform.status.gone)
    return DiagnosisAnswer(
        trouble=trouble.id,
        title=trouble.title.in_language(language),
        platform=platform.id if platform else None,
        status=view(StatusView, platform.status, language) if platform else None,
        platforms=list(trouble.platforms),
        at=at.isoformat(timespec="seconds"),
        since=since.isoformat() if since else None,
        state="outcome" if outcome else "question",
        path=[
            view(
                PassedView,
                each.node,
                language,
                node=each.node.id,
                answer=each.answer,
                label=answer_label(each, language),
            )
            for each in way.passed
        ],
        question=None if isinstance(node, Outcome) else _question(trouble, node, language),
        outcome=outcome,
        replay=diagnose_command(trouble, platform, answers, data, since),
        draft=draft_command(platform, trouble, answers, data) if writable else None,
        facts=trail(cited_facts(node, context), evidence, language),
    )


def _question(trouble: Trouble, node: Question | Amount, language: Language) -> QuestionView:
    options, amount = [], None
    if isinstance(node, Question):
        options = [view(OptionView, option, language) for option in node.options]
    else:
        amount = AmountView(unit=node.unit, bands=list(node.bands))
    most = most_questions(trouble, node)
    return view(QuestionView, node, language, node=node.id, options=options, amount=amount, most=most)


def _outcome(
    trouble: Trouble,
    node: Outcome,
    context: Context,
    at: datetime,
    calendar: Calendar,
    language: Language,
    since: datetime | date | None,
) -> OutcomeView:
    platform, ladder = context.platform, context.ladder
    steps = [each for each in node.steps if applies(each, platform)]
    deadlines = [each for each in node.deadlines if applies(each, platform)]

    def statements(many: Sequence[Statement]) -> list[StatementView]:
        return [view(StatementView, each, language) for each in many if applies(each, platform)]

    def line(owner: Platform, channel: Channel | None) -> DeskView:
        return desk(owner, channel, at, calendar, language)

    def step_desk(step: Step) -> DeskView | None:
        owner = context.carrier if step.to_carrier else None
        if step.reach and step.reach.platform in context.platforms:
            owner = context.platforms[step.reach.platform]
        wanted = step.reach.channel if step.reach else None
        named = next((each for each in owner.channels if each.id == wanted), None) if owner else None
        return line(owner, named or first_channel(owner)) if owner and not owner.status.gone else None

    contacts = [line(owner, channel) for owner, channel in contact_channels(trouble, node, context)]
    helpers = helplines(node, context, contacts=bool(contacts))
    lengths = [each.after for each in deadlines] or [step.wait for step in steps if step.wait]
    starts = [each.start.in_language(language) for each in deadlines]
    return view(
        OutcomeView,
        node,
        language,
        node=node.id,
        steps=[_step(step, at if since else None, step_desk(step), calendar, language) for step in steps],
        contact=contacts,
        evidence=statements(node.evidence),
        deadlines=[_deadline(each, since, at, calendar, language) for each in deadlines],
        counting=dates.counting(lengths, starts, since if starts else at, calendar.holidays, language) if since else [],
        warnings=statements(node.warnings),
        inquiry=view(InquiryView, node.inquiry, language) if node.inquiry else None,
        ladder=ladder.title.in_language(language) if ladder else None,
        escalate=[view(RungView, rung, language) for rung in ladder.rungs] if ladder else [],
        helplines=helpers,
        desks=[line(context.platforms[name], first_channel(context.platforms[name])) for name in helpers],
        facts=list(dict.fromkeys(node.facts)),
    )


def _step(
    step: Step, done: datetime | date | None, whom: DeskView | None, calendar: Calendar, language: Language
) -> StepView:
    """A step; `done` is when it is done, if that matters, and `whom` the desk that it sends to."""
    end = dates.due(step.wait, done, calendar.holidays) if step.wait and done else None
    return view(
        StepView,
        step,
        language,
        wait=duration(step.wait, language) if step.wait else None,
        until=end.when.isoformat() if end else None,
        desk=whom,
    )


def _deadline(
    deadline: Deadline, since: datetime | date | None, at: datetime, calendar: Calendar, language: Language
) -> DeadlineView:
    due = dates.due(deadline.after, since, calendar.holidays) if since else None
    return view(
        DeadlineView,
        deadline,
        language,
        after=duration(deadline.after, language),
        due=due.when.isoformat() if due else None,
        latest=due.latest.isoformat() if due else None,
        standing=dates.standing(due, at) if due else None,
    )


def contact_channels(trouble: Trouble, node: Outcome, context: Context) -> Iterator[tuple[Platform, Channel]]:
    """The chosen platform's channels for this trouble, then those that the outcome names.

    Services that are gone and other marketplaces are left out.
    """
    platform = context.platform
    if platform and node.support and not platform.status.gone:
        role = node.role if node.role != "any" else trouble.role
        topic = node.topic or trouble.id
        fitting = [each for each in platform.channels if each.state == "listed" and each.serves(role, topic)]
        yield from ((platform, channel) for channel in sorted(fitting, key=lambda channel: channel.rank))
    for reach in node.contact:
        owner = context.platforms[reach.platform]
        if owner.status.gone or (owner.kind in MARKETS and (platform is None or owner.id != platform.id)):
            continue
        yield from ((owner, channel) for channel in owner.channels if reach.channel in (None, channel.id))


def helplines(node: Outcome, context: Context, *, contacts: bool) -> list[str]:
    """The ids of the public desks: the outcome's own, else the platform's if it is gone or there is nobody else.

    Those of the ladder come first. `contacts` tells whether the outcome has channels to reach.
    """
    names = [rung.desk for rung in context.ladder.rungs if rung.desk] if context.ladder else []
    if node.helplines is not None:
        return list(dict.fromkeys([*names, *node.helplines]))
    if context.platform and (context.platform.status.gone or not (names or contacts)):
        names += context.platform.helplines
    return list(dict.fromkeys(names))


def platform_ids(node: Node, platform: Platform | None, ladder: Ladder | None) -> list[str]:
    """The ids of the platforms and desks that an outcome may show."""
    names = [reach.platform for reach in node.contact] if isinstance(node, Outcome) else []
    if isinstance(node, Outcome):
        names += [step.reach.platform for step in node.steps if step.reach] + list(node.helplines or ())
    names += [rung.desk for rung in ladder.rungs if rung.desk] if ladder else []
    names += platform.helplines if platform else []
    return list(dict.fromkeys(names))
