"""The two promises of the folders: what decides is pure, and no question reaches into another's page."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import mktsupport

PACKAGE = Path(mktsupport.__file__).parent
QUESTIONS = ("check", "completion", "contact", "diagnose", "draft", "fee", "ledger", "listing", "search", "site", "who")
MODULES = {path: ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in PACKAGE.rglob("*.py")}
PURE = ("answer", "walk", "ranking", "message")  # modules of these names decide


def imported(path: Path) -> set[str]:
    """The modules of ours that a module imports, now or later, for its types or for itself."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found


def parts(name: str) -> list[str]:
    return [*name.split(".")[1:], ""]


@pytest.mark.parametrize("path", [path for path in MODULES if path.stem in PURE], ids=MODULES.get)
def test_what_decides_knows_no_page_no_library_and_no_clock(path: Path) -> None:
    forbidden = (
        "mktsupport.page.",
        "mktsupport.knowledge.library.",
        "mktsupport.environment.",
        "time.",
        "os.",
        "typer.",
    )
    assert {each for each in imported(path) if f"{each}.".startswith(forbidden)} == set()
    source = path.read_text(encoding="utf-8")
    assert ".now(" not in source
    assert ".today(" not in source


@pytest.mark.parametrize("path", MODULES, ids=MODULES.get)
def test_no_question_imports_the_page_of_another(path: Path) -> None:
    own = parts(MODULES[path])[0]
    others = [parts(each) for each in imported(path) if each.startswith("mktsupport.")]
    pages = {".".join(each) for each in others if each[0] in QUESTIONS and each[0] != own and "page" in each[1]}
    assert pages == set()


@pytest.mark.parametrize("path", MODULES, ids=MODULES.get)
def test_what_all_stand_on_knows_no_question(path: Path) -> None:
    if parts(MODULES[path])[0] in ("knowledge", "japan", "page"):
        assert {
            each for each in imported(path) if each.startswith("mktsupport.") and parts(each)[0] in QUESTIONS
        } == set()
