"""Phone numbers, mail addresses, URLs and domains in one spelling, and the domains that others imitate."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

Kind = Literal["phone", "mail", "url", "domain", "word"]
Likeness = Literal["look-alike", "near", "name"]

# Letters of other scripts that look like Latin ones.
FOREIGN = dict(zip("аеорсхуіјѕԛԝӏһкмтпԁᴦ", "aeopcxyijsqwlhkmtndr", strict=True)) | dict(
    zip("αορνικυχετηωγβσոսօցɑɡıłøđ", "aopvikuxetnwybonuogagilod", strict=True)
)
# Digits and signs used for letters, and pairs of letters that look like one.
DIGITS = dict(zip("013456789$|", "oleasgtbgsl", strict=True))
PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))

_SECOND_LEVEL = frozenset(["ac", "ad", "co", "com", "ed", "edu", "go", "gov", "gr", "lg", "ne", "net", "or", "org"])
_COUNTRY = 2  # letters in a country's top-level domain; under co.jp and the like, names are at the third level
_COMMON = frozenset({"ticket", "support", "market", "center"})  # words that any domain may contain
_SHORTEST_NAME, _SHORTEST_NEAR = 5, 6  # letters: shorter names occur in unrelated words
_LONGEST = 2048  # characters
_PHONE = re.compile(r"[+#*]?[0-9]+")
_HOST = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*")
_DASHES = "-‐‑‒–—―−ー‑ｰ~〜/()[]."


class Identity(NamedTuple):
    """`normal` is the one spelling; `domain` is the host of a mail address, a URL or a domain."""

    kind: Kind
    normal: str
    domain: str | None = None


class Imitation(NamedTuple):
    """`domain` is the listed one; `swapped` pairs the characters used with the letters they imitate."""

    likeness: Likeness
    domain: str
    swapped: tuple[tuple[str, str], ...]


def identity_of(text: str) -> Identity | None:
    """The kind of `text` and its one spelling; None if it is not a number, address, URL, domain or single word."""
    clean = _clean(text)
    if not clean or len(clean) > _LONGEST:
        return None
    if (phone := _phone(clean)) is not None:
        return Identity("phone", phone)
    if "://" in clean or ("/" in clean and "@" not in clean.partition("/")[0]):
        return _url(clean)
    if "@" in clean:
        local, _, domain = clean.removeprefix("mailto:").partition("?")[0].rpartition("@")
        host = _host(domain)
        return Identity("mail", f"{local}@{host}", host) if local and host and " " not in local else None
    host = _host(re.sub(r":[0-9]+$", "", clean))
    if host is None:
        return None
    return Identity("domain", host, host) if "." in host else Identity("word", host, host)


def registered_domain(host: str) -> str:
    """The registered part of `host`: shop.example of help.shop.example.

    A short rule, not the Public Suffix List, which takes 40 to 120 ms to load.
    """
    labels = host.split(".")
    deep = len(labels[-1]) == _COUNTRY and len(labels) > _COUNTRY and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if deep else -2 :])


def skeleton(word: str) -> str:
    """`word` reduced to its shapes: two words that look alike have the same skeleton."""
    seen = _latin(word)
    for pair, letter in PAIRS:
        seen = seen.replace(pair, letter)
    return seen.replace("i", "l")


def imitation_of(host: str, listed: Iterable[str]) -> Imitation | None:
    """The listed domain that `host`, itself not listed, looks most like or whose name it contains."""
    pieces = list(dict.fromkeys(piece for label in host.split(".") for piece in (label, *label.split("-")) if piece))
    order: Sequence[Likeness] = ("look-alike", "near", "name")
    found = [
        Imitation(likeness, domain, _swapped(piece, domain.partition(".")[0]) if likeness == "look-alike" else ())
        for domain in listed
        for piece in pieces
        if (likeness := _likeness(piece, domain.partition(".")[0])) is not None
    ]
    # Among equals, a domain that the host contains.
    return min(found, key=lambda each: (order.index(each.likeness), each.domain not in host), default=None)


def _likeness(piece: str, name: str) -> Likeness | None:
    if name in _COMMON:
        return None
    if piece == name:
        return "name"
    seen, meant = skeleton(piece), skeleton(name)
    if seen == meant:
        return "look-alike"
    if len(name) >= _SHORTEST_NAME and meant in seen:
        return "name" if name in piece else "look-alike"
    return "near" if len(name) >= _SHORTEST_NEAR and _one_apart(seen, meant) else None


def _one_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter added, dropped or replaced, or by two neighbours swapped."""
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _swapped(piece: str, name: str) -> tuple[tuple[str, str], ...]:
    if len(piece) == len(name):
        return tuple(dict.fromkeys((char, meant) for char, meant in zip(piece, name, strict=True) if char != meant))
    letters = [(char, _latin(char)) for char in piece if _latin(char) != char]
    return tuple(dict.fromkeys([*letters, *((pair, letter) for pair, letter in PAIRS if pair in piece)]))


def _latin(word: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    return "".join(DIGITS.get(letter, letter) for letter in (FOREIGN.get(char, char) for char in plain))


def _clean(text: str) -> str:
    """Width and case folded, invisible characters removed, an address taken out of its brackets."""
    seen = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cc"))
    folded = unicodedata.normalize("NFKC", seen).casefold().replace("。", ".").strip()
    inside = re.search(r"<([^<>]+)>", folded)
    return (inside[1] if inside else folded).strip(" \"'「」、,;")


def _phone(text: str) -> str | None:
    """A Japanese number in national digits, a foreign one with its plus; None if it is not a number."""
    bare = text.removeprefix("tel:").replace("(0)", "")
    digits = "".join(char for char in bare if char not in _DASHES and not char.isspace())
    if not _PHONE.fullmatch(digits):
        return None
    if match := re.fullmatch(r"(?:\+81|0081|81)0?([1-9][0-9]{8,9})", digits):
        return f"0{match[1]}"
    if digits.startswith("+"):
        return digits
    plain = digits.lstrip("#*")
    return f"0{plain}" if re.fullmatch(r"[1-9][0-9]{8,9}", plain) else plain


def _url(text: str) -> Identity | None:
    try:
        parts = urlsplit(text if "://" in text else f"//{text}")
        host = _host(parts.hostname or "")
    except ValueError:  # an unclosed bracket
        return None
    if host is None or "." not in host:
        return None
    path = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return Identity("url", host + path, host) if path else Identity("domain", host, host)


def _host(text: str) -> str | None:
    """The host with its punycode decoded, as a browser shows it."""
    host = ".".join(_decoded(text.strip().rstrip(".")))
    return host if _HOST.fullmatch(host) else None


def _decoded(host: str) -> Iterator[str]:
    for label in host.split("."):
        try:
            yield label[4:].encode().decode("punycode") if label.startswith("xn--") else label
        except ValueError:
            yield label
