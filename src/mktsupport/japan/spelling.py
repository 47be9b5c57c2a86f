"""Spellings of the same name, folded into one."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Katakana to hiragana; spaces, dots, dashes and exclamation marks, which people leave out or add, are dropped.
_KANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_DROPPED = dict.fromkeys(map(ord, " \t\n・･.,!?'\"_-‐‑‒–—―−/&()「」"))
_TABLE = _KANA | _DROPPED


def fold(name: str) -> str:
    """`name` with width, case, kana and punctuation folded: ﾃｽﾄ, てすと and テスト are one."""
    return unicodedata.normalize("NFKC", name).casefold().translate(_TABLE)


_APOSTROPHES = dict.fromkeys(map(ord, "'\N{RIGHT SINGLE QUOTATION MARK}`"))


@cache  # not on import, since most commands only fold names
def _long() -> re.Pattern[str]:
    """Long vowels, which have several spellings: ケータイ and けいたい, とうけつ and とけつ.

    The vowel comes first and what must stand before it is a lookbehind, so that most text is skipped at once.
    """
    return re.compile(
        "[ー〜~うおいえあ](?:(?<=[ー〜~])|(?<=[おこそとのほもよろごぞどぼぽょ][うお])|(?<=[うくすつぬふむゆるぐずづぶぷゅ]う)"
        "|(?<=[えけせてねへめれげぜでべぺ][いえ])|(?<=[あかさたなはまやらわがざだばぱゃ]あ)|(?<=[いきしちにひみりぎじびぴ]い))"
    )


@cache
def _marked() -> re.Pattern[str]:
    return re.compile("[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]")


def fold_for_search(text: str) -> str:
    """`text` with width, case, kana, accents and long vowels folded; spaces and punctuation stay."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_KANA).translate(_APOSTROPHES)
    return _long().sub("", _unaccented(folded))


def _unaccented(text: str) -> str:
    """Latin letters without accents; kana keep their marks."""
    if not _marked().search(text):
        return text
    parts = unicodedata.normalize("NFKD", text)
    bare = re.sub("(?<=[a-z])[\u0300-\u036f]+", "", parts)
    return unicodedata.normalize("NFC", bare)
