"""Checks of outcomes: their statements are for somebody, and whom they name exists and answers."""

from __future__ import annotations

from collections.abc import Iterator

from mktsupport.knowledge.book import Book
from mktsupport.knowledge.checks import Broken, nodes
from mktsupport.records import Ladder, Outcome, Platform, Role, Trouble

ROLES: tuple[Role, ...] = ("any", "buyer", "seller")
Served = set[tuple[Role, str | None]]  # a role with a topic, or with None for any topic


def only_elsewhere(book: Book) -> Iterator[Broken]:
    """A statement is for a platform that the trouble does not name."""
    for entry, trouble, place, outcome in nodes(book, Outcome):
        for part in ("steps", "evidence", "deadlines", "warnings"):
            for n, statement in enumerate(getattr(outcome, part)):
                for name in statement.only:
                    if name not in trouble.platforms:
                        yield entry, (*place, part, n, "only"), {"name": name}


def no_general_step(book: Book) -> Iterator[Broken]:
    """An outcome has no step for somebody who named no platform."""
    for entry, _, place, outcome in nodes(book, Outcome):
        if all(step.only for step in outcome.steps):
            yield entry, (*place, "steps"), {}


def reaches_nobody(book: Book) -> Iterator[Broken]:
    """An outcome names no living channel and no help line, whatever the platform, and does not say so."""
    helpful = _helpful_ladders(book)
    for entry, _, place, outcome in nodes(book, Outcome):
        helped = outcome.no_help or outcome.support or outcome.escalate in helpful
        if not helped and not _reached(book, outcome):
            yield entry, place, {}


def pair_leads_nowhere(book: Book) -> Iterator[Broken]:
    """On one of the trouble's platforms an outcome names nobody: no channel there serves it, and no help line."""
    helpful = _helpful_ladders(book)
    served = {platform.id: _served(platform) for _, platform in book.of(Platform)}
    # Without `support` no platform's own channels are shown; one that is gone shows its help lines all the same.
    unsupported = {each.id for _, each in book.of(Platform) if not (each.status.gone and each.helplines)}
    for entry, trouble, place, outcome in nodes(book, Outcome):
        reached = _reached(book, outcome)
        if outcome.no_help or outcome.escalate in helpful or "public" in reached or not (outcome.support or reached):
            continue  # somebody answers, or reaches-nobody reports that nobody does
        role = trouble.role if outcome.role == "any" else outcome.role
        for name in trouble.platforms:
            silent = not _answers(served, name, role, trouble) if outcome.support else name in unsupported
            if silent and name not in reached:
                yield entry, place, {"name": name}


def _helpful_ladders(book: Book) -> set[str]:
    """The ladders with a public desk that still answers."""
    desks = {each.id for _, each in book.of(Platform) if each.kind == "public" and not each.status.gone}
    return {ladder.id for _, ladder in book.of(Ladder) if any(rung.desk in desks for rung in ladder.rungs)}


def _reached(book: Book, outcome: Outcome) -> set[str]:
    """The living platforms that an outcome names, and `public` where a public desk is among them."""
    named = [book.platform(reach.platform) for reach in outcome.contact]
    living = [each for each in named if each and not each.status.gone]
    return {each.id for each in living} | {"public" for each in living if each.kind == "public"}


def _served(platform: Platform) -> Served:
    """Whom a platform answers; `any` stands for either role."""
    if platform.status.gone:
        return {(role, None) for role in ROLES if platform.helplines}
    topics = [(channel.role, topic) for channel in platform.channels for topic in channel.topics or (None,)]
    return {(each, topic) for role, topic in topics for each in (ROLES if role == "any" else (role, ROLES[0]))}


def _answers(served: dict[str, Served], name: str, role: Role, trouble: Trouble) -> bool:
    """Whether a platform answers someone in `role`; unknown-reference reports one that does not exist."""
    return name not in served or bool(served[name] & {(role, None), (role, trouble.id)})


def offers_ended(book: Book) -> Iterator[Broken]:
    """An outcome, a ladder or a platform sends people to a service that is gone."""
    offered = [
        (entry, (*place, "contact", n), reach.platform)
        for entry, _, place, outcome in nodes(book, Outcome)
        for n, reach in enumerate(outcome.contact)
    ]
    for entry, ladder in book.of(Ladder):
        offered += [(entry, ("rungs", n, "desk"), rung.desk) for n, rung in enumerate(ladder.rungs) if rung.desk]
    for entry, desk in book.of(Platform):
        offered += [(entry, ("helplines", n), name) for n, name in enumerate(desk.helplines)]
    for entry, place, name in offered:
        platform = book.platform(name)
        if platform and platform.status.gone:
            yield entry, place, {"name": name}
