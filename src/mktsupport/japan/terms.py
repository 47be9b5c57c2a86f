"""Search terms: the words of a text, their synonyms and their weights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import log, sqrt
from typing import Literal

from mktsupport.japan.fillers import ENGLISH, one_of, without_fillers
from mktsupport.japan.romaji import kana
from mktsupport.japan.spelling import fold_for_search

UNKNOWN_WEIGHTS = {"kana": 0.4, "kanji": 0.5, "mixed": 0.35, "latin": 0.7}

_JAPANESE = "々〆ぁ-ゖァ-ヺ一-鿿㐀-䶿"
_RUN = re.compile(f"[a-z0-9]+|[{_JAPANESE}]+")
LATIN = re.compile(r"[a-z][a-z'-]*")
_KANJI = re.compile("[々〆一-鿿㐀-䶿]")
_KANA = re.compile("[ぁ-ゖ]+")
_ENDING = re.compile(r"(?<=[a-z]{3})(ing|ed|es|s|e|ly)$")
_TWICE = re.compile(r"([b-df-hj-np-tv-z])\1$")


class Synonyms:
    """Groups of synonyms; each word is replaced by the first of its group."""

    def __init__(self, groups: Mapping[str, str]) -> None:
        self._meant = groups
        self.latin = [word for word in groups if word.isascii()]
        self._latin = re.compile(f"(?<![a-z0-9])(?:{one_of(self.latin, end='(?![a-z0-9])')})")
        self._other = re.compile(one_of(word for word in groups if not word.isascii()))

    def read(self, text: str) -> str:
        """Folded `text` with each word replaced by the first of its group."""
        read = self._other.sub(self._first, without_fillers(text))
        return self._latin.sub(self._first, read) if LATIN.search(read) else read

    def _first(self, match: re.Match[str]) -> str:
        return self._meant[match[0]]

    def read_kana(self, text: str, known: Iterable[str] = ()) -> str:
        """The same for romaji, after it is turned into kana; words that are `known` stay as they are."""
        kana_read = in_kana(text, known)
        return text if kana_read == text else self.read(kana_read)


def synonym_groups(groups: Iterable[Iterable[str]]) -> dict[str, str]:
    """Each folded word with the first word of its group."""
    meant: dict[str, str] = {}
    for words in groups:
        first, *others = dict.fromkeys(fold_for_search(word) for word in words)
        for word in (first, *others):
            meant.setdefault(word, first)
    return meant


def terms(text: str) -> Iterator[str]:
    """The terms of folded `text`: stems of Latin words; pairs of characters and single kanji of Japanese."""
    for run in _RUN.findall(text):
        if run[0].isascii():
            yield stem(run)
        else:
            yield from (run[place : place + 2] for place in range(len(run) - 1))
            yield from _KANJI.findall(run)


@cache  # the vocabulary is a few thousand words
def stem(word: str) -> str:
    """A Latin word without its ending."""
    return _TWICE.sub(r"\1", _ENDING.sub("", word))


GLUE = frozenset(map(stem, ENGLISH))


def in_kana(text: str, known: Iterable[str] = ()) -> str:
    """Folded `text` with romaji as kana, except for words that are `known`."""
    spared = set(known)

    def read(match: re.Match[str]) -> str:
        word = match[0]
        return word if word in spared else fold_for_search(kana(word) or word)

    return LATIN.sub(read, text)


def weight(lines: int, holding: int) -> float:
    """Inverse document frequency: `holding` of so many `lines` contain the term."""
    return log(1 + (lines - holding + 0.5) / (holding + 0.5))


def query_weight(term: str, lines: int, holding: int) -> float:
    """The weight of a term in a query: 0 for an unknown function word, less for an unknown term."""
    if not holding and term in GLUE:
        return 0.0
    return (weight(lines, holding) if holding else weight(lines, 0) * unknown_weight(term)) * type_weight(term)


def length(weights: Iterable[float]) -> float:
    """The length of a vector of these weights."""
    return sqrt(sum(each * each for each in weights))


def type_weight(term: str) -> float:
    """The factor for a kind of term: single kanji and kana (mostly endings) count less."""
    return 0.5 if len(term) == 1 else 0.6 if _KANA.fullmatch(term) else 1.0


def unknown_weight(term: str) -> float:
    """The share of the highest weight that a term has which no line contains."""
    if term[0].isascii():
        return UNKNOWN_WEIGHTS["latin"]
    kanji = len(_KANJI.findall(term)) == len(term)
    return UNKNOWN_WEIGHTS["kana" if _KANA.fullmatch(term) else "kanji" if kanji else "mixed"]


def script(text: str) -> Literal["kanji", "kana", "romaji", "english"]:
    """The script of a text; romaji if most of its Latin letters are Japanese words."""
    folded = fold_for_search(text)
    if _KANJI.search(folded):
        return "kanji"
    if _KANA.search(folded):
        return "kana"
    words = LATIN.findall(folded)
    read = sum(len(word) for word in words if kana(word))
    return "romaji" if 2 * read > sum(map(len, words)) else "english"
