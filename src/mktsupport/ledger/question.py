"""What a ledger is asked: which files, whose fees, what to write. It travels as one record from the command on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.fee.answer import schedules
from mktsupport.files import refuse_unwritable
from mktsupport.japan.dates import period
from mktsupport.japan.text import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mktsupport.ledger.expression import DatedSchedule, Plan
    from mktsupport.rows import TariffRow

Group = Literal["month", "platform", "payer"]


class LedgerQuestion(NamedTuple):
    """The options of `ledger`; `asked` tells whether the day was given or is just today."""

    files: Sequence[str]
    price: str
    platform: str | None
    platform_column: str | None
    date_column: str | None
    schedule: str | None
    on: date
    asked: bool
    by: Group | None
    out: Path | None
    strict: bool
    engine: str
    master: str
    language: Language

    @property
    def columns(self) -> list[str]:
        """The columns that the ledger must have."""
        return [each for each in (self.price, self.date_column, self.platform_column) if each]


def check_question(question: LedgerQuestion, living: Sequence[str]) -> None:
    """Refuse options that contradict each other or leave something open, and a file that cannot be written."""
    for first, one, second, other in (
        ("--platform", question.platform, "--platform-column", question.platform_column),
        ("--on", question.asked or None, "--date-column", question.date_column),
    ):
        if one is not None and other is not None:
            raise AskedWronglyError(
                Wording(f"{first} と {second} は同時に使えません", f"{first} and {second} cannot both be given"),
                Wording("どちらかを外してください", "leave one of them out"),
            )
    if question.platform is None and question.platform_column is None:
        known = ", ".join(living)
        raise AskedWronglyError(
            Wording("どのサービスの手数料で計算するかが指定されていません", "whose fees to charge is not said"),
            Wording(
                f"`--platform` で選ぶか({known})、サービスの列を `--platform-column` で指定してください",
                f"name the platform with `--platform` ({known}), or its column with `--platform-column`",
            ),
        )
    if question.by == "month" and question.date_column is None:
        raise AskedWronglyError(
            Wording("月ごとの集計には日付の列が要ります", "sums by month need a column of dates"),
            Wording("`--date-column 列名` を付けてください", "name it with `--date-column COLUMN`"),
        )
    if question.out is not None:
        if question.out.suffix.lower() not in (".csv", ".parquet"):
            raise AskedWronglyError(
                Wording(f"「{question.out}」の名前では形式がわかりません", f"'{question.out}' does not say its format"),
                Wording("名前を .csv か .parquet で終わらせてください", "end it in .csv or .parquet"),
            )
        refuse_unwritable(question.out)


def ledger_plan(question: LedgerQuestion, platforms: Mapping[str, TariffRow]) -> Plan:
    """How to charge: `platforms` has the platform that each name in the ledger means, or the one asked about."""
    from mktsupport.ledger.expression import Plan

    each_once = {each.id: each for each in platforms.values()}.values()
    chosen = [schedule for platform in each_once for schedule in _schedules(question, platform)]
    names = {name: platform.id for name, platform in platforms.items()} if question.platform_column else {}
    return Plan(question.price, chosen, question.date_column, question.platform_column, names)


def _schedules(question: LedgerQuestion, platform: TariffRow) -> list[DatedSchedule]:
    """The schedules of a platform that can charge a row.

    With dates they are all, each for the days on which it was in force; where several were, the first one charges, as
    in `fee`. Without dates it is the one that `fee` would charge by.
    """
    from mktsupport.ledger.expression import DatedSchedule

    known = [fee for fee in platform.fees if question.schedule in (None, fee.id)]
    if known and question.date_column is not None:
        return [DatedSchedule(fee, platform, *period(fee.since, fee.until)) for fee in known]
    try:
        fees = schedules(platform, question.on, asked=question.asked, name=question.schedule)
    except SupportError:
        if question.platform_column is None:
            raise
        return []  # its rows have no fee
    return [DatedSchedule(fees[0], platform)]
