"""What machines read: each word is schema.org's, nothing is said that is not known, and it stays inside its script.

tests/schema-org.json holds the types and properties in use as schema.org 30.1 states them, so what is not in it fails.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from mktsupport.knowledge.library import Library
from mktsupport.records import Channel, Language, Outcome, Platform, State, Status, Step, Symptoms, Text, Trouble
from mktsupport.site import linked_data
from tests.conftest import ROOT

VOCABULARY = json.loads((ROOT / "tests" / "schema-org.json").read_text(encoding="utf-8"))
TERM = "https://schema.org/"
DATA_TYPES = {
    "Text": r"(?s).+",
    "URL": r"https?://\S+",
    "Time": r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-][0-9]{2}:[0-9]{2})?",
}
LANGUAGES = get_args(Language)


def lineage(kind: str) -> set[str]:
    """A type and all above it; raises KeyError for one that is not the vocabulary's."""
    return {kind}.union(*(lineage(above) for above in VOCABULARY["types"][kind]))


def faults(thing: dict[str, Any]) -> Iterator[str]:
    """What the vocabulary does not allow: unknown types and properties, properties of other types, other values."""
    kind = thing["@type"]
    if kind not in VOCABULARY["types"]:
        yield f"no type {kind}"
        return
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        stated = VOCABULARY["properties"].get(name)
        if stated is None:
            yield f"no property {name}"
            continue
        if not lineage(kind) & set(stated["domain"]):
            yield f"{name} is not a property of {kind}"
        for each in value if isinstance(value, list) else [value]:
            if not fits(each, set(stated["range"])):
                yield f"{name} of {kind} does not take {each!r:.60}"
            if isinstance(each, dict):
                yield from faults(each)


def fits(value: Any, allowed: set[str]) -> bool:
    if isinstance(value, dict):
        return value["@type"] in VOCABULARY["types"] and bool(lineage(value["@type"]) & allowed)
    if isinstance(value, str):
        named = VOCABULARY["values"].get(value.removeprefix(TERM), []) if value.startswith(TERM) else []
        return bool(allowed & set(named)) or any(
            re.fullmatch(form, value) for kind, form in DATA_TYPES.items() if kind in allowed
        )
    return type(value) is int and "Integer" in allowed


def document(text: str) -> Any:
    found = json.loads(text)
    assert found["@context"] == "https://schema.org"
    return found


def points(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document(text)["provider"].get("contactPoint", [])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_shipped_is_valid(library: Library, language: Language) -> None:
    troubles = library.troubles()
    platforms = library.platforms(row.id for row in library.platform_rows("en"))
    texts = [linked_data.service(platform, language) for platform in platforms]
    texts += [linked_data.questions(troubles, language)]
    for trouble in troubles:
        texts.append(linked_data.questions([trouble], language))
        for node in trouble.nodes:
            if isinstance(node, Outcome):
                texts += [linked_data.how_to(node, language, platform) for platform in [None, *platforms[:3]]]
    assert len(texts) > 1_000
    assert [fault for text in texts for fault in faults(document(text))] == []
    assert not [text for text in texts if re.search(r"[<>&\u2028\u2029]|:null|:\[\]|:\"\"", text)]


@pytest.mark.parametrize(
    ("thing", "fault"),
    [
        pytest.param({"@type": "Shop"}, "no type Shop", id="a type of nobody's"),
        pytest.param({"@type": "Service", "fee": "5%"}, "no property fee", id="a property of nobody's"),
        pytest.param(
            {"@type": "Service", "telephone": "188"}, "telephone is not a property of Service", id="another type's"
        ),
        pytest.param(
            {"@type": "HowTo", "step": 1}, "step of HowTo does not take 1", id="a number where there is none to be"
        ),
        pytest.param(
            {"@type": "OpeningHoursSpecification", "opens": "9 am"},
            "opens of OpeningHoursSpecification does not take '9 am'",
            id="no time",
        ),
        pytest.param(
            {"@type": "OpeningHoursSpecification", "dayOfWeek": "https://schema.org/TollFree"},
            "dayOfWeek of OpeningHoursSpecification does not take 'https://schema.org/TollFree'",
            id="a value of another type",
        ),
        pytest.param(
            {"@type": "FAQPage", "mainEntity": {"@type": "Question", "acceptedAnswer": {"@type": "HowTo"}}},
            "acceptedAnswer of Question does not take {'@type': 'HowTo'}",
            id="within another",
        ),
    ],
)
def test_the_check_sees(thing: dict[str, Any], fault: str) -> None:
    assert list(faults(thing)) == [fault]


WEEKDAYS = [TERM + day for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")]
SATURDAY, SUNDAY, HOLIDAYS = TERM + "Saturday", TERM + "Sunday", TERM + "PublicHolidays"


def hours(days: list[str], opens: str | None = None, closes: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "OpeningHoursSpecification", "dayOfWeek": days}
    return found if opens is None else found | {"opens": f"{opens}:00+09:00", "closes": f"{closes}:00+09:00"}


def test_a_phone_with_its_hours_and_its_doubt(library: Library) -> None:
    assert points(linked_data.service(library.platform("mobaoku"), "en")) == [
        {
            "@type": "ContactPoint",
            "contactType": "Phone",
            "description": "This number comes from a third-party article; no official page we found confirms it. "
            "Check the official site before you call.",
            "telephone": "+81363017551",
            "hoursAvailable": [
                hours(WEEKDAYS, "10:00", "19:00"),
                hours([SATURDAY, SUNDAY, HOLIDAYS], "10:00", "18:00"),
            ],
        }
    ]


@pytest.mark.parametrize(
    ("platform", "telephones"),
    [
        pytest.param("police", ["#9110", "110"], id="short numbers as they are dialled"),
        pytest.param("consumer-hotline", ["188"], id="188"),
        pytest.param("fsa", ["0570016811", "+81352516811"], id="a number that only Japan can dial, and another"),
        pytest.param("ticketcamp", [], id="a service that ended has none"),
        pytest.param("fril", [], id="nor has one that was merged"),
        pytest.param("mercari", [], id="no phone is known"),
    ],
)
def test_telephones_of_the_living(library: Library, platform: str, telephones: list[str]) -> None:
    found = points(linked_data.service(library.platform(platform), "ja"))
    assert [point["telephone"] for point in found if "telephone" in point] == telephones


def test_an_ended_service_has_no_contact_point_and_says_why(library: Library) -> None:
    found = document(linked_data.service(library.platform("ticketcamp"), "en"))
    assert found["provider"] == {"@type": "Organization", "name": "Hunza Inc. (mixi group)"}
    assert "the service closed at the end of May 2018" in found["description"]


def test_only_the_free_number_is_toll_free(library: Library) -> None:
    found = points(linked_data.service(library.platform("police"), "en"))
    assert [point.get("contactOption") for point in found] == [None, "https://schema.org/TollFree"]


def test_languages_that_nobody_states_are_not_stated(library: Library) -> None:
    texts = [linked_data.service(each, "ja") for each in library.platforms(r.id for r in library.platform_rows("ja"))]
    assert "availableLanguage" not in "".join(texts)


def platform(*channels: Channel, state: State = "active", words: str = "場") -> Platform:
    status = Status(state=state)
    return Platform(id="odd", name=Text(words, words), kind="marketplace", status=status, channels=channels)


def channel(hours: str | None, value: str = "188", words: str = "窓口") -> Channel:
    return Channel(id="desk", kind="phone", name=Text(words, words), value=value, hours=hours, rank=1, facts=())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("24/7", [hours([*WEEKDAYS, SATURDAY, SUNDAY], "00:00", "23:59")], id="always"),
        pytest.param("10:00-18:00", [hours([*WEEKDAYS, SATURDAY, SUNDAY], "10:00", "18:00")], id="every day"),
        pytest.param("Mo-Fr 10:00-17:00", [hours(WEEKDAYS, "10:00", "17:00")], id="nothing known of holidays"),
        pytest.param(
            "Mo-Fr 10:00-17:00; PH off",
            [hours(WEEKDAYS, "10:00", "17:00"), hours([HOLIDAYS])],
            id="closed on holidays: days without times",
        ),
        pytest.param(
            "Mo-Fr 09:00-21:00; Sa 09:00-17:00; PH off",
            [hours(WEEKDAYS, "09:00", "21:00"), hours([SATURDAY], "09:00", "17:00"), hours([HOLIDAYS])],
            id="three rules",
        ),
        pytest.param(
            "Mo-Fr 10:00-12:00,13:00-17:00",
            [hours(WEEKDAYS, "10:00", "12:00"), hours(WEEKDAYS, "13:00", "17:00")],
            id="a break at noon",
        ),
        pytest.param(
            "Mo-Fr 10:00-17:00; We off",
            [hours([day for day in WEEKDAYS if "Wed" not in day], "10:00", "17:00")],
            id="a later rule takes a day out",
        ),
        pytest.param("Sa-Mo 10:00-24:00", [hours([WEEKDAYS[0], SATURDAY, SUNDAY], "10:00", "00:00")], id="to midnight"),
        pytest.param("00:00-24:00", [hours([*WEEKDAYS, SATURDAY, SUNDAY], "00:00", "23:59")], id="the whole day"),
        pytest.param("Mo-Fr 09:00-17:00; Dec 29-Jan 03 off", None, id="dates: no part of it"),
        pytest.param("09:00-18:00 unknown", None, id="what is not sure"),
        pytest.param('Mo-Fr 10:00-17:00 "by appointment"', None, id="a condition"),
        pytest.param("Mo[1] 10:00-12:00", None, id="the first Monday"),
        pytest.param("PH off; Mo-Fr 10:00-17:00", None, id="weekdays after holidays hold on holidays too"),
        pytest.param("Mo 22:00-05:00", None, id="across midnight"),
        pytest.param("off", None, id="never"),
        pytest.param(None, None, id="not known"),
    ],
)
def test_hours(written: str | None, expected: list[dict[str, Any]] | None) -> None:
    (point,) = points(linked_data.service(platform(channel(written)), "ja"))
    assert point.get("hoursAvailable") == expected


@pytest.mark.parametrize("state", ["ended", "merged"])
def test_what_is_gone_is_not_to_be_reached(state: State) -> None:
    assert points(linked_data.service(platform(channel("24/7"), state=state), "ja")) == []


def test_steps_are_those_for_everybody_and_the_platforms_own(library: Library) -> None:
    trouble = library.trouble("sms")
    outcome = next(node for node in trouble.nodes if node.id == "fix-number" and isinstance(node, Outcome))
    general = document(linked_data.how_to(outcome, "en"))
    own = document(linked_data.how_to(outcome, "en", library.platform("coincheck")))
    assert general["name"] == "Correct the number and ask for the code again"
    assert general["step"][0]["text"].startswith("Compare with your number in the phone settings")
    assert [step["position"] for step in general["step"]] == list(range(1, len(general["step"]) + 1))
    assert "Coincheck takes Japanese mobile numbers" not in json.dumps(general)
    assert "Coincheck takes Japanese mobile numbers" in json.dumps(own)
    assert "Ticketcamp" not in json.dumps(general) + json.dumps(own)


def test_a_trouble_is_a_question_and_its_outcomes_the_answer(library: Library) -> None:
    (question,) = document(linked_data.questions([library.trouble("sms")], "ja"))["mainEntity"]
    assert question["name"] == "認証コードのSMSが届かない"
    assert question["acceptedAnswer"]["text"].startswith(
        "答えによって、次のどれかになります。番号を直して、コードを送り直してもらう。"
    )


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("</script><script>alert(1)</script>", id="the end of the script"),
        pytest.param("<!-- <script>", id="a comment"),
        pytest.param("]]>", id="the end of a section"),
        pytest.param('"},{"@type":"Person', id="quotes"),
        pytest.param("\\u003c\\", id="backslashes"),
        pytest.param("a\u2028b\u2029c", id="line separators"),
        pytest.param("&lt;&amp;", id="entities"),
    ],
)
def test_words_stay_words(words: str) -> None:
    text = Text(words, words)
    outcome = Outcome(id="end", title=text, steps=(Step(text=text),), facts=())
    trouble = Trouble(
        id="odd", title=text, symptoms=Symptoms((), ()), platforms=(), start="end", nodes=(outcome, outcome)
    )
    texts = [
        linked_data.service(platform(channel(None, words=words), words=words), "ja"),
        linked_data.how_to(outcome, "ja"),
        linked_data.questions([trouble], "ja"),
    ]
    assert not [each for each in texts if set(each) & set("<>&\u2028\u2029")]
    assert document(texts[0])["name"] == words
    assert points(texts[0])[0]["contactType"] == words
    assert document(texts[1])["step"] == [{"@type": "HowToStep", "position": 1, "text": words}]
    assert document(texts[2])["mainEntity"][0]["name"] == words
