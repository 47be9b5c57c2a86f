"""Rules on evidence: every statement has facts, every fact is used or set aside, every date is possible."""

from __future__ import annotations

from collections.abc import Iterator

from mktsupport.knowledge.book import Book
from mktsupport.knowledge.reading import Key
from mktsupport.knowledge.rules import Broken
from mktsupport.knowledge.rules.references import facts
from mktsupport.records import Outcome, Text


def statement_without_facts(book: Book) -> Iterator[Broken]:
    """A channel, rule, fee, outcome, rung or a platform's end rests on no fact."""
    for entry in book:
        bare: list[tuple[Key, ...]] = []
        record = entry.record
        if entry.section == "platforms":
            for place in ("channels", "rules", "fees"):
                bare += [(place, n) for n, item in enumerate(getattr(record, place)) if not item.facts]
            if record.status.state != "unknown" and record.kind != "public" and not record.status.facts:
                bare.append(("status",))
        elif entry.section == "troubles":
            bare += [
                ("nodes", n) for n, node in enumerate(record.nodes) if isinstance(node, Outcome) and not node.facts
            ]
        elif entry.section == "ladders":
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
    cited = {name for entry in book for _, name in facts(entry)}
    for entry, fact in book.section("facts"):
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
    aside = {fact.id for _, fact in book.section("facts") if fact.set_aside is not None}
    for entry in book:
        for path, name in facts(entry):
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
