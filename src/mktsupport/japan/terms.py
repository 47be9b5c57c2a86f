"""The terms that search compares texts by: words and pairs of characters, their synonyms and their weights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import log, sqrt
from typing import Literal

from mktsupport.japan.fillers import ENGLISH_FUNCTION_WORDS, any_of, without_fillers
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
    """Words that mean the same; the first of each group stands for the others."""

    def __init__(self, groups: Mapping[str, str]) -> None:
        self._firsts = groups
        self.latin = [word for word in groups if word.isascii()]
        self._latin = re.compile(f"(?<![a-z0-9])(?:{any_of(self.latin, end='(?![a-z0-9])')})")
        self._other = re.compile(any_of(word for word in groups if not word.isascii()))

    def replace(self, text: str) -> str:
        """Folded `text` without fillers, and with each synonym replaced by the first of its group."""
        replaced = self._other.sub(self._first, without_fillers(text))
        return self._latin.sub(self._first, replaced) if LATIN.search(replaced) else replaced

    def _first(self, match: re.Match[str]) -> str:
        return self._firsts[match[0]]

    def replace_romaji(self, text: str, known: Iterable[str] = ()) -> str:
        """The result of `replace` with romaji as kana, except for words that are `known`, and replaced once more."""
        kana_text = romaji_as_kana(text, known)
        return text if kana_text == text else self.replace(kana_text)


def synonym_groups(groups: Iterable[Iterable[str]]) -> dict[str, str]:
    """Each word, folded, and the word that stands for its group."""
    firsts: dict[str, str] = {}
    for words in groups:
        folded = [fold_for_search(word) for word in words]
        for word in folded:
            firsts.setdefault(word, folded[0])
    return firsts


def terms(text: str) -> Iterator[str]:
    """The words of folded `text`: Latin ones without their endings, Japanese ones as pairs of characters and kanji."""
    for run in _RUN.findall(text):
        if run[0].isascii():
            yield stem(run)
        else:
            yield from (run[place : place + 2] for place in range(len(run) - 1))
            yield from _KANJI.findall(run)


@cache  # the knowledge repeats a few thousand words
def stem(word: str) -> str:
    """A word in Latin letters without its ending."""
    return _TWICE.sub(r"\1", _ENDING.sub("", word))


_FUNCTION_STEMS = frozenset(map(stem, ENGLISH_FUNCTION_WORDS))


def romaji_as_kana(text: str, known: Iterable[str] = ()) -> str:
    """Folded `text` with romaji as kana, except for words that are `known`."""
    kept = set(known)
    return LATIN.sub(lambda word: word[0] if word[0] in kept else fold_for_search(kana(word[0]) or word[0]), text)


def rarity(lines: int, holding: int) -> float:
    """The inverse document frequency of a term that `holding` of so many names and symptoms hold."""
    return log(1 + (lines - holding + 0.5) / (holding + 0.5))


def query_weight(term: str, lines: int, holding: int) -> float:
    """The weight of a term of a question: 0 for an unknown function word; other unknown terms count as missed."""
    if not holding and term in _FUNCTION_STEMS:
        return 0.0
    return rarity(lines, holding) * (1 if holding else unknown_weight(term)) * type_weight(term)


def vector_length(weights: Iterable[float]) -> float:
    """The Euclidean length of a vector of terms with these weights."""
    return sqrt(sum(each * each for each in weights))


def type_weight(term: str) -> float:
    """The factor for the type of a term: a single kanji and kana, which are mostly endings, count less."""
    return 0.5 if len(term) == 1 else 0.6 if _KANA.fullmatch(term) else 1.0


def unknown_weight(term: str) -> float:
    """The weight of a term that no entry holds, as a part of the greatest."""
    if term[0].isascii():
        return UNKNOWN_WEIGHTS["latin"]
    kanji = len(_KANJI.findall(term)) == len(term)
    return UNKNOWN_WEIGHTS["kana" if _KANA.fullmatch(term) else "kanji" if kanji else "mixed"]


def script(text: str) -> Literal["kanji", "kana", "romaji", "english"]:
    """The script of a text; Latin letters are romaji where they are mostly Japanese."""
    folded = fold_for_search(text)
    if _KANJI.search(folded):
        return "kanji"
    if _KANA.search(folded):
        return "kana"
    words = LATIN.findall(folded)
    romaji = sum(len(word) for word in words if kana(word))
    return "romaji" if 2 * romaji > sum(map(len, words)) else "english"
