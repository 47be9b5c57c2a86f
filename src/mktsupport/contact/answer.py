"""Whom to reach, through which channel, and whether it is open at the moment of asking: on one platform, or on all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from mktsupport.evidence import Evidence, FactView, trail, trust_of
from mktsupport.japan.dates import moment, since_when
from mktsupport.japan.hours import Calendar, state_at
from mktsupport.japan.hours_text import hours_text
from mktsupport.japan.text import Wording
from mktsupport.records import Channel, Language, Platform, Role, Trouble
from mktsupport.views import ChannelView, DeskView, PlatformView, StatusView, view

# What to do now. The scripts of the site say some of these too, by the same keys.
ADVICE = {
    "advice-ended": Wording(
        "{name}は{on}に終了しました。載っている番号や宛先は記録です。別の人のものになっているかもしれないので、連絡しないでください。",
        "{name} ended {on}. Its numbers and addresses are records: do not use them, they may belong to someone else now.",
    ),
    "advice-ended-unknown": Wording(
        "{name}は終了しました。載っている番号や宛先は記録です。連絡しないでください。",
        "{name} has ended. Its numbers and addresses are records: do not use them.",
    ),
    "advice-merged": Wording(
        "{name}は{on}に{successor}へ統合されました。{successor}の窓口を使います。",
        "{name} was merged into {successor} {on}. Use {successor}'s channels.",
    ),
    "advice-open": Wording("いま{channel}で連絡できます({until}まで)。", "{channel} is open now, until {until}."),
    "advice-always": Wording("いま{channel}で連絡できます(いつでも受付)。", "{channel} is open now, around the clock."),
    "advice-busy": Wording("ただしいまは混みやすい時間です。", "This is a busy hour, though."),
    "advice-closed": Wording(
        "いま{channel}は受付時間外です。次は{opens}からです。", "{channel} is closed now. It opens {opens}."
    ),
    "advice-shut": Wording(
        "いま{channel}は受付時間外です。次にいつ開くかは分かっていません。",
        "{channel} is closed now; when it opens next is not known.",
    ),
    "advice-other": Wording("待てないときは{channel}を使います。", "If you cannot wait, use {channel}."),
    "advice-unknown": Wording(
        "受付時間は分かっていません。まず{channel}から連絡します。",
        "Opening hours are not known. Start with {channel}.",
    ),
    "advice-none": Wording(
        "連絡できる窓口が分かっていません。公的な相談先を使います。",
        "No way to reach them is known. Turn to the public help lines.",
    ),
    "advice-nothing-fits": Wording(
        "その条件に合う窓口はありません。条件を外すと全部の窓口が出ます。",
        "No channel fits these conditions. Leave them out to see every channel.",
    ),
}

_LATEST = "9999"  # sorts after every moment


class RuleView(Struct, frozen=True, kw_only=True):
    id: str
    text: str
    penalty: str | None
    exception: str | None
    facts: list[str]


class ContactAnswer(Struct, frozen=True, kw_only=True):
    """Whom to reach. `via` is the merged service that was asked about, where its successor answers."""

    platform: PlatformView
    via: PlatformView | None
    at: str
    advice: str
    channels: list[ChannelView]
    helplines: list[str]
    desks: list[DeskView]
    rules: list[RuleView]
    facts: list[FactView]


class NowAnswer(Struct, frozen=True, kw_only=True):
    """Whom to reach at this moment: what closes first stands first, then what opens first; `unknown` is neither."""

    at: str
    trouble: str | None
    title: str | None
    platform: PlatformView | None
    open: list[DeskView]
    next: list[DeskView]
    unknown: list[DeskView]


def answer(
    platform: Platform,
    *,
    via: Platform | None,
    role: Role,
    topic: str | None,
    kind: str | None,
    at: datetime,
    desks: Sequence[Platform],
    calendar: Calendar,
    evidence: Evidence,
    language: Language,
) -> ContactAnswer:
    """Whom to reach on `platform`; `via` is the merged service asked about, `desks` the help lines beside it."""
    fitting = [c for c in platform.channels if c.serves(role, topic) and kind in (None, c.kind)]
    channels = [channel_view(platform, c, at, calendar, evidence, language) for c in fitting]
    channels.sort(key=lambda channel: (channel.state == "doubtful", not _usable(channel), channel.rank))
    rules = [
        rule
        for rule in platform.rules
        if (topic is None or topic in rule.topics) and (role == "any" or rule.role in ("any", role))
    ]
    narrowed = len(fitting) < len(platform.channels)
    return ContactAnswer(
        platform=platform_view(platform, language),
        via=platform_view(via, language) if via else None,
        at=at.isoformat(timespec="seconds"),
        advice=(
            _ended_advice(platform, language)
            if platform.status.gone
            else _advice(
                platform, via, [c for c in channels if c.state != "doubtful"], at, calendar, language, narrowed=narrowed
            )
        ),
        channels=channels,
        helplines=[each.id for each in desks],
        desks=[desk(each, first_channel(each), at, calendar, language) for each in desks],
        rules=[view(RuleView, rule, language) for rule in rules],
        facts=trail(
            [
                *platform.status.facts,
                *(f for c in fitting for f in (*c.facts, *c.against)),
                *(f for r in rules for f in r.facts),
            ],
            evidence,
            language,
        ),
    )


def now_answer(
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
        if channel.state == "listed" and channel.serves("any", topic)
    ]
    # What changes first stands first, what has no known change last; then the rank decides.
    serving.sort(key=lambda pair: (pair[1].until or pair[1].opens or _LATEST, pair[0]))
    return NowAnswer(
        at=at.isoformat(timespec="seconds"),
        trouble=topic,
        title=trouble.title.in_language(language) if trouble else None,
        platform=platform_view(asked, language) if asked else None,
        open=[each for _, each in serving if each.state == "open"],
        next=[each for _, each in serving if each.state == "closed"],
        unknown=[each for _, each in serving if each.state == "unknown"],
    )


def _usable(channel: ChannelView) -> bool:
    """Whether a channel can be used at this moment.

    Where no source states hours, that is so for what can be written at any time, for a screen, and for what the person
    has at hand (a number on a card).
    """
    at_hand = channel.kind in ("app", "help-centre", "form", "email") or channel.value is None
    return channel.state == "open" or (channel.state == "unknown" and at_hand)


def channel_view(
    platform: Platform, channel: Channel, at: datetime, calendar: Calendar, evidence: Evidence, language: Language
) -> ChannelView:
    """A channel at the moment `at`; one of a service that is gone, or a doubtful one, has no address to open."""
    state = _state(platform, channel, at, calendar)
    busy_hours = channel.busy.hours if channel.busy and state["state"] == "open" else None
    return view(
        ChannelView,
        channel,
        language,
        **state,
        uri=None if platform.status.gone else uri_of(channel),
        facts=[*channel.facts, *channel.against],
        hours_text=hours_text(channel.hours, calendar.table_of(channel.hours), language) if channel.hours else None,
        busy=state_at(busy_hours, at, calendar.holidays, calendar.table_of).state == "open",
        busy_advice=channel.busy.advice.in_language(language) if channel.busy else None,
        trust=trust_of(channel.facts, evidence),
    )


def desk(platform: Platform, channel: Channel | None, at: datetime, calendar: Calendar, language: Language) -> DeskView:
    """A channel in one line: its name, number and state. Without a `channel`, the platform by name alone."""
    living = channel if channel and not platform.status.gone else None
    return DeskView(
        platform=platform.id,
        channel=channel.id if channel else None,
        name=desk_name(platform, channel, language),
        kind=channel.kind if channel else None,
        **_state(platform, channel, at, calendar),
        value=living.value if living else None,
        uri=uri_of(living) if living else None,
        cost=channel.cost if channel else "unknown",
    )


def _state(platform: Platform, channel: Channel | None, at: datetime, calendar: Calendar) -> dict[str, Any]:
    """The fields of a view that say whether a desk is open, until when, and when it opens next."""
    if platform.status.gone:
        return {"state": "ended", "until": None, "opens": None}
    if channel and channel.state == "doubtful":
        return {"state": "doubtful", "until": None, "opens": None}
    standing = state_at(channel.hours if channel else None, at, calendar.holidays, calendar.table_of)
    until, opens = (each.isoformat() if each else None for each in (standing.until, standing.opens))
    return {"state": standing.state, "until": until, "opens": opens}


def desk_name(platform: Platform, channel: Channel | None, language: Language) -> str:
    """A channel with the platform that it belongs to."""
    name = platform.name.in_language(language)
    if channel is None:
        return name
    return f"{name}({channel.name.ja})" if language == "ja" else f"{name} ({channel.name.en})"


def first_channel(platform: Platform) -> Channel | None:
    """The channel to try first."""
    listed = (channel for channel in platform.channels if channel.state == "listed")
    return min(listed, key=lambda channel: channel.rank, default=None)


def uri_of(channel: Channel) -> str | None:
    """What a click opens: tel:, mailto: or https:, else the official page; null for a number in doubt."""
    value = channel.value
    if channel.state == "doubtful":
        return None
    page = channel.url if channel.url and channel.url.startswith("https://") else None
    if value is None:
        return page
    if channel.kind == "phone":
        digits = re.sub(r"[^0-9#]", "", value)
        if re.fullmatch(r"0(?!120|570|800|990)[1-9][0-9]{7,9}", digits):
            return f"tel:+81{digits[1:]}"
        return f"tel:{digits.replace('#', '%23')}"
    if channel.kind == "email":
        return f"mailto:{value}"
    return value if value.startswith("https://") else page


def platform_view(platform: Platform, language: Language) -> PlatformView:
    return view(PlatformView, platform, language, status=view(StatusView, platform.status, language))


def fact_ids(platform: Platform) -> list[str]:
    """The facts behind what is shown of a platform."""
    return [
        *platform.status.facts,
        *(name for channel in platform.channels for name in (*channel.facts, *channel.against)),
        *(name for rule in platform.rules for name in rule.facts),
    ]


def _ended_advice(platform: Platform, language: Language) -> str:
    name, on = platform.name.in_language(language), platform.status.on
    if on is None:
        return ADVICE["advice-ended-unknown"].in_language(language, name=name)
    return ADVICE["advice-ended"].in_language(language, name=name, on=since_when(on, language))


def _advice(
    platform: Platform,
    via: Platform | None,
    channels: Sequence[ChannelView],
    at: datetime,
    calendar: Calendar,
    language: Language,
    *,
    narrowed: bool,
) -> str:
    """What to do now, in a sentence or two."""
    sentences: list[str] = []
    if via is not None:
        on = since_when(via.status.on, language) if via.status.on else ""
        name, successor = via.name.in_language(language), platform.name.in_language(language)
        sentences.append(ADVICE["advice-merged"].in_language(language, name=name, on=on, successor=successor))
    if channels:
        sentences += _channel_advice(channels, at, calendar, language)
    else:
        sentences.append(ADVICE["advice-nothing-fits" if narrowed else "advice-none"].in_language(language))
    return ("" if language == "ja" else " ").join(sentences)


def _channel_advice(
    channels: Sequence[ChannelView], at: datetime, calendar: Calendar, language: Language
) -> Iterator[str]:
    def when(text: str | None) -> str:
        return moment(datetime.fromisoformat(text), at, language, calendar.holidays) if text else ""

    first = min(channels, key=lambda channel: channel.rank)
    other = next((each for each in channels if each is not first and each.state in ("open", "unknown")), None)
    if first.state == "open":
        key = "advice-open" if first.until else "advice-always"
    elif first.state == "unknown":
        key = "advice-unknown"
    else:
        key = "advice-closed" if first.opens else "advice-shut"
    yield ADVICE[key].in_language(language, channel=first.name, until=when(first.until), opens=when(first.opens))
    if first.state == "open" and first.busy:
        yield ADVICE["advice-busy"].in_language(language)
    if first.state == "closed" and other:
        yield ADVICE["advice-other"].in_language(language, channel=other.name)
