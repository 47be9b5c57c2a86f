"""Everything by keyboard: Tab, Shift+Tab, Enter, Space and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.site.browser.conftest import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST = 150  # presses of Tab until something that is not reached is given up


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element that `selector` means has the focus, seen and marked as such."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        focused = page.locator("*:focus")
        if focused.count() and focused.evaluate("(each, selector) => each.matches(selector)", selector):
            assert focused.is_visible()
            style = focused.evaluate(
                "(each) => [getComputedStyle(each).outlineStyle, getComputedStyle(each).outlineWidth]"
            )
            assert style == ["solid", "3px"]
            return
    raise AssertionError(f"{MOST} presses of Tab never reach {selector}")


def test_from_home_to_an_outcome(visit: Visit) -> None:
    page = visit("en/index.html")
    page.keyboard.press("Tab")
    assert page.locator("*:focus").get_attribute("class") == "skip"
    tab_to(page, "#troubles-any a[href$='sms.html']")
    page.keyboard.press("Enter")
    page.locator("#services:visible").wait_for()
    tab_to(page, "a.option[data-platform=rakuma]")
    page.keyboard.press("Enter")
    page.locator("#node-number-right:visible").wait_for()
    # The focus goes along, so that the next Tab is at the question's answers.
    assert page.locator("*:focus").inner_text() == page.locator("#node-number-right h2").inner_text()
    tab_to(page, "#node-number-right a.option[data-answer=wrong]")
    page.keyboard.press("Enter")
    page.locator("#result .replay code:visible").wait_for()
    assert page.url.endswith("/en/trouble/sms.html#rakuma:wrong")

    tab_to(page, "#result details.why summary")
    page.keyboard.press("Space")
    page.locator("#result details.why[open] li").first.wait_for()

    tab_to(page, "#back")
    page.keyboard.press("Enter")
    page.locator("#node-number-right:visible").wait_for()


def test_an_answer_is_changed(visit: Visit) -> None:
    page = visit("ja/trouble/sms.html#rakuma:right/sent")
    page.locator("#node-folder:visible").wait_for()
    tab_to(page, "#path li:nth-child(2) a")
    page.keyboard.press("Enter")
    page.locator("#node-screen-says:visible").wait_for()
    tab_to(page, "#node-screen-says a.option[data-answer=too-many]")
    page.keyboard.press("Enter")
    page.locator("#result .replay code:visible").wait_for()
    assert page.url.endswith("#rakuma:right/too-many")


def test_an_amount_is_typed(visit: Visit) -> None:
    page = visit("en/trouble/fee-or-tax.html#:")
    form = page.evaluate("document.querySelector('form.amount').closest('section').id.replace('node-', '')")
    page.evaluate("(node) => { location.hash = `#node-${node}`; }", form)
    page.locator(f"#node-{form} form.amount:visible").wait_for()
    before = page.url
    tab_to(page, f"#node-{form} form.amount input")
    page.keyboard.type("many")
    page.keyboard.press("Enter")
    page.locator(f"#node-{form} .wrong:visible").wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.type("25,000")
    page.keyboard.press("Enter")
    page.locator(f"#node-{form}").wait_for(state="hidden")
    assert page.url != before


def test_the_skip_link_skips_the_navigation(visit: Visit) -> None:
    page = visit("ja/platform/mobaoku.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main *:focus").count() == 1


def test_a_fee_is_asked_for(visit: Visit) -> None:
    page = visit("en/fee.html")
    tab_to(page, "#price")
    page.keyboard.type("25000")
    tab_to(page, "#ticketcamp a")
    page.keyboard.press("Enter")
    page.locator("#answer dd.fee b").wait_for()
    assert page.locator("#answer dd.fee b").inner_text() == "810 yen"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_tree_is_folded_and_walked_by_keyboard(visit: Visit, language: str) -> None:
    page = visit(f"{language}/tree/no-response.html")
    tab_to(page, ".tree summary")
    page.keyboard.press("Space")
    assert page.locator(".tree details").first.get_attribute("open") is None
    tab_to(page, ".tree a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/trouble/no-response**")


def test_search_is_used(visit: Visit) -> None:
    page = visit("ja/index.html")
    tab_to(page, "#asked")
    page.keyboard.type("認証コード")
    page.locator("#found li a[href$='trouble/sms.html']").wait_for()
    tab_to(page, "#found li a[href$='trouble/sms.html']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ja/trouble/sms.html")
