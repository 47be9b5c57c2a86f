"""Fees as the command line asks for them: which platform, which schedule, which day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.fee import answer as fees
from mktsupport.japan import yen
from mktsupport.japan.text import Language, Wording
from mktsupport.knowledge.library import Library

if TYPE_CHECKING:
    from mktsupport.evidence import FactView
    from mktsupport.page.blocks import Page
    from mktsupport.rows import TariffRow

Shown = tuple[Any, Callable[[], "Page"]]


def charging(library: Library, named: str | None) -> TariffRow:
    """The platform that charges: the one `named`, or its successor where it has no fees itself; else the default."""
    platform = library.tariff(library.default_fee_platform() if named is None else named)
    successor = platform.status.followed_by
    return library.tariff(successor) if successor and not platform.fees else platform


def living(library: Library, on: date) -> list[str]:
    """The ids of the platforms that live and whose fee on that day is known."""
    return [
        each.id
        for each in library.tariffs()
        if not each.status.gone and any(fees.in_force(fee, on) for fee in each.fees)
    ]


class Request:
    """A question about fees; `asked` tells whether the day was given or is just today."""

    def __init__(
        self,
        library: Library,
        amounts: Sequence[str],
        platform: str | None,
        schedule: str | None,
        on: date,
        asked: bool,  # noqa: FBT001 - see above
        language: Language,
    ) -> None:
        self.library, self.schedule, self.on, self.asked, self.language = library, schedule, on, asked, language
        self.amounts = [yen.amount(each) for each in amounts]
        self.named = platform

    def _some_amounts(self) -> list[int]:
        if not self.amounts:
            raise AskedWronglyError(
                Wording("金額がありません", "no amount is given"),
                Wording("`mktsupport fee 25000` のように書いてください", "ask `mktsupport fee 25000`"),
            )
        return self.amounts

    def _trail(self, names: Sequence[str]) -> list[FactView]:
        from mktsupport.evidence import trail

        return trail(names, self.library.evidence_rows(names), self.language)

    def fees(self, *, why: bool) -> Shown:
        """The fee on each amount."""
        amounts, platform = self._some_amounts(), charging(self.library, self.named)
        schedule = fees.schedules(platform, self.on, asked=self.asked, name=self.schedule)[0]
        answers = [
            fees.answer(platform, schedule, amount, self.on, self.language, asked=self.asked) for amount in amounts
        ]
        names = [name for each in answers for name in each.facts] + list(schedule.facts)

        def page() -> Page:
            from mktsupport.fee.page import page

            offered = living(self.library, self.on) if self.named is None and not answers[0].current else []
            return page(answers, self._trail(names), self.language, why=why, offered=offered)

        plain = [each._asdict() for each in answers]
        return ({**plain[0], "fees": plain} if len(plain) == 1 else {"fees": plain}), page

    def table(self, *, why: bool) -> Shown:
        """The schedules themselves, all versions in time."""
        tariff = charging(self.library, self.named)
        platform = self.library.platform(tariff.id)
        schedules = [fee for fee in platform.fees if self.schedule in (None, fee.id)]
        if not schedules:
            fees.schedules(tariff, self.on, asked=False, name=self.schedule)
        names = [name for schedule in schedules for name in schedule.facts]

        def page() -> Page:
            from mktsupport.fee.page import table

            facts = self._trail(names)
            return table(platform, schedules, facts, self.language, why=why)

        return {"platform": platform.id, "schedules": schedules}, page

    def comparison(self, *, why: bool) -> Shown:  # noqa: ARG002 - a comparison's sources stand with each platform
        """Every platform's schedules in force on the day, on each amount."""
        amounts, answers = self._some_amounts(), []
        for platform in self.library.tariffs():
            try:
                valid = fees.schedules(platform, self.on, asked=self.asked)
            except SupportError:
                continue
            answers += [
                fees.answer(platform, schedule, amount, self.on, self.language, asked=self.asked)
                for schedule in valid
                for amount in amounts
            ]
        answers.sort(key=lambda each: amounts.index(each.amount))

        def page() -> Page:
            from mktsupport.fee.page import compare

            return compare(self.on.isoformat(), answers, self.language)

        return {"fees": [each._asdict() for each in answers]}, page
