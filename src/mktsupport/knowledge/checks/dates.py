"""Checks of dates: when a source was read and confirmed, and what to read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mktsupport.japan.dates import day_of
from mktsupport.knowledge.book import Book, Entry
from mktsupport.knowledge.checks import Broken
from mktsupport.records import Fact, Source


def future_date(book: Book) -> Iterator[Broken]:
    """A fact was read, confirmed or true on a day that is yet to come."""
    for entry, fact in book.of(Fact):
        days = {"as_of": day_of(fact.as_of) if fact.as_of else None, "looked": fact.looked, "confirmed": fact.confirmed}
        for key, day in days.items():
            if day is not None and day > book.today:
                yield entry, (key,), {"key": key, "day": day}


def confirmed_before_looked(book: Book) -> Iterator[Broken]:
    """A fact was confirmed before anybody read it."""
    for entry, fact in book.of(Fact):
        if fact.confirmed is not None and fact.confirmed < fact.looked:
            yield entry, ("confirmed",), {}


def stale(book: Book) -> Iterator[Broken]:
    """Nobody has read a source for a year (or for as long as `--stale` says).

    One warning for each source, since one page is opened again and not each of its facts; the longest unread first,
    then the oldest content, then the most cited.
    """
    cited = Counter(name for _, _, name in book.citations())
    facts_of: dict[str, list[Fact]] = {}
    for _, fact in book.of(Fact):
        if fact.set_aside is None:
            facts_of.setdefault(fact.source, []).append(fact)
    due: list[tuple[str, str, int, Entry, Source]] = []
    for entry, source in book.of(Source):
        facts = facts_of.get(source.id, [])
        if facts and book.today - min(fact.looked for fact in facts) >= book.stale:
            looked = min(fact.looked for fact in facts).isoformat()
            content = min(fact.as_of or fact.looked.isoformat() for fact in facts)
            due.append((looked, content, -sum(cited[fact.id] for fact in facts), entry, source))
    for looked, content, uses, entry, source in sorted(due, key=lambda each: each[:3]):
        page = source.url or source.document or source.title
        yield entry, (), {"source": source.id, "looked": looked, "content": content, "uses": -uses, "page": page}


def never_confirmed(book: Book) -> Iterator[Broken]:
    """No official page was ever seen to agree with some facts of a file. Only with `--stale`.

    One warning for each file, with their number: the shipped facts are nearly all from third parties, so a line for
    each would bury the rest, and whoever confirms them goes through a file at a time.
    """
    unconfirmed: dict[str, list[Entry]] = {}
    for entry, fact in book.of(Fact):
        if fact.confirmed is None and fact.set_aside is None:
            unconfirmed.setdefault(entry.document.file, []).append(entry)
    for first, *others in unconfirmed.values():
        yield first, (), {"count": len(others) + 1, "first": first.record.id}
