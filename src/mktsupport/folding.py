"""Spellings that mean the same name, folded together."""

from __future__ import annotations

import unicodedata

# Katakana to hiragana, and what people leave out or put in between: spaces, dots, dashes, exclamation marks.
_KANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_DROPPED = dict.fromkeys(map(ord, " \t\n・･.,!?'\"_-‐‑‒–—―−/&()「」"))
_TABLE = _KANA | _DROPPED


def fold(name: str) -> str:
    """`name` with width, case, kana and punctuation folded: ﾗｸﾏ, らくま and ラクマ are one."""
    return unicodedata.normalize("NFKC", name).casefold().translate(_TABLE)
