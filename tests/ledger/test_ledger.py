"""`ledger` on files: what it reads, what it adds, what it refuses, and what it never guesses."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from tests.conftest import SRC, Run
from tests.extras import needs

needs("narwhals", "duckdb")

import duckdb

from mktsupport.ledger.answer import REASON_TEXTS
from mktsupport.ledger.expression import REASONS
from mktsupport.ledger.page import GROUPS
from mktsupport.ledger.question import Group

SALES = """注文,price,sold,service,memo
001,25000,2018-05-31,チケキャン,"a,b"
002,"¥1,234",2024/6/4,ﾗｸﾏ,
003,abc,2024-01-01,mercari,""
004,,2024-01-01,mercari,x
005,100,2018-06-01,ticketcamp,x
006,9999,2024-02-30,mercari,x
007,2.5万,2024年2月29日,メルカリ,x
008,5,20240601,nowhere,x
"""
CHARGED = ("--price", "price", "--platform", "ticketcamp")
ALL_COLUMNS = ("--date-column", "sold", "--platform-column", "service")


@pytest.fixture
def sales(tmp_path: Path) -> str:
    return written(tmp_path / "sales.csv", SALES)


def written(path: Path, text: str, encoding: str = "utf-8") -> str:
    path.write_bytes(text.encode(encoding))
    return str(path)


def test_a_ledger_is_charged_as_fee_charges_each_price(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "l.csv", "price\n1\n10000\n10001\n20000\n20001\n25000\n999999999999\n")
    answer = run("ledger", file, *CHARGED, "--json").json
    assert {key: answer[key] for key in ("rows", "priced", "unpriced", "price", "fee", "total", "net")} == {
        "rows": 7, "priced": 7, "unpriced": 0, "price": 1_000_000_085_002, "fee": 32_400_003_185,
        "total": 1_032_400_088_187, "net": None,
    }  # fmt: skip
    assert (answer["currency"], answer["engine"], answer["files"], answer["output"]) == ("JPY", "duckdb", [file], None)


def test_the_program_ends_without_a_word_from_the_engine(tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "mktsupport",
        "ledger",
        written(tmp_path / "l.csv", "price\n1\n"),
        *CHARGED,
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_wrong_is_exit_0_and_the_closed_services_table_is_history(run: Run, tmp_path: Path) -> None:
    result = run("ledger", written(tmp_path / "l.csv", "price\n25000\n"), *CHARGED)
    assert (result.code, result.err) == (0, "")
    assert "25,810 yen" in result.out
    assert "closed service: the table as it stood until May 2018" in result.out
    assert "Fractions of a yen are dropped" in result.out
    assert "No column of dates was named" in result.out


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        pytest.param(
            "en",
            [
                "error: whose fees to charge is not said",
                (
                    "hint:  name the platform with `--platform` (mercari, rakuma, yahoo-auctions, yahoo-flea-market), "
                    "or its column with `--platform-column`"
                ),
            ],
            id="English",
        ),
        pytest.param(
            "ja",
            [
                "error: どのサービスの手数料で計算するかが指定されていません",
                (
                    "hint:  `--platform` で選ぶか(mercari, rakuma, yahoo-auctions, yahoo-flea-market)、"
                    "サービスの列を `--platform-column` で指定してください"
                ),
            ],
            id="Japanese",
        ),
    ],
)
def test_whose_fees_to_charge_is_asked_and_never_guessed(
    run: Run, tmp_path: Path, language: str, lines: list[str]
) -> None:
    out = tmp_path / "out.csv"
    file = written(tmp_path / "l.csv", "price\n25000\n")
    result = run("ledger", file, "--price", "price", "-o", str(out), "--lang", language)
    assert (result.code, result.out, result.err.splitlines()) == (2, "", lines)
    assert not out.exists()


def test_each_row_is_charged_by_its_platform_on_its_day(run: Run, sales: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    result = run("ledger", sales, "--price", "price", *ALL_COLUMNS, "-o", str(out))
    assert result.code == 1
    assert out.read_text(encoding="utf-8") == (
        "注文,price,sold,service,memo,fee,total,net,schedule,reason\n"
        '001,25000,2018-05-31,チケキャン,"a,b",810,25810,,ticketcamp/escrow,\n'
        '002,"¥1,234",2024/6/4,ﾗｸﾏ,,123,,1111,rakuma/sales-10,\n'
        '003,abc,2024-01-01,mercari,"",,,,,not-an-amount\n'
        "004,,2024-01-01,mercari,x,,,,,no-price\n"
        "005,100,2018-06-01,ticketcamp,x,,,,,no-schedule\n"
        "006,9999,2024-02-30,mercari,x,,,,,not-a-date\n"
        "007,2.5万,2024年2月29日,メルカリ,x,2500,,22500,mercari/sales,\n"
        "008,5,20240601,nowhere,x,,,,,unknown-platform\n"
    )


def test_rows_without_a_fee_are_counted_and_listed_with_their_lines(run: Run, sales: str) -> None:
    answer = run("ledger", sales, "--price", "price", *ALL_COLUMNS, "--json").json
    assert (answer["rows"], answer["priced"], answer["unpriced"]) == (8, 3, 5)
    assert [(each["line"], each["reason"], each["text"]) for each in answer["lines"]] == [
        (4, "not-an-amount", "abc"), (5, "no-price", None), (6, "no-schedule", "2018-06-01"),
        (7, "not-a-date", "2024-02-30"), (9, "unknown-platform", "nowhere"),
    ]  # fmt: skip
    assert [(each["reason"], each["rows"]) for each in answer["reasons"]] == [
        (name, 1) for name in ("no-price", "not-an-amount", "unknown-platform", "not-a-date", "no-schedule")
    ]
    assert (answer["fee"], answer["total"], answer["net"]) == (3_433, 25_810, 23_611)


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        pytest.param(
            "month",
            [
                ("2018-05", 1, 810), ("2018-06", 1, 0), ("2024-01", 2, 0), ("2024-02", 1, 2_500), ("2024-06", 2, 123),
                (None, 1, 0),
            ],
            id="month",
        ),
        pytest.param(
            "platform", [("mercari", 3, 2_500), ("rakuma", 1, 123), ("ticketcamp", 1, 810), (None, 3, 0)], id="platform"
        ),
        pytest.param("payer", [("buyer", 1, 810), ("seller", 4, 2_623), (None, 3, 0)], id="payer"),
    ],
)  # fmt: skip
def test_sums_by(run: Run, sales: str, by: str, groups: list[tuple[str | None, int, int]]) -> None:
    answer = run("ledger", sales, "--price", "price", *ALL_COLUMNS, "--by", by, "--json").json
    assert [(each["key"], each["rows"], each["fee"]) for each in answer["by"]] == groups


def test_strict_stops_at_the_first_row_without_a_fee_and_writes_nothing(run: Run, sales: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    result = run("ledger", sales, "--price", "price", *ALL_COLUMNS, "--strict", "-o", str(out))
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        f"error: {sales}:4: not a price in whole yen 'abc'",
        "hint:  correct that row, or leave out --strict: then it stays, with its reason",
    ]
    assert not out.exists()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith((".", "out"))) == []


def test_the_schedule_in_force_on_the_rows_day_is_the_one_of_fee(run: Run, tmp_path: Path) -> None:
    days = ["2021-01-12", "2021-01-13", "2023-07-31", "2023-08-01"]
    file = written(tmp_path / "l.csv", "price,sold\n" + "".join(f"10000,{day}\n" for day in days))
    out = tmp_path / "out.csv"
    run("ledger", file, "--price", "price", "--platform", "ラクマ", "--date-column", "sold", "-o", str(out))
    rows = duckdb.read_csv(str(out)).project("fee, schedule, reason").fetchall()
    assert rows == [(None, None, "no-schedule"), (660, "sales", None), (660, "sales", None), (1000, "sales-10", None)]
    assert run("fee", "10000", "--platform", "rakuma", "--on", "2023-08-01", "--json").json["fee"] == 1000


def test_one_day_and_one_schedule_for_every_row(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "l.csv", "price\n10000\n")
    asked = ("ledger", file, "--price", "price", "--platform", "rakuma", "--json")
    assert run(*asked, "--on", "2023-07-31").json["fee"] == 660
    assert run(*asked, "--schedule", "sales-4-5").json["fee"] == 450
    assert "2023-07-31" in " ".join(run(*asked, "--on", "2023-07-31").json["assumptions"])


@pytest.mark.parametrize(
    ("day", "known"),
    [
        pytest.param("2024-02-29", True, id="a leap day"),
        pytest.param("2023-02-29", False, id="no leap day"),
        pytest.param("2024/1/5", True, id="slashes"),
        pytest.param("2024.01.05", True, id="points"),
        pytest.param("20240105", True, id="eight digits"),
        pytest.param("2024年1月5日", True, id="Japanese"),
        pytest.param("2024-01-05T10:00:00", True, id="with its time"),
        pytest.param("2024/01/05 23:59", True, id="with a time after a space"),
        pytest.param("2024-01-05T10:00:00+09:00", True, id="Japan's zone"),
        pytest.param("2024-01-05T23:00:00Z", False, id="another zone, where it is another day perhaps"),
        pytest.param("2024-01-05T23:00:00-05:00", False, id="another zone by its offset"),
        pytest.param("2024-13-01", False, id="a thirteenth month"),
        pytest.param("2024-04-31", False, id="a day too many"),
        pytest.param("2024-01", False, id="half a date"),
        pytest.param("05/01/2024", False, id="day or month first"),
        pytest.param("45296", False, id="a spreadsheet's own number"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_dates(run: Run, tmp_path: Path, day: str, known: bool) -> None:  # noqa: FBT001 - a table
    file = written(tmp_path / "l.csv", f"price,sold\n1000,{day}\n")
    answer = run("ledger", file, "--price", "price", "--platform", "mercari", "--date-column", "sold", "--json").json
    assert [each["reason"] for each in answer["reasons"]] == ([] if known else ["not-a-date"])


JAPANESE = '注文,代金,商品\n001,"25,000",表示\n002,1000,ソ能\n'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(JAPANESE.encode(), id="UTF-8"),
        pytest.param(JAPANESE.encode("utf-8-sig"), id="with a byte order mark"),
        pytest.param(JAPANESE.encode("cp932"), id="cp932"),
        pytest.param(gzip.compress(JAPANESE.encode()), id="gzip"),
        pytest.param(gzip.compress(JAPANESE.encode("cp932")), id="gzip of cp932"),
        pytest.param(JAPANESE.replace("\n", "\r\n").encode("cp932"), id="cp932 with Windows' line ends"),
    ],
)
def test_every_encoding_of_japanese_shops_is_read(run: Run, tmp_path: Path, data: bytes) -> None:
    file, out = tmp_path / "l.csv", tmp_path / "out.csv"
    file.write_bytes(data)
    result = run("ledger", str(file), "--price", "代金", "--platform", "ticketcamp", "-o", str(out))
    assert (result.code, result.err) == (0, "")
    assert out.read_text(encoding="utf-8") == (
        "注文,代金,商品,fee,total,net,schedule,reason\n"
        '001,"25,000",表示,810,25810,,escrow,\n'
        "002,1000,ソ能,324,1324,,escrow,\n"
    )


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"], ids=["comma", "tab", "semicolon", "bar"])
def test_separators_are_found_by_the_columns_that_are_asked_for(run: Run, tmp_path: Path, mark: str) -> None:
    file, out = (
        written(tmp_path / "l.csv", f"a,b;c{mark}price\nx{mark}25000\n".replace("a,b;c", "memo")),
        tmp_path / "o.csv",
    )
    assert run("ledger", file, *CHARGED, "-o", str(out)).code == 0
    assert out.read_text(encoding="utf-8").splitlines()[1] == mark.join(
        ("x", "25000", "810", "25810", "", "escrow", "")
    )


def test_lines_are_those_of_the_file_whatever_its_records_hold(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "l.csv", 'memo,price\n"one\ntwo",100\n\nx,abc\n"three\nfour",0\ny,\n')
    answer = run("ledger", file, *CHARGED, "--json").json
    assert [(each["line"], each["reason"]) for each in answer["lines"]] == [
        (5, "not-an-amount"), (6, "not-an-amount"), (8, "no-price"),
    ]  # fmt: skip


def test_several_files_and_patterns_are_one_ledger(run: Run, tmp_path: Path) -> None:
    for name, text in (("b[1].csv", "price\nx\n"), ("a.csv", "price\n100\n"), ("c.csv", "price\n200\n0\n")):
        written(tmp_path / name, text)
    answer = run("ledger", str(tmp_path / "*.csv"), *CHARGED, "--json").json
    assert [Path(each).name for each in answer["files"]] == ["a.csv", "b[1].csv", "c.csv"]
    assert (answer["rows"], answer["price"]) == (4, 300)
    assert [(Path(each["file"]).name, each["line"]) for each in answer["lines"]] == [("b[1].csv", 2), ("c.csv", 3)]


def test_parquet_is_read_and_written(run: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "l.parquet", tmp_path / "out.parquet"
    duckdb.connect().sql(
        "SELECT * FROM (VALUES (25000, DATE '2018-05-31', TIMESTAMPTZ '2018-05-31 16:00:00+00'), "
        "(NULL, NULL, NULL), (0, DATE '2018-05-31', NULL)) t(price, sold, seen)"
    ).write_parquet(str(file))
    asked = ("ledger", str(file), *CHARGED, "--date-column")
    answer = run(*asked, "sold", "-o", str(out), "--json").json
    assert [(each["line"], each["reason"]) for each in answer["lines"]] == [(2, "no-price"), (3, "not-an-amount")]
    assert duckdb.read_parquet(str(out)).project("price, fee, total, schedule, reason").fetchall() == [
        (25_000, 810, 25_810, "escrow", None), (None, None, None, None, "no-price"),
        (0, None, None, None, "not-an-amount"),
    ]  # fmt: skip
    late = run(*asked, "seen", "--json").json
    assert late["lines"][0]["reason"] == "no-schedule"  # the first of June in Japan


def test_sums_do_not_end_where_64_bits_do(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "l.parquet"
    duckdb.connect().sql("SELECT 999999999999 AS price FROM range(10000000)").write_parquet(str(file))
    answer = run("ledger", str(file), *CHARGED, "--json").json
    assert answer["price"] == 9_999_999_999_990_000_000
    assert answer["total"] == 10_323_999_999_980_000_000


REFUSED = [
    pytest.param(b"", CHARGED, "is empty", id="an empty file"),
    pytest.param(b"\n\n", CHARGED, "is empty", id="blank lines"),
    pytest.param(b"prise,b\n1,2\n", CHARGED, "there is no column 'price'", id="no such column"),
    pytest.param(b"price,b,b\n1,2,3\n", CHARGED, "two columns called 'b'", id="a column twice"),
    pytest.param(b"price,fee\n1,2\n", CHARGED, "already has a column 'fee'", id="a column of ours"),
    pytest.param(b"price\n\x81\xff\n", CHARGED, "neither UTF-8 nor cp932", id="no text"),
    pytest.param("price\n1\n".encode("utf-16"), CHARGED, "UTF-16", id="UTF-16"),
    pytest.param(b"PK\x03\x04....", CHARGED, "neither CSV nor Parquet", id="a workbook"),
    pytest.param(b"PAR1....", CHARGED, "is torn", id="a torn Parquet file"),
    pytest.param(gzip.compress(b"price\n1\n" * 99)[:25], CHARGED, "to its end", id="a torn gzip file"),
    pytest.param(b"a,price\n1,2\n1\n", CHARGED, "fields or quotes", id="too few fields"),
    pytest.param(b"a,price\n1,2\n1,2,3\n", CHARGED, "l.csv:3: ", id="too many fields"),
    pytest.param(b'a,price\n1,"2\n', CHARGED, "fields or quotes", id="a quote without its end"),
    pytest.param(b"price\n1\n", (*CHARGED, "--by", "month"), "column of dates", id="months without dates"),
    pytest.param(b"price\n1\n", (*CHARGED, "--date-column", "d"), "no column 'd'", id="no column of dates"),
    pytest.param(b"price\n1\n", ("--price", "price", "--platform", "nowhere"), "nowhere", id="an unknown platform"),
    pytest.param(b"price\n1\n", (*CHARGED, "--schedule", "x"), "no schedule 'x'", id="an unknown schedule"),
    pytest.param(
        b"price,p\n1,x\n", ("--price", "price", "--platform", "rakuma", "--platform-column", "p"), "both",
        id="two platforms",
    ),
    pytest.param(
        b"price,d\n1,x\n", (*CHARGED, "--on", "2024-01-01", "--date-column", "d"), "both", id="two days"
    ),
    pytest.param(b"price\n1\n", (*CHARGED, "-o", "x.xlsx"), "x.xlsx", id="a form that we do not write"),
    pytest.param(b"price\n1\n", (*CHARGED, "-o", "/nowhere/x.csv"), "/nowhere", id="a folder that is not"),
    pytest.param(b"price\n1\n", (*CHARGED, "--engine", "abacus"), "abacus", id="an unknown engine"),
    pytest.param(b"price\n1\n", (), "--price", id="no column of prices"),
]  # fmt: skip


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("data", "options", "said"), REFUSED)
def test_a_ledger_that_cannot_be_read_is_two_lines(
    run: Run, tmp_path: Path, data: bytes, options: tuple[str, ...], said: str, language: str
) -> None:
    file = tmp_path / "l.csv"
    file.write_bytes(data)
    result = run("ledger", str(file), *options, "--lang", language)
    assert (result.code, result.out) == (2, "")
    assert [line[:7] for line in result.err.splitlines()] == ["error: ", "hint:  "]
    if language == "en":
        assert said in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["l.csv"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("none.csv", "does not exist", id="no such file"),
        pytest.param("*.csv", "matches no file", id="a pattern that matches nothing"),
        pytest.param(".", "is a folder", id="a folder"),
    ],
)
def test_a_file_that_is_none_is_two_lines(run: Run, tmp_path: Path, name: str, said: str) -> None:
    result = run("ledger", str(tmp_path / name), *CHARGED)
    assert (result.code, result.out) == (2, "")
    assert said in result.err.splitlines()[0]


def test_a_mistyped_column_is_told_its_near_misses(run: Run, sales: str) -> None:
    assert "did you mean price?" in run("ledger", sales, "--price", "prize", "--platform", "mercari").err


def test_files_with_other_columns_are_refused(run: Run, tmp_path: Path) -> None:
    one, two = written(tmp_path / "a.csv", "price\n1\n"), written(tmp_path / "b.csv", "price,x\n1,2\n")
    assert "other columns" in run("ledger", one, two, *CHARGED).err


@pytest.mark.parametrize("same", [True, False], ids=["the ledger itself", "another file"])
def test_nothing_is_written_over(run: Run, sales: str, tmp_path: Path, same: bool) -> None:  # noqa: FBT001 - a table
    out = Path(sales) if same else tmp_path / "mine.csv"
    before = out.write_text(SALES, encoding="utf-8")
    result = run("ledger", sales, *CHARGED, "-o", str(out))
    assert result.code == 2
    assert out.stat().st_size == len(SALES.encode()) > before > 0


def test_a_header_alone_is_a_ledger_of_no_rows(run: Run, tmp_path: Path) -> None:
    result = run("ledger", written(tmp_path / "l.csv", "price\n"), *CHARGED, "--json")
    assert (result.code, result.json["rows"], result.json["fee"], result.json["schedules"]) == (0, 0, 0, [])
    assert run("ledger", written(tmp_path / "m.csv", "price\n"), *CHARGED).code == 0


def test_a_ledger_of_unknown_services_alone_has_no_fees(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "l.csv", "price,service\n100,nowhere\n")
    answer = run("ledger", file, "--price", "price", "--platform-column", "service", "--json").json
    assert (answer["rows"], answer["fee"], answer["reasons"][0]["reason"]) == (1, 0, "unknown-platform")


def test_a_column_of_many_values_is_none_of_services(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "l.csv", "price,order\n" + "".join(f"1,o{n}\n" for n in range(10_001)))
    result = run("ledger", file, "--price", "price", "--platform-column", "order")
    assert (result.code, "more than 10,000 different values" in result.err) == (2, True)


def test_the_screen_lists_twenty_lines_and_json_a_thousand(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "l.csv", "price\n" + "x\n" * 1_500)
    out = run("ledger", file, *CHARGED).out
    assert len(re.findall(r"^ +line ", out, re.MULTILINE)) == 20
    assert "and 1,480 rows more" in out
    answer = run("ledger", file, *CHARGED, "--json").json
    assert (len(answer["lines"]), answer["unpriced"]) == (1_000, 1_500)


def test_what_stands_in_a_ledger_never_acts_on_the_terminal(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "l.csv", "price\n\x1b[31mred\x07\n")
    result = run("ledger", file, *CHARGED)
    assert "\x1b" not in result.out
    assert "red" in result.out


def test_polars_gives_the_same_file_and_the_same_sums(run: Run, sales: str, tmp_path: Path) -> None:
    pytest.importorskip("polars", reason="needs polars")
    files, answers = [], []
    for engine in ("duckdb", "polars"):
        out = tmp_path / f"{engine}.csv"
        asked = ("--price", "price", *ALL_COLUMNS, "--by", "month", "--engine", engine, "-o", str(out), "--json")
        answers.append({**run("ledger", sales, *asked).json, "engine": None, "output": None})
        files.append(out.read_bytes())
    assert files[0] == files[1]
    assert answers[0] == answers[1]


def without(*modules: str, arguments: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """The command line in a Python that has none of these modules."""
    script = f"""
import sys
for name in {modules!r}:
    sys.modules[name] = None
import importlib.util
there = importlib.util.find_spec
importlib.util.find_spec = lambda name: None if name in {modules!r} else there(name)
from mktsupport.cli import main
sys.exit(main({arguments!r}))
"""
    env = dict(os.environ) | {"PYTHONPATH": str(SRC)}
    return subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("engine", "module", "extra"),
    [("duckdb", "duckdb", "ledger"), ("polars", "polars", "ledger,polars"), ("spark", "pyspark", "ledger,spark")],
)
def test_a_missing_extra_is_two_lines(sales: str, engine: str, module: str, extra: str) -> None:
    done = without(module, arguments=("ledger", sales, "--price", "price", "--engine", engine))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        f"error: this needs {module}, which is not installed",
        f"hint:  run `pip install '.[{extra}]'` in a checkout of mktsupport",
    ]


def test_each_reason_and_each_group_has_its_words() -> None:
    assert tuple(REASON_TEXTS) == REASONS
    assert tuple(GROUPS) == get_args(Group)


def test_the_other_commands_load_no_dataframes() -> None:
    done = without("narwhals", "duckdb", "polars", "pyspark", arguments=("fee", "25000", "--json"))
    assert (done.returncode, json.loads(done.stdout)["fee"]) == (0, 810)
