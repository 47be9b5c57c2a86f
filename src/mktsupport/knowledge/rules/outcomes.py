"""Rules on outcomes: what they say is for somebody, and whom they name is there."""

from __future__ import annotations

from collections.abc import Iterator

from mktsupport.knowledge.book import Book
from mktsupport.knowledge.reading import Key
from mktsupport.knowledge.rules import Broken
from mktsupport.records import Outcome, Platform, Role, Text, Trouble

GONE = ("ended", "merged")
ROLES: tuple[Role, ...] = ("any", "buyer", "seller")


def only_elsewhere(book: Book) -> Iterator[Broken]:
    """A statement is for a platform that the trouble does not span."""
    for entry, trouble in book.section("troubles"):
        for n, node in enumerate(trouble.nodes):
            if isinstance(node, Outcome):
                for part in ("steps", "evidence", "deadlines", "warnings"):
                    for k, statement in enumerate(getattr(node, part)):
                        for name in set(statement.only) - set(trouble.platforms):
                            yield (
                                entry,
                                ("nodes", n, part, k, "only"),
                                Text(
                                    f"`{name}` はこの困りごとの platforms にありません",
                                    f"`{name}` is not among the trouble's platforms",
                                ),
                                Text(
                                    "platforms に足すか、only から外してください",
                                    "add it to `platforms`, or take it out of `only`",
                                ),
                            )


def no_general_step(book: Book) -> Iterator[Broken]:
    """An outcome has no step for somebody who named no platform."""
    for entry, trouble in book.section("troubles"):
        for n, node in enumerate(trouble.nodes):
            if isinstance(node, Outcome) and all(step.only for step in node.steps):
                yield (
                    entry,
                    ("nodes", n, "steps"),
                    Text("どの人にも出る手順がありません", "every step is for some platform only"),
                    Text("`only` のない手順を一つ加えてください", "add a step without `only`"),
                )


def reaches_nobody(book: Book) -> Iterator[Broken]:
    """An outcome names no living channel and no help line, whatever the platform, and does not say so."""
    for entry, trouble in book.section("troubles"):
        for n, node in enumerate(trouble.nodes):
            if isinstance(node, Outcome) and not (node.no_help or node.support or _named(book, node)):
                yield (
                    entry,
                    ("nodes", n),
                    Text("この結果からは誰にも連絡できません", "this outcome reaches nobody"),
                    REACH,
                )


def pair_leads_nowhere(book: Book) -> Iterator[Broken]:
    """On one of the trouble's platforms an outcome reaches nobody: neither a channel of its own nor a help line."""
    for entry, trouble in book.section("troubles"):
        silent = {role: _silent(book, trouble, role) for role in ROLES}
        for n, node in enumerate(trouble.nodes):
            if isinstance(node, Outcome) and node.support and not node.no_help:
                reached = _named(book, node)
                for name in silent[trouble.role if node.role == "any" else node.role]:
                    if not reached & {name, "public"}:
                        whom = Text(f"{name} の人は、", f"somebody on {name}")
                        yield (
                            entry,
                            ("nodes", n),
                            Text(f"{whom.ja}この結果から誰にも連絡できません", f"here {whom.en} reaches nobody"),
                            REACH,
                        )


REACH = Text(
    "support、contact、escalate のどれかを足すか、no_help で助けがないことを伝えてください",
    "add `support`, `contact` or `escalate`, or say with `no_help` that there is no help",
)


def _named(book: Book, outcome: Outcome) -> set[str]:
    """The living platforms whose channels an outcome names, and `public` where a public desk is among them."""
    ladder = book.record("ladders", outcome.escalate) if outcome.escalate else None
    names = [rung.desk for rung in ladder.rungs if rung.desk] if ladder else []
    names += [reach.platform for reach in outcome.contact]
    living = [each for each in (book.record("platforms", name) for name in names) if each and not _gone(each)]
    return {each.id for each in living} | {"public" for each in living if each.kind == "public"}


def _silent(book: Book, trouble: Trouble, role: Role) -> list[str]:
    """The trouble's platforms where nobody answers someone in `role`."""
    there = ((name, book.record("platforms", name)) for name in trouble.platforms)
    return [name for name, platform in there if platform and not _answers(platform, trouble, role)]


def _answers(platform: Platform, trouble: Trouble, role: Role) -> bool:
    if _gone(platform):
        return bool(platform.helplines)
    return any(channel.serves(role, trouble.id) for channel in platform.channels)


def _gone(platform: Platform) -> bool:
    return platform.status.state in GONE


def offers_ended(book: Book) -> Iterator[Broken]:
    """An outcome, a ladder or a platform sends people to a service that is gone."""
    for entry in book:
        record = entry.record
        offered: list[tuple[tuple[Key, ...], str]] = []
        if entry.section == "troubles":
            for n, node in enumerate(record.nodes):
                if isinstance(node, Outcome):
                    offered += [(("nodes", n, "contact", k), reach.platform) for k, reach in enumerate(node.contact)]
        elif entry.section == "ladders":
            offered += [(("rungs", n, "desk"), rung.desk) for n, rung in enumerate(record.rungs) if rung.desk]
        elif entry.section == "platforms":
            offered += [(("helplines", n), name) for n, name in enumerate(record.helplines)]
        for path, name in offered:
            platform = book.record("platforms", name)
            if platform and _gone(platform):
                yield (
                    entry,
                    path,
                    Text(f"{name} は終了しています", f"{name} is gone"),
                    Text("今ある窓口に替えてください", "name a desk that still answers"),
                )
