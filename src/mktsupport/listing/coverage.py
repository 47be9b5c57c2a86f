"""How far the knowledge reaches: for each trouble and platform, how much of it is that platform's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mktsupport.japan.text import Language
from mktsupport.records import Outcome, Trouble
from mktsupport.views import CoverageAnswer, CoverageCell, CoverageRow, Covered, PlatformRow


def own_statements(trouble: Trouble) -> Counter[str]:
    """How many steps, deadlines, pieces of evidence and warnings each platform has to itself.

    A tree that is for one platform is all its own.
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


def answer(troubles: Sequence[Trouble], platforms: Sequence[PlatformRow], language: Language) -> CoverageAnswer:
    """Every trouble with every platform but the public desks; those that are gone come last."""
    columns = sorted((each for each in platforms if each.kind != "public"), key=lambda each: each.gone)
    rows = [_row(trouble, columns, language) for trouble in troubles]
    totals = Counter(cell.covered for row in rows for cell in row.cells)
    return CoverageAnswer(
        platforms=columns,
        troubles=rows,
        own=totals["own"],
        general=totals["general"],
        nothing=totals["nothing"],
    )


def _row(trouble: Trouble, columns: Sequence[PlatformRow], language: Language) -> CoverageRow:
    own = own_statements(trouble)
    return CoverageRow(
        id=trouble.id,
        title=trouble.title.in_language(language),
        cells=[_cell(each.id, trouble, own[each.id]) for each in columns],
    )


def _cell(platform: str, trouble: Trouble, own: int) -> CoverageCell:
    covered: Covered = "own" if own else "general" if platform in trouble.platforms else "nothing"
    return CoverageCell(platform=platform, covered=covered, statements=own)
