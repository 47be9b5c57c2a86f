"""Rules on what people dial, open or read: numbers, addresses, URLs and plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct

from mktsupport.knowledge.book import Book
from mktsupport.knowledge.checks import Broken
from mktsupport.knowledge.reader import Key
from mktsupport.records import Text

# Short numbers that work in Japan only and that no numbering plan lists as subscribers.
SHORT = ("110", "118", "119", "188", "#9110")
_DIALLED = re.compile(r"\+?[0-9][0-9 ()-]*")
_ADDRESS = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_+-]|\.(?!\.))*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_OPENED = ("form", "chat", "help-centre")

# HTML's tags and entities, Rich's tags, Markdown's links and bold: shown as they stand, they are noise at best.
_MARKUP = re.compile(r"</?[A-Za-z!][^<>]*>|&(?:#[0-9]+|#x[0-9a-f]+|[A-Za-z]+);|\[/?[a-z#@/][^\[\]]*\]|\]\(|\*\*")


def bad_phone(book: Book) -> Iterator[Broken]:
    """A telephone number that cannot be dialled in Japan; 110, 118, 119, 188 and #9110 are known."""
    from phonenumbers import NumberParseException, is_valid_number, parse

    def dialled(value: str) -> bool:
        try:
            return value in SHORT or (bool(_DIALLED.fullmatch(value)) and is_valid_number(parse(value, "JP")))
        except NumberParseException:
            return False

    for entry, platform in book.platforms:
        for n, channel in enumerate(platform.channels):
            if channel.kind in ("phone", "callback") and channel.value and not _is_url(channel.value):
                if dialled(channel.value):
                    continue
                yield (
                    entry,
                    ("channels", n, "value"),
                    Text(f"`{channel.value}` は電話番号ではありません", f"`{channel.value}` is no telephone number"),
                    Text(
                        "出典の番号と1桁ずつ見比べてください。内線や説明は name か limits へ",
                        "compare it with the source digit by digit; extensions and remarks belong in `limits`",
                    ),
                )


def bad_url(book: Book) -> Iterator[Broken]:
    """What people are told to open is no https address, or a source's URL is no web address.

    A source may be plain http: it is cited where it was found, and old pages often never moved.
    """
    for entry, platform in book.platforms:
        for n, channel in enumerate(platform.channels):
            value = channel.value
            if value and (channel.kind in _OPENED or _is_url(value)) and not _opens(value, ("https",)):
                yield (
                    entry,
                    ("channels", n, "value"),
                    Text(f"`{value}` は https の URL ではありません", f"`{value}` is no https address"),
                    Text("https:// で始まる URL を書いてください", "write an address that begins with https://"),
                )
    for entry, source in book.sources:
        if source.url is not None and not _opens(source.url, ("https", "http")):
            yield (
                entry,
                ("url",),
                Text(f"`{source.url}` は URL ではありません", f"`{source.url}` is no web address"),
                Text("https:// で始まる URL を書いてください", "write an address that begins with https://"),
            )


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
    """A mail address that cannot be one."""
    for entry, platform in book.platforms:
        for n, channel in enumerate(platform.channels):
            if channel.kind == "email" and channel.value and not _ADDRESS.fullmatch(channel.value):
                yield (
                    entry,
                    ("channels", n, "value"),
                    Text(f"`{channel.value}` はメールアドレスではありません", f"`{channel.value}` is no mail address"),
                    Text("name@example.jp の形で、半角で書いてください", "write it as name@example.jp"),
                )


def markup(book: Book) -> Iterator[Broken]:
    """HTML, Rich or Markdown in a text, or an HTML entity in a URL: everything is shown as it stands."""
    for entry in book:
        for path, text in strings(entry.record):
            if found := _MARKUP.search(text):
                yield (
                    entry,
                    path,
                    Text(f"マークアップ `{found[0]}` があります", f"the markup `{found[0]}`"),
                    Text("ふつうの文字だけで書いてください", "write plain words"),
                )


def strings(record: Struct, path: tuple[Key, ...] = ()) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Every string of a record, with its place."""
    for name, key in zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True):
        value = getattr(record, name)
        each_at = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for n, each in each_at:
            here = (*path, key) if n is None else (*path, key, n)
            if isinstance(each, str):
                yield here, each
            elif isinstance(each, Struct):
                yield from strings(each, here)
