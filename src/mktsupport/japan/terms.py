"""What a text is looked for by: its words, those that mean the same, and what each weighs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import log, sqrt
from typing import Literal

from mktsupport.japan.fillers import ENGLISH, one_of, without_fillers
from mktsupport.japan.romaji import kana
from mktsupport.japan.spelling import fold_for_search

STRANGE = {"kana": 0.4, "kanji": 0.5, "mixed": 0.35, "latin": 0.7}

_JAPANESE = "々〆ぁ-ゖァ-ヺ一-鿿㐀-䶿"
_RUN = re.compile(f"[a-z0-9]+|[{_JAPANESE}]+")
LATIN = re.compile(r"[a-z][a-z'-]*")
_KANJI = re.compile("[々〆一-鿿㐀-䶿]")
_KANA = re.compile("[ぁ-ゖ]+")
_ENDING = re.compile(r"(?<=[a-z]{3})(ing|ed|es|s|e|ly)$")
_TWICE = re.compile(r"([b-df-hj-np-tv-z])\1$")


class Synonyms:
    """Words that mean the same, each read as the first of its group."""

    def __init__(self, groups: Mapping[str, str]) -> None:
        self._meant = groups
        self.latin = [word for word in groups if word.isascii()]
        self._latin = re.compile(f"(?<![a-z0-9])(?:{one_of(self.latin, end='(?![a-z0-9])')})")
        self._other = re.compile(one_of(word for word in groups if not word.isascii()))

    def read(self, text: str) -> str:
        """`text` (folded) with each word as the first of its group."""
        read = self._other.sub(self._first, without_fillers(text))
        return self._latin.sub(self._first, read) if LATIN.search(read) else read

    def _first(self, match: re.Match[str]) -> str:
        return self._meant[match[0]]

    def read_kana(self, text: str, known: Iterable[str] = ()) -> str:
        """`text` (read) with what is Japanese in Latin letters, except for words that are `known`, as kana and read."""
        kana_read = in_kana(text, known)
        return text if kana_read == text else self.read(kana_read)


def grouped(groups: Iterable[Iterable[str]]) -> dict[str, str]:
    """Each word, folded, and the word that stands for its group."""
    meant: dict[str, str] = {}
    for words in groups:
        first, *others = dict.fromkeys(fold_for_search(word) for word in words)
        for word in (first, *others):
            meant.setdefault(word, first)
    return meant


def terms(text: str) -> Iterator[str]:
    """The words of folded `text`: Latin ones without their endings, Japanese ones as pairs of characters and kanji."""
    for run in _RUN.findall(text):
        if run[0].isascii():
            yield stem(run)
        else:
            yield from (run[place : place + 2] for place in range(len(run) - 1))
            yield from _KANJI.findall(run)


@cache  # a few thousand words make up everything that is said
def stem(word: str) -> str:
    """A word in Latin letters without its ending."""
    return _TWICE.sub(r"\1", _ENDING.sub("", word))


GLUE = frozenset(map(stem, ENGLISH))


def in_kana(text: str, known: Iterable[str] = ()) -> str:
    """Folded `text` with what is Japanese in Latin letters as kana, except for words that are `known`."""
    spared = set(known)

    def read(match: re.Match[str]) -> str:
        word = match[0]
        return word if word in spared else fold_for_search(kana(word) or word)

    return LATIN.sub(read, text)


def weight(lines: int, holding: int) -> float:
    """What a term is worth that `holding` of so many names and symptoms hold: the fewer, the more."""
    return log(1 + (lines - holding + 0.5) / (holding + 0.5))


def telling(term: str, lines: int, holding: int) -> float:
    """What a term of a question counts; 0 for what only holds words together. A strange one counts as missed."""
    if not holding and term in GLUE:
        return 0.0
    return (weight(lines, holding) if holding else weight(lines, 0) * strange(term)) * share(term)


def length(weights: Iterable[float]) -> float:
    """How long terms of these weights are as a vector."""
    return sqrt(sum(each * each for each in weights))


def share(term: str) -> float:
    """What a term counts beside others of its weight: a kanji alone and kana, mostly endings, less."""
    return 0.5 if len(term) == 1 else 0.6 if _KANA.fullmatch(term) else 1.0


def strange(term: str) -> float:
    """What a term that nothing holds weighs, of the most."""
    if term[0].isascii():
        return STRANGE["latin"]
    kanji = len(_KANJI.findall(term)) == len(term)
    return STRANGE["kana" if _KANA.fullmatch(term) else "kanji" if kanji else "mixed"]


def script(text: str) -> Literal["kanji", "kana", "romaji", "english"]:
    """How a text is written; what is mostly Japanese in Latin letters is romaji."""
    folded = fold_for_search(text)
    if _KANJI.search(folded):
        return "kanji"
    if _KANA.search(folded):
        return "kana"
    words = LATIN.findall(folded)
    read = sum(len(word) for word in words if kana(word))
    return "romaji" if 2 * read > sum(map(len, words)) else "english"
