"""Every way through a trouble's tree."""

from __future__ import annotations

from collections.abc import Iterator

from mktsupport.records import Outcome, Question, Trouble


def paths(trouble: Trouble) -> Iterator[tuple[str, ...]]:
    """The answers from the start to an outcome; an amount is answered at the edge of each band."""
    nodes = {node.id: node for node in trouble.nodes}

    def on(name: str, answers: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        node = nodes[name]
        if isinstance(node, Outcome):
            yield answers
        elif isinstance(node, Question):
            for option in node.options:
                yield from on(option.to, (*answers, option.id))
        else:
            edge = 0
            for band in node.bands:
                edge = band.up_to if band.up_to is not None else edge + 1
                yield from on(band.to, (*answers, str(edge)))

    return on(trouble.start, ())
