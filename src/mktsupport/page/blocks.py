"""A page as blocks of styled text, without widths and colours."""

from __future__ import annotations

from typing import Literal, NamedTuple

Style = Literal["plain", "strong", "dim", "open", "closed", "unknown", "ended", "doubt", "command"]
_EIGHTHS = " ▏▎▍▌▋▊▉"


class Span(NamedTuple):
    """A run of text in one style; `link` is what a click opens."""

    text: str
    style: Style = "plain"
    link: str | None = None


class Row(NamedTuple):
    """A paragraph: `indent` cells in, its wrapped lines hanging under the text after `marker`.

    `below` stands where the marker was on the wrapped lines; a `whole` row is left to the terminal to wrap, so that
    a command copied from the screen is one line.
    """

    spans: tuple[Span, ...]
    indent: int = 0
    marker: Span = Span("")
    below: str | None = None
    whole: bool = False


class Notice(NamedTuple):
    """A framed text to be read first."""

    title: str
    body: tuple[str, ...]
    style: Style


class Grid(NamedTuple):
    """Aligned columns; the ones in `right` are numbers."""

    rows: tuple[tuple[Span, ...], ...]
    right: frozenset[int] = frozenset()
    indent: int = 2


class Gap:
    """An empty line."""


Block = Row | Notice | Grid | Gap
Page = list[Block]


def heading(text: str, style: Style = "strong") -> Page:
    """A title after an empty line."""
    return [Gap(), row(Span(text, style))]


def row(*parts: str | Span, indent: int = 0, marker: str | Span = "") -> Row:
    """A row of strings and spans."""
    spans = tuple(Span(part) if isinstance(part, str) else part for part in parts)
    return Row(spans, indent, Span(marker) if isinstance(marker, str) else marker)


def bar(value: int, most: int, widest: int = 24) -> str:
    """A bar of at most so many cells, to an eighth of a cell."""
    eighths = value * widest * 8 // most if most else 0
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
