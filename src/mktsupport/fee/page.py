"""The fee pages: what a price costs, the table with its bars, and platforms side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mktsupport.fee.answer import FeeAnswer, bands, charge, rule, sample_prices
from mktsupport.japan.text import Language
from mktsupport.japan.yen import band, yen
from mktsupport.page import sources as evidence
from mktsupport.page.blocks import Gap, Grid, Notice, Page, Span, bar, row
from mktsupport.page.labels import label

if TYPE_CHECKING:
    from mktsupport.evidence import FactView
    from mktsupport.records import Fee, Platform

_COMPARED = 16  # cells


def page(
    answers: Sequence[FeeAnswer],
    facts: Sequence[FactView],
    language: Language,
    *,
    why: bool,
    offered: Sequence[str] = (),
) -> Page:
    """Each amount's fee; that the service is closed stands first, and the living ones `offered` in its place last."""
    blocks: Page = []
    first = answers[0]
    if first.notice:
        blocks.append(row(Span(f"{first.platform_name} · ", "strong"), Span(first.notice, "ended")))
        blocks.append(row(Span(first.name, "strong")))
    else:
        blocks.append(row(Span(f"{first.platform_name} {first.name}", "strong")))
    for each in answers:
        blocks += [Gap(), _figures(each, language)]
        if each.note:
            blocks.append(row(Span(f"{label(language, 'note')}: {each.note}", "doubt"), indent=2))
    if first.assumptions:
        blocks += [Gap(), *evidence.assumptions(first.assumptions, language)]
    blocks += evidence.foot(facts, language, why=why)
    if offered:
        command = f"mktsupport fee {' '.join(str(each.amount) for each in answers)} --compare"
        blocks += [Gap(), row(label(language, "living", command=command, names=", ".join(offered)))]
    return blocks


def _figures(each: FeeAnswer, language: Language) -> Grid:
    def line(name: str, amount: int, remark: str = "") -> tuple[Span, ...]:
        return (Span(label(language, name)), Span(yen(amount, language), "strong"), Span(remark, "dim"))

    exact = f" ({label(language, 'exact', exact=each.exact)})" if "." in each.exact else ""
    rows = [line("price", each.amount), line("fee", each.fee, each.rule + exact)]
    if each.total is not None:
        rows.append(line("to-pay", each.total))
    if each.net is not None:
        rows.append(line("net", each.net))
    return Grid(tuple(rows), right=frozenset({1}))


def table(
    platform: Platform, schedules: Sequence[Fee], facts: Sequence[FactView], language: Language, *, why: bool
) -> Page:
    """The tiers of every schedule, and a bar picture of the fee at the edges of its bands."""
    name = platform.name.in_language(language)
    blocks: Page = [row(Span(label(language, "table-title", name=name), "strong"))]
    if platform.status.gone:
        blocks.append(Notice(label(language, "history"), (), "ended"))
    for schedule in schedules:
        since = schedule.since or label(language, "period-unknown")
        until = schedule.until or label(language, "period-open")
        blocks += [
            Gap(),
            row(
                Span(f"{schedule.name.in_language(language)}  ", "strong"),
                Span(f"{schedule.id} · {label(language, 'period', since=since, until=until)}", "dim"),
            ),
        ]
        blocks.append(
            Grid(
                tuple(
                    (Span(band(first, last, "yen", language)), Span(rule(schedule, tier, language)))
                    for first, last, tier in bands(schedule.tiers)
                )
            )
        )
        blocks += _bars(schedule, language)
        if not schedule.rounding_stated:
            blocks.append(row(Span(label(language, "rounding-unstated"), "doubt"), indent=2))
        blocks += [
            row(text.in_language(language), indent=2, marker=f"{label(language, 'assumed')}: ")
            for text in schedule.assumptions
        ]
    blocks += evidence.foot(facts, language, why=why)
    return blocks


def _bars(schedule: Fee, language: Language) -> Page:
    """A bar for each of some prices, all to one scale."""
    prices = sample_prices(schedule)
    fees = [charge(schedule, price).fee for price in prices]
    most = max(fees)
    rows = tuple(
        (Span(yen(price, language)), Span(yen(fee, language), "strong"), Span(bar(fee, most), "open"))
        for price, fee in zip(prices, fees, strict=True)
    )
    return [row(Span(label(language, "bar-title"), "dim"), indent=2), Grid(rows, right=frozenset({0, 1}))]


def compare(on: str, answers: Sequence[FeeAnswer], language: Language) -> Page:
    """Every platform's fee on each amount, cheapest first, closed services last; then what the schedules' ids mean."""
    blocks: Page = []
    for amount in dict.fromkeys(each.amount for each in answers):
        ordered = sorted(
            (each for each in answers if each.amount == amount), key=lambda each: (not each.current, each.fee)
        )
        title = label(language, "compare-title", amount=yen(amount, language), on=on)
        blocks += [row(Span(title, "strong")), Gap(), _beside(ordered, language), Gap()]
    several = [each for each in answers if each.amount == answers[0].amount]
    for name in dict.fromkeys(each.platform_name for each in several):
        mine = [each for each in several if each.platform_name == name]
        if len(mine) > 1:
            blocks.append(row(Span(f"{name} --schedule", "dim"), indent=2))
            blocks += [row(Span(each.name, "dim"), indent=4, marker=f"{each.schedule}: ") for each in mine]
    return blocks[:-1] if isinstance(blocks[-1], Gap) else blocks


def _beside(ordered: Sequence[FeeAnswer], language: Language) -> Grid:
    """One amount's fees as a table that 80 columns hold."""
    most = max(each.fee for each in ordered)

    def line(each: FeeAnswer) -> tuple[Span, ...]:
        closed = "" if each.current else f" ({label(language, 'closed-mark')})"
        return (
            Span(each.platform_name + closed, "strong"),
            Span(yen(each.fee, language)),
            Span(bar(each.fee, most, _COMPARED), "open" if each.current else "dim"),
            Span(each.schedule, "dim"),
            Span(label(language, f"role-of-{each.payer}"), "dim"),
        )

    return Grid(tuple(map(line, ordered)), right=frozenset({1}))
