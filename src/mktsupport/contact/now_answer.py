"""Whom to reach at this moment, over many platforms at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mktsupport.contact.answer import desk, platform_view
from mktsupport.japan.hours import Calendar
from mktsupport.records import Language, Platform, Trouble
from mktsupport.views import NowAnswer

_LATEST = "9999"  # sorts after every moment


def answer(
    platforms: Sequence[Platform],
    *,
    asked: Platform | None,
    trouble: Trouble | None,
    at: datetime,
    calendar: Calendar,
    language: Language,
) -> NowAnswer:
    """Every channel that serves the trouble, by its state; nothing of a platform that is gone."""
    topic = trouble.id if trouble else None
    serving = [
        (channel.rank, desk(platform, channel, at, calendar, language))
        for platform in platforms
        if not platform.status.gone
        for channel in platform.channels
        if channel.serves("any", topic)
    ]
    # What changes first stands first, what nobody knows a change of last; then the rank decides.
    ranked = [
        each for _, each in sorted(serving, key=lambda pair: (pair[1].until or pair[1].opens or _LATEST, pair[0]))
    ]
    return NowAnswer(
        at=at.isoformat(timespec="seconds"),
        trouble=topic,
        title=trouble.title.in_language(language) if trouble else None,
        platform=platform_view(asked, language) if asked else None,
        open=[each for each in ranked if each.state == "open"],
        next=[each for each in ranked if each.state == "closed"],
        unknown=[each for each in ranked if each.state == "unknown"],
    )
