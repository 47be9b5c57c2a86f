"""The full-text index: what every entry says, as terms, each field in a column of its own."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal

from mktsupport.japan.spelling import fold_for_search
from mktsupport.japan.terms import Synonyms, length, query_weight, synonym_groups, terms
from mktsupport.knowledge.book import Book
from mktsupport.knowledge.search_index import ELSEWHERE
from mktsupport.records import Amount, Outcome, Platform, Question, Text, Trouble

Field = Literal["names", "symptoms", "questions", "steps"]
FIELDS: tuple[Field, ...] = ("names", "symptoms", "questions", "steps")
ASKED: frozenset[Field] = frozenset({"names", "symptoms"})  # what is written as people ask

TABLES = """
CREATE VIRTUAL TABLE search USING fts5(
    names, symptoms, questions, steps, content = '', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TABLE entries (entry INTEGER PRIMARY KEY, kind TEXT, id TEXT, ja TEXT, en TEXT, platforms TEXT,
    texts TEXT, lengths BLOB);
CREATE TABLE terms (number INTEGER PRIMARY KEY, term TEXT UNIQUE, ours INT, elsewhere INT, entries INT);
CREATE TABLE said (entry INT, term INT, lines BLOB, PRIMARY KEY (entry, term)) WITHOUT ROWID;
CREATE TABLE spoken (ours INT, elsewhere INT, lengths BLOB);
CREATE TABLE synonyms (word TEXT PRIMARY KEY, meant TEXT) WITHOUT ROWID;
CREATE TABLE called (name TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
"""

Said = tuple[Field, str, str]  # field, language, text
Heard = tuple[Field, str, list[str]]  # field, text, terms


def write_index(connection: sqlite3.Connection, book: Book) -> None:
    """Index every trouble and platform, and count what is asked elsewhere."""
    connection.executescript(TABLES)
    meant = synonym_groups(record.words for _, record in book.synonyms)
    synonyms = Synonyms(meant)
    records: list[Trouble | Platform] = [
        *(trouble for _, trouble in book.troubles),
        *(platform for _, platform in book.platforms),
    ]
    heard = [
        [(field, text, _terms(text, language, synonyms)) for field, language, text in _said(each)] for each in records
    ]
    others = [
        _terms(text, language, synonyms)
        for _, record in book.elsewhere
        for language, texts in (("ja", record.ja), ("en", record.en))
        for text in texts
    ]
    asked = [terms for said in heard for field, _, terms in said if field in ASKED and terms]
    ours = Counter(term for terms in asked for term in terms)
    elsewhere = Counter(term for terms in others for term in terms)
    entries = Counter(term for said in heard for term in {term for _, _, terms in said for term in terms})
    numbers = {term: number for number, term in enumerate({**entries, **elsewhere}, start=1)}
    weights = {term: query_weight(term, len(asked), ours[term]) for term in numbers}
    lengths = array("f", (length(weights[term] for term in held) or 1.0 for held in others))
    connection.execute("INSERT INTO spoken VALUES (?, ?, ?)", (len(asked), len(others), lengths))
    connection.executemany(
        "INSERT INTO terms VALUES (?, ?, ?, ?, ?)",
        ((number, term, ours[term], elsewhere[term], entries[term]) for term, number in numbers.items()),
    )
    _write_said(connection, ELSEWHERE, others, numbers)
    for entry, (record, said) in enumerate(zip(records, heard, strict=True), start=1):
        _write_entry(connection, entry, record, said, weights, numbers)
    connection.execute("CREATE INDEX entries_by_id ON entries (id)")
    connection.executemany("INSERT INTO synonyms VALUES (?, ?)", meant.items())
    connection.executemany(
        "INSERT OR IGNORE INTO called VALUES (?, ?)",
        ((fold_for_search(text), platform.id) for _, platform in book.platforms for _, _, text in _names(platform)),
    )


def _write_entry(
    connection: sqlite3.Connection,
    entry: int,
    record: Trouble | Platform,
    said: Sequence[Heard],
    weights: Mapping[str, float],
    numbers: Mapping[str, int],
) -> None:
    """One entry: as full text to be found by, and its names and symptoms line by line, as one may be the question."""
    columns = (" ".join(" ".join(held) for field, _, held in said if field == each) for each in FIELDS)
    connection.execute(
        "INSERT INTO search (rowid, names, symptoms, questions, steps) VALUES (?, ?, ?, ?, ?)", (entry, *columns)
    )
    asked = [(text, held) for field, text, held in said if field in ASKED and held]
    texts = "\n".join(" ".join(text.split()) for text, _ in asked)
    lengths = array("f", (length(weights[term] for term in held) for _, held in asked))
    connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (entry, *_entry(record), texts, lengths))
    others = [held for field, _, held in said if field not in ASKED]
    _write_said(connection, entry, [held for _, held in asked], numbers, chain.from_iterable(others))


def _write_said(
    connection: sqlite3.Connection,
    entry: int,
    asked: Sequence[Sequence[str]],
    numbers: Mapping[str, int],
    others: Iterable[str] = (),
) -> None:
    """Which lines of an entry hold each term; none of them where only its `others` do."""
    lines: dict[str, array[int]] = {}
    for line, held in enumerate(asked):
        for term in held:
            lines.setdefault(term, array("I")).append(line)
    rows = sorted((entry, numbers[term], at) for term, at in lines.items())
    rows += [(entry, numbers[term], array("I")) for term in dict.fromkeys(others) if term not in lines]
    connection.executemany("INSERT INTO said VALUES (?, ?, ?)", rows)


def _terms(text: str, language: str, synonyms: Synonyms) -> list[str]:
    folded = synonyms.read(fold_for_search(text))
    return list(dict.fromkeys(terms(synonyms.read_kana(folded) if language == "ja" else folded)))


def _entry(record: Trouble | Platform) -> tuple[str, str, str, str, str]:
    if isinstance(record, Trouble):
        return "trouble", record.id, record.title.ja, record.title.en, " ".join(record.platforms)
    return "platform", record.id, record.name.ja, record.name.en, record.id


def _said(record: Trouble | Platform) -> Iterator[Said]:
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


def _both(field: Field, text: Text) -> Iterator[Said]:
    yield field, "ja", text.ja
    yield field, "en", text.en


def _names(platform: Platform) -> Iterator[Said]:
    yield from _both("names", platform.name)
    yield "names", "en", platform.id
    yield from (("names", "en", alias) for alias in platform.aliases)
