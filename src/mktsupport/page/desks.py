"""Desks as all pages show them: one a line, with their state in words and colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mktsupport.japan.dates import Holidays, moment, since_when
from mktsupport.japan.text import Language
from mktsupport.page.blocks import Gap, Page, Span, Style, row
from mktsupport.page.labels import label
from mktsupport.views import ChannelView, DeskState, DeskView

STATES: dict[DeskState, Style] = {
    "open": "open",
    "closed": "closed",
    "unknown": "unknown",
    "ended": "ended",
    "doubtful": "doubt",
}


def ended_title(name: str, on: str | None, language: Language) -> str:
    if on is None:
        return label(language, "ended-title-undated", name=name)
    return label(language, "ended-title", name=name, on=since_when(on, language))


def standing(each: ChannelView | DeskView, now: datetime, holidays: Holidays, language: Language) -> Span:
    """The state of a desk, and until when, in words and colour."""

    def when(text: str) -> str:
        return moment(datetime.fromisoformat(text), now, language, holidays)

    words = label(language, each.state)
    if each.state == "open":
        words = label(language, "open-until", when=when(each.until)) if each.until else label(language, "always-open")
    elif each.state == "closed" and each.opens:
        words = label(language, "closed-until", when=when(each.opens))
    return Span(words, STATES[each.state])


def desks(
    lines: Sequence[DeskView], now: datetime, holidays: Holidays, language: Language, *, title: str | None
) -> Page:
    """Help lines and other contacts, one a row, with their state."""
    if not lines:
        return []
    blocks: Page = [Gap(), row(Span(label(language, title), "strong"))] if title else []
    for each in lines:
        blocks.append(row(*desk_line(each, now, holidays, language), indent=2, marker="- "))
    return blocks


def desk_line(each: DeskView, now: datetime, holidays: Holidays, language: Language) -> list[str | Span]:
    """A desk: its name, number, state and cost."""
    parts: list[str | Span] = [each.name, "  "]
    if each.value:
        parts += [Span(each.value, "strong", each.uri), "  "]
    parts.append(standing(each, now, holidays, language))
    if each.cost != "unknown":
        parts.append(Span(f"  {label(language, f'cost-{each.cost}')}", "dim"))
    return parts
