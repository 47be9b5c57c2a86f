"""Completion in the three real shells: set up as the README says, typed, TAB pressed, the screen read."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

from tests.conftest import SRC

pytestmark = pytest.mark.slow

PATIENCE = 20  # seconds for a busy machine; a screen that is right is seen at once
START = {
    "bash": (["--noprofile", "-i"], "PS1='> '; bind 'set bell-style none'"),
    "zsh": (["-i"], "PROMPT='> '; unsetopt beep"),
    "fish": (
        ["-i"],
        "function fish_prompt; echo -n '> '; end; set -g fish_greeting; set -g fish_autosuggestion_enabled 0",
    ),
}
LABEL = "$(touch owned) `touch owned` \\$(touch owned) 'x' %F{red} a:b"
OVERLAY = f"""
platforms:
  - id: shadowy
    name: {{ja: かげ, en: {LABEL!r}}}
    kind: marketplace
    status: {{state: active, facts: [ME-01]}}
    channels: []
  - id: shadier
    name: {{ja: くらがり, en: darker}}
    kind: marketplace
    status: {{state: active, facts: [ME-01]}}
    channels: []
"""


class Terminal:
    """A shell on a screen of 100 columns, with nothing in its home but our completion."""

    def __init__(self, shell: str, home: Path, cache: Path) -> None:
        self.shell, self.home = shell, home
        (home / "bin").mkdir(parents=True)
        program = home / "bin" / "mktsupport"
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m mktsupport "$@"\n')
        program.chmod(0o755)
        (home / "letter.yaml").touch()
        (home / "letters").mkdir()
        self.environment = {
            "HOME": str(home),
            "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": str(SRC),
            "XDG_CACHE_HOME": str(cache),
            "LANG": "C.UTF-8",
            "TERM": "xterm",
        }
        self.installed = subprocess.run(
            ["mktsupport", "--install-completion", shell],
            env=self.environment, executable=program, cwd=home, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        arguments, settings = START[shell]
        self.process = pexpect.spawn(
            shell, arguments, env=self.environment, cwd=home, dimensions=(30, 100), encoding="utf-8"
        )
        self.screen = pyte.Screen(100, 30)
        self.stream = pyte.Stream(self.screen)
        self.process.sendline(f" {settings}; echo rea''dy")
        self.until("ready")

    def until(self, *wanted: str) -> str:
        """The screen once everything `wanted` stands on it."""
        end = time.monotonic() + PATIENCE
        while not all(each in self.text() for each in wanted):
            try:
                self.stream.feed(self.process.read_nonblocking(65536, timeout=max(end - time.monotonic(), 0)))
            except pexpect.TIMEOUT:
                missing = f"{self.shell}: {wanted} is not on the screen:\n{self.text()}"
                raise AssertionError(missing) from None
        return self.text()

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def after(self, keys: str, *wanted: str) -> str:
        """The screen after typing `keys` on an empty one."""
        self.process.sendline("\x15 clear; echo c''leared")  # ^U: what was typed before goes
        self.until("cleared")
        self.process.send(keys)
        return self.until(*wanted)


@pytest.fixture(scope="module")
def overlay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Knowledge of one's own with a name that a careless script would run."""
    file = tmp_path_factory.mktemp("own") / "shady.yaml"
    file.write_text(OVERLAY, encoding="utf-8")
    return file


@pytest.fixture(scope="module", params=list(START))
def terminal(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, cache: Path
) -> Iterator[Terminal]:
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed here")
    found = Terminal(request.param, tmp_path_factory.mktemp("shell") / "home", cache)
    yield found
    found.process.close(force=True)


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        pytest.param("mktsupport con", "mktsupport contact", id="a command"),
        pytest.param("mktsupport contact mob", "mktsupport contact mobaoku", id="a platform"),
        pytest.param("mktsupport contact クロネ", "mktsupport contact クロネコ", id="an alias"),
        pytest.param("mktsupport contact OTA", "mktsupport contact otamart", id="a name in another case"),
        pytest.param("mktsupport diagnose sms --platform rak", "--platform rakuma", id="an option's value"),
        pytest.param("mktsupport diagnose sms --platform=rak", "--platform=rakuma", id="a value after ="),
        pytest.param("mktsupport diagnose sms --answer wr", "--answer wrong", id="an answer"),
        pytest.param("mktsupport contact mobaoku --ro", "mobaoku --role", id="an option"),
        pytest.param("mktsupport check lette", "check letter", id="files"),
        pytest.param("mktsupport contact mobaoku --data=letter.y", "--data=letter.yaml", id="a file after ="),
        pytest.param("mktsupport schema le", "schema letters/", id="folders only"),
    ],
)
def test_tab_completes(terminal: Terminal, typed: str, becomes: str) -> None:
    terminal.after(typed + "\t", becomes)


def test_the_shell_that_asks_is_known_by_itself(terminal: Terminal) -> None:
    terminal.after(
        "clear; mktsupport --show-completion | head -1\n", f"# Completion of mktsupport in {terminal.shell}:"
    )


def test_tab_offers_the_answers_of_the_next_question(terminal: Terminal) -> None:
    shown = terminal.after("mktsupport diagnose sms --answer right --answer \t\t", "sent", "used", "too-many")
    if terminal.shell != "bash":  # which shows words only
        assert "Too many tries" in shown


def test_what_a_name_says_is_shown_and_nothing_in_it_is_obeyed(terminal: Terminal, overlay: Path) -> None:
    shown = terminal.after(f"mktsupport contact --data {overlay} shad\t\t", "shadowy", "shadier")
    assert not (terminal.home / "owned").exists()
    if terminal.shell != "bash":
        assert "touch" in shown
