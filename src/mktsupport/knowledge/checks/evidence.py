"""Rules on evidence: every statement has facts, every fact has a source and is used or set aside."""

from __future__ import annotations

from collections.abc import Iterator

from mktsupport.knowledge.book import Book
from mktsupport.knowledge.checks import Broken
from mktsupport.knowledge.reader import Key
from mktsupport.records import Ladder, Outcome, Platform, Text, Trouble


def statement_without_facts(book: Book) -> Iterator[Broken]:
    """A channel, rule, fee, outcome, rung or a platform's end rests on no fact."""
    for entry in book:
        bare: list[tuple[Key, ...]] = []
        record = entry.record
        if isinstance(record, Platform):
            bare += [("channels", n) for n, channel in enumerate(record.channels) if not channel.facts]
            bare += [("rules", n) for n, rule in enumerate(record.rules) if not rule.facts]
            bare += [("fees", n) for n, fee in enumerate(record.fees) if not fee.facts]
            if record.status.state != "unknown" and record.kind != "public" and not record.status.facts:
                bare.append(("status",))
        elif isinstance(record, Trouble):
            bare += [
                ("nodes", n) for n, node in enumerate(record.nodes) if isinstance(node, Outcome) and not node.facts
            ]
        elif isinstance(record, Ladder):
            bare += [("rungs", n) for n, rung in enumerate(record.rungs) if not rung.facts]
        for path in bare:
            yield (
                entry,
                path,
                Text("根拠(facts)がありません", "this rests on no fact"),
                Text("根拠になる事実の id を書いてください", "name the facts that say so"),
            )


def orphan_fact(book: Book) -> Iterator[Broken]:
    """Nothing cites a fact, and it is not set aside."""
    cited = {name for _, _, name in book.citations()}
    for entry, fact in book.facts:
        if fact.id not in cited and fact.set_aside is None:
            yield (
                entry,
                ("id",),
                Text(f"{fact.id} はどこにも使われていません", f"nothing cites {fact.id}"),
                Text(
                    "どこかで根拠にするか、理由を添えて set_aside にしてください",
                    "cite it, or set it aside with the reason",
                ),
            )


def cites_set_aside(book: Book) -> Iterator[Broken]:
    """A statement rests on a fact that must not be repeated as advice."""
    aside = {fact.id for _, fact in book.facts if fact.set_aside is not None}
    for entry, path, name in book.citations():
        if name in aside:
            yield (
                entry,
                path,
                Text(
                    f"{name} は助言に使わないと決めた事実です",
                    f"{name} is set aside and must not be given as advice",
                ),
                Text("別の事実を根拠にしてください", "rest the statement on another fact"),
            )


def fact_without_source(book: Book) -> Iterator[Broken]:
    """A fact names a source that is not there."""
    for entry, fact in book.facts:
        if not book.has("sources", fact.source):
            yield (
                entry,
                ("source",),
                Text(f"出典 `{fact.source}` がありません", f"there is no source `{fact.source}`"),
                Text("つづりを確かめるか、sources に加えてください", "check the spelling, or add it to the sources"),
            )


def source_without_place(book: Book) -> Iterator[Broken]:
    """A source has neither a URL nor a document, so that nobody can look it up."""
    for entry, source in book.sources:
        if source.url is None and source.document is None:
            yield (
                entry,
                (),
                Text("どこで読めるかがわかりません", "nobody can look this source up"),
                Text("`url` か `document` を書いてください", "give its `url`, or say in `document` what it is"),
            )


def doubtful_without_warning(book: Book) -> Iterator[Broken]:
    """A number or address that only third parties, private persons or copies give stands there without a warning."""
    weak = {source.id for _, source in book.sources if source.trust in WEAK}
    doubted = {fact.id for _, fact in book.facts if fact.source in weak}
    for entry, platform in book.platforms:
        for n, channel in enumerate(platform.channels):
            if channel.value and channel.facts and channel.warning is None and doubted.issuperset(channel.facts):
                yield (
                    entry,
                    ("channels", n),
                    Text(
                        f"`{channel.value}` は公式に確かめられていないのに、注意書きがありません",
                        f"nothing official gives `{channel.value}`, and no warning says so",
                    ),
                    Text("`warning` にそのことを書いてください", "say so in `warning`"),
                )


WEAK = ("third-party", "personal", "scraped")
