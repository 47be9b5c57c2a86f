"""Language, terminal and moment, from the options and the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date, datetime

from mktsupport.errors import AskedWronglyError
from mktsupport.japan.dates import JAPAN
from mktsupport.japan.text import Language, Wording

FIRST_YEAR, LAST_YEAR = 1991, 2089  # the library's holidays reach a year further on either side


def language(asked: str | None) -> Language:
    """The language asked for, else MKTSUPPORT_LANG's, else Japanese where the locale is Japanese, else English."""
    named = asked or os.environ.get("MKTSUPPORT_LANG", "")
    if named in ("ja", "en"):
        return "ja" if named == "ja" else "en"
    locale = next((os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), "")
    return "ja" if locale.lower().startswith("ja") else "en"


def language_of(arguments: Sequence[str]) -> Language:
    """The language of a command line that is not parsed yet."""
    asked = None
    for n, argument in enumerate(arguments):
        if argument == "--lang" and n + 1 < len(arguments):
            asked = arguments[n + 1]
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return language(asked)


def can_draw() -> bool:
    """Whether pages are drawn: stdout is a terminal that can, or FORCE_COLOR is set."""
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def can_ask() -> bool:
    """Whether there is a terminal on which to ask."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def moment(text: str | None) -> datetime:
    """`text` as a moment in Japan (Japan's time if it names no zone); now if it is None."""
    if text is None:
        return datetime.now(JAPAN)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise AskedWronglyError(
            Wording(f"「{text}」は日時として読めません", f"'{text}' is not a moment"),
            Wording(
                f"{FIRST_YEAR} 年から {LAST_YEAR} 年までの日時を 2026-09-22T18:30 のように書いてください(日本時間)",
                f"write it as 2026-09-22T18:30 (Japan's time), from {FIRST_YEAR} to {LAST_YEAR}",
            ),
        )
    return at.replace(tzinfo=JAPAN) if at.tzinfo is None else at.astimezone(JAPAN)


def since(text: str | None, at: datetime) -> datetime | date | None:
    """`text` as a moment, or as a day if it names no hour; None for None. It may not be later than `at`."""
    if text is None:
        return None
    began: datetime | date = moment(text)
    try:
        began = date.fromisoformat(text)
    except ValueError:
        ahead = began > at
    else:
        ahead = began > at.date()
    if ahead:
        raise AskedWronglyError(
            Wording(f"「{text}」はまだ先です", f"'{text}' is still to come"),
            Wording(
                f"先の日から数えるときは、その日に調べたものとして `--at {text}` も付けてください",
                f"to count from a day to come, ask as of that day: add `--at {text}`",
            ),
        )
    return began


def day(text: str | None) -> date:
    """`text` as a day; today in Japan if it is None."""
    if text is None:
        return datetime.now(JAPAN).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise AskedWronglyError(
            Wording(f"「{text}」は日付として読めません", f"'{text}' is not a date"),
            Wording("2018-05-31 のように書いてください", "write it as 2018-05-31"),
        ) from None
