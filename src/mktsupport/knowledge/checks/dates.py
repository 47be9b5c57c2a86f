"""Rules on when a source was read and confirmed, and on what to read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mktsupport.japan.dates import day_of
from mktsupport.knowledge.book import Book, Entry
from mktsupport.knowledge.checks import Broken
from mktsupport.records import Fact, Source, Text


def future_date(book: Book) -> Iterator[Broken]:
    """A fact was read, confirmed or true on a day that is yet to come."""
    for entry, fact in book.facts:
        days = {"as_of": day_of(fact.as_of) if fact.as_of else None, "looked": fact.looked, "confirmed": fact.confirmed}
        for key, day in days.items():
            if day is not None and day > book.today:
                yield (
                    entry,
                    (key,),
                    Text(f"`{key}` の {day} はまだ来ていません", f"`{key}` is {day}, a day yet to come"),
                    Text("実際に見た日を書いてください", "write the day on which it was really seen"),
                )


def confirmed_before_looked(book: Book) -> Iterator[Broken]:
    """A fact was confirmed before anybody read it."""
    for entry, fact in book.facts:
        if fact.confirmed is not None and fact.confirmed < fact.looked:
            yield (
                entry,
                ("confirmed",),
                Text("出典を読んだ日より前に確認されています", "confirmed before the source was read"),
                Text("`looked` か `confirmed` を直してください", "mend `looked` or `confirmed`"),
            )


def stale(book: Book) -> Iterator[Broken]:
    """Nobody has read a source for a year (or for as long as `--stale` says).

    One warning for each source, since one page is opened again and not each of its facts; the longest unread first,
    then the oldest content, then what is cited most.
    """
    cited = Counter(name for _, _, name in book.citations())
    resting: dict[str, list[Fact]] = {}
    for _, fact in book.facts:
        if fact.set_aside is None:
            resting.setdefault(fact.source, []).append(fact)
    due: list[tuple[str, str, int, Entry, Source]] = []
    for entry, source in book.sources:
        its = resting.get(source.id, [])
        if its and book.today - min(fact.looked for fact in its) >= book.stale:
            looked = min(fact.looked for fact in its).isoformat()
            told = min(fact.as_of or fact.looked.isoformat() for fact in its)
            due.append((looked, told, -sum(cited[fact.id] for fact in its), entry, source))
    for looked, told, uses, entry, source in sorted(due, key=lambda each: each[:3]):
        where = source.url or (source.document.en if source.document else source.title)
        place = source.url or (source.document.ja if source.document else source.title)
        yield (
            entry,
            (),
            Text(
                f"{source.id}: {looked} から読み直していません(内容は {told}、引用 {-uses} か所)",
                f"{source.id}: last read {looked} (content of {told}, citations: {-uses})",
            ),
            Text(f"読み直して `looked` を直してください: {place}", f"read it again and mend `looked`: {where}"),
        )


def never_confirmed(book: Book) -> Iterator[Broken]:
    """No official page was ever seen to agree with some facts of a file. Only with `--stale`.

    One warning for each file, with their number: the shipped facts are nearly all from third parties, so a line for
    each would bury the rest, and whoever confirms them goes through a file at a time.
    """
    firsts: dict[str, Entry] = {}
    counts: Counter[str] = Counter()
    for entry, fact in book.facts:
        if fact.confirmed is None and fact.set_aside is None:
            firsts.setdefault(entry.document.file, entry)
            counts[entry.document.file] += 1
    for file, entry in firsts.items():
        yield (
            entry,
            (),
            Text(
                f"公式で確認されていない事実が {counts[file]} 件あります(最初は {entry.record.id})",
                f"{counts[file]} fact(s) of this file were never confirmed, {entry.record.id} the first",
            ),
            Text(
                "公式のページと見比べ、合えばその日を `confirmed` に書いてください",
                "compare them with an official page, and write the day into `confirmed` where it agrees",
            ),
        )
