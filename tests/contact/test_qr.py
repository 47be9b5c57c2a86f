from __future__ import annotations

import base64
import os
import pty
import subprocess
import sys
import termios

import pytest
import segno

from tests.conftest import SRC, Run

NOON = ("--at", "2026-11-24T12:00", "--lang", "en")
HALVES = {"█": (0, 0), "▄": (1, 0), "▀": (0, 1), " ": (1, 1)}  # a light module is a block


def modules(drawn: list[str]) -> list[list[int]]:
    """What is drawn, as rows of modules, quiet zone included."""
    return [[HALVES[char][half] for char in line] for line in drawn for half in (0, 1)]


def framed(uri: str) -> list[list[int]]:
    """segno's own code of `uri` with a quiet zone of four modules; an odd last row is filled up with dark ones."""
    rows = [list(row) for row in segno.make_qr(uri, error="m", boost_error=False).matrix_iter(border=4)]
    return rows + [[1] * len(rows[0])] * (len(rows) % 2)


def drawing(out: str) -> list[str]:
    return [line for line in out.splitlines() if line and set(line) <= set(HALVES)]


def on_terminal(*arguments: str, columns: int = 100, **settings: str) -> str:
    """What the command line writes on a terminal of this width."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (40, columns))
    command = [sys.executable, "-m", "mktsupport", *arguments]
    environment = os.environ | {"PYTHONPATH": str(SRC), "TERM": "xterm-256color"} | settings
    with subprocess.Popen(command, env=environment, stdin=slave, stdout=slave, stderr=slave):
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
    return written.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("arguments", "uri"),
    [
        pytest.param(["mobaoku"], "tel:+81363017551", id="a number"),
        pytest.param(["police", "--channel", "phone"], "tel:%239110", id="a number with a sign"),
        pytest.param(["antiphishing", "--channel", "email"], "mailto:info@antiphishing.jp", id="a mail address"),
        pytest.param(["cyber-police"], "https://www.npa.go.jp/bureau/cyber/soudan.html", id="a page"),
    ],
)
def test_a_pipe_gets_segnos_modules_in_half_blocks(run: Run, arguments: list[str], uri: str) -> None:
    result = run("contact", *arguments, "--qr", *NOON)
    assert (result.code, result.err) == (0, "")
    assert modules(drawing(result.out)) == framed(uri)
    assert "\x1b" not in result.out


@pytest.mark.parametrize("arguments", [["mobaoku"], ["police"], ["cyber-police"]], ids=" ".join)
def test_four_light_modules_stand_on_every_side(run: Run, arguments: list[str]) -> None:
    drawn = modules(drawing(run("contact", *arguments, "--qr", *NOON).out))
    size = len(drawn[0]) - 8
    assert (size - 17) % 4 == 0
    assert drawn[:4] == [[0] * (size + 8)] * 4
    assert drawn[size + 4 : size + 8] == [[0] * (size + 8)] * 4
    assert all(row[:4] == row[-4:] == [0] * 4 for row in drawn[4 : size + 4])
    assert 1 in drawn[4]
    assert {row[4] for row in drawn[4:11]} == {1}  # the code begins right behind them


def test_the_heading_says_whose_it_is_and_what_to_be_wary_of(run: Run) -> None:
    out = run("contact", "mobaoku", "--qr", *NOON).out
    assert out.startswith("Mobaoku  Phone  03-6301-7551  open until 19:00\n! This number comes from")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["ticketcamp", "--qr"], 1, id="an ended service"),
        pytest.param(["ticketcamp", "--qr", "--channel", "phone"], 1, id="its number"),
        pytest.param(["otamart", "--qr", "--channel", "email"], 1, id="another's mail"),
        pytest.param(["fril", "--qr"], 1, id="a merged one whose successor has no address"),
        pytest.param(["mobaoku", "--qr", "--channel", "form"], 1, id="a channel without an address of its own"),
        pytest.param(["amazon", "--qr", "--channel", "phone"], 1, id="numbers in circulation"),
        pytest.param(["line-pay", "--qr"], 1, id="a payment service that has ended"),
        pytest.param(["mobaoku", "--copy"], 2, id="a pipe has no clipboard"),
        pytest.param(["mobaoku", "--qr", "--json"], 2, id="JSON takes no drawing"),
    ],
)
def test_what_is_not_handed_over(run: Run, arguments: list[str], code: int) -> None:
    result = run("contact", *arguments, *NOON)
    assert (result.code, result.out, len(result.err.splitlines())) == (code, "", 2)


def test_a_terminal_gets_white_on_black_and_the_clipboard_the_value() -> None:
    written = on_terminal("contact", "mobaoku", "--qr", "--copy", *NOON)
    white_on_black, plain = "\x1b[38;5;231;48;5;16m", "\x1b[0m"
    drawn = [
        line.removeprefix(white_on_black).removesuffix(plain)
        for line in written.splitlines()
        if line.startswith(white_on_black)
    ]
    assert modules(drawn) == framed("tel:+81363017551")
    assert f"\x1b]52;c;{base64.b64encode(b'03-6301-7551').decode()}\x07" in written
    assert "Copied: 03-6301-7551" in written


def test_a_terminal_too_narrow_for_the_code_is_told_so() -> None:
    written = on_terminal("contact", "cyber-police", "--qr", *NOON, columns=30)
    assert "error: the QR code needs 41 columns; the terminal has 30" in written
    assert "█" not in written


def test_an_output_that_cannot_hold_blocks_is_told_so() -> None:
    command = [sys.executable, "-m", "mktsupport", "contact", "mobaoku", "--qr", *NOON]
    environment = os.environ | {"PYTHONPATH": str(SRC), "PYTHONIOENCODING": "cp932"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(done.stderr.splitlines()) == 2
