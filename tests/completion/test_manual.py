"""The manual pages and completion's table are those that the commands make, whole and without a complaint of roff."""

from __future__ import annotations

import os
import re
import runpy
import shlex
import shutil
import subprocess
from typing import Any

import pytest

from docs.commands import commands
from mktsupport.cli import COMMANDS
from tests.conftest import ROOT, Run

PAGES = {"en": ROOT / "docs" / "man" / "mktsupport.1", "ja": ROOT / "docs" / "man" / "ja" / "mktsupport.1"}


@pytest.fixture(scope="module")
def manual() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs" / "manual.py"))


@pytest.mark.parametrize("language", PAGES)
def test_the_page_is_up_to_date(manual: dict[str, Any], language: str) -> None:
    assert PAGES[language].read_text(encoding="utf-8") == manual["page"](language), "run `just generate`"


def test_the_table_that_completion_reads_is_up_to_date(manual: dict[str, Any]) -> None:
    assert manual["TABLE"].read_text(encoding="utf-8") == manual["table"](), "run `just generate`"


@pytest.mark.parametrize("language", PAGES)
def test_every_command_and_option_is_there(language: str) -> None:
    page = PAGES[language].read_text(encoding="utf-8").replace("\\", "")
    for name in COMMANDS:
        assert re.search(rf"^\.SS {name}\b", page, re.MULTILINE), name
    for command in commands():
        for parameter in command["parameters"]:
            assert all(spelling in page for spelling in parameter["spellings"]), parameter
            assert parameter["help"]["ja"] != parameter["help"]["en"], f"{parameter['name']} has no Japanese help"


def test_every_variable_of_ours_is_there() -> None:
    page = PAGES["en"].read_text(encoding="utf-8")
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py"))
    ours = set(re.findall(r"(?<![A-Z_])MKTSUPPORT_[A-Z]+|(?<=[\"'])(?:NO|FORCE)_COLOR", code))
    assert ours
    assert not {name for name in ours if name not in page}


def test_the_examples_answer(run: Run, manual: dict[str, Any]) -> None:
    for example, _ in manual["SECTIONS"][-1][1]:
        assert run(*shlex.split(example)[1:]).code == 0


@pytest.mark.parametrize(
    ("text", "roff"),
    [
        pytest.param(".so /etc/passwd", r"\&.so /etc/passwd", id="a dot that would be a request"),
        pytest.param("'quoted'", r"\(aqquoted\(aq", id="a quote that would be one"),
        pytest.param("--json", r"\-\-json", id="hyphens that can be copied"),
        pytest.param(r"a\fBb", r"a\efBb", id="backslashes"),
        pytest.param("受付中。次は「月曜」", r"受\:付\:中。\:次\:は\:「月\:曜」", id="where Japanese may break"),
    ],
)
def test_roff_finds_nothing_to_obey(manual: dict[str, Any], text: str, roff: str) -> None:
    assert manual["escaped"](text) == roff


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed here")
@pytest.mark.parametrize("language", PAGES)
def test_groff_has_no_complaint(language: str) -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z", str(PAGES[language])],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed here")
def test_mandoc_has_no_complaint() -> None:
    done = subprocess.run(
        ["mandoc", "-Tlint", "-Wwarning", str(PAGES["en"])], capture_output=True, text=True, check=False
    )
    assert done.stdout == ""


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed here")
@pytest.mark.parametrize(("language", "line"), [("en", "       --json Print one JSON object."), ("ja", "終了コード")])
def test_man_shows_it_in_80_columns(language: str, line: str) -> None:
    environment = os.environ | {"MANWIDTH": "80", "LC_ALL": "C.UTF-8", "MANPAGER": "cat"}
    done = subprocess.run(
        ["man", "-l", str(PAGES[language])], env=environment, capture_output=True, text=True, check=True
    )
    assert line in done.stdout.splitlines()
    assert done.stderr == ""
