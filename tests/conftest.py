"""What every test stands on: an empty home, a cache of the run's own, and a command line to call."""

from __future__ import annotations

import fcntl
import json
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import mktsupport
from mktsupport.cli import main
from mktsupport.knowledge.library import Library, open_library
from tests.small import SHIPPED

ROOT = Path(__file__).parents[1]
SRC = Path(mktsupport.__file__).parents[1]  # of the mktsupport under test: a process that a test starts runs the same

# A run in the background ignores Ctrl-C, and so would every process that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for the whole run: the first worker compiles the shipped knowledge, and all of them read it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"
    with folder.with_suffix(".lock").open("w") as lock, pytest.MonkeyPatch.context() as patch:
        fcntl.flock(lock, fcntl.LOCK_EX)
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        patch.delenv("MKTSUPPORT_DATA", raising=False)
        open_library()
    return folder


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cache: Path) -> None:
    """No terminal, no colour, no settings: what a test wants otherwise, it says."""
    names = ("MKTSUPPORT_LANG", "MKTSUPPORT_DATA", "NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES", "COLUMNS")
    for name in names:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty cache, over three entries in place of the shipped knowledge, which takes 1.4 s to compile."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "base.yaml").write_text(SHIPPED, encoding="utf-8")
    monkeypatch.setattr("mktsupport.knowledge.library.shipped_folder", lambda: folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Call the command line in this process: `run("contact", "mobaoku", "--json").json`."""

    def call(*arguments: str) -> Result:
        code = main(arguments)
        out, err = capfd.readouterr()
        return Result(code, out, err)

    return call


@pytest.fixture
def library() -> Library:
    """The shipped knowledge."""
    return open_library()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what a plain run leaves out."""
    if config.option.markexpr == "not slow":
        terminalreporter.write_line("slow tests left out (installs, real shells): pytest -m slow")
