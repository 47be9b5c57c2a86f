"""The rule book: one small function for each thing that we refuse to publish.

A rule takes the book and yields what breaks it: the entry, the path inside it, what is wrong and how to mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mktsupport.knowledge.book import Book, Entry
from mktsupport.knowledge.reader import Key
from mktsupport.records import Text

Broken = tuple[Entry, tuple[Key, ...], Text, Text]
Rule = Callable[[Book], Iterator[Broken]]
