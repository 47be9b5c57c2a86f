"""Rules on names: each id once, each alias to one platform, each reference to something that is there."""

from __future__ import annotations

from collections.abc import Iterator

from mktsupport.japan.spelling import fold
from mktsupport.knowledge.book import Book
from mktsupport.knowledge.checks import Broken
from mktsupport.knowledge.reader import Key
from mktsupport.records import Text


def duplicate_id(book: Book) -> Iterator[Broken]:
    """Two entries of one section share an id."""
    for entry in book.shadowed:
        name = entry.record.id
        yield (
            entry,
            ("id",),
            Text(f"id `{name}` は別の項目が使っています", f"the id `{name}` is taken by another entry"),
            Text("別の id にするか、片方を消してください", "choose another id, or delete one of the two"),
        )


def alias_taken(book: Book) -> Iterator[Broken]:
    """Two platforms share a name or an alias, after folding width, case, kana and punctuation."""
    owners: dict[str, str] = {}
    # One's own files stand over the shipped ones, so what they take is reported where they take it.
    for entry, platform in sorted(book.platforms, key=lambda each: each[0].layer):
        paths: list[tuple[tuple[Key, ...], str]] = [
            (("id",), platform.id),
            (("name", "ja"), platform.name.ja),
            (("name", "en"), platform.name.en),
            *((("aliases", n), alias) for n, alias in enumerate(platform.aliases)),
        ]
        for path, name in paths:
            owner = owners.setdefault(fold(name), platform.id)
            if owner != platform.id:
                yield (
                    entry,
                    path,
                    Text(f"「{name}」はすでに {owner} の名前です", f"`{name}` already names {owner}"),
                    Text("どちらか一方だけの別名にしてください", "let it name one of the two"),
                )


def unknown_reference(book: Book) -> Iterator[Broken]:
    """An id names nothing: a platform, channel, trouble, ladder or fact that is not there."""
    channels = {each.id: {channel.id for channel in each.channels} for _, each in book.platforms}
    for entry, path, section, name in book.references:
        if section == "sources":
            continue  # fact-without-source
        if section == "channels":
            platform, _, channel = name.partition(" ")
            there = platform not in channels or channel in channels[platform]
        else:
            there = book.has(section, name)
        if not there:
            yield (
                entry,
                path,
                Text(f"`{name}` は {section} にありません", f"there is no `{name}` among the {section}"),
                Text("つづりを確かめるか、先に加えてください", "check the spelling, or add it first"),
            )
