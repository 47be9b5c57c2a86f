"""The fee page counts as the command line counts."""

from __future__ import annotations

import random
import shlex

import pytest

from mktsupport.fees import charge, decimal
from mktsupport.knowledge.library import Library
from mktsupport.records import Fee
from mktsupport.yen import MAX_YEN, answer
from tests.browser.conftest import Visit
from tests.conftest import Run
from tests.yen import EVERY


@pytest.mark.parametrize(
    ("typed", "fee", "to_pay"),
    [
        pytest.param("10000", "324 yen", "10,324 yen", id="the first band ends at 10,000, inclusive"),
        pytest.param("10001", "540 yen", "10,541 yen", id="the second begins one yen later"),
        pytest.param("20,000", "540 yen", "20,540 yen", id="with a comma"),
        pytest.param("20001", "648 yen", "20,649 yen", id="the rate begins"),
        pytest.param("２．５万", "810 yen", "25,810 yen", id="as a Japanese keyboard writes it"),
        pytest.param("¥21,250", "688 yen", "21,938 yen", id="one half is dropped"),
    ],
)
def test_amount_in_fee_out(visit: Visit, typed: str, fee: str, to_pay: str) -> None:
    page = visit("en/fee.html")
    page.locator("#platform").select_option("ticketcamp")
    page.locator("#price").fill(typed)
    assert page.locator("#answer dd.fee b").inner_text() == fee
    assert page.locator("#answer dd.to-pay b").inner_text() == to_pay


@pytest.mark.parametrize("typed", ["0", "-5", "12.5", "5²", "ten", "1e5", "1000000000000", "10,00"])
def test_what_is_no_amount_gets_no_fee(visit: Visit, typed: str) -> None:
    page = visit("en/fee.html")
    page.locator("#price").fill(typed)
    assert page.locator("#answer b").count() == 0
    assert page.locator("#answer").inner_text() != ""
    assert page.locator("#price").get_attribute("aria-invalid") == "true"


def test_a_fee_is_shared_by_its_link(visit: Visit) -> None:
    page = visit("ja/fee.html")
    page.locator("#platform").select_option("ticketcamp")
    page.locator("#price").fill("20001")
    shared = visit(page.url.split("/", 3)[3])
    assert shared.locator("#answer dd.fee b").inner_text() == "648円"
    assert shared.locator("section.tariff:visible").get_attribute("data-platform") == "ticketcamp"


def test_a_closed_services_fee_is_called_history(visit: Visit, run: Run) -> None:
    page = visit("en/fee.html#ticketcamp/25000")
    notice = run("fee", "25000", "--platform", "ticketcamp", "--json", "--lang", "en").json["notice"]
    assert notice
    assert page.locator("#answer .ended").inner_text() == notice


def test_a_day_before_a_schedule_has_no_fee(visit: Visit) -> None:
    page = visit("en/fee.html#rakuma/10000/2026-11-01")
    assert page.locator("#answer dd.fee b").count() == 1
    page.locator("#day").fill("2010-01-01")
    page.locator("#answer .doubt").wait_for()
    assert page.locator("#answer dd.fee b").count() == 0


def test_of_several_schedules_the_reader_chooses(visit: Visit, run: Run) -> None:
    page = visit("en/fee.html#rakuma/10000/2026-11-01")
    offered = page.locator("#schedule option").evaluate_all("(all) => all.map((each) => each.value)")
    assert len(offered) > 1
    fees = []
    for name in offered:
        page.locator("#schedule").select_option(name)
        fees.append(page.locator("#answer dd.fee b").inner_text())
        line = f"fee 10000 --platform rakuma --on 2026-11-01 --schedule {name} --json"
        answer = run(*shlex.split(line)).json
        assert fees[-1] == f"{answer['fee']:,} yen"
    assert len(set(fees)) == len(fees)


COUNTED = """([platform, id, prices]) => {
    const schedule = mktsupport.tariffs[platform].schedules.find((each) => each.id === id);
    return prices.map((price) => mktsupport.charge(schedule, price)).map(({ fee, exact }) => [fee, exact]);
}"""


def amounts(schedules: list[Fee]) -> list[int]:
    """Ten thousand: around every edge, from the least to the most, and at random over every order of magnitude."""
    chosen = random.Random(20261122)
    edges = {tier.up_to for schedule in schedules for tier in schedule.tiers if tier.up_to}
    found = {1, 2, MAX_YEN - 1, MAX_YEN, *(edge + n for edge in edges for n in range(-5, 6) if edge + n > 0)}
    while len(found) < 10_000:
        found.add(chosen.randint(1, int(10 ** chosen.uniform(0.5, 12)) - 1))
    return sorted(found)


def test_ten_thousand_amounts_cost_the_same_in_the_browser(visit: Visit, library: Library) -> None:
    tariffs = library.tariffs()
    prices = amounts([schedule for platform in tariffs for schedule in platform.fees])
    assert len(prices) == 10_000
    page = visit("en/fee.html")
    assert sorted(page.evaluate("Object.keys(mktsupport.tariffs)")) == sorted(platform.id for platform in tariffs)
    for platform in tariffs:
        assert page.evaluate("(name) => mktsupport.tariffs[name].schedules.map((each) => each.id)", platform.id) == [
            schedule.id for schedule in platform.fees
        ]
        for schedule in platform.fees:
            there = page.evaluate(COUNTED, [platform.id, schedule.id, prices])
            here = [charge(schedule, price) for price in prices]
            assert there == [[charged.fee, decimal(charged)] for charged in here], schedule.id


@pytest.mark.parametrize("path", ["en/fee.html", "ja/trouble/fee-or-tax.html"])
def test_amounts_are_read_alike_on_every_page_that_asks_for_one(visit: Visit, path: str) -> None:
    page = visit(path)
    read = page.evaluate("(texts) => texts.map((text) => mktsupport.amountOf(text))", list(EVERY))
    assert dict(zip(EVERY, read, strict=True)) == EVERY


DAYS = {"3": 3, "３": 3, "三": 3, "3日": 3, "3日間": 3, "3 days": 3, "1 day": 1, "0": 0, "十日": 10, "3時間": None,
        "3円": None, "-1": None, "1.5": None, "": None}  # fmt: skip


def test_days_and_hours_are_read_alike(visit: Visit) -> None:
    page = visit("en/trouble/unpaid.html")
    read = page.evaluate('(texts) => texts.map((text) => mktsupport.numberOf(text, "days"))', list(DAYS))
    assert dict(zip(DAYS, read, strict=True)) == DAYS
    assert [answer(text, "days") for text in DAYS] == list(DAYS.values())
    hours = ["3時間", "3 hours", "３", "3日"]
    assert page.evaluate('(texts) => texts.map((text) => mktsupport.numberOf(text, "hours"))', hours) == [3, 3, 3, None]


def test_each_chart_stands_beside_its_own_schedule(visit: Visit) -> None:
    page = visit("ja/fee.html#ticketcamp")
    charts = page.locator("figure svg.fee-chart:visible")
    assert charts.count() == 1
    assert charts.first.locator("xpath=ancestor::*[contains(@class, 'schedule')]").get_attribute("id") == (
        "schedule-ticketcamp-escrow"
    )
