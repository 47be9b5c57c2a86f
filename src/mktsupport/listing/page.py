"""The list page: platforms with their state, troubles by whose they are."""

from __future__ import annotations

from collections.abc import Sequence

from mktsupport.page import catalogue
from mktsupport.page.blocks import Gap, Grid, Page, Span, row
from mktsupport.page.labels import label
from mktsupport.records import Language
from mktsupport.views import PlatformRow, TroubleRow


def page(platforms: Sequence[PlatformRow] | None, troubles: Sequence[TroubleRow] | None, language: Language) -> Page:
    """Either list or both; None leaves one out."""
    blocks: Page = []
    if platforms is not None:
        for key, wanted in (("marketplaces", False), ("public", True)):
            blocks.append(row(Span(label(language, key), "strong")))
            rows = tuple(_platform(each, language) for each in platforms if (each.kind == "public") == wanted)
            blocks += [Grid(rows), Gap()]
        blocks.append(row(Span(label(language, "list-contact"), "command")))
    if troubles is not None:
        blocks += [*([Gap()] if blocks else []), *catalogue.troubles(troubles, language)]
    return blocks


def _platform(each: PlatformRow, language: Language) -> tuple[Span, ...]:
    gone = each.gone
    mark = Span(label(language, each.state), "ended") if gone else Span("")
    return Span(each.id, "command"), Span(each.name), mark
