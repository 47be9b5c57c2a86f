"""Dates as ledgers hold them, as whole numbers that compare as days do: 2018-05-31 is 20180531."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from mktsupport.ledger.amounts import Frame

TEXT, BARE, YEAR, MONTH, DAY = (f"_mktsupport_date_{part}" for part in ("text", "bare", "year", "month", "day"))

_MARKED = "^[0-9]{4}([-/.][0-9]{1,2}[-/.][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)([T 　].*)?$"
_BARE = "^[0-9]{8}$"
_SHORT_MONTHS = (4, 6, 9, 11)
FEBRUARY = 2
# A time of another zone is another day in Japan, perhaps.
_ELSEWHERE = ":.*(Z|[-+][0-9]{2}:?[0-9]{2})$"
_JAPAN = "[+]09:?00$"


def number_of(day: date) -> int:
    """A day as such a number."""
    return day.year * 10_000 + day.month * 100 + day.day


def with_day(frame: Frame, date: str, out: str) -> Frame:
    """The frame with the dates as such numbers in `out`; null where one is no day that ever was."""
    column, dtype = nw.col(date), frame.collect_schema()[date]
    if dtype == nw.String:
        return _written(frame, column, out)
    if isinstance(dtype, nw.Datetime) and dtype.time_zone is not None:
        column = column.dt.convert_time_zone("Asia/Tokyo")
    parts = (column.dt.year(), column.dt.month(), column.dt.day())
    return frame.with_columns(_number(*(part.cast(nw.Int64) for part in parts)).alias(out))


def _number(year: nw.Expr, month: nw.Expr, day: nw.Expr) -> nw.Expr:
    return year * 10_000 + month * 100 + day


def _written(frame: Frame, column: nw.Expr, out: str) -> Frame:
    """Text as a day, whatever time of day stands behind it."""
    text, rest, bare = nw.col(TEXT), nw.col(TEXT).str.slice(4), nw.col(BARE)
    frame = frame.with_columns(column.str.strip_chars().alias(TEXT)).with_columns(text.str.contains(_BARE).alias(BARE))
    marked = text.str.contains(_MARKED) & (~text.str.contains(_ELSEWHERE) | text.str.contains(_JAPAN))
    frame = frame.with_columns(nw.when(marked | bare).then(text).str.replace_all("[日T 　].*$", "").alias(TEXT))
    month = nw.when(bare).then(rest.str.slice(0, 2)).otherwise(rest.str.slice(1).str.replace_all("[-/.月].*$", ""))
    day = nw.when(bare).then(rest.str.slice(2)).otherwise(rest.str.replace_all("^.*[-/.月]", ""))
    frame = frame.with_columns(
        text.str.slice(0, 4).cast(nw.Int64).alias(YEAR),
        month.cast(nw.Int64).alias(MONTH),
        day.cast(nw.Int64).alias(DAY),
    )
    parts = (nw.col(YEAR), nw.col(MONTH), nw.col(DAY))
    return frame.with_columns(nw.when(_exists(*parts)).then(_number(*parts)).alias(out)).drop(
        TEXT, BARE, YEAR, MONTH, DAY
    )


def _exists(year: nw.Expr, month: nw.Expr, day: nw.Expr) -> nw.Expr:
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    longest = nw.when(month.is_in(_SHORT_MONTHS)).then(30).otherwise(31)
    longest = nw.when((month == FEBRUARY) & leap).then(29).when(month == FEBRUARY).then(28).otherwise(longest)
    return (year >= 1) & month.is_between(1, 12) & (day >= 1) & (day <= longest)
