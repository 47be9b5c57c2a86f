"""A whole tree: drawn with lines for a terminal, or as a Mermaid flowchart for a README."""

from __future__ import annotations

from collections.abc import Iterator

from mktsupport import words
from mktsupport.records import Amount, Language, Node, Outcome, Trouble
from mktsupport.render.page import Page, Row, Span, row


def ways(node: Node, language: Language) -> list[tuple[str, str]]:
    """The answers of a node in words, each with the node that it leads to."""
    if isinstance(node, Outcome):
        return []
    if not isinstance(node, Amount):
        return [(option.label.in_language(language), option.to) for option in node.options]
    firsts = [0, *(band.up_to + 1 for band in node.bands if band.up_to is not None)]
    return [
        (words.band(first, band.up_to, node.unit, language), band.to)
        for first, band in zip(firsts, node.bands, strict=True)
    ]


def page(trouble: Trouble, language: Language) -> Page:
    """The tree with each node drawn once; later answers that lead to it only name it."""
    nodes = {node.id: node for node in trouble.nodes}
    seen: set[str] = set()

    def draw(name: str, lead: str) -> Iterator[tuple[str, str, Span]]:
        node = nodes[name]
        if isinstance(node, Outcome):
            yield lead, lead + "  ", Span(f"■ {node.title.in_language(language)}", "open")
            return
        yield lead, lead, Span(f"{node.ask.in_language(language)} ({node.id})", "strong")
        answers = ways(node, language)
        for n, (said, to) in enumerate(answers):
            last = n == len(answers) - 1
            stem, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
            yield lead + stem, lead + below, Span(said)
            if to in seen and not isinstance(nodes[to], Outcome):
                yield lead + below, lead + below, Span(f"→ {to}", "dim")
            else:
                seen.add(to)
                yield from draw(to, lead + below)

    title = row(Span(trouble.title.in_language(language), "strong"))
    lines = draw(trouble.start, "")
    return [title, *(Row((span,), marker=Span(lead, "dim"), below=below) for lead, below, span in lines)]


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
