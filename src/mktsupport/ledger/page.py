"""The ledger's page: its sums, a bar for each group, what was assumed, and the rows without a fee."""

from __future__ import annotations

from collections.abc import Sequence

from mktsupport.evidence import FactView
from mktsupport.japan.text import Language
from mktsupport.japan.yen import yen
from mktsupport.page import sources as evidence
from mktsupport.page.blocks import Gap, Grid, Page, Row, Span, bar, row
from mktsupport.page.labels import label
from mktsupport.views import LedgerAnswer, LedgerSumView

_BAR = 12  # cells: a group's line has three columns more
SHOWN = 20  # rows without a fee: more are counted, and listed by --json


def page(answer: LedgerAnswer, facts: Sequence[FactView], language: Language, *, why: bool) -> Page:
    """What the ledger comes to, then what could not be priced, then what it rests on."""
    blocks: Page = [row(Span(_title(answer, language), "strong")), Gap(), _sums(answer, language)]
    if answer.unpriced:
        blocks += [Gap(), *_unpriced(answer, language)]
    if answer.by:
        blocks += [Gap(), *_groups(answer, language)]
    blocks += [Gap(), *_schedules(answer, language)]
    if answer.output:
        blocks += [Gap(), row(label(language, "ledger-written", name=answer.output))]
    blocks += evidence.foot(facts, language, why=why)
    return blocks


def _title(answer: LedgerAnswer, language: Language) -> str:
    files = answer.files[0] if len(answer.files) == 1 else label(language, "ledger-files", count=len(answer.files))
    return label(language, "ledger-title", files=files, rows=_rows(answer.rows, language))


def _rows(count: int, language: Language) -> str:
    return label(language, "ledger-rows-1") if count == 1 else label(language, "ledger-rows", rows=f"{count:,}")


def _sums(answer: LedgerAnswer, language: Language) -> Grid:
    rows = [("ledger-price", answer.price), ("ledger-fee", answer.fee)]
    rows += [("ledger-total", answer.total)] if answer.total is not None else []
    rows += [("ledger-net", answer.net)] if answer.net is not None else []
    most = max(amount for _, amount in rows)
    return Grid(
        tuple(
            (Span(label(language, name)), Span(yen(amount, language), "strong"), Span(bar(amount, most), "open"))
            for name, amount in rows
        ),
        right=frozenset({1}),
    )


def _groups(answer: LedgerAnswer, language: Language) -> Page:
    """The fees of each group, with bars to one scale."""
    most = max(each.fee for each in answer.by)
    head = row(Span(label(language, f"ledger-by-{answer.grouped}"), "dim"), indent=2)
    return [
        head,
        Grid(tuple(_group(each, most, answer.grouped, language) for each in answer.by), right=frozenset({1, 2})),
    ]


def _group(each: LedgerSumView, most: int, grouped: str | None, language: Language) -> tuple[Span, ...]:
    name = each.key or label(language, "ledger-no-key")
    if grouped == "payer" and each.key:
        name = label(language, f"role-of-{each.key}")
    count = _rows(each.rows, language)
    return (
        Span(name),
        Span(count, "dim"),
        Span(yen(each.fee, language), "strong"),
        Span(bar(each.fee, most, _BAR), "open"),
    )


def _unpriced(answer: LedgerAnswer, language: Language) -> Page:
    """How many rows have no fee and why, and the first of them by their lines."""
    blocks: Page = [
        row(Span(label(language, "ledger-unpriced", rows=_rows(answer.unpriced, language)), "doubt"), indent=2)
    ]
    blocks += [row(Span(f"{each.says}: {_rows(each.rows, language)}", "doubt"), indent=4) for each in answer.reasons]
    blocks.append(Gap())
    several = len(answer.files) > 1
    for each in answer.lines[:SHOWN]:
        place = label(language, "ledger-line", line=f"{each.line:,}") if each.line is not None else ""
        where = f"{each.file} {place}" if several else place
        blocks.append(row(Span(f"{where}  ", "dim"), each.says, indent=4))
    if answer.unpriced > SHOWN:
        blocks.append(
            row(Span(label(language, "ledger-more", rows=_rows(answer.unpriced - SHOWN, language)), "dim"), indent=4)
        )
    return blocks


def _schedules(answer: LedgerAnswer, language: Language) -> Page:
    """The schedules used, each with its notice and what it assumes; what was assumed for all of them."""
    blocks: list[Row | Gap] = []
    for each in answer.schedules:
        since = each.since or label(language, "period-unknown")
        until = each.until or label(language, "period-open")
        blocks.append(
            row(
                Span(f"{each.platform_name} {each.name}  ", "strong"),
                Span(f"{each.schedule} · {label(language, 'period', since=since, until=until)}", "dim"),
                Span(f" · {_rows(each.rows, language)}", "dim"),
            )
        )
        if each.notice:
            blocks.append(row(Span(each.notice, "ended"), indent=2))
        blocks += evidence.assumptions(each.assumptions, language)
    if answer.assumptions:
        blocks += [Gap(), *evidence.assumptions(answer.assumptions, language)]
    return list(blocks)
