"""Trees as they are walked: what several trees share is put where it belongs, once, when the knowledge is compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from mktsupport.records import Block, Delivery, Methods, Node, Option, Outcome, Question, Trouble


def expanded(trouble: Trouble, blocks: Mapping[str, Block], deliveries: Sequence[Delivery]) -> Trouble:
    """The trouble with delivery methods as answers and shared blocks as steps; KeyError if there is no such block."""
    return replace(trouble, nodes=tuple(_expanded(node, blocks, deliveries) for node in trouble.nodes))


def _expanded(node: Node, blocks: Mapping[str, Block], deliveries: Sequence[Delivery]) -> Node:
    if isinstance(node, Question) and node.methods:
        answers = (_answer(method, node.methods) for method in deliveries if method.tracked is not None)
        return replace(node, options=(*answers, *node.options), methods=None)
    if isinstance(node, Outcome) and node.block:
        steps = [*node.steps]
        steps[node.block_at : node.block_at] = blocks[node.block].steps
        return replace(node, steps=tuple(steps), block=None)
    return node


def _answer(method: Delivery, methods: Methods) -> Option:
    return Option(
        id=method.id,
        label=method.name,
        to=methods.tracked if method.tracked else methods.untracked,
        only=method.platforms,
    )
