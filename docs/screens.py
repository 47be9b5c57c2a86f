"""Write screens.md: on how many screens the chosen service has a step of its own, by trouble and service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mktsupport.diagnose.walk import applies, tree_for
from mktsupport.knowledge.library import open_library
from mktsupport.records import MARKETS, Amount, Outcome, Platform, Question, Trouble

FILE = Path(__file__).with_name("screens.md")


def outcomes(trouble: Trouble, platform: Platform) -> Iterator[Outcome]:
    """The outcomes that the platform's users can reach, in the order of the tree."""
    tree = tree_for(trouble, platform)
    reached = {tree.start}
    for node in tree.nodes:  # nodes lead only further down
        if node.id not in reached:
            continue
        if isinstance(node, Outcome):
            yield node
        elif isinstance(node, Question):
            reached |= {option.to for option in node.options}
        elif isinstance(node, Amount):
            reached |= {band.to for band in node.bands}


def has_own_step(outcome: Outcome, platform: Platform) -> bool:
    """Whether a step is for this platform by name, or sends to it."""
    return any(
        platform.id in step.only or (step.reach is not None and step.reach.platform == platform.id)
        for step in outcome.steps
        if applies(step, platform)
    )


def table() -> str:
    library = open_library()
    platforms = [
        each
        for each in library.platforms(row.id for row in library.platform_rows("en") if row.kind in MARKETS)
        if not each.status.gone
    ]
    lines = []
    total = none = 0
    for trouble in library.troubles():
        cells = []
        for platform in platforms:
            found = list(outcomes(trouble, platform)) if platform.id in trouble.platforms else []
            without = sum(not has_own_step(outcome, platform) for outcome in found)
            total, none = total + len(found), none + without
            cells.append(f"{without} / {len(found)}" if found else "")
        lines.append(f"| {trouble.id} | " + " | ".join(cells) + " |")
    head = "| trouble | " + " | ".join(each.id for each in platforms) + " |\n|---|" + "---|" * len(platforms)
    share = f"{100 * none / total:.1f}"
    return (
        "# Screens without a step of the service's own\n\n"
        "Of the outcomes that a service's users can reach in each tree: those with general steps only / all of them. "
        "Written by `just generate`.\n\n"
        f"{head}\n" + "\n".join(lines) + f"\n\n{none} of {total} screens ({share} %) have general steps only.\n"
    )


def files() -> dict[Path, str]:
    """The page, and what it should hold."""
    return {FILE: table()}
