"""The catalogue of troubles, as every page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mktsupport.japan.text import Language
from mktsupport.page.blocks import Gap, Grid, Page, Span, row
from mktsupport.page.labels import label

if TYPE_CHECKING:
    from mktsupport.views import TroubleRow


def troubles(rows: Sequence[TroubleRow], language: Language) -> Page:
    """The troubles by role, and the command that starts with one of them."""
    blocks: Page = []
    for role in ("any", "buyer", "seller"):
        grid = Grid(tuple((Span(each.id, "command"), Span(each.title)) for each in rows if each.role == role))
        if grid.rows:
            title = f"{label(language, 'troubles')} · {label(language, f'role-of-{role}')}"
            blocks += [row(Span(title, "strong")), grid, Gap()]
    return [*blocks, row(Span(label(language, "list-diagnose"), "command"))]
