"""Romaji to kana. Unlike jaconv it refuses words that are not Japanese, and reads nn before a vowel (konnichiwa)."""

from __future__ import annotations

import re

_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの", "h": "はひふへほ",
    "m": "まみむめも", "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ", "d": "だぢづでど", "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}  # fmt: skip
_GLIDES = {
    "ky": "き", "sy": "し", "sh": "し", "ty": "ち", "ch": "ち", "cy": "ち", "ny": "に", "hy": "ひ", "my": "み",
    "ry": "り", "gy": "ぎ", "zy": "じ", "jy": "じ", "j": "じ", "by": "び", "py": "ぴ",
}  # fmt: skip
_SYLLABLES = (
    {start + vowel: kana for start, row in _ROWS.items() for vowel, kana in zip("aiueo", row, strict=True)}
    | {start + vowel: kana + y for start, kana in _GLIDES.items() for vowel, y in zip("auo", "ゃゅょ", strict=True)}
    | {"shi": "し", "chi": "ち", "tsu": "つ", "fu": "ふ", "ji": "じ", "she": "しぇ", "che": "ちぇ", "je": "じぇ"}
    | {"fa": "ふぁ", "fi": "ふぃ", "fe": "ふぇ", "fo": "ふぉ", "ti": "ち", "tu": "つ", "zu": "ず", "di": "ぢ"}
    | {"ya": "や", "yu": "ゆ", "yo": "よ", "wa": "わ", "wo": "を", "n": "ん", "n'": "ん", "nn": "ん", "-": ""}
)  # fmt: skip
_SYLLABLE = re.compile(
    "|".join(["nn(?![aiueoy])", "n(?![aiueoy])", *sorted(_SYLLABLES.keys() - {"n", "nn"}, key=len, reverse=True)])
)
_DOUBLED = re.compile(r"([kstpcgdbzjfhmr])(?=\1)|t(?=ch)")
_NASAL = re.compile(r"m(?=[bmp])")


def kana(word: str) -> str | None:
    """`word` (lower-case romaji) in hiragana, or None if it is not Japanese."""
    rest = _DOUBLED.sub("っ", _NASAL.sub("n", word))
    read: list[str] = []
    place = 0
    while place < len(rest):
        if rest[place] == "っ":
            read.append("っ")
            place += 1
        elif match := _SYLLABLE.match(rest, place):
            read.append(_SYLLABLES[match[0]])
            place = match.end()
        else:
            return None
    return "".join(read)
