"""A page on a terminal: wrapped to its width, coloured by meaning, with links that can be clicked."""

from __future__ import annotations

from typing import TextIO

from rich.box import HEAVY
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from mktsupport.page.blocks import Grid, Notice, Page, Row, Span
from mktsupport.page.line_breaks import cells, wrap
from mktsupport.page.plain import padded

WIDEST = 100  # cells: longer lines are hard to read
NARROWEST = 20

STYLES = {
    "plain": "",
    "strong": "bold",
    "dim": "dim",
    "open": "bold green",
    "closed": "yellow",
    "unknown": "cyan",
    "ended": "bold red",
    "doubt": "magenta",
    "command": "bold cyan",
}


def draw(page: Page, out: TextIO) -> None:
    """Draw the page on `out`, which is a terminal or is told to look like one."""
    console = Console(file=out, highlight=False, markup=False, emoji=False, soft_wrap=True)
    width = max(NARROWEST, min(console.width, WIDEST))
    for block in page:
        if isinstance(block, Row):
            _row(console, block, width)
        elif isinstance(block, Notice):
            _notice(console, block, width)
        elif isinstance(block, Grid):
            _grid(console, block, width)
        else:
            console.print()


def _styled(spans: list[Span]) -> Text:
    """Rich's text, never a string: knowledge is no markup."""
    text = Text(no_wrap=True, overflow="ignore", end="")
    for span in spans:
        style = STYLES[span.style]
        text.append(span.text, f"{style} link {span.link}".strip() if span.link else style)
    return text


def _row(console: Console, block: Row, width: int) -> None:
    lead = [Span(" " * block.indent), block.marker]
    if block.whole:
        console.print(_styled([*lead, *block.spans]))
        return
    hang = block.indent + max(cells(block.marker.text), cells(block.below or ""))
    if block.below is None and hang > width // 2:
        console.print(_styled(lead))
        lead, hang = [Span(" " * (block.indent + 2))], block.indent + 2
    rest = [Span(" " * block.indent), Span(block.below, block.marker.style)] if block.below else [Span(" " * hang)]
    for n, line in enumerate(wrap(block.spans, max(width - hang, 4))):
        console.print(_styled([*(rest if n else lead), *line]))


def _notice(console: Console, block: Notice, width: int) -> None:
    lines = [line for words in block.body for line in wrap((Span(words),), width - 4)]
    body = Text("\n").join(_styled(line) for line in lines)
    body.no_wrap = True
    style = STYLES[block.style]
    # The title is the first line inside: a frame's own title is cut where it is too long.
    head = Text("\n").join(_styled(line) for line in wrap((Span(block.title, block.style),), width - 4))
    whole = Text("\n").join([head, body]) if lines else head
    console.print(Panel(whole, box=HEAVY, border_style=style, width=width), soft_wrap=False)


def _grid(console: Console, grid: Grid, width: int) -> None:
    """Columns where they fit; otherwise each row's parts one under the other."""
    for row in grid.rows:
        line = padded(grid, row)
        if sum(cells(span.text) for span in line) - 2 <= width:
            console.print(_styled(line))
            continue
        for n, span in enumerate(each for each in row if each.text):
            indent = grid.indent + (2 if n else 0)
            for part in wrap((span,), width - indent):
                console.print(_styled([Span(" " * indent), *part]))
