"""The same pages where no script runs: a linked sequence of sections that reaches every outcome."""

from __future__ import annotations

import pytest

from mktsupport.knowledge.library import Library
from mktsupport.records import Outcome
from tests.site.browser.conftest import Visit


def test_every_outcome_of_a_trouble_is_reached_by_clicking_links_alone(visit: Visit, library: Library) -> None:
    trouble = library.trouble("no-response")
    outcomes = {node.id: node.title.en for node in trouble.nodes if isinstance(node, Outcome)}
    page = visit("en/index.html", java_script_enabled=False)
    page.get_by_role("link", name=trouble.title.en, exact=True).click()
    start = page.url
    reached: set[str] = set()
    queue: list[tuple[str, ...]] = [()]
    seen: set[str] = set()
    for way in queue:
        page.goto(start)
        section = page.locator(f"#node-{trouble.start}")
        for choice in way:
            section.locator(f"a.option[href='{choice}']").first.click()
            assert page.url.endswith(choice)
            section = page.locator(choice)
        assert section.is_visible()
        box = section.bounding_box()
        assert box is not None
        assert not way or -1 <= box["y"] < 844  # the section is where the eye is
        for href in section.locator("a.option").evaluate_all("(all) => all.map((each) => each.getAttribute('href'))"):
            if href not in seen:
                seen.add(href)
                queue.append((*way, href))
        opened = section.locator("p.open a")
        if opened.count():
            opened.click()
            name = page.url.rsplit("/", 1)[-1].removesuffix(".html")
            assert page.locator("h1").inner_text() == outcomes[name]
            assert page.locator("ol.steps > li").first.is_visible()
            reached.add(name)
    assert reached == set(outcomes) - {trouble.gone}
    page.goto(start)
    ended = page.locator(f"a[href='#node-{trouble.gone}']")
    assert ended.count() == bool(trouble.gone)


@pytest.mark.parametrize("path", ["ja/platform/mobaoku.html", "en/platform/mercari.html"])
def test_a_platform_page_tells_its_channels_and_hours(visit: Visit, path: str) -> None:
    page = visit(path, java_script_enabled=False)
    assert page.locator("#channels article").first.is_visible()
    assert page.locator("#advice").inner_text() != ""
    # What needs a script is not shown.
    for control in ("#search", "button", "input", "select", "#moment"):
        assert page.locator(f"{control}:visible").count() == 0


def test_a_fee_page_tells_the_tables(visit: Visit) -> None:
    page = visit("en/fee/ticketcamp.html", java_script_enabled=False)
    assert page.locator("#fee").is_hidden()
    assert page.locator(".no-script").is_visible()
    assert "10,001–20,000 yen" in page.locator("#schedule-escrow table").first.inner_text()
    assert "20,001 yen\t648 yen\t20,649 yen" in page.locator("#schedule-escrow table").last.inner_text()


def test_the_comparison_of_fees_stands_there_with_an_example(visit: Visit) -> None:
    page = visit("en/fee.html#ticketcamp", java_script_enabled=False)
    assert page.locator("#fee").is_hidden()
    assert "The fee on 10,000 yen" in page.locator("#answer").inner_text()
    assert "1,000 yen" in page.locator("#mercari").inner_text()
    page.locator("#ticketcamp a").click()
    assert page.url.endswith("en/fee/ticketcamp.html")


def test_why_leads_to_the_fact(visit: Visit) -> None:
    page = visit("en/platform/mobaoku.html", java_script_enabled=False)
    why = page.locator("#channel-phone details.why")
    why.locator("summary").click()
    link = why.locator("a").first
    name = link.inner_text()
    link.click()
    assert name in page.locator(f"[id='{name}']").inner_text()


def test_an_outcome_says_whose_a_statement_is(visit: Visit, library: Library) -> None:
    trouble, node = next(
        (trouble, node)
        for trouble in library.troubles()
        for node in trouble.nodes
        if isinstance(node, Outcome) and any(step.only for step in node.steps)
    )
    page = visit(f"en/trouble/{trouble.id}/{node.id}.html", java_script_enabled=False)
    step = next(n for n, step in enumerate(node.steps) if step.only)
    label = page.locator("ol.steps > li").nth(step).locator(".only")
    assert library.platform(node.steps[step].only[0]).name.en in label.inner_text()
