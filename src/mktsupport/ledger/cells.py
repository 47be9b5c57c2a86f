"""Prices and dates as ledgers hold them, read by dataframe expressions.

A price becomes whole yen, as `yen.amount` reads it: one number in figures, with or without 円, ¥ or JPY, and with 万
or 億 behind it at most: 25,000円, ２５０００, 2.5万. Several numbers (2万5千) and kanji (三十万), which no till writes,
are no amount here: such a row is counted and listed, never charged by half of it.

A date becomes a whole number that compares as days do: 2018-05-31 is 20180531.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import cache, reduce
from typing import Any

import narwhals as nw

from mktsupport.japan.yen import LONGEST, MAX_YEN

Frame = Any  # narwhals' eager and lazy frames, which take the same steps

_ALPHABET = "0123456789.,¥yenjp "
# The ranges of Unicode with other forms of these characters: full-width, small, mathematical.
_RANGES = ((0x21, 0x2150), (0x24B6, 0x24EA), (0x2C7C, 0x2C7D), (0x3000, 0x3001), (0xFE10, 0xFE53), (0xFF00, 0xFFE6),
           (0x1D400, 0x1D800), (0x1F130, 0x1F14A), (0x1FBF0, 0x1FBFA))  # fmt: skip
_BLANKS = "\t\n\x0b\x0c\r\x1c-\x20\x85\u1680\u2028\u2029"  # what Python strips

_NUMBER = "([0-9]{1,3}(,[0-9]{3})+|[0-9]+)"
_DIGITS = "^[0-9]{1,12}$"
_WHOLE = f"^(¥|jpy)?{_NUMBER}(円|yen|jpy)?$"
_UNITS = {"万": 4, "億": 8}  # and how many decimals may stand before it
_YEN = "^[1-9][0-9]{0,11}$"

_SEPARATED = "^[0-9]{4}([-/.][0-9]{1,2}[-/.][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)([T 　].*)?$"
_EIGHT_DIGITS = "^[0-9]{8}$"
_ZONE, _JAPAN = ":.*(Z|[-+][0-9]{2}:?[0-9]{2})$", "[+]09:?00$"  # a time of another zone may be another day in Japan
_SHORT_MONTHS, _FEBRUARY = (4, 6, 9, 11), 2


def _columns(*names: str) -> tuple[str, ...]:
    """Names for columns of intermediate steps, which no ledger has."""
    return tuple(f"_mktsupport_{name}" for name in names)


@cache
def spellings() -> dict[str, str]:
    """For each character of an amount the others that mean the same, as `yen.amount` folds them."""
    found: dict[str, str] = {}
    for char in (chr(code) for first, end in _RANGES for code in range(first, end)):
        plain = unicodedata.normalize("NFKC", char).casefold()
        if plain != char and plain in _ALPHABET and unicodedata.category(char) != "No":
            found[plain] = found.get(plain, "") + char
    return found


def with_yen(frame: Frame, price: str, out: str) -> Frame:
    """The frame with the prices as 64-bit whole yen in `out`; null, or out of bounds, where one is no amount."""
    column, dtype = nw.col(price), frame.collect_schema()[price]
    if dtype == nw.String:
        return _with_yen_of_text(frame, column, out)
    if not dtype.is_integer():
        # A column of floats (a sheet with gaps) or decimals holds amounts where nothing stands after the point.
        whole = nw.when(column.is_between(1, MAX_YEN)).then(column)
        column = nw.when(whole == whole.cast(nw.Int64)).then(whole)
    return frame.with_columns(nw.when(column.is_between(1, MAX_YEN)).then(column).cast(nw.Int64).alias(out))


def _with_yen_of_text(frame: Frame, column: nw.Expr, out: str) -> Frame:
    """Text as whole yen: digits alone at once, every other spelling by its parts, a step at a time.

    Each step is a column of its own, so that no engine plans the steps before it more than once, and is taken only for
    the rows that need it, so that a ledger of digits costs no more than looking at them.
    """
    names = _columns("price_plain", "price_text", "price_digits")
    plain, text, digits = map(nw.col, names)
    frame = frame.with_columns(column.str.contains(_DIGITS).alias(names[0]))
    folded = reduce(lambda done, each: done.str.replace_all(f"[{each[1]}]", each[0]), spellings().items(), column)
    folded = folded.str.replace_all(f"^[{_BLANKS}]+|[{_BLANKS}]+$", "").str.replace_all(" ", "", literal=True)
    frame = frame.with_columns(nw.when(~plain).then(folded).alias(names[1]))
    found: nw.Expr = nw.when(text.str.contains(_WHOLE)).then(text.str.replace_all("[^0-9]", ""))
    for unit, decimals in _UNITS.items():
        fits = text.str.contains(f"^(¥|jpy)?{_NUMBER}(\\.[0-9]{{1,{decimals}}}0*)?{unit}(円|yen|jpy)?$")
        number = text.str.replace_all(f"[.{unit}].*$", "").str.replace_all("[^0-9]", "")
        part = text.str.replace_all(f"^[^.{unit}]*[.]?", "").str.replace_all(f"{unit}.*$", "")
        part = nw.concat_str(part, nw.lit("0" * decimals)).str.slice(0, decimals)
        found = nw.when(fits).then(nw.concat_str(number, part)).otherwise(found)
    fitting = nw.when(~plain & (text.str.len_chars() <= LONGEST))
    frame = frame.with_columns(fitting.then(found.str.replace_all("^0+", "")).alias(names[2]))
    yen = nw.when(plain).then(column).when(digits.str.contains(_YEN)).then(digits).cast(nw.Int64)
    return frame.with_columns(yen.alias(out)).drop(*names)


def day_number(day: date) -> int:
    """A day as a number: 2018-05-31 is 20180531."""
    return day.year * 10_000 + day.month * 100 + day.day


def with_day(frame: Frame, date: str, out: str) -> Frame:
    """The frame with the dates as such numbers in `out`; null where one is no day of the calendar."""
    column, dtype = nw.col(date), frame.collect_schema()[date]
    if dtype == nw.String:
        return _with_day_of_text(frame, column, out)
    if isinstance(dtype, nw.Datetime) and dtype.time_zone is not None:
        column = column.dt.convert_time_zone("Asia/Tokyo")
    year, month, day = (part.cast(nw.Int64) for part in (column.dt.year(), column.dt.month(), column.dt.day()))
    return frame.with_columns((year * 10_000 + month * 100 + day).alias(out))


def _with_day_of_text(frame: Frame, column: nw.Expr, out: str) -> Frame:
    """Text as a day, whatever time of day stands behind it; each step is a column, as for prices."""
    names = _columns("date", "date_bare", "date_year", "date_month", "date_day")
    text, bare, year, month, day = map(nw.col, names)
    rest = text.str.slice(4)
    frame = frame.with_columns(column.str.strip_chars().alias(names[0]))
    frame = frame.with_columns(text.str.contains(_EIGHT_DIGITS).alias(names[1]))
    separated = text.str.contains(_SEPARATED) & (~text.str.contains(_ZONE) | text.str.contains(_JAPAN))
    frame = frame.with_columns(nw.when(separated | bare).then(text).str.replace_all("[日T 　].*$", "").alias(names[0]))
    months = nw.when(bare).then(rest.str.slice(0, 2)).otherwise(rest.str.slice(1).str.replace_all("[-/.月].*$", ""))
    days = nw.when(bare).then(rest.str.slice(2)).otherwise(rest.str.replace_all("^.*[-/.月]", ""))
    parts = zip(names[2:], (text.str.slice(0, 4), months, days), strict=True)
    frame = frame.with_columns(*(part.cast(nw.Int64).alias(name) for name, part in parts))
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    last = nw.when(month.is_in(_SHORT_MONTHS)).then(30).otherwise(31)
    last = nw.when((month == _FEBRUARY) & leap).then(29).when(month == _FEBRUARY).then(28).otherwise(last)
    exists = (year >= 1) & month.is_between(1, 12) & (day >= 1) & (day <= last)
    return frame.with_columns(nw.when(exists).then(year * 10_000 + month * 100 + day).alias(out)).drop(*names)
