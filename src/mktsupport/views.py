"""Answers and their parts. As JSON they are the public contract: keys may be added, never removed."""

from __future__ import annotations

from typing import Any, Literal, TypeVar

from msgspec import Struct

from mktsupport.japan.text import Language
from mktsupport.records import GONE, ChannelKind, Cost, PlatformKind, Role, State, Text, Trust

DeskState = Literal["open", "closed", "unknown", "ended", "doubtful"]


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
    url: str | None
    uri: str | None
    languages: list[str]
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
