"""The coverage of the knowledge: for each trouble and platform, how many statements are for that platform alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from mktsupport.japan.text import Language
from mktsupport.records import MARKETS, Outcome, Trouble
from mktsupport.views import PlatformRow

Covered = Literal["own", "general", "nothing"]


class CoverageCell(Struct, frozen=True, kw_only=True):
    """`covered` is own, general or nothing; `statements` counts the platform's own."""

    platform: str
    covered: Covered
    statements: int


class CoverageRow(Struct, frozen=True, kw_only=True):
    """A trouble, with a cell for each platform in the answer's order."""

    id: str
    title: str
    cells: list[CoverageCell]


class CoverageAnswer(Struct, frozen=True, kw_only=True):
    """`own`, `general` and `nothing` count the cells."""

    platforms: list[PlatformRow]
    troubles: list[CoverageRow]
    own: int
    general: int
    nothing: int


def own_statements(trouble: Trouble) -> Counter[str]:
    """How many steps, deadlines, pieces of evidence and warnings are for each platform alone.

    All statements count in a tree that is for one platform.
    """
    alone = trouble.platforms if len(trouble.platforms) == 1 else ()
    return Counter(
        name
        for node in trouble.nodes
        if isinstance(node, Outcome)
        for part in (node.steps, node.deadlines, node.evidence, node.warnings)
        for statement in part
        for name in statement.only or alone
    )


def coverage(troubles: Sequence[Trouble], platforms: Sequence[PlatformRow], language: Language) -> CoverageAnswer:
    """Every trouble with every platform where people trade; those that are gone come last."""
    columns = sorted((each for each in platforms if each.kind in MARKETS), key=lambda each: each.gone)
    rows = [_row(trouble, columns, language) for trouble in troubles]
    counts = Counter(cell.covered for row in rows for cell in row.cells)
    return CoverageAnswer(
        platforms=columns, troubles=rows, own=counts["own"], general=counts["general"], nothing=counts["nothing"]
    )


def _row(trouble: Trouble, columns: Sequence[PlatformRow], language: Language) -> CoverageRow:
    own = own_statements(trouble)
    cells = [_cell(each.id, trouble, own[each.id]) for each in columns]
    return CoverageRow(id=trouble.id, title=trouble.title.in_language(language), cells=cells)


def _cell(platform: str, trouble: Trouble, own: int) -> CoverageCell:
    covered: Covered = "own" if own else "general" if platform in trouble.platforms else "nothing"
    return CoverageCell(platform=platform, covered=covered, statements=own)
