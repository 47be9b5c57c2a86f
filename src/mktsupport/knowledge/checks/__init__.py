"""The checks: one small function for each rule that published knowledge must keep.

A check reads the book and yields each place that breaks its rule, with the values that its message names. The messages
stand in `knowledge/checker.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from mktsupport.knowledge.book import Book, Entry
from mktsupport.knowledge.reader import Place
from mktsupport.records import Amount, Channel, Outcome, Platform, Question, Trouble

Broken = tuple[Entry, Place, Mapping[str, object]]
Check = Callable[[Book], Iterator[Broken]]
N = TypeVar("N", Question, Amount, Outcome)


def nodes(book: Book, kind: type[N]) -> Iterator[tuple[Entry, Trouble, Place, N]]:
    """Every node of this type, with its trouble and its place."""
    for entry, trouble in book.of(Trouble):
        for n, node in enumerate(trouble.nodes):
            if isinstance(node, kind):
                yield entry, trouble, ("nodes", n), node


def channels(book: Book) -> Iterator[tuple[Entry, Place, Channel]]:
    """Every channel, with its place."""
    for entry, platform in book.of(Platform):
        yield from ((entry, ("channels", n), channel) for n, channel in enumerate(platform.channels))
