"""The types of the records in the data files; they refuse values that can never be true."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from mktsupport.japan import text as wording
from mktsupport.japan.dates import day_of, period

Language = wording.Language
Id = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
FactId = Annotated[str, Meta(pattern=r"^[A-Z]{1,3}-[A-Z]?[0-9]+$")]
Words = Annotated[str, Meta(min_length=1)]
PartialDate = Annotated[str, Meta(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")]
Duration = Annotated[str, Meta(pattern=r"^[1-9][0-9]* (minute|hour|day|business day|week|month)s?$")]
Rate = Annotated[str, Meta(pattern=r"^[0-9]+(\.[0-9]+)?%$")]
Yen = Annotated[int, Meta(ge=0, le=999_999_999_999)]
Role = Literal["any", "buyer", "seller"]
DeadlineKind = Literal["from", "by", "happens"]
Mention = Literal["name", "account", "deal", "date", "amount", "error", "tried", "attachments"]
MARKETS = ("marketplace", "exchange")  # the kinds of platform where people buy and sell
PlatformKind = Literal["marketplace", "exchange", "carrier", "mobile", "payment", "public"]
State = Literal["active", "ended", "merged", "unknown"]
GONE: tuple[State, ...] = ("ended", "merged")  # nobody answers there any more
ChannelKind = Literal["phone", "callback", "chat", "form", "email", "app", "help-centre", "social"]
Cost = Literal["free", "charged", "unknown"]
Payer = Literal["buyer", "seller"]
Trust = Literal["official", "public-office", "press", "third-party", "personal", "scraped"]
Sure = Literal["high", "medium", "low"]
Tax = Literal["included", "excluded"]
Rounding = Literal["down", "half-up", "up"]
Unit = Literal["yen", "days", "hours"]


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages."""

    ja: Words
    en: Words

    def in_language(self, language: Language) -> str:
        return self.ja if language == "ja" else self.en


class Source(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where statements come from; `url` is null where the page must not or cannot be opened."""

    id: Id
    title: Words
    publisher: Words | None = None
    url: Words | None = None
    document: Text | None = None
    trust: Trust


class SetAside(Struct, frozen=True, forbid_unknown_fields=True):
    """Why a fact is kept on record and never given as advice."""

    reason: Text


class Fact(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One statement of one source. `as_of` is the source's own date, `looked` the day somebody read it."""

    id: FactId
    source: Id
    about: Id
    says: Text
    sure: Sure | None = None
    as_of: PartialDate | None = None
    looked: date
    confirmed: date | None = None
    set_aside: SetAside | None = None
    note: Text | None = None

    def __post_init__(self) -> None:
        if self.as_of is not None:
            day_of(self.as_of)


class Status(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whether the service still exists; `on` is as exact as the source, so 2018-05 stays a month."""

    state: State
    on: PartialDate | None = None
    successor: Id | None = None
    note: Text | None = None
    facts: tuple[FactId, ...] = ()

    def __post_init__(self) -> None:
        if self.on is not None:
            day_of(self.on)

    @property
    def gone(self) -> bool:
        """Whether nobody answers there any more."""
        return self.state in GONE

    @property
    def followed_by(self) -> Id | None:
        """The platform that a merged service lives on as."""
        return self.successor if self.state == "merged" else None


class Busy(Struct, frozen=True, forbid_unknown_fields=True):
    """When a line is busy (in the `opening_hours` language), and advice for that."""

    hours: Words
    advice: Text


class Channel(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way to reach a platform. `hours` is OpenStreetMap's `opening_hours`, null where nobody states them.

    `url` is the official page that leads to it. `languages` are ISO 639-1 codes, empty where nobody states them.
    A `doubtful` channel is a number in circulation, with the facts `against` it; it is never offered for dialling.
    """

    id: Id
    kind: ChannelKind
    name: Text
    role: Role = "any"
    topics: tuple[Id, ...] = ()
    value: Words | None = None
    url: Words | None = None
    state: Literal["listed", "doubtful"] = "listed"
    against: tuple[FactId, ...] = ()
    languages: tuple[Annotated[str, Meta(pattern=r"^[a-z]{2}$")], ...] = ()
    hours: Words | None = None
    busy: Busy | None = None
    cost: Cost = "unknown"
    reply_within: Text | None = None
    steps: tuple[Text, ...] = ()
    prepare: tuple[Text, ...] = ()
    limits: tuple[Text, ...] = ()
    good_for: tuple[Text, ...] = ()
    bad_for: tuple[Text, ...] = ()
    rank: Annotated[int, Meta(ge=1)]
    warning: Text | None = None
    facts: tuple[FactId, ...]

    def serves(self, role: Role, topic: str | None) -> bool:
        """Whether someone in `role` asking about `topic` may use this channel."""
        return (role == "any" or self.role in ("any", role)) and (
            topic is None or not self.topics or topic in self.topics
        )


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rule of the platform, its penalty, and the exception that it allows."""

    id: Id
    topics: tuple[Id, ...] = ()
    role: Role = "any"
    text: Text
    penalty: Text | None = None
    exception: Text | None = None
    facts: tuple[FactId, ...]


class Tier(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A price band that ends at `up_to` yen, inclusive; the last band has no end. A flat fee or a rate, never both."""

    up_to: Annotated[int, Meta(ge=1)] | None = None
    flat: Yen | None = None
    rate: Rate | None = None
    facts: tuple[FactId, ...] = ()

    def __post_init__(self) -> None:
        if (self.flat is None) == (self.rate is None):
            raise ValueError("a tier has either `flat` or `rate`")


class Fee(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A fee schedule in force from `since` to `until`, both inclusive; null where the source does not say."""

    id: Id
    name: Text
    payer: Payer
    since: PartialDate | None = None
    until: PartialDate | None = None
    tax: Tax | None = None
    rounding: Rounding = "down"
    rounding_stated: bool = False
    tiers: Annotated[tuple[Tier, ...], Meta(min_length=1)]
    assumptions: tuple[Text, ...] = ()
    facts: tuple[FactId, ...]

    def __post_init__(self) -> None:
        period(self.since, self.until)

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day in force."""
        return period(self.since, self.until)


class Platform(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A marketplace, an exchange or a public desk. `helplines` are the public desks to turn to beside it.

    One platform is the `default_for_fees`: the one meant where somebody asks for a fee and names none.
    """

    id: Id
    name: Text
    aliases: tuple[Words, ...] = ()
    kind: PlatformKind
    operator: Text | None = None
    status: Status
    helplines: tuple[Id, ...] = ()
    channels: tuple[Channel, ...] = ()
    rules: tuple[Rule, ...] = ()
    fees: tuple[Fee, ...] = ()
    default_for_fees: bool = False


class Reach(Struct, frozen=True, forbid_unknown_fields=True):
    """A channel by name; without `channel`, every channel of the platform."""

    platform: Id
    channel: Id | None = None


class Statement(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sentence for everybody, or for the readers of the platforms in `only`, or for all but those in `except`."""

    text: Text
    only: tuple[Id, ...] = ()
    but: tuple[Id, ...] = field(name="except", default=())
    facts: tuple[FactId, ...] = ()


class Step(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something to do, and how long to wait before the next.

    `reach` is whom this step sends to, shown with it, number and state; `to_carrier` sends to the carrier of the
    delivery method that the person named.
    """

    text: Text
    wait: Duration | None = None
    reach: Reach | None = None
    to_carrier: bool = False
    only: tuple[Id, ...] = ()
    but: tuple[Id, ...] = field(name="except", default=())
    facts: tuple[FactId, ...] = ()


class Deadline(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A date `after` the moment that `from` names.

    By `kind` the day from which the reader may do something, the last day by which it must be done, or the day on
    which something happens by itself. `if_past` is what to do instead where that day has passed.
    """

    kind: DeadlineKind = "by"
    after: Duration
    start: Text = field(name="from")
    text: Text
    if_past: Text | None = None
    only: tuple[Id, ...] = ()
    but: tuple[Id, ...] = field(name="except", default=())
    facts: tuple[FactId, ...] = ()


class Block(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Steps that several outcomes share, kept once."""

    id: Id
    steps: Annotated[tuple[Step, ...], Meta(min_length=1)]


class Delivery(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way to send a parcel; null where no source says.

    `platforms` offer it as their own; none for what anybody can use. `cover` is the most yen that is paid for loss.
    `asks` is whom to ask first, and `claims` who may claim. `keeps` is how many days an undelivered parcel waits.
    """

    id: Id
    name: Text
    aliases: tuple[Words, ...] = ()
    platforms: tuple[Id, ...] = ()
    carrier: Id | None = None
    tracked: bool | None = None
    anonymous: bool | None = None
    cover: Yen | None = None
    claims: Literal["sender", "addressee", "either", "platform"] | None = None
    asks: Literal["platform", "carrier"] | None = None
    keeps: Annotated[int, Meta(ge=1)] | None = None
    note: Text | None = None
    facts: tuple[FactId, ...] = ()


class Withheld(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A number that is reported and not confirmed: `who` says that and no more, and nothing else shows it."""

    id: Id
    value: Words
    reason: Text
    facts: tuple[FactId, ...] = ()


class Inquiry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a message about this must contain: the situation, one wish, and the particulars in `include`."""

    situation: Text
    wish: Text
    include: tuple[Mention, ...] = ()


class Option(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An answer; its id is permanent, since scripts pass it. For the platforms in `only`, and not those in `except`."""

    id: Id
    label: Text
    to: Id
    only: tuple[Id, ...] = ()
    but: tuple[Id, ...] = field(name="except", default=())


class Methods(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a delivery method leads as an answer: one whose parcels are tracked, and one whose are not."""

    tracked: Id
    untracked: Id


class Question(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="question", tag_field="kind"):
    """Something that the person can see or knows, and why it is asked.

    On a platform that is not in `only`, or is in `except`, it is not asked and the way goes on at `otherwise`.
    Without a platform it is asked. With `methods` the delivery methods are answers too, before the `options`.
    """

    id: Id
    ask: Text
    why: Text
    options: Annotated[tuple[Option, ...], Meta(min_length=2)]
    only: tuple[Id, ...] = ()
    but: tuple[Id, ...] = field(name="except", default=())
    otherwise: Id | None = None
    methods: Methods | None = None
    facts: tuple[FactId, ...] = ()


class Band(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Amounts up to and including `up_to`; the last band has no end."""

    up_to: Annotated[int, Meta(ge=0)] | None = None
    to: Id


class Amount(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="amount", tag_field="kind"):
    """A question that takes a whole number."""

    id: Id
    ask: Text
    why: Text
    unit: Unit
    bands: Annotated[tuple[Band, ...], Meta(min_length=2)]
    facts: tuple[FactId, ...] = ()


class Outcome(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="outcome", tag_field="kind"):
    """Where a path ends.

    `support` adds the chosen platform's own channels, by `topic` (else the trouble) and `role`; `contact` names others.
    `helplines` are the public desks that fit, null for the platform's own. The steps of `block` stand before step
    number `block_at` (from 0). `no_help` says plainly that nobody can help, where that is so.
    """

    id: Id
    title: Text
    role: Role = "any"
    steps: Annotated[tuple[Step, ...], Meta(min_length=1)]
    support: bool = True
    topic: Id | None = None
    block: Id | None = None
    block_at: Annotated[int, Meta(ge=0)] = 0
    helplines: tuple[Id, ...] | None = None
    contact: tuple[Reach, ...] = ()
    evidence: tuple[Statement, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    inquiry: Inquiry | None = None
    escalate: Id | None = None
    warnings: tuple[Statement, ...] = ()
    no_help: Text | None = None
    facts: tuple[FactId, ...]


Node = Question | Amount | Outcome


class Symptoms(Struct, frozen=True, forbid_unknown_fields=True):
    """How people describe it, as they type it."""

    ja: tuple[Words, ...]
    en: tuple[Words, ...]


class Trouble(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A decision tree. Nodes lead only further down the list, so no path can loop.

    `gone` is the outcome for a platform that has ended: nothing is asked.
    """

    id: Id
    title: Text
    symptoms: Symptoms
    role: Role = "any"
    platforms: tuple[Id, ...]
    start: Id
    gone: Id | None = None
    nodes: Annotated[tuple[Node, ...], Meta(min_length=2)]


class Rung(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rung of a ladder: what to do there, and the public desk to reach."""

    text: Text
    desk: Id | None = None
    facts: tuple[FactId, ...]


class Ladder(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where to turn, in order, when the platform is gone or silent; `role` is whom it is for."""

    id: Id
    title: Text
    role: Role = "any"
    rungs: Annotated[tuple[Rung, ...], Meta(min_length=1)]


class Synonyms(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that search treats as one, in any script; the first represents the others."""

    id: Id
    words: Annotated[tuple[Words, ...], Meta(min_length=2)]


class Elsewhere(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Negative examples: a query closer to these than to our names and symptoms finds nothing."""

    id: Id
    ja: tuple[Words, ...] = ()
    en: tuple[Words, ...] = ()
