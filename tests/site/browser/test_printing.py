"""On paper: everything that is to be read, nothing that is to be pressed."""

from __future__ import annotations

import pytest

from tests.site.browser.conftest import Visit

PRESSED = (
    "button, input, select, form, header nav a, .skip, #moves, #path a, #chosen a, details.why:not([open]) summary"
)


@pytest.mark.parametrize(
    "path",
    [
        "ja/platform/mobaoku.html",
        "en/platform/ticketcamp.html",
        "ja/trouble/sms/sim-swap.html",
        "en/trouble/sms.html#rakuma:right/sent/not-there/off/dead",
        "en/trouble/sms.html",
        "ja/fee.html#25000",
        "ja/fee/ticketcamp.html#25000",
        "en/index.html",
        "ja/tree/sms.html",
    ],
)
def test_nothing_to_press_is_printed(visit: Visit, path: str) -> None:
    page = visit(path, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator(f":is({PRESSED}):visible").evaluate_all("(all) => all.map((each) => each.outerHTML)") == []
    assert page.locator("h1").first.is_visible()
    # Ink on paper, whatever the scheme of the screen.
    colours = page.evaluate(
        "(() => { const s = getComputedStyle(document.body); return [s.color, s.backgroundColor]; })()"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_a_fee_that_was_worked_out_is_printed(visit: Visit) -> None:
    page = visit("ja/fee/ticketcamp.html#25000")
    page.emulate_media(media="print")
    assert page.locator("#answer dd.fee b:visible").inner_text() == "810円"


@pytest.mark.parametrize("path", ["ja/platform/mobaoku.html", "en/trouble/sms/sim-swap.html#rakuma:"])
def test_what_is_read_on_the_screen_is_read_on_paper(visit: Visit, path: str) -> None:
    page = visit(path)
    said = "main :is(h1, h2, h3, .steps li, dt, dd, .hours, .standing, .warnings li, .rules li, #advice)"
    on_screen = page.locator(f"{said}:visible").evaluate_all("(all) => all.map((each) => each.textContent)")
    page.emulate_media(media="print")
    on_paper = page.locator(f"{said}:visible").evaluate_all("(all) => all.map((each) => each.textContent)")
    assert len(on_screen) > 5
    assert on_paper == on_screen


def test_an_address_is_printed_whole(visit: Visit) -> None:
    page = visit("ja/platform/mobaoku.html")
    assert page.locator("a.value[href^='tel:']").first.inner_text().startswith("03-")
    page.emulate_media(media="print")
    assert page.locator("a.value[href^='tel:']").first.is_visible()
    page = visit("ja/platform/amazon.html")
    page.emulate_media(media="print")
    links = page.locator("a.value[href^='https:']")
    assert links.count() > 0
    for link in links.all():
        after = link.evaluate("(each) => getComputedStyle(each, '::after').content")
        href = link.get_attribute("href") or ""
        assert href in (after + link.inner_text())
