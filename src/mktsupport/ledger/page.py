"""The ledger's page: its sums, the rows without a fee, a bar for each group, the schedules and what was assumed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mktsupport.japan.text import Language, Wording
from mktsupport.japan.yen import yen
from mktsupport.page import sources
from mktsupport.page.blocks import Gap, Grid, Page, Span, bar, row
from mktsupport.page.labels import label
from mktsupport.page.sources import assumptions, period_text

if TYPE_CHECKING:
    from mktsupport.evidence import FactView
    from mktsupport.ledger.answer import LedgerAnswer, LedgerSumView

_BAR = 12  # cells: a group's line has three columns more
SHOWN = 20  # rows without a fee: more are counted, and listed by --json
SUMS = {
    "price": Wording("代金の合計", "prices"),
    "fee": Wording("手数料の合計", "fees"),
    "total": Wording("支払額の合計", "buyers pay"),
    "net": Wording("受取額の合計", "sellers receive"),
}
GROUPS = {
    "month": Wording("月ごとの手数料", "Fees by month"),
    "platform": Wording("サービスごとの手数料", "Fees by platform"),
    "payer": Wording("払う人ごとの手数料", "Fees by who pays"),
}


def page(answer: LedgerAnswer, facts: Sequence[FactView], language: Language, *, why: bool) -> Page:
    """What the ledger comes to, then what could not be priced, then what it rests on."""
    ja, count = language == "ja", len(answer.files)
    files = answer.files[0] if count == 1 else f"{count}個のファイル" if ja else f"{count} files"
    blocks: Page = [row(Span(f"{files}  {_rows(answer.rows, language)}", "strong")), Gap(), _sums(answer, language)]
    if answer.unpriced:
        blocks += [Gap(), *_unpriced(answer, language)]
    if answer.grouped:
        blocks += [Gap(), *_groups(answer.by, answer.grouped, language)]
    blocks += [Gap(), *_schedules(answer, language)]
    if answer.output:
        blocks += [Gap(), row(f"書き出しました: {answer.output}" if ja else f"Written: {answer.output}")]
    return blocks + sources.foot(facts, language, why=why)


def _rows(count: int, language: Language) -> str:
    return f"{count:,}行" if language == "ja" else "1 row" if count == 1 else f"{count:,} rows"


def _sums(answer: LedgerAnswer, language: Language) -> Grid:
    sums = {name: value for name in SUMS if (value := getattr(answer, name)) is not None}
    most = max(sums.values())
    rows = tuple(
        (Span(SUMS[name].in_language(language)), Span(yen(value, language), "strong"), Span(bar(value, most), "open"))
        for name, value in sums.items()
    )
    return Grid(rows, right=frozenset({1}))


def _groups(groups: Sequence[LedgerSumView], grouped: str, language: Language) -> Page:
    """The fees of each group, with bars to one scale."""
    if not groups:
        return []
    most = max(each.fee for each in groups)
    rows = tuple(
        (
            Span(_group_name(each.key, grouped, language)),
            Span(_rows(each.rows, language), "dim"),
            Span(yen(each.fee, language), "strong"),
            Span(bar(each.fee, most, _BAR), "open"),
        )
        for each in groups
    )
    head = row(Span(GROUPS[grouped].in_language(language), "dim"), indent=2)
    return [head, Grid(rows, right=frozenset({1, 2}))]


def _group_name(key: str | None, grouped: str, language: Language) -> str:
    if key is None:
        return "不明" if language == "ja" else "not known"
    return label(language, f"role-of-{key}") if grouped == "payer" else key


def _unpriced(answer: LedgerAnswer, language: Language) -> Page:
    """How many rows have no fee and why, and the first of them by their lines."""
    ja, count, more = language == "ja", answer.unpriced, _rows(answer.unpriced - SHOWN, language)
    no_fee = Wording(
        f"手数料を付けられなかったのは{_rows(count, 'ja')}です。合計には入れていません。",
        f"No fee could be worked out for {_rows(count, 'en')}. The sums leave them out.",
    )
    blocks: Page = [row(Span(no_fee.in_language(language), "doubt"), indent=2)]
    blocks += [row(Span(f"{each.says}: {_rows(each.rows, language)}", "doubt"), indent=4) for each in answer.reasons]
    blocks.append(Gap())
    for each in answer.lines[:SHOWN]:
        place = f"{each.line:,}行目" if ja else f"line {each.line:,}"
        where = f"{each.file} {place}" if len(answer.files) > 1 else place
        blocks.append(row(Span(f"{where}  ", "dim"), each.says, indent=4))
    if count > SHOWN:
        hint = f"ほかに{more}(--json なら 1,000 行まで出ます)" if ja else f"and {more} more (--json lists up to 1,000)"
        blocks.append(row(Span(hint, "dim"), indent=4))
    return blocks


def _schedules(answer: LedgerAnswer, language: Language) -> Page:
    """The schedules used, each with its notice and what it assumes; what was assumed for all of them."""
    blocks: Page = []
    for each in answer.schedules:
        details = f"{each.schedule} · {period_text(each.since, each.until, language)} · {_rows(each.rows, language)}"
        blocks.append(row(Span(f"{each.platform_name} {each.name}  ", "strong"), Span(details, "dim")))
        if each.notice:
            blocks.append(row(Span(each.notice, "ended"), indent=2))
        blocks += assumptions(each.assumptions, language)
    if answer.assumptions:
        blocks += [Gap(), *assumptions(answer.assumptions, language)]
    return blocks
