"""Writes the full-text index: the terms of every trouble and platform, each field in a column of its own."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from mktsupport.japan.spelling import fold_for_search
from mktsupport.japan.terms import Synonyms, query_weight, synonym_groups, terms, vector_length
from mktsupport.knowledge.book import Book
from mktsupport.knowledge.search_index import ELSEWHERE
from mktsupport.records import Amount, Elsewhere, Outcome, Platform, Question, Text, Trouble
from mktsupport.records import Synonyms as SynonymGroup

Field = Literal["names", "symptoms", "questions", "steps"]
FIELDS: tuple[Field, ...] = ("names", "symptoms", "questions", "steps")
ASKED: frozenset[Field] = frozenset({"names", "symptoms"})  # the fields that are worded as people ask

TABLES = """
CREATE VIRTUAL TABLE search USING fts5(
    names, symptoms, questions, steps, content = '', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TABLE entries (entry INTEGER PRIMARY KEY, kind TEXT, id TEXT, ja TEXT, en TEXT, platforms TEXT,
    texts TEXT, lengths BLOB);
CREATE TABLE terms (number INTEGER PRIMARY KEY, term TEXT UNIQUE, ours INT, elsewhere INT, entries INT);
CREATE TABLE postings (entry INT, term INT, lines BLOB, PRIMARY KEY (entry, term)) WITHOUT ROWID;
CREATE TABLE totals (ours INT, elsewhere INT, lengths BLOB);
CREATE TABLE canonical_words (word TEXT PRIMARY KEY, canonical TEXT) WITHOUT ROWID;
CREATE TABLE platform_names (name TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
"""


class Line(NamedTuple):
    """One text of an entry and its terms."""

    field: Field
    text: str
    terms: list[str]


def write_index(connection: sqlite3.Connection, book: Book) -> None:
    """Index every trouble and platform, and count the terms of the negative examples."""
    connection.executescript(TABLES)
    canonical = synonym_groups(record.words for _, record in book.of(SynonymGroup))
    synonyms = Synonyms(canonical)
    records: list[Trouble | Platform] = [trouble for _, trouble in book.of(Trouble)]
    records += [platform for _, platform in book.of(Platform)]
    indexed = [
        [Line(field, text, _terms(text, language, synonyms)) for field, language, text in _texts(each)]
        for each in records
    ]
    others = [
        _terms(text, language, synonyms)
        for _, record in book.of(Elsewhere)
        for language, texts in (("ja", record.ja), ("en", record.en))
        for text in texts
    ]
    asked = [line.terms for lines in indexed for line in lines if line.field in ASKED and line.terms]
    ours = Counter(chain.from_iterable(asked))
    elsewhere = Counter(chain.from_iterable(others))
    entries = Counter(term for lines in indexed for term in {term for line in lines for term in line.terms})
    numbers = {term: number for number, term in enumerate({**entries, **elsewhere}, start=1)}
    weights = {term: query_weight(term, len(asked), ours[term]) for term in numbers}
    lengths = array("f", (vector_length(weights[term] for term in held) or 1.0 for held in others))
    connection.execute("INSERT INTO totals VALUES (?, ?, ?)", (len(asked), len(others), lengths))
    connection.executemany(
        "INSERT INTO terms VALUES (?, ?, ?, ?, ?)",
        ((number, term, ours[term], elsewhere[term], entries[term]) for term, number in numbers.items()),
    )
    _write_postings(connection, ELSEWHERE, others, numbers)
    for entry, (record, lines) in enumerate(zip(records, indexed, strict=True), start=1):
        _write_entry(connection, entry, record, lines, weights, numbers)
    connection.execute("CREATE INDEX entries_by_id ON entries (id)")
    connection.executemany("INSERT INTO canonical_words VALUES (?, ?)", canonical.items())
    connection.executemany(
        "INSERT OR IGNORE INTO platform_names VALUES (?, ?)",
        ((fold_for_search(text), each.id) for _, each in book.of(Platform) for _, _, text in _names(each)),
    )


def _write_entry(
    connection: sqlite3.Connection,
    entry: int,
    record: Trouble | Platform,
    lines: Sequence[Line],
    weights: Mapping[str, float],
    numbers: Mapping[str, int],
) -> None:
    """One entry: full text to match, and its names and symptoms line by line, as one of them may be the question."""
    columns = (" ".join(" ".join(line.terms) for line in lines if line.field == field) for field in FIELDS)
    connection.execute(
        "INSERT INTO search (rowid, names, symptoms, questions, steps) VALUES (?, ?, ?, ?, ?)", (entry, *columns)
    )
    asked = [line for line in lines if line.field in ASKED and line.terms]
    texts = "\n".join(" ".join(line.text.split()) for line in asked)
    lengths = array("f", (vector_length(weights[term] for term in line.terms) for line in asked))
    connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (entry, *_entry(record), texts, lengths))
    others = chain.from_iterable(line.terms for line in lines if line.field not in ASKED)
    _write_postings(connection, entry, [line.terms for line in asked], numbers, others)


def _write_postings(
    connection: sqlite3.Connection,
    entry: int,
    asked: Sequence[Sequence[str]],
    numbers: Mapping[str, int],
    others: Iterable[str] = (),
) -> None:
    """The lines of an entry that hold each term; no lines for a term that only its `others` hold."""
    lines: dict[str, array[int]] = {}
    for line, held in enumerate(asked):
        for term in held:
            lines.setdefault(term, array("I")).append(line)
    rows = sorted((entry, numbers[term], at) for term, at in lines.items())
    rows += [(entry, numbers[term], array("I")) for term in dict.fromkeys(others) if term not in lines]
    connection.executemany("INSERT INTO postings VALUES (?, ?, ?)", rows)


def _terms(text: str, language: str, synonyms: Synonyms) -> list[str]:
    folded = synonyms.replace(fold_for_search(text))
    return list(dict.fromkeys(terms(synonyms.replace_romaji(folded) if language == "ja" else folded)))


def _entry(record: Trouble | Platform) -> tuple[str, str, str, str, str]:
    if isinstance(record, Trouble):
        return "trouble", record.id, record.title.ja, record.title.en, " ".join(record.platforms)
    return "platform", record.id, record.name.ja, record.name.en, record.id


def _texts(record: Trouble | Platform) -> Iterator[tuple[Field, str, str]]:
    if isinstance(record, Platform):
        yield from _names(record)
        return
    yield "names", "en", record.id.replace("-", " ")
    yield from _both("names", record.title)
    yield from (("symptoms", "ja", text) for text in record.symptoms.ja)
    yield from (("symptoms", "en", text) for text in record.symptoms.en)
    for node in record.nodes:
        if isinstance(node, Question | Amount):
            yield from _both("questions", node.ask)
        if isinstance(node, Question):
            for option in node.options:
                yield from _both("questions", option.label)
        if isinstance(node, Outcome):
            yield from _both("questions", node.title)
            for step in node.steps:
                yield from _both("steps", step.text)


def _both(field: Field, text: Text) -> Iterator[tuple[Field, str, str]]:
    yield field, "ja", text.ja
    yield field, "en", text.en


def _names(platform: Platform) -> Iterator[tuple[Field, str, str]]:
    yield from _both("names", platform.name)
    yield "names", "en", platform.id
    yield from (("names", "en", alias) for alias in platform.aliases)
