from __future__ import annotations

import re
import runpy
from datetime import date, timedelta
from pathlib import Path

import pytest

from mktsupport.check.audit import findings
from mktsupport.check.command import age
from mktsupport.knowledge import checker, reader, shape
from mktsupport.knowledge.book import YEAR, Finding
from mktsupport.knowledge.folders import shipped_folder
from tests.conftest import ROOT, Run

RULES = ROOT / "tests" / "rules"
BASE = RULES / "base.yaml"
TODAY = date(2026, 6, 1)
CHECKED = {rule.id: rule for rule in checker.RULES}
IDS = [*reader.REFUSALS, *shape.RULES, *CHECKED]


def found(path: Path, stale: timedelta = YEAR) -> list[Finding]:
    """What is wrong in a file that stands over the base."""
    return findings([path], [BASE], 1, TODAY, stale)


def marked(path: Path) -> list[int]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [n for n, line in enumerate(lines, 1) if line.endswith("  # here")]


@pytest.mark.parametrize("rule", IDS)
def test_the_failing_twin_breaks_its_rule_where_it_says_and_no_other(rule: str) -> None:
    path = RULES / rule / "fail.yaml"
    assert marked(path)
    assert [(each.rule, each.line) for each in found(path)] == [(rule, line) for line in marked(path)]


@pytest.mark.parametrize("rule", IDS)
def test_the_passing_twin_breaks_no_rule(rule: str) -> None:
    assert found(RULES / rule / "pass.yaml") == []


def test_every_rule_has_twins_and_every_twin_a_rule() -> None:
    assert len(set(IDS)) == len(IDS)
    there = {str(path.relative_to(RULES)) for path in RULES.rglob("*.yaml")} - {"base.yaml"}
    assert there == {f"{rule}/{twin}.yaml" for rule in IDS for twin in ("fail", "pass")}


def test_every_refusal_of_the_reader_and_the_shape_is_in_the_book() -> None:
    source = Path(reader.__file__).read_text(encoding="utf-8") + Path(shape.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r'rule="([a-z0-9-]+)"|refus(?:e|al)\(\s*(?:event,\s*)?"([a-z0-9-]+)"', source))
    refused = {first or second for first, second in named}
    # Those three are about the file itself, whatever it holds; test_reading.py has them.
    assert refused - {"no-file", "too-large", "unreadable"} == set(reader.REFUSALS)


def test_a_rule_says_what_it_refuses_and_blocks_the_library_or_warns_but_not_both() -> None:
    for rule in CHECKED.values():
        assert rule.check.__doc__
        assert rule.severity in ("blocks", "error", "warning", "stale")


def test_what_is_slow_to_ask_never_blocks_the_library() -> None:
    assert not [rule for rule in ("bad-phone", "markup", "stale") if CHECKED[rule].severity == "blocks"]


def test_all_misfits_of_an_entry_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text(
        "platforms:\n"
        "  - id: Stall\n"
        "    name: {ja: 屋台}\n"
        "    kind: market\n"
        "    status: {state: active, onn: 2018}\n"
        "    channels:\n"
        "      - {id: a, kind: phone, name: Phone, rank: first, facts: B-1}\n"
        "facts:\n"
        "  - {id: F-1, source: site, about: shop, looked: 2026-02-30, says: {en: A}}\n"
        "sources: none\n",
        encoding="utf-8",
    )
    assert [(each.line, each.path, each.rule) for each in found(path)] == [
        (2, "platforms[0].id", "bad-value"),
        (3, "platforms[0].name.en", "missing-language"),
        (4, "platforms[0].kind", "bad-value"),
        (5, "platforms[0].status.onn", "unknown-key"),
        (7, "platforms[0].channels[0].name", "wrong-type"),
        (7, "platforms[0].channels[0].rank", "wrong-type"),
        (7, "platforms[0].channels[0].facts", "wrong-type"),
        (9, "facts[0].looked", "bad-value"),
        (9, "facts[0].says.ja", "missing-language"),
        (10, "sources", "wrong-type"),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("{kind: quiz, id: a}", "troubles[0].nodes[0].kind", id="no such kind of node"),
        pytest.param("{id: a}", "troubles[0].nodes[0].kind", id="no kind at all"),
        pytest.param("later", "troubles[0].nodes[0]", id="a word for a node"),
    ],
)
def test_a_node_of_no_kind_is_told_at_its_kind(tmp_path: Path, text: str, place: str) -> None:
    path = tmp_path / "node.yaml"
    path.write_text(f"troubles:\n  - id: late\n    nodes: [{text}]\n", encoding="utf-8")
    assert place in [each.path for each in found(path)]


def test_parts_that_fit_alone_and_not_together_are_told(tmp_path: Path) -> None:
    path = tmp_path / "tier.yaml"
    good = (RULES / "tier-gap" / "pass.yaml").read_text(encoding="utf-8")
    path.write_text(good.replace("{rate: 10%}", "{rate: 10%, flat: 3}"), encoding="utf-8")
    assert [(each.path, each.rule) for each in found(path)] == [("platforms[0].fees[0].tiers[1]", "bad-value")]


def test_an_entry_that_cannot_be_read_is_not_reported_as_missing_where_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    stall = (RULES / "missing-key" / "fail.yaml").read_text(encoding="utf-8")
    path.write_text(f"{stall}  - id: kiosk\n    name: {{ja: 売店, en: Kiosk}}\n    kind: marketplace\n"
                    "    status: {state: merged, successor: stall, facts: [B-1]}\n    helplines: [desk]\n",
                    encoding="utf-8")  # fmt: skip
    assert [each.rule for each in found(path)] == ["missing-key"]


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        pytest.param("188", False, id="consumer hotline"),
        pytest.param('"#9110"', False, id="police consultation"),
        pytest.param("110", False, id="police"),
        pytest.param("119", False, id="fire and ambulance"),
        pytest.param("118", False, id="coast guard"),
        pytest.param("0570-016811", False, id="navi dial"),
        pytest.param("0120-444-444", False, id="toll-free"),
        pytest.param("050-1234-5678", False, id="IP phone"),
        pytest.param("+81 3 6301 7551", False, id="with the country code"),
        pytest.param("189-0000", True, id="no such short number"),
        pytest.param("03-6301-755", True, id="a digit too few"),
        pytest.param("03-6301-75511", True, id="a digit too many"),
        pytest.param("03-6301-7551 ext 5", True, id="an extension"),
        pytest.param("call us", True, id="words"),
    ],
)
def test_a_number_can_be_dialled_in_japan(tmp_path: Path, value: str, *, wrong: bool) -> None:
    path = tmp_path / "phone.yaml"
    good = (RULES / "bad-phone" / "pass.yaml").read_text(encoding="utf-8")
    path.write_text(good.replace("03-6301-7551", value), encoding="utf-8")
    assert [each.rule for each in found(path)] == ["bad-phone"] * wrong


@pytest.mark.parametrize(
    "value",
    [
        "ftp://example.jp/", "javascript:alert(1)", "https://", "https://localhost/", "https://a@example.jp/",
        "example.jp", '"https://example.jp/a b"', '"https://[/"',
    ],
)  # fmt: skip
def test_what_is_no_https_address_is_not_offered_to_open(tmp_path: Path, value: str) -> None:
    path = tmp_path / "url.yaml"
    good = (RULES / "bad-url" / "pass.yaml").read_text(encoding="utf-8")
    path.write_text(good.replace("https://example.jp/form", value), encoding="utf-8")
    assert [each.rule for each in found(path)] == ["bad-url"]


@pytest.mark.parametrize(
    "text",
    ["A <br> break", "fish &amp; chips", "&#10;", "[bold]now[/bold]", "see [help](https://example.jp)", "**now**"],
)
def test_markup_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "markup.yaml"
    good = (RULES / "markup" / "pass.yaml").read_text(encoding="utf-8")
    path.write_text(good.replace("en: Stall", f'en: "{text}"'), encoding="utf-8")
    assert [each.rule for each in found(path)] == ["markup"]


@pytest.mark.parametrize("text", ["3 < 5 and 7 > 6", "Tom & Jerry; both", "item [3]", "[必須] 名前", "2 * 3 * 4"])
def test_plain_words_are_no_markup(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plain.yaml"
    good = (RULES / "markup" / "pass.yaml").read_text(encoding="utf-8")
    path.write_text(good.replace("en: Stall", f'en: "{text}"'), encoding="utf-8")
    assert found(path) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param("support: true", ["pair-leads-nowhere"], id="its own channels serve sellers only"),
        pytest.param("support: false", ["reaches-nobody"], id="nobody is named at all"),
        pytest.param("support: false; contact: [{platform: shop}]", ["pair-leads-nowhere"], id="another market's desk"),
        pytest.param("support: false; contact: [{platform: mute}]", ["pair-leads-nowhere"], id="only its own is named"),
        pytest.param("contact: [{platform: mute}]", [], id="its own is named beside the general ones"),
        pytest.param("contact: [{platform: desk}]", [], id="a public desk"),
        pytest.param("support: false; escalate: further", [], id="a ladder with a public desk"),
        pytest.param("support: false; no_help: {ja: 助けはない。, en: There is no help.}", [], id="it says so"),
    ],
)
def test_an_outcome_reaches_somebody_on_every_platform_or_says_so(tmp_path: Path, said: str, told: list[str]) -> None:
    path = tmp_path / "outcome.yaml"
    text = (RULES / "pair-leads-nowhere" / "fail.yaml").read_text(encoding="utf-8")
    lines = "".join(f"        {line}\n" for line in ("id: wait", *said.split("; ")))
    path.write_text(text.replace("        id: wait\n", lines), encoding="utf-8")
    assert [each.rule for each in found(path)] == told


def test_what_to_read_again_is_listed_longest_unread_first_then_most_cited(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    names = {"a": ("2025-03-01", 1), "b": ("2025-02-01", 1), "c": ("2025-03-01", 2), "d": ("2026-05-31", 9)}
    lines = ["sources:"]
    lines += [f"  - {{id: {name}, title: {name}, url: 'https://{name}.jp/', trust: official}}" for name in names]
    lines.append("facts:")
    for n, (name, (looked, _)) in enumerate(names.items()):
        says = "says: {ja: あ, en: A}"
        lines.append(f"  - {{id: F-{n}, source: {name}, about: shop, {says}, looked: {looked}, confirmed: 2026-05-31}}")
    lines += ["ladders:", "  - id: own", "    title: {ja: 先, en: On}", "    rungs:"]
    for n, (_, uses) in enumerate(names.values()):
        lines += [f"      - {{text: {{ja: あ, en: A}}, facts: [F-{n}]}}"] * uses
    path.write_text("\n".join(lines), encoding="utf-8")
    told = [(each.problem.en.partition(":")[0], each.hint.en.rpartition(" ")[2]) for each in found(path)]
    assert told == [("b", "https://b.jp/"), ("c", "https://c.jp/"), ("a", "https://a.jp/")]


def test_the_shipped_knowledge_breaks_no_rule_and_is_read_again_only_when_asked(run: Run) -> None:
    asked = run("check", str(shipped_folder()), "--stale", "99999d", "--json").json
    assert asked["errors"] == []
    assert {each["rule"] for each in asked["warnings"]} == {"never-confirmed"}


@pytest.mark.parametrize("text", ["180", "d", "-1d", "1.5d", "6 months", "", "999999d", "１d"])
def test_an_age_that_is_none_is_refused(run: Run, text: str) -> None:
    result = run("check", f"--stale={text}", "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: '{text}' is not a duration\n")


def test_an_age_is_a_number_of_days() -> None:
    assert age("180d") == timedelta(days=180)


def test_the_page_of_rules_is_up_to_date() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "checks.py"))["page"]()
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == page, "run `just generate`"
