"""All that the site shows, fetched from the library once."""

from __future__ import annotations

from datetime import date
from functools import cache

from markupsafe import Markup
from msgspec import Struct

from mktsupport.contact import answer as contact
from mktsupport.evidence import Evidence
from mktsupport.japan.dates import Holidays
from mktsupport.japan.hours import TableOf
from mktsupport.knowledge.library import Library
from mktsupport.records import Amount, Ladder, Node, Outcome, Platform, Question, Trouble
from mktsupport.site.openings import AHEAD


class Line(Struct, frozen=True):
    """A desk in one line: its opening hours, from which a browser tells whether it is open, and its HTML."""

    hours: str | None
    html: Markup


class Everything(Struct, frozen=True, kw_only=True):
    """The knowledge in the order in which it is shown; `looked` is the last day on which somebody read a source.

    `lines` keeps what is drawn already, since the same desk stands on hundreds of pages.
    """

    platforms: dict[str, Platform]
    troubles: list[Trouble]
    ladders: dict[str, Ladder]
    evidence: Evidence
    holidays: Holidays
    table_of: TableOf
    looked: date
    lines: dict[tuple[str, str, str], Line] = {}

    def concerned(self, trouble: Trouble) -> list[Platform]:
        """The platforms of a trouble that are known."""
        return [self.platforms[name] for name in trouble.platforms if name in self.platforms]

    def about(self, platform: Platform) -> list[Trouble]:
        """The troubles that a platform's users meet."""
        return [trouble for trouble in self.troubles if platform.id in trouble.platforms]


def everything(library: Library) -> Everything:
    """The whole library. The year before the knowledge was read is the first whose holidays a page needs."""
    platforms = {each.id: each for each in library.platforms(row.id for row in library.platform_rows("en"))}
    troubles = library.troubles()
    nodes = [node for trouble in troubles for node in trouble.nodes]
    named = dict.fromkeys(node.escalate for node in nodes if isinstance(node, Outcome) and node.escalate)
    ladders = {name: library.ladder(name) for name in named}
    evidence = library.evidence(
        [
            *(name for platform in platforms.values() for name in contact.fact_ids(platform)),
            *(name for platform in platforms.values() for fee in platform.fees for name in fee.facts),
            *(name for platform in platforms.values() for fee in platform.fees for t in fee.tiers for name in t.facts),
            *(name for node in nodes for name in cited(node)),
            *(name for ladder in ladders.values() for rung in ladder.rungs for name in rung.facts),
        ]
    )
    looked = max((fact.looked for fact, _ in evidence.values()), default=date(2000, 1, 1))
    return Everything(
        platforms=platforms,
        troubles=troubles,
        ladders=ladders,
        evidence=evidence,
        holidays=library.holidays(date(looked.year - 1, 1, 1), date(looked.year + AHEAD, 12, 31)),
        table_of=cache(library.timetable),
        looked=looked,
    )


def cited(node: Node) -> list[str]:
    """The facts behind a node, whoever reads it."""
    names = list(node.facts)
    if isinstance(node, Question | Amount):
        return names
    for part in (node.steps, node.deadlines, node.evidence, node.warnings):
        names += (name for each in part for name in each.facts)
    return names
