"""The answer about a ledger, from its sums and its rows without a fee."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from mktsupport.errors import SupportError
from mktsupport.fee.answer import closed_notice, overlapping_schedules
from mktsupport.japan.text import Language, Wording
from mktsupport.ledger.expression import REASONS, Plan, Reason
from mktsupport.ledger.results import Part, Sums, UnpricedRow, sums_by

if TYPE_CHECKING:
    from mktsupport.ledger.question import Group, LedgerQuestion
    from mktsupport.records import Payer

MOST_LINES = 1_000
_LONGEST = 60  # characters of a cell that are worth showing

REASON_TEXTS: dict[Reason, Wording] = {
    "no-price": Wording("代金が空です", "no price"),
    "not-an-amount": Wording("代金が1円以上の整数の金額ではありません", "not a price in whole yen"),
    "unknown-platform": Wording("知らないサービスです", "unknown platform"),
    "not-a-date": Wording("日付として読めません", "not a date"),
    "no-schedule": Wording("その日の手数料が分かっていません", "no fee known for that day"),
}
UNDATED = Wording(
    "日付の列(--date-column)が指定されていないので、どの行も同じ時期の料金表で計算しています。",
    "No column of dates was named (--date-column), so every row is charged by the same schedule, whatever its day.",
)


class LedgerSumView(Struct, frozen=True, kw_only=True):
    """Sums of the priced rows in yen; `total` and `net` are null where no payer of that side occurs."""

    key: str | None
    rows: int
    priced: int
    unpriced: int
    price: int
    fee: int
    total: int | None
    net: int | None


class LedgerScheduleView(Struct, frozen=True, kw_only=True):
    """A schedule that rows were charged by; `fee` is what they came to."""

    platform: str
    platform_name: str
    schedule: str
    name: str
    payer: Payer
    since: str | None
    until: str | None
    rows: int
    fee: int
    notice: str | None
    assumptions: list[str]
    facts: list[str]


class LedgerReasonView(Struct, frozen=True, kw_only=True):
    reason: Reason
    says: str
    rows: int


class LedgerLineView(Struct, frozen=True, kw_only=True):
    """A row without a fee; `line` counts from 1, the line of column names (in Parquet, the first row)."""

    file: str
    line: int | None
    reason: Reason
    says: str
    text: str | None


class LedgerAnswer(Struct, frozen=True, kw_only=True):
    """A whole ledger. `lines` holds the first rows without a fee, at most 1,000; `unpriced` counts all of them."""

    files: list[str]
    output: str | None
    engine: str
    currency: str
    rows: int
    priced: int
    unpriced: int
    price: int
    fee: int
    total: int | None
    net: int | None
    grouped: Group | None
    by: list[LedgerSumView]
    schedules: list[LedgerScheduleView]
    reasons: list[LedgerReasonView]
    lines: list[LedgerLineView]
    assumptions: list[str]
    facts: list[str]


def ledger_answer(
    question: LedgerQuestion, plan: Plan, files: list[str], parts: Sequence[Part], rows: Sequence[UnpricedRow]
) -> LedgerAnswer:
    """The answer, from the sums of all `parts` and the first `rows` without a fee."""
    language = question.language
    whole = _sum_view(None, parts, plan)
    schedules = _schedule_views(plan, parts, language)
    reasons = sums_by(parts, lambda part: None if part.fault is None else REASONS[part.fault])
    return LedgerAnswer(
        files=files,
        output=None if question.out is None else str(question.out),
        engine=question.engine,
        currency="JPY",
        **{name: getattr(whole, name) for name in LedgerSumView.__struct_fields__ if name != "key"},
        grouped=question.by,
        by=_groups(question.by, plan, parts) if question.by else [],
        schedules=schedules,
        reasons=[
            LedgerReasonView(reason=name, says=REASON_TEXTS[name].in_language(language), rows=reasons[name].rows)
            for name in REASONS
            if name in reasons
        ],
        lines=[
            LedgerLineView(file=file, line=line, reason=reason, says=reason_text(reason, text, language), text=text)
            for file, line, reason, text in rows
        ],
        assumptions=_assumptions(question, plan, parts),
        facts=list(dict.fromkeys(name for each in schedules for name in each.facts)),
    )


def _groups(group: Group, plan: Plan, parts: Sequence[Part]) -> list[LedgerSumView]:
    def key(part: Part) -> str | None:
        if group == "month":
            return None if part.month is None else f"{part.month // 100:04}-{part.month % 100:02}"
        if part.schedule is None:
            return None
        schedule, platform, *_ = plan.schedules[part.schedule]
        return schedule.payer if group == "payer" else platform and platform.id

    return [_sum_view(each, [part for part in parts if key(part) == each], plan) for each in sums_by(parts, key)]


def _sum_view(key: str | None, parts: Sequence[Part], plan: Plan) -> LedgerSumView:
    """Sums as they are shown; a side that no payer touches has no sum."""
    sums = sum((part.sums for part in parts), Sums())
    payers = {plan.schedules[part.charged_by].schedule.payer for part in parts if part.charged_by is not None}
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


def _schedule_views(plan: Plan, parts: Sequence[Part], language: Language) -> list[LedgerScheduleView]:
    """The schedules that rows were charged by, in the plan's order."""
    views = []
    for number, (schedule, platform, *_) in enumerate(plan.schedules):
        sums = sum((part.sums for part in parts if part.charged_by == number), Sums())
        if sums.rows and platform:
            views.append(
                LedgerScheduleView(
                    platform=platform.id,
                    platform_name=platform.name.in_language(language),
                    schedule=schedule.id,
                    name=schedule.name.in_language(language),
                    payer=schedule.payer,
                    since=schedule.since,
                    until=schedule.until,
                    rows=sums.rows,
                    fee=sums.fee,
                    notice=closed_notice(platform, language),
                    assumptions=[text.in_language(language) for text in schedule.assumptions],
                    facts=list(schedule.facts),
                )
            )
    return views


def _assumptions(question: LedgerQuestion, plan: Plan, parts: Sequence[Part]) -> list[str]:
    """What the answer takes for granted because the question does not say otherwise."""
    texts = []
    if question.asked:
        on = question.on
        texts.append(Wording(f"どの行も {on} の料金で計算しています。", f"Every row is charged as on {on}."))
    elif question.date_column is None:
        texts.append(UNDATED)
    used = {part.charged_by for part in parts}
    for platform in {each.platform.id: each.platform for each in plan.schedules if each.platform}.values():
        ids = [each.schedule.id for n, each in enumerate(plan.schedules) if n in used and each.platform == platform]
        several = overlapping_schedules(platform, ids) if question.schedule is None else []
        if several:
            ja, en, count, others = platform.name.ja, platform.name.en, len(several), ", ".join(several)
            texts.append(
                Wording(
                    f"{ja}には同じ時期の料金表が{count}つあり、最初のもので計算しています。"
                    f"--schedule で選べます: {others}。",
                    f"{en} had {count} schedules at a time, and the first is used; --schedule chooses: {others}.",
                )
            )
    return [text.in_language(question.language) for text in texts]


def reason_text(reason: Reason, text: str | None, language: Language) -> str:
    """Why a row has no fee, with the text at fault, which must not act on a terminal."""
    sentence = REASON_TEXTS[reason].in_language(language)
    if text is None or not text.strip():
        return sentence
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:_LONGEST])
    return sentence + (f"「{shown}」" if language == "ja" else f" '{shown}'")


def strict_error(row: UnpricedRow) -> SupportError:
    """The first row without a fee, which stops everything with `--strict`."""
    ja, en = reason_text(row.reason, row.text, "ja"), reason_text(row.reason, row.text, "en")
    return SupportError(
        Wording(f"{row.file}:{row.line}: {ja}", f"{row.file}:{row.line}: {en}"),
        Wording(
            "その行を直すか、--strict を外してください。外すと、理由を付けて残します",
            "correct that row, or leave out --strict: then it stays, with its reason",
        ),
    )
