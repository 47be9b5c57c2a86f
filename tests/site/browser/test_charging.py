"""The fee pages count as the command line counts."""

from __future__ import annotations

import random
import re
import shlex

import pytest

from mktsupport.fee.answer import charge, decimal
from mktsupport.japan.yen import MAX_YEN, number_of
from mktsupport.knowledge.library import Library
from mktsupport.rows import FeeRow
from tests.conftest import Run
from tests.site.browser.conftest import Visit
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
    page = visit("en/fee/ticketcamp.html")
    page.locator("#price").fill(typed)
    assert page.locator("#answer dd.fee b").inner_text() == fee
    assert page.locator("#answer dd.to-pay b").inner_text() == to_pay


@pytest.mark.parametrize("typed", ["0", "-5", "12.5", "5²", "ten", "1e5", "1000000000000", "10,00"])
@pytest.mark.parametrize("path", ["en/fee.html", "en/fee/mercari.html"])
def test_what_is_no_amount_gets_no_fee(visit: Visit, typed: str, path: str) -> None:
    page = visit(path)
    page.locator("#price").fill(typed)
    assert page.locator("#answer b").count() == 0
    assert not page.locator("#compared").is_visible()
    assert page.locator("#answer").inner_text() != ""
    assert page.locator("#price").get_attribute("aria-invalid") == "true"


def test_a_fee_is_shared_by_its_link(visit: Visit) -> None:
    page = visit("ja/fee/ticketcamp.html")
    page.locator("#price").fill("20001")
    shared = visit(page.url.split("/", 3)[3])
    assert shared.locator("#answer dd.fee b").inner_text() == "648円"


@pytest.mark.parametrize("path", ["ja/fee.html", "ja/fee/ticketcamp.html"])
def test_the_amount_goes_along_into_the_other_language(visit: Visit, path: str) -> None:
    page = visit(path)
    page.locator("#price").fill("25,000円")
    page.locator("a.twin").click()
    page.wait_for_url("**/en/fee**")
    assert page.locator("#price").input_value() == "25,000円"
    assert "810 yen" in page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("#ticketcamp", "en/fee/ticketcamp.html#"),
        ("?at=2026-09-22T18:30#ticketcamp/25000", "en/fee/ticketcamp.html?at=2026-09-22T18:30#25000"),
        ("#rakuma/10000/2026-11-01/sales-9", "en/fee/rakuma.html#10000/2026-11-01/sales-9"),
        ("#25000", "en/fee.html#25000"),
        ("#constructor", "en/fee.html#constructor"),
        ("#%", "en/fee.html#%"),
    ],
)
def test_an_address_from_before_each_platform_had_its_page_leads_there(visit: Visit, before: str, after: str) -> None:
    page = visit(f"en/fee.html{before}")
    page.wait_for_url(lambda url: url.endswith(after))
    assert page.locator("#price").is_visible()


@pytest.mark.parametrize(("language", "unit"), [("ja", "円"), ("en", " yen")])
def test_the_comparison_says_what_the_terminal_says(visit: Visit, run: Run, language: str, unit: str) -> None:
    page = visit(f"{language}/fee.html?at=2026-11-29T12:00#25000")
    told = run("fee", "25000", "--compare", "--on", "2026-11-29", "--json", "--lang", language).json["fees"]
    assert len({each["platform"] for each in told}) > 3
    for name in {each["platform"] for each in told}:
        here = [each for each in told if each["platform"] == name]
        row = page.locator(f"#compared tr#{name}").inner_text()
        for most in (min, max):
            assert f"{most(each['fee'] for each in here):,}{unit}" in row
            assert f"{most(each['net'] or each['total'] for each in here):,}{unit}" in row
    assert page.locator("#compared tr#ticketcamp").count() == 1
    page.locator("#compared tr#ticketcamp a").click()
    page.wait_for_url("**/fee/ticketcamp.html#25000")
    assert page.locator("#answer dd.fee b").inner_text() == f"810{unit}"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_comparison_is_the_same_before_and_after_its_script(visit: Visit, language: str) -> None:
    written = visit(f"{language}/fee.html", java_script_enabled=False)
    title = written.locator("#answer").inner_text()
    day = re.search(r"\d{4}-\d\d-\d\d", title)
    assert day
    drawn = visit(f"{language}/fee.html?at={day[0]}T12:00")
    assert drawn.locator("#answer").inner_text() == title
    rows = "(all) => all.map((each) => [each.id, each.innerText])"
    shown = drawn.locator("#compared tr").evaluate_all(rows)
    assert shown == written.locator("#compared tr").evaluate_all(rows)
    assert [name for name, _ in shown][1:3] == ["yahoo-flea-market", "mercari"]


def test_closed_services_stand_apart_with_their_notice(visit: Visit, run: Run) -> None:
    notice = run("fee", "25000", "--platform", "ticketcamp", "--json", "--lang", "en").json["notice"]
    assert notice == "closed service: the table as it stood until May 2018"
    page = visit("en/fee.html#25000")
    rows = page.locator("[aria-labelledby=closed] tbody tr")
    assert rows.evaluate_all("(all) => all.map((each) => each.id)") == ["ticketcamp"]
    assert rows.locator(".ended").inner_text() == notice
    assert page.locator("[aria-labelledby=answer] .ended").count() == 0


def test_a_closed_services_fee_is_called_history(visit: Visit, run: Run) -> None:
    page = visit("en/fee/ticketcamp.html#25000")
    notice = run("fee", "25000", "--platform", "ticketcamp", "--json", "--lang", "en").json["notice"]
    assert notice
    assert page.locator("main > .ended").inner_text() == notice


def test_a_day_before_a_schedule_has_no_fee(visit: Visit) -> None:
    page = visit("en/fee/rakuma.html#10000/2026-11-01")
    assert page.locator("#answer dd.fee b").count() == 1
    page.locator("#day").fill("2010-01-01")
    page.locator("#answer .doubt").wait_for()
    assert page.locator("#answer dd.fee b").count() == 0


def test_of_several_schedules_the_reader_chooses(visit: Visit, run: Run) -> None:
    page = visit("en/fee/rakuma.html#10000/2026-11-01")
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


def amounts(schedules: list[FeeRow]) -> list[int]:
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
    assert [number_of(text, "days") for text in DAYS] == list(DAYS.values())
    hours = ["3時間", "3 hours", "３", "3日"]
    assert page.evaluate('(texts) => texts.map((text) => mktsupport.numberOf(text, "hours"))', hours) == [3, 3, 3, None]
