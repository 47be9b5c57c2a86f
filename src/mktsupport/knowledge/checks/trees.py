"""Rules on decision trees: every node is reached, no path loops, answers differ and amounts leave no gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mktsupport.japan.spelling import fold
from mktsupport.knowledge.book import Book
from mktsupport.knowledge.checks import Broken
from mktsupport.knowledge.reader import Key
from mktsupport.records import Amount, Node, Outcome, Question, Text


def _edges(node: Node) -> list[tuple[tuple[Key, ...], str]]:
    if isinstance(node, Amount):
        return [(("bands", n, "to"), band.to) for n, band in enumerate(node.bands)]
    if not isinstance(node, Question):
        return []
    edges: list[tuple[tuple[Key, ...], str]] = [
        (("options", n, "to"), option.to) for n, option in enumerate(node.options)
    ]
    if node.methods:
        edges += [(("methods", "tracked"), node.methods.tracked), (("methods", "untracked"), node.methods.untracked)]
    return [*edges, (("otherwise",), node.otherwise)] if node.otherwise else edges


def duplicate_node(book: Book) -> Iterator[Broken]:
    """Two nodes of a tree share an id."""
    for entry, trouble in book.troubles:
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
    for entry, trouble in book.troubles:
        if trouble.start != trouble.nodes[0].id:
            yield (
                entry,
                ("start",),
                Text(f"`{trouble.start}` は最初のノードではありません", f"`{trouble.start}` is not the first node"),
                Text("最初に聞くノードを一覧の先頭に置いてください", "put the node that is asked first at the top"),
            )


def leads_nowhere(book: Book) -> Iterator[Broken]:
    """An answer leads to a node that is not there."""
    for entry, trouble in book.troubles:
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
    for entry, trouble in book.troubles:
        place = {node.id: n for n, node in enumerate(trouble.nodes)}
        # A question that stands last can lead nowhere else; dead-end says so.
        for n, node in enumerate(trouble.nodes[:-1]):
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
    for entry, trouble in book.troubles:
        reached = {trouble.nodes[0].id, trouble.gone} | {to for node in trouble.nodes for _, to in _edges(node)}
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
    for entry, trouble in book.troubles:
        last = trouble.nodes[-1]
        if not isinstance(last, Outcome):
            yield (
                entry,
                ("nodes", len(trouble.nodes) - 1),
                Text(f"`{last.id}` の先に結果がありません", f"nothing comes after `{last.id}`"),
                Text("結果(outcome)を下に足してください", "add an outcome below it"),
            )


def options_alike(book: Book) -> Iterator[Broken]:
    """Two answers of a question share their id or, width and kana apart, their words."""
    for entry, trouble in book.troubles:
        for n, node in enumerate(trouble.nodes):
            seen: set[tuple[str, str]] = set()
            for k, option in enumerate(node.options if isinstance(node, Question) else ()):
                said = {("id", option.id), ("ja", fold(option.label.ja)), ("en", fold(option.label.en))}
                if said & seen:
                    yield (
                        entry,
                        ("nodes", n, "options", k),
                        Text(f"答え「{option.label.ja}」が二つあります", f"two answers are `{option.label.en}`"),
                        Text("違いがわかるように書き分けてください", "tell them apart"),
                    )
                seen |= said


def idle_question(book: Book) -> Iterator[Broken]:
    """Every answer of a question leads to the same node."""
    for entry, trouble in book.troubles:
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
    """The last amount band ends, so that larger amounts have no answer."""
    for entry, trouble in book.troubles:
        for n, node in enumerate(trouble.nodes):
            if isinstance(node, Amount) and ends_early([band.up_to for band in node.bands]):
                yield (entry, ("nodes", n, "bands"), *NO_LAST)


def band_overlap(book: Book) -> Iterator[Broken]:
    """An amount band ends at or below the one before it, so that no amount falls into it."""
    for entry, trouble in book.troubles:
        for n, node in enumerate(trouble.nodes):
            if isinstance(node, Amount):
                for k in shadowed([band.up_to for band in node.bands]):
                    yield (entry, ("nodes", n, "bands", k), *SHADOWED)


NO_LAST = (
    Text("これより大きい額の行き先がありません", "larger amounts fall into none of these"),
    Text("最後の一つには `up_to` を書かないでください", "give the last one no `up_to`"),
)
SHADOWED = (
    Text("前の区切りに隠れて、当てはまる額がありません", "no amount gets here: an earlier one takes them all"),
    Text("`up_to` を小さい順に並べてください", "order them by `up_to`"),
)


def ends_early(ends: list[int | None]) -> bool:
    """Whether bands with these ends leave the largest amounts out."""
    return None not in ends


def shadowed(ends: list[int | None]) -> Iterator[int]:
    """Which of the bands with these ends (None: no end) hold no amount."""
    reached: int | None = -1
    for n, end in enumerate(ends):
        if reached is None or (end is not None and end <= reached):
            yield n
        else:
            reached = end


def too_shallow(book: Book) -> Iterator[Broken]:
    """A tree asks fewer than three questions."""
    least = 3
    for entry, trouble in book.troubles:
        kinds = Counter(isinstance(node, Outcome) for node in trouble.nodes)
        if kinds[False] < least:
            yield (
                entry,
                ("nodes",),
                Text(f"質問が {kinds[False]} つしかありません", f"the tree asks {kinds[False]} question(s)"),
                Text("見分けるための質問を足してください", "ask what tells the causes apart"),
            )
