"""A trouble, one question at a time: there, back, changed, shared, and the same walk in a terminal."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from mktsupport.diagnose.walk import tree_for
from mktsupport.knowledge.library import Library
from mktsupport.records import Amount, Outcome, Trouble
from tests.conftest import Run
from tests.site.browser.conftest import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page


def shown(page: Page) -> str:
    """The heading of the one step that is seen."""
    heading = page.locator("section.node:visible h2")
    assert heading.count() == 1
    return heading.inner_text()


def choose(page: Page, node: str, answer: str) -> None:
    page.locator(f"#node-{node}:visible a.option[data-answer={answer}]").click()


def outcome(page: Page, node: str) -> str:
    """The title of an outcome, once it is wholly there."""
    page.locator("#result .replay code:visible").wait_for()
    return page.locator(f"#node-{node}:visible h2").inner_text()


def test_an_address_may_be_read_aloud_to_a_terminal_and_back(visit: Visit, run: Run) -> None:
    page = visit("en/trouble/sms.html")
    assert shown(page) == "Which service is it about?"
    page.locator("a.option[data-platform=rakuma]").click()
    choose(page, "number-right", "right")
    choose(page, "screen-says", "sent")
    choose(page, "folder", "not-there")
    choose(page, "filter", "off")
    choose(page, "lately", "none")
    choose(page, "signal", "dead")
    title = outcome(page, "sim-swap")
    assert page.url.endswith("#rakuma:right/sent/not-there/off/none/dead")

    line = page.locator("#result .replay code").inner_text()
    assert line == (
        "mktsupport diagnose sms --platform rakuma"
        " --answer right --answer sent --answer not-there --answer off --answer none --answer dead"
    )
    answer = run(*shlex.split(line)[1:], "--json", "--lang", "en").json
    assert answer["outcome"]["title"] == title
    steps = page.locator("#result ol.steps > li:visible")
    assert steps.count() == len(answer["outcome"]["steps"])
    assert answer["outcome"]["steps"][0]["text"] in steps.first.inner_text()


def test_the_same_trouble_ends_elsewhere_for_another_answer(visit: Visit) -> None:
    page = visit("ja/trouble/sms.html#rakuma:")
    choose(page, "number-right", "wrong")
    assert outcome(page, "fix-number")
    assert page.locator("#node-sim-swap").is_hidden()


def test_back_goes_one_question_back(visit: Visit) -> None:
    page = visit("en/trouble/sms.html#mercari:right/sent")
    page.locator("#node-folder:visible").wait_for()
    page.locator("#back").click()
    page.locator("#node-screen-says:visible").wait_for()
    page.go_back()
    page.locator("#node-folder:visible").wait_for()
    page.locator("#restart").click()
    page.locator("#services:visible").wait_for()


def test_the_browsers_own_back_leaves_an_outcome(visit: Visit) -> None:
    page = visit("en/trouble/sms.html#mercari:")
    choose(page, "number-right", "wrong")
    outcome(page, "fix-number")
    page.go_back()
    page.locator("#node-number-right:visible").wait_for()
    assert page.locator("#result").is_hidden()


def test_a_changed_answer_keeps_those_that_still_hold(visit: Visit) -> None:
    page = visit("en/trouble/sms.html#mercari:right/sent/not-there/off/none/wifi-only")
    outcome(page, "mobile-data")
    assert page.locator("#path li b").all_inner_texts() == [
        "Yes, it is right",
        "That it was sent",
        "No",
        "Yes",
        "None of these",
        "Wi-Fi only, flight mode or weak signal",
    ]
    page.locator("#path li").nth(1).locator("a").click()
    choose(page, "screen-says", "unsure")  # it leads to the same question as before
    outcome(page, "mobile-data")
    assert page.url.endswith("#mercari:right/unsure/not-there/off/none/wifi-only")

    page.locator("#path li").nth(1).locator("a").click()
    choose(page, "screen-says", "used")  # another question comes next, which the later answers do not fit
    page.locator("#node-who-used:visible").wait_for()
    assert page.url.endswith("#mercari:right/used")


def test_a_changed_service_keeps_the_answers(visit: Visit) -> None:
    page = visit("en/trouble/sms.html#mercari:right/sent")
    page.locator("#chosen a").click()
    page.locator("a.option[data-platform=amazon]").click()
    page.locator("#node-folder:visible").wait_for()
    assert page.url.endswith("#amazon:right/sent")


def test_progress_counts_the_question_and_tells_the_most_that_may_come(visit: Visit, run: Run) -> None:
    page = visit("en/trouble/sms.html#mercari:right")
    said = page.locator("#node-screen-says .progress").inner_text()
    most = run("diagnose", "sms", "--platform", "mercari", "--answer", "right", "--json").json["question"]["most"]
    assert "2" in said
    assert str(most - 1) in said


def test_a_shared_link_shows_the_same_outcome_in_both_languages_and_after_a_reload(visit: Visit) -> None:
    walked = visit("en/trouble/sms.html#rakuma:")
    choose(walked, "number-right", "right")
    choose(walked, "screen-says", "too-many")
    title = outcome(walked, "wait")
    link = walked.url.split("/", 3)[3]

    shared = visit(link)
    assert outcome(shared, "wait") == title
    shared.reload()
    assert outcome(shared, "wait") == title

    shared.locator("a.twin").click()
    shared.wait_for_url("**/ja/trouble/sms.html#rakuma:right/too-many")
    assert outcome(shared, "wait") == "送り直しをやめ、5分待ってから1回だけ頼む"


def test_copying_the_link_puts_the_address_on_the_clipboard(visit: Visit) -> None:
    page = visit("en/trouble/sms.html#rakuma:wrong", permissions=["clipboard-read", "clipboard-write"])
    outcome(page, "fix-number")
    page.locator("button.copy[data-copy=link]").click()
    page.wait_for_function("() => navigator.clipboard.readText().then((text) => text === location.href)")
    page.locator("button.copy[data-copy=replay]").click()
    page.wait_for_function("""() => navigator.clipboard.readText().then((text) =>
        text === "mktsupport diagnose sms --platform rakuma --answer wrong")""")


def test_an_answer_that_no_longer_exists_resumes_as_far_as_it_holds(visit: Visit) -> None:
    page = visit("en/trouble/sms.html#rakuma:right/gone/sent")
    page.locator("#node-screen-says:visible").wait_for()
    assert page.url.endswith("#rakuma:right")


def test_without_a_service_no_statement_of_a_single_one_is_shown(visit: Visit) -> None:
    page = visit("en/trouble/sms.html#right/sent/not-there/off/none/dead")
    outcome(page, "sim-swap")
    assert page.locator("#result [data-only]:visible").count() == 0
    assert "--platform" not in page.locator("#result .replay code").inner_text()


def ways(trouble: Trouble) -> dict[str, list[str]]:
    """The shortest answers to each outcome."""
    nodes = {node.id: node for node in trouble.nodes}
    found: dict[str, list[str]] = {trouble.start: []}
    queue = [trouble.start]
    for name in queue:
        node = nodes[name]
        if isinstance(node, Outcome):
            continue
        if isinstance(node, Amount):
            edges = [
                (str(band.up_to if band.up_to is not None else (node.bands[-2].up_to or 0) + 1), band.to)
                for band in node.bands
            ]
        else:
            edges = [(option.id, option.to) for option in node.options]
        for answer, to in edges:
            if to not in found:
                found[to] = [*found[name], answer]
                queue.append(to)
    return {name: answers for name, answers in found.items() if isinstance(nodes[name], Outcome)}


TROUBLES = (
    "angry-buyer", "bad-review", "buyer-claims-not-received", "cancel-order", "fee-or-tax", "hijacked", "inquiry",
    "login", "multiple-accounts", "no-response", "not-as-described", "not-received", "outage", "restricted", "scam",
    "sms", "ticket", "trade", "transfer", "unfair-return", "unpaid", "wrong-item",
)  # fmt: skip


def test_the_troubles_below_are_all_there_are(library: Library) -> None:
    assert sorted(trouble.id for trouble in library.troubles()) == sorted(TROUBLES)


SHOWN_AT = """async (hashes) => {
    const told = [];
    for (const [node, hash] of hashes) {
        location.hash = hash;
        for (let turns = 0; document.querySelector("#result .replay code")?.textContent.includes("--answer") !== true
             || document.getElementById(`node-${node}`).hidden || decodeURI(location.hash) !== `#${hash}`; turns++) {
            if (turns > 500) throw new Error(`${hash} never leads to ${node}`);
            await new Promise((done) => setTimeout(done, 10));
        }
        const seen = (each) => each.checkVisibility();
        told.push({
            title: [...document.querySelectorAll("section.node h2")].filter(seen).map((each) => each.textContent),
            line: document.querySelector("#result .replay code").textContent,
            steps: [...document.querySelectorAll("#result ol.steps > li")].filter(seen).map((each) => each.textContent),
            warnings: [...document.querySelectorAll("#result .warnings li")].filter(seen).length,
        });
        document.getElementById("result").replaceChildren();
    }
    return told;
}"""


@pytest.mark.parametrize("name", TROUBLES)
def test_a_terminals_answers_lead_the_page_to_the_same_outcome(
    visit: Visit, run: Run, library: Library, name: str
) -> None:
    trouble = library.trouble(name)
    rows = {row.id: row for row in library.platform_rows("ja")}
    platform = next((each for each in trouble.platforms if not rows[each].gone), None)
    known = library.platform(platform) if platform else None
    tree = tree_for(trouble, known)
    found = ways(tree)
    assert len(found) > 2
    page = visit(f"ja/trouble/{name}.html")
    named = f"{platform}:" if platform else ""
    told = page.evaluate(SHOWN_AT, [(node, named + "/".join(answers)) for node, answers in found.items()])
    for shown_there, answers in zip(told, found.values(), strict=True):
        line = shlex.split(shown_there["line"])
        assert line[-1] == answers[-1]
        answer = run(*line[1:], "--json", "--lang", "ja").json["outcome"]
        assert shown_there["title"] == [answer["title"]]
        assert len(shown_there["steps"]) == len(answer["steps"])
        assert all(step["text"] in said for step, said in zip(answer["steps"], shown_there["steps"], strict=True))
        assert shown_there["warnings"] == len(answer["warnings"])
