"""A whole tree: drawn with lines for a terminal, or as a Mermaid flowchart."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from mktsupport.japan import yen
from mktsupport.page.blocks import Page, Row, Span, row
from mktsupport.page.display import show, show_json
from mktsupport.records import Amount, Band, Language, Node, Option, Outcome, Trouble

NodeData = dict[str, Any]  # a node as JSON has it: id, kind, text and answers, which hold further nodes


def show_tree(trouble: Trouble, language: Language, *, as_mermaid: bool, as_json: bool) -> None:
    """The whole tree on stdout."""
    if as_mermaid:
        flowchart = mermaid(trouble, language)
        if as_json:
            show_json({"trouble": trouble.id, "mermaid": flowchart})
        else:
            sys.stdout.write(flowchart)
    elif as_json:
        title = trouble.title.in_language(language)
        show_json({"trouble": trouble.id, "title": title, "tree": tree_data(trouble, language)})
    else:
        show(page(trouble, language))


def ways(node: Node, language: Language) -> list[tuple[str, str]]:
    """The answers of a node in words, each with the node that it leads to."""
    if isinstance(node, Outcome):
        return []
    if not isinstance(node, Amount):
        return [(option.label.in_language(language), option.to) for option in node.options]
    firsts = [0, *(band.up_to + 1 for band in node.bands if band.up_to is not None)]
    return [
        (yen.band(first, band.up_to, node.unit, language), band.to)
        for first, band in zip(firsts, node.bands, strict=True)
    ]


def tree_data(trouble: Trouble, language: Language) -> NodeData:
    """The tree, each answer with the node that follows; a question that occurred before is not repeated.

    An answer has an option's id as `answer`, or null and `up_to` in a band of amounts; `then` is null instead of a
    repetition, and `to` always names the node.
    """
    nodes = {node.id: node for node in trouble.nodes}
    seen: set[str] = set()

    def node_at(name: str) -> NodeData:
        node = nodes[name]
        if isinstance(node, Outcome):
            return {"node": name, "kind": "outcome", "text": node.title.in_language(language), "answers": []}
        branches: Sequence[Band | Option] = node.bands if isinstance(node, Amount) else node.options
        answers = []
        for (text, to), branch in zip(ways(node, language), branches, strict=True):
            again = to in seen and not isinstance(nodes[to], Outcome)
            seen.add(to)
            answer, up_to = (None, branch.up_to) if isinstance(branch, Band) else (branch.id, None)
            then = None if again else node_at(to)
            answers.append({"answer": answer, "label": text, "up_to": up_to, "to": to, "then": then})
        kind = "amount" if isinstance(node, Amount) else "question"
        return {"node": name, "kind": kind, "text": node.ask.in_language(language), "answers": answers}

    return node_at(trouble.start)


def page(trouble: Trouble, language: Language) -> Page:
    """The tree, drawn with lines."""

    def draw(node: NodeData, lead: str) -> Iterator[tuple[str, str, Span]]:
        if node["kind"] == "outcome":
            yield lead, lead + "  ", Span(f"■ {node['text']}", "open")
            return
        yield lead, lead, Span(f"{node['text']} ({node['node']})", "strong")
        for branch in node["answers"]:
            stem, below = ("└─ ", "   ") if branch is node["answers"][-1] else ("├─ ", "│  ")
            yield lead + stem, lead + below, Span(branch["label"])
            if branch["then"] is None:
                yield lead + below, lead + below, Span(f"→ {branch['to']}", "dim")
            else:
                yield from draw(branch["then"], lead + below)

    title = row(Span(trouble.title.in_language(language), "strong"))
    lines = draw(tree_data(trouble, language), "")
    return [title, *(Row((span,), marker=Span(lead, "dim"), below=below) for lead, below, span in lines)]


def mermaid(trouble: Trouble, language: Language) -> str:
    """The tree as a Mermaid flowchart, without the nodes that no answer leads to."""
    nodes, reached = [], {trouble.start}
    for node in trouble.nodes:  # nodes lead only further down
        if node.id in reached:
            nodes.append(node)
            reached |= {to for _, to in ways(node, language)}
    lines = ["flowchart TD"]
    for node in nodes:
        if isinstance(node, Outcome):
            lines.append(f'  {_name(node.id)}(["{_escape(node.title.in_language(language))}"])')
        else:
            lines.append(f'  {_name(node.id)}{{"{_escape(node.ask.in_language(language))}"}}')
    for node in nodes:
        lines += [f'  {_name(node.id)} -->|"{_escape(text)}"| {_name(to)}' for text, to in ways(node, language)]
    return "\n".join(lines) + "\n"


def _name(node: str) -> str:
    """An id that is no keyword of Mermaid (end, graph)."""
    return f"n_{node.replace('-', '_')}"


def _escape(text: str) -> str:
    return text.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
