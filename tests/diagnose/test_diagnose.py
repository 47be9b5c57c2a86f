from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from mktsupport.knowledge.library import Library
from mktsupport.records import Outcome
from tests.conftest import Run

AT = "2026-09-24T12:00"

TROUBLES = [
    "sms", "restricted", "multiple-accounts", "ticket", "not-received", "buyer-claims-not-received", "wrong-item",
    "unpaid", "angry-buyer", "no-response", "unfair-return", "bad-review", "cancel-order", "login", "trade",
    "transfer", "outage", "hijacked", "scam", "inquiry",
]  # fmt: skip

FOUND = ("--answer", "right", "--answer", "sent", "--answer", "found")
OLD_NUMBER = ("--answer", "unsure", "--answer", "gone")

PARCEL = """
troubles:
  - id: parcel
    title: {ja: 荷物, en: A parcel}
    role: buyer
    platforms: [mercari, rakuma]
    symptoms: {ja: [箱がへこんだ], en: [a dented parcel]}
    start: seen
    nodes:
      - id: seen
        kind: question
        ask: {ja: 箱はへこんでいますか。, en: Is the box dented?}
        why: {ja: 道が分かれるからです。, en: The way parts here.}
        options:
          - {id: dented, label: {ja: はい, en: "Yes"}, to: price}
          - {id: whole, label: {ja: いいえ, en: "No"}, to: keep}
      - id: price
        kind: amount
        ask: {ja: 代金はいくらですか。, en: What was the price?}
        why: {ja: 額で変わるからです。, en: The sum decides.}
        unit: yen
        bands:
          - {up_to: 1500, to: keep}
          - {to: ask}
      - id: keep
        kind: outcome
        title: {ja: とっておく, en: Keep it}
        facts: []
        steps:
          - {text: {ja: みなの手順, en: step for all}}
          - {text: {ja: メルカリの手順, en: step for mercari}, only: [mercari], wait: 5 minutes}
          - {text: {ja: ラクマの手順, en: step for rakuma}, only: [rakuma]}
        warnings:
          - {text: {ja: メルカリの注意, en: warning for mercari}, only: [mercari]}
        deadlines:
          - {after: 3 days, from: {ja: 到着, en: arrival}, text: {ja: 期限, en: deadline for rakuma}, only: [rakuma]}
      - id: ask
        kind: outcome
        title: {ja: 相談する, en: Ask}
        facts: []
        support: false
        contact:
          - {platform: mercari}
          - {platform: police}
        steps:
          - {text: {ja: みなの手順, en: step for all}}
"""


@pytest.fixture(scope="session")
def parcel(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A trouble of one's own, so that an expected word can stand beside its cause."""
    file: Path = tmp_path_factory.mktemp("own") / "parcel.yaml"
    file.write_text(PARCEL, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("trouble", TROUBLES)
def test_every_trouble_of_the_contract_begins_with_a_question(run: Run, trouble: str) -> None:
    result = run("diagnose", trouble, "--at", AT, "--json")
    answer = result.json
    assert result.code == 0
    assert {"trouble", "platform", "state", "path", "question", "outcome", "replay"} <= answer.keys()
    assert (answer["trouble"], answer["platform"], answer["state"]) == (trouble, None, "question")
    assert (answer["path"], answer["outcome"]) == ([], None)
    assert {"node", "ask", "why", "options", "amount"} <= answer["question"].keys()
    assert answer["question"]["ask"]
    assert answer["question"]["why"]
    assert bool(answer["question"]["options"]) != bool(answer["question"]["amount"])
    assert all({"id", "label"} <= option.keys() for option in answer["question"]["options"])
    assert answer["replay"] == f"mktsupport diagnose {trouble}"


def test_an_outcome_has_every_key_of_the_contract(run: Run) -> None:
    answer = run("diagnose", "sms", "--platform", "mercari", *FOUND, "--at", AT, "--json").json
    assert (answer["state"], answer["question"], answer["platform"]) == ("outcome", None, "mercari")
    outcome = answer["outcome"]
    keys = {"node", "title", "steps", "contact", "evidence", "deadlines", "warnings", "helplines", "facts"}
    assert keys <= outcome.keys()
    assert outcome["node"] == "found"
    assert all({"text", "wait"} <= step.keys() for step in outcome["steps"])
    assert all({"platform", "channel", "state", "value"} <= each.keys() for each in outcome["contact"])


def test_the_path_tells_each_question_with_its_answer(run: Run) -> None:
    path = run("diagnose", "sms", *FOUND, "--at", AT, "--json", "--lang", "ja").json["path"]
    assert [each["node"] for each in path] == ["number-right", "screen-says", "folder"]
    assert [each["answer"] for each in path] == ["right", "sent", "found"]
    assert all(each["ask"] and each["label"] for each in path)


def test_without_a_terminal_the_next_question_says_how_to_answer_it(run: Run) -> None:
    result = run("diagnose", "sms", "--answer", "right", "--lang", "en")
    lines = [line.strip() for line in result.out.splitlines()]
    assert result.code == 0
    assert "mktsupport diagnose sms --answer right --answer sent" in lines
    assert "mktsupport diagnose sms --answer right --answer used" in lines


def test_without_a_trouble_the_list_is_printed_and_nobody_is_asked(run: Run) -> None:
    result = run("diagnose", "--lang", "en")
    assert result.code == 0
    assert [trouble for trouble in TROUBLES if f"  {trouble} " not in result.out] == []


def test_without_a_trouble_json_is_the_list_as_well(run: Run) -> None:
    rows = run("diagnose", "--json").json["troubles"]
    assert set(TROUBLES) <= {row["id"] for row in rows}


@pytest.mark.parametrize("name", ["SMS", "ｓｍｓ", " sms "])
def test_a_trouble_is_found_in_any_width_and_case(run: Run, name: str) -> None:
    assert run("diagnose", name, "--json").json["trouble"] == "sms"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("sms",), id="the first question"),
        pytest.param(("sms", "--answer", "right"), id="halfway"),
        pytest.param(("sms", *FOUND), id="an outcome"),
        pytest.param(("ｓｍｓ", "--platform", "メルカリ", *FOUND), id="an outcome on a platform by another name"),
        pytest.param(("sms", "--platform", "fril", *OLD_NUMBER), id="a merged platform"),
        pytest.param(("unpaid", "--answer", "still-here", "--answer", "waiting"), id="before an amount"),
    ],
)
def test_the_replay_line_comes_to_the_same_place(run: Run, arguments: tuple[str, ...]) -> None:
    first = run("diagnose", *arguments, "--at", AT, "--json")
    command = shlex.split(first.json["replay"])
    assert command[:2] == ["mktsupport", "diagnose"]
    assert run(*command[1:], "--at", AT, "--json").json == first.json


def test_the_outcomes_page_ends_with_its_replay_line_and_sources(run: Run) -> None:
    replay, _, sources = run("diagnose", "sms", *FOUND, "--lang", "en").out.splitlines()[-3:]
    assert replay.endswith(f"mktsupport diagnose sms {' '.join(FOUND)}")
    assert sources.startswith("Sources  ")


def test_an_amount_question_has_bands_and_no_options(run: Run, parcel: str) -> None:
    question = run("diagnose", "parcel", "--data", parcel, "--answer", "dented", "--json").json["question"]
    assert question["options"] == []
    assert question["amount"] == {"unit": "yen", "bands": [{"up_to": 1500, "to": "keep"}, {"up_to": None, "to": "ask"}]}


@pytest.mark.parametrize(
    ("amount", "node"),
    [
        pytest.param("0", "keep", id="nothing"),
        pytest.param("1500", "keep", id="the end of the first band, inclusive"),
        pytest.param("1501", "ask", id="a yen more"),
        pytest.param("1,500", "keep", id="with a comma"),
        pytest.param("999999999999", "ask", id="the most"),
    ],
)
def test_an_amount_leads_by_its_band(run: Run, parcel: str, amount: str, node: str) -> None:
    answers = ("--answer", "dented", "--answer", amount)
    assert run("diagnose", "parcel", "--data", parcel, *answers, "--json").json["outcome"]["node"] == node


@pytest.mark.parametrize("amount", ["much", "-1", "1.5", "", "1000000000000", "dented"])
def test_what_is_no_whole_number_of_yen_is_refused(run: Run, parcel: str, amount: str) -> None:
    result = run("diagnose", "parcel", "--data", parcel, "--answer", "dented", f"--answer={amount}", "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == f"error: '{amount}' does not answer price"
    assert "--answer 1500" in result.err.splitlines()[1]


def test_a_given_amount_is_told_with_its_unit(run: Run, parcel: str) -> None:
    answers = ("--answer", "dented", "--answer", "1500")
    path = run("diagnose", "parcel", "--data", parcel, *answers, "--json", "--lang", "en").json["path"]
    assert [each["label"] for each in path] == ["Yes", "1,500 yen"]


@pytest.mark.parametrize(
    ("options", "steps", "warnings", "deadlines"),
    [
        pytest.param((), ["step for all"], [], [], id="no platform"),
        pytest.param(
            ("--platform", "mercari"), ["step for all", "step for mercari"], ["warning for mercari"], [], id="mercari"
        ),
        pytest.param(
            ("--platform", "rakuma"), ["step for all", "step for rakuma"], [], ["deadline for rakuma"], id="rakuma"
        ),
        pytest.param(
            ("--platform", "fril"), ["step for all", "step for rakuma"], [], ["deadline for rakuma"], id="merged"
        ),
        pytest.param(("--platform", "amazon"), ["step for all"], [], [], id="a platform that it does not speak of"),
    ],
)
def test_steps_of_another_platform_are_never_shown(
    run: Run, parcel: str, options: tuple[str, ...], steps: list[str], warnings: list[str], deadlines: list[str]
) -> None:
    asked = ("diagnose", "parcel", "--data", parcel, "--answer", "whole", "--lang", "en", *options)
    outcome = run(*asked, "--json").json["outcome"]
    assert [each["text"] for each in outcome["steps"]] == steps
    assert [each["text"] for each in outcome["warnings"]] == warnings
    assert [each["text"] for each in outcome["deadlines"]] == deadlines
    page = run(*asked).out
    told = re.findall(r"(?:step|warning|deadline) for [a-z]+", page)
    assert sorted(told) == sorted([*steps, *warnings, *deadlines])


def test_a_wait_is_told_with_its_step(run: Run, parcel: str) -> None:
    asked = ("diagnose", "parcel", "--data", parcel, "--answer", "whole", "--platform", "mercari", "--json")
    assert [step["wait"] for step in run(*asked, "--lang", "en").json["outcome"]["steps"]] == [None, "5 minutes"]


@pytest.mark.parametrize("platform", ["mercari", "rakuma", "amazon", "mobaoku", "coincheck", "yahoo-auctions"])
def test_shipped_steps_of_another_platform_are_never_shown(run: Run, library: Library, platform: str) -> None:
    outcome = run("diagnose", "sms", "--platform", platform, *OLD_NUMBER, "--json", "--lang", "en").json["outcome"]
    node = next(node for node in library.trouble("sms").nodes if node.id == outcome["node"])
    assert isinstance(node, Outcome)
    foreign = {step.text.en for step in node.steps if step.only and platform not in step.only}
    own = {step.text.en for step in node.steps if not step.only or platform in step.only}
    assert foreign
    assert {step["text"] for step in outcome["steps"]} == own


def reached(outcome: Any) -> set[str]:
    return {each["platform"] for each in outcome["contact"]}


@pytest.mark.parametrize(
    ("options", "platforms"),
    [
        pytest.param((), {"police"}, id="no platform"),
        pytest.param(("--platform", "mercari"), {"mercari", "police"}, id="the one that is named"),
        pytest.param(("--platform", "rakuma"), {"police"}, id="another"),
    ],
)
def test_no_other_marketplace_is_ever_a_contact(
    run: Run, parcel: str, options: tuple[str, ...], platforms: set[str]
) -> None:
    answers = ("--answer", "dented", "--answer", "9000")
    outcome = run("diagnose", "parcel", "--data", parcel, *answers, *options, "--json").json["outcome"]
    assert reached(outcome) == platforms


def test_the_contact_is_the_platforms_by_topic(run: Run) -> None:
    outcome = run("diagnose", "sms", "--platform", "mobaoku", *FOUND, "--at", AT, "--json").json["outcome"]
    channels = {each["channel"]: each for each in outcome["contact"] if each["platform"] == "mobaoku"}
    assert "dispute" not in channels
    assert channels["phone"]["state"] == "open"
    assert channels["phone"]["value"] == "03-6301-7551"


@pytest.mark.parametrize(
    ("at", "state"),
    [pytest.param("2026-09-24T18:59", "open", id="18:59"), pytest.param("2026-09-24T19:00", "closed", id="19:00")],
)
def test_the_contact_has_its_state_at_the_moment(run: Run, at: str, state: str) -> None:
    outcome = run("diagnose", "sms", "--platform", "mobaoku", *FOUND, "--at", at, "--json").json["outcome"]
    assert next(each["state"] for each in outcome["contact"] if each["channel"] == "phone") == state


@pytest.mark.parametrize(
    ("name", "platform"),
    [
        pytest.param("らくま", "rakuma", id="hiragana"),
        pytest.param("ﾔﾌｵｸ", "yahoo-auctions", id="half-width"),
        pytest.param("fril", "rakuma", id="a merged one leads to its successor"),
    ],
)
def test_the_platform_is_found_by_any_name(run: Run, name: str, platform: str) -> None:
    assert run("diagnose", "sms", "--platform", name, "--json").json["platform"] == platform


@pytest.mark.parametrize("desk", ["police", "consumer-hotline", "188", "fsa", "kokusen"])
def test_a_public_desk_is_no_platform_to_diagnose(run: Run, desk: str) -> None:
    result = run("diagnose", "scam", "--platform", desk, "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert "no marketplace" in result.err.splitlines()[0]
    assert len(result.err.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "notice", "heading"),
    [
        pytest.param(
            ("hijacked", "--platform", "fril"), "Fril ENDED on 26 February 2018", "on Fril  question 1", id="a question"
        ),
        pytest.param(
            ("sms", "--platform", "ticketcamp"), "Ticketcamp ENDED in May 2018", "on Ticketcamp", id="an outcome"
        ),
    ],
)
def test_the_notice_of_an_ended_platform_comes_first(
    run: Run, arguments: tuple[str, ...], notice: str, heading: str
) -> None:
    first, _, third = run("diagnose", *arguments, "--lang", "en").out.splitlines()[:3]
    assert notice in first
    assert heading in third


def test_an_ended_platform_is_no_contact_and_help_lines_stand_in(run: Run) -> None:
    answer = run("diagnose", "sms", "--platform", "ticketcamp", "--json").json
    assert (answer["path"], answer["outcome"]["node"]) == ([], "gone")
    assert reached(answer["outcome"]) == {"antiphishing", "police"}
    assert answer["outcome"]["helplines"] == ["antiphishing", "police"]


def test_where_an_outcome_names_no_help_lines_those_of_the_ended_platform_stand_in(run: Run, parcel: str) -> None:
    asked = ("diagnose", "parcel", "--data", parcel, "--answer", "whole", "--json")
    outcome = run(*asked, "--platform", "ticketcamp").json["outcome"]
    assert reached(outcome) == set()
    assert {"consumer-hotline", "police"} <= set(outcome["helplines"])


def test_the_tree_shows_every_way(run: Run, parcel: str) -> None:
    assert run("diagnose", "parcel", "--data", parcel, "--tree", "--lang", "en").out.splitlines() == [
        "A parcel",
        "Is the box dented? (seen)",
        "├─ Yes",
        "│  What was the price? (price)",
        "│  ├─ 0–1,500 yen",
        "│  │  ■ Keep it",
        "│  └─ 1,501 yen and up",
        "│     ■ Ask",
        "└─ No",
        "   ■ Keep it",
    ]


def test_mermaid_prints_every_node_and_way(run: Run, parcel: str) -> None:
    assert run("diagnose", "parcel", "--data", parcel, "--mermaid", "--lang", "en").out.splitlines() == [
        "flowchart TD",
        '  n_seen{"Is the box dented?"}',
        '  n_price{"What was the price?"}',
        '  n_keep(["Keep it"])',
        '  n_ask(["Ask"])',
        '  n_seen -->|"Yes"| n_price',
        '  n_seen -->|"No"| n_keep',
        '  n_price -->|"0–1,500 yen"| n_keep',
        '  n_price -->|"1,501 yen and up"| n_ask',
    ]


def test_a_tree_as_json_is_one_object_nested_as_it_is_drawn(run: Run, parcel: str) -> None:
    keep = {"node": "keep", "kind": "outcome", "text": "Keep it", "answers": []}
    ask = {"node": "ask", "kind": "outcome", "text": "Ask", "answers": []}
    bands = [
        {"answer": None, "label": "0–1,500 yen", "up_to": 1500, "to": "keep", "then": keep},
        {"answer": None, "label": "1,501 yen and up", "up_to": None, "to": "ask", "then": ask},
    ]
    price = {"node": "price", "kind": "amount", "text": "What was the price?", "answers": bands}
    ways = [
        {"answer": "dented", "label": "Yes", "up_to": None, "to": "price", "then": price},
        {"answer": "whole", "label": "No", "up_to": None, "to": "keep", "then": keep},
    ]
    assert run("diagnose", "parcel", "--data", parcel, "--tree", "--json", "--lang", "en").json == {
        "trouble": "parcel",
        "title": "A parcel",
        "tree": {"node": "seen", "kind": "question", "text": "Is the box dented?", "answers": ways},
    }


def test_mermaid_as_json_is_one_object(run: Run, parcel: str) -> None:
    asked = ("diagnose", "parcel", "--data", parcel, "--mermaid", "--lang", "en")
    assert run(*asked, "--json").json == {"trouble": "parcel", "mermaid": run(*asked).out}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_tree_as_json_tells_each_question_once(run: Run, library: Library, trouble: str) -> None:
    def nodes(each: dict[str, Any]) -> list[str]:
        below = [name for way in each["answers"] if way["then"] for name in nodes(way["then"])]
        return [each["node"], *below] if each["kind"] != "outcome" else below

    told = nodes(run("diagnose", trouble, "--tree", "--json").json["tree"])
    asked = [node.id for node in library.trouble(trouble).nodes if not isinstance(node, Outcome)]
    assert sorted(told) == sorted(asked)


@pytest.mark.parametrize("form", ["--tree", "--mermaid"])
def test_a_band_of_days_is_drawn_in_the_language_asked_for(run: Run, form: str) -> None:
    assert "0–2 days" in run("diagnose", "unpaid", form, "--lang", "en").out
    assert "0〜2日" in run("diagnose", "unpaid", form, "--lang", "ja").out


@pytest.mark.parametrize("trouble", TROUBLES)
def test_the_tree_of_a_shipped_trouble_shows_every_outcome(run: Run, library: Library, trouble: str) -> None:
    whole = library.trouble(trouble)
    tree = run("diagnose", trouble, "--tree", "--lang", "ja").out
    for each in library.platforms(whole.platforms):
        if whole.gone and each.status.gone:  # nothing is asked, so that the outcome is the whole tree
            own = run("diagnose", trouble, "--tree", "--platform", each.id, "--lang", "ja").out
            assert len(own.splitlines()) == 2
            tree += own
    assert [node.id for node in whole.nodes if isinstance(node, Outcome) and f"■ {node.title.ja}\n" not in tree] == []
    assert [node.id for node in whole.nodes if not isinstance(node, Outcome) and f"({node.id})" not in tree] == []


def test_a_tree_with_a_platform_has_what_its_users_are_asked(run: Run) -> None:
    asked = {
        (platform, form): "n_amazon_sold{" in drawn or "(amazon-sold)" in drawn
        for platform in ("amazon", "mercari")
        for form in ("--tree", "--mermaid")
        for drawn in [run("diagnose", "not-received", form, "--platform", platform, "--lang", "en").out]
    }
    assert asked == {
        ("amazon", "--tree"): True,
        ("amazon", "--mermaid"): True,
        ("mercari", "--tree"): False,
        ("mercari", "--mermaid"): False,
    }


def test_mermaid_of_an_ended_platform_is_its_one_outcome(run: Run) -> None:
    drawn = run("diagnose", "sms", "--mermaid", "--platform", "ticketcamp", "--lang", "en").out
    assert [line.split("(")[0] for line in drawn.splitlines()] == ["flowchart TD", "  n_gone"]
    assert "n_gone" not in run("diagnose", "sms", "--mermaid", "--lang", "en").out


@pytest.mark.parametrize("arguments", [FOUND, ("--answer", "right")], ids=["an outcome", "a question"])
def test_why_prints_every_fact_with_its_source(run: Run, arguments: tuple[str, ...]) -> None:
    asked = ("diagnose", "sms", "--platform", "mercari", *arguments, "--at", AT, "--lang", "en")
    facts = run(*asked, "--json").json["facts"]
    lines = run(*asked, "--why").out.splitlines()
    assert facts
    for fact in facts:
        place = next(n for n, line in enumerate(lines) if line.startswith(f"  {fact['id']}  "))
        assert fact["says"] in lines[place]
        assert fact["source"]["title"] in lines[place + 1]


@pytest.mark.parametrize(
    ("arguments", "problem", "hint"),
    [
        pytest.param(("sms", "--answer", "rihgt"), "'rihgt'", "did you mean right?", id="a mistyped answer"),
        pytest.param(("sms", "--answer", "banana"), "'banana'", "right, wrong, unsure, other", id="no answer at all"),
        pytest.param(("sms", "--answer", "right", "--answer", "wrong"), "screen-says", "sent", id="the second answer"),
        pytest.param(("sms", *FOUND, "--answer", "more"), "one too many", "the last --answer", id="too many answers"),
        pytest.param(
            ("sms", "--platform", "ticketcamp", "--answer", "wrong"),
            "one too many",
            "the last --answer",
            id="an answer where nothing is asked",
        ),
        pytest.param(("smss",), "'smss'", "did you mean sms?", id="a mistyped trouble"),
        pytest.param(("not-recieved",), "'not-recieved'", "did you mean not-received", id="letters swapped"),
        pytest.param(("sms", "--platform", "mercary"), "'mercary'", "did you mean mercari", id="a mistyped platform"),
        pytest.param(("sms", "--platform", "nowhere-at-all"), "'nowhere-at-all'", "list platforms", id="no platform"),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["page", "json"])
def test_a_wrong_question_is_answered_with_what_is_right(
    run: Run, arguments: tuple[str, ...], problem: str, hint: str, form: tuple[str, ...]
) -> None:
    result = run("diagnose", *arguments, "--lang", "en", *form)
    first, second = result.err.splitlines()
    assert (result.code, result.out) == (2, "")
    assert first.startswith("error: ")
    assert problem in first
    assert second.startswith("hint:  ")
    assert hint in second


def test_a_wrong_platform_is_refused_for_a_picture_too(run: Run) -> None:
    result = run("diagnose", "sms", "--tree", "--platform", "mercary")
    assert (result.code, result.out) == (2, "")
