"""Ledgers as the command line asks for them: which files, whose fees, what to write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mktsupport.errors import AskedWronglyError, MissingExtraError
from mktsupport.fee import answer as fees
from mktsupport.fee.request import charging, living
from mktsupport.files import refuse_unwritable, spare_folder, temporary_file_errors
from mktsupport.japan.text import Language, Wording
from mktsupport.knowledge.library import Library

if TYPE_CHECKING:
    from mktsupport.evidence import FactView
    from mktsupport.ledger.frames import Terms
    from mktsupport.ledger.schedules import Tariff
    from mktsupport.page.blocks import Page
    from mktsupport.rows import TariffRow
    from mktsupport.views import Group, LedgerAnswer

NEEDED = {"duckdb": ("ledger", ("narwhals", "duckdb")), "polars": ("ledger,polars", ("narwhals", "polars")),
          "spark": ("ledger,spark", ("narwhals", "pyspark"))}  # fmt: skip
MOST_NAMES = 10_000  # a column with more different names is none of services


def require(engine: str) -> None:
    """Refuse an engine whose packages are not installed."""
    extra, modules = NEEDED[engine]
    absent = [module for module in modules if find_spec(module) is None]
    if absent:
        raise MissingExtraError(absent, extra)


class Request:
    """A question about a ledger; `asked` tells whether the day was given or is just today."""

    def __init__(
        self,
        library: Library,
        files: Sequence[str],
        price: str,
        platform: str | None,
        platform_column: str | None,
        date_column: str | None,
        schedule: str | None,
        on: date,
        *,
        asked: bool,
        by: Group | None,
        out: str | None,
        strict: bool,
        engine: str,
        master: str,
        language: Language,
    ) -> None:
        self.library, self.files, self.price, self.language = library, files, price, language
        self.platform, self.platform_column, self.date_column = platform, platform_column, date_column
        self.schedule, self.on, self.asked, self.by, self.strict = schedule, on, asked, by, strict
        self.engine, self.master = engine, master
        _refuse_both("--platform", platform, "--platform-column", platform_column)
        _refuse_both("--on", on if asked else None, "--date-column", date_column)
        if platform is None and platform_column is None:
            known = ", ".join(living(library, on))
            raise AskedWronglyError(
                Wording("どのサービスの手数料で計算するかが指定されていません", "whose fees to charge is not said"),
                Wording(
                    f"`--platform` で選ぶか({known})、サービスの列を `--platform-column` で指定してください",
                    f"name the platform with `--platform` ({known}), or its column with `--platform-column`",
                ),
            )
        if by == "month" and date_column is None:
            raise AskedWronglyError(
                Wording("月ごとの集計には日付の列が要ります", "sums by month need a column of dates"),
                Wording("`--date-column 列名` を付けてください", "name it with `--date-column COLUMN`"),
            )
        self.out = _output(out) if out else None

    def answered(self, *, why: bool) -> tuple[LedgerAnswer, Callable[[], Page]]:
        """The ledger worked out, and the page that shows it."""
        from mktsupport.ledger import answer as reporting
        from mktsupport.ledger import results as accounts
        from mktsupport.ledger.engines import engine_called
        from mktsupport.ledger.sources import found, readable

        with spare_folder() as folder:
            sources = found(self.files, [each for each in (self.price, self.date_column, self.platform_column) if each])
            files = [str(each.path) for each in sources]
            with temporary_file_errors():
                sources = [readable(each, folder) for each in sources]
            engine = engine_called(self.engine, folder, self.master)
            names = (
                self._names(accounts.names_in(engine, sources, self.platform_column, MOST_NAMES))
                if self.platform_column
                else {}
            )
            platforms = self._platforms(names)
            terms = self._terms(names, platforms)
            if self.strict:
                for row in accounts.faulty(engine, sources, terms, 1):
                    raise reporting.stopped(row)
            if self.out:
                accounts.written(engine, sources, terms, self.out)
            found_parts = accounts.sums(engine, sources, terms, monthly=self.by == "month")
            unpriced = sum(part.sums.unpriced for part in found_parts)
            lines = accounts.faulty(engine, sources, terms, reporting.MOST_LINES) if unpriced else []
        used = [terms.tariffs[part.tariff] for part in found_parts if part.tariff is not None and part.fault is None]
        report = reporting.Report(
            files=files,
            out=self.out,
            engine=self.engine,
            platforms=platforms,
            terms=terms,
            parts=found_parts,
            lines=lines,
            grouped=self.by,
            assumed=self._assumed(platforms, used),
            language=self.language,
        )
        answer = report.answer()

        def page() -> Page:
            from mktsupport.ledger.page import page

            return page(answer, self._trail(answer.facts), self.language, why=why)

        return answer, page

    def _names(self, texts: Sequence[str]) -> dict[str, str]:
        """Of the names in the ledger those that we know, each with its platform."""
        known = {text: self.library.known_platform(text) for text in texts}
        return {text: name for text, name in known.items() if name is not None}

    def _platforms(self, names: dict[str, str]) -> dict[str, TariffRow]:
        """Each platform asked about, by its id, as the one that charges for it: a merged service's successor."""
        asked = [self.platform] if self.platform else names.values()
        return {each: charging(self.library, each) for each in dict.fromkeys(asked)}

    def _terms(self, names: dict[str, str], platforms: dict[str, TariffRow]) -> Terms:
        from mktsupport.ledger import schedules as tariffs
        from mktsupport.ledger.frames import Terms

        chosen: list[Tariff] = []
        for platform in {each.id: each for each in platforms.values()}.values():
            known = [fee for fee in platform.fees if self.schedule in (None, fee.id)]
            if self.platform_column is None and not known:
                fees.schedules(platform, self.on, asked=self.asked, name=self.schedule)  # says what there is
            if self.date_column is not None:
                chosen += tariffs.dated(platform, self.schedule)
            elif self.platform_column is None:
                chosen.append(
                    tariffs.Tariff(
                        platform.id, fees.schedules(platform, self.on, asked=self.asked, name=self.schedule)[0]
                    )
                )
            else:
                chosen += tariffs.undated(platform, self.on, self.schedule, asked=self.asked)
        mapped = {text: platforms[name].id for text, name in names.items()}
        return Terms(self.price, chosen, self.date_column, self.platform_column, mapped)

    def _assumed(self, platforms: dict[str, TariffRow], used: Sequence[Tariff]) -> list[str]:
        """What was taken for granted because nobody said otherwise; `used` charged a row."""
        from mktsupport.japan.words import say

        lines = []
        distinct = {each.id: each for each in platforms.values()}
        names = {name: each.name.in_language(self.language) for name, each in distinct.items()}
        if self.asked:
            lines.append(say(self.language, "ledger-on", on=self.on.isoformat()))
        elif self.date_column is None:
            lines.append(say(self.language, "ledger-undated"))
        for each in distinct.values():
            charged = [tariff.schedule for tariff in used if tariff.platform == each.id]
            beside = fees.beside(each, charged) if self.schedule is None else []
            if beside:
                others, count = ", ".join(fee.id for fee in beside), len(beside)
                lines.append(say(self.language, "ledger-several", name=names[each.id], count=count, others=others))
        return lines

    def _trail(self, names: Sequence[str]) -> list[FactView]:
        from mktsupport.evidence import trail

        return trail(names, self.library.evidence(names), self.language)


def _refuse_both(first: str, one: object, second: str, other: object) -> None:
    if one is not None and other is not None:
        raise AskedWronglyError(
            Wording(f"{first} と {second} は同時に使えません", f"{first} and {second} cannot both be given"),
            Wording("どちらかを外してください", "leave one of them out"),
        )


def _output(name: str) -> Path:
    """Where the ledger goes; refuses what could not be written, or is there already."""
    out = Path(name)
    if out.suffix.lower() not in (".csv", ".parquet"):
        raise AskedWronglyError(
            Wording(
                f"「{name}」に何の形式で書くのかがわかりません", f"what to write to '{name}' is not said by its name"
            ),
            Wording("名前を .csv か .parquet で終わらせてください", "end it in .csv or .parquet"),
        )
    refuse_unwritable(out)
    return out
