"""A page for a pipe: plain lines, without colour and never wrapped."""

from __future__ import annotations

from mktsupport.page.blocks import Grid, Notice, Page, Row, Span
from mktsupport.page.line_breaks import cells


def text(page: Page) -> str:
    """The page as lines, each ended by a newline."""
    lines: list[str] = []
    for block in page:
        if isinstance(block, Row):
            words = "".join(span.text for span in block.spans)
            lines.append(f"{' ' * block.indent}{block.marker.text}{words}".rstrip())
        elif isinstance(block, Notice):
            lines += [f"*** {block.title} ***", *block.body]
        elif isinstance(block, Grid):
            lines += grid_lines(block)
        else:
            lines.append("")
    return "".join(f"{line}\n" for line in lines)


def grid_lines(grid: Grid) -> list[str]:
    """The rows of a grid, padded into columns."""
    return ["".join(span.text for span in padded(grid, row)).rstrip() for row in grid.rows]


def padded(grid: Grid, row: tuple[Span, ...]) -> list[Span]:
    """A grid's row as spans, with the spaces that align it."""
    spans = [Span(" " * grid.indent)]
    for column, span in enumerate(row):
        width = max(cells(each[column].text) for each in grid.rows if column < len(each))
        space = Span(" " * (width - cells(span.text)))
        spans += [space, span] if column in grid.right else [span, space]
        spans.append(Span("  "))
    return spans
