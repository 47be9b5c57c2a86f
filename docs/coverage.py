"""Makes docs/coverage.md: how far the knowledge reaches, and where it should reach further."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mktsupport.knowledge.library import Library, open_library
from mktsupport.listing.answer import CoverageAnswer, CoverageCell, CoverageRow, coverage
from mktsupport.views import PlatformRow

PAGE = Path(__file__).with_suffix(".md")

GOODS = ("angry-buyer", "bad-review", "buyer-claims-not-received", "cancel-order", "not-as-described", "not-received",
         "ticket", "unfair-return", "unpaid", "wrong-item")  # fmt: skip
OF_A_TICKET = ("buyer-claims-not-received", "not-as-described", "not-received", "wrong-item")
TICKET_SITES = ("ticket-ryutsu-center", "ticketen", "ticketjam", "ticketplus-trade", "tiketore")

HEAD = """\
# Coverage

Made by `just generate`; `mktsupport list --coverage` shows the same on the screen.

A number is how many statements of outcomes (steps, deadlines, evidence, warnings) are for that service alone; a tree
for a single service is all its own. *general*: the tree names the service, but nothing in it is for that service alone.
–: the tree does not name the service; who walks it for that service gets the general statements. ×: see the end.

"""

GAPS = """
## Where it should reach further

Services that are not gone, and troubles that can happen there, without statements of their own.
"""

FOOT = """
## × Where nothing is missing

- An exchange sends no goods, so the trees about buying and selling them are not for it; `trade` is for it alone.
- On a site that sells only tickets, the tree `ticket` answers for one that has not come, is said not to have come, or
  is not the right one.

A service that has ended or was merged needs no more than the public help lines, or its successor's desk.
"""


def document(library: Library) -> str:
    """The page as it should stand."""
    answer = coverage(library.troubles(), library.platform_rows("en"), "en")
    japanese = {each.id: each.name for each in library.platform_rows("ja")}
    titles = {each.id: each.title for each in library.trouble_rows("ja")}
    every = answer.own + answer.general + answer.nothing
    return "".join(
        [
            HEAD,
            *_table(answer, japanese, titles),
            f"\nOf {every} cells, {answer.own} have statements of their own, ",
            f"{answer.general} are general only and {answer.nothing} have nothing.\n",
            GAPS,
            "\n### Known to be alive\n\n",
            *_gaps(answer, "active"),
            "\n### Not confirmed to be alive\n\n",
            *_gaps(answer, "unknown"),
            FOOT,
        ]
    )


def elsewhere(platform: PlatformRow, trouble: str) -> bool:
    """Whether a trouble cannot happen on a platform, or another tree answers it."""
    if platform.kind == "exchange":
        return trouble in GOODS
    return trouble == "trade" or (platform.id in TICKET_SITES and trouble in OF_A_TICKET)


def _table(answer: CoverageAnswer, japanese: dict[str, str], titles: dict[str, str]) -> Iterator[str]:
    heads = " | ".join(f"{each.name}<br>{japanese[each.id]}{_state(each)}" for each in answer.platforms)
    yield f"| | {heads} |\n|---|{'--:|' * len(answer.platforms)}\n"
    for row in answer.troubles:
        marks = [_mark(platform, row, cell) for platform, cell in zip(answer.platforms, row.cells, strict=True)]
        yield f"| `{row.id}`<br>{titles[row.id]} | {' | '.join(marks)} |\n"


def _state(platform: PlatformRow) -> str:
    return f"<br>({platform.state})" if platform.gone else ""


def _mark(platform: PlatformRow, row: CoverageRow, cell: CoverageCell) -> str:
    if cell.covered != "nothing":
        return str(cell.statements) if cell.covered == "own" else "general"
    return "×" if elsewhere(platform, row.id) else "–"


def _gaps(answer: CoverageAnswer, state: str) -> Iterator[str]:
    """A line for each trouble that lacks something on the platforms in this state."""
    for row in answer.troubles:
        named = [
            platform.id + (" (general only)" if cell.covered == "general" else "")
            for platform, cell in zip(answer.platforms, row.cells, strict=True)
            if platform.state == state and cell.covered != "own" and not elsewhere(platform, row.id)
        ]
        if named:
            yield f"- `{row.id}` {row.title}: {', '.join(named)}\n"


def files() -> dict[Path, str]:
    """The generated file and what it holds."""
    return {PAGE: document(open_library())}
