"""Checks of bands, those of an amount question and the tiers of a fee: they leave no number out."""

from __future__ import annotations

from collections.abc import Iterator

from mktsupport.knowledge.book import Book, Entry
from mktsupport.knowledge.checks import Broken, nodes
from mktsupport.knowledge.reader import Place
from mktsupport.records import Amount, Platform

# The place of a list of bands, and where each of them ends; None for a band without an end.
Bands = Iterator[tuple[Entry, Place, list[int | None]]]


def _amounts(book: Book) -> Bands:
    for entry, _, place, amount in nodes(book, Amount):
        yield entry, (*place, "bands"), [band.up_to for band in amount.bands]


def _fees(book: Book) -> Bands:
    for entry, platform in book.of(Platform):
        for n, fee in enumerate(platform.fees):
            yield entry, ("fees", n, "tiers"), [tier.up_to for tier in fee.tiers]


def _gaps(bands: Bands) -> Iterator[Broken]:
    yield from ((entry, place, {}) for entry, place, ends in bands if None not in ends)


def _overlaps(bands: Bands) -> Iterator[Broken]:
    for entry, place, ends in bands:
        highest: int | None = -1
        for n, end in enumerate(ends):
            if highest is None or (end is not None and end <= highest):
                yield entry, (*place, n), {}
            else:
                highest = end


def band_gap(book: Book) -> Iterator[Broken]:
    """The last amount band ends, so that larger amounts have no answer."""
    return _gaps(_amounts(book))


def band_overlap(book: Book) -> Iterator[Broken]:
    """An amount band ends at or below the one before it, so that no amount falls into it."""
    return _overlaps(_amounts(book))


def tier_gap(book: Book) -> Iterator[Broken]:
    """The last fee tier ends, so that higher prices have no fee."""
    return _gaps(_fees(book))


def tier_overlap(book: Book) -> Iterator[Broken]:
    """A fee tier ends at or below the one before it, or comes after one without end, so that no price falls into it."""
    return _overlaps(_fees(book))
