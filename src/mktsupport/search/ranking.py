"""What people type, led to what we know: how well each entry answers. No files, no terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from math import exp, log, sqrt
from typing import Literal, NamedTuple, Protocol

from mktsupport.japan.fillers import asks_to_reach
from mktsupport.japan.spelling import fold_for_search
from mktsupport.japan.terms import LATIN, Synonyms, length, query_weight, script, stem, terms, type_weight, weight

Kind = Literal["trouble", "platform"]

# How sure it is that a question is ours: what each has to say, fitted to the tuning questions.
NEAR, COVERED, EVIDENCE, OURS = 0.25, 0.14, 0.27, 0.34
ENOUGH = 0.53  # of 1: a question less sure than this to be ours finds nothing
AWAY = 0.2  # of 1: a question nearer than this to one from elsewhere, beside the nearest of ours, is not ours
WELL = 0.7  # of 1: what is less sure is looked for once more with misspelt words put right
NEAREST = 5  # lines of an entry that tell how near a question is to it; of a small entry one line in four
ELSEWHERE = 0.6  # of its weight: what a term counts that only an entry's questions and steps hold
ON_PLATFORM, OFF_PLATFORM = 1.05, 0.9  # a named platform favours the troubles that are known on it
NAMED_TOO = 0.3  # the score of a platform that is named beside a trouble
BESIDE = 0.75  # of the best: what scores less than this share of it is not shown beside it
CLEAR = 1.25  # times the next: a best hit so far ahead is meant
MOST = 4  # hits shown: what stands fifth was never meant
ALMOST = 0.7  # of the best line: one this near is shown instead where it is written as the question is
LONGEST = 24  # characters of a platform's name
ALIKE = 82  # of 100: a word that nothing contains is taken for one at least so much like it

MANY = 40  # lines among which one is looked for that is written as the question is
# For how a question is written, how the line shown beside a hit is best written.
_SCRIPTS = {
    "kanji": ("kanji", "kana", "english", "romaji"),
    "kana": ("kana", "kanji", "english", "romaji"),
    "romaji": ("romaji", "kana", "kanji", "english"),
    "english": ("english", "kanji", "kana", "romaji"),
}


class Counts(NamedTuple):
    """Of our names and symptoms, and of the questions from elsewhere: how many hold a term, or how many there are."""

    ours: int
    elsewhere: int


class Candidate(NamedTuple):
    """An entry that has something in common with the question, and where.

    `held` has for each term of the question that the entry holds the names and symptoms with it, as their numbers in
    `lengths`; for one that its questions and steps alone hold, none. `lengths` are those of the lines as vectors.
    """

    entry: int
    kind: Kind
    id: str
    title: str
    platforms: str
    lengths: Sequence[float]
    held: Mapping[str, Sequence[int]]


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
    def lines(self) -> Counts: ...
    def counts(self, terms: Iterable[str]) -> dict[str, Counts]: ...
    def platforms_called(self, names: Sequence[str]) -> dict[str, str]: ...
    def candidates(self, terms: Sequence[str]) -> list[Candidate]: ...
    def elsewhere(self, terms: Sequence[str]) -> tuple[Sequence[float], Mapping[str, Sequence[int]]]: ...
    def lines_of(self, entry: int) -> list[str]: ...
    def platform_name(self, name: str) -> str: ...
    @property
    def words(self) -> list[str]: ...


class _Fit(NamedTuple):
    """How well an entry answers: how near its nearest lines are, how much of the question it holds, its best lines.

    `nearest` is how near the best of them is.
    """

    candidate: Candidate
    near: float
    covered: float
    score: float
    nearest: float
    lines: Sequence[int]


def found(question: str, index: Index, *, as_typed: bool = False) -> list[Hit]:
    """What the question is about, best first. Unless it is taken `as_typed`, misspelt words are put right on a miss."""
    folded = fold_for_search(question)
    named = _platforms_in(folded, index)
    rest = folded
    for name in sorted(named, key=len, reverse=True):
        rest = rest.replace(name, " ")
    platforms = list(dict.fromkeys(named.values()))
    if named and asks_to_reach(rest):
        return [_named(name, 1.0, index) for name in platforms]
    rest = index.synonyms.read(rest)
    spared = {word for word in set(LATIN.findall(rest)) if index.counts(terms(word))}
    text = index.synonyms.read_kana(rest, spared)
    sure, hits = _hits(text, index, platforms, question)
    if as_typed or sure >= WELL or (corrected := _corrected(text, index)) == text:
        return hits
    surer, better = _hits(index.synonyms.read(corrected), index, platforms, question)
    return better if surer > sure else hits


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


def _hits(text: str, index: Index, named: Sequence[str], typed: str) -> tuple[float, list[Hit]]:
    """How sure it is, from 0 to 1, that a question is ours, and what it is about; the platforms named in it last."""
    listed = list(dict.fromkeys(terms(text)))
    counts = index.counts(listed)
    weights = {
        term: query_weight(term, index.lines.ours, counts[term].ours if term in counts else 0) for term in listed
    }
    asked = {term: each for term, each in weights.items() if each}
    fits = [fit for each in index.candidates(list(asked)) if (fit := _fit(each, asked, named))]
    fits.sort(key=lambda fit: (-fit.score, fit.candidate.id))
    sure = 0.0
    if fits:
        evidence = min(1.0, log(1 + 8 * sum(asked.values()) / weight(index.lines.ours, 1)) / 5)
        ours = likeness(listed, counts, index.lines)
        sure = NEAR * fits[0].near + COVERED * fits[0].covered + EVIDENCE * evidence + OURS * ours
        nearest = max(fit.nearest for fit in fits)
        if sure >= ENOUGH and max(_cosines(*index.elsewhere(list(asked)), asked).values(), default=0) > nearest + AWAY:
            sure = 0.0
    least = BESIDE * fits[0].score if sure >= ENOUGH else 1.0
    hits = [
        Hit(each.kind, each.id, each.title, round(min(score, 1.0), 3), _said(index.lines_of(each.entry), lines, typed))
        for each, _, _, score, _, lines in fits[:MOST]
        if sure >= ENOUGH and score >= least and each.id not in named
    ]
    return sure, hits + [_named(name, NAMED_TOO if asked else 1.0, index) for name in named]


def _said(texts: Sequence[str], lines: Sequence[int], typed: str) -> str:
    """Of the lines that fit best, best first, the first that is written as the question is."""
    like = _SCRIPTS[script(typed)]
    return min((texts[line] for line in lines), key=lambda text: like.index(script(text)))


def _named(name: str, score: float, index: Index) -> Hit:
    title = index.platform_name(name)
    return Hit("platform", name, title, score, title)


def likeness(listed: Sequence[str], counts: Mapping[str, Counts], lines: Counts) -> float:
    """How much more like ours than like what is asked elsewhere a question is: from 0 to 1, 0.5 where nothing tells."""
    scale = lines.elsewhere / lines.ours
    odds = sum(type_weight(term) * log((ours * scale + 1) / (others + 1)) for term, (ours, others) in counts.items())
    return 1 / (1 + exp(-odds / sqrt(len(listed) + 1)))


def _fit(candidate: Candidate, asked: Mapping[str, float], named: Sequence[str]) -> _Fit | None:
    cosines = _cosines(candidate.lengths, candidate.held, asked)
    if not cosines:
        return None
    nearest = max(1, min(NEAREST, (len(candidate.lengths) - 1) // 4))
    near = sum(nlargest(nearest, cosines.values())) / nearest
    covered = sum(asked[term] * (1 if lines else ELSEWHERE) for term, lines in candidate.held.items())
    covered /= sum(asked.values())
    score = (NEAR * near + COVERED * covered) / (NEAR + COVERED)
    if named and candidate.kind == "trouble":
        score *= ON_PLATFORM if set(named) & set(candidate.platforms.split()) else OFF_PLATFORM
    best = max(cosines.values())
    lines = (line for line, cosine in cosines.items() if cosine >= ALMOST * best)
    return _Fit(candidate, near, covered, score, best, sorted(lines, key=lambda line: (-cosines[line], line))[:MANY])


def _cosines(
    lengths: Sequence[float], held: Mapping[str, Sequence[int]], asked: Mapping[str, float]
) -> dict[int, float]:
    """How near each line that has a term in common with the question is to it."""
    shared: dict[int, float] = {}
    for term, lines in held.items():
        each = asked[term] * asked[term]
        for line in lines:
            shared[line] = shared.get(line, 0.0) + each
    whole = length(asked.values())
    return {line: common / lengths[line] / whole for line, common in shared.items()}


def _corrected(text: str, index: Index) -> str:
    """`text` with each word of Latin letters that nothing contains as the one most like it."""
    words = {word: stem(word) for word in re.findall("[a-z]{4,}", text)}  # a shorter word is like too many
    known = index.counts(words.values())
    if all(word in known for word in words.values()):
        return text
    from rapidfuzz import fuzz, process

    def put_right(match: re.Match[str]) -> str:
        word = words[match[0]]
        if word in known:
            return match[0]
        like = (
            process.extractOne(word, index.words, scorer=fuzz.ratio, score_cutoff=ALIKE),
            process.extractOne(match[0], index.synonyms.latin, scorer=fuzz.ratio, score_cutoff=ALIKE),
        )
        return max((each[1], str(each[0])) for each in (*like, (match[0], 0.0)) if each)[1]

    return re.sub("[a-z]{4,}", put_right, text)
