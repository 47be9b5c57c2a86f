"""Checks of names: each id once, each alias for one platform, each reference to something that exists."""

from __future__ import annotations

from collections.abc import Iterator

from mktsupport.japan.spelling import fold
from mktsupport.knowledge.book import Book
from mktsupport.knowledge.checks import Broken
from mktsupport.knowledge.sections import SECTIONS
from mktsupport.records import Platform


def duplicate_id(book: Book) -> Iterator[Broken]:
    """Two entries of one section share an id."""
    yield from ((entry, ("id",), {"name": entry.record.id}) for entry in book.shadowed)


def alias_taken(book: Book) -> Iterator[Broken]:
    """Two platforms share a name or an alias, after folding width, case, kana and punctuation."""
    owners: dict[str, str] = {}
    # The user's files stand over the shipped ones, so a name that they take is reported there.
    for entry, platform in sorted(book.of(Platform), key=lambda each: each[0].layer):
        for place, name in SECTIONS["platforms"].names_of(platform):
            owner = owners.setdefault(fold(name), platform.id)
            if owner != platform.id:
                yield entry, place, {"name": name, "owner": owner}


def unknown_reference(book: Book) -> Iterator[Broken]:
    """A platform, channel, trouble, ladder or fact is named that does not exist."""
    channels = {each.id: {channel.id for channel in each.channels} for _, each in book.of(Platform)}
    for entry, place, section, name in book.references:
        if section == "channels":
            platform, _, channel = name.partition(" ")
            exists = platform not in channels or channel in channels[platform]
        else:
            exists = section == "sources" or book.has(section, name)  # fact-without-source reports sources
        if not exists:
            yield entry, place, {"name": name, "section": section}
