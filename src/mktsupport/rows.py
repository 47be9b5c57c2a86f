"""The records that `fee` reads, as named tuples: importing msgspec would take a tenth of its time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from mktsupport.japan.text import Wording
from mktsupport.japan.yen import number_of

if TYPE_CHECKING:
    from mktsupport.records import Payer, Rounding, State, Sure, Tax, Trust

JsonObject = dict[str, Any]  # a record as the library keeps it


class TierRow(NamedTuple):
    """A `records.Tier`."""

    up_to: int | None
    flat: int | None
    rate: str | None
    facts: tuple[str, ...]


class FeeRow(NamedTuple):
    """A `records.Fee`."""

    id: str
    name: Wording
    payer: Payer
    since: str | None
    until: str | None
    tax: Tax | None
    rounding: Rounding
    rounding_stated: bool
    tiers: tuple[TierRow, ...]
    assumptions: tuple[Wording, ...]
    facts: tuple[str, ...]


class StatusRow(NamedTuple):
    """A `records.Status` without its note and its facts."""

    state: State
    on: str | None
    successor: str | None

    @property
    def gone(self) -> bool:
        """Whether the service has ended or was merged."""
        return self.state in ("ended", "merged")  # `records.GONE` needs msgspec

    @property
    def followed_by(self) -> str | None:
        """The platform that a merged service lives on as."""
        return self.successor if self.state == "merged" else None


class TariffRow(NamedTuple):
    """A `records.Platform`: what it is called, whether it lives and what it charges."""

    id: str
    name: Wording
    status: StatusRow
    fees: tuple[FeeRow, ...]


class FactRow(NamedTuple):
    """A `records.Fact`: what a page shows of it, the dates as they are written."""

    id: str
    source: str
    says: Wording
    sure: Sure | None
    as_of: str | None
    looked: str
    confirmed: str | None


class SourceRow(NamedTuple):
    """A `records.Source`."""

    id: str
    title: str
    publisher: str | None
    url: str | None
    document: Wording | None
    trust: Trust


def tariff_row(platform: JsonObject) -> TariffRow:
    """The tariff of a platform; KeyError or TypeError where it is no platform of this version."""
    status = platform["status"]
    return TariffRow(
        platform["id"],
        Wording(**platform["name"]),
        StatusRow(status["state"], status["on"], status["successor"]),
        tuple(_fee_row(fee) for fee in platform["fees"]),
    )


def _fee_row(fee: JsonObject) -> FeeRow:
    return FeeRow(
        **fee
        | {
            "name": Wording(**fee["name"]),
            "tiers": tuple(TierRow(**tier | {"facts": tuple(tier["facts"])}) for tier in fee["tiers"]),
            "assumptions": tuple(Wording(**text) for text in fee["assumptions"]),
            "facts": tuple(fee["facts"]),
        }
    )


def fact_row(fact: JsonObject) -> FactRow:
    """A fact; errors as above."""
    shown = {name: fact[name] for name in FactRow._fields}
    return FactRow(**shown | {"says": Wording(**fact["says"])})


def source_row(source: JsonObject) -> SourceRow:
    """A source; errors as above."""
    document = source["document"]
    return SourceRow(**source | {"document": Wording(**document) if document else None})


def step(
    options: Iterable[tuple[str, str]], bands: Iterable[tuple[int | None, str]], unit: str | None, answer: str
) -> tuple[str, str] | None:
    """`answer` in its short form and the node it leads to; None if the node does not take this answer.

    A question has `options` (id, node); an amount has a `unit` and `bands` (last number included, node).
    """
    if unit is None:
        return next(((answer, to) for name, to in options if name == answer), None)
    number = number_of(answer, unit)
    if number is None:
        return None
    return str(number), next(to for up_to, to in bands if up_to is None or number <= up_to)
