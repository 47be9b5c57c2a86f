"""How well each entry of the knowledge answers a question. No files, no terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import exp, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from mktsupport.japan.fillers import asks_for_contact
from mktsupport.japan.spelling import fold_for_search
from mktsupport.japan.terms import LATIN, query_weight, rarity, script, stem, terms, type_weight, vector_length

if TYPE_CHECKING:
    from mktsupport.knowledge.search_index import Candidate, Counts, Kind, LibraryIndex

# How certain it is that a question is ours: what each of these contributes, fitted to the tuning questions.
NEARNESS, COVERAGE, EVIDENCE, LIKENESS = 0.25, 0.14, 0.27, 0.34
LEAST_CERTAINTY = 0.53  # of 1: a question less certain than this finds nothing
ELSEWHERE_MARGIN = 0.2  # a question so much nearer to one from elsewhere than to any of our lines is not ours
CERTAIN = 0.7  # of 1: a less certain question is searched for once more with its misspelt words corrected
NEAREST_LINES = 5  # lines of an entry that tell how near a question is to it; of a small entry one line in four
CONTEXT_WEIGHT = 0.6  # of its weight: what a term counts that only an entry's questions and steps hold
ON_PLATFORM, OFF_PLATFORM = 1.05, 0.9  # a platform in the question favours the troubles that are known on it
PLATFORM_SCORE = 0.3  # the score of a platform that the question mentions beside a trouble
SHOWN_SHARE = 0.75  # of the best score: a hit below this share is not shown
CLEAR_LEAD = 1.25  # times the second score: a best hit so far ahead is clearly meant
MOST_HITS = 4  # shown: the fifth was never the right one
SIMILAR_LINE = 0.7  # of the best line: a line so near is shown instead where its script is the question's
MOST_LINES = 40  # lines that are searched for one in the question's script
LONGEST_NAME = 24  # characters of a platform's name
SPELLING_LIKENESS = 82  # of 100: an unknown word is taken for a known one that is at least so similar
# For the script of a question, the scripts of the line shown beside a hit, best first.
_SCRIPTS = {
    "kanji": ("kanji", "kana", "english", "romaji"),
    "kana": ("kana", "kanji", "english", "romaji"),
    "romaji": ("romaji", "kana", "kanji", "english"),
    "english": ("english", "kanji", "kana", "romaji"),
}


@dataclass(frozen=True)
class Hit:
    """What a question may be about; `score` is at most 1, `matched` the line of ours that fits best."""

    kind: Kind
    id: str
    title: str
    score: float
    matched: str


class _Fit(NamedTuple):
    """How well an entry answers.

    `near` is how near its nearest lines are, `covered` how much of the question it holds, `nearest` the cosine of the
    best line, `lines` the numbers of the best lines.
    """

    candidate: Candidate
    near: float
    covered: float
    score: float
    nearest: float
    lines: Sequence[int]


def hits_for(question: str, index: LibraryIndex, *, as_typed: bool = False) -> list[Hit]:
    """What the question is about, best first. Misspelt words are corrected on a miss, unless it is taken `as_typed`."""
    folded = fold_for_search(question)
    names = _platform_names(folded, index)
    rest = folded
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, " ")
    platforms = list(dict.fromkeys(names.values()))
    if names and asks_for_contact(rest):
        return [_platform_hit(name, 1.0, index) for name in platforms]
    rest = index.synonyms.replace(rest)
    known = {word for word in set(LATIN.findall(rest)) if index.counts(terms(word))}
    text = index.synonyms.replace_romaji(rest, known)
    certainty, hits = _ranked_hits(text, index, platforms, question)
    if as_typed or certainty >= CERTAIN or (corrected := _corrected(text, index)) == text:
        return hits
    better_certainty, better = _ranked_hits(index.synonyms.replace(corrected), index, platforms, question)
    return better if better_certainty > certainty else hits


def clear_winner(hits: Sequence[Hit]) -> Hit | None:
    """The first trouble, where it is clearly ahead of the others."""
    troubles = [hit for hit in hits if hit.kind == "trouble"]
    if troubles and (len(troubles) == 1 or troubles[0].score >= CLEAR_LEAD * troubles[1].score):
        return troubles[0]
    return None


def _platform_names(folded: str, index: LibraryIndex) -> dict[str, str]:
    """The names of platforms in the question, each with its platform's id; of overlapping names the longest."""
    inside_word = re.compile("[a-z0-9]{2}")
    edges = [at for at in range(len(folded) + 1) if not inside_word.fullmatch(folded[at - 1 : at + 1])]
    names = [folded[start:end] for start in edges for end in edges if 1 < end - start <= LONGEST_NAME]
    ids = index.platforms_called(names)
    longest: dict[str, str] = {}
    for name in sorted(ids, key=len, reverse=True):
        if not any(name in longer for longer in longest):
            longest[name] = ids[name]
    return longest


def _ranked_hits(text: str, index: LibraryIndex, platforms: Sequence[str], typed: str) -> tuple[float, list[Hit]]:
    """The certainty, from 0 to 1, that a question is ours, and its hits; the platforms mentioned in it come last."""
    listed = list(dict.fromkeys(terms(text)))
    counts = index.counts(listed)
    ours = {term: counts[term].ours if term in counts else 0 for term in listed}
    asked = {term: each for term in listed if (each := query_weight(term, index.lines.ours, ours[term]))}
    fits = [fit for each in index.candidates(list(asked)) if (fit := _fit(each, asked, platforms))]
    fits.sort(key=lambda fit: (-fit.score, fit.candidate.id))
    certainty = 0.0
    if fits:
        evidence = min(1.0, log(1 + 8 * sum(asked.values()) / rarity(index.lines.ours, 1)) / 5)
        likeness = _likeness(len(listed), counts, index.lines)
        certainty = NEARNESS * fits[0].near + COVERAGE * fits[0].covered + EVIDENCE * evidence + LIKENESS * likeness
    if certainty >= LEAST_CERTAINTY:
        elsewhere = max(_cosines(*index.elsewhere(list(asked)), asked).values(), default=0)
        if elsewhere > max(fit.nearest for fit in fits) + ELSEWHERE_MARGIN:
            certainty = 0.0
    hits = [
        _hit(fit, index, typed)
        for fit in fits[: MOST_HITS if certainty >= LEAST_CERTAINTY else 0]
        if fit.score >= SHOWN_SHARE * fits[0].score and fit.candidate.id not in platforms
    ]
    return certainty, hits + [_platform_hit(name, PLATFORM_SCORE if asked else 1.0, index) for name in platforms]


def _hit(fit: _Fit, index: LibraryIndex, typed: str) -> Hit:
    """The entry with the first of its best lines, best first, in the script of the question."""
    entry, texts, preferred = fit.candidate, index.lines_of(fit.candidate.entry), _SCRIPTS[script(typed)]
    matched = min((texts[line] for line in fit.lines), key=lambda text: preferred.index(script(text)))
    return Hit(entry.kind, entry.id, entry.title, round(min(fit.score, 1.0), 3), matched)


def _platform_hit(name: str, score: float, index: LibraryIndex) -> Hit:
    title = index.platform_name(name)
    return Hit("platform", name, title, score, title)


def _likeness(listed: int, counts: Mapping[str, Counts], lines: Counts) -> float:
    """From 0 to 1: how much more the terms of a question are ours than those of questions from elsewhere."""
    scale = lines.elsewhere / lines.ours
    odds = sum(type_weight(term) * log((ours * scale + 1) / (others + 1)) for term, (ours, others) in counts.items())
    return 1 / (1 + exp(-odds / sqrt(listed + 1)))


def _fit(candidate: Candidate, asked: Mapping[str, float], platforms: Sequence[str]) -> _Fit | None:
    cosines = _cosines(candidate.lengths, candidate.held, asked)
    if not cosines:
        return None
    count = max(1, min(NEAREST_LINES, (len(candidate.lengths) - 1) // 4))
    near = sum(nlargest(count, cosines.values())) / count
    covered = sum(asked[term] * (1 if lines else CONTEXT_WEIGHT) for term, lines in candidate.held.items())
    covered /= sum(asked.values())
    score = (NEARNESS * near + COVERAGE * covered) / (NEARNESS + COVERAGE)
    if platforms and candidate.kind == "trouble":
        score *= ON_PLATFORM if set(platforms) & set(candidate.platforms.split()) else OFF_PLATFORM
    best = max(cosines.values())
    lines = sorted(cosines, key=lambda line: (-cosines[line], line))
    lines = [line for line in lines if cosines[line] >= SIMILAR_LINE * best][:MOST_LINES]
    return _Fit(candidate, near, covered, score, best, lines)


def _cosines(
    lengths: Sequence[float], held: Mapping[str, Sequence[int]], asked: Mapping[str, float]
) -> dict[int, float]:
    """The cosine between the question and each line that shares a term with it."""
    products: dict[int, float] = {}
    for term, lines in held.items():
        for line in lines:
            products[line] = products.get(line, 0.0) + asked[term] * asked[term]
    length = vector_length(asked.values())
    return {line: product / lengths[line] / length for line, product in products.items()}


def _corrected(text: str, index: LibraryIndex) -> str:
    """`text` with each unknown word of Latin letters as the known one most like it."""
    words = {word: stem(word) for word in re.findall("[a-z]{4,}", text)}  # a shorter word is like too many
    known = index.counts(words.values())
    if all(word in known for word in words.values()):
        return text
    from rapidfuzz import fuzz, process

    def correct(match: re.Match[str]) -> str:
        word = words[match[0]]
        if word in known:
            return match[0]
        like = (
            process.extractOne(word, index.words, scorer=fuzz.ratio, score_cutoff=SPELLING_LIKENESS),
            process.extractOne(match[0], index.synonyms.latin, scorer=fuzz.ratio, score_cutoff=SPELLING_LIKENESS),
        )
        return max((each[1], str(each[0])) for each in (*like, (match[0], 0.0)) if each)[1]

    return re.sub("[a-z]{4,}", correct, text)
