"""The answer about a ledger, from its sums and the rows that could not be priced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mktsupport.errors import SupportError
from mktsupport.fee.answer import closed
from mktsupport.japan.text import Language, Wording, printable
from mktsupport.japan.words import say
from mktsupport.ledger.frames import REASONS, Terms
from mktsupport.ledger.results import Faulty
from mktsupport.ledger.summary import Part, Sums, by
from mktsupport.rows import TariffRow
from mktsupport.views import (
    Group,
    LedgerAnswer,
    LedgerLineView,
    LedgerReasonView,
    LedgerScheduleView,
    LedgerSumView,
    Reason,
)

MOST_LINES = 1_000
_LONGEST = 60  # characters of a cell that are worth showing


class Report(NamedTuple):
    """What was found, and how it was asked for."""

    files: list[str]
    out: Path | None
    engine: str
    platforms: Mapping[str, TariffRow]
    terms: Terms
    parts: Sequence[Part]
    lines: Sequence[Faulty]
    grouped: Group | None
    assumed: list[str]
    language: Language

    def answer(self) -> LedgerAnswer:
        """The whole of it."""
        every = sum((part.sums for part in self.parts), Sums())
        whole = self._view(None, every, self.parts)
        schedules = self._schedules()
        reasons = by(self.parts, lambda part: None if part.fault is None else REASONS[part.fault])
        return LedgerAnswer(
            files=self.files,
            output=None if self.out is None else str(self.out),
            engine=self.engine,
            currency="JPY",
            rows=whole.rows,
            priced=whole.priced,
            unpriced=whole.unpriced,
            price=whole.price,
            fee=whole.fee,
            total=whole.total,
            net=whole.net,
            grouped=self.grouped,
            by=self._groups(),
            schedules=schedules,
            reasons=[
                LedgerReasonView(reason=name, says=say(self.language, f"ledger-{name}"), rows=reasons[name].rows)
                for name in REASONS
                if name in reasons
            ],
            lines=[
                LedgerLineView(file=file, line=line, reason=reason, says=says(reason, text, self.language), text=text)
                for file, line, reason, text in self.lines
            ],
            assumptions=self.assumed,
            facts=list(dict.fromkeys(name for each in schedules for name in each.facts)),
        )

    def _groups(self) -> list[LedgerSumView]:
        if self.grouped is None:
            return []
        groups = by(self.parts, self._key)
        return [
            self._view(key, sums, [part for part in self.parts if self._key(part) == key])
            for key, sums in groups.items()
        ]

    def _key(self, part: Part) -> str | None:
        if self.grouped == "month":
            return None if part.month is None else f"{part.month // 100:04}-{part.month % 100:02}"
        if part.tariff is None:
            return None
        tariff = self.terms.tariffs[part.tariff]
        return tariff.platform if self.grouped == "platform" else tariff.schedule.payer

    def _view(self, key: str | None, sums: Sums, parts: Sequence[Part]) -> LedgerSumView:
        """Sums as they are shown; a side that no payer touches has no sum."""
        payers = {
            self.terms.tariffs[part.tariff].schedule.payer
            for part in parts
            if part.tariff is not None and part.fault is None
        }
        return LedgerSumView(
            key=key,
            rows=sums.rows,
            priced=sums.rows - sums.unpriced,
            unpriced=sums.unpriced,
            price=sums.price,
            fee=sums.fee,
            total=sums.total if "buyer" in payers else None,
            net=sums.net if "seller" in payers else None,
        )

    def _schedules(self) -> list[LedgerScheduleView]:
        """The schedules that rows were charged by, in the tariffs' order."""
        found = []
        platforms = {each.id: each for each in self.platforms.values()}
        for number, (name, schedule, *_) in enumerate(self.terms.tariffs):
            sums = sum((part.sums for part in self.parts if part.tariff == number and part.fault is None), Sums())
            if not sums.rows:
                continue
            platform = platforms[name]
            gone = platform.status.gone
            found.append(
                LedgerScheduleView(
                    platform=name,
                    platform_name=platform.name.in_language(self.language),
                    schedule=schedule.id,
                    name=schedule.name.in_language(self.language),
                    payer=schedule.payer,
                    since=schedule.since,
                    until=schedule.until,
                    rows=sums.rows,
                    fee=sums.fee,
                    notice=closed(platform, self.language) if gone else None,
                    assumptions=[text.in_language(self.language) for text in schedule.assumptions],
                    facts=list(schedule.facts),
                )
            )
        return found


def says(reason: Reason, text: str | None, language: Language) -> str:
    """Why a row has no fee, with what stands there."""
    sentence = say(language, f"ledger-{reason}")
    if text is None or not text.strip():
        return sentence
    # What stands in a ledger must not act on a terminal.
    shown = printable(text[:_LONGEST])
    return sentence + (f"「{shown}」" if language == "ja" else f" '{shown}'")


def stopped(row: Faulty) -> SupportError:
    """The first row without a fee, where that is to stop everything."""
    place = f"{row.file}:{row.line}: "
    return SupportError(
        Wording(place + says(row.reason, row.text, "ja"), place + says(row.reason, row.text, "en")),
        Wording(
            "その行を直すか、--strict を外してください。外すと、理由を付けて残します",
            "mend that row, or leave out --strict: then it stays, with its reason",
        ),
    )
