"""Knowledge of somebody hostile stays text: no script of it runs, no address of it is one to follow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.browser.conftest import Visit, Visitor, build, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPT = "<script>window.hurt = 1</script>"
IMAGE = "\\\"><img src=x onerror='window.hurt = 1'>"
CLOSED = "</script><script>window.hurt = 1</script>"

HOSTILE = f"""\
platforms:
  - id: evil
    name: {{ja: "{SCRIPT}悪", en: "{IMAGE}evil"}}
    aliases: ["{CLOSED}"]
    kind: marketplace
    status: {{state: active, note: {{ja: "{IMAGE}", en: "{CLOSED}"}}, facts: [EV-1]}}
    channels:
      - id: form
        kind: form
        name: {{ja: "{IMAGE}", en: "{SCRIPT}"}}
        value: "javascript:window.hurt=1"
        hours: "Mo-Fr 10:00-19:00"
        rank: 1
        steps: [{{ja: "{IMAGE}{CLOSED}", en: "{IMAGE}{CLOSED}"}}]
        facts: [EV-1]
      - id: page
        kind: help-centre
        name: {{ja: "x' onmouseover='window.hurt=1", en: "x' onmouseover='window.hurt=1"}}
        value: "https://name.example/\\"onmouseover=window.hurt=1//"
        rank: 2
        facts: [EV-1]
    fees:
      - id: evil-fee
        name: {{ja: "{IMAGE}", en: "{CLOSED}"}}
        payer: buyer
        rounding: down
        tiers: [{{rate: "10%"}}]
        assumptions: [{{ja: "{SCRIPT}", en: "{SCRIPT}"}}]
        facts: [EV-1]
troubles:
  - id: trap
    title: {{ja: "{IMAGE}罠", en: "{SCRIPT}trap"}}
    symptoms: {{ja: ["{IMAGE}"], en: ["{SCRIPT}"]}}
    platforms: [evil]
    start: ask
    nodes:
      - id: ask
        kind: question
        ask: {{ja: "{IMAGE}", en: "{CLOSED}"}}
        why: {{ja: "{SCRIPT}", en: "{IMAGE}"}}
        options:
          - {{id: a, label: {{ja: "{IMAGE}", en: "{SCRIPT}"}}, to: end}}
          - {{id: b, label: {{ja: "{CLOSED}", en: "{IMAGE}"}}, to: end}}
      - id: end
        kind: outcome
        title: {{ja: "{CLOSED}", en: "{IMAGE}"}}
        steps: [{{text: {{ja: "{IMAGE}", en: "{CLOSED}"}}, facts: [EV-1]}}]
        warnings: [{{text: {{ja: "{SCRIPT}", en: "{IMAGE}"}}, facts: [EV-1]}}]
        facts: [EV-1]
sources:
  - {{id: evil-source, title: "{CLOSED}", publisher: "{IMAGE}", url: "javascript:window.hurt=1", trust: scraped}}
facts:
  - {{id: EV-1, source: evil-source, about: evil, says: {{ja: "{IMAGE}", en: "{SCRIPT}"}}, looked: 2026-11-22}}
"""


@pytest.fixture(scope="module")
def hostile(_extras: None, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "evil.yaml").write_text(HOSTILE, encoding="utf-8")
    build(folder / "site", cache, "--no-search", "--data", str(folder / "evil.yaml"))
    assert (folder / "site" / "en" / "platform" / "evil.html").is_file()
    with served(folder / "site") as base:
        yield base


@pytest.fixture
def trapped(visitor: Visitor, hostile: str) -> Visit:
    return visitor(hostile)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "platform/evil.html",
        "trouble/trap.html",
        "trouble/trap/end.html",
        "tree/trap.html",
        "fee.html",
        "fee/evil.html",
    ],
)
def test_no_script_of_an_overlay_runs(trapped: Visit, language: str, path: str) -> None:
    page = trapped(f"{language}/{path}")
    assert page.evaluate("window.hurt") is None
    assert page.locator("img").count() == 0
    assert page.locator("script:not([src]):not([type='application/json'])").count() == 0
    assert "onerror" in page.content()  # it is there, as text
    handlers = "(all) => all.flatMap((each) => each.getAttributeNames().filter((name) => name.startsWith('on')))"
    assert page.locator("*").evaluate_all(handlers) == []
    schemes = page.locator("a[href], svg a").evaluate_all(
        "(all) => all.map((each) => new URL(each.href?.baseVal ?? each.href, location.href).protocol)"
    )
    assert set(schemes) <= {"http:", "https:", "tel:", "mailto:"}


def test_its_text_is_shown_as_it_stands(trapped: Visit) -> None:
    page = trapped("en/platform/evil.html")
    assert page.locator("h1").inner_text() == "\"><img src=x onerror='window.hurt = 1'>evil"
    assert page.locator("#channel-form .steps").inner_text().endswith(CLOSED)


def test_a_hostile_trouble_is_walked_unharmed(trapped: Visit) -> None:
    page = trapped("en/trouble/trap.html")
    page.locator("a.option[data-answer=a]").click()
    page.locator("#result .replay code:visible").wait_for()
    assert page.locator("#path b").inner_text() == SCRIPT
    assert page.locator("#result ol.steps li").first.inner_text().startswith(CLOSED)
    assert page.evaluate("window.hurt") is None


@pytest.mark.parametrize(
    "fragment",
    ["#<img src=x onerror=window.hurt=1>", "#evil:<script>", "#%3Cscript%3Ewindow.hurt=1%3C/script%3E/a", "#node-<b>"],
)
@pytest.mark.parametrize("path", ["en/trouble/trap.html", "en/trouble/trap/end.html", "en/fee.html", "ja/index.html"])
def test_an_address_is_never_markup(trapped: Visit, path: str, fragment: str) -> None:
    page = trapped(path + fragment)
    assert page.locator("main h1").count() == 1
    assert page.evaluate("window.hurt") is None
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("path", ["ja/platform/mobaoku.html", "ja/index.html", "en/fee.html", "en/trouble/sms.html"])
def test_a_script_that_somebody_puts_into_a_page_is_refused(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address + path)
    page.evaluate("""() => {
        const script = document.createElement('script');
        script.textContent = 'window.hurt = 1';
        document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.hurt = 1">');
    }""")
    page.wait_for_timeout(50)
    assert page.evaluate("window.hurt") is None
    assert any("Content Security Policy" in each for each in said)
    page.close()
