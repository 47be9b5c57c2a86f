"""A whole tree: drawn with lines for a terminal, or as a Mermaid flowchart for a README."""

from __future__ import annotations

from collections.abc import Iterator

from mktsupport.records import Amount, Language, Node, Outcome, Trouble
from mktsupport.render.page import Page, Row, Span, row
from mktsupport.words import yen


def ways(node: Node, language: Language) -> list[tuple[str, str]]:
    """The answers of a node in words, each with the node that it leads to."""
    if isinstance(node, Outcome):
        return []
    if not isinstance(node, Amount):
        return [(option.label.in_language(language), option.to) for option in node.options]
    result = []
    first = 0
    for band in node.bands:
        last = band.up_to
        if node.unit == "yen":
            words = f"{first:,}〜{yen(last, language)}" if last is not None else f"{yen(first, language)}〜"
        else:
            words = f"{first:,}〜{last:,} {node.unit}" if last is not None else f"{first:,}〜 {node.unit}"
        result.append((words, band.to))
        first = (last or 0) + 1
    return result


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
        for n, (words, to) in enumerate(answers):
            last = n == len(answers) - 1
            stem, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
            yield lead + stem, lead + below, Span(words)
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
        lines += [f'  {_name(node.id)} -->|"{_quoted(words)}"| {_name(to)}' for words, to in ways(node, language)]
    return "\n".join(lines) + "\n"


def _name(node: str) -> str:
    """Some ids (end, graph) are words of Mermaid's own."""
    return f"n_{node.replace('-', '_')}"


def _quoted(text: str) -> str:
    return text.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
