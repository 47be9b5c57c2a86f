"""Which schedule a row is charged by: its platform, and what was in force on its day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mktsupport.errors import SupportError
from mktsupport.fee import answer as fees
from mktsupport.japan.words import period
from mktsupport.rows import TariffRow

if TYPE_CHECKING:
    from mktsupport.fee.answer import AnyFee


class Tariff(NamedTuple):
    """A schedule with the platform it belongs to and the days, inclusive, on which a row is charged by it."""

    platform: str
    schedule: AnyFee
    first: date = date.min
    last: date = date.max


def dated(platform: TariffRow, name: str | None) -> list[Tariff]:
    """A platform's schedules, each for the days it was in force; where several were, the first stands, as in `fee`."""
    return [
        Tariff(platform.id, schedule, *period(schedule.since, schedule.until))
        for schedule in platform.fees
        if name is None or schedule.id == name
    ]


def undated(platform: TariffRow, on: date, name: str | None, *, asked: bool) -> list[Tariff]:
    """The one schedule that `fee` would charge by on a day; none where no fee of that day is known."""
    try:
        return [Tariff(platform.id, fees.schedules(platform, on, asked=asked, name=name)[0])]
    except SupportError:
        return []
