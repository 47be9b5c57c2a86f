"""Opening hours for a browser: the compiled timetables, each kind of day once, and Japan's holidays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from mktsupport.japan.hours import Day, TableOf

AHEAD = 10  # years of holidays that a page knows after the knowledge was read; later moments get no claim


def compact(hours: str, table_of: TableOf) -> dict[str, Any] | None:
    """A timetable with each day's spans once: kinds of day -> Monday to Sunday, twice -> spans; None without one."""
    table = table_of(hours)
    if table is None:
        return None
    spans: list[Day] = []
    kinds = []
    for kind in table.kinds:
        for day in kind:
            if day not in spans:
                spans.append(day)
        kinds.append([spans.index(day) for day in kind])
    return {"spans": spans, "kinds": kinds, "days": table.days}


def openings(named: Iterable[str | None], table_of: TableOf) -> dict[str, Any]:
    """The timetables of these hours, by the hours themselves."""
    found = {hours: compact(hours, table_of) for hours in dict.fromkeys(named) if hours}
    return {hours: table for hours, table in found.items() if table}


def by_year(holidays: Mapping[date, object]) -> dict[str, str]:
    """Holidays as `{"2026": "0101 0112 …"}`, a sixth of their size in full."""
    years: dict[str, list[str]] = {}
    for day in sorted(holidays):
        years.setdefault(f"{day:%Y}", []).append(f"{day:%m%d}")
    return {year: " ".join(days) for year, days in years.items()}
