"""The compiled knowledge: built when it must be, mended when it is broken, and one's own laid over it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.evidence import trail
from mktsupport.knowledge.compiler import compile_into
from mktsupport.knowledge.library import Library, open_library
from tests.conftest import ROOT, Run
from tests.small import SHIPPED

OVER = """\
platforms:
  - id: shop
    name: {ja: みせ屋, en: The Shop}
    aliases: [bazaar]
    kind: marketplace
    status: {state: ended, on: 2026-10}
    channels:
      - {id: phone, kind: phone, name: {ja: 電話, en: Phone}, value: 03-0000-0002, rank: 1, facts: [T-1]}
"""

MORE = """\
platforms:
  - id: kiosk
    name: {ja: キオスク, en: Kiosk}
    aliases: [売店]
    kind: marketplace
    status: {state: active}
troubles:
  - id: rained-on
    title: {ja: ぬれた, en: Rained on}
    platforms: [kiosk, shop]
    symptoms: {ja: [雨], en: [rain]}
    start: wet
    nodes:
      - id: wet
        kind: question
        ask: {ja: ぬれましたか。, en: Is it wet?}
        why: {ja: 念のため。, en: To be sure.}
        options:
          - {id: "yes", label: {ja: はい, en: "Yes"}, to: done}
          - {id: "no", label: {ja: いいえ, en: "No"}, to: done}
      - id: done
        kind: outcome
        title: {ja: 終わり, en: Done}
        steps: [{text: {ja: 乾かします。, en: Dry it.}}]
        facts: [T-1]
"""

Build = Callable[..., Library]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    """A library of a small shipped knowledge with the given texts as one's own files, own-1.yaml and so on."""
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "base.yaml").write_text(SHIPPED)
    opened = []

    def compiled(*texts: str) -> Library:
        own = [tmp_path / f"own-{n}.yaml" for n, _ in enumerate(texts, start=1)]
        for file, text in zip(own, texts, strict=True):
            file.write_text(text)

        def connection() -> sqlite3.Connection:
            memory = sqlite3.connect(":memory:")
            opened.append(memory)
            compile_into(memory, shipped, own)
            return memory

        return Library(connection(), connection)

    yield compiled
    for memory in opened:
        memory.close()


def phone(library: Library) -> str | None:
    return library.platform("shop").channels[0].value


def warned(library: Library) -> list[tuple[str, int]]:
    return [(Path(file).name, line) for file, line, _, _ in library.warnings]


def test_ones_own_platform_stands_over_the_shipped_one_as_a_whole(build: Build) -> None:
    library = build(OVER)
    shop = library.platform("shop")
    assert (shop.status.state, phone(library), shop.fees) == ("ended", "03-0000-0002", ())
    assert library.platform("bazaar").id == "shop"
    assert library.platform("market").id == "market"
    assert warned(library) == []


def test_an_overridden_platform_loses_its_shipped_aliases(build: Build) -> None:
    with pytest.raises(AskedWronglyError):
        build(OVER).platform("shoppe")


def test_ones_own_file_adds_a_platform_and_a_trouble(build: Build) -> None:
    library = build(MORE)
    assert [row.id for row in library.platform_rows("en")] == ["kiosk", "market", "shop"]
    assert [row.id for row in library.trouble_rows("en")] == ["lost", "rained-on"]
    assert library.platform("売店").id == "kiosk"
    assert library.trouble("ぬれた").id == "rained-on"
    assert phone(library) == "03-0000-0001"


def test_of_two_files_the_later_one_wins(build: Build) -> None:
    assert phone(build(OVER, OVER.replace("0002", "0003"))) == "03-0000-0003"
    assert phone(build(OVER.replace("0002", "0003"), OVER)) == "03-0000-0002"


def test_a_file_may_rest_on_an_earlier_one(build: Build) -> None:
    further = (
        MORE.replace("kiosk", "stall").replace("キオスク", "屋台").replace("Kiosk", "Stall").replace("売店", "出店")
    )
    further = further.replace("rained-on", "snowed-on").replace("[stall, shop]", "[stall, kiosk]")
    library = build(MORE, further)
    assert warned(library) == []
    assert library.trouble("snowed-on").platforms == ("stall", "kiosk")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("platforms:\n  - id: [\n", 3, id="no YAML"),
        pytest.param("platforms:\n  - id: shop\n    name: Shop\n", 3, id="another shape"),
        pytest.param("shops: []\n", 1, id="an unknown section"),
        pytest.param("- a\n", 1, id="no sections at all"),
        pytest.param("platforms: shop\n", 1, id="a word for a list"),
        pytest.param(OVER.replace("[T-1]", "[T-9]"), 8, id="a fact that is not there"),
        pytest.param(OVER.replace("[bazaar]", "[bazaar, いちば]"), 4, id="another platform's name for an alias"),
        pytest.param(OVER + OVER.removeprefix("platforms:\n"), 9, id="an id twice in one file"),
        pytest.param(MORE.replace("to: done}", "to: dome}", 1), 19, id="an answer that leads nowhere"),
        pytest.param(OVER.replace("rank: 1", "hours: sometimes, rank: 1"), 8, id="hours that nobody can follow"),
        pytest.param(OVER.replace("ended, on: 2026-10", "sleeping"), 6, id="an unknown state"),
    ],
)
def test_a_broken_file_of_ones_own_is_left_out_and_its_line_named(build: Build, text: str, line: int) -> None:
    library = build(text, MORE)
    assert warned(library) == [("own-1.yaml", line)]
    assert phone(library) == "03-0000-0001"
    assert library.platform("kiosk").name.en == "Kiosk"


def test_a_file_that_takes_away_what_the_shipped_knowledge_names_is_the_one_warned_of(build: Build) -> None:
    library = build(OVER.replace("id: phone", "id: new-phone"))
    assert [file for file, _ in warned(library)] == ["own-1.yaml"]
    assert phone(library) == "03-0000-0001"


@pytest.mark.parametrize(
    "day",
    [pytest.param("2018-02-30", id="30 February"), pytest.param("0000-01", id="the year 0")],
)
def test_a_fee_since_a_day_that_never_was_is_left_out_with_a_warning(build: Build, day: str) -> None:
    fee = "{id: sales, name: {ja: 料金, en: Fee}, payer: seller, tiers: [{rate: 10%}], facts: [T-1], since: "
    library = build(f"{OVER}    fees:\n      - {fee}{day}}}\n")
    assert warned(library) == [("own-1.yaml", 10)]
    assert phone(library) == "03-0000-0001"


def test_a_missing_file_of_ones_own_is_a_warning(tmp_path: Path, build: Build) -> None:
    build()
    with closing(sqlite3.connect(":memory:")) as memory:
        compile_into(memory, tmp_path / "shipped", [tmp_path / "nowhere.yaml"])
        library = Library(memory, lambda: memory)
        assert warned(library) == [("nowhere.yaml", 1)]
        assert phone(library) == "03-0000-0001"


def test_a_broken_shipped_file_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(SHIPPED.replace("[T-1]", "[T-9]", 1))
    with closing(sqlite3.connect(":memory:")) as memory, pytest.raises(SupportError) as caught:
        compile_into(memory, tmp_path, [])
    assert f"{tmp_path / 'base.yaml'}:13" in caught.value.problem.en
    assert caught.value.exit_code == 1


def test_evidence_is_found_with_its_sources(build: Build) -> None:
    evidence = build().evidence(["T-1", "T-1", "T-404"])
    assert [(name, fact.about, source.trust) for name, (fact, source) in evidence.items()] == [
        ("T-1", "shop", "personal")
    ]


@pytest.mark.parametrize(
    ("name", "platform"),
    [
        pytest.param("rakuma", "rakuma", id="an id"),
        pytest.param("RAKUMA", "rakuma", id="capitals"),
        pytest.param("ＲＡＫＵＭＡ", "rakuma", id="wide capitals"),
        pytest.param("ラクマ", "rakuma", id="a name"),
        pytest.param("らくま", "rakuma", id="hiragana"),
        pytest.param("ﾗｸﾏ", "rakuma", id="half-width"),
        pytest.param("チケキャン", "ticketcamp", id="a nickname"),
        pytest.param("ﾁｹｷｬﾝ", "ticketcamp", id="a half-width nickname"),
        pytest.param("チケット キャンプ", "ticketcamp", id="a space"),
        pytest.param("ヤフオク", "yahoo-auctions", id="ヤフオク"),
        pytest.param("ヤフオク！", "yahoo-auctions", id="ヤフオク with its mark"),
        pytest.param("yahuoku", "yahoo-auctions", id="in Latin letters"),
        pytest.param("Yahoo Auctions", "yahoo-auctions", id="an id with a space"),
        pytest.param("フリル", "fril", id="a merged service by its own name"),
        pytest.param("もばおく", "mobaoku", id="モバオク"),
        pytest.param("PayPayフリマ", "yahoo-flea-market", id="a former name"),
        pytest.param("188", "consumer-hotline", id="a number that people know"),
        pytest.param("＃９１１０", "police", id="a wide number"),
    ],
)
def test_a_platform_is_found_by_any_of_its_names(library: Library, name: str, platform: str) -> None:
    assert library.platform(name).id == platform


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        pytest.param(("contact", "tickecamp"), "ticketcamp", id="a letter too few"),
        pytest.param(("contact", "mobaokuu"), "mobaoku", id="a letter too many"),
        pytest.param(("contact", "amazno"), "amazon", id="letters swapped"),
        pytest.param(("contact", "メルカル"), "mercari", id="a kana mistyped"),
        pytest.param(("diagnose", "not-recieved"), "not-received", id="a trouble mistyped"),
        pytest.param(("contact", "mobaoku", "--topic", "smss"), "sms", id="a topic mistyped"),
    ],
)
def test_a_mistyped_name_is_refused_with_what_was_perhaps_meant(
    run: Run, arguments: tuple[str, ...], meant: str
) -> None:
    result = run(*arguments)
    problem, hint = result.err.splitlines()
    assert (result.code, result.out) == (2, "")
    assert arguments[-1] in problem
    assert "did you mean" in hint
    assert meant in hint


@pytest.mark.parametrize("name", ["zzzzzz", "", "   ", "🦆", "'; DROP TABLE platforms; --", "%", "x" * 10_000])
def test_a_name_like_no_other_is_refused_with_the_list(run: Run, name: str) -> None:
    result = run("contact", "--", name)
    problem, hint = result.err.splitlines()
    assert (result.code, result.out) == (2, "")
    assert problem.startswith("error: no platform is called '")
    assert "did you mean" not in hint
    assert "mktsupport list platforms" in hint


def libraries(cache: Path) -> list[Path]:
    return sorted((cache / "mktsupport").iterdir())


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def test_an_empty_cache_is_filled_once_and_again_when_a_file_changes(run: Run, small: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("")
    question = ("fee", "25000", "--data", str(own), "--json")

    assert run(*question).json["fee"] == 2500
    (first,) = libraries(small)
    before = first.stat()
    assert run(*question).json["fee"] == 2500
    assert libraries(small) == [first]
    assert (first.stat().st_ino, first.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)

    os.utime(own, ns=(0, own.stat().st_mtime_ns + 1))
    assert run(*question).json["fee"] == 2500
    assert len(libraries(small)) == 2


def truncated(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def foreign(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE aliases")
        connection.execute("PRAGMA user_version = 999")


def flipped(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE platforms SET record = replace(record, '03-0000-0001', '03-0000-0002')")


def retold(file: Path, change: Callable[[str], str]) -> None:
    """Every platform's record changed, with a sum that fits, in a file whose seal stays whole."""
    sealed = file.stat().st_mtime_ns
    with closing(sqlite3.connect(file)) as connection, connection:
        for name, record in connection.execute("SELECT id, record FROM platforms").fetchall():
            row = (change(record), zlib.crc32(change(record).encode()), name)
            connection.execute("UPDATE platforms SET record = ?, crc = ? WHERE id = ?", row)
    os.utime(file, ns=(sealed, sealed))


def renamed(file: Path) -> None:
    retold(file, lambda record: record.replace('"rank":', '"place":').replace('"tax":', '"levy":'))


def no_json(file: Path) -> None:
    retold(file, lambda record: record[:-1])


def row_gone(file: Path) -> None:
    sealed = file.stat().st_mtime_ns
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE platforms SET id = 'x' || id")
    os.utime(file, ns=(sealed, sealed))


@pytest.mark.parametrize("damage", [truncated, foreign, flipped, renamed, no_json, row_gone])
def test_a_damaged_library_is_compiled_anew_and_answers_right(
    run: Run, small: Path, damage: Callable[[Path], None]
) -> None:
    open_library()
    (file,) = libraries(small)
    whole = file.stat().st_size
    damage(file)
    question = ("contact", "shop", "--channel", "phone", "--at", "2026-09-22T17:00", "--json")
    result = run(*question)
    assert [(each["value"], each["state"]) for each in result.json["channels"]] == [("03-0000-0001", "open")]
    assert (result.code, result.err) == (0, "")
    assert [each.stat().st_size for each in libraries(small)] == [whole]
    mended = file.stat().st_mtime_ns
    assert run(*question).out == result.out
    assert file.stat().st_mtime_ns == mended


@pytest.mark.parametrize("damage", [renamed, no_json, row_gone])
def test_a_fee_is_read_from_a_library_compiled_anew_too(run: Run, small: Path, damage: Callable[[Path], None]) -> None:
    open_library()
    (file,) = libraries(small)
    damage(file)
    result = run("fee", "25000", "--json")
    assert (result.code, result.json["fee"], result.err) == (0, 2500, "")


@pytest.fixture
def checkout(tmp_path: Path, own_cache: Path) -> Callable[..., tuple[int, str, str]]:
    """A copy of the code beside the small knowledge, and how to ask it: exit code, stdout, stderr."""
    code = tmp_path / "checkout" / "src" / "mktsupport"
    shutil.copytree(ROOT / "src" / "mktsupport", code, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "checkout" / "data").mkdir()
    (tmp_path / "checkout" / "data" / "base.yaml").write_text(SHIPPED)

    def ask(*arguments: str) -> tuple[int, str, str]:
        environment = os.environ | {"PYTHONPATH": str(code.parent), "XDG_CACHE_HOME": str(own_cache)}
        words = [sys.executable, "-m", "mktsupport", *arguments]
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    return ask


def edited(code: Path, old: str, new: str) -> None:
    text = code.read_text(encoding="utf-8")
    assert old in text
    code.write_text(text.replace(old, new), encoding="utf-8")


Ask = Callable[..., tuple[int, str, str]]


def test_the_code_of_a_checkout_answers_as_it_was_last_edited(checkout: Ask, tmp_path: Path, own_cache: Path) -> None:
    assert checkout("contact", "zzzshop")[2].startswith("error: no platform is called 'zzzshop'")
    assert len(libraries(own_cache)) == 1
    edited(
        tmp_path / "checkout/src/mktsupport/knowledge/compiler.py",
        "(fold(text), section.noun.en,",
        '(fold("zzz" + text), section.noun.en,',
    )
    code, out, err = checkout("contact", "zzzshop")
    assert (code, err) == (0, "")
    assert "03-0000-0001" in out
    assert len(libraries(own_cache)) == 2


def test_a_file_of_the_code_that_only_another_time_tells_apart_is_compiled_by(
    checkout: Ask, tmp_path: Path, own_cache: Path
) -> None:
    folding = tmp_path / "checkout/src/mktsupport/japan/spelling.py"
    for at in (1_000_000_000, 1_000_000_000, 1_000_000_002):
        os.utime(folding, (at, at))
        assert checkout("fee", "1000", "--json")[0] == 0
    assert len(libraries(own_cache)) == 2


def test_a_record_that_the_compiler_writes_and_no_look_up_can_read_is_said_in_two_lines(
    checkout: Ask, tmp_path: Path
) -> None:
    edited(
        tmp_path / "checkout/src/mktsupport/knowledge/compiler.py",
        "text = msgspec.json.encode(record)",
        """text = msgspec.json.encode({"odd": 1, **msgspec.to_builtins(record)}).replace(b'"tax"', b'"levy"')""",
    )
    problem = "error: the compiled knowledge does not fit the program"
    hint = "hint:  install mktsupport again, or check what you changed in its code"
    for question in (("contact", "shop"), ("fee", "1000"), ("diagnose", "lost", "--answer", "yes")):
        assert checkout(*question) == (1, "", f"{problem}\n{hint}\n")


def objects(value: Any) -> Any:
    """Named tuples as JSON objects."""
    if isinstance(value, tuple):
        fields = value._asdict() if hasattr(value, "_asdict") else None
        return {name: objects(each) for name, each in fields.items()} if fields else [objects(each) for each in value]
    return value


def test_a_tariff_holds_what_the_record_says(library: Library) -> None:
    for tariff in library.tariffs():
        record, row = json.loads(msgspec.json.encode(library.platform(tariff.id))), objects(tariff)
        status = {name: record["status"][name] for name in ("state", "on", "successor")}
        assert row == {"id": tariff.id, "name": record["name"], "status": status, "fees": record["fees"]}


def test_evidence_without_msgspec_holds_what_the_records_say(library: Library) -> None:
    names = ["TC-46", "MB-01", "T-404", "TC-46"]
    assert list(library.evidence_rows(names)) == ["TC-46", "MB-01"]
    assert trail(names, library.evidence_rows(names), "ja") == trail(names, library.evidence(names), "ja")


def test_a_cache_that_cannot_be_written_still_answers(
    run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    result = run("fee", "25000", "--json")
    assert (result.code, result.json["fee"], result.err) == (0, 2500, "")
    assert blocked.read_text() == "a file where a folder should be"
    assert not small.exists()


def test_a_broken_file_is_named_on_stderr_and_the_shipped_knowledge_answers(
    run: Run, small: Path, tmp_path: Path
) -> None:
    config = tmp_path / "config" / "mktsupport"
    config.mkdir(parents=True)
    (config / "own.yaml").write_text(
        OVER.replace("shop", "corner-shop").replace("みせ屋", "かど").replace("The Shop", "The Corner")
    )
    broken = tmp_path / "broken.yaml"
    broken.write_text("platforms:\n  - id: shop\n    name: [\n")
    result = run("list", "platforms", "--data", str(broken), "--json")
    rows = {row["id"]: row["state"] for row in result.json["platforms"]}
    warning, hint = result.err.splitlines()
    assert result.code == 0
    assert (rows["shop"], rows["corner-shop"]) == ("active", "ended")
    assert warning.startswith(f"warning: {broken}:4: ")
    assert hint.startswith("hint: ")
    assert len(libraries(small)) == 1


@pytest.mark.usefixtures("small")
def test_files_named_in_the_environment_and_by_options_are_laid_over_in_turn(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = (tmp_path / f"{name}.yaml" for name in ("one", "two", "three"))
    one.write_text(corners("1%", "a", "b", "c"))
    two.write_text(corners("2%", "b", "c"))
    three.write_text(corners("3%", "c"))
    monkeypatch.setenv("MKTSUPPORT_DATA", os.pathsep.join((str(one), str(two))))
    fees = run("fee", "1000", "--compare", "--on", "2026-11-22", "--data", str(three), "--json").json["fees"]
    told = {each["platform"]: each["fee"] for each in fees}
    assert (told["corner-a"], told["corner-b"], told["corner-c"]) == (10, 20, 30)


def corners(rate: str, *letters: str) -> str:
    """Platforms with a fee of `rate`."""
    fee = f"{{id: sales, name: {{ja: 料金, en: Fee}}, payer: seller, tiers: [{{rate: {rate}}}], facts: []}}"
    return "platforms:\n" + "".join(
        f"  - {{id: corner-{letter}, name: {{ja: かど{letter}, en: Corner {letter}}}, kind: marketplace,"
        f" status: {{state: active}}, fees: [{fee}]}}\n"
        for letter in letters
    )


def test_holidays_outside_the_asked_days_are_not_given(library: Library) -> None:
    assert list(library.holidays(date(2026, 9, 22), date(2026, 9, 22))) == [date(2026, 9, 22)]
    assert library.holidays(date(2026, 9, 24), date(2026, 9, 30)) == {}
