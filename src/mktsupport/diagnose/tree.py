"""A whole tree: drawn with lines for a terminal, or as a Mermaid flowchart for a README."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mktsupport.japan import yen
from mktsupport.page.blocks import Page, Row, Span, row
from mktsupport.records import Amount, Band, Language, Node, Option, Outcome, Trouble


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


class Outlook(NamedTuple):
    """A node with all that can follow it; `answers` is empty at an outcome."""

    node: str
    kind: str
    text: str
    answers: list[Branch]


class Branch(NamedTuple):
    """An answer: an option's id, or None in a band of amounts up to `up_to`; `then` is None where `to` stood before."""

    answer: str | None
    label: str
    up_to: int | None
    to: str
    then: Outlook | None


def tree(trouble: Trouble, language: Language) -> Outlook:
    """The tree with each question told once; later answers that lead to it only name it."""
    nodes = {node.id: node for node in trouble.nodes}
    seen: set[str] = set()

    def told(name: str) -> Outlook:
        node = nodes[name]
        if isinstance(node, Outcome):
            return Outlook(name, "outcome", node.title.in_language(language), [])
        kind = "amount" if isinstance(node, Amount) else "question"
        given: Sequence[Band | Option] = node.bands if isinstance(node, Amount) else node.options
        branches = []
        for (said, to), each in zip(ways(node, language), given, strict=True):
            again = to in seen and not isinstance(nodes[to], Outcome)
            seen.add(to)
            answer, up_to = (None, each.up_to) if isinstance(each, Band) else (each.id, None)
            branches.append(Branch(answer, said, up_to, to, None if again else told(to)))
        return Outlook(name, kind, node.ask.in_language(language), branches)

    return told(trouble.start)


def page(trouble: Trouble, language: Language) -> Page:
    """The tree, drawn with lines."""

    def draw(each: Outlook, lead: str) -> Iterator[tuple[str, str, Span]]:
        if each.kind == "outcome":
            yield lead, lead + "  ", Span(f"■ {each.text}", "open")
            return
        yield lead, lead, Span(f"{each.text} ({each.node})", "strong")
        for branch in each.answers:
            stem, below = ("└─ ", "   ") if branch is each.answers[-1] else ("├─ ", "│  ")
            yield lead + stem, lead + below, Span(branch.label)
            if branch.then is None:
                yield lead + below, lead + below, Span(f"→ {branch.to}", "dim")
            else:
                yield from draw(branch.then, lead + below)

    title = row(Span(trouble.title.in_language(language), "strong"))
    lines = draw(tree(trouble, language), "")
    return [title, *(Row((span,), marker=Span(lead, "dim"), below=below) for lead, below, span in lines)]


def as_json(trouble: Trouble, language: Language) -> dict[str, object]:
    """The tree as one object, nested as it is drawn."""

    def plain(each: Outlook) -> dict[str, object]:
        answers = [{**branch._asdict(), "then": branch.then and plain(branch.then)} for branch in each.answers]
        return {**each._asdict(), "answers": answers}

    title = trouble.title.in_language(language)
    return {"trouble": trouble.id, "title": title, "tree": plain(tree(trouble, language))}


def mermaid(trouble: Trouble, language: Language) -> str:
    """The tree as a Mermaid flowchart."""
    lines = ["flowchart TD"]
    for node in trouble.nodes:
        if isinstance(node, Outcome):
            lines.append(f'  {_name(node.id)}(["{_quoted(node.title.in_language(language))}"])')
        else:
            lines.append(f'  {_name(node.id)}{{"{_quoted(node.ask.in_language(language))}"}}')
    for node in trouble.nodes:
        lines += [f'  {_name(node.id)} -->|"{_quoted(said)}"| {_name(to)}' for said, to in ways(node, language)]
    return "\n".join(lines) + "\n"


def _name(node: str) -> str:
    """Some ids (end, graph) are words of Mermaid's own."""
    return f"n_{node.replace('-', '_')}"


def _quoted(text: str) -> str:
    return text.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
