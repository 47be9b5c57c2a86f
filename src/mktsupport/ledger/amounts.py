"""Prices as ledgers hold them, read as whole yen by dataframe expressions that agree with `yen.amount`.

An expression reads one number in figures, with or without 円, ¥ or JPY, and with 万 or 億 behind it at most: 25,000円,
２５０００, 2.5万. It does not read several numbers (2万5千) nor kanji (三十万), which `yen.amount` does and which no
till or spreadsheet writes: such a row is counted and listed as no amount, never charged by half of it.
"""

from __future__ import annotations

import unicodedata
from functools import cache, reduce
from typing import Any

import narwhals as nw

from mktsupport.japan.yen import LONGEST, MAX_YEN

Frame = Any  # narwhals' eager and lazy frames, which take the same steps

PLAIN, TEXT, DIGITS = ("_mktsupport_plain", "_mktsupport_text", "_mktsupport_digits")

_ALPHABET = "0123456789.,¥yenjp "
# Where Unicode keeps the characters that are written for one of the alphabet: wide, small and mathematical ones.
_RANGES = ((0x21, 0x2150), (0x24B6, 0x24EA), (0x2C7C, 0x2C7D), (0x3000, 0x3001), (0xFE10, 0xFE53), (0xFF00, 0xFFE6),
           (0x1D400, 0x1D800), (0x1F130, 0x1F14A), (0x1FBF0, 0x1FBFA))  # fmt: skip
_BLANKS = "\t\n\x0b\x0c\r\x1c-\x20\x85\u1680\u2028\u2029"  # what Python strips

_NUMBER = "([0-9]{1,3}(,[0-9]{3})+|[0-9]+)"
_PLAIN = "^[0-9]{1,12}$"
_WHOLE = f"^(¥|jpy)?{_NUMBER}(円|yen|jpy)?$"
_UNITS = {"万": 4, "億": 8}  # and the decimals that make whole yen of it
_YEN = "^[1-9][0-9]{0,11}$"


@cache
def spellings() -> dict[str, str]:
    """For each character of an amount the others that mean the same, as `yen.amount` folds them."""
    found: dict[str, str] = {}
    for char in (chr(code) for first, end in _RANGES for code in range(first, end)):
        meant = unicodedata.normalize("NFKC", char).casefold()
        if meant != char and meant in _ALPHABET and unicodedata.category(char) != "No":
            found[meant] = found.get(meant, "") + char
    return found


def with_yen(frame: Frame, price: str, out: str) -> Frame:
    """The frame with the prices as 64-bit whole yen in `out`; null, or out of bounds, where one is no amount."""
    column, dtype = nw.col(price), frame.collect_schema()[price]
    if dtype == nw.String:
        return _written(frame, column, out)
    if not dtype.is_integer():
        # A column of floats (a sheet with gaps) or decimals holds amounts where nothing stands after the point.
        whole = nw.when(column.is_between(1, MAX_YEN)).then(column)
        column = nw.when(whole == whole.cast(nw.Int64)).then(whole)
    return frame.with_columns(nw.when(column.is_between(1, MAX_YEN)).then(column).cast(nw.Int64).alias(out))


def _written(frame: Frame, column: nw.Expr, out: str) -> Frame:
    """Text as whole yen: digits alone at once, every other spelling by its parts, a step at a time.

    Each step is a column of its own, so that no engine plans the steps before it more than once, and is taken for those
    rows alone that need it, so that a ledger of digits costs no more than looking at them.
    """
    plain, text, digits = nw.col(PLAIN), nw.col(TEXT), nw.col(DIGITS)
    frame = frame.with_columns(column.str.contains(_PLAIN).alias(PLAIN))
    folded = reduce(
        lambda so_far, pair: so_far.str.replace_all(f"[{pair[1]}]", pair[0]),
        spellings().items(),
        column,
    )
    folded = folded.str.replace_all(f"^[{_BLANKS}]+|[{_BLANKS}]+$", "").str.replace_all(" ", "", literal=True)
    frame = frame.with_columns(nw.when(~plain).then(folded).alias(TEXT))
    found: nw.Expr = nw.when(text.str.contains(_WHOLE)).then(text.str.replace_all("[^0-9]", ""))
    for unit, decimals in _UNITS.items():
        fits = text.str.contains(f"^(¥|jpy)?{_NUMBER}(\\.[0-9]{{1,{decimals}}}0*)?{unit}(円|yen|jpy)?$")
        number = text.str.replace_all(f"[.{unit}].*$", "").str.replace_all("[^0-9]", "")
        part = text.str.replace_all(f"^[^.{unit}]*[.]?", "").str.replace_all(f"{unit}.*$", "")
        part = nw.concat_str(part, nw.lit("0" * decimals)).str.slice(0, decimals)
        found = nw.when(fits).then(nw.concat_str(number, part)).otherwise(found)
    fitting = nw.when(~plain & (text.str.len_chars() <= LONGEST))
    frame = frame.with_columns(fitting.then(found.str.replace_all("^0+", "")).alias(DIGITS))
    written = nw.when(plain).then(column).when(digits.str.contains(_YEN)).then(digits).cast(nw.Int64)
    return frame.with_columns(written.alias(out)).drop(PLAIN, TEXT, DIGITS)
