"""All that the site shows, fetched from the library once."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache

from markupsafe import Markup
from msgspec import Struct

from mktsupport.contact.answer import fact_ids
from mktsupport.evidence import Evidence
from mktsupport.japan.dates import JAPAN
from mktsupport.japan.hours import Calendar
from mktsupport.knowledge.library import Library
from mktsupport.page.labels import join_list
from mktsupport.records import Deadline, Ladder, Language, Node, Outcome, Platform, Statement, Step, Trouble

YEARS_AHEAD = 10  # of holidays after the knowledge was read; the browser says nothing of later moments


class Line(Struct, frozen=True):
    """A desk in one line: its opening hours, from which a browser tells whether it is open, and its HTML."""

    hours: str | None
    html: Markup


class Everything(Struct, frozen=True, kw_only=True):
    """The knowledge in the order in which it is shown; `looked` is the last day on which somebody read a source.

    `lines` keeps the HTML of desks, since the same desk stands on hundreds of pages.
    """

    platforms: dict[str, Platform]
    troubles: list[Trouble]
    ladders: dict[str, Ladder]
    evidence: Evidence
    calendar: Calendar
    looked: date
    lines: dict[tuple[str, str | None, str, str], Line] = {}

    @property
    def at(self) -> datetime:
        """The moment of the answers on the pages; the browser replaces what depends on it."""
        return datetime.combine(self.looked, time(), JAPAN)

    def platforms_of(self, trouble: Trouble) -> list[Platform]:
        return [self.platforms[name] for name in trouble.platforms if name in self.platforms]

    def troubles_of(self, platform: Platform) -> list[Trouble]:
        return [trouble for trouble in self.troubles if platform.id in trouble.platforms]

    def names(self, platforms: list[str], language: Language) -> str:
        """The names of the platforms that are known, as a list in a sentence."""
        known = [self.platforms[name] for name in platforms if name in self.platforms]
        return join_list([each.name.in_language(language) for each in known], language)


def everything(library: Library) -> Everything:
    """The whole library, with holidays from the year before it was read."""
    platforms = {each.id: each for each in library.platforms(row.id for row in library.platform_rows("en"))}
    troubles = library.troubles()
    nodes = [node for trouble in troubles for node in trouble.nodes]
    escalations = dict.fromkeys(node.escalate for node in nodes if isinstance(node, Outcome) and node.escalate)
    ladders = {name: library.ladder(name) for name in escalations}
    evidence = library.evidence(
        [
            *(name for platform in platforms.values() for name in (*fact_ids(platform), *fee_facts(platform))),
            *(name for node in nodes for name in node_facts(node)),
            *(name for ladder in ladders.values() for rung in ladder.rungs for name in rung.facts),
        ]
    )
    looked = max((fact.looked for fact, _ in evidence.values()), default=date(2000, 1, 1))
    holidays = library.holidays(date(looked.year - 1, 1, 1), date(looked.year + YEARS_AHEAD, 12, 31))
    return Everything(
        platforms=platforms,
        troubles=troubles,
        ladders=ladders,
        evidence=evidence,
        calendar=Calendar(holidays, cache(library.timetable)),
        looked=looked,
    )


def fee_facts(platform: Platform) -> list[str]:
    """The facts behind a platform's fees."""
    lists = [facts for fee in platform.fees for facts in (fee.facts, *(tier.facts for tier in fee.tiers))]
    return [name for facts in lists for name in facts]


def node_facts(node: Node) -> list[str]:
    """The facts behind a node, for the readers of every platform."""
    parts: list[Step | Deadline | Statement] = []
    if isinstance(node, Outcome):
        parts = [*node.steps, *node.deadlines, *node.evidence, *node.warnings]
    return [*node.facts, *(name for part in parts for name in part.facts)]
