"""A case as the command line asks about it: a trouble, a platform and answers, looked up in the library."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from mktsupport.diagnose.answer import Context, DiagnosisAnswer, cited_facts, diagnosis, platform_ids
from mktsupport.diagnose.walk import Walk, tree_for, walk
from mktsupport.errors import AskedWronglyError
from mktsupport.japan.deadlines import LAST_DAY, japan_day
from mktsupport.japan.hours import Calendar
from mktsupport.knowledge.library import Library
from mktsupport.records import MARKETS, Delivery, Language, Outcome, Platform, Text, Trouble


class Case:
    """One trouble with the answers so far; a conversation changes `platform` and `answers`."""

    def __init__(
        self,
        library: Library,
        trouble: str,
        platform: str | None,
        answers: Sequence[str],
        at: datetime,
        language: Language,
        data: Sequence[str] = (),
        since: datetime | date | None = None,
    ) -> None:
        self.library, self.at, self.language, self.data, self.since = library, at, language, data, since
        self.trouble = library.trouble(trouble)
        self.platform = library.platform(platform) if platform else None
        if self.platform and self.platform.id not in self.trouble.platforms:
            self.platform = library.living(self.platform)
        if self.platform:
            refuse_desk(self.platform)
        self.answers = list(answers)
        self.calendar = library.calendar(at.date())
        if since:
            eve = japan_day(since) - timedelta(days=1)
            self.calendar = Calendar(library.holidays(eve, LAST_DAY), library.timetable)

    @property
    def platform_name(self) -> str | None:
        return self.platform.name.in_language(self.language) if self.platform else None

    @property
    def tree(self) -> Trouble:
        """The trouble's tree as the platform's users walk it."""
        return tree_for(self.trouble, self.platform)

    def _carrier(self, way: Walk) -> Platform | None:
        """The carrier of the delivery method in the answers, if a step sends there."""
        if not isinstance(way.node, Outcome) or not any(step.to_carrier for step in way.node.steps):
            return None
        carriers = {each.id: each.carrier for each in self.library.records(Delivery)}
        names = [carriers[each.answer] for each in way.passed if each.answer in carriers]
        return self.library.platform(names[0]) if names and names[0] else None

    def answer(self, answers: Sequence[str] | None = None) -> DiagnosisAnswer:
        """Where `answers`, by default those so far, lead."""
        tree = self.tree
        way = walk(tree, self.answers if answers is None else answers)
        escalate = way.node.escalate if isinstance(way.node, Outcome) else None
        ladder = self.library.ladder(escalate) if escalate else None
        others = self.library.platforms(platform_ids(way.node, self.platform, ladder))
        context = Context(self.platform, {each.id: each for each in others}, ladder, self._carrier(way))
        evidence = self.library.evidence(cited_facts(way.node, context))
        return diagnosis(tree, way, context, self.at, self.calendar, evidence, self.language, self.data, self.since)


def refuse_desk(platform: Platform) -> None:
    """Refuse a public desk where a marketplace or an exchange is needed."""
    if platform.kind not in MARKETS:
        raise AskedWronglyError(
            Text(f"{platform.name.ja}は売り買いの場ではありません", f"{platform.name.en} is no marketplace"),
            Text(f"連絡の仕方: `mktsupport contact {platform.id}`", f"to reach it: `mktsupport contact {platform.id}`"),
        )
