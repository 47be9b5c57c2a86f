"""Rules on decision trees: every node is reached, no path loops, no two answers are alike, every end helps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from mktsupport.knowledge.book import Book
from mktsupport.knowledge.reading import Key
from mktsupport.knowledge.rules import Broken
from mktsupport.records import Amount, Outcome, Question, Text, Trouble


def _edges(node: Any) -> list[tuple[tuple[Key, ...], str]]:  # noqa: ANN401 - a node of any kind
    if isinstance(node, Question):
        return [(("options", n, "to"), option.to) for n, option in enumerate(node.options)]
    if isinstance(node, Amount):
        return [(("bands", n, "to"), band.to) for n, band in enumerate(node.bands)]
    return []


def duplicate_node(book: Book) -> Iterator[Broken]:
    """Two nodes of a tree share an id."""
    for entry, trouble in book.section("troubles"):
        seen: set[str] = set()
        for n, node in enumerate(trouble.nodes):
            if node.id in seen:
                yield (
                    entry,
                    ("nodes", n, "id"),
                    Text(f"ノード `{node.id}` が二つあります", f"two nodes are called `{node.id}`"),
                    Text("片方の id を変えてください", "rename one of them"),
                )
            seen.add(node.id)


def wrong_start(book: Book) -> Iterator[Broken]:
    """`start` is not the first node."""
    for entry, trouble in book.section("troubles"):
        if trouble.start != trouble.nodes[0].id:
            yield (
                entry,
                ("start",),
                Text(f"`{trouble.start}` は最初のノードではありません", f"`{trouble.start}` is not the first node"),
                Text("最初に聞くノードを一覧の先頭に置いてください", "put the node that is asked first at the top"),
            )


def leads_nowhere(book: Book) -> Iterator[Broken]:
    """An answer leads to a node that is not there."""
    for entry, trouble in book.section("troubles"):
        there = {node.id for node in trouble.nodes}
        for n, node in enumerate(trouble.nodes):
            for path, to in _edges(node):
                if to not in there:
                    yield (
                        entry,
                        ("nodes", n, *path),
                        Text(f"ノード `{to}` はありません", f"there is no node `{to}`"),
                        Text("つづりを確かめるか、ノードを加えてください", "check the spelling, or add the node"),
                    )


def leads_up(book: Book) -> Iterator[Broken]:
    """An answer leads to a node that stands above it or to itself, so that a path could loop."""
    for entry, trouble in book.section("troubles"):
        place = {node.id: n for n, node in enumerate(trouble.nodes)}
        for n, node in enumerate(trouble.nodes):
            for path, to in _edges(node):
                if place.get(to, n + 1) <= n:
                    yield (
                        entry,
                        ("nodes", n, *path),
                        Text(f"`{to}` は上にあるノードです", f"`{to}` stands above this answer"),
                        Text(
                            "下にあるノードへ進むように並べ替えてください",
                            "reorder the nodes so that answers lead down",
                        ),
                    )


def unreachable_node(book: Book) -> Iterator[Broken]:
    """No answer leads to a node."""
    for entry, trouble in book.section("troubles"):
        reached = {trouble.nodes[0].id} | {to for node in trouble.nodes for _, to in _edges(node)}
        for n, node in enumerate(trouble.nodes):
            if node.id not in reached:
                yield (
                    entry,
                    ("nodes", n),
                    Text(f"`{node.id}` にはどの答えからも進めません", f"no answer leads to `{node.id}`"),
                    Text("ここへ進む答えを足すか、ノードを消してください", "lead an answer to it, or delete it"),
                )


def dead_end(book: Book) -> Iterator[Broken]:
    """The last node is a question: whatever is answered leads nowhere."""
    for entry, trouble in book.section("troubles"):
        last = trouble.nodes[-1]
        if not isinstance(last, Outcome):
            yield (
                entry,
                ("nodes", len(trouble.nodes) - 1),
                Text(f"`{last.id}` の先に結果がありません", f"nothing comes after `{last.id}`"),
                Text("結果(outcome)を下に足してください", "add an outcome below it"),
            )


def options_alike(book: Book) -> Iterator[Broken]:
    """Two answers of a question share their id or their words."""
    for entry, trouble in book.section("troubles"):
        for n, node in enumerate(trouble.nodes):
            if isinstance(node, Question):
                for words in ("id", "ja", "en"):
                    said = [option.id if words == "id" else getattr(option.label, words) for option in node.options]
                    for k, text in enumerate(said):
                        if text in said[:k]:
                            yield (
                                entry,
                                ("nodes", n, "options", k),
                                Text(f"答え「{text}」が二つあります", f"two answers are `{text}`"),
                                Text("違いがわかるように書き分けてください", "tell them apart"),
                            )


def idle_question(book: Book) -> Iterator[Broken]:
    """Every answer of a question leads to the same node."""
    for entry, trouble in book.section("troubles"):
        for n, node in enumerate(trouble.nodes):
            edges = _edges(node)
            if edges and len({to for _, to in edges}) == 1:
                yield (
                    entry,
                    ("nodes", n),
                    Text("どう答えても同じところへ進みます", "every answer leads to the same node"),
                    Text("聞かずに済む質問なら消してください", "delete the question, or let the answers differ"),
                )


def band_gap(book: Book) -> Iterator[Broken]:
    """Amount bands do not rise, overlap, or leave amounts without an answer."""
    for entry, trouble in book.section("troubles"):
        for n, node in enumerate(trouble.nodes):
            if isinstance(node, Amount) and not rises([band.up_to for band in node.bands]):
                yield (entry, ("nodes", n, "bands"), *NOT_RISING)


NOT_RISING = (
    Text("区切りが小さい順でないか、最後が開いていません", "the bands do not rise, or the last one is not open"),
    Text(
        "`up_to` を小さい順に並べ、最後の一つには書かないでください", "order them by `up_to` and give the last one none"
    ),
)


def rises(ends: list[int | None]) -> bool:
    """Whether bands with these ends cover everything once: each end above the one before, the last one open."""
    closed = [end for end in ends[:-1] if end is not None]
    return ends[-1] is None and len(closed) == len(ends) - 1 and all(a < b for a, b in pairwise(closed))


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
    """An outcome names no living channel and no help line, for some platform or for none, and does not say so."""
    for entry, trouble in book.section("troubles"):
        for n, node in enumerate(trouble.nodes):
            if isinstance(node, Outcome) and not node.no_help and not _helps(book, node):
                for platform in (None, *trouble.platforms):
                    if not _alive(book, platform, node, trouble):
                        yield (entry, ("nodes", n), *_nobody(platform))


def _helps(book: Book, outcome: Outcome) -> bool:
    """Whether an outcome reaches somebody whatever the platform."""
    ladder = book.record("ladders", outcome.escalate) if outcome.escalate else None
    desks = [rung.desk for rung in ladder.rungs if rung.desk] if ladder else []
    named = [*desks, *(reach.platform for reach in outcome.contact)]
    public = (book.record("platforms", name) for name in named)
    return any(desk is not None and desk.kind == "public" and desk.status.state != "ended" for desk in public)


def _alive(book: Book, name: str | None, outcome: Outcome, trouble: Trouble) -> bool:
    if name is None:
        return outcome.support  # the screen then asks for the platform
    platform = book.record("platforms", name)
    if platform is None:
        return True  # unknown-reference says so
    if platform.status.state in ("ended", "merged"):
        return bool(platform.helplines)
    role = outcome.role if outcome.role != "any" else trouble.role
    return outcome.support and any(channel.serves(role, trouble.id) for channel in platform.channels)


def _nobody(platform: str | None) -> tuple[Text, Text]:
    whom = Text(f"({platform} の人の場合)", f" for somebody on {platform}") if platform else Text("(全員)", "")
    return (
        Text(f"この結果からは誰にも連絡できません{whom.ja}", f"this outcome reaches nobody{whom.en}"),
        Text(
            "support、contact、escalate のどれかを足すか、no_help で助けがないことを伝えてください",
            "add `support`, `contact` or `escalate`, or say with `no_help` that there is no help",
        ),
    )


def too_shallow(book: Book) -> Iterator[Broken]:
    """A tree asks fewer than three questions."""
    least = 3
    for entry, trouble in book.section("troubles"):
        kinds = Counter(isinstance(node, Outcome) for node in trouble.nodes)
        if kinds[False] < least:
            yield (
                entry,
                ("nodes",),
                Text(f"質問が {kinds[False]} つしかありません", f"the tree asks {kinds[False]} question(s)"),
                Text("見分けるための質問を足してください", "ask what tells the causes apart"),
            )
