"""What holds on every page: nothing wider than the narrowest phone, nothing that axe calls serious, no complaint.

Each page is opened once, 320 px wide, and held to WCAG's rules; of outcomes and sources, hundreds of a kind, one in
eight, or with MKTSUPPORT_EVERY_PAGE=1 all (`just every-page`). Contrast is dear to measure and depends on elements and
classes alone: it is measured in both schemes, with all the other rules of axe, on pages that together have them all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.browser.conftest import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

PARTS = 8
NARROW = {"width": 320, "height": 640}

AXE = """(only) => axe.run({
    reporter: 'no-passes', resultTypes: ['violations'], preload: false, iframes: false,
    ...(only ? {runOnly: only, rules: {'color-contrast': {enabled: false}}} : {}),
}).then(({violations}) => violations.filter(({impact}) => ['serious', 'critical'].includes(impact)).map(
    ({id, nodes}) => `${id}: ${nodes[0].html.slice(0, 160)} (${nodes.length})`))"""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TOO_WIDE = (
    "() => document.scrollingElement.scrollWidth > innerWidth ? `${document.scrollingElement.scrollWidth} px wide` : ''"
)
REVEALED = "() => { for (const each of document.querySelectorAll('section.node')) each.hidden = false; }"


def faults(page: Page, only: list[str] | None) -> list[str]:
    """What axe finds serious or critical on a page as it is seen."""
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(url="/axe.min.js")  # the server's own, so that the browser reads it once
    return [*page.evaluate(AXE, only)]


def visited(path: str) -> bool:
    """Whether a page is opened: some outcomes and shelves of sources, all others."""
    alike = re.fullmatch(r"(?:ja|en)/(?:trouble/.+/|sources/).+", path)
    return alike is None or "MKTSUPPORT_EVERY_PAGE" in os.environ or sum(path.encode()) % 8 == 0


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_fits_a_narrow_phone_and_is_accessible(
    visit: Visit, address: str, paths: list[str], part: int
) -> None:
    page = visit("en/index.html", viewport=NARROW)
    found = []
    for path in [each for each in paths if visited(each)][part::PARTS]:
        page.goto(address + path)
        said = [page.evaluate(TOO_WIDE)]
        if path != "404.html":  # whose policy lets no script in
            said += faults(page, WCAG)
        found += [f"{path}: {fault}" for fault in said if fault]
        if re.fullmatch(r"../trouble/[^/]+\.html", path):
            # All of its questions at once, as they are where no script runs.
            page.evaluate(REVEALED)
            found += [f"{path}: {fault}" for fault in [page.evaluate(TOO_WIDE), *faults(page, WCAG)] if fault]
    assert found == []


class _Elements(HTMLParser):
    """The kinds of element on a page: its tag and classes within those of what is around it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.around: list[str] = []
        self.kinds: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = ".".join([tag, *sorted((dict(attrs).get("class") or "").split())])
        self.kinds.add(f"{self.around[-1] if self.around else ''} > {kind}")
        self.around.append(kind)

    def handle_endtag(self, tag: str) -> None:
        while self.around:
            if self.around.pop().split(".")[0] == tag:
                return


def covering(site: Path, paths: list[str]) -> Iterator[str]:
    """Few pages that together have every kind of element."""
    kinds = {path: _Elements((site / path).read_text(encoding="utf-8")).kinds for path in paths}
    left = set().union(*kinds.values())
    while left:
        best = max(paths, key=lambda path: len(kinds[path] & left))
        left -= kinds[best]
        yield best


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_suffices_and_no_rule_is_broken_on_pages_of_every_kind(
    visit: Visit, address: str, site: Path, paths: list[str], scheme: str
) -> None:
    page = visit("en/index.html", color_scheme=scheme)
    chosen = list(covering(site, [path for path in paths if path[:3] in ("ja/", "en/")]))
    assert len(chosen) >= 10
    found = []
    for path in [*chosen, "index.html"]:
        page.goto(address + path)
        page.evaluate(REVEALED)
        page.evaluate("() => { for (const each of document.querySelectorAll('details')) each.open = true; }")
        found += [f"{path}: {fault}" for fault in faults(page, None)]
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_scripts_show_is_accessible_too(visit: Visit, scheme: str) -> None:
    found = []
    page = visit("ja/index.html", color_scheme=scheme, viewport=NARROW)
    page.locator("#asked").fill("返金")
    page.locator("#found li a").first.wait_for()
    found += [page.evaluate(TOO_WIDE), *faults(page, None)]

    page = visit("en/fee.html#25000", color_scheme=scheme, viewport=NARROW)
    found += [page.evaluate(TOO_WIDE), *faults(page, None)]
    page.locator("#price").fill("999,999,999,999")
    found += [page.evaluate(TOO_WIDE), *faults(page, None)]

    page = visit("en/fee/ticketcamp.html#20001", color_scheme=scheme, viewport=NARROW)
    page.locator("#answer dd.fee b").wait_for()
    found += [page.evaluate(TOO_WIDE), *faults(page, None)]
    page.locator("#price").fill("nothing")
    found += [page.evaluate(TOO_WIDE), *faults(page, None)]

    page = visit("ja/trouble/sms.html#rakuma:right/sent/not-there/off/none/dead", color_scheme=scheme, viewport=NARROW)
    page.locator("#result .replay code:visible").wait_for()
    page.locator("#result details.why summary:visible").first.click()
    page.locator("#result details.why[open] li").first.wait_for()
    found += [page.evaluate(TOO_WIDE), *faults(page, None)]

    for at in ("2026-11-24T10:30", "2026-11-24T20:00"):
        page = visit(f"en/platform/mobaoku.html?at={at}", color_scheme=scheme, viewport=NARROW)
        found += [page.evaluate(TOO_WIDE), *faults(page, None)]
    assert [fault for fault in found if fault] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_scheme(visit: Visit, scheme: str) -> None:
    page = visit("ja/platform/mobaoku.html", color_scheme=scheme)
    ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    shade = sum(int(part) for part in re.findall(r"\d+", ground)[:3]) / 3
    assert (shade > 200) == (scheme == "light")
    assert (shade < 60) == (scheme == "dark")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_large_letters_still_fit(visit: Visit, language: str) -> None:
    # 200% of the text on a phone 640 px wide is what 320 px show.
    page = visit(f"{language}/platform/mobaoku.html", viewport=NARROW)
    page.evaluate("() => { document.documentElement.style.setProperty('font-size', '150%'); }")
    assert page.evaluate(TOO_WIDE) == ""
