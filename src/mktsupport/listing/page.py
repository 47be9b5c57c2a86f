"""The pages of `list`: platforms and troubles; and the coverage, as a table or, if that is too wide, in blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mktsupport.japan.text import Language, Wording
from mktsupport.listing.answer import CoverageAnswer, CoverageCell, CoverageRow, Covered
from mktsupport.page import catalogue
from mktsupport.page.blocks import Gap, Grid, Page, Row, Span, Style, row
from mktsupport.page.labels import label
from mktsupport.page.line_breaks import cells
from mktsupport.records import MARKETS
from mktsupport.views import PlatformRow, TroubleRow

WORDS = {
    "title": Wording("どのサービスの、どの困りごとまで調べてあるか", "How far the knowledge reaches"),
    "own": Wording(
        "そのサービスだけの手順・期限・証拠・注意", "the service's own steps, deadlines, evidence, warnings"
    ),
    "general": Wording("どのサービスにも共通の手順だけ", "general steps only"),
    "nothing": Wording("この困りごとの対象に入っていない", "nothing: the trouble does not name the service"),
    "own-short": Wording("固有の説明", "own statements"),
    "general-short": Wording("共通だけ", "general only"),
    "nothing-short": Wording("なし", "nothing"),
    "cells": Wording(
        "欄の数: 固有の説明あり {own}、共通だけ {general}、なし {nothing}",
        "cells: {own} own, {general} general only, {nothing} nothing",
    ),
}
GROUPS = {"marketplaces": MARKETS, "desks": ("carrier", "mobile", "payment"), "public": ("public",)}
MARKS: dict[Covered, str] = {"general": "+", "nothing": "."}
STYLES: dict[Covered, Style] = {"own": "open", "general": "closed", "nothing": "dim"}


def page(platforms: Sequence[PlatformRow] | None, troubles: Sequence[TroubleRow] | None, language: Language) -> Page:
    """Either list or both; None leaves one out."""
    blocks: Page = []
    if platforms is not None:
        for key, kinds in GROUPS.items():
            rows = tuple(_platform(each, language) for each in platforms if each.kind in kinds)
            blocks += [row(Span(label(language, key), "strong")), Grid(rows), Gap()] if rows else []
        blocks.append(row(Span(label(language, "list-contact"), "command")))
    if troubles is not None:
        blocks += [*([Gap()] if blocks else []), *catalogue.troubles(troubles, language)]
    return blocks


def _platform(each: PlatformRow, language: Language) -> tuple[Span, ...]:
    return Span(each.id, "command"), Span(each.name), Span(_state(each, language), "ended")


def coverage_page(answer: CoverageAnswer, language: Language, width: int | None) -> Page:
    """The table if it fits into `width` cells (None: no limit), else a block for each trouble."""
    table = _table(answer)
    fits = width is None or all(sum(cells(span.text) for span in line.spans) <= width for line in table)
    body = [*table, *_legend(answer, language)] if fits else list(_blocks(answer, language))
    total = WORDS["cells"].in_language(language).format(own=answer.own, general=answer.general, nothing=answer.nothing)
    return [row(Span(WORDS["title"].in_language(language), "strong")), Gap(), *body, Gap(), row(Span(total, "strong"))]


def _table(answer: CoverageAnswer) -> list[Row]:
    numbers = [str(n) for n in range(1, len(answer.platforms) + 1)]
    marks = [[_mark(cell) for cell in each.cells] for each in answer.troubles]
    first = max((cells(each.id) for each in answer.troubles), default=0)
    column = max(len(mark) for line in [numbers, *marks] for mark in line) if numbers else 0
    head = [
        Span(f" {number:>{column}}", "ended" if each.gone else "strong")
        for number, each in zip(numbers, answer.platforms, strict=True)
    ]
    lines = [Row((Span(" " * (first + 2)), *head), whole=True)]
    for each, line in zip(answer.troubles, marks, strict=True):
        spans = [Span(f" {mark:>{column}}", STYLES[cell.covered]) for cell, mark in zip(each.cells, line, strict=True)]
        lines.append(Row((Span(f"  {each.id:<{first}}", "command"), *spans), whole=True))
    return lines


def _mark(cell: CoverageCell) -> str:
    return MARKS.get(cell.covered, str(cell.statements))


def _legend(answer: CoverageAnswer, language: Language) -> Page:
    """The meaning of the numbers above the columns and of the marks in the cells."""
    platforms = tuple(
        (Span(str(n), "strong"), Span(each.id, "command"), Span(each.name), Span(_state(each, language), "ended"))
        for n, each in enumerate(answer.platforms, start=1)
    )
    signs: list[tuple[Covered, str]] = [("own", "7"), *MARKS.items()]
    marks = tuple((Span(mark, STYLES[key]), Span(WORDS[key].in_language(language))) for key, mark in signs)
    return [Gap(), Grid(marks), Gap(), Grid(platforms, right=frozenset({0}))]


def _state(platform: PlatformRow, language: Language) -> str:
    return label(language, platform.state) if platform.gone else ""


def _blocks(answer: CoverageAnswer, language: Language) -> Iterator[Row | Gap]:
    for n, each in enumerate(answer.troubles):
        if n:
            yield Gap()
        yield row(Span(each.id, "command"), Span(f"  {each.title}", "strong"))
        for key, style in STYLES.items():
            if names := _platform_names(each, answer.platforms, key, language):
                yield row(Span(f"{WORDS[f'{key}-short'].in_language(language)}: ", style), names, indent=2)


def _platform_names(each: CoverageRow, platforms: Sequence[PlatformRow], covered: str, language: Language) -> str:
    """The platforms with this coverage, each with its number of own statements and its state if it is gone."""
    names = []
    for platform, cell in zip(platforms, each.cells, strict=True):
        if cell.covered == covered:
            state = f"({_state(platform, language)})" if platform.gone else ""
            names.append(" ".join(part for part in (platform.id, str(cell.statements or ""), state) if part))
    return ", ".join(names)
