"""What people type, led to what we know: terms, weights and ranking. No files, no terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import log, sqrt
from typing import Literal, NamedTuple, Protocol

from mktsupport.fillers import ENGLISH, asks_to_reach, without_fillers
from mktsupport.folding import fold_for_search
from mktsupport.romaji import kana

Kind = Literal["trouble", "platform"]

ENOUGH = 0.55  # of 1: below this a question has too little in common with an entry to name it
WELL = 0.7  # of 1: what fits less well is looked for once more with misspelt words put right
BESIDE = 0.7  # of the best: what scores less than this share of it is not shown beside it
LONGEST = 24  # characters of a platform's name
MOST = 10  # hits shown
CLEAR = 1.2  # times the next: a best hit so far ahead is meant
ALIKE = 82  # of 100: a word that nothing contains is taken for one at least so much like it
STRANGE = {"kana": 0.4, "kanji": 0.5, "mixed": 0.35, "latin": 0.7}  # of the most: what a term weighs that nothing holds
NEAREST = 5  # lines of an entry that tell how near a question is to it; of a small entry one line in four
NEAR, COVERED, EVIDENCE = 0.42, 0.30, 0.28  # what each has to say in a score: fitted to the tuning questions
ELSEWHERE = 0.6  # of its weight: what a term counts that only an entry's questions and steps hold
ON_PLATFORM, OFF_PLATFORM = 1.05, 0.9  # a named platform favours the troubles that are known on it
NAMED_TOO = 0.3  # the score of a platform that is named beside a trouble

_JAPANESE = "々〆ぁ-ゖァ-ヺ一-鿿㐀-䶿"
_RUN = re.compile(f"[a-z0-9]+|[{_JAPANESE}]+")
_LATIN = re.compile(r"[a-z][a-z'-]*")
_KANJI = re.compile("[々〆一-鿿㐀-䶿]")
_KANA = re.compile("[ぁ-ゖ]+")
_ENDING = re.compile(r"(?<=[a-z]{3})(ing|ed|es|s|e|ly)$")
_TWICE = re.compile(r"([b-df-hj-np-tv-z])\1$")


class Candidate(NamedTuple):
    """An entry that has something in common with the question, and what it says.

    A line of `texts` is a name or symptom, the same line of `terms` its terms between spaces, of `lengths` how
    long they are as a vector; `rest` holds the terms of questions and steps. As text, since looking into it is far
    quicker than building lists of it.
    """

    kind: Kind
    id: str
    title: str
    platforms: str
    texts: str
    terms: str
    lengths: str
    rest: str


class Hit(NamedTuple):
    kind: Kind
    id: str
    title: str
    score: float
    matched: str


class Index(Protocol):
    """What the ranking asks of the library."""

    @property
    def synonyms(self) -> Synonyms: ...
    @property
    def lines(self) -> int: ...
    def holding(self, terms: Iterable[str]) -> dict[str, int]: ...
    def platforms_called(self, names: Sequence[str]) -> dict[str, str]: ...
    def candidates(self, terms: Sequence[str]) -> list[Candidate]: ...
    def platform(self, name: str) -> Candidate: ...
    @property
    def words(self) -> list[str]: ...


class Synonyms:
    """Words that mean the same, each read as the first of its group."""

    def __init__(self, groups: Mapping[str, str]) -> None:
        self._meant = groups
        latin = _one_of((word for word in groups if word.isascii()), end="(?![a-z0-9])")
        other = _one_of(word for word in groups if not word.isascii())
        self._pattern = re.compile(f"(?<![a-z0-9])(?:{latin})|{other}") if groups else None

    def read(self, text: str) -> str:
        """`text` (folded) with each word as the first of its group."""
        bare = without_fillers(text)
        return self._pattern.sub(lambda match: self._meant[match[0]], bare) if self._pattern else bare


def _one_of(words: Iterable[str], end: str = "") -> str:
    """A pattern for any of these words, longest first. Parted by first characters, it is ten times as quick."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(word[0], []).append(re.escape(word[1:]) + end)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items()) or "(?!)"


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
            yield _stem(run)
        else:
            yield from (run[place : place + 2] for place in range(len(run) - 1))
            yield from _KANJI.findall(run)


@cache  # a few thousand words make up everything that is said
def _stem(word: str) -> str:
    return _TWICE.sub(r"\1", _ENDING.sub("", word))


_GLUE = frozenset(map(_stem, ENGLISH))


def in_kana(text: str, known: Iterable[str] = ()) -> str:
    """Folded `text` with what is Japanese in Latin letters as kana, except for words that are `known`."""
    spared = set(known)

    def read(match: re.Match[str]) -> str:
        word = match[0]
        return word if word in spared else fold_for_search(kana(word) or word)

    return _LATIN.sub(read, text)


def weight(lines: int, holding: int) -> float:
    """What a term is worth that `holding` of so many names and symptoms hold: the fewer, the more."""
    return log(1 + (lines - holding + 0.5) / (holding + 0.5))


def length(weights: Iterable[float]) -> float:
    """How long terms of these weights are as a vector."""
    return sqrt(sum(each * each for each in weights))


def share(term: str) -> float:
    """What a term counts beside others of its weight: a kanji alone and kana, mostly endings, less."""
    return 0.5 if len(term) == 1 else 0.6 if _KANA.fullmatch(term) else 1.0


def found(question: str, index: Index, *, as_typed: bool = False) -> list[Hit]:
    """What the question is about, best first. Unless it is taken `as_typed`, misspelt words are put right on a miss."""
    folded = fold_for_search(question)
    named = _platforms_in(folded, index)
    rest = folded
    for name in sorted(named, key=len, reverse=True):
        rest = rest.replace(name, " ")
    if named and asks_to_reach(rest):
        return [_named(name, 1.0, index) for name in dict.fromkeys(named.values())]
    rest = index.synonyms.read(rest)
    spared = {word for word in set(_LATIN.findall(rest)) if index.holding(terms(word))}
    text = index.synonyms.read(in_kana(rest, spared))
    platforms = list(dict.fromkeys(named.values()))
    hits = _hits(text, index, platforms)
    if as_typed or (hits and hits[0].score >= WELL) or text.strip() == "":
        return hits
    corrected = index.synonyms.read(_corrected(text, index))
    return max(hits, _hits(corrected, index, platforms), key=lambda each: each[0].score if each else 0.0)


def winner(hits: Sequence[Hit]) -> Hit | None:
    """The trouble that is meant, where one is clearly ahead of the others."""
    troubles = [hit for hit in hits if hit.kind == "trouble"]
    if troubles and (len(troubles) == 1 or troubles[0].score >= CLEAR * troubles[1].score):
        return troubles[0]
    return None


def _platforms_in(folded: str, index: Index) -> dict[str, str]:
    """The names in the question that are a platform's, and whose; of overlapping ones the longest."""
    places = [place for place in range(len(folded) + 1) if _parted(folded, place)]
    names = [folded[start:end] for start in places for end in places if 1 < end - start <= LONGEST]
    called = index.platforms_called(names)
    kept: dict[str, str] = {}
    for name in sorted(called, key=len, reverse=True):
        if not any(name in longer for longer in kept):
            kept[name] = called[name]
    return kept


def _parted(text: str, place: int) -> bool:
    """Whether a word of Latin letters or digits is not torn at `place`."""
    return not (
        0 < place < len(text) and text[place - 1 : place + 1].isascii() and text[place - 1 : place + 1].isalnum()
    )


def _hits(text: str, index: Index, named: Sequence[str]) -> list[Hit]:
    asked = weighed(terms(text), index)
    evidence = EVIDENCE * min(1.0, log(1 + 8 * sum(asked.values()) / weight(index.lines, 1)) / 5)
    candidates = index.candidates(list(asked))
    hits = [hit for each in candidates if (hit := scored(each, asked, named, evidence)) and hit.score >= ENOUGH]
    hits.sort(key=lambda hit: (-hit.score, hit.id))
    hits = [hit for hit in hits if hit.score >= BESIDE * hits[0].score and hit.id not in named]
    hits += [_named(name, NAMED_TOO if asked else 1.0, index) for name in named]
    return hits[:MOST]


def _named(name: str, score: float, index: Index) -> Hit:
    title = index.platform(name).title
    return Hit("platform", name, title, score, title)


def weighed(found_terms: Iterable[str], index: Index) -> dict[str, float]:
    """Each term of a question with its weight; strange ones have one too, so that they count as missed."""
    listed = list(dict.fromkeys(found_terms))
    holding = index.holding(listed)
    strange = weight(index.lines, 0)
    return {
        term: (weight(index.lines, held) if (held := holding.get(term)) else strange * STRANGE[_script(term)])
        * share(term)
        for term in listed
        if holding.get(term) or term not in _GLUE
    }


def _script(term: str) -> str:
    if term[0].isascii():
        return "latin"
    return "kana" if _KANA.fullmatch(term) else "kanji" if len(_KANJI.findall(term)) == len(term) else "mixed"


def scored(candidate: Candidate, asked: Mapping[str, float], named: Sequence[str], evidence: float) -> Hit | None:
    """How well an entry answers, from 0 to 1, and what of it fits best; `evidence` is what so long a question adds."""
    fits, said = _lines(candidate, asked)
    if not fits:
        return None
    nearest = max(1, min(NEAREST, candidate.texts.count("\n") // 4))
    near = sum(sorted(fits.values(), reverse=True)[:nearest]) / nearest
    elsewhere = sum(each for term, each in asked.items() if term not in said and f" {term} " in candidate.rest)
    covered = (sum(asked[term] for term in said) + ELSEWHERE * elsewhere) / sum(asked.values())
    score = NEAR * near + COVERED * covered + evidence
    if named and candidate.kind == "trouble":
        score *= ON_PLATFORM if set(named) & set(candidate.platforms.split()) else OFF_PLATFORM
    best = candidate.texts.split("\n")[max(fits, key=lambda line: (fits[line], -line))]
    return Hit(candidate.kind, candidate.id, candidate.title, round(min(score, 1.0), 3), best)


def _lines(candidate: Candidate, asked: Mapping[str, float]) -> tuple[dict[int, float], set[str]]:
    """How near each name and symptom is to the question (the cosine), by its line; the terms that any of them holds."""
    shared: dict[int, float] = {}
    said: set[str] = set()
    terms = candidate.terms
    for term, each in asked.items():
        held = f" {term} "
        line = before = 0
        at = terms.find(held)
        while at >= 0:
            said.add(term)
            line += terms.count("\n", before, at)
            shared[line] = shared.get(line, 0.0) + each * each
            before, at = at, terms.find(held, at + 1)
    lengths = candidate.lengths.split("\n")
    whole = length(asked.values())
    return {place: common / whole / float(lengths[place]) for place, common in shared.items()}, said


def _corrected(text: str, index: Index) -> str:
    """`text` with each word of Latin letters that nothing contains as the one most like it."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a miss needs it

    vocabulary = index.words

    def put_right(match: re.Match[str]) -> str:
        word = _stem(match[0])
        if len(word) <= 3 or word in vocabulary:  # noqa: PLR2004 - so short a word is like too many
            return match[0]
        like = process.extractOne(word, vocabulary, scorer=fuzz.ratio, score_cutoff=ALIKE)
        return str(like[0]) if like else match[0]

    return re.sub("[a-z]+", put_right, text)
