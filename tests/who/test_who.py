from __future__ import annotations

from pathlib import Path

import pytest

from mktsupport.japan.identity import identity_of, imitation_of, registered_domain, skeleton
from mktsupport.knowledge.library import Library
from tests.conftest import Run

LISTED = ["mercari.com", "amazon.co.jp", "mbok.jp", "ticket.co.jp", "yahoo.co.jp"]


@pytest.mark.parametrize(
    ("text", "kind", "normal"),
    [
        pytest.param("03-6706-4441", "phone", "0367064441", id="hyphens"),
        pytest.param("03 6706 4441", "phone", "0367064441", id="spaces"),
        pytest.param("(03)6706-4441", "phone", "0367064441", id="brackets"),
        pytest.param("０３－６７０６－４４４１", "phone", "0367064441", id="full width"),
        pytest.param("03−6706‐4441", "phone", "0367064441", id="other dashes"),
        pytest.param("+81 3-6706-4441", "phone", "0367064441", id="Japan's code"),
        pytest.param("+81(0)3-6706-4441", "phone", "0367064441", id="Japan's code and the leading 0"),
        pytest.param("0081-3-6706-4441", "phone", "0367064441", id="Japan's code with 00"),
        pytest.param("81367064441", "phone", "0367064441", id="Japan's code without its plus"),
        pytest.param("3-6706-4441", "phone", "0367064441", id="the leading 0 left out"),
        pytest.param("tel:+81367064441", "phone", "0367064441", id="a tel: link"),
        pytest.param("+1 3-6706-4441", "phone", "+1367064441", id="another country's stays another country's"),
        pytest.param("#9110", "phone", "9110", id="a short number with its sign"),
        pytest.param("＃９１１０", "phone", "9110", id="the same in full width"),
        pytest.param("188", "phone", "188", id="three digits"),
        pytest.param("Info@Example.JP", "mail", "info@example.jp", id="case"),
        pytest.param("Support <info@example.jp>", "mail", "info@example.jp", id="a name and its address"),
        pytest.param("mailto:info@example.jp?subject=x", "mail", "info@example.jp", id="a mailto: link"),
        pytest.param("ｉｎｆｏ＠example．jp", "mail", "info@example.jp", id="a full-width address"),
        pytest.param("https://Example.jp/", "domain", "example.jp", id="a URL without a path"),
        pytest.param("https://example.jp:443/a/?b=1", "url", "example.jp/a?b=1", id="a URL with one"),
        pytest.param("example.jp/a", "url", "example.jp/a", id="a URL without its scheme"),
        pytest.param(
            "https://good.example@bad.example/", "domain", "bad.example", id="what stands before @ is no host"
        ),
        pytest.param("xn--mercar-uvf.com", "domain", "mercarі.com", id="punycode is read"),
        pytest.param("exa\u200bmple.jp", "domain", "example.jp", id="what cannot be seen is left out"),
        pytest.param("example。jp", "domain", "example.jp", id="the Japanese full stop"),
        pytest.param("rnercari", "word", "rnercari", id="a word"),
    ],
)
def test_every_spelling_comes_to_one(text: str, kind: str, normal: str) -> None:
    identity = identity_of(text)
    assert identity is not None
    assert (identity.kind, identity.normal) == (kind, normal)


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "someone called me", "@", "a@", "@b.jp", "https://", "https://[", "..", "-", "x" * 3000]
)
def test_what_is_no_value_is_none(text: str) -> None:
    assert identity_of(text) is None


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("help.jp.mercari.com", "mercari.com"), ("www.amazon.co.jp", "amazon.co.jp"), ("mbok.jp", "mbok.jp"),
        ("www.npa.go.jp", "npa.go.jp"), ("co.jp", "co.jp"), ("mercari.com.evil.jp", "evil.jp"),
    ],
)  # fmt: skip
def test_the_registered_part_of_a_host(host: str, own: str) -> None:
    assert registered_domain(host) == own


@pytest.mark.parametrize(
    ("host", "domain", "likeness"),
    [
        pytest.param("rnercari.com", "mercari.com", "look-alike", id="rn for m"),
        pytest.param("rnercari", "mercari.com", "look-alike", id="the name alone"),
        pytest.param("mercarі.com", "mercari.com", "look-alike", id="Cyrillic i"),
        pytest.param("mеrсаri.com", "mercari.com", "look-alike", id="three Cyrillic letters"),
        pytest.param("αmazon.co.jp", "amazon.co.jp", "look-alike", id="Greek alpha"),
        pytest.param("amaz0n.co.jp", "amazon.co.jp", "look-alike", id="0 for o"),
        pytest.param("mercar1.com", "mercari.com", "look-alike", id="1 for i"),
        pytest.param("mercarl.com", "mercari.com", "look-alike", id="l for i"),
        pytest.param("mércari.com", "mercari.com", "look-alike", id="an accent"),
        pytest.param("yah00.co.jp", "yahoo.co.jp", "look-alike", id="two digits"),
        pytest.param("login-rnercari.com", "mercari.com", "look-alike", id="beside another word"),
        pytest.param("rnercarilogin.com", "mercari.com", "look-alike", id="grown together with one"),
        pytest.param("mercary.com", "mercari.com", "near", id="one letter other"),
        pytest.param("merccari.com", "mercari.com", "near", id="one letter more"),
        pytest.param("mecari.com", "mercari.com", "near", id="one letter less"),
        pytest.param("amzaon.co.jp", "amazon.co.jp", "near", id="two letters swapped"),
        pytest.param("mercari.com.evil.jp", "mercari.com", "name", id="the listed domain in front of another"),
        pytest.param("mercari-support.com", "mercari.com", "name", id="the name with a word"),
        pytest.param("amazon.example", "amazon.co.jp", "name", id="the name elsewhere"),
        pytest.param("example.jp", None, None, id="nothing alike"),
        pytest.param("ticket-sale.jp", None, None, id="a word that anybody may use"),
        pytest.param("mbokx.jp", None, None, id="a short name is found in too much"),
    ],
)
def test_what_a_domain_is_made_to_look_like(host: str, domain: str | None, likeness: str | None) -> None:
    found = imitation_of(host, LISTED)
    assert ((found.domain, found.likeness) if found else (None, None)) == (domain, likeness)


@pytest.mark.parametrize(
    ("host", "swapped"),
    [("amaz0n.co.jp", (("0", "o"),)), ("mercarі.com", (("і", "i"),)), ("rnercari.com", (("rn", "m"),))],
)
def test_the_characters_that_stand_for_others_are_named(host: str, swapped: tuple[tuple[str, str], ...]) -> None:
    found = imitation_of(host, LISTED)
    assert found is not None
    assert found.swapped == swapped


def test_skeletons_tell_other_words_apart() -> None:
    assert skeleton("rakuma") != skeleton("rakuten")


@pytest.mark.parametrize(
    ("value", "code", "state", "channel"),
    [
        pytest.param("03-6706-4441", 0, "ended", "phone", id="an ended service's number"),
        pytest.param("+81 3 6706 4441", 0, "ended", "phone", id="the same in another spelling"),
        pytest.param("03-6301-7551", 0, "listed", "phone", id="a living one's"),
        pytest.param("9110", 0, "listed", "phone", id="a short number without its sign"),
        pytest.param("customer@ticketcamp.net", 0, "ended", "email", id="an ended service's mail"),
        pytest.param("someone@ticketcamp.net", 0, "ended", None, id="another of its domain"),
        pytest.param("info@antiphishing.jp", 0, "listed", "email", id="a living desk's mail"),
        pytest.param("0120-999-373", 0, "doubtful", "circulating-toll-free", id="a number in circulation"),
        pytest.param("+81 120-990-633", 0, "doubtful", "lost-phone-number", id="another in another spelling"),
        pytest.param("0120-01-9625", 0, "listed", "phone-landline", id="a carrier's"),
        pytest.param("someone@antiphishing.jp", 0, "domain", None, id="its domain only"),
        pytest.param("https://help.jp.mercari.com/guide/articles/1262/", 0, "listed", None, id="a URL"),
        pytest.param("https://jp.mercari.com/", 0, "domain", None, id="another host of its domain"),
        pytest.param("0120-000-000", 1, "not-listed", None, id="a number of nobody's that we know"),
        pytest.param("+1 3-6706-4441", 1, "not-listed", None, id="the same digits in another country"),
        pytest.param("rnercari.com", 1, "not-listed", None, id="a look-alike"),
        pytest.param("someone@example.jp", 1, "not-listed", None, id="a mail of nobody's that we know"),
    ],
)
def test_who(run: Run, value: str, code: int, state: str, channel: str | None) -> None:
    result = run("who", value, "--json")
    answer = result.json
    assert (result.code, result.err, answer["state"]) == (code, "", state)
    assert bool(answer["listed"]) == (code == 0)
    if channel:
        assert answer["listed"][0]["channel"] == channel
        assert answer["listed"][0]["match"] == "value"
        assert answer["facts"]


@pytest.mark.parametrize("value", ["0120-56-3143", "+81 120 56 3143", "0120563143", "113"])
def test_a_withheld_number_is_reported_and_nobodys(run: Run, value: str) -> None:
    result = run("who", value, "--json", "--lang", "en")
    assert (result.code, result.err, result.json["state"]) == (0, "", "withheld")
    assert result.json["says"] == "There are reports about this number, and they are not confirmed."
    assert (result.json["listed"], result.json["imitates"], result.json["facts"]) == ([], None, [])


TWICE = """
platforms:
  - id: {name}
    name: {{ja: みせ, en: {name}}}
    kind: marketplace
    status: {{state: {state}, facts: [ME-01]}}
    channels:
      - {{id: again, kind: phone, name: {{ja: 電話, en: Phone}}, value: {value}, rank: 1, facts: [ME-01]}}
"""


@pytest.mark.parametrize(
    ("value", "state", "said"),
    [
        pytest.param("0120-999-373", "active", "listed", id="in circulation, and a living desk's"),
        pytest.param("0120-999-373", "ended", "doubtful", id="in circulation, and an ended desk's"),
        pytest.param("03-6706-4441", "active", "listed", id="an ended desk's, and a living one's"),
        pytest.param("0120-56-3143", "active", "listed", id="withheld, and a living desk's"),
    ],
)
def test_a_number_that_stands_twice_is_what_the_living_say(
    run: Run, tmp_path: Path, value: str, state: str, said: str
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(TWICE.format(name="shop", state=state, value=value), encoding="utf-8")
    assert run("who", value, "--data", str(file), "--json").json["state"] == said


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "value",
    ["03-6301-7551", "188", "jp.mercari.com", "0120-000-000", "example.jp", "0120-999-373", "0120-56-3143"],
)
def test_nothing_is_called_safe(run: Run, language: str, value: str) -> None:
    out = run("who", value, "--lang", language).out
    assert not any(word in out.casefold() for word in ("safe", "genuine", "安全", "本物", "安心"))


def test_the_page_names_source_trust_and_dates(run: Run) -> None:
    out = run("who", "03-6706-4441", "--lang", "en").out
    assert "It is listed as ended" in out
    assert "Listed as Ticketcamp  Support centre phone  03-6706-4441  third party" in out
    assert "Ticketcamp ENDED in May 2018" in out
    assert "read 2026-11-22, not confirmed officially" in out


def test_what_is_not_listed_is_an_answer_and_no_error(run: Run) -> None:
    result = run("who", "0120-000-000", "--lang", "en")
    assert (result.code, result.err) == (1, "")
    assert "not in our data" in result.out


def test_a_look_alike_is_named_as_such(run: Run) -> None:
    answer = run("who", "https://mercarі.com/login", "--json", "--lang", "en")
    assert answer.code == 1
    assert answer.json["imitates"]["domain"] == "mercari.com"
    assert answer.json["imitates"]["platforms"] == ["mercari", "merpay"]
    assert "CYRILLIC" in answer.json["imitates"]["swapped"][0]


def test_a_domain_says_no_more_than_that_it_occurs(run: Run) -> None:
    out = run("who", "noreply@mercari.com", "--lang", "en").out
    assert "Only its domain occurs in our data." in out
    assert "A mail's sender can be forged." in out


@pytest.mark.parametrize("value", ["hello", "mercari", "someone called me", "", "@"])
def test_what_cannot_be_looked_up_is_asked_wrongly(run: Run, value: str) -> None:
    result = run("who", value)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 2


def test_every_value_of_a_channel_is_found_again(library: Library) -> None:
    listed = [
        (platform.id, channel.id, channel.value)
        for platform in library.platforms(row.id for row in library.platform_rows("en"))
        for channel in platform.channels
        if channel.value
    ]
    assert len(listed) > 15
    for platform, name, value in listed:
        identity = identity_of(value)
        assert identity is not None, value
        assert (platform, name) in library.holders(identity.kind, identity.normal), value
