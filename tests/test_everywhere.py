"""The contract's 'Everywhere', line by line."""

from __future__ import annotations

import json
import os
import pty
import py_compile
import re
import shlex
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.conftest import ROOT, SRC, Run
from tests.small import SHIPPED

AT = "2026-09-22T18:30"
FOUND = ("--answer", "right", "--answer", "sent", "--answer", "found")
OLD_NUMBER = ("--answer", "unsure", "--answer", "gone")
MESSAGE = (
    *("draft", "rakuma", "sms", "--answer", "wrong", "--at", AT, "--set", "name=会員八番", "--set", "account=八番"),
    *("--set", "error=なし", "--set", "tried=コードを送り直しました。"),
)
CONTACT = ("contact", "mobaoku", "--at", AT)
BARE_C = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
COLOUR = re.compile(r"\x1b\[[0-9;]*[3-4][0-9]")

QUESTIONS = [
    pytest.param(CONTACT, id="contact"),
    pytest.param(("diagnose", "sms", "--at", AT), id="a question"),
    pytest.param(("diagnose", "sms", "--platform", "rakuma", "--at", AT, *FOUND), id="an outcome"),
    pytest.param(("fee", "25000"), id="fee"),
    pytest.param(("list",), id="list"),
    pytest.param(MESSAGE, id="draft"),
]

PAGES = [
    pytest.param(CONTACT, id="contact"),
    pytest.param(("contact", "ticketcamp", "--at", AT), id="an ended platform"),
    pytest.param(("contact", "fril", "--at", AT), id="a merged platform"),
    pytest.param(("contact", "cyber-police", "--at", AT, "--why"), id="the sources"),
    pytest.param(("diagnose", "sms", "--at", AT), id="a question"),
    pytest.param(("diagnose", "sms", "--platform", "amazon", "--at", AT, *OLD_NUMBER), id="an outcome"),
    pytest.param(("diagnose", "sms", "--platform", "ticketcamp", "--at", AT), id="an ended outcome"),
    pytest.param(("contact", "paypay", "--at", AT), id="a number in circulation"),
    pytest.param(("who", "0120-999-373"), id="whose it is"),
    pytest.param(("fee", "25000", "1"), id="fee"),
    pytest.param(("fee", "--table"), id="fee table"),
    pytest.param(("fee", "25000", "--compare", "--on", "2026-09-22"), id="fee comparison"),
    pytest.param(("list",), id="list"),
    pytest.param(MESSAGE, id="draft"),
]


def child(
    *arguments: str, env: dict[str, str] | None = None, stdout: int | None = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "mktsupport", *arguments],
        env=surroundings_of_child() | (env or {}),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )


def surroundings_of_child() -> dict[str, str]:
    return dict(os.environ) | {"PYTHONPATH": str(SRC)}


def on_terminal(*arguments: str, env: dict[str, str]) -> str:
    """What the command line writes where stdout is a terminal and stdin is not."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "mktsupport", *arguments],
        env=surroundings_of_child() | env,
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=subprocess.STDOUT,
    ):
        os.close(slave)
        written = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:  # Linux's word for the end of a terminal
                break
            if not part:
                break
            written += part
    os.close(master)
    return written.decode()


def bare(text: str) -> str:
    """The text without what only colours and links."""
    return re.sub(r"\x1b\][^\x1b]*\x1b\\|\x1b\[[0-9;]*m", "", text)


def cells(line: str) -> int:
    """A line's width on a terminal."""
    assert "\x1b" not in bare(line)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in bare(line)
    )


@pytest.mark.parametrize("arguments", QUESTIONS)
def test_json_is_one_object_in_utf8_unescaped_and_alone(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, "--json", "--lang", "ja")
    assert (result.code, result.err) == (0, "")
    assert isinstance(json.loads(result.out), dict)
    assert "\\u" not in result.out
    assert re.search("[ぁ-ん]", result.out)
    assert result.out.endswith("}\n")


@pytest.mark.parametrize("arguments", QUESTIONS)
def test_json_is_never_coloured(run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in run(*arguments, "--json").out


@pytest.mark.parametrize("arguments", QUESTIONS)
def test_a_page_for_a_pipe_has_no_escape_codes_and_no_word_on_stderr(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.code, result.err) == (0, "")
    assert result.out.endswith("\n")
    assert "\x1b" not in result.out


def test_neither_json_nor_a_pipe_loads_rich() -> None:
    commands = [
        [*CONTACT, "--json"], [*CONTACT], ["diagnose", "sms", "--json"], ["diagnose", "sms", *FOUND],
        ["diagnose", "sms", "--tree"], ["fee", "25000", "--json"], ["fee", "--table"], ["list", "--json"], ["list"],
        [*MESSAGE, "--json"], [*MESSAGE], ["draft", "rakuma"], ["contact", "nowhere"], ["contact", "--bogus"],
    ]  # fmt: skip
    script = f"""
import sys
from mktsupport.cli import main
print([main(command) for command in {commands!r}], file=sys.stderr)
print([name for name in sys.modules if name.split(".")[0] in ("rich", "questionary")], file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], env=surroundings_of_child(), capture_output=True, check=False, text=True
    )
    codes, loaded = done.stderr.splitlines()[-2:]
    assert codes == "[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2]"
    assert loaded == "[]"


def test_a_fee_loads_no_records() -> None:
    script = """
import sys
from mktsupport.cli import main
print([main(["fee", "25000", *form]) for form in ([], ["--json"], ["--why"])], file=sys.stderr)
print([name for name in sys.modules if name in ("msgspec", "mktsupport.records")], file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], env=surroundings_of_child(), capture_output=True, check=False, text=True
    )
    assert done.stderr.splitlines()[-2:] == ["[0, 0, 0]", "[]"]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("contact", "nowhere"), id="an unknown platform"),
        pytest.param(("contact", ""), id="an empty platform"),
        pytest.param(("contact",), id="no platform"),
        pytest.param(("contact", "mobaoku", "rakuma"), id="two platforms"),
        pytest.param(("contact", "mobaoku", "--topic", "nothing"), id="an unknown topic"),
        pytest.param(("contact", "mobaoku", "--role", "owner"), id="an unknown role"),
        pytest.param(("contact", "mobaoku", "--channel", "pigeon"), id="an unknown kind of channel"),
        pytest.param(("contact", "mobaoku", "--at", "tomorrow"), id="a moment in words"),
        pytest.param(("contact", "mobaoku", "--at", "2026-02-30T10:00"), id="a day that is in no calendar"),
        pytest.param(("contact", "mobaoku", "--at", "2026-09-22T25:00"), id="an hour that is on no clock"),
        pytest.param(("contact", "mobaoku", "--at", "1850-01-01T10:00"), id="a year before any known holiday"),
        pytest.param(("contact", "mobaoku", "--at", "9999-12-31T23:59Z"), id="the end of time"),
        pytest.param(("contact", "mobaoku", "--at", "0001-01-01T00:00+09:00"), id="the beginning of time"),
        pytest.param(("contact", "mobaoku", "--at", ""), id="an empty moment"),
        pytest.param(("contact", "mobaoku", "--at"), id="an option without its value"),
        pytest.param(("contact", "mobaoku", "--bogus"), id="an unknown option"),
        pytest.param(("diagnose", "nothing"), id="an unknown trouble"),
        pytest.param(("diagnose", "sms", "--answer", "banana"), id="an unknown answer"),
        pytest.param(("diagnose", "sms", "--platform", "police"), id="a public desk"),
        pytest.param(("diagnose", "sms", "--at", "tomorrow"), id="a diagnosis at a moment in words"),
        pytest.param(("draft", "nowhere"), id="a draft to an unknown platform"),
        pytest.param(("draft", "rakuma", "sms"), id="a draft with nothing filled in"),
        pytest.param(("draft", "--set", "name=4111 1111 1111 1111"), id="a draft with a card number"),
        pytest.param(("draft", "--to", "nobody"), id="a draft to nobody"),
        pytest.param(("draft", "--review", "/dev/null/nowhere"), id="a file that is not there"),
        pytest.param(("fee",), id="no amount"),
        pytest.param(("fee", "many"), id="an amount in words"),
        pytest.param(("fee", "-5"), id="a negative amount"),
        pytest.param(("fee", "25000", "--on", "yesterday"), id="a day in words"),
        pytest.param(("fee", "25000", "--on", "2018-02-30"), id="a fee on a day that is in no calendar"),
        pytest.param(("fee", "25000", "--on", "2018-05"), id="half a date"),
        pytest.param(("fee", "25000", "--schedule", "nothing"), id="an unknown schedule"),
        pytest.param(("fee", "25000", "--platform", "nowhere"), id="a fee of an unknown platform"),
        pytest.param(("list", "nothing"), id="an unknown list"),
        pytest.param(("nonsense",), id="an unknown command"),
        pytest.param(("--nonsense",), id="an unknown option of the program"),
    ],
)
def test_a_wrong_question_is_two_lines_on_stderr(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], language: str
) -> None:
    monkeypatch.setenv("MKTSUPPORT_LANG", language)
    result = run(*arguments)
    first, second = result.err.splitlines()
    assert (result.code, result.out) == (2, "")
    assert re.match(r"error: \S", first)
    assert re.match(r"hint:  \S", second)


@pytest.mark.parametrize(
    ("language", "words"),
    [pytest.param("ja", "もしかして ticketcamp", id="ja"), pytest.param("en", "did you mean ticketcamp", id="en")],
)
def test_a_mistyped_id_is_told_its_near_misses(run: Run, language: str, words: str) -> None:
    result = run("contact", "tiketkamp", f"--lang={language}")
    assert words in result.err.splitlines()[1]
    assert "mktsupport list platforms" in result.err.splitlines()[1]


def test_a_japanese_error_of_the_command_line_has_no_english_sentence(run: Run) -> None:
    assert "Missing" not in run("contact", "--lang", "ja").err
    assert "is not one of" not in run("contact", "mobaoku", "--role", "owner", "--lang", "ja").err


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("contact", "{}"), id="platform"),
        pytest.param(("contact", "mobaoku", "--topic", "{}"), id="topic"),
        pytest.param(("contact", "mobaoku", "--at", "{}"), id="moment"),
        pytest.param(("contact", "mobaoku", "--role", "{}"), id="role"),
        pytest.param(("contact", "mobaoku", "--{}"), id="option"),
        pytest.param(("diagnose", "{}"), id="trouble"),
        pytest.param(("diagnose", "sms", "--answer", "{}"), id="answer"),
        pytest.param(("draft", "{}"), id="draft"),
        pytest.param(("draft", "--set", "{}=x"), id="field"),
        pytest.param(("fee", "{}"), id="amount"),
        pytest.param(("fee", "1", "--on", "{}"), id="day"),
        pytest.param(("{}",), id="command"),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[bold]x[/bold][/]", id="markup"),
        pytest.param("\x1b[31mred\x1b]8;;https://example.com\x1b\\one\r\ntwo\x07\x9b31m\u202eabc", id="control codes"),
        pytest.param("x\x00y", id="a zero"),
        pytest.param("\udcff", id="a byte that is no text"),
    ],
)
def test_what_was_typed_never_acts_on_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], text: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    result = run(*(argument.replace("{}", text) for argument in arguments))
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 2
    assert all(char.isprintable() for char in result.err.replace("\n", ""))
    if text.startswith("["):
        assert text in result.err


@pytest.mark.parametrize(
    ("names", "option", "japanese"),
    [
        pytest.param({}, None, False, id="English where nothing says otherwise"),
        pytest.param({"LANG": "ja_JP.UTF-8"}, None, True, id="LANG"),
        pytest.param({"LANG": "ja"}, None, True, id="a bare LANG"),
        pytest.param({"LANG": "de_DE.UTF-8"}, None, False, id="English for every other language"),
        pytest.param({"LANG": "C"}, None, False, id="LANG=C"),
        pytest.param({"LC_MESSAGES": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, None, True, id="LC_MESSAGES over LANG"),
        pytest.param({"LC_MESSAGES": "en_US.UTF-8", "LANG": "ja_JP.UTF-8"}, None, False, id="LANG under LC_MESSAGES"),
        pytest.param({"LC_ALL": "ja_JP.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, None, True, id="LC_ALL over LC_MESSAGES"),
        pytest.param({"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, None, False, id="LC_ALL over LANG"),
        pytest.param({"LC_ALL": "", "LANG": "ja_JP.UTF-8"}, None, True, id="an empty LC_ALL says nothing"),
        pytest.param({"MKTSUPPORT_LANG": "ja", "LC_ALL": "en_US.UTF-8"}, None, True, id="MKTSUPPORT_LANG over LC_ALL"),
        pytest.param({"MKTSUPPORT_LANG": "en", "LANG": "ja_JP.UTF-8"}, None, False, id="MKTSUPPORT_LANG over LANG"),
        pytest.param({"MKTSUPPORT_LANG": "", "LANG": "ja_JP.UTF-8"}, None, True, id="an empty one says nothing"),
        pytest.param({"MKTSUPPORT_LANG": "en"}, "ja", True, id="--lang over MKTSUPPORT_LANG"),
        pytest.param({"MKTSUPPORT_LANG": "ja", "LANG": "ja_JP.UTF-8"}, "en", False, id="--lang over everything"),
    ],
)
def test_the_language_is(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    names: dict[str, str],
    option: str | None,
    japanese: bool,  # noqa: FBT001 - a table
) -> None:
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    asked = ("--lang", option) if option else ()
    assert ("モバオク" in run("contact", "mobaoku", *asked).out.splitlines()[0]) is japanese
    assert ("ありません" in run("contact", "nowhere", *asked).err) is japanese


def test_help_is_in_the_language_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Whom to reach" in run("contact", "--help").out
    monkeypatch.setenv("MKTSUPPORT_LANG", "ja")
    assert "どこへ、どの手段で連絡するか" in run("contact", "--help").out


def test_force_color_draws_into_a_pipe(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert COLOUR.search(run(*CONTACT).out)


def test_no_color_stands_over_force_color(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not COLOUR.search(run(*CONTACT).out)


@pytest.mark.parametrize(
    ("env", "coloured", "escaped"),
    [
        pytest.param({"TERM": "xterm-256color"}, True, True, id="a terminal"),
        pytest.param({"TERM": "xterm-256color", "NO_COLOR": "1"}, False, True, id="NO_COLOR"),
        pytest.param({"TERM": "dumb"}, False, False, id="TERM=dumb"),
    ],
)
def test_on_a_terminal(env: dict[str, str], coloured: bool, escaped: bool) -> None:  # noqa: FBT001 - a table
    page = on_terminal(*CONTACT, env=env | {"COLUMNS": "80"})
    assert "03-6301-7551" in page
    assert bool(COLOUR.search(page)) is coloured
    assert ("\x1b" in page) is escaped


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("columns", [40, 100])
@pytest.mark.parametrize("arguments", PAGES)
def test_no_drawn_line_but_a_command_is_wider_than_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], columns: int, language: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns))
    result = run(*arguments, "--lang", language)
    assert result.code == 0
    wide = [line for line in result.out.splitlines() if cells(line) > columns]
    assert [line for line in wide if not re.match(" *mktsupport (diagnose|draft) ", bare(line))] == []


@pytest.mark.parametrize("arguments", PAGES)
def test_a_narrow_terminal_loses_no_word(run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    plain = run(*arguments, "--lang", "ja").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    drawn = bare(run(*arguments, "--lang", "ja").out)
    frame = str.maketrans("", "", "┏┓┗┛━┃*")
    assert "".join(drawn.translate(frame).split()) == "".join(plain.translate(frame).split())


def test_numbers_and_addresses_can_be_clicked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    pages = run(*CONTACT).out + run("contact", "cyber-police").out
    links = set(re.findall(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b\\", pages))
    assert {"tel:+81363017551", "tel:188", "tel:%239110"} <= links
    assert [link for link in links if link.startswith("https://www.npa.go.jp/")]


def test_a_drawn_command_is_one_line_to_copy(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    lines = bare(run("diagnose", "sms", "--platform", "rakuma", *FOUND).out).splitlines()
    assert f"mktsupport diagnose sms --platform rakuma {' '.join(FOUND)}" in [line.strip() for line in lines]


def test_a_plain_page_keeps_commands_whole_at_any_width(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    replay = f"mktsupport diagnose sms --platform rakuma {' '.join(FOUND)}"
    assert any(
        line.endswith(replay) for line in run("diagnose", "sms", "--platform", "rakuma", *FOUND).out.splitlines()
    )


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("command", [(), ("contact",), ("diagnose",), ("draft",), ("fee",), ("list",)], ids=" ".join)
def test_help_is_an_answer(run: Run, command: tuple[str, ...], option: str) -> None:
    result = run(*command, option)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"Usage: {' '.join(('mktsupport', *command))} ")


def test_the_version_is_an_answer(run: Run) -> None:
    result = run("--version")
    assert (result.code, result.err) == (0, "")
    assert re.fullmatch(r"mktsupport \d+\.\d+\.\d+\S*\n", result.out)


def test_without_arguments_the_help_is_shown_line_by_line(run: Run) -> None:
    result = run()
    lines = [line.split() for line in (result.out + result.err).splitlines()]
    assert "error:" not in result.err
    assert {"contact", "diagnose", "draft", "fee", "list"} <= {line[0] for line in lines if line}


def test_python_m_mktsupport_runs_and_passes_its_exit_code_on() -> None:
    done = child("contact", "nowhere")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"error: ")


OUTPUTS = [
    pytest.param(CONTACT, {}, id="page"),
    pytest.param((*CONTACT, "--json"), {}, id="json"),
    pytest.param(CONTACT, {"FORCE_COLOR": "1"}, id="drawn page"),
    pytest.param(("search", "--help"), {}, id="help"),
    pytest.param(("--version",), {}, id="version"),
    pytest.param(("--show-completion", "bash"), {}, id="completion"),
    pytest.param(("contact", "mobaoku", "--qr"), {}, id="code"),
    pytest.param(("list",), {"PYTHONUNBUFFERED": "1"}, id="without a buffer"),
]


@pytest.mark.parametrize(("arguments", "env"), OUTPUTS)
def test_a_reader_that_has_seen_enough_is_no_error(arguments: tuple[str, ...], env: dict[str, str]) -> None:
    reader, pipe = os.pipe()
    os.close(reader)
    done = child(*arguments, env=env, stdout=pipe)
    os.close(pipe)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(("arguments", "env"), OUTPUTS)
def test_a_full_disk_is_said_in_two_lines(arguments: tuple[str, ...], env: dict[str, str]) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    done = child(*arguments, env=env, stdout=full)
    os.close(full)
    assert done.returncode == 1
    assert [line[:7] for line in done.stderr.decode().splitlines()] == ["error: ", "hint:  "]


@pytest.mark.parametrize("module", ["fee/command.py", "fee/page.py"], ids=["a command", "what a command loads"])
def test_a_module_cut_short_by_a_full_disk_is_said_in_two_lines(tmp_path: Path, module: str) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "base.yaml").write_text(SHIPPED, encoding="utf-8")
    compiled = py_compile.compile(str(tmp_path / "src" / "mktsupport" / module), doraise=True)
    assert compiled is not None
    os.truncate(compiled, 40)
    done = child("fee", "25000", "--lang", "en", env={"PYTHONPATH": str(tmp_path / "src")})
    problem, hint = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout) == (1, b"")
    assert problem.startswith("error: the program is damaged: ")
    assert hint == "hint:  check the free space, and install it again"


def test_a_stdout_that_is_closed_from_the_start_is_no_traceback() -> None:
    command = f"{shlex.quote(sys.executable)} -m mktsupport contact mobaoku >&-"
    done = subprocess.run(["bash", "-c", command], env=surroundings_of_child(), capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1)


def test_without_a_home_there_is_an_answer(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name)
    result = run(*CONTACT)
    assert (result.code, result.err) == (0, "")
    assert "03-6301-7551" in result.out


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("XDG_CACHE_HOME",), id="a cache folder that cannot be"),
        pytest.param(("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), id="a home that cannot be"),
    ],
)
def test_where_nothing_can_be_written_there_is_an_answer(
    run: Run, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    for name in names:
        monkeypatch.setenv(name, "/dev/null/nowhere")
    result = run("contact", "shop")
    assert (result.code, result.err) == (0, "")
    assert "03-0000-0001" in result.out


@pytest.mark.parametrize(
    ("name", "env", "encoding", "shown"),
    [
        pytest.param("モバオク", {"LANG": "C", "LC_ALL": "C"}, "utf-8", "モバオク", id="LANG=C"),
        pytest.param("モバオク", {"PYTHONIOENCODING": "ascii"}, "ascii", "03-6301-7551", id="ascii"),
        pytest.param("モバオク", {"PYTHONIOENCODING": "cp932"}, "cp932", "モバオク", id="cp932"),
        pytest.param("mobaoku", BARE_C, "ascii", "03-6301-7551", id="C without Python's help"),
    ],
)
def test_any_encoding_ends_in_output(name: str, env: dict[str, str], encoding: str, shown: str) -> None:
    done = child("contact", name, "--lang", "ja", env=env)
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0
    assert shown in done.stdout.decode(encoding)


def test_json_is_utf8_whatever_stdout_is() -> None:
    done = child(*CONTACT, "--json", "--lang", "ja", env={"PYTHONIOENCODING": "cp932"})
    assert json.loads(done.stdout.decode("utf-8"))["platform"]["name"] == "モバオク"


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(("fee", "25000", "--json"), id="an answer"),
        pytest.param(("contact", "nobody"), id="an error"),
        pytest.param(("site", "{folder}/site", "--no-search"), id="the site"),
    ],
)
def test_a_program_that_imports_the_command_line_keeps_its_garbage_collection(
    question: tuple[str, ...], tmp_path: Path
) -> None:
    words = [word.format(folder=tmp_path) for word in question]
    code = f"""
import gc, sys
from mktsupport.cli import main
main({words!r})
print(gc.isenabled(), gc.get_freeze_count(), file=sys.stderr)
"""
    environment = dict(os.environ)
    if question[0] == "fee":
        environment["XDG_CACHE_HOME"] = str(tmp_path / "cache")  # empty, so that it compiles as well
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "True 0"
