"""A diagnosis as the command line runs it: the trouble, the answers so far, and what the library knows about them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from mktsupport.diagnose import answer as outcomes
from mktsupport.diagnose import walk as diagnosis
from mktsupport.diagnose.answer import Surroundings
from mktsupport.errors import AskedWronglyError
from mktsupport.japan import deadlines
from mktsupport.japan.hours import Calendar
from mktsupport.knowledge.library import Library
from mktsupport.page.blocks import Page
from mktsupport.records import Language, Outcome, Text
from mktsupport.views import DiagnosisAnswer


class Case:
    """One trouble with the answers given so far."""

    def __init__(
        self,
        library: Library,
        trouble: str | None,
        platform: str | None,
        answers: Sequence[str],
        at: datetime,
        language: Language,
        data: Sequence[str] = (),
        since: datetime | date | None = None,
    ) -> None:
        if trouble is None:
            trouble = _picked(library, language)
        self.library, self.at, self.language, self.data, self.since = library, at, language, data, since
        self.trouble = library.trouble(trouble)
        self.platform = library.platform(platform) if platform else None
        if self.platform and self.platform.id not in self.trouble.platforms:
            self.platform = library.living(self.platform)
        self.answers = list(answers)
        self.calendar = library.calendar(at.date())
        if since:
            eve = deadlines.japan_day(since) - timedelta(days=1)
            self.calendar = Calendar(library.holidays(eve, deadlines.LAST_DAY), library.timetable)
        if self.platform and self.platform.kind == "public":
            raise AskedWronglyError(
                Text(
                    f"{self.platform.name.ja}は売り買いの場ではありません", f"{self.platform.name.en} is no marketplace"
                ),
                Text("`mktsupport list platforms` で一覧が出ます", "`mktsupport list platforms` shows them all"),
            )

    def answer(self, answers: Sequence[str] | None = None) -> DiagnosisAnswer:
        """Where the answers lead."""
        way = diagnosis.walk(self.trouble, self.answers if answers is None else answers)
        node = way.node
        ladder = self.library.ladder(node.escalate) if isinstance(node, Outcome) and node.escalate else None
        names = outcomes.named_platforms(node, self.platform, ladder)
        around = Surroundings(self.platform, {each.id: each for each in self.library.platforms(names)}, ladder)
        evidence = self.library.evidence(outcomes.cited(node, around))
        return outcomes.answer(
            self.trouble, way, around, self.at, self.calendar, evidence, self.language, self.data, self.since
        )

    def page(self, *, why: bool) -> Page:
        """The answer as a page."""
        from mktsupport.diagnose.page import page

        return page(self.answer(), self.name, self.calendar.holidays, self.language, why=why)

    @property
    def name(self) -> str | None:
        """The chosen platform's name."""
        return self.platform.name.in_language(self.language) if self.platform else None


def _picked(library: Library, language: Language) -> str:
    from mktsupport.diagnose import session

    return session.pick_trouble([(each.id, each.title, each.role) for each in library.trouble_rows(language)], language)


def converse(case: Case, *, platform_asked: bool) -> Case:
    """Ask what is still open until the outcome is reached."""
    from mktsupport.diagnose import session

    if not platform_asked and len(case.trouble.platforms) > 1:
        named = case.library.platforms(case.trouble.platforms)
        rows = [(each.id, each.name.in_language(case.language)) for each in named]
        chosen = session.pick_platform(case.trouble.title.in_language(case.language), rows, case.language)
        case.platform = case.library.platform(chosen) if chosen else None
    case.answers = session.converse(case.trouble, case.platform, case.answers, case.answer, case.language)
    return case


def troubles(library: Library, language: Language) -> Page:
    """The list of troubles, where nobody can be asked to pick one."""
    from mktsupport.listing.page import page

    return page(None, library.trouble_rows(language), language)


def picture(case: Case, *, as_mermaid: bool, as_json: bool) -> None:
    """The whole tree on stdout."""
    from mktsupport.diagnose import tree as trees
    from mktsupport.page.display import show, show_json

    if as_mermaid:
        flowchart = trees.mermaid(case.trouble, case.language)
        if as_json:
            show_json({"trouble": case.trouble.id, "mermaid": flowchart})
        else:
            sys.stdout.write(flowchart)
    elif as_json:
        show_json(trees.as_json(case.trouble, case.language))
    else:
        show(trees.page(case.trouble, case.language))
