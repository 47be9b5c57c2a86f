"""Rules on outcomes: what they say is for somebody, and whom they name is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mktsupport.knowledge.book import Book
from mktsupport.knowledge.checks import Broken
from mktsupport.knowledge.reader import Key
from mktsupport.records import Deadline, Ladder, Outcome, Platform, Role, Statement, Step, Text, Trouble

ROLES: tuple[Role, ...] = ("any", "buyer", "seller")


def _statements(outcome: Outcome) -> Iterator[tuple[str, Sequence[Step | Statement | Deadline]]]:
    """The fields whose statements may be for some platforms only."""
    yield "steps", outcome.steps
    yield "evidence", outcome.evidence
    yield "deadlines", outcome.deadlines
    yield "warnings", outcome.warnings


def only_elsewhere(book: Book) -> Iterator[Broken]:
    """A statement is for a platform that the trouble does not span."""
    for entry, trouble in book.troubles:
        spanned = set(trouble.platforms)
        for n, node in enumerate(trouble.nodes):
            if isinstance(node, Outcome):
                for part, statements in _statements(node):
                    for k, statement in enumerate(statements):
                        for name in (each for each in statement.only if each not in spanned):
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
    for entry, trouble in book.troubles:
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
    helpful = _helpful_ladders(book)
    for entry, trouble in book.troubles:
        for n, node in enumerate(trouble.nodes):
            if not isinstance(node, Outcome) or node.no_help or node.support or node.escalate in helpful:
                continue
            if not _reached(book, node):
                yield (
                    entry,
                    ("nodes", n),
                    Text("この結果からは誰にも連絡できません", "this outcome reaches nobody"),
                    REACH,
                )


def pair_leads_nowhere(book: Book) -> Iterator[Broken]:
    """On one of the trouble's platforms an outcome names nobody: no channel there serves it, and no help line."""
    helpful = _helpful_ladders(book)
    served = {platform.id: _served(platform) for _, platform in book.platforms}
    helped = {platform.id for _, platform in book.platforms if platform.status.gone and platform.helplines}
    for entry, trouble in book.troubles:
        silent = {role: [p for p in trouble.platforms if not _answers(served, p, role, trouble)] for role in ROLES}
        # Without `support` no platform's own channels are shown; one that is gone shows its help lines all the same.
        unsupported = [p for p in trouble.platforms if p in served and p not in helped]
        for n, node in enumerate(trouble.nodes):
            if not isinstance(node, Outcome) or node.no_help or node.escalate in helpful:
                continue
            reached = _reached(book, node)
            if "public" in reached or not (node.support or reached):
                continue  # somebody answers, or reaches-nobody says that nobody does
            role = trouble.role if node.role == "any" else node.role
            for name in silent[role] if node.support else unsupported:
                if name not in reached:
                    yield (
                        entry,
                        ("nodes", n),
                        Text(
                            f"{name} の人は、この結果から誰にも連絡できません",
                            f"here somebody on {name} reaches nobody",
                        ),
                        REACH,
                    )


REACH = Text(
    "support、contact、escalate のどれかを足すか、no_help で助けがないことを伝えてください",
    "add `support`, `contact` or `escalate`, or say with `no_help` that there is no help",
)


def _helpful_ladders(book: Book) -> set[str]:
    """The ladders with a public desk that still answers."""
    desks = {each.id for _, each in book.platforms if each.kind == "public" and not each.status.gone}
    return {ladder.id for _, ladder in book.ladders if any(rung.desk in desks for rung in ladder.rungs)}


def _reached(book: Book, outcome: Outcome) -> set[str]:
    """The living platforms that an outcome names, and `public` where a public desk is among them."""
    named = [book.platform(reach.platform) for reach in outcome.contact]
    living = [each for each in named if each and not each.status.gone]
    return {each.id for each in living} | {"public" for each in living if each.kind == "public"}


def _served(platform: Platform) -> set[tuple[Role, str | None]]:
    """Whom a platform answers: roles with a topic, or with None for any topic; `any` stands for either role."""
    if platform.status.gone:
        return {(role, None) for role in ROLES if platform.helplines}
    topics = [(channel.role, topic) for channel in platform.channels for topic in channel.topics or (None,)]
    return {(each, topic) for role, topic in topics for each in (ROLES if role == "any" else (role, ROLES[0]))}


def _answers(served: dict[str, set[tuple[Role, str | None]]], name: str, role: Role, trouble: Trouble) -> bool:
    """Whether a platform answers someone in `role`; one that is not there is unknown-reference's."""
    return name not in served or bool(served[name] & {(role, None), (role, trouble.id)})


def offers_ended(book: Book) -> Iterator[Broken]:
    """An outcome, a ladder or a platform sends people to a service that is gone."""
    for entry in book:
        record = entry.record
        offered: list[tuple[tuple[Key, ...], str]] = []
        if isinstance(record, Trouble):
            for n, node in enumerate(record.nodes):
                if isinstance(node, Outcome):
                    offered += [(("nodes", n, "contact", k), reach.platform) for k, reach in enumerate(node.contact)]
        elif isinstance(record, Ladder):
            offered += [(("rungs", n, "desk"), rung.desk) for n, rung in enumerate(record.rungs) if rung.desk]
        elif isinstance(record, Platform):
            offered += [(("helplines", n), name) for n, name in enumerate(record.helplines)]
        for path, name in offered:
            platform = book.platform(name)
            if platform and platform.status.gone:
                yield (
                    entry,
                    path,
                    Text(f"{name} は終了しています", f"{name} is gone"),
                    Text("今ある窓口に替えてください", "name a desk that still answers"),
                )
