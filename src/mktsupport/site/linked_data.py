"""What machines read on a page: schema.org's JSON-LD, only as far as the knowledge goes.

Nothing is said of fees: the vocabulary has no property for a rate that a marketplace takes of a price.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from mktsupport.contact.answer import uri_of
from mktsupport.diagnose.answer import applies
from mktsupport.japan.text import Wording
from mktsupport.records import Channel, Language, Outcome, Platform, Trouble

Thing = dict[str, Any]

_VOCABULARY = "https://schema.org/"
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_DAYS = {
    "Mo": "Monday",
    "Tu": "Tuesday",
    "We": "Wednesday",
    "Th": "Thursday",
    "Fr": "Friday",
    "Sa": "Saturday",
    "Su": "Sunday",
}
_HOLIDAYS = "PH"
_WEEK = list(_DAYS)
_RULE = re.compile(r"(?:([A-Za-z,\- ]+?)\s+)?([0-9:,\- ]+|off)")
_SPAN = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|24:00)")
_ZONE = "+09:00"

Times = tuple[tuple[str, str], ...]  # opening and closing, or nothing on a day that is closed

_ANSWERS = Wording("答えによって、次のどれかになります。", "Depending on your answers, it comes to one of these:")


def service(platform: Platform, language: Language) -> str:
    """A platform and, while it lives, the ways to reach those who run it."""
    name = platform.name.in_language(language)
    operator = platform.operator.in_language(language) if platform.operator else name
    channels = () if platform.status.gone else platform.channels
    points = [point for point in (_contact_point(channel, language) for channel in channels) if point]
    note = platform.status.note
    return _document(
        {
            "@type": "Service",
            "name": name,
            "description": note.in_language(language) if note else None,
            "provider": {"@type": "Organization", "name": operator, "contactPoint": points or None},
        }
    )


def how_to(outcome: Outcome, language: Language, platform: Platform | None = None) -> str:
    """What to do, step by step: the steps for everybody, and those of `platform`."""
    texts = [step.text.in_language(language) for step in outcome.steps if applies(step, platform)]
    return _document(
        {
            "@type": "HowTo",
            "name": outcome.title.in_language(language),
            "inLanguage": language,
            "step": [{"@type": "HowToStep", "position": n, "text": text} for n, text in enumerate(texts, 1)],
        }
    )


def questions(troubles: Sequence[Trouble], language: Language) -> str:
    """What went wrong as questions; the answer to each names what it may come to."""

    def question(trouble: Trouble) -> Thing:
        ends = [node.title.in_language(language) for node in trouble.nodes if isinstance(node, Outcome)]
        told = ("" if language == "ja" else " ").join([_ANSWERS.in_language(language), *_sentences(ends, language)])
        answer = {"@type": "Answer", "text": told}
        return {"@type": "Question", "name": trouble.title.in_language(language), "acceptedAnswer": answer}

    return _document({"@type": "FAQPage", "inLanguage": language, "mainEntity": [question(each) for each in troubles]})


def _sentences(texts: Sequence[str], language: Language) -> list[str]:
    return [f"{text}。" if language == "ja" else f"{text}." for text in texts]


def _contact_point(channel: Channel, language: Language) -> Thing | None:
    """A channel that has an address of its own; how sure it is, is said where the channel says so."""
    uri = uri_of(channel)
    if uri is None:
        return None
    phone = channel.kind == "phone"
    email = channel.kind == "email"
    return {
        "@type": "ContactPoint",
        "contactType": channel.name.in_language(language),
        "description": channel.warning.in_language(language) if channel.warning else None,
        "telephone": unquote(uri.removeprefix("tel:")) if phone else None,
        "email": channel.value if email else None,
        "url": None if phone or email else uri,
        "contactOption": f"{_VOCABULARY}TollFree" if phone and channel.cost == "free" else None,
        "hoursAvailable": _opening_hours(channel.hours) if channel.hours else None,
    }


def _document(thing: Thing) -> str:
    """A thing as text that stands safely in a page's script element."""
    whole = {"@context": _VOCABULARY.rstrip("/"), **thing}
    return json.dumps(_known(whole), ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def _known(value: Any) -> Any:  # noqa: ANN401 - any part of a document
    """The same without what is not known."""
    if isinstance(value, dict):
        return {name: _known(each) for name, each in value.items() if each is not None}
    return [_known(each) for each in value] if isinstance(value, list) else value


# Hours


def _opening_hours(hours: str) -> list[Thing] | None:
    """Days, times and public holidays; None where the hours say more than that, for a part of them could mislead."""
    if hours == "24/7":
        return [_specification(_WEEK, ("00:00", "23:59"))]
    rules = [_RULE.fullmatch(rule.strip()) for rule in hours.split(";")]
    table: dict[str, Times] = {}
    for rule in rules:
        days = None if rule is None else _days(rule[1])
        times = None if rule is None else _times(rule[2])
        # A later rule for weekdays alone would hold on holidays too, and one for all days would undo the earlier ones.
        if days is None or times is None or (_HOLIDAYS in table and _HOLIDAYS not in days):
            return None
        if rule is not None and rule[1] is None and len(rules) > 1:
            return None
        table |= dict.fromkeys(days, times)
    return _specifications(table)


def _specifications(table: Mapping[str, Times]) -> list[Thing] | None:
    """One for each time, with all its days; a holiday without times is closed, whatever its weekday."""
    alike: dict[Times, list[str]] = {}
    for day in [*_WEEK, _HOLIDAYS]:
        if day in table:
            alike.setdefault(table[day], []).append(day)
    found = [_specification(days, span) for times, days in alike.items() for span in times]
    closed = [_specification([_HOLIDAYS], None)] if table.get(_HOLIDAYS) == () else []
    return found + closed if found else None


def _specification(days: Sequence[str], span: tuple[str, str] | None) -> Thing:
    opens, closes = span or (None, None)
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [_VOCABULARY + _DAYS.get(day, "PublicHolidays") for day in days],
        "opens": f"{opens}:00{_ZONE}" if opens else None,
        "closes": f"{closes}:00{_ZONE}" if closes else None,
    }


def _days(text: str | None) -> list[str] | None:
    """The days that a rule names, all of the week where it names none."""
    if text is None:
        return _WEEK
    days: list[str] = []
    for name in text.replace(" ", "").split(","):
        first, _, last = name.partition("-")
        if name == _HOLIDAYS:
            days.append(name)
        elif first in _DAYS and (last or first) in _DAYS:
            start, end = _WEEK.index(first), _WEEK.index(last or first)
            days += [_WEEK[n % 7] for n in range(start, end + (7 if end < start else 0) + 1)]
        else:
            return None
    return days


def _times(text: str) -> Times | None:
    """Opening and closing times of one day; midnight at its end is the next day's beginning."""
    if text == "off":
        return ()
    spans = []
    for part in text.replace(" ", "").split(","):
        match = _SPAN.fullmatch(part)
        opens, closes = part.split("-") if match else ("", "")
        if opens >= closes:
            return None
        closes = closes if closes != "24:00" else "00:00" if opens != "00:00" else "23:59"
        spans.append((opens, closes))
    return tuple(spans)
