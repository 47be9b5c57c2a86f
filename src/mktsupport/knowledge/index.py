"""The full-text index of a compiled library, as the ranking asks it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any

from mktsupport.search import Candidate, Synonyms
from mktsupport.wording import Language

RAREST = 24  # terms of a question that are looked for: the rarest say what it is about
WIDEST = 2500  # entries that may hold them, added up: ranking more takes too long, and such terms tell little apart
AT_MOST = 8  # entries that are ranked

Rows = Callable[[str, Sequence[object]], list[Any]]


class LibraryIndex:
    """Answers in one language; `rows` asks the library."""

    def __init__(self, rows: Rows, language: Language) -> None:
        self._rows, self._language = rows, language

    @cached_property
    def synonyms(self) -> Synonyms:
        return Synonyms(dict(self._rows("SELECT word, meant FROM synonyms", ())))

    @cached_property
    def lines(self) -> int:
        return int(self._rows("SELECT lines FROM spoken", ())[0][0])

    def holding(self, terms: Iterable[str]) -> dict[str, int]:
        """How many names and symptoms hold each of these terms; 0 for one that questions and steps alone hold."""
        query = "SELECT term, lines FROM json_each(?) JOIN terms ON terms.term = json_each.value"
        return dict(self._rows(query, (json.dumps(list(terms)),)))

    def platforms_called(self, names: Sequence[str]) -> dict[str, str]:
        """Those of these folded names that are a platform's, and whose."""
        query = "SELECT name, called.id FROM json_each(?) JOIN called ON called.name = json_each.value"
        return dict(self._rows(query, (json.dumps(list(names)),)))

    def candidates(self, terms: Sequence[str]) -> list[Candidate]:
        """The entries that hold any of these terms, rarest first, those first that hold most of the rarest."""
        rarest = self._telling(terms)
        if not rarest:
            return []
        asked = " OR ".join(f'"{term}"' for term in rarest)  # terms are letters and digits: they hold no quote
        query = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, 6, 4, 2, 1) LIMIT ?"
        return [self._candidate(entry) for (entry,) in self._rows(query, (asked, AT_MOST))]

    def platform(self, name: str) -> Candidate:
        """The platform with this id."""
        return self._candidate(
            self._rows("SELECT entry FROM entries WHERE kind = 'platform' AND id = ?", (name,))[0][0]
        )

    @cached_property
    def words(self) -> list[str]:
        """Every word in Latin letters that an entry holds."""
        return [word for (word,) in self._rows("SELECT term FROM terms WHERE term GLOB '[a-z]*'", ())]

    def _telling(self, terms: Sequence[str]) -> list[str]:
        """The rarest terms: one at least, and no more than are ranked in a moment."""
        query = """
            SELECT term, entries FROM json_each(?) JOIN terms ON terms.term = json_each.value
            ORDER BY lines, term LIMIT ?
        """
        rarest = self._rows(query, (json.dumps(list(terms)), RAREST))
        rows = accumulate(entries for _, entries in rarest)
        return [
            term
            for place, ((term, _), held) in enumerate(zip(rarest, rows, strict=True))
            if not place or held <= WIDEST
        ]

    def _candidate(self, entry: int) -> Candidate:
        query = """
        SELECT kind, id, iif(? = 'ja', ja, en), platforms, texts, terms, lengths, rest FROM entries WHERE entry = ?
        """
        return Candidate(*self._rows(query, (self._language, entry))[0])
