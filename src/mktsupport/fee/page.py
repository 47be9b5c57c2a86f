"""The fee pages: what a price costs, the table with its bars, and platforms side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mktsupport.fee.answer import FeeAnswer, bands, charge, rule_text, sample_prices
from mktsupport.japan.text import Language
from mktsupport.japan.yen import band, yen
from mktsupport.page import sources
from mktsupport.page.blocks import Gap, Grid, Notice, Page, Row, Span, bar, row
from mktsupport.page.labels import label
from mktsupport.page.sources import assumptions, period_text

if TYPE_CHECKING:
    from mktsupport.evidence import FactView
    from mktsupport.records import Fee, Platform

_COMPARED = 16  # cells of a bar in the comparison


def page(
    answers: Sequence[FeeAnswer],
    facts: Sequence[FactView],
    language: Language,
    *,
    why: bool,
    offered: Sequence[str] = (),
) -> Page:
    """Each amount's fee; that the service is closed stands first, and the living ones `offered` in its place last."""
    first = answers[0]
    title = [f"{first.platform_name} {first.name}"]
    blocks: Page = []
    if first.notice:
        blocks.append(row(Span(f"{first.platform_name} · ", "strong"), Span(first.notice, "ended")))
        title = [first.name]
    blocks += [row(Span(text, "strong")) for text in title]
    for each in answers:
        blocks += [Gap(), _figures(each, language)]
        if each.note:
            blocks.append(row(Span(f"{label(language, 'note')}: {each.note}", "doubt"), indent=2))
    if first.assumptions:
        blocks += [Gap(), *assumptions(first.assumptions, language)]
    blocks += sources.foot(facts, language, why=why)
    if offered:
        command = f"mktsupport fee {' '.join(str(each.amount) for each in answers)} --compare"
        blocks += [Gap(), row(label(language, "living", command=command, names=", ".join(offered)))]
    return blocks


def _figures(each: FeeAnswer, language: Language) -> Grid:
    remark = each.rule + (f" ({label(language, 'exact', exact=each.exact)})" if "." in each.exact else "")
    sums = {"price": each.amount, "fee": each.fee, "to-pay": each.total, "net": each.net}
    rows = tuple(
        (
            Span(label(language, name)),
            Span(yen(value, language), "strong"),
            Span(remark if name == "fee" else "", "dim"),
        )
        for name, value in sums.items()
        if value is not None
    )
    return Grid(rows, right=frozenset({1}))


def table_page(
    platform: Platform, schedules: Sequence[Fee], facts: Sequence[FactView], language: Language, *, why: bool
) -> Page:
    """The tiers of every schedule, and a bar picture of the fee at the edges of its bands."""
    title = label(language, "table-title", name=platform.name.in_language(language))
    blocks: Page = [row(Span(title, "strong"))]
    if platform.status.gone:
        blocks.append(Notice(label(language, "history"), (), "ended"))
    for schedule in schedules:
        blocks += [Gap(), *_schedule(schedule, language)]
    return blocks + sources.foot(facts, language, why=why)


def _schedule(schedule: Fee, language: Language) -> Page:
    when = period_text(schedule.since, schedule.until, language)
    tiers = tuple(
        (Span(band(first, last, "yen", language)), Span(rule_text(schedule, tier, language)))
        for first, last, tier in bands(schedule.tiers)
    )
    fees = [(price, charge(schedule, price).fee) for price in sample_prices(schedule)]
    most = max(fee for _, fee in fees)
    bars = tuple(
        (Span(yen(price, language)), Span(yen(fee, language), "strong"), Span(bar(fee, most), "open"))
        for price, fee in fees
    )
    unstated = [] if schedule.rounding_stated else [label(language, "rounding-unstated")]
    return [
        row(Span(f"{schedule.name.in_language(language)}  ", "strong"), Span(f"{schedule.id} · {when}", "dim")),
        Grid(tiers),
        row(Span(label(language, "bar-title"), "dim"), indent=2),
        Grid(bars, right=frozenset({0, 1})),
        *(row(Span(text, "doubt"), indent=2) for text in unstated),
        *(
            row(text.in_language(language), indent=2, marker=f"{label(language, 'assumed')}: ")
            for text in schedule.assumptions
        ),
    ]


def comparison_page(on: str, answers: Sequence[FeeAnswer], language: Language) -> Page:
    """Every platform's fee on each amount, cheapest first, closed services last; then what the schedules' ids mean."""
    blocks: Page = []
    by_amount = {each.amount: [other for other in answers if other.amount == each.amount] for each in answers}
    for amount, each in by_amount.items():
        title = label(language, "compare-title", amount=yen(amount, language), on=on)
        ordered = sorted(each, key=lambda answer: (not answer.current, answer.fee))
        blocks += [row(Span(title, "strong")), Gap(), _comparison(ordered, language), Gap()]
    names: dict[str, list[Row]] = {}
    for answer in next(iter(by_amount.values()), []):
        meaning = row(Span(answer.name, "dim"), indent=4, marker=f"{answer.schedule}: ")
        names.setdefault(answer.platform_name, []).append(meaning)
    for name, meanings in names.items():
        if len(meanings) > 1:
            blocks += [row(Span(f"{name} --schedule", "dim"), indent=2), *meanings]
    return blocks[:-1] if isinstance(blocks[-1], Gap) else blocks


def _comparison(ordered: Sequence[FeeAnswer], language: Language) -> Grid:
    """One amount's fees as a table that 80 columns hold."""
    most = max(each.fee for each in ordered)
    closed = f" ({label(language, 'closed-mark')})"
    rows = tuple(
        (
            Span(each.platform_name + ("" if each.current else closed), "strong"),
            Span(yen(each.fee, language)),
            Span(bar(each.fee, most, _COMPARED), "open" if each.current else "dim"),
            Span(each.schedule, "dim"),
            Span(label(language, f"role-of-{each.payer}"), "dim"),
        )
        for each in ordered
    )
    return Grid(rows, right=frozenset({1}))
