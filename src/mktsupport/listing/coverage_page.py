"""The coverage page: troubles down, platforms across; where that is too wide, one block for each trouble."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mktsupport.japan.text import Language, Wording
from mktsupport.page.blocks import Gap, Grid, Page, Row, Span, Style, row
from mktsupport.page.labels import label
from mktsupport.page.line_breaks import cells
from mktsupport.views import CoverageAnswer, CoverageCell, CoverageRow, Covered, PlatformRow

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
MARKS: dict[Covered, str] = {"general": "+", "nothing": "."}
STYLES: dict[Covered, Style] = {"own": "open", "general": "closed", "nothing": "dim"}


def page(answer: CoverageAnswer, language: Language, width: int | None) -> Page:
    """The table where `width` cells hold it (None: as wide as it likes), else a block for each trouble."""
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
    """What the numbers over the columns and the marks in the cells stand for."""
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
            if named := _named(each, answer.platforms, key, language):
                yield row(Span(f"{WORDS[f'{key}-short'].in_language(language)}: ", style), named, indent=2)


def _named(each: CoverageRow, platforms: Sequence[PlatformRow], covered: str, language: Language) -> str:
    """The platforms that are covered so, with how much is their own and a mark on those that are gone."""
    told = []
    for platform, cell in zip(platforms, each.cells, strict=True):
        if cell.covered == covered:
            state = f"({_state(platform, language)})" if platform.gone else ""
            told.append(" ".join(part for part in (platform.id, str(cell.statements or ""), state) if part))
    return ", ".join(told)
