"""The full-text index: what every entry says, as terms, each field in a column of its own."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

from mktsupport import search
from mktsupport.folding import fold_for_search
from mktsupport.knowledge.book import Book
from mktsupport.records import Amount, Outcome, Platform, Question, Text, Trouble
from mktsupport.search import Synonyms

Field = Literal["names", "symptoms", "questions", "steps"]
FIELDS: tuple[Field, ...] = ("names", "symptoms", "questions", "steps")
ASKED: frozenset[Field] = frozenset({"names", "symptoms"})  # what is written as people ask

TABLES = """
CREATE VIRTUAL TABLE search USING fts5(
    names, symptoms, questions, steps, tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TABLE entries (entry INTEGER PRIMARY KEY, kind TEXT, id TEXT, ja TEXT, en TEXT, platforms TEXT,
    texts TEXT, terms TEXT, lengths TEXT, rest TEXT);
CREATE TABLE terms (term TEXT PRIMARY KEY, lines INT, entries INT) WITHOUT ROWID;
CREATE TABLE spoken (lines INT);
CREATE TABLE synonyms (word TEXT PRIMARY KEY, meant TEXT) WITHOUT ROWID;
CREATE TABLE called (name TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
"""

Said = tuple[Field, str, str]  # field, language, text


def write_index(connection: sqlite3.Connection, book: Book) -> None:
    """Index every trouble and platform."""
    connection.executescript(TABLES)
    meant = search.grouped(record.words for _, record in book.section("synonyms"))
    synonyms = Synonyms(meant)
    records = [record for section in ("troubles", "platforms") for _, record in book.section(section)]
    heard = [
        [(field, text, _terms(text, language, synonyms)) for field, language, text in _said(each)] for each in records
    ]
    asked = [terms for said in heard for field, _, terms in said if field in ASKED and terms]
    lines = Counter(term for terms in asked for term in terms)
    entries = Counter(term for said in heard for term in {term for _, _, terms in said for term in terms})
    weights = {term: search.weight(len(asked), count) * search.share(term) for term, count in lines.items()}
    for entry, (record, said) in enumerate(zip(records, heard, strict=True), start=1):
        columns = (" ".join(" ".join(terms) for field, _, terms in said if field == each) for each in FIELDS)
        connection.execute(
            "INSERT INTO search (rowid, names, symptoms, questions, steps) VALUES (?, ?, ?, ?, ?)", (entry, *columns)
        )
        connection.execute(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (entry, *_entry(record), *_as_asked(said, weights)),
        )
    connection.execute("CREATE INDEX entries_by_id ON entries (id)")
    connection.executemany(
        "INSERT INTO terms VALUES (?, ?, ?)", ((term, lines[term], count) for term, count in entries.items())
    )
    connection.execute("INSERT INTO spoken VALUES (?)", (len(asked),))
    connection.executemany("INSERT INTO synonyms VALUES (?, ?)", meant.items())
    connection.executemany(
        "INSERT OR IGNORE INTO called VALUES (?, ?)",
        (
            (fold_for_search(text), platform.id)
            for _, platform in book.section("platforms")
            for _, _, text in _names(platform)
        ),
    )


def _as_asked(said: list[tuple[Field, str, list[str]]], weights: Mapping[str, float]) -> tuple[str, str, str, str]:
    """Names and symptoms line by line, as one of them may be the question: texts, terms, lengths; the other terms."""
    asked = [(text, terms) for field, text, terms in said if field in ASKED and terms]
    rest = dict.fromkeys(term for field, _, terms in said if field not in ASKED for term in terms)
    return (
        "\n".join(" ".join(text.split()) for text, _ in asked),
        "\n".join(f" {' '.join(terms)} " for _, terms in asked),
        "\n".join(f"{search.length(weights[term] for term in terms):.3f}" for _, terms in asked),
        f" {' '.join(rest)} ",
    )


def _terms(text: str, language: str, synonyms: Synonyms) -> list[str]:
    folded = synonyms.read(fold_for_search(text))
    return list(dict.fromkeys(search.terms(synonyms.read(search.in_kana(folded)) if language == "ja" else folded)))


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
