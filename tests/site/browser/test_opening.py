"""Open or closed, at any moment, on Japan's clock wherever the reader is."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from mktsupport.japan.dates import JAPAN
from mktsupport.japan.hours import state_at
from mktsupport.japan.text import Language
from mktsupport.knowledge.library import Library
from tests.conftest import Run
from tests.site.browser.conftest import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE_DESK = "#channel-phone .standing"  # Mo-Fr 10:00-19:00; Sa,Su,PH 10:00-18:00


def standing(page: Page, where: str = PHONE_DESK) -> tuple[str, str]:
    desk = page.locator(where)
    state = (set((desk.get_attribute("class") or "").split()) - {"standing"}).pop()
    return state, desk.inner_text()


@pytest.mark.parametrize(
    ("at", "state", "said"),
    [
        pytest.param("2026-11-24T18:59", "open", "19:00", id="a minute before closing"),
        pytest.param("2026-11-24T19:00", "closed", "tomorrow, Wed 25 November, 10:00", id="at seven sharp"),
        pytest.param("2026-11-24T09:59", "closed", "10:00", id="a minute before opening"),
        pytest.param("2026-11-24T10:00", "open", "19:00", id="at ten sharp"),
        pytest.param("2026-11-22T18:00", "closed", "tomorrow, Mon 23 November, 10:00 (holiday)", id="a Sunday"),
        pytest.param(
            "2026-09-22T18:30", "closed", "tomorrow, Wed 23 September, 10:00 (holiday)", id="between holidays"
        ),
        pytest.param("2026-09-22T17:59", "open", "18:00", id="a holiday on a weekday closes earlier"),
        pytest.param("2026-12-31T23:59", "closed", "tomorrow, Fri 1 January, 10:00 (holiday)", id="the year's end"),
        pytest.param("2027-01-01T00:00", "closed", "10:00", id="midnight, a holiday"),
        pytest.param("2026-11-25T00:00", "closed", "10:00", id="midnight"),
    ],
)
def test_a_desk_at_a_moment(visit: Visit, at: str, state: str, said: str) -> None:
    page = visit(f"en/platform/mobaoku.html?at={at}")
    seen = standing(page)
    assert seen[0] == state
    assert seen[1].endswith(said)


def test_a_public_desk_keeps_its_new_years_holidays(visit: Visit) -> None:
    page = visit("en/platform/consumer-hotline.html?at=2026-12-29T11:00")
    state, said = standing(page, ".standing[data-hours*='Dec 29']")
    assert (state, said.endswith("Mon 4 January, 09:00")) == ("closed", True)


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati", "Asia/Tokyo"])
def test_the_clock_is_japans_wherever_the_reader_is(visit: Visit, zone: str) -> None:
    page = visit("en/index.html", timezone_id=zone)
    page.clock.set_fixed_time("2026-11-24T09:59:59Z")  # 18:59:59 in Japan
    page.goto(page.url.replace("index", "platform/mobaoku"))
    assert standing(page)[0] == "open"
    assert page.locator("#moment").inner_text() == "Tue 24 November 2026 18:59 Japan time"
    page.clock.set_fixed_time("2026-11-24T10:00:00Z")
    page.reload()
    assert standing(page)[0] == "closed"


def test_an_open_page_follows_the_clock(visit: Visit) -> None:
    page = visit("ja/index.html")
    page.clock.install(time="2026-11-24T09:58:30Z")
    page.goto(page.url.replace("index", "platform/mobaoku"))
    assert standing(page)[0] == "open"
    page.clock.fast_forward("02:00")
    assert standing(page)[0] == "closed"


@pytest.mark.parametrize("at", ["2026-11-24T18:30", "2026-11-24T10:30", "2026-09-22T18:30", "2027-01-01T00:00"])
@pytest.mark.parametrize("name", ["mobaoku", "amazon", "police", "consumer-hotline", "mercari"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_advice_is_the_terminals(visit: Visit, run: Run, at: str, name: str, language: str) -> None:
    page = visit(f"{language}/platform/{name}.html?at={at}")
    answer = run("contact", name, "--at", at, "--json", "--lang", language).json
    assert page.locator("#advice").inner_text() == answer["advice"]


def test_what_is_open_stands_first(visit: Visit) -> None:
    page = visit("en/platform/mobaoku.html?at=2026-11-24T20:00")
    page.locator("#channel-phone .standing.closed").wait_for()
    order = page.locator("#channels article").evaluate_all("(all) => all.map((each) => each.id)")
    assert order.index("channel-form") < order.index("channel-phone")


def moments() -> list[datetime]:
    """The minutes around every edge that our hours have, on days of every kind, and moments at random."""
    chosen = random.Random(20261122)
    days = [
        date(2026, 9, 21), date(2026, 9, 22), date(2026, 9, 24), date(2026, 11, 21), date(2026, 11, 22),
        date(2026, 12, 29), date(2027, 1, 1), date(2027, 1, 4), date(2027, 3, 22),
    ]  # fmt: skip
    edges = (
        "00:00", "08:30", "09:59", "10:00", "13:00", "16:00", "17:14", "17:15", "18:00", "18:59", "19:00", "23:59"
    )  # fmt: skip
    first = datetime(2025, 12, 1, tzinfo=JAPAN)
    return [
        *(datetime.fromisoformat(f"{day}T{edge}").replace(tzinfo=JAPAN) for day in days for edge in edges),
        *(first + timedelta(minutes=chosen.randrange(1_900_000)) for _ in range(150)),
    ]


STANDINGS = """(moments) => Object.fromEntries(Object.entries(mktsupport.openings).map(([hours, table]) =>
    [hours, moments.map((at) => mktsupport.stateAt(table, at)).map((each) => [each.state, each.until, each.opens])]))"""


def test_hundreds_of_moments_have_the_same_state_in_the_browser(visit: Visit, library: Library) -> None:
    asked = moments()
    assert len(asked) > 200
    holidays = library.holidays(date(2024, 1, 1), date(2036, 12, 31))
    seen = set()
    for name in ("mobaoku", "amazon", "police", "consumer-hotline", "houterasu", "kokusen", "fsa"):
        page = visit(f"ja/platform/{name}.html", timezone_id="America/New_York")
        for hours, there in page.evaluate(STANDINGS, [moment.isoformat() for moment in asked]).items():
            here = [state_at(hours, moment, holidays) for moment in asked]
            assert there == [
                [each.state, *(moment and moment.isoformat() for moment in (each.until, each.opens))] for each in here
            ], hours
            seen.add(hours)
    assert len(seen) >= 8


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", ["ticketcamp", "otamart", "fril"])
def test_an_ended_service_says_so_first_and_is_never_to_be_dialled(
    visit: Visit, library: Library, name: str, language: Language
) -> None:
    platform = library.platform(name)
    assert platform.status.state in ("ended", "merged")
    page = visit(f"{language}/platform/{name}.html?at=2026-11-24T11:00")
    first = page.locator("main > :first-child")
    assert "ended" in (first.get_attribute("class") or "")
    assert first.bounding_box()["y"] < 200  # type: ignore[index]
    assert platform.name.in_language(language) in first.locator("h1").inner_text()
    assert page.locator("#advice").count() == 0
    assert page.locator("#channels a[href^=tel], #channels a[href^=mailto], #channels a[href^=http]").count() == 0
    own = {channel.value for channel in platform.channels if channel.value}
    assert not own & {
        href.split(":", 1)[-1]
        for href in page.locator("a[href*=':']").evaluate_all("(all) => all.map((each) => each.getAttribute('href'))")
    }
    assert page.locator("#channels .standing").count() == 0


def test_why_tells_the_facts_themselves(visit: Visit, run: Run) -> None:
    page = visit("en/platform/mobaoku.html")
    phone = page.locator("#channel-phone")
    asked = phone.locator("details.why")
    names = asked.locator("a").all_text_contents()
    asked.locator("summary").click()
    asked.locator("li").first.wait_for()
    told = {fact["id"]: fact["says"] for fact in run("contact", "mobaoku", "--json", "--lang", "en").json["facts"]}
    said = asked.locator("li").all_inner_texts()
    assert len(said) == len(names) > 0
    assert all(name in text and told[name] in text for name, text in zip(names, said, strict=True))
