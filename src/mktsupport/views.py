"""What a question comes back as. Encoded as JSON these are the public contract: keys may be added, never taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

from msgspec import Struct

from mktsupport.evidence import FactView
from mktsupport.japan.text import Language
from mktsupport.records import GONE, ChannelKind, Cost, PlatformKind, Role, State, Text, Trust

if TYPE_CHECKING:  # an answer is only ever written, so nothing looks its types up
    from mktsupport.japan.identity import Kind, Likeness

DeskState = Literal["open", "closed", "unknown", "ended"]
Match = Literal["value", "domain"]
Occurrence = Literal["listed", "ended", "domain", "not-listed"]


V = TypeVar("V", bound=Struct)


def view(kind: type[V], record: Struct, language: Language, **own: Any) -> V:  # noqa: ANN401 - any field of the view
    """A `record` as an answer shows it: the fields that both have, in one language, and the view's `own`."""
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


class RuleView(Struct, frozen=True, kw_only=True):
    id: str
    text: str
    penalty: str | None
    exception: str | None
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


class ContactAnswer(Struct, frozen=True, kw_only=True):
    """Whom to reach. `via` is the merged service that was asked about, where its successor answers."""

    platform: PlatformView
    via: PlatformView | None
    at: str
    advice: str
    channels: list[ChannelView]
    helplines: list[str]
    desks: list[DeskView]
    rules: list[RuleView]
    facts: list[FactView]


class NowAnswer(Struct, frozen=True, kw_only=True):
    """Whom to reach at this moment: what closes first stands first, then what opens first; `unknown` is neither."""

    at: str
    trouble: str | None
    title: str | None
    platform: PlatformView | None
    open: list[DeskView]
    next: list[DeskView]
    unknown: list[DeskView]


class ListedView(Struct, frozen=True, kw_only=True):
    """Where a value occurs: a channel, or with a null `channel` the platform itself, whose domain it is.

    `match` is value, or domain where only the domain is the same.
    """

    match: Match
    platform: str
    name: str
    state: State
    ended: str | None
    channel: str | None
    channel_name: str | None
    value: str | None
    trust: Trust | None
    facts: list[str]

    @property
    def gone(self) -> bool:
        return self.state in GONE


class ImitationView(Struct, frozen=True, kw_only=True):
    """`likeness` is look-alike, near or name; `swapped` says which characters stand for which."""

    domain: str
    likeness: Likeness
    platforms: list[str]
    swapped: list[str]


class WhoAnswer(Struct, frozen=True, kw_only=True):
    """`state` is listed, ended, domain (only the domain occurs) or not-listed; nothing here means safe."""

    asked: str
    kind: Kind
    normal: str
    state: Occurrence
    says: str
    caution: str
    listed: list[ListedView]
    imitates: ImitationView | None
    facts: list[FactView]


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
