"""Checks of decision trees: every node is reached, no path loops, answers differ."""

from __future__ import annotations

from collections.abc import Iterator

from mktsupport.japan.spelling import fold
from mktsupport.knowledge.book import Book
from mktsupport.knowledge.checks import Broken, nodes
from mktsupport.knowledge.reader import Place
from mktsupport.records import Amount, Node, Outcome, Question, Trouble

LEAST = 3  # questions of a tree


def _answers(node: Node) -> list[tuple[Place, str]]:
    """The place of each answer, and the node that it leads to."""
    if isinstance(node, Question):
        answers: list[tuple[Place, str]] = [(("options", n, "to"), option.to) for n, option in enumerate(node.options)]
        if node.methods:
            answers += [
                (("methods", "tracked"), node.methods.tracked),
                (("methods", "untracked"), node.methods.untracked),
            ]
        return [*answers, (("otherwise",), node.otherwise)] if node.otherwise else answers
    if isinstance(node, Amount):
        return [(("bands", n, "to"), band.to) for n, band in enumerate(node.bands)]
    return []


def duplicate_node(book: Book) -> Iterator[Broken]:
    """Two nodes of a tree share an id."""
    for entry, trouble in book.of(Trouble):
        ids = [node.id for node in trouble.nodes]
        yield from ((entry, ("nodes", n, "id"), {"node": name}) for n, name in enumerate(ids) if name in ids[:n])


def wrong_start(book: Book) -> Iterator[Broken]:
    """`start` is not the first node."""
    for entry, trouble in book.of(Trouble):
        if trouble.start != trouble.nodes[0].id:
            yield entry, ("start",), {"node": trouble.start}


def leads_nowhere(book: Book) -> Iterator[Broken]:
    """An answer leads to a node that does not exist."""
    for entry, trouble in book.of(Trouble):
        ids = {node.id for node in trouble.nodes}
        for n, node in enumerate(trouble.nodes):
            for place, to in _answers(node):
                if to not in ids:
                    yield entry, ("nodes", n, *place), {"node": to}


def leads_up(book: Book) -> Iterator[Broken]:
    """An answer leads to a node above it or to its own, so that a path could loop."""
    for entry, trouble in book.of(Trouble):
        position = {node.id: n for n, node in enumerate(trouble.nodes)}
        # A question at the very end can lead nowhere else: dead-end reports it.
        for n, node in enumerate(trouble.nodes[:-1]):
            for place, to in _answers(node):
                if position.get(to, n + 1) <= n:
                    yield entry, ("nodes", n, *place), {"node": to}


def unreachable_node(book: Book) -> Iterator[Broken]:
    """No answer leads to a node."""
    for entry, trouble in book.of(Trouble):
        reached = {trouble.nodes[0].id, trouble.gone} | {to for node in trouble.nodes for _, to in _answers(node)}
        for n, node in enumerate(trouble.nodes):
            if node.id not in reached:
                yield entry, ("nodes", n), {"node": node.id}


def dead_end(book: Book) -> Iterator[Broken]:
    """The last node is a question: its answers lead nowhere."""
    for entry, trouble in book.of(Trouble):
        if not isinstance(trouble.nodes[-1], Outcome):
            yield entry, ("nodes", len(trouble.nodes) - 1), {"node": trouble.nodes[-1].id}


def options_alike(book: Book) -> Iterator[Broken]:
    """Two answers of a question share their id or, width and kana apart, their words."""
    for entry, _, place, question in nodes(book, Question):
        seen: set[tuple[str, str]] = set()
        for n, option in enumerate(question.options):
            label = option.label
            names = {("id", option.id), ("ja", fold(label.ja)), ("en", fold(label.en))}
            if names & seen:
                yield entry, (*place, "options", n), {"label": label}
            seen |= names


def idle_question(book: Book) -> Iterator[Broken]:
    """Every answer of a question leads to the same node."""
    for entry, trouble in book.of(Trouble):
        for n, node in enumerate(trouble.nodes):
            if len({to for _, to in _answers(node)}) == 1:
                yield entry, ("nodes", n), {}


def too_shallow(book: Book) -> Iterator[Broken]:
    """A tree asks fewer than three questions."""
    for entry, trouble in book.of(Trouble):
        count = sum(not isinstance(node, Outcome) for node in trouble.nodes)
        if count < LEAST:
            yield entry, ("nodes",), {"count": count}
