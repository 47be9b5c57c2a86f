from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Run

SUNDAY_NOON = "2026-11-22T12:00"
DESKS = {"consumer-hotline", "police", "cyber-police", "fsa", "houterasu", "antiphishing", "kokusen"}


def every(answer: Any) -> list[Any]:
    return [*answer["open"], *answer["next"], *answer["unknown"]]


def places(many: list[Any]) -> list[tuple[str, str]]:
    return [(each["platform"], each["channel"]) for each in many]


@pytest.fixture(scope="module")
def asked() -> tuple[str, ...]:
    return ("now", "--at", SUNDAY_NOON, "--json", "--lang", "en")


def test_open_channels_say_until_when_and_what_closes_first_stands_first(run: Run, asked: tuple[str, ...]) -> None:
    answer = run(*asked).json
    untils = [each["until"] for each in answer["open"]]
    told = [until for until in untils if until]
    assert told == sorted(told)
    assert untils == told + [None] * (len(untils) - len(told))
    assert answer["open"][0]["until"] == "2026-11-22T16:00:00+09:00"
    assert ("mobaoku", "phone") in places(answer["open"])


def test_what_opens_first_stands_first(run: Run, asked: tuple[str, ...]) -> None:
    opens = [each["opens"] or "9999" for each in run(*asked).json["next"]]
    assert opens == sorted(opens)
    assert opens[:2] == ["2026-11-23T09:00:00+09:00", "2026-11-24T08:30:00+09:00"]


def test_unknown_is_neither_open_nor_closed(run: Run, asked: tuple[str, ...]) -> None:
    answer = run(*asked).json
    assert {each["state"] for each in answer["open"]} == {"open"}
    assert {each["state"] for each in answer["next"]} == {"closed"}
    assert {each["state"] for each in answer["unknown"]} == {"unknown"}
    assert {each["cost"] for each in every(answer)} == {"free", "charged", "unknown"}


def test_ended_services_never_appear(run: Run, asked: tuple[str, ...]) -> None:
    ended = {"ticketcamp", "otamart", "fril", "line-pay"}
    assert {each["platform"] for each in every(run(*asked).json)} & ended == set()


@pytest.mark.parametrize(
    ("name", "number"), [("amazon", "circulating-toll-free"), ("paypay", "lost-phone-number")], ids=["amazon", "paypay"]
)
def test_numbers_in_circulation_never_appear(run: Run, asked: tuple[str, ...], name: str, number: str) -> None:
    shown = places(every(run(*asked).json))
    assert name in {platform for platform, _ in shown}
    assert (name, number) not in shown


@pytest.mark.parametrize("trouble", ["sms", "ticket", "hijacked"])
def test_a_trouble_leaves_its_platforms_and_the_public_desks(run: Run, asked: tuple[str, ...], trouble: str) -> None:
    listed = {row["id"]: set(row["platforms"]) for row in run("list", "troubles", "--json").json["troubles"]}
    answer = run(*asked, trouble).json
    shown = {each["platform"] for each in every(answer)}
    assert answer["trouble"] == trouble
    assert shown <= listed[trouble] | DESKS
    assert shown & DESKS
    assert shown & listed[trouble]


def test_a_channel_for_other_matters_is_left_out(run: Run, asked: tuple[str, ...]) -> None:
    assert ("mobaoku", "dispute") in places(every(run(*asked, "not-received").json))
    assert ("mobaoku", "dispute") not in places(every(run(*asked, "sms").json))


def test_one_platform_and_its_help_lines(run: Run, asked: tuple[str, ...]) -> None:
    shown = {each["platform"] for each in every(run(*asked, "--platform", "mobaoku").json)}
    assert shown == {"mobaoku", "consumer-hotline", "police"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param(
            "ticketcamp", {"consumer-hotline", "police", "houterasu"}, id="an ended one leaves its help lines"
        ),
        pytest.param("fril", {"rakuma"}, id="a merged one leads to its successor"),
    ],
)
def test_a_service_that_is_gone(run: Run, asked: tuple[str, ...], name: str, shown: set[str]) -> None:
    found = {each["platform"] for each in every(run(*asked, "--platform", name).json)}
    assert shown <= found
    assert name not in found


def test_the_page_puts_open_first_and_unknown_last(run: Run) -> None:
    out = run("now", "--at", SUNDAY_NOON, "--lang", "en").out
    assert out.index("Open now") < out.index("Opening next") < out.index("Hours not known (")
    assert "Mobaoku (Phone)  03-6301-7551  open until 18:00" in out
    assert "whose cost is not known" in out


def test_the_page_in_japanese_names_an_ended_service_first(run: Run) -> None:
    result = run("now", "--platform", "ticketcamp", "--at", SUNDAY_NOON, "--lang", "ja")
    assert result.code == 0
    assert result.out.startswith("*** チケットキャンプは終了しました(2018年5月)")
    assert "03-6706-4441" not in result.out


@pytest.mark.parametrize("arguments", [["nonsense"], ["--platform", "nonsense"], ["--at", "nonsense"]])
def test_what_is_not_known_is_asked_wrongly(run: Run, arguments: list[str]) -> None:
    result = run("now", *arguments)
    assert (result.code, result.out, len(result.err.splitlines())) == (2, "", 2)
