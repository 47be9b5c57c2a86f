"""Answers and their parts. As JSON they are the public contract: keys may be added, never removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

from msgspec import Struct, field

from mktsupport.evidence import FactView
from mktsupport.japan.text import Language
from mktsupport.records import GONE, ChannelKind, Cost, Mention, Payer, PlatformKind, Role, State, Text, Trust, Unit

if TYPE_CHECKING:  # views are encoded only, so their types are not needed at run time
    from mktsupport.draft.message import Addressee
    from mktsupport.japan.deadlines import Standing

DeskState = Literal["open", "closed", "unknown", "ended"]
Covered = Literal["own", "general", "nothing"]
Group = Literal["month", "platform", "payer"]
Reason = Literal["no-price", "not-an-amount", "unknown-platform", "not-a-date", "no-schedule"]


V = TypeVar("V", bound=Struct)


def view(kind: type[V], record: Struct, language: Language, **own: Any) -> V:  # noqa: ANN401 - any field of the view
    """The view of a `record` in one language: the fields that both have, and the view's `own`."""
    shared = [name for name in kind.__struct_fields__ if name not in own and name in record.__struct_fields__]
    return kind(**{name: in_language(getattr(record, name), language) for name in shared}, **own)


def in_language(value: Any, language: Language) -> Any:  # noqa: ANN401 - any part of a record
    """Part of a record in one language: a text is a string, a tuple a list, all else as it is."""
    if isinstance(value, Text):
        return value.in_language(language)
    return [in_language(each, language) for each in value] if isinstance(value, tuple) else value


class StatusView(Struct, frozen=True, kw_only=True):
    state: State
    on: str | None
    successor: str | None
    note: str | None

    @property
    def gone(self) -> bool:
        return self.state in GONE


class PlatformView(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    kind: PlatformKind
    operator: str | None
    status: StatusView


class ChannelView(Struct, frozen=True, kw_only=True):
    """A channel at the moment of asking; times are Japan's, with their offset."""

    id: str
    kind: ChannelKind
    name: str
    role: Role
    value: str | None
    uri: str | None
    state: DeskState
    until: str | None
    opens: str | None
    hours: str | None
    hours_text: str | None
    busy: bool
    busy_advice: str | None
    cost: Cost
    reply_within: str | None
    rank: int
    trust: Trust | None
    warning: str | None
    steps: list[str]
    prepare: list[str]
    limits: list[str]
    good_for: list[str]
    bad_for: list[str]
    facts: list[str]


class DeskView(Struct, frozen=True, kw_only=True):
    """A public help line, or a channel that an outcome names, with its state at the moment of asking."""

    platform: str
    channel: str | None
    name: str
    kind: ChannelKind | None
    state: DeskState
    until: str | None
    opens: str | None
    value: str | None
    uri: str | None
    cost: Cost


class OptionView(Struct, frozen=True, kw_only=True):
    id: str
    label: str


class BandView(Struct, frozen=True, kw_only=True):
    up_to: int | None
    to: str


class AmountView(Struct, frozen=True, kw_only=True):
    unit: Unit
    bands: list[BandView]


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
    """With `--since`, `until` is when the wait is over if the step is done at the moment of asking.

    Where the outcome has no deadlines, the wait began at `--since` instead. A date, a moment with its offset, or null.
    """

    text: str
    wait: str | None
    until: str | None = None
    facts: list[str]


class StatementView(Struct, frozen=True, kw_only=True):
    text: str
    facts: list[str]


class DeadlineView(Struct, frozen=True, kw_only=True):
    """With `--since`, `due` is a date or a moment with its offset, if what `from` names was then; null without.

    `standing` is ahead, today or past at the moment of asking. `due` is the earliest day it can be and `latest` the
    last: they differ only for hours that begin on a day whose hour is not known.
    """

    after: str
    start: str = field(name="from")
    text: str
    due: str | None = None
    latest: str | None = None
    standing: Standing | None = None
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


class FindingView(Struct, frozen=True, kw_only=True):
    """Something to mend in a knowledge file; `line` counts from 1."""

    file: str
    line: int
    path: str
    rule: str
    problem: str
    hint: str


class CheckAnswer(Struct, frozen=True, kw_only=True):
    errors: list[FindingView]
    warnings: list[FindingView]


class FilledView(Struct, frozen=True, kw_only=True):
    """A part of a message; `value` is null where it was left out."""

    id: str
    label: str
    required: bool
    value: str | None


class DraftAnswer(Struct, frozen=True, kw_only=True):
    """A message; `subject` and `body` are Japanese, the readings English, whatever the language of the answer.

    `to` is support or party. `channel` is where to send it, with the `steps` to it; `others` take messages too.
    `mailto` opens it as a mail to the desk `mail`, null where no living address is known; `mail_limits` says what that
    desk is for. The readings are null after an editor.
    `cautions` are the outcome's, `file` is where the body was saved, `command` makes this draft again.
    """

    platform: PlatformView | None
    trouble: str | None
    title: str | None
    answers: list[str]
    to: Addressee
    at: str
    channel: DeskView | None
    steps: list[str]
    warning: str | None
    others: list[DeskView]
    mail: DeskView | None
    mail_limits: list[str]
    mailto: str | None
    subject: str | None
    subject_reading: str | None
    body: str
    reading: str | None
    fields: list[FilledView]
    cautions: list[str]
    notes: list[str]
    file: str | None
    command: str
    facts: list[FactView]


class PointView(Struct, frozen=True, kw_only=True):
    """Something that a message was judged by; `mend` is null where it is `ok`.

    `id` is wish, who, deal, when, manners, threats, length, secrets or blanks.
    """

    id: str
    ok: bool
    title: str
    says: str
    mend: str | None


class ReviewAnswer(Struct, frozen=True, kw_only=True):
    """A message judged by its words; `characters` are counted without spaces."""

    to: Addressee
    good: list[PointView]
    mend: list[PointView]
    characters: int
    words: int
    note: str


class PlatformRow(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    kind: PlatformKind
    aliases: list[str]
    state: State

    @property
    def gone(self) -> bool:
        return self.state in GONE


class TroubleRow(Struct, frozen=True, kw_only=True):
    id: str
    title: str
    platforms: list[str]
    role: Role


class CoverageCell(Struct, frozen=True, kw_only=True):
    """`covered` is own, general or nothing; `statements` counts the platform's own."""

    platform: str
    covered: Covered
    statements: int


class CoverageRow(Struct, frozen=True, kw_only=True):
    """A trouble, with a cell for each platform in the answer's order."""

    id: str
    title: str
    cells: list[CoverageCell]


class CoverageAnswer(Struct, frozen=True, kw_only=True):
    """`own`, `general` and `nothing` count the cells."""

    platforms: list[PlatformRow]
    troubles: list[CoverageRow]
    own: int
    general: int
    nothing: int


class HitView(Struct, frozen=True, kw_only=True):
    """What a question may be about; `score` is at most 1, `matched` the words of ours that fit best."""

    kind: Literal["trouble", "platform"]
    id: str
    title: str
    score: float
    matched: str


class SearchAnswer(Struct, frozen=True, kw_only=True):
    query: str
    hits: list[HitView]


class LedgerSumView(Struct, frozen=True, kw_only=True):
    """Sums of the priced rows in yen; `total` and `net` are null where no payer of that side occurs."""

    key: str | None
    rows: int
    priced: int
    unpriced: int
    price: int
    fee: int
    total: int | None
    net: int | None


class LedgerScheduleView(Struct, frozen=True, kw_only=True):
    """A schedule that rows were charged by; `fee` is what they came to."""

    platform: str
    platform_name: str
    schedule: str
    name: str
    payer: Payer
    since: str | None
    until: str | None
    rows: int
    fee: int
    notice: str | None
    assumptions: list[str]
    facts: list[str]


class LedgerReasonView(Struct, frozen=True, kw_only=True):
    reason: Reason
    says: str
    rows: int


class LedgerLineView(Struct, frozen=True, kw_only=True):
    """A row without a fee; `line` counts from 1, the line of column names (in Parquet, the first row)."""

    file: str
    line: int | None
    reason: Reason
    says: str
    text: str | None


class LedgerAnswer(Struct, frozen=True, kw_only=True):
    """A whole ledger. `lines` holds the first rows without a fee, at most 1,000; `unpriced` counts all of them."""

    files: list[str]
    output: str | None
    engine: str
    currency: str
    rows: int
    priced: int
    unpriced: int
    price: int
    fee: int
    total: int | None
    net: int | None
    grouped: Group | None
    by: list[LedgerSumView]
    schedules: list[LedgerScheduleView]
    reasons: list[LedgerReasonView]
    lines: list[LedgerLineView]
    assumptions: list[str]
    facts: list[str]
