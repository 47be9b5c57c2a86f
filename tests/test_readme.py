from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.ja.md")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def examples() -> list[Any]:
    """Each console example of the READMEs: its command and the output that stands there."""
    found = []
    for name in READMES:
        for block in re.findall(
            r"^```console\n(.*?)^```$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        ):
            command, _, output = block.partition("\n")
            command = command.removeprefix("$ ")
            found.append(pytest.param(command, output, id=f"{name}: {command[:40]}"))
    return found


@pytest.mark.parametrize(("command", "output"), examples())
def test_example_prints_what_stands_there(command: str, output: str) -> None:
    here = f"{sys.executable} -m mktsupport"
    words = command.replace("mktsupport", here, 1).replace("python3 -c", f"{sys.executable} -c")
    done = subprocess.run(words, shell=True, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout + done.stderr == output


def test_both_readmes_have_the_same_commands() -> None:
    blocks = [re.findall(r"^```sh\n(.*?)^```$", text_of(name), re.MULTILINE | re.DOTALL) for name in READMES]
    assert len(blocks[0]) == 2
    assert blocks[0] == blocks[1]


@pytest.mark.parametrize("name", READMES)
def test_every_picture_and_page_that_is_named_is_there(name: str) -> None:
    named = re.findall(r"\]\(([^)]+)\)", text_of(name))
    assert [each for each in named if not (ROOT / each).is_file()] == []
