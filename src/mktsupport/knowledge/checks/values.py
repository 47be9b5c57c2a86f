"""Checks of what people dial, open or read: numbers, addresses, URLs and plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from mktsupport.knowledge.book import Book
from mktsupport.knowledge.checks import Broken, channels
from mktsupport.knowledge.reader import Place
from mktsupport.records import Source, Text

# Short numbers that work in Japan only; no numbering plan lists them.
SHORT = ("110", "118", "119", "188", "#9110")
_DIALLED = re.compile(r"\+?[0-9][0-9 ()-]*")
_ADDRESS = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_+-]|\.(?!\.))*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_OPENED = ("form", "chat", "help-centre")
_PAGE = Text("https の URL", "an https address")  # what people are told to open
_CITED = Text("URL", "a web address")  # a source is cited where it was found, and old pages often never moved

# HTML's tags and entities, Rich's tags, Markdown's links and bold: nothing interprets them.
_MARKUP = re.compile(r"</?[A-Za-z!][^<>]*>|&(?:#[0-9]+|#x[0-9a-f]+|[A-Za-z]+);|\[/?[a-z#@/][^\[\]]*\]|\]\(|\*\*")


def bad_phone(book: Book) -> Iterator[Broken]:
    """A telephone number that cannot be dialled in Japan; 110, 118, 119, 188 and #9110 are known."""
    from phonenumbers import NumberParseException, is_valid_number, parse

    def dialled(value: str) -> bool:
        try:
            return value in SHORT or (bool(_DIALLED.fullmatch(value)) and is_valid_number(parse(value, "JP")))
        except NumberParseException:
            return False

    for entry, place, channel in channels(book):
        value = channel.value
        if channel.kind in ("phone", "callback") and value and not _is_url(value) and not dialled(value):
            yield entry, (*place, "value"), {"value": value}


def bad_url(book: Book) -> Iterator[Broken]:
    """An address to open that is not https, or a source's URL that is not a web address; a source may be plain http."""
    for entry, place, channel in channels(book):
        value = channel.value
        if value and (channel.kind in _OPENED or _is_url(value)) and not _opens(value, ("https",)):
            yield entry, (*place, "value"), {"url": value, "kind": _PAGE}
    for entry, source in book.of(Source):
        if source.url is not None and not _opens(source.url, ("https", "http")):
            yield entry, ("url",), {"url": source.url, "kind": _CITED}


def _is_url(value: str) -> bool:
    return bool(_SCHEME.match(value))


def _opens(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        named = _HOST.fullmatch(parts.hostname or "") is not None and parts.username is None
    except ValueError:
        return False
    return named and parts.scheme in schemes and not re.search(r"\s", value)


def bad_address(book: Book) -> Iterator[Broken]:
    """A text that cannot be a mail address."""
    for entry, place, channel in channels(book):
        if channel.kind == "email" and channel.value and not _ADDRESS.fullmatch(channel.value):
            yield entry, (*place, "value"), {"value": channel.value}


def markup(book: Book) -> Iterator[Broken]:
    """HTML, Rich or Markdown in a text, or an HTML entity in a URL: it would be shown literally."""
    for entry in book:
        for place, text in strings(entry.record):
            if found := _MARKUP.search(text):
                yield entry, place, {"markup": found[0]}


def strings(record: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:  # noqa: ANN401 - any part of a record
    """Every string of a record, with its place."""
    for name, key in zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True):
        value = getattr(record, name)
        listed = isinstance(value, tuple)
        for n, each in enumerate(value if listed else (value,)):
            here = (*place, key, n) if listed else (*place, key)
            if isinstance(each, str):
                yield here, each
            elif isinstance(each, Struct):
                yield from strings(each, here)
