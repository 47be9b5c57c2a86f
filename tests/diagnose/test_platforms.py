"""What differs from platform to platform: who is asked what, who is sent where, and what a date means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mktsupport.diagnose.walk import applies, tree_for
from mktsupport.knowledge.library import Library
from mktsupport.records import MARKETS, Amount, Outcome, Platform, Question, Trouble
from tests.conftest import Run

DELIVERED = ("inside", "not-yet", "yes", "rakuraku-mercari", "delivered", "right", "done")


def diagnosed(run: Run, *words: str, answers: tuple[str, ...] = ()) -> Any:
    given = (word for answer in answers for word in ("--answer", answer))
    return run("diagnose", *words, *given, "--at", "2026-11-29T14:06", "--json", "--lang", "en").json


def reachable(trouble: Trouble, platform: Platform | None) -> Iterator[Outcome]:
    tree = tree_for(trouble, platform)
    seen = {tree.start}
    for node in tree.nodes:
        if node.id in seen and isinstance(node, Question):
            seen |= {option.to for option in node.options}
        elif node.id in seen and isinstance(node, Amount):
            seen |= {band.to for band in node.bands}
        elif node.id in seen and isinstance(node, Outcome):
            yield node


def living(library: Library) -> list[Platform]:
    rows = [row.id for row in library.platform_rows("en") if row.kind in MARKETS and not row.gone]
    return library.platforms(rows)


@pytest.mark.parametrize(("platform", "asked"), [("amazon", "amazon-sold"), ("mercari", "payment")])
def test_who_sold_it_is_asked_on_amazon_alone(run: Run, platform: str, asked: str) -> None:
    assert diagnosed(run, "not-received", "--platform", platform)["question"]["node"] == asked


def test_an_answer_that_cannot_occur_on_a_platform_is_neither_offered_nor_taken(run: Run) -> None:
    way = ("inside", "not-yet", "yes")
    offered = {
        platform: [
            each["id"]
            for each in diagnosed(run, "not-received", "--platform", platform, answers=way)["question"]["options"]
        ]
        for platform in ("mercari", "yahoo-flea-market")
        for question in [diagnosed(run, "not-received", "--platform", platform, answers=way)["question"]]
    }
    assert "rakuraku-mercari" in offered["mercari"]
    assert "rakuraku-mercari" not in offered["yahoo-flea-market"]
    assert "none" not in offered["yahoo-flea-market"]
    refused = run("diagnose", "not-received", "--platform", "yahoo-flea-market",
                  *(word for each in (*way, "none") for word in ("--answer", each)), "--lang", "en")  # fmt: skip
    assert (refused.code, refused.out, len(refused.err.splitlines())) == (2, "", 2)


def test_a_service_that_has_ended_asks_nothing(run: Run) -> None:
    answer = diagnosed(run, "sms", "--platform", "ticketcamp")
    assert (answer["state"], answer["path"]) == ("outcome", [])
    assert answer["replay"] == "mktsupport diagnose sms --platform ticketcamp"


def test_the_delivery_method_names_the_carrier_with_its_number_and_state(run: Run) -> None:
    outcome = diagnosed(run, "not-received", "--platform", "mercari", answers=DELIVERED)["outcome"]
    carrier = next(each["desk"] for each in outcome["steps"] if each["desk"] and each["desk"]["platform"] == "yamato")
    assert (carrier["value"], carrier["state"], carrier["until"]) == (
        "0120-01-9625",
        "open",
        "2026-11-29T21:00:00+09:00",
    )
    assert "取引を自動完了しない" in outcome["steps"][0]["text"]


def test_a_date_is_printed_as_what_it_is_and_a_past_one_says_what_to_do(run: Run) -> None:
    given = [word for answer in DELIVERED for word in ("--answer", answer)]
    line = ("diagnose", "not-received", "--platform", "mercari", *given, "--at", "2026-11-29T14:06", "--lang", "en")
    early, late = run(*line, "--since", "2026-11-22").out, run(*line, "--since", "2026-11-01").out
    assert "on Tue 1 December 2026" in early
    assert "by Sun 6 December 2026" in early
    deadlines = diagnosed(run, "not-received", "--platform", "mercari", answers=DELIVERED)["outcome"]["deadlines"]
    assert {each["kind"] for each in deadlines} <= {"from", "by", "happens"}
    flat = " ".join(late.split())
    for each in deadlines:
        assert " ".join(each["if_past"].split()) in flat
        assert " ".join(each["text"].split()) not in flat


def test_every_day_by_which_something_must_be_done_says_what_to_do_after_it(library: Library) -> None:
    assert [
        (trouble.id, node.id, each.text.en)
        for trouble in library.troubles()
        for node in trouble.nodes
        if isinstance(node, Outcome)
        for each in node.deadlines
        if each.kind == "by" and each.if_past is None
    ] == []


def test_amazon_is_never_told_to_use_a_deal_chat_or_a_receipt_rating(library: Library) -> None:
    (amazon,) = library.platforms(["amazon"])
    told = [
        (trouble.id, node.id, step.text.ja)
        for trouble in library.troubles()
        if "amazon" in trouble.platforms
        for node in reachable(trouble, amazon)
        for step in node.steps
        if applies(step, amazon) and ("取引メッセージ" in step.text.ja or "受取評価" in step.text.ja)
    ]
    assert told == []


def test_a_ladder_for_buyers_is_never_shown_to_sellers(library: Library) -> None:
    shown = {
        (trouble.id, node.id, node.escalate)
        for trouble in library.troubles()
        for platform in living(library)
        if platform.id in trouble.platforms
        for node in reachable(trouble, platform)
        if node.escalate
    }
    roles = {name: library.ladder(name).role for _, _, name in shown}
    whose = {(trouble.id, node.id): node.role if node.role != "any" else trouble.role
             for trouble in library.troubles() for node in trouble.nodes if isinstance(node, Outcome)}  # fmt: skip
    wrong = [each for each in shown if {roles[each[2]], whose[each[:2]]} == {"buyer", "seller"}]
    assert wrong == []


def test_a_number_in_circulation_is_on_record_and_never_handed_out(run: Run) -> None:
    channels = run("contact", "amazon", "--json").json["channels"]
    doubtful = [each for each in channels if each["state"] == "doubtful"]
    assert {"0120-999-373", "011-330-3000", "022-745-0015"} <= {each["value"] for each in doubtful}
    assert channels[-len(doubtful) :] == doubtful
    assert {each["uri"] for each in doubtful} == {None}
    assert run("who", "0120-999-373", "--json").json["state"] == "doubtful"
    assert "0120-999-373" not in run("now", "--platform", "amazon").out


def test_of_a_withheld_number_only_that_it_is_reported_is_said(run: Run) -> None:
    answer = run("who", "0120-56-3143", "--lang", "en")
    assert answer.code == 0
    assert "There are reports about this number, and they are not confirmed." in " ".join(answer.out.split())
    assert run("who", "0120-56-3143", "--json").json["facts"] == []
    assert run("who", "03-0000-0000").code == 1


@pytest.mark.parametrize(("name", "platform"), [("ヤマト", "yamato"), ("クロネコ", "yamato"), ("docomo", "docomo"),
                                                ("ペイペイ", "paypay"), ("japan post", "japan-post")])  # fmt: skip
def test_those_whom_the_advice_sends_people_to_are_found_by_their_usual_names(
    run: Run, name: str, platform: str
) -> None:
    assert run("contact", name, "--json").json["platform"]["id"] == platform
