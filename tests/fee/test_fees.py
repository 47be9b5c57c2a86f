"""Fees to the yen: the tables, every spelling of an amount, and an independent calculation beside ours."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mktsupport.fee.answer import bands, charge, decimal, in_force, round_yen
from mktsupport.japan.dates import period
from mktsupport.knowledge.library import Library
from mktsupport.records import Fee, Rounding, Text, Tier
from tests.conftest import Run

quick = settings(max_examples=60, deadline=None, database=None, derandomize=True)

ESCROW = (Tier(up_to=10_000, flat=324), Tier(up_to=20_000, flat=540), Tier(rate="3.24%"))


def schedule(rounding: Any = "down", tiers: tuple[Tier, ...] = ESCROW, **dates: str) -> Fee:
    name = Text("料金", "Fee")
    return Fee(id="escrow", name=name, payer="buyer", rounding=rounding, tiers=tiers, facts=(), **dates)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("price", "fee", "total", "exact"),
    [
        pytest.param("1", 324, 325, "324", id="the lowest price"),
        pytest.param("9999", 324, 10_323, "324", id="a yen below the first edge"),
        pytest.param("10000", 324, 10_324, "324", id="the first band ends at 10,000, inclusive"),
        pytest.param("10001", 540, 10_541, "540", id="the second begins one yen later"),
        pytest.param("20000", 540, 20_540, "540", id="the second band ends at 20,000, inclusive"),
        pytest.param("20001", 648, 20_649, "648.0324", id="the rate begins one yen later"),
        pytest.param("20016", 648, 20_664, "648.5184", id="a fraction above one half is dropped"),
        pytest.param("20031", 649, 20_680, "649.0044", id="a fraction near zero is dropped"),
        pytest.param("21250", 688, 21_938, "688.5", id="one half is dropped"),
        pytest.param("23750", 769, 24_519, "769.5", id="one half over an odd yen is dropped"),
        pytest.param("25000", 810, 25_810, "810", id="a whole fee"),
        pytest.param("30000", 972, 30_972, "972", id="30,000"),
        pytest.param("100000", 3_240, 103_240, "3240", id="100,000"),
        pytest.param("999999999999", 32_399_999_999, 1_032_399_999_998, "32399999999.9676", id="the highest amount"),
    ],
)
def test_the_escrow_table(run: Run, price: str, fee: int, total: int, exact: str) -> None:
    answer = run("fee", price, "--json").json
    assert (answer["fee"], answer["total"], answer["exact"]) == (fee, total, exact)
    assert (answer["amount"], answer["net"], answer["payer"]) == (int(price), None, "buyer")


@pytest.mark.parametrize(
    ("price", "down", "half_up", "up"),
    [
        pytest.param(10_000, 324, 324, 324, id="a flat fee has nothing to round"),
        pytest.param(20_001, 648, 648, 649, id="648.0324"),
        pytest.param(20_016, 648, 649, 649, id="648.5184"),
        pytest.param(20_031, 649, 649, 650, id="649.0044"),
        pytest.param(21_250, 688, 689, 689, id="688.5, which Python rounds to 688"),
        pytest.param(23_750, 769, 770, 770, id="769.5, which Python rounds to 770"),
        pytest.param(25_000, 810, 810, 810, id="a whole 810 stays"),
        pytest.param(999_999_999_999, 32_399_999_999, 32_400_000_000, 32_400_000_000, id="the highest amount"),
    ],
)
def test_the_three_roundings(price: int, down: int, half_up: int, up: int) -> None:
    charged = [charge(schedule(rounding), price).fee for rounding in ("down", "half-up", "up")]
    assert charged == [down, half_up, up]


@pytest.mark.parametrize(
    ("exact", "rounding", "fee"),
    [
        pytest.param(Fraction(1, 2), "half-up", 1, id="half a yen"),
        pytest.param(Fraction(4999, 10_000), "half-up", 0, id="just below half"),
        pytest.param(Fraction(1, 10**12), "up", 1, id="a trace"),
        pytest.param(Fraction(999_999, 1_000_000), "down", 0, id="almost a yen"),
        pytest.param(Fraction(5, 2), "half-up", 3, id="2.5"),
    ],
)
def test_roundings_at_their_edges(exact: Fraction, rounding: Rounding, fee: int) -> None:
    assert round_yen(exact, rounding) == fee


def test_the_closed_services_table_is_marked_as_history(run: Run) -> None:
    answer = run("fee", "25000", "--json").json
    assert (answer["platform"], answer["schedule"], answer["current"]) == ("ticketcamp", "escrow", False)
    assert (answer["currency"], answer["tax"]) == ("JPY", "included")
    assert (answer["rounding"], answer["rounding_stated"]) == ("down", False)
    assert "2018" in answer["notice"]
    assert answer["facts"] == ["TC-46"]


def test_an_unstated_rounding_is_named_as_an_assumption(run: Run) -> None:
    answer = run("fee", "20001", "--json").json
    assert any("ractions of a yen" in assumption for assumption in answer["assumptions"])
    assert any(
        "1円未満" in assumption for assumption in run("fee", "20001", "--json", "--lang", "ja").json["assumptions"]
    )


@pytest.mark.parametrize(
    ("price", "noted"),
    [
        pytest.param("1", True, id="1 yen"),
        pytest.param("323", True, id="a yen less than the fee"),
        pytest.param("324", False, id="as much as the fee"),
        pytest.param("25000", False, id="an ordinary price"),
    ],
)
def test_a_fee_above_the_price_carries_a_note(run: Run, price: str, noted: bool) -> None:  # noqa: FBT001
    assert (run("fee", price, "--json").json["note"] is not None) is noted


def test_a_refused_amount_is_quoted_in_japanese(run: Run) -> None:
    result = run("fee", "たくさん", "--lang", "ja")
    assert result.code == 2
    assert "「たくさん」" in result.err


def test_one_bad_amount_refuses_them_all(run: Run) -> None:
    result = run("fee", "1000", "abc", "--json")
    assert (result.code, result.out) == (2, "")
    assert "'abc'" in result.err


def test_no_amount_is_asked_wrongly(run: Run) -> None:
    result = run("fee")
    assert (result.code, result.out) == (2, "")
    assert "mktsupport fee 25000" in result.err


def test_several_amounts_answer_in_their_order(run: Run) -> None:
    answer = run("fee", "30000", "1", "2.5万", "--json").json
    assert list(answer) == ["fees"]
    assert [(each["amount"], each["fee"]) for each in answer["fees"]] == [(30_000, 972), (1, 324), (25_000, 810)]


@pytest.mark.parametrize(
    "question",
    [("25000",), ("25000", "1"), ("25000", "--compare"), ("25000", "--platform", "mercari")],
    ids=["one amount", "two amounts", "a comparison", "a living service"],
)
def test_fees_is_a_list_of_the_same_objects_whatever_was_asked(run: Run, question: tuple[str, ...]) -> None:
    answer = run("fee", *question, "--json").json
    assert {tuple(each) for each in answer["fees"]} == {tuple(run("fee", "1", "--json").json["fees"][0])}


def test_one_amount_answers_with_its_own_keys_as_well(run: Run) -> None:
    answer = run("fee", "25000", "--json").json
    fees = answer.pop("fees")
    assert fees == [answer]
    assert (answer["amount"], answer["fee"]) == (25_000, 810)


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        pytest.param(
            "en",
            "Ticketcamp · closed service: the table as it stood until May 2018",
            "Living services: mktsupport fee 25000 30000 --compare, "
            "or --platform mercari, rakuma, yahoo-auctions, yahoo-flea-market",
            id="English",
        ),
        pytest.param(
            "ja",
            "チケットキャンプ · 終了したサービスの、2018年5月までの料金表です",
            "いまあるサービスの手数料: mktsupport fee 25000 30000 --compare か、"
            "--platform に mercari, rakuma, yahoo-auctions, yahoo-flea-market を付けます。",
            id="Japanese",
        ),
    ],
)
def test_a_closed_services_table_says_so_first_and_offers_the_living_last(
    run: Run, language: str, first: str, last: str
) -> None:
    lines = run("fee", "25000", "3万", "--lang", language).out.splitlines()
    assert (lines[0], lines[-1]) == (first, last)


def test_who_names_the_service_is_offered_no_other(run: Run) -> None:
    lines = run("fee", "25000", "--platform", "ticketcamp", "--lang", "en").out.splitlines()
    assert lines[0] == "Ticketcamp · closed service: the table as it stood until May 2018"
    assert "Living services" not in "\n".join(lines)
    assert run("fee", "25000", "--platform", "mercari", "--lang", "en").out.splitlines()[0] == "Mercari Sales fee"


@pytest.mark.parametrize(
    ("platform", "price", "fee", "net"),
    [
        pytest.param("mercari", "10000", 1_000, 9_000, id="メルカリ 10%"),
        pytest.param("mercari", "999", 99, 900, id="メルカリ drops 0.9 yen"),
        pytest.param("メルカリ", "10000", 1_000, 9_000, id="by its Japanese name"),
        pytest.param("rakuma", "10000", 1_000, 9_000, id="ラクマ, the first schedule"),
        pytest.param("ﾗｸﾏ", "10000", 1_000, 9_000, id="by half-width kana"),
        pytest.param("fril", "10000", 1_000, 9_000, id="フリル leads to ラクマ"),
        pytest.param("yahoo-auctions", "10000", 1_000, 9_000, id="ヤフオク 10%"),
        pytest.param("yahoo-flea-market", "10000", 500, 9_500, id="フリマ 5%"),
        pytest.param("yahoo-flea-market", "19", 0, 19, id="less than a yen is nothing"),
    ],
)
def test_the_sellers_fee_leaves_a_net(run: Run, platform: str, price: str, fee: int, net: int) -> None:
    answer = run("fee", price, "--platform", platform, "--on", "2026-11-22", "--json").json
    assert (answer["fee"], answer["net"], answer["total"]) == (fee, net, None)
    assert (answer["payer"], answer["current"], answer["notice"]) == ("seller", True, None)


@pytest.mark.parametrize(
    ("name", "fee", "exact"),
    [
        pytest.param("sales-10", 1_234, "1234.5", id="10%"),
        pytest.param("sales-9", 1_111, "1111.05", id="9%"),
        pytest.param("sales-8", 987, "987.6", id="8%"),
        pytest.param("sales-7", 864, "864.15", id="7%"),
        pytest.param("sales-6", 740, "740.7", id="6%"),
        pytest.param("sales-4-5", 555, "555.525", id="4.5%"),
    ],
)
def test_rakumas_rates_by_last_months_sales(run: Run, name: str, fee: int, exact: str) -> None:
    question = ("fee", "12345", "--platform", "rakuma", "--schedule", name, "--on", "2026-11-22", "--json")
    answer = run(*question).json
    assert (answer["schedule"], answer["fee"], answer["exact"], answer["net"]) == (name, fee, exact, 12_345 - fee)
    assert answer["rounding_stated"] is True


@pytest.mark.parametrize(
    ("day", "name", "fee"),
    [
        pytest.param("2023-07-31", "sales", 660, id="the last day of 6.6%"),
        pytest.param("2023-08-01", "sales-10", 1_000, id="the first day of today's rates"),
    ],
)
def test_rakumas_rate_changed_on_1_august_2023(run: Run, day: str, name: str, fee: int) -> None:
    answer = run("fee", "10000", "--platform", "rakuma", "--on", day, "--json").json
    assert (answer["schedule"], answer["fee"], answer["current"]) == (name, fee, True)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(("25000", "--on", "2018-06-01"), id="a day after the service's last month"),
        pytest.param(("25000", "--on", "2026-11-22"), id="today, named"),
        pytest.param(("1000", "--platform", "yahoo-auctions", "--on", "2024-06-03"), id="a day before a rate is known"),
        pytest.param(("1000", "--platform", "rakuma", "--schedule", "sales-9", "--on", "2023-07-31"), id="too early"),
        pytest.param(("1000", "--platform", "rakuma", "--schedule", "sales", "--on", "2023-08-01"), id="too late"),
        pytest.param(("1000", "--platform", "mobaoku"), id="a platform without known fees"),
        pytest.param(("1000", "--platform", "amazon", "--table"), id="a table that is not known"),
        pytest.param(("1000", "--platform", "consumer-hotline"), id="a public desk"),
    ],
)
def test_a_fee_that_is_not_known_is_not_guessed(run: Run, question: tuple[str, ...]) -> None:
    result = run("fee", *question)
    assert (result.code, result.out) == (1, "")
    assert "not known" in result.err


@pytest.mark.parametrize(
    ("question", "words"),
    [
        pytest.param(("1000", "--schedule", "nope"), ("'nope'", "escrow"), id="an unknown schedule"),
        pytest.param(("--table", "--schedule", "nope"), ("'nope'", "escrow"), id="an unknown schedule's table"),
        pytest.param(
            ("1000", "--platform", "rakuma", "--schedule", "escrow"), ("sales-10", "sales-4-5"), id="another's schedule"
        ),
        pytest.param(("1000", "--platform", "zzzz"), ("'zzzz'", "list platforms"), id="an unknown platform"),
        pytest.param(("1000", "--platform", "merkari"), ("mercari",), id="a mistyped platform"),
        pytest.param(("1000", "--on", "yesterday"), ("'yesterday'", "2018-05-31"), id="a word for a date"),
        pytest.param(("1000", "--on", "2018-02-30"), ("'2018-02-30'",), id="30 February"),
        pytest.param(("1000", "--on", "2018-05"), ("'2018-05'",), id="a month for a day"),
        pytest.param(("1000", "--on", ""), ("''",), id="no date"),
        pytest.param(("--compare",), ("no amount",), id="a comparison of nothing"),
    ],
)
def test_a_wrong_question_is_refused_with_a_hint(run: Run, question: tuple[str, ...], words: tuple[str, ...]) -> None:
    result = run("fee", *question)
    assert (result.code, result.out, len(result.err.splitlines())) == (2, "", 2)
    assert [word for word in words if word not in result.err] == []


def test_a_day_while_the_service_lived_is_answered(run: Run) -> None:
    answer = run("fee", "25000", "--on", "2018-05-31", "--json").json
    assert (answer["fee"], answer["until"], answer["current"]) == (810, "2018-05", False)


def test_a_comparison_names_every_platform_with_its_payer(run: Run) -> None:
    fees = run("fee", "10000", "--compare", "--on", "2026-11-22", "--json").json["fees"]
    told = {(each["platform"], each["schedule"]): (each["fee"], each["payer"]) for each in fees}
    assert told == {
        ("mercari", "sales"): (1_000, "seller"),
        ("rakuma", "sales-10"): (1_000, "seller"),
        ("rakuma", "sales-9"): (900, "seller"),
        ("rakuma", "sales-8"): (800, "seller"),
        ("rakuma", "sales-7"): (700, "seller"),
        ("rakuma", "sales-6"): (600, "seller"),
        ("rakuma", "sales-4-5"): (450, "seller"),
        ("yahoo-auctions", "sales"): (1_000, "seller"),
        ("yahoo-flea-market", "sales"): (500, "seller"),
    }


def test_a_comparison_as_of_2018_holds_the_closed_service(run: Run) -> None:
    fees = run("fee", "10000", "--compare", "--on", "2018-05-31", "--json").json["fees"]
    told = {each["platform"]: each["fee"] for each in fees}
    assert told["ticketcamp"] == 324
    assert "yahoo-auctions" not in told


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param("en", ("10,000 yen", "500 yen", "sellers"), id="English"),
        pytest.param("ja", ("10,000円", "500円", "売る人"), id="Japanese"),
    ],
)
def test_a_comparison_is_a_bar_picture(run: Run, language: str, words: tuple[str, ...]) -> None:
    result = run("fee", "10000", "--compare", "--on", "2026-11-22", "--lang", language)
    assert result.code == 0
    assert [word for word in words if word not in result.out] == []
    bars = [line.count("█") for line in result.out.splitlines() if "█" in line]
    assert (min(bars), max(bars)) == (7, 16)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(("columns", "rows"), [(80, 10), (40, 0)], ids=["a table at 80", "stacked at 40"])
def test_a_comparison_is_a_table_where_the_terminal_is_wide_enough(
    run: Run, monkeypatch: pytest.MonkeyPatch, language: str, columns: int, rows: int
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns))
    out = run("fee", "25000", "--compare", "--lang", language).out
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in out.splitlines()]
    assert len([line for line in plain if re.search(r"(円| yen) .*█.* (sales|escrow)", line)]) == rows


def test_a_comparison_tells_what_each_schedule_of_a_platform_stands_for(run: Run) -> None:
    out = run("fee", "25000", "--compare", "--on", "2026-11-22", "--lang", "en").out
    assert "  Rakuma --schedule\n    sales-10: Sales fee 10%, fewer than 4 sales or under 5,000 yen last month" in out


def test_a_comparison_of_several_amounts_compares_each(run: Run) -> None:
    asked = ("fee", "10000", "1000", "--compare", "--on", "2026-11-22")
    fees = run(*asked, "--json").json["fees"]
    assert [each["amount"] for each in fees] == [10_000] * 9 + [1_000] * 9
    out = run(*asked, "--lang", "en").out
    assert [line for line in out.splitlines() if line.startswith("The fee on")] == [
        "The fee on 10,000 yen (2026-11-22)", "The fee on 1,000 yen (2026-11-22)"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param(
            "en", ("1–10,000 yen", "10,001–20,000 yen", "20,001 yen and up", "324 yen", "3.24%"), id="English"
        ),
        pytest.param("ja", ("1〜10,000円", "10,001〜20,000円", "20,001円〜", "324円", "3.24%"), id="Japanese"),
    ],
)
def test_the_table_shows_tiers_and_bars(run: Run, language: str, words: tuple[str, ...]) -> None:
    result = run("fee", "--table", "--lang", language)
    assert result.code == 0
    assert [word for word in words if word not in result.out] == []
    assert result.out.count("█" * 8) >= 4
    assert "\x1b" not in result.out


def test_the_table_as_json_holds_the_tiers(run: Run) -> None:
    answer = run("fee", "--table", "--json").json
    assert answer["platform"] == "ticketcamp"
    (escrow,) = answer["schedules"]
    assert [(tier["up_to"], tier["flat"], tier["rate"]) for tier in escrow["tiers"]] == [
        (10_000, 324, None),
        (20_000, 540, None),
        (None, None, "3.24%"),
    ]


def test_a_page_through_a_pipe_is_plain(run: Run) -> None:
    result = run("fee", "25000", "--lang", "en")
    lines = [line.split() for line in result.out.splitlines()]
    assert ["price", "25,000", "yen"] in lines
    assert ["to", "pay", "25,810", "yen"] in lines
    assert any(line[:3] == ["fee", "810", "yen"] for line in lines)
    assert "2018" in result.out
    assert "\x1b" not in result.out
    assert result.err == ""


def test_the_exact_fee_stands_on_the_page_where_it_has_fractions(run: Run) -> None:
    assert "648.0324" in run("fee", "20001", "--lang", "en").out
    assert "648.0324" in run("fee", "20001", "--lang", "ja").out


@pytest.mark.parametrize(
    ("since", "until", "day", "valid"),
    [
        pytest.param("2018-05", "2018-05", date(2018, 4, 30), False, id="before a month"),
        pytest.param("2018-05", "2018-05", date(2018, 5, 1), True, id="a month's first day"),
        pytest.param("2018-05", "2018-05", date(2018, 5, 31), True, id="a month's last day"),
        pytest.param("2018-05", "2018-05", date(2018, 6, 1), False, id="after a month"),
        pytest.param("2020-02", "2020-02", date(2020, 2, 29), True, id="29 February"),
        pytest.param("2021-02", "2021-02", date(2021, 3, 1), False, id="after a February of 28 days"),
        pytest.param("2018", "2018", date(2018, 1, 1), True, id="a year's first day"),
        pytest.param("2018", "2018", date(2018, 12, 31), True, id="a year's last day"),
        pytest.param("2018", "2018", date(2019, 1, 1), False, id="after a year"),
        pytest.param("2018-05-10", "2018-05-12", date(2018, 5, 9), False, id="the day before"),
        pytest.param("2018-05-10", "2018-05-12", date(2018, 5, 10), True, id="the first day, inclusive"),
        pytest.param("2018-05-10", "2018-05-12", date(2018, 5, 12), True, id="the last day, inclusive"),
        pytest.param("2018-05-10", "2018-05-12", date(2018, 5, 13), False, id="the day after"),
    ],
)
def test_a_schedule_holds_from_its_first_to_its_last_day(since: str, until: str, day: date, valid: bool) -> None:  # noqa: FBT001
    assert in_force(schedule(since=since, until=until), day) is valid


def test_a_schedule_without_dates_has_no_edges() -> None:
    assert period(None, None) == (date(1, 1, 1), date(9999, 12, 31))
    assert period("2018-12", None) == (date(2018, 12, 1), date(9999, 12, 31))
    assert period(None, "2019-02") == (date(1, 1, 1), date(2019, 2, 28))


def test_bands_leave_no_price_out() -> None:
    assert [(first, last) for first, last, _ in bands(ESCROW)] == [(1, 10_000), (10_001, 20_000), (20_001, None)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(Fraction(810), "810", id="whole"),
        pytest.param(Fraction(1, 8), "0.125", id="below one"),
        pytest.param(Fraction(6_480_324, 10_000), "648.0324", id="with a zero after the point"),
        pytest.param(Fraction(0), "0", id="nothing"),
    ],
)
def test_an_exact_fee_is_written_as_a_decimal(value: Fraction, text: str) -> None:
    assert decimal(value) == text


@st.composite
def rates(draw: st.DrawFn) -> tuple[str, int, int]:
    """A rate as it is written, and as numerator and denominator of the price."""
    digits = draw(st.integers(0, 4))
    number = draw(st.integers(0, 100 * 10**digits))
    text = f"{number // 10**digits}.{number % 10**digits:0{digits}d}%" if digits else f"{number}%"
    return text, number, 100 * 10**digits


prices = st.integers(1, 999_999_999_999)
roundings = st.sampled_from(["down", "half-up", "up"])


@quick
@given(rate=rates(), price=prices)
def test_a_rate_is_charged_to_the_last_digit(rate: tuple[str, int, int], price: int) -> None:
    text, numerator, denominator = rate
    tiers = (Tier(rate=text),)
    product = price * numerator
    assert charge(schedule("down", tiers), price).fee == product // denominator
    assert charge(schedule("up", tiers), price).fee == -(-product // denominator)
    assert charge(schedule("half-up", tiers), price).fee == (2 * product + denominator) // (2 * denominator)


@quick
@given(rate=rates(), price=prices)
def test_no_rounding_is_more_than_a_yen_from_another(rate: tuple[str, int, int], price: int) -> None:
    tiers = (Tier(rate=rate[0]),)
    down, half_up, up = (charge(schedule(rounding, tiers), price).fee for rounding in ("down", "half-up", "up"))
    assert down <= half_up <= up <= down + 1


@quick
@given(rate=rates(), price=prices, rounding=roundings)
def test_a_fee_is_never_a_float(rate: tuple[str, int, int], price: int, rounding: str) -> None:
    charged = charge(schedule(rounding, (Tier(rate=rate[0]),)), price)
    assert type(charged.fee) is int
    assert {type(charged.numerator), type(charged.denominator)} == {int}


@quick
@given(rate=rates(), one=prices, other=prices, rounding=roundings)
def test_a_higher_price_in_the_same_band_never_costs_less(
    rate: tuple[str, int, int], one: int, other: int, rounding: str
) -> None:
    cheap, dear = sorted((one, other))
    charged = schedule(rounding, (Tier(rate=rate[0]),))
    assert charge(charged, cheap).fee <= charge(charged, dear).fee


@quick
@given(edges=st.lists(prices, min_size=1, max_size=6, unique=True), price=prices)
def test_a_price_falls_into_the_first_band_that_reaches_it(edges: list[int], price: int) -> None:
    edges.sort()
    tiers = (*(Tier(up_to=edge, flat=n) for n, edge in enumerate(edges)), Tier(flat=len(edges)))
    assert charge(schedule("down", tiers), price).fee == sum(edge < price for edge in edges)


@quick
@given(rate=rates(), price=prices)
def test_the_exact_decimal_is_exact(rate: tuple[str, int, int], price: int) -> None:
    charged = charge(schedule("down", (Tier(rate=rate[0]),)), price)
    assert Fraction(decimal(charged)) == Fraction(price * rate[1], rate[2])


def test_the_default_platform_of_fees_is_the_librarys(library: Library) -> None:
    assert library.default_fee_platform() == "ticketcamp"
    assert {"mercari", "rakuma", "ticketcamp", "yahoo-auctions", "yahoo-flea-market"} <= {
        platform.id for platform in library.tariffs()
    }
