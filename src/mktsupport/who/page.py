"""The page of `who`: what the data says of a value, and what it cannot say."""

from __future__ import annotations

from collections.abc import Sequence

from mktsupport.evidence import FactView
from mktsupport.japan.text import Wording
from mktsupport.page.blocks import Gap, Page, Row, Span, Style, row
from mktsupport.page.desks import ended_title
from mktsupport.page.labels import label
from mktsupport.records import Language
from mktsupport.who.answer import ListedView, Occurrence, WhoAnswer

STYLES: dict[Occurrence, Style] = {
    "listed": "strong",
    "doubtful": "doubt",
    "domain": "strong",
    "ended": "ended",
    "withheld": "doubt",
    "not-listed": "doubt",
}
_AS = Wording("載せている名前: ", "Listed as ")
_DOMAIN_OF = Wording("ドメインがあるところ: ", "Its domain occurs at ")
_MEANT = Wording("似せられているもの: {platforms}", "What it resembles: {platforms}")


def page(answer: WhoAnswer, language: Language) -> Page:
    """The whole page."""
    blocks: Page = [row(Span(answer.asked, "strong"), f"  ({answer.normal})" if answer.normal != answer.asked else "")]
    blocks += [Gap(), row(Span(answer.says, STYLES[answer.state]), indent=2)]
    if answer.imitates:
        blocks += [row(Span(each, "doubt"), indent=2, marker="! ") for each in answer.imitates.swapped]
        meant = ", ".join(answer.imitates.platforms)
        blocks.append(row(_MEANT.in_language(language, platforms=meant), indent=2))
    for each in answer.listed:
        blocks += _listed(each, language)
    blocks.append(row(answer.caution, indent=2))
    return [*blocks, *_sources(answer.facts, language)]


def _sources(facts: Sequence[FactView], language: Language) -> Page:
    """Each source once, with its trust and dates: a listing without them would be hearsay."""
    blocks: Page = [Gap(), row(Span(label(language, "evidence-line"), "strong"))] if facts else []
    for source in {fact.source.id: fact.source for fact in facts}.values():
        of_it = [fact for fact in facts if fact.source.id == source.id]
        confirmed = max((fact.confirmed for fact in of_it if fact.confirmed), default=None)
        dates = [
            label(language, "looked", on=max(fact.looked for fact in of_it)),
            label(language, "confirmed", on=confirmed) if confirmed else label(language, "unconfirmed"),
        ]
        trust = label(language, f"trust-{source.trust}")
        where = [f"  {source.url}"] if source.url else []
        blocks.append(row(source.title, Span(f"  {', '.join([trust, *dates])}", "dim"), *where, indent=2, marker="- "))
    return blocks


def _listed(each: ListedView, language: Language) -> list[Row]:
    lead = _AS if each.match == "value" else _DOMAIN_OF
    parts: list[str | Span] = [lead.in_language(language), Span(each.name, "strong")]
    if each.channel_name:
        parts.append(f"  {each.channel_name}")
    if each.value:
        parts.append(f"  {each.value}")
    if each.trust:
        parts.append(Span(f"  {label(language, f'trust-{each.trust}')}", "dim"))
    rows = [row(*parts, indent=2, marker="- ")]
    if each.gone:
        rows.append(row(Span(ended_title(each.name, each.ended, language), "ended"), indent=4))
    return rows
