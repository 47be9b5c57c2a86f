from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SRC, Run

HOLIDAY_EVENING = "2026-09-22T18:30"
WEEKDAY_NOON = "2026-09-24T12:00"

PLATFORMS = [
    "mobaoku", "ticketcamp", "rakuma", "otamart", "amazon", "coincheck", "mercari", "yahoo-auctions",
    "yahoo-flea-market", "fril", "ticketjam", "yamato", "japan-post", "docomo", "rakuten-mobile", "paypay", "line-pay",
    "rakuten-pay", "card-issuers", "consumer-hotline", "police", "cyber-police", "fsa", "houterasu", "antiphishing",
    "kokusen",
]  # fmt: skip

CHANNEL_KEYS = {
    "id", "kind", "name", "role", "value", "url", "uri", "languages", "state", "until", "opens", "hours", "busy",
    "cost", "reply_within", "rank", "trust", "warning", "steps", "prepare", "limits", "good_for", "bad_for", "facts",
}  # fmt: skip


def channel(answer: Any, name: str) -> Any:
    return next(each for each in answer["channels"] if each["id"] == name)


def ids(answer: Any) -> set[str]:
    return {each["id"] for each in answer["channels"]}


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_key_of_the_contract_exists(run: Run, name: str) -> None:
    answer = run("contact", name, "--at", WEEKDAY_NOON, "--json").json
    assert {"platform", "at", "advice", "channels", "helplines", "facts"} <= answer.keys()
    assert {"id", "name", "kind", "status"} <= answer["platform"].keys()
    assert {"state", "on", "successor", "note"} <= answer["platform"]["status"].keys()
    assert all(each.keys() >= CHANNEL_KEYS for each in answer["channels"])
    for fact in answer["facts"]:
        assert {"id", "says", "source", "looked", "confirmed"} <= fact.keys()
        assert {"id", "title", "url", "trust"} <= fact["source"].keys()


@pytest.mark.parametrize("name", ["mobaoku", "amazon", "rakuma", "police", "fsa", "paypay", "docomo", "yamato"])
def test_what_can_be_used_now_stands_first_and_then_the_rank_decides(run: Run, name: str) -> None:
    def at_hand(each: Any) -> bool:
        return each["state"] == "unknown" and (
            each["kind"] in ("app", "help-centre", "form", "email") or each["value"] is None
        )

    channels = run("contact", name, "--at", HOLIDAY_EVENING, "--json").json["channels"]
    places = [
        (each["state"] == "doubtful", each["state"] != "open" and not at_hand(each), each["rank"]) for each in channels
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("at", "order"),
    [
        pytest.param(HOLIDAY_EVENING, ["form", "dispute", "chat", "help", "phone"], id="while the phone is closed"),
        pytest.param(WEEKDAY_NOON, ["phone", "form", "dispute", "chat", "help"], id="while it is open"),
    ],
)
def test_the_order_of_mobaokus_channels(run: Run, at: str, order: list[str]) -> None:
    channels = run("contact", "mobaoku", "--at", at, "--json").json["channels"]
    assert [each["id"] for each in channels] == order


DOUBTFUL = {
    "amazon": ["circulating-toll-free", "circulating-sapporo", "circulating-sapporo-other", "circulating-sendai"],
    "paypay": ["lost-phone-number"],
}


@pytest.mark.parametrize(("name", "numbers"), DOUBTFUL.items(), ids=DOUBTFUL)
def test_numbers_in_circulation_stand_last_without_hours_and_link(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, numbers: list[str]
) -> None:
    channels = run("contact", name, "--at", WEEKDAY_NOON, "--json").json["channels"]
    assert [each["id"] for each in channels if each["state"] == "doubtful"] == numbers
    last = channels[-len(numbers) :]
    assert [each["id"] for each in last] == numbers
    assert {(each["uri"], each["until"], each["opens"]) for each in last} == {(None, None, None)}
    assert all(each["value"] and each["warning"] for each in last)
    assert run("contact", name, "--lang", "en").out.count("in circulation, contradicted") == len(numbers)
    monkeypatch.setenv("FORCE_COLOR", "1")
    page = run("contact", name, "--at", WEEKDAY_NOON, "--lang", "en").out
    links = re.findall(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b", page)
    assert links
    digits = [each["value"].replace("-", "") for each in last]
    assert [link for link in links if any(each.removeprefix("0") in link for each in digits)] == []


def test_a_number_in_circulation_cites_what_speaks_for_it_and_what_against_it(run: Run) -> None:
    answer = run("contact", "amazon", "--json").json
    assert channel(answer, "circulating-sapporo")["facts"] == ["AZ-17", "AM-01", "AZ-X2", "O-51", "AM-02"]


@pytest.mark.parametrize("name", ["mobaoku", "amazon", "rakuma", "yahoo-auctions", "coincheck", "paypay", "sagawa"])
def test_a_living_channel_without_stated_hours_is_unknown_and_never_open(run: Run, name: str) -> None:
    channels = run("contact", name, "--at", WEEKDAY_NOON, "--json").json["channels"]
    confirmed = [each for each in channels if each["id"] not in DOUBTFUL.get(name, ())]
    assert {each["state"] for each in confirmed if each["hours"] is None} <= {"unknown"}
    assert all(each["until"] is None and each["opens"] is None for each in channels if each["state"] == "unknown")


@pytest.mark.parametrize("name", ["mobaoku", "ticketcamp", "fril", "kokusen"])
def test_every_fact_that_a_channel_cites_is_in_the_answer(run: Run, name: str) -> None:
    answer = run("contact", name, "--at", WEEKDAY_NOON, "--json").json
    assert {fact for each in answer["channels"] for fact in each["facts"]} <= {fact["id"] for fact in answer["facts"]}


def test_mobaokus_phone_is_what_the_contract_shows(run: Run) -> None:
    answer = run("contact", "mobaoku", "--at", HOLIDAY_EVENING, "--json", "--lang", "ja").json
    phone = channel(answer, "phone")
    assert answer["platform"]["id"] == "mobaoku"
    assert answer["platform"]["name"] == "モバオク"
    assert answer["platform"]["kind"] == "marketplace"
    assert answer["platform"]["status"]["state"] == "active"
    assert answer["at"] == "2026-09-22T18:30:00+09:00"
    assert answer["helplines"] == ["consumer-hotline", "police"]
    assert (phone["kind"], phone["role"], phone["rank"]) == ("phone", "any", 1)
    assert (phone["value"], phone["uri"]) == ("03-6301-7551", "tel:+81363017551")
    assert phone["hours"] == "Mo-Fr 10:00-19:00; Sa,Su,PH 10:00-18:00"
    assert (phone["cost"], phone["reply_within"], phone["trust"]) == ("unknown", None, "third-party")
    assert phone["warning"]
    assert {"MB-01", "MB-02"} <= set(phone["facts"])


@pytest.mark.parametrize(
    ("at", "state", "until", "opens"),
    [
        pytest.param(HOLIDAY_EVENING, "closed", None, "2026-09-23T10:00", id="a holiday between holidays, evening"),
        pytest.param("2026-09-22T17:59", "open", "2026-09-22T18:00", "2026-09-23T10:00", id="a holiday before 18:00"),
        pytest.param("2026-09-22T18:00", "closed", None, "2026-09-23T10:00", id="a holiday at 18:00 sharp"),
        pytest.param("2026-09-23T18:00", "closed", None, "2026-09-24T10:00", id="the last of three holidays"),
        pytest.param("2026-09-24T18:30", "open", "2026-09-24T19:00", "2026-09-25T10:00", id="a weekday evening"),
        pytest.param("2026-09-24T18:59:59", "open", "2026-09-24T19:00", "2026-09-25T10:00", id="a second before 19:00"),
        pytest.param("2026-09-24T19:00", "closed", None, "2026-09-25T10:00", id="19:00 sharp"),
        pytest.param("2026-09-24T10:00", "open", "2026-09-24T19:00", "2026-09-25T10:00", id="10:00 sharp"),
        pytest.param("2026-09-24T09:59:59", "closed", None, "2026-09-24T10:00", id="a second before 10:00"),
        pytest.param("2026-09-24T00:00", "closed", None, "2026-09-24T10:00", id="midnight"),
        pytest.param("2026-09-25T18:30", "open", "2026-09-25T19:00", "2026-09-26T10:00", id="a Friday evening"),
        pytest.param("2026-09-26T18:00", "closed", None, "2026-09-27T10:00", id="a Saturday evening"),
        pytest.param("2026-09-27T12:00", "open", "2026-09-27T18:00", "2026-09-28T10:00", id="a Sunday noon"),
        pytest.param("2026-12-31T19:00", "closed", None, "2027-01-01T10:00", id="New Year's Eve"),
        pytest.param("2027-01-01T17:59", "open", "2027-01-01T18:00", "2027-01-02T10:00", id="New Year's Day, a Friday"),
        pytest.param("2027-01-01T18:00", "closed", None, "2027-01-02T10:00", id="New Year's Day at 18:00"),
        pytest.param("2026-09-24T09:59:59Z", "open", "2026-09-24T19:00", "2026-09-25T10:00", id="UTC before 19:00"),
        pytest.param("2026-09-24T10:00+00:00", "closed", None, "2026-09-25T10:00", id="UTC at 19:00 in Japan"),
        pytest.param("2026-09-23T20:00-05:00", "open", "2026-09-24T19:00", "2026-09-25T10:00", id="New York at 10:00"),
    ],
)
def test_mobaokus_phone_at(run: Run, at: str, state: str, until: str | None, opens: str | None) -> None:
    phone = channel(run("contact", "mobaoku", "--at", at, "--json").json, "phone")
    assert phone["state"] == state
    assert phone["until"] == (f"{until}:00+09:00" if until else None)
    assert phone["opens"] == (f"{opens}:00+09:00" if opens else None)


@pytest.mark.parametrize(
    ("given", "answered"),
    [
        pytest.param("2026-09-24T01:30Z", "2026-09-24T10:30:00+09:00", id="UTC"),
        pytest.param("2026-09-23T20:00-05:00", "2026-09-24T10:00:00+09:00", id="another day there than in Japan"),
        pytest.param("2026-09-24T10:30+09:00", "2026-09-24T10:30:00+09:00", id="Japan's own offset"),
        pytest.param("2026-09-24", "2026-09-24T00:00:00+09:00", id="a day alone is its midnight"),
    ],
)
def test_the_moment_is_answered_in_japans_time(run: Run, given: str, answered: str) -> None:
    assert run("contact", "mobaoku", "--at", given, "--json").json["at"] == answered


@pytest.mark.parametrize(
    ("at", "busy"),
    [
        pytest.param("2026-09-24T09:59", False, id="not before it opens"),
        pytest.param("2026-09-24T10:00", True, id="from 10:00"),
        pytest.param("2026-09-24T10:59", True, id="until 11:00"),
        pytest.param("2026-09-24T11:00", False, id="not at 11:00 sharp"),
    ],
)
def test_mobaokus_phone_is_busy_in_its_first_hour(run: Run, at: str, busy: bool) -> None:  # noqa: FBT001 - a table
    assert channel(run("contact", "mobaoku", "--at", at, "--json").json, "phone")["busy"] is busy


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        pytest.param("2026-12-28T17:00", "2027-01-04T09:00:00+09:00", id="from its last hour in the old year"),
        pytest.param("2026-12-31T12:00", "2027-01-04T09:00:00+09:00", id="on New Year's Eve"),
        pytest.param("2027-01-03T12:00", "2027-01-04T09:00:00+09:00", id="on the last day off"),
    ],
)
def test_the_consumer_hotline_is_closed_over_the_new_year(run: Run, at: str, opens: str) -> None:
    phone = channel(run("contact", "consumer-hotline", "--at", at, "--json").json, "phone")
    assert (phone["state"], phone["until"], phone["opens"]) == ("closed", None, opens)


def test_a_form_that_takes_mail_day_and_night_is_open_without_an_end(run: Run) -> None:
    form = channel(run("contact", "mobaoku", "--at", "2026-12-31T23:59", "--json").json, "form")
    assert (form["state"], form["until"]) == ("open", None)


@pytest.mark.parametrize(
    ("name", "platform"),
    [
        pytest.param("ﾗｸﾏ", "rakuma", id="half-width katakana"),
        pytest.param("らくま", "rakuma", id="hiragana"),
        pytest.param("ラクマ", "rakuma", id="katakana"),
        pytest.param("RAKUMA", "rakuma", id="capitals"),
        pytest.param("ｒａｋｕｍａ", "rakuma", id="full-width letters"),
        pytest.param(" rakuma ", "rakuma", id="spaces around"),
        pytest.param("チケキャン", "ticketcamp", id="a nickname"),
        pytest.param("チケットキャンプ", "ticketcamp", id="a Japanese name"),
        pytest.param("yahuoku", "yahoo-auctions", id="a romanised nickname"),
        pytest.param("ヤフオク", "yahoo-auctions", id="a nickname in katakana"),
        pytest.param("ﾔﾌｵｸ!", "yahoo-auctions", id="a nickname with its exclamation mark"),
        pytest.param("モバオク", "mobaoku", id="mobaoku in katakana"),
        pytest.param("１８８", "consumer-hotline", id="a number in full width"),
        pytest.param("fril", "rakuma", id="a merged service by id"),
        pytest.param("フリル", "rakuma", id="a merged service by name"),
    ],
)
def test_a_name_in_any_width_case_or_kana_finds_its_platform(run: Run, name: str, platform: str) -> None:
    assert run("contact", name, "--json").json["platform"]["id"] == platform


def test_fril_leads_to_rakuma_and_says_so(run: Run) -> None:
    answer = run("contact", "fril", "--at", WEEKDAY_NOON, "--json").json
    assert answer["via"]["id"] == "fril"
    assert answer["via"]["status"]["state"] == "merged"
    assert answer["via"]["status"]["successor"] == "rakuma"
    assert answer["via"]["status"]["on"] == "2018-02-26"
    assert answer["channels"] == run("contact", "rakuma", "--at", WEEKDAY_NOON, "--json").json["channels"]
    page = run("contact", "fril", "--at", WEEKDAY_NOON, "--lang", "en").out
    assert "Fril" in page.splitlines()[0]
    assert "Rakuma" in page.splitlines()[0]


def test_rakuma_itself_comes_by_no_other_name(run: Run) -> None:
    assert run("contact", "rakuma", "--json").json["via"] is None


@pytest.mark.parametrize(
    ("name", "on"), [("ticketcamp", "2018-05"), ("otamart", "2021-08-26"), ("line-pay", "2025-04-30")]
)
def test_an_ended_platform_offers_nothing_to_call_but_the_help_lines(run: Run, name: str, on: str) -> None:
    answer = run("contact", name, "--at", WEEKDAY_NOON, "--json").json
    assert answer["platform"]["status"]["state"] == "ended"
    assert answer["platform"]["status"]["on"] == on
    assert {each["state"] for each in answer["channels"]} <= {"ended"}
    assert {each["uri"] for each in answer["channels"]} <= {None}
    assert {each["until"] for each in answer["channels"]} | {each["opens"] for each in answer["channels"]} <= {None}
    assert {"consumer-hotline", "police"} <= set(answer["helplines"])


def test_ticketcamps_old_number_is_kept_as_a_record(run: Run) -> None:
    answer = run("contact", "ticketcamp", "--at", WEEKDAY_NOON, "--json").json
    assert ids(answer) == {"phone", "form", "email"}
    assert channel(answer, "phone")["value"] == "03-6706-4441"


@pytest.mark.parametrize(
    ("name", "language", "words"),
    [
        pytest.param("ticketcamp", "en", ("Ticketcamp", "ENDED", "May 2018"), id="ticketcamp in English"),
        pytest.param("ticketcamp", "ja", ("チケットキャンプ", "終了", "2018年5月"), id="ticketcamp in Japanese"),
        pytest.param("line-pay", "en", ("LINE Pay", "ENDED", "30 April 2025"), id="line pay in English"),
        pytest.param("line-pay", "ja", ("LINE Pay", "終了", "2025年4月30日"), id="line pay in Japanese"),
        pytest.param("otamart", "en", ("Otamart", "ENDED", "26 August 2021"), id="otamart in English"),
        pytest.param("otamart", "ja", ("オタマート", "終了", "2021年8月26日"), id="otamart in Japanese"),
    ],
)
def test_the_notice_of_an_ended_platform_is_the_first_line(
    run: Run, name: str, language: str, words: tuple[str, ...]
) -> None:
    first = run("contact", name, "--lang", language).out.splitlines()[0]
    assert [word for word in words if word not in first] == []


def test_the_drawn_notice_of_an_ended_platform_comes_before_everything(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    top, title = run("contact", "ticketcamp", "--lang", "en").out.splitlines()[:2]
    assert "━" in top
    assert "Ticketcamp ENDED in May 2018" in title


def test_no_link_leads_to_a_number_or_address_of_an_ended_platform(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    page = run("contact", "ticketcamp", "--at", WEEKDAY_NOON, "--why").out
    links = set(re.findall(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b", page))
    assert {"tel:188", "tel:%239110"} <= links
    assert not [link for link in links if "6706" in link or "ticketcamp.net" in link.partition("@")[2]]
    assert not [link for link in links if link.startswith("mailto:")]


@pytest.mark.parametrize("name", ["ticketcamp", "otamart", "line-pay"])
def test_the_command_on_the_page_of_an_ended_platform_can_be_run(run: Run, name: str) -> None:
    lines = [line.strip() for line in run("contact", name, "--lang", "en").out.splitlines()]
    (command,) = [line for line in lines if line.startswith("mktsupport diagnose ")]
    assert run(*command.split()[1:]).code == 0


def test_a_heading_of_records_stands_only_over_records(run: Run) -> None:
    assert "On record" in run("contact", "ticketcamp", "--lang", "en").out
    assert "On record" not in run("contact", "otamart", "--lang", "en").out


@pytest.mark.parametrize(
    ("options", "shown", "hidden"),
    [
        pytest.param(("--role", "buyer"), {"phone", "form", "dispute"}, set[str](), id="a buyer's"),
        pytest.param(("--role", "seller"), {"phone", "form"}, {"dispute"}, id="a seller's"),
        pytest.param(("--topic", "not-received"), {"phone", "dispute"}, set[str](), id="a topic that it serves"),
        pytest.param(("--topic", "sms"), {"phone", "form"}, {"dispute"}, id="a topic that it does not serve"),
        pytest.param(("--topic", "not-received", "--role", "seller"), {"phone"}, {"dispute"}, id="topic and role"),
        pytest.param(("--channel", "form"), {"form", "dispute"}, {"phone", "chat"}, id="a kind"),
        pytest.param(("--channel", "phone"), {"phone"}, {"form", "dispute", "chat"}, id="another kind"),
        pytest.param(("--channel", "form", "--role", "seller"), {"form"}, {"dispute", "phone"}, id="kind and role"),
    ],
)
def test_role_topic_and_channel_narrow(run: Run, options: tuple[str, ...], shown: set[str], hidden: set[str]) -> None:
    found = ids(run("contact", "mobaoku", *options, "--json").json)
    assert shown <= found
    assert not hidden & found


def test_a_topic_narrows_the_rules(run: Run) -> None:
    rules = {rule["id"] for rule in run("contact", "mobaoku", "--topic", "multiple-accounts", "--json").json["rules"]}
    assert "lending-membership" in rules
    assert "monthly-fee" not in rules


def test_conditions_that_no_channel_meets_are_said_to_fit_none(run: Run) -> None:
    result = run("contact", "mobaoku", "--channel", "social", "--json", "--lang", "en")
    assert result.json["channels"] == []
    assert "fits" in result.json["advice"]


@pytest.mark.parametrize(
    ("name", "which", "uri"),
    [
        pytest.param("mobaoku", "phone", "tel:+81363017551", id="a Tokyo number, as dialled from anywhere"),
        pytest.param("consumer-hotline", "phone", "tel:188", id="a short number stays short"),
        pytest.param("police", "phone", "tel:%239110", id="a hash is escaped"),
        pytest.param("mobaoku", "form", "https://www.mbok.jp/_faq_a?faqa=26", id="the page that leads to a form"),
        pytest.param("amazon", "buyer-chat", None, id="a chat without a known address"),
        pytest.param("amazon", "circulating-sapporo", None, id="a number in circulation"),
    ],
)
def test_the_uri_of(run: Run, name: str, which: str, uri: str | None) -> None:
    channels = run("contact", name, "--json").json["channels"]
    assert uri in [each["uri"] for each in channels if which in (each["id"], each["kind"])]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param(
            "ja", ("2026年9月22日", "国民の休日", "18:30", "日本時間", "受付外", "9月23日", "10:00"), id="Japanese"
        ),
        pytest.param(
            "en", ("22 September 2026", "18:30", "Japan time", "closed", "23 September", "10:00"), id="English"
        ),
    ],
)
def test_the_page_says_the_moment_with_its_zone_and_when_the_desk_opens(
    run: Run, language: str, words: tuple[str, ...]
) -> None:
    page = run("contact", "mobaoku", "--at", HOLIDAY_EVENING, "--lang", language).out
    assert [word for word in words if word not in page] == []


def test_the_advice_stands_before_the_channels(run: Run) -> None:
    page = run("contact", "mobaoku", "--at", HOLIDAY_EVENING, "--lang", "en").out
    advice = run("contact", "mobaoku", "--at", HOLIDAY_EVENING, "--lang", "en", "--json").json["advice"]
    assert page.index(advice) < page.index("03-6301-7551")


TRUST = {
    "official": "official",
    "public-office": "public office",
    "press": "press",
    "third-party": "third party",
    "personal": "personal account",
    "scraped": "scraped copy",
}


@pytest.mark.parametrize("name", ["mobaoku", "ticketcamp", "rakuma"])
def test_why_prints_every_cited_fact_with_its_source_and_trust(run: Run, name: str) -> None:
    facts = run("contact", name, "--at", WEEKDAY_NOON, "--lang", "en", "--json").json["facts"]
    lines = run("contact", name, "--at", WEEKDAY_NOON, "--lang", "en", "--why").out.splitlines()
    assert facts
    for fact in facts:
        place = next(n for n, line in enumerate(lines) if line.startswith(f"  {fact['id']}  "))
        assert fact["says"] in lines[place]
        assert fact["source"]["title"] in lines[place + 1]
        assert TRUST[fact["source"]["trust"]] in lines[place + 1]
        assert str(fact["looked"]) in lines[place + 1]


def test_without_why_the_sources_are_one_closing_line(run: Run) -> None:
    last = run("contact", "mobaoku", "--at", WEEKDAY_NOON, "--lang", "en").out.splitlines()[-1]
    assert last.startswith("Sources  MB-01")
    assert "--why" in last


@pytest.mark.parametrize(
    ("platform", "page"),
    [
        pytest.param(
            "mercari", "https://help.jp.mercari.com/guide/articles/1262", id="a page that stands as the value"
        ),
        pytest.param("ticketcamp", None, id="a service that has ended has none"),
        pytest.param("fsa", None, id="no page of theirs is known"),
    ],
)
def test_open_shows_the_official_page_in_the_browser(tmp_path: Path, platform: str, page: str | None) -> None:
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {seen}\n')
    browser.chmod(0o755)
    topic = ["--topic", "hijacked"] if page else []
    words = [sys.executable, "-m", "mktsupport", "contact", platform, *topic, "--open", "--lang", "en"]
    environment = os.environ | {"BROWSER": f"{browser} %s", "PYTHONPATH": str(SRC)}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    if page is None:
        assert (done.returncode, done.stdout, seen.exists()) == (1, "", False)
        assert len(done.stderr.splitlines()) == 2
    else:
        assert (done.returncode, done.stdout, seen.read_text()) == (0, f"{page}\n", page)
