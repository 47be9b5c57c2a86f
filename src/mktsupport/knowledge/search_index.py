"""The full-text index of a compiled library, as the ranking reads it."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal, NamedTuple

from mktsupport.japan.terms import Synonyms
from mktsupport.japan.text import Language

RAREST = 24  # terms of a question that are looked for: the rarest say what it is about
WIDEST = 2500  # entries that may hold them, added up: to rank more takes too long, and frequent terms decide little
AT_MOST = 24  # entries that are ranked
ELSEWHERE = 0  # the number of the entry that holds all negative examples

Rows = Callable[[str, Sequence[object]], list[Any]]
Kind = Literal["trouble", "platform"]


class Counts(NamedTuple):
    """How many lines there are, or hold a term: names and symptoms of ours, and questions from elsewhere."""

    ours: int
    elsewhere: int


class Candidate(NamedTuple):
    """An entry that shares terms with the question; `lengths` are the vector lengths of its names and symptoms.

    `held` has for each shared term the lines that hold it, as their places in `lengths`; none where only the entry's
    questions and steps do.
    """

    entry: int
    kind: Kind
    id: str
    title: str
    platforms: str
    lengths: Sequence[float]
    held: Mapping[str, Sequence[int]]


class LibraryIndex:
    """The index in one language; `rows` runs a query on the library."""

    def __init__(self, rows: Rows, language: Language) -> None:
        self._rows, self._language = rows, language

    @cached_property
    def synonyms(self) -> Synonyms:
        return Synonyms(dict(self._rows("SELECT word, canonical FROM canonical_words", ())))

    @cached_property
    def lines(self) -> Counts:
        return Counts(*self._rows("SELECT ours, elsewhere FROM totals", ())[0])

    def counts(self, terms: Iterable[str]) -> dict[str, Counts]:
        """How many lines hold each of these terms; 0 of ours for a term in questions and steps only."""
        query = "SELECT term, ours, elsewhere FROM json_each(?) JOIN terms ON terms.term = json_each.value"
        return {term: Counts(*counts) for term, *counts in self._rows(query, (json.dumps(list(terms)),))}

    def platforms_called(self, names: Sequence[str]) -> dict[str, str]:
        """The folded names among these that name a platform, and its id."""
        query = "SELECT name, named.id FROM json_each(?) JOIN platform_names AS named ON name = json_each.value"
        return dict(self._rows(query, (json.dumps(list(names)),)))

    def candidates(self, terms: Sequence[str]) -> list[Candidate]:
        """The entries that hold any of the rarest of these terms, the best matches first."""
        rarest = self._rarest(terms)
        if not rarest:
            return []
        asked = " OR ".join(f'"{term}"' for term in rarest)  # terms are letters and digits: they hold no quote
        query = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, 6, 4, 2, 1) LIMIT ?"
        entries = json.dumps([entry for (entry,) in self._rows(query, (asked, AT_MOST))])
        held = self._held(terms, entries)
        query = """
            SELECT entry, kind, entries.id, iif(? = 'ja', ja, en), platforms, lengths
            FROM json_each(?) AS found JOIN entries ON entry = found.value
        """
        return [
            Candidate(entry, kind, name, title, platforms, array("f", lengths), held[entry])
            for entry, kind, name, title, platforms, lengths in self._rows(query, (self._language, entries))
        ]

    def elsewhere(self, terms: Sequence[str]) -> tuple[array[float], dict[str, array[int]]]:
        """The negative examples that hold any of these terms: `lengths` and `held` as a candidate has them."""
        lengths = array("f", self._rows("SELECT lengths FROM totals", ())[0][0])
        return lengths, self._held(terms, f"[{ELSEWHERE}]")[ELSEWHERE]

    def _held(self, terms: Sequence[str], entries: str) -> dict[int, dict[str, array[int]]]:
        """For each of these entries the terms that it holds, and in which lines."""
        held: dict[int, dict[str, array[int]]] = defaultdict(dict)
        query = """
            SELECT postings.entry, terms.term, postings.lines FROM json_each(?) AS asked
            CROSS JOIN terms ON terms.term = asked.value
            CROSS JOIN json_each(?) AS found
            CROSS JOIN postings ON postings.entry = found.value AND postings.term = terms.number
        """
        for entry, term, lines in self._rows(query, (json.dumps(list(terms)), entries)):
            held[entry][term] = array("I", lines)
        return held

    def lines_of(self, entry: int) -> list[str]:
        """The names and symptoms of an entry."""
        texts: str = self._rows("SELECT texts FROM entries WHERE entry = ?", (entry,))[0][0]
        return texts.split("\n")

    def platform_name(self, name: str) -> str:
        """The name of the platform with this id."""
        query = "SELECT iif(? = 'ja', ja, en) FROM entries WHERE kind = 'platform' AND id = ?"
        return str(self._rows(query, (self._language, name))[0][0])

    @cached_property
    def words(self) -> list[str]:
        """Every indexed word in Latin letters."""
        return [word for (word,) in self._rows("SELECT term FROM terms WHERE term GLOB '[a-z]*'", ())]

    def _rarest(self, terms: Sequence[str]) -> list[str]:
        """The rarest terms: at least one, and no more than can be ranked quickly."""
        query = """
            SELECT term, entries FROM json_each(?) JOIN terms ON terms.term = json_each.value
            WHERE entries > 0 ORDER BY ours, term LIMIT ?
        """
        rarest = self._rows(query, (json.dumps(list(terms)), RAREST))
        sums = accumulate(entries for _, entries in rarest)
        return [
            term for n, ((term, _), entries) in enumerate(zip(rarest, sums, strict=True)) if not n or entries <= WIDEST
        ]
