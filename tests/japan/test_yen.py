"""Amounts as people write them: one table for the commands, the completion, a letter and the grammar itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mktsupport.errors import AskedWronglyError
from mktsupport.japan.yen import MAX_YEN, amount, number_of
from tests.conftest import Run
from tests.yen import JOINED, READ, REFUSED

quick = settings(max_examples=60, deadline=None, database=None, derandomize=True)
prices = st.integers(1, MAX_YEN)

ACCEPTED = [pytest.param(text, value, id=repr(text)) for text, value in {**READ, **JOINED}.items()]
WRONG = [pytest.param(text, id=why) for text, why in REFUSED.items()]
VALUE = ("diagnose", "fee-or-tax", "--answer", "tax", "--answer", "valuable")


@pytest.mark.parametrize(("text", "value"), ACCEPTED)
def test_an_amount_may_be_written_in_many_ways(text: str, value: int) -> None:
    assert amount(text) == value


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(AskedWronglyError, match="is not an amount"):
        amount(text)
    assert number_of(text, "yen") in (None, 0)


@pytest.mark.parametrize("text", WRONG)
def test_fee_refuses_it_with_what_is_accepted(run: Run, text: str) -> None:
    result = run("fee", text)
    problem, hint = result.err.splitlines()
    assert (result.code, result.out) == (2, "")
    assert problem.startswith("error: ")
    assert "from 1 to 999,999,999,999" in hint
    assert "2.5万 or 2万5千" in hint


@pytest.mark.parametrize(("text", "value"), ACCEPTED)
def test_fee_reads_it(run: Run, text: str, value: int) -> None:
    result = run("fee", text, "--json")
    assert (result.code, result.json["amount"]) == (0, value)


@pytest.mark.parametrize(("text", "value"), ACCEPTED)
def test_an_answer_in_yen_is_read_as_fee_reads_it(run: Run, text: str, value: int) -> None:
    told = run(*VALUE, f"--answer={text}", "--json", "--lang", "en")
    assert told.code == 0
    passed = told.json["path"][-1]
    assert (passed["answer"], passed["label"]) == (str(value), f"{value:,} yen")


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=why) for text, why in REFUSED.items() if not why.startswith("zero")]
)
def test_an_answer_in_yen_is_refused_where_fee_refuses_it(run: Run, text: str) -> None:
    told = run(*VALUE, f"--answer={text}", "--lang", "en")
    assert (told.code, told.out, len(told.err.splitlines())) == (2, "", 2)
    assert "2万5千" in told.err.splitlines()[1]


@pytest.mark.parametrize("text", ["0", "0円", "０", "〇"])
def test_no_yen_at_all_is_an_answer_where_a_question_asks_for_it(run: Run, text: str) -> None:
    assert run(*VALUE, "--answer", text, "--json").json["path"][-1]["answer"] == "0"


@pytest.mark.parametrize(
    ("text", "value"),
    [(each, "3") for each in ("3", "３", "三", "3日", "３日", "三日", "3日間", "3 days", "3days", " 3 ")]
    + [("1 day", "1"), ("0", "0"), ("0日", "0"), ("十日", "10"), ("30日", "30"), ("三十日", "30"), ("1,000", "1000")],
)
def test_a_number_of_days_may_be_written_in_many_ways(run: Run, text: str, value: str) -> None:
    told = run("diagnose", "unpaid", "--answer", "still-here", "--answer", "unsure", "--answer", text, "--json")
    assert told.code == 0
    assert told.json["path"][-1]["answer"] == value


@pytest.mark.parametrize("text", ["-1", "1.5", "3,0", "3時間", "3円", "¥3", "3日日", "日", "soon", "5²", ""])
def test_what_is_no_number_of_days_is_refused(run: Run, text: str) -> None:
    told = run("diagnose", "unpaid", "--answer", "still-here", "--answer", "unsure", f"--answer={text}", "--lang", "en")
    assert (told.code, told.out) == (2, "")
    assert told.err.splitlines()[1] == "hint:  answer with a whole number of days, such as --answer 3 or --answer 3日"


@pytest.mark.parametrize("text", ["3", "３", "三", "3時間", "３時間", "3 hours", "3hours"])
def test_a_number_of_hours_may_be_written_in_many_ways(text: str) -> None:
    assert number_of(text, "hours") == 3


@pytest.mark.parametrize("text", ["3日", "-3", "3.5", "3円", "時間"])
def test_what_is_no_number_of_hours_is_refused(text: str) -> None:
    assert number_of(text, "hours") is None


@pytest.mark.parametrize(("text", "value"), ACCEPTED)
def test_a_letter_says_the_amount_in_full(run: Run, text: str, value: int) -> None:
    told = run("draft", "rakuma", "--to", "party", "--set", "name=Member Eight", "--set", "situation=x",
               "--set", "wish=x", "--set", f"amount={text}", "--json")  # fmt: skip
    assert f"{value:,}円" in told.json["body"]


SPELLINGS = {
    "digits": "{0}",
    "commas": "{0:,}",
    "円": "{0:,}円",
    "¥": "¥{0:,}",
    "wide ¥": "￥{0}",
    "yen": "{0} yen",
    "JPY": "JPY {0}",
    "zeros in front": "00{0}",
}
WIDE = str.maketrans("0123456789,", "０１２３４５６７８９，")
KANJI = str.maketrans("0123456789", "〇一二三四五六七八九")


@pytest.mark.parametrize("spelling", [pytest.param(text, id=name) for name, text in SPELLINGS.items()])
@quick
@given(price=prices)
def test_every_spelling_of_an_amount_is_read_back(spelling: str, price: int) -> None:
    assert amount(spelling.format(price)) == price
    assert amount(spelling.format(price).translate(WIDE)) == price
    assert amount(spelling.format(price).translate(KANJI)) == price


@quick
@given(price=prices)
def test_ten_thousands_are_read_back(price: int) -> None:
    assert amount(f"{price // 10_000}.{price % 10_000:04d}万円") == price


def in_kanji(price: int) -> str:
    """A number as a Japanese receipt spells it, every place with its figure."""
    groups = []
    for unit, size in (("億", 10**8), ("万", 10**4), ("", 1)):
        group = price // size % 10_000
        places = [(group // place % 10, sign) for sign, place in (("千", 1000), ("百", 100), ("十", 10), ("", 1))]
        text = "".join(f"{figure}{sign}" for figure, sign in places if figure)
        groups.append(text + unit if text else "")
    return "".join(groups).translate(KANJI)


@quick
@given(figures=st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_an_amount_spelt_in_full_in_kanji_is_read_back(figures: list[int]) -> None:
    price = int("".join(map(str, figures)))
    assert amount(in_kanji(price)) == price


@quick
@given(text=st.text("0123456789０９.,，円万億千百十二〇¥￥ -+e", max_size=20))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        value = amount(text)
    except AskedWronglyError:
        return
    assert 1 <= value <= MAX_YEN
