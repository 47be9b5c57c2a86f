"""One expression on every engine: the same rows as `fee.answer.charge`, to the yen."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.fee.answer import charge
from mktsupport.japan.yen import MAX_YEN, number_of
from mktsupport.records import Fee, Text, Tier
from tests.conftest import Run
from tests.extras import needs
from tests.yen import JOINED, READ, REFUSED

needs("narwhals", "duckdb", "polars", "pandas", "pyspark", program="java")

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
from pyspark.sql import SparkSession

from mktsupport.ledger.cells import spellings
from mktsupport.ledger.expression import DatedSchedule, Plan, charged_frame, with_fees
from mktsupport.ledger.results import summed_frame

steady = settings(max_examples=25, deadline=None, database=None, derandomize=True)
ROWS = 1_000_000
EDGES = [
    1,
    2,
    9_999,
    10_000,
    10_001,
    19_999,
    20_000,
    20_001,
    20_016,
    20_031,
    21_250,
    23_750,
    25_000,
    MAX_YEN - 1,
    MAX_YEN,
]


def schedule(tiers: tuple[Tier, ...], rounding: Any = "down", payer: Any = "buyer") -> Fee:
    return Fee(id="some", name=Text("料金", "Fee"), payer=payer, rounding=rounding, tiers=tiers, facts=())


ESCROW = schedule((Tier(up_to=10_000, flat=324), Tier(up_to=20_000, flat=540), Tier(rate="3.24%")))


@st.composite
def schedules(draw: st.DrawFn) -> Fee:
    """Tiers that leave no gap, flat or at a rate of up to five decimals, in every rounding."""
    ends = sorted(draw(st.sets(st.integers(1, MAX_YEN - 1), max_size=4)))
    rate = st.builds(
        lambda whole, part: f"{whole}{part}%", st.integers(0, 100), st.from_regex(r"(\.[0-9]{1,5})?", fullmatch=True)
    )
    charges = [draw(st.one_of(st.integers(0, 10**9), rate)) for _ in range(len(ends) + 1)]
    tiers = [
        Tier(up_to=end, flat=each) if isinstance(each, int) else Tier(up_to=end, rate=each)
        for end, each in zip([*ends, None], charges, strict=True)
    ]
    return schedule(
        tuple(tiers), draw(st.sampled_from(["down", "half-up", "up"])), draw(st.sampled_from(["buyer", "seller"]))
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Fee, list[int]]:
    """A schedule, and prices among which are the yen around each of its edges."""
    fee = draw(schedules())
    edges = [price for tier in fee.tiers if tier.up_to for price in (tier.up_to, tier.up_to + 1)]
    return fee, [*edges, *draw(st.lists(st.integers(1, MAX_YEN), min_size=1, max_size=12)), MAX_YEN]


def expected(fee: Fee, prices: list[int]) -> list[tuple[int, int | None, int | None]]:
    fees = [charge(fee, price).fee for price in prices]
    buyer = fee.payer == "buyer"
    return [
        (each, price + each if buyer else None, None if buyer else price - each)
        for price, each in zip(prices, fees, strict=True)
    ]


def in_duckdb(fee: Fee, prices: list[int]) -> list[Any]:
    relation = duckdb.sql("SELECT unnest($prices::BIGINT[]) AS price", params={"prices": prices})
    return with_fees(relation, schedule=fee).project("fee, total, net").fetchall()  # type: ignore[no-any-return]


def in_polars(fee: Fee, prices: list[int]) -> list[Any]:
    return with_fees(pl.DataFrame({"price": prices}), schedule=fee).select("fee", "total", "net").rows()  # type: ignore[no-any-return]


def in_lazy_polars(fee: Fee, prices: list[int]) -> list[Any]:
    frame = with_fees(pl.LazyFrame({"price": prices}), schedule=fee)
    return frame.select("fee", "total", "net").collect().rows()  # type: ignore[no-any-return]


def in_pandas(fee: Fee, prices: list[int]) -> list[Any]:
    frame = with_fees(pd.DataFrame({"price": prices}), schedule=fee)[["fee", "total", "net"]]
    assert {str(kind).lower() for kind in frame.dtypes} == {"int64"}
    return [tuple(None if value is pd.NA else value for value in row) for row in frame.itertuples(index=False)]


@pytest.mark.parametrize("engine", [in_duckdb, in_polars, in_lazy_polars, in_pandas])
@steady
@given(case=cases())
def test_every_engine_charges_what_fee_charges(engine: Any, case: tuple[Fee, list[int]]) -> None:
    assert engine(*case) == expected(*case)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.session.timeZone", "Asia/Tokyo")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def some_cases() -> list[tuple[Fee, list[int]]]:
    """The first cases that Hypothesis thinks of, for an engine that takes seconds for one."""
    found: list[tuple[Fee, list[int]]] = []

    @settings(max_examples=8, deadline=None, database=None, derandomize=True)
    @given(case=cases())
    def collect(case: tuple[Fee, list[int]]) -> None:
        found.append(case)

    collect()
    return found


def test_spark_charges_what_fee_charges(spark: Any) -> None:
    whole = None
    wanted = []
    for number, (fee, prices) in enumerate(some_cases()):
        frame = spark.createDataFrame(
            [(number, n, price) for n, price in enumerate(prices)], "number int, n int, price long"
        )
        part = with_fees(frame, schedule=fee)
        whole = part if whole is None else whole.union(part)
        wanted += [(number, n, *row) for n, row in enumerate(expected(fee, prices))]
    assert whole is not None
    rows = whole.select("number", "n", "fee", "total", "net").collect()
    assert sorted((tuple(row) for row in rows), key=lambda row: row[:2]) == wanted


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A million rows of Parquet: every edge, prices all over, and what is no price."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.parquet"
    edges = ", ".join(f"({price}::BIGINT)" for price in [*EDGES, 0, -1, MAX_YEN + 1, "NULL"])
    duckdb.sql(
        f"COPY (SELECT row_number() OVER () AS id, price FROM ((VALUES {edges}) UNION ALL SELECT CASE i % 3 "
        f"WHEN 0 THEN 1 + hash(i) % 30000 WHEN 1 THEN 1 + hash(i) % 10000000 ELSE 1 + hash(i) % {MAX_YEN} END::BIGINT "
        f"FROM range({ROWS - len(EDGES) - 4}) t(i)) u(price)) TO '{path}'"
    )
    return path


def test_spark_gives_row_for_row_what_duckdb_gives(spark: Any, ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with_fees(spark.read.parquet(str(ledger)), schedule=ESCROW).write.parquet(str(out))
    ours = with_fees(duckdb.read_parquet(str(ledger)), schedule=ESCROW)
    theirs = duckdb.read_parquet(f"{out}/*.parquet")
    assert theirs.columns == ours.columns
    assert theirs.count("*").fetchall() == [(ROWS,)]
    assert ours.except_(theirs).fetchall() == theirs.except_(ours).fetchall() == []


def test_duckdb_gives_row_for_row_what_fee_charges(ledger: Path) -> None:
    relation = with_fees(duckdb.read_parquet(str(ledger)), schedule=ESCROW).project("price, fee, total, net, reason")
    rows = relation.fetchall()
    assert len(rows) == ROWS
    wrong = [
        row
        for row in rows
        if row
        != (
            (row[0], (fee := charge(ESCROW, row[0]).fee), row[0] + fee, None, None)
            if row[0] is not None and 1 <= row[0] <= MAX_YEN
            else (row[0], None, None, None, "no-price" if row[0] is None else "not-an-amount")
        )
    ]
    assert wrong == []
    assert {price for price, *_ in rows} >= set(EDGES)


def plan_of(frame: Any) -> str:
    return str(frame._jdf.queryExecution().executedPlan().toString())  # noqa: SLF001 - pyspark has no other way


def test_spark_shuffles_nothing_but_the_summary(spark: Any, ledger: Path) -> None:
    plan = Plan("price", [DatedSchedule(ESCROW)])
    frame = charged_frame(nw.from_native(spark.read.parquet(str(ledger))), plan)
    rows, sums = (
        plan_of(frame.to_native()),
        plan_of(summed_frame(frame, plan, monthly=False).to_native()),
    )
    assert "Exchange" not in rows
    assert sums.count("Exchange") == 1
    assert sums.index("Exchange") < sums.index(
        "HashAggregate", sums.index("Exchange")
    )  # each task sums before it sends


def test_the_command_gives_on_spark_what_it_gives_on_duckdb(spark: Any, run: Run, tmp_path: Path) -> None:
    assert spark.version
    file = tmp_path / "sales.csv"
    file.write_text(
        "id,price,sold,service\n"
        '001,"¥25,000",2018-05-31,チケキャン\n002,abc,2024-01-01,mercari\n003,2.5万,2024年2月29日,メルカリ\n'
        '004,"1\n2",2024-02-30,mercari\n005,,2024-01-01,nowhere\n',
        encoding="utf-8",
    )
    answers, ledgers = [], []
    for engine in ("duckdb", "spark"):
        out = tmp_path / f"{engine}.parquet"
        asked = ("--price", "price", "--date-column", "sold", "--platform-column", "service", "--by", "month")
        result = run("ledger", str(file), *asked, "--engine", engine, "--master", "local[2]", "-o", str(out), "--json")
        assert (result.code, result.err) == (1, "")
        answers.append({**result.json, "engine": None, "output": None})
        pattern = f"{out}/*.parquet" if engine == "spark" else str(out)
        ledgers.append(duckdb.read_parquet(pattern).order("id").fetchall())
    assert answers[0] == answers[1]
    assert ledgers[0] == ledgers[1]
    assert [each["line"] for each in answers[0]["lines"]] == [3, 5, 7]


def test_no_float_touches_money_on_spark(spark: Any, ledger: Path) -> None:
    plan = plan_of(with_fees(spark.read.parquet(str(ledger)), schedule=ESCROW)).lower()
    assert "decimal" in plan
    assert "double" not in plan
    assert "float" not in plan


# Spellings that only ledgers bring, beside the table that every reader is held to.
WRITTEN: dict[str, int | None] = {**READ, **dict.fromkeys(REFUSED), "\t7\n": 7, "𝟏𝟐": 12, "1.00000000万": 10_000}
SPELLED = st.text(alphabet="0159０５,，.．¥￥万億円千 \u3000yenJPY-\t²", max_size=12)


def read_in_a_column(text: str) -> int | None:
    """What a column's expression reads: one number in figures, with 万 or 億 behind it at most."""
    plain = unicodedata.normalize("NFKC", text)
    return (
        (number_of(text, "yen") or None)
        if re.fullmatch("[^〇一二三四五六七八九零十百千万億]*[万億]?[^万億0-9]*", plain)
        else None
    )


FREE = schedule((Tier(flat=0),))  # total is the price as it was read


def totals(texts: list[str], spark: Any) -> dict[str, list[int | None]]:
    """What each engine reads in a column of texts."""
    relation = duckdb.sql("SELECT unnest($texts::VARCHAR[]) AS price", params={"texts": texts})
    frame = spark.createDataFrame(list(enumerate(texts)), "n int, price string")
    rows = with_fees(frame, schedule=FREE).select("n", "total").collect()
    return {
        "duckdb": [row[0] for row in with_fees(relation, schedule=FREE).project("total").fetchall()],
        "polars": with_fees(pl.DataFrame({"price": texts}), schedule=FREE)["total"].to_list(),
        "spark": [total for _, total in sorted(tuple(row) for row in rows)],
    }


def read_by_pandas(texts: list[str]) -> list[int | None]:
    read = with_fees(pd.DataFrame({"price": texts}), schedule=FREE)["total"]
    return [None if value is pd.NA else value for value in read]


def test_a_ledger_reads_one_number_in_every_spelling_that_fee_reads(spark: Any) -> None:
    wanted = list(WRITTEN.values())
    assert totals(list(WRITTEN), spark) == {"duckdb": wanted, "polars": wanted, "spark": wanted}
    assert read_by_pandas(list(WRITTEN)) == wanted


def test_several_numbers_and_kanji_are_no_amount_in_a_column_and_one_for_pandas(spark: Any) -> None:
    nothing = [None] * len(JOINED)
    assert totals(list(JOINED), spark) == {"duckdb": nothing, "polars": nothing, "spark": nothing}
    assert read_by_pandas(list(JOINED)) == list(JOINED.values())


@steady
@given(texts=st.lists(st.one_of(SPELLED, st.text(max_size=8).filter(str.isprintable)), min_size=1, max_size=20))
def test_any_text_with_one_number_is_read_as_fee_reads_it(texts: list[str]) -> None:
    wanted = [read_in_a_column(text) for text in texts]
    assert with_fees(pl.DataFrame({"price": texts}), schedule=FREE)["total"].to_list() == wanted
    relation = duckdb.sql("SELECT unnest($texts::VARCHAR[]) AS price", params={"texts": texts})
    assert [row[0] for row in with_fees(relation, schedule=FREE).project("total").fetchall()] == wanted


def test_no_character_of_unicode_that_fee_reads_is_left_out() -> None:
    known = {char for spelled in spellings().values() for char in spelled}
    alphabet = set("0123456789.,¥yenjp ")
    missing = {
        chr(code)
        for code in range(0x110000)
        if unicodedata.normalize("NFKC", chr(code)).casefold() in alphabet
        and unicodedata.category(chr(code)) != "No"
        and chr(code) not in alphabet
    } - known
    assert missing == set()


@pytest.mark.parametrize(
    ("price", "wanted"),
    [
        pytest.param([25_000.0, None, 1.5, 0.0, 1e300], [810, None, None, None, None], id="floats"),
        pytest.param([25_000, None, -1, 0, 10**12], [810, None, None, None, None], id="whole numbers"),
    ],
)
def test_numbers_are_read_where_they_are_whole_yen(price: list[Any], wanted: list[int | None]) -> None:
    assert with_fees(pl.DataFrame({"price": price}), schedule=ESCROW)["fee"].to_list() == wanted
    told = with_fees(pd.DataFrame({"price": price}), schedule=ESCROW)["fee"]
    assert [None if value is pd.NA else value for value in told] == wanted


def test_a_frame_comes_back_in_its_own_kind() -> None:
    assert isinstance(with_fees(pl.LazyFrame({"price": [1]}), schedule=ESCROW), pl.LazyFrame)
    assert isinstance(with_fees(pd.DataFrame({"price": [1]}), schedule=ESCROW), pd.DataFrame)
    frame = with_fees(pl.DataFrame({"a": ["x"], "price": [25_000]}), schedule=ESCROW)
    assert frame.to_dicts() == [
        {"a": "x", "price": 25_000, "fee": 810, "total": 25_810, "net": None, "schedule": "some", "reason": None}
    ]


def test_a_missing_column_and_one_of_ours_are_refused() -> None:
    with pytest.raises(AskedWronglyError, match="no column 'price'"):
        with_fees(pl.DataFrame({"prise": [1]}), schedule=ESCROW)
    with pytest.raises(AskedWronglyError, match="already has a column 'fee'"):
        with_fees(pl.DataFrame({"price": [1], "fee": [1]}), schedule=ESCROW)


def test_a_rate_too_fine_for_whole_numbers_of_64_bits_is_refused() -> None:
    with pytest.raises(SupportError, match="too fine"):
        with_fees(pl.DataFrame({"price": [1]}), schedule=schedule((Tier(rate="3.33333333333333333%"),)))
