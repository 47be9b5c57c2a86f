"""Amounts of money: how people write them, read as whole yen, and how they are shown. One grammar for all commands.

    amount  = ["¥" | "JPY"] number ["円" | "yen" | "JPY"]
    number  = figures                          25000  25,000  025000
            | figures [decimals] ("万" | "億")  2.5万  1.5億  3,000万
            | [count "億"] [count "万"] [rest]  2万5千  1億2,345万  二万五千  三十万  2万5000
    count   = figures | places                 below 10,000 where 億 stands in front
    places  = [d] "千" [d] "百" [d] "十" [d]     5千  千  2千5百  三十五  2千500; each place at most once, in this order
    rest    = places | two to four figures
    d       = one of 1 to 9

Wide, small and kanji figures (〇零一…九) count as 0 to 9; case and spaces do not matter. Commas stand at thousands or
nowhere. Refused, because two people would read it differently or nobody writes it: a single figure behind 万, 千 or 百
(2万5 is said for 25,000, and for 20,005), 千 with more than one figure or with decimals (25千), 万 and 億 alone,
signs, fractions of a yen, superscripts and words.

`assets/yen.js` is the same for the site; in a ledger's column `ledger.cells` reads the first two kinds of number, in
figures. `tests/yen.py` is the table that all of them are held to.
"""

from __future__ import annotations

import re
import unicodedata

from mktsupport.errors import AskedWronglyError
from mktsupport.japan.text import Language, Wording

MAX_YEN = 999_999_999_999
LONGEST = 30  # characters of an amount with its commas and unit

_FIGURES = str.maketrans("〇零一二三四五六七八九", "00123456789")
_PLACES = {"千": 1000, "百": 100, "十": 10}
_NUMBER = "[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+"
_TENS = "[1-9]?十[1-9]?|[1-9][0-9]"
_HUNDREDS = f"[1-9]?百(?:{_TENS})?"
_COUNT = f"[1-9]?千(?:[1-9][0-9]{{2}}|{_HUNDREDS}|{_TENS})?|{_HUNDREDS}|[1-9]?十[1-9]?"
_REST = f"{_COUNT}|[1-9][0-9]{{1,3}}|[1-9],[0-9]{{3}}"
_SINGLE = re.compile(rf"({_NUMBER})(?:(\.[0-9]+)?([万億]))?")
_JOINED = re.compile(f"(?:({_NUMBER}|{_COUNT})億)?(?:({_NUMBER}|{_COUNT})万)?({_REST})?")
_MAN, _OKU = 10_000, 100_000_000
_UNITS = {"": 1, "万": _MAN, "億": _OKU}

UNITS = {"yen": Wording("円", "yen"), "days": Wording("日", "days"), "hours": Wording("時間", "hours")}
_MARKS = {
    "yen": re.compile("(?:¥|jpy)?(.+?)(?:円|yen|jpy)?"),
    "days": re.compile("(.+?)(?:日間?|days?)?"),
    "hours": re.compile("(.+?)(?:時間|hours?)?"),
}


def amount(text: str) -> int:
    """The whole yen, from 1 to MAX_YEN, that `text` says."""
    value = number_of(text, "yen")
    if not value:
        raise AskedWronglyError(
            Wording(f"「{text}」は金額として読めません", f"'{text}' is not an amount"),
            Wording(
                f"1 から {MAX_YEN:,} までの円を 25000、25,000円、¥25,000、2.5万、2万5千 のように書いてください",
                f"give whole yen from 1 to {MAX_YEN:,}, such as 25000, 25,000円, ¥25,000, 2.5万 or 2万5千",
            ),
        )
    return value


def number_of(text: str, unit: str) -> int | None:
    """A number of yen, days or hours from 0 to MAX_YEN, with its unit or without; None where `text` says none."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(" ", "").casefold()
    if len(plain) > LONGEST or any(unicodedata.category(char) == "No" for char in text):  # 5² is not 52
        return None
    match = _MARKS[unit].fullmatch(plain.translate(_FIGURES))
    value = _value(match[1]) if match else None
    return value if value is not None and value <= MAX_YEN else None


def _value(number: str) -> int | None:
    """The value of a number without its marks."""
    if single := _SINGLE.fullmatch(number):
        figures, part, unit = single[1].replace(",", ""), (single[2] or ".")[1:], single[3] or ""
        value, rest = divmod(int(figures + part) * _UNITS[unit], 10 ** len(part))
        return None if rest else value
    joined = _JOINED.fullmatch(number)
    if joined is None:
        return None
    high, middle, low = (_count(each or "") for each in joined.groups())
    return None if joined[1] and middle >= _MAN else high * _OKU + middle * _MAN + low


def _count(text: str) -> int:
    """Figures and places, summed: 2千5百 is 2,500, and a place without a figure stands for one."""
    total, figures = 0, ""
    for char in text.replace(",", ""):
        if char in _PLACES:
            total += int(figures or "1") * _PLACES[char]
            figures = ""
        else:
            figures += char
    return total + int(figures or "0")


def yen(amount: int, language: Language) -> str:
    """25,000円 or 25,000 yen."""
    return quantity(amount, "yen", language)


def quantity(number: int, unit: str, language: Language) -> str:
    """A number with its unit: 3日 or 3 days."""
    word = UNITS[unit].in_language(language)
    return f"{number:,}{word}" if language == "ja" else f"{number:,} {word}"


def band(first: int, last: int | None, unit: str, language: Language) -> str:
    """A range of amounts: 1〜10,000円 or 1–10,000 yen; without an end, 20,001円〜 or 20,001 yen and up."""
    if last is None:
        return f"{quantity(first, unit, language)}{'〜' if language == 'ja' else ' and up'}"
    return f"{first:,}{'〜' if language == 'ja' else '–'}{quantity(last, unit, language)}"
