"""Search in the words of somebody in trouble, on a phone."""

from __future__ import annotations

import pytest

from tests.site.browser.conftest import Visit


@pytest.mark.parametrize(
    ("language", "words", "lands"),
    [
        pytest.param("ja", "認証コードが届かない", "trouble/sms.html", id="the trouble, as people say it"),
        pytest.param("ja", "商品が届かない", "trouble/not-received.html", id="nothing came"),
        pytest.param("ja", "モバオク", "platform/mobaoku.html", id="a service"),
        pytest.param("ja", "ﾓﾊﾞｵｸ", "platform/mobaoku.html", id="in half width"),
        pytest.param("en", "verification code", "trouble/sms.html", id="the trouble in English"),
        pytest.param("en", "item never arrived", "trouble/not-received.html", id="nothing came, in English"),
        pytest.param("en", "ticketcamp", "platform/ticketcamp.html", id="an ended service"),
    ],
)
def test_what_is_searched_is_found_and_opens(visit: Visit, language: str, words: str, lands: str) -> None:
    page = visit(f"{language}/index.html")
    page.locator("#asked").click()
    page.locator("#asked").press_sequentially(words)
    hit = page.locator(f"#found li a[href$='/{language}/{lands}']")
    hit.wait_for()
    assert page.locator("#found-count").inner_text() != ""
    # On the first screen of a phone, among the first three.
    hrefs = page.locator("#found li a").evaluate_all("(all) => all.map((each) => each.href)")
    assert next(n for n, href in enumerate(hrefs) if href.endswith(f"/{language}/{lands}")) < 3
    hit.click()
    page.wait_for_url(f"**/{language}/{lands}")
    assert page.locator("h1").count() == 1


def test_every_hit_is_in_the_pages_language_and_opens(visit: Visit) -> None:
    page = visit("ja/index.html")
    page.locator("#asked").fill("返金")
    page.locator("#found li a").first.wait_for()
    for href in page.locator("#found li a").evaluate_all("(all) => all.map((each) => each.href)"):
        assert "/ja/" in href
        assert page.request.get(href).ok


def test_nothing_found_is_said(visit: Visit) -> None:
    page = visit("en/index.html")
    page.locator("#asked").fill("xyzzyqwv")
    page.wait_for_function("() => document.getElementById('found-count').textContent !== ''")
    assert page.locator("#found li").count() == 0


def test_enter_goes_to_the_first_hit(visit: Visit) -> None:
    page = visit("en/index.html")
    page.locator("#asked").fill("verification code")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.closest('#found') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/trouble/**")
