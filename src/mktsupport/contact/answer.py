"""Whom to reach, through which channel, and whether it is open at the moment of asking."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from mktsupport.evidence import Evidence, trail, trust_of
from mktsupport.japan.hours import Calendar, state_at
from mktsupport.japan.text import Bilingual
from mktsupport.japan.words import hours_text, moment, say, since_when
from mktsupport.records import Channel, Language, Platform, Role, Status, Text
from mktsupport.views import ChannelView, ContactAnswer, DeskView, PlatformView, RuleView, StatusView

Holidays = Mapping[date, Bilingual]


def uri_of(channel: Channel) -> str | None:
    """What a click opens: tel:, mailto: or https:; null where the value is no address of one of these kinds."""
    value = channel.value
    if value is None:
        return None
    if channel.kind == "phone":
        digits = re.sub(r"[^0-9#]", "", value)
        if re.fullmatch(r"0(?!120|570|800|990)[1-9][0-9]{7,9}", digits):
            return f"tel:+81{digits[1:]}"
        return f"tel:{digits.replace('#', '%23')}"
    if channel.kind == "email":
        return f"mailto:{value}"
    return value if value.startswith("https://") else None


def view(
    platform: Platform, channel: Channel, at: datetime, calendar: Calendar, evidence: Evidence, language: Language
) -> ChannelView:
    """A channel at the moment `at`; one of a service that is gone has no address to open."""
    dead = platform.status.gone
    standing = None if dead else state_at(channel.hours, at, calendar.holidays, calendar.table_of)
    crowded = channel.busy.hours if channel.busy and standing and standing.state == "open" else None
    busy = state_at(crowded, at, calendar.holidays, calendar.table_of).state == "open"

    def texts(many: Sequence[Text]) -> list[str]:
        return [text.in_language(language) for text in many]

    def text(one: Text | None) -> str | None:
        return one.in_language(language) if one else None

    return ChannelView(
        id=channel.id,
        kind=channel.kind,
        name=channel.name.in_language(language),
        role=channel.role,
        value=channel.value,
        uri=None if dead else uri_of(channel),
        state=standing.state if standing else "ended",
        until=standing.until.isoformat() if standing and standing.until else None,
        opens=standing.opens.isoformat() if standing and standing.opens else None,
        hours=channel.hours,
        hours_text=hours_text(channel.hours, language) if channel.hours else None,
        busy=busy,
        busy_advice=text(channel.busy.advice) if channel.busy else None,
        cost=channel.cost,
        reply_within=text(channel.reply_within),
        rank=channel.rank,
        trust=trust_of(channel.facts, evidence),
        warning=text(channel.warning),
        steps=texts(channel.steps),
        prepare=texts(channel.prepare),
        limits=texts(channel.limits),
        good_for=texts(channel.good_for),
        bad_for=texts(channel.bad_for),
        facts=list(channel.facts),
    )


def desk(platform: Platform, channel: Channel | None, at: datetime, calendar: Calendar, language: Language) -> DeskView:
    """A help line in one line: its name, number and state. Without a `channel`, the platform by name alone."""
    dead = platform.status.gone
    standing = state_at(channel.hours if channel else None, at, calendar.holidays, calendar.table_of)
    return DeskView(
        platform=platform.id,
        channel=channel.id if channel else None,
        name=desk_name(platform, channel, language),
        kind=channel.kind if channel else None,
        state="ended" if dead else standing.state,
        until=standing.until.isoformat() if standing.until else None,
        opens=standing.opens.isoformat() if standing.opens else None,
        value=channel.value if channel and not dead else None,
        uri=uri_of(channel) if channel and not dead else None,
        cost=channel.cost if channel else "unknown",
    )


def desk_name(platform: Platform, channel: Channel | None, language: Language) -> str:
    """A channel with the platform that it belongs to."""
    name = platform.name.in_language(language)
    if channel is None:
        return name
    return f"{name}({channel.name.ja})" if language == "ja" else f"{name} ({channel.name.en})"


def first_channel(platform: Platform) -> Channel | None:
    """The channel to try first."""
    return min(platform.channels, key=lambda channel: channel.rank, default=None)


def order(channels: Iterable[ChannelView]) -> list[ChannelView]:
    """Open ones first, then by rank."""
    return sorted(channels, key=lambda channel: (channel.state != "open", channel.rank))


def status_view(status: Status, language: Language) -> StatusView:
    return StatusView(
        state=status.state,
        on=status.on,
        successor=status.successor,
        note=status.note.in_language(language) if status.note else None,
    )


def platform_view(platform: Platform, language: Language) -> PlatformView:
    return PlatformView(
        id=platform.id,
        name=platform.name.in_language(language),
        kind=platform.kind,
        operator=platform.operator.in_language(language) if platform.operator else None,
        status=status_view(platform.status, language),
    )


def cited(platform: Platform) -> list[str]:
    """The facts behind what is shown of a platform."""
    names = list(platform.status.facts)
    names += [name for channel in platform.channels for name in channel.facts]
    return names + [name for rule in platform.rules for name in rule.facts]


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
    channels = order(view(platform, c, at, calendar, evidence, language) for c in fitting)
    rules = [
        rule
        for rule in platform.rules
        if (topic is None or topic in rule.topics) and (role == "any" or rule.role in ("any", role))
    ]
    return ContactAnswer(
        platform=platform_view(platform, language),
        via=platform_view(via, language) if via else None,
        at=at.isoformat(timespec="seconds"),
        advice=advice(platform, via, channels, at, calendar, language, narrowed=len(fitting) < len(platform.channels)),
        channels=channels,
        helplines=[each.id for each in desks],
        desks=[desk(each, first_channel(each), at, calendar, language) for each in desks],
        rules=[
            RuleView(
                id=rule.id,
                text=rule.text.in_language(language),
                penalty=rule.penalty.in_language(language) if rule.penalty else None,
                exception=rule.exception.in_language(language) if rule.exception else None,
                facts=list(rule.facts),
            )
            for rule in rules
        ],
        facts=trail(
            [*platform.status.facts, *(f for c in fitting for f in c.facts), *(f for r in rules for f in r.facts)],
            evidence,
            language,
        ),
    )


def advice(
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

    def when(text: str) -> str:
        return moment(datetime.fromisoformat(text), at, language, calendar.holidays)

    name = platform.name.in_language(language)
    if platform.status.gone:
        if platform.status.on is None:
            return say(language, "advice-ended-unknown", name=name)
        return say(language, "advice-ended", name=name, on=since_when(platform.status.on, language))
    said = []
    if via is not None:
        on = since_when(via.status.on, language) if via.status.on else ""
        said.append(say(language, "advice-merged", name=via.name.in_language(language), on=on, successor=name))
    if not channels:
        return "".join([*said, say(language, "advice-nothing-fits" if narrowed else "advice-none")])
    said += _standing_advice(channels, when, language)
    return ("" if language == "ja" else " ").join(part.strip() for part in said)


def _standing_advice(channels: Sequence[ChannelView], when: Callable[[str], str], language: Language) -> Iterator[str]:
    first = min(channels, key=lambda channel: channel.rank)
    other = next((each for each in channels if each is not first and each.state in ("open", "unknown")), None)
    if first.state == "open":
        key = "advice-open" if first.until else "advice-always"
        yield say(language, key, channel=first.name, until=when(first.until) if first.until else "")
        if first.busy:
            yield say(language, "advice-busy")
    elif first.state == "unknown":
        yield say(language, "advice-unknown", channel=first.name)
    else:
        key = "advice-closed" if first.opens else "advice-shut"
        yield say(language, key, channel=first.name, opens=when(first.opens) if first.opens else "")
        if other:
            yield say(language, "advice-other", channel=other.name)
