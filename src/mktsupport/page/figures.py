"""Figures as every page shows them: bars, and what a sum takes for granted."""

from __future__ import annotations

from collections.abc import Sequence

from mktsupport.japan.text import Language
from mktsupport.page.blocks import Row, Span, row
from mktsupport.page.labels import label

BAR = 24  # cells
_EIGHTHS = " ▏▎▍▌▋▊▉"


def assumed(sentences: Sequence[str], language: Language) -> list[Row]:
    """What a fee takes for granted, where it does."""
    text = " ".join(sentences) if language == "en" else "".join(sentences)
    return [row(Span(f"{label(language, 'assumed')}: ", "dim"), text, indent=2)] if sentences else []


def period_text(since: str | None, until: str | None, language: Language) -> str:
    """When a fee schedule was in force."""
    first, last = since or label(language, "period-unknown"), until or label(language, "period-open")
    return label(language, "period", since=first, until=last)


def bar(value: int, most: int, widest: int = BAR) -> str:
    """A bar of at most so many cells, to an eighth of a cell."""
    eighths = value * widest * 8 // most if most else 0
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
