"""Checks of evidence: every statement has facts, every fact has a source and is used or set aside."""

from __future__ import annotations

from collections.abc import Iterator

from mktsupport.knowledge.book import Book
from mktsupport.knowledge.checks import Broken, channels, nodes
from mktsupport.records import Fact, Ladder, Outcome, Platform, Source

WEAK = ("third-party", "personal", "scraped")


def statement_without_facts(book: Book) -> Iterator[Broken]:
    """A channel, rule, fee, outcome, rung or a platform's end rests on no fact."""
    for entry, platform in book.of(Platform):
        for part in ("channels", "rules", "fees"):
            yield from ((entry, (part, n), {}) for n, each in enumerate(getattr(platform, part)) if not each.facts)
        if platform.status.state != "unknown" and platform.kind != "public" and not platform.status.facts:
            yield entry, ("status",), {}
    for entry, _, place, outcome in nodes(book, Outcome):
        if not outcome.facts:
            yield entry, place, {}
    for entry, ladder in book.of(Ladder):
        yield from ((entry, ("rungs", n), {}) for n, rung in enumerate(ladder.rungs) if not rung.facts)


def orphan_fact(book: Book) -> Iterator[Broken]:
    """Nothing cites a fact, and it is not set aside."""
    cited = {name for _, _, name in book.citations()}
    for entry, fact in book.of(Fact):
        if fact.id not in cited and fact.set_aside is None:
            yield entry, ("id",), {"fact": fact.id}


def cites_set_aside(book: Book) -> Iterator[Broken]:
    """A statement rests on a fact that must not be repeated as advice."""
    aside = {fact.id for _, fact in book.of(Fact) if fact.set_aside is not None}
    for entry, place, name in book.citations():
        if name in aside:
            yield entry, place, {"fact": name}


def fact_without_source(book: Book) -> Iterator[Broken]:
    """A fact names a source that does not exist."""
    for entry, fact in book.of(Fact):
        if not book.has("sources", fact.source):
            yield entry, ("source",), {"source": fact.source}


def source_without_place(book: Book) -> Iterator[Broken]:
    """A source has neither a URL nor a document, so that nobody can look it up."""
    for entry, source in book.of(Source):
        if source.url is None and source.document is None:
            yield entry, (), {}


def doubtful_without_warning(book: Book) -> Iterator[Broken]:
    """A number or address that only third parties, private persons or copies give has no warning."""
    weak = {source.id for _, source in book.of(Source) if source.trust in WEAK}
    doubted = {fact.id for _, fact in book.of(Fact) if fact.source in weak}
    for entry, place, channel in channels(book):
        if channel.value and channel.facts and channel.warning is None and doubted.issuperset(channel.facts):
            yield entry, place, {"value": channel.value}
