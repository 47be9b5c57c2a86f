"""What `list --coverage` counts, how it looks, and that docs/coverage.md shows the same."""

from __future__ import annotations

import re
import runpy

import pytest

from mktsupport.knowledge.library import Library
from mktsupport.listing.answer import coverage
from mktsupport.listing.page import coverage_page as page
from mktsupport.page.line_breaks import cells
from mktsupport.page.plain import text
from mktsupport.records import (
    Deadline,
    Option,
    Outcome,
    PlatformKind,
    Question,
    State,
    Statement,
    Step,
    Symptoms,
    Text,
    Trouble,
)
from mktsupport.views import PlatformRow
from tests.conftest import ROOT, Run

SAID = Text("何か。", "Something.")
ASKED = Question(
    id="what", ask=SAID, why=SAID, options=(Option(id="a", label=SAID, to="end"), Option(id="b", label=SAID, to="end"))
)


def place(name: str, kind: PlatformKind = "marketplace", state: State = "active") -> PlatformRow:
    return PlatformRow(id=name, name=name.title(), kind=kind, aliases=[], state=state)


def tree(*ends: Outcome, platforms: tuple[str, ...]) -> Trouble:
    return Trouble(
        id="lost",
        title=Text("なくした", "Lost it"),
        symptoms=Symptoms(ja=(), en=()),
        platforms=platforms,
        start="what",
        nodes=(ASKED, *ends),
    )


def end(
    *only: tuple[str, ...],
    deadlines: tuple[Deadline, ...] = (),
    evidence: tuple[Statement, ...] = (),
    warnings: tuple[Statement, ...] = (),
) -> Outcome:
    """An outcome with a step for each of `only`."""
    steps = tuple(Step(text=SAID, only=names) for names in only)
    return Outcome(
        id="end", title=SAID, steps=steps, deadlines=deadlines, evidence=evidence, warnings=warnings, facts=()
    )


OWN = Statement(text=SAID, only=("shop",))
LATE = Deadline(after="3 days", start=SAID, text=SAID, only=("shop",))


@pytest.mark.parametrize(
    ("trouble", "covered", "statements"),
    [
        pytest.param(tree(end((), ("shop",)), platforms=("shop", "stall")), "own", 1, id="a step of its own"),
        pytest.param(
            tree(end(()), end(("shop",), ("shop", "stall")), platforms=("shop", "stall")), "own", 2, id="over all ends"
        ),
        pytest.param(
            tree(end((), deadlines=(LATE,), evidence=(OWN,), warnings=(OWN,)), platforms=("shop", "stall")),
            "own", 3, id="deadlines, evidence and warnings count",
        ),
        pytest.param(tree(end((), ("stall",)), platforms=("shop", "stall")), "general", 0, id="only others' own"),
        pytest.param(tree(end(()), platforms=("shop", "stall")), "general", 0, id="steps for everybody"),
        pytest.param(tree(end((), ("stall",)), platforms=("stall",)), "nothing", 0, id="a tree for others"),
        pytest.param(tree(end((), ("shop",)), platforms=("stall",)), "own", 1, id="its own in a tree for others"),
        pytest.param(tree(end((), ()), platforms=("shop",)), "own", 2, id="a tree for it alone is all its own"),
    ],
)  # fmt: skip
def test_a_cell_is(trouble: Trouble, covered: str, statements: int) -> None:
    answer = coverage([trouble], [place("shop")], "en")
    assert [(cell.covered, cell.statements) for cell in answer.troubles[0].cells] == [(covered, statements)]


SMALL = coverage(
    [tree(end((), ("shop",)), platforms=("shop", "stall"))],
    [
        place("closed", state="ended"),
        place("desk", kind="public"),
        place("van", kind="carrier"),
        place("line", kind="mobile"),
        place("purse", kind="payment"),
        place("shop"),
        place("stall"),
    ],
    "en",
)


def test_cells_are_counted_who_runs_no_market_left_out_and_what_is_gone_comes_last() -> None:
    assert (SMALL.own, SMALL.general, SMALL.nothing) == (1, 1, 1)
    assert [each.id for each in SMALL.platforms] == ["shop", "stall", "closed"]
    assert [cell.platform for cell in SMALL.troubles[0].cells] == ["shop", "stall", "closed"]


def test_the_table_explains_its_numbers_and_marks() -> None:
    assert (
        text(page(SMALL, "en", None))
        == """\
How far the knowledge reaches

       1 2 3
  lost 1 + .

  7  the service's own steps, deadlines, evidence, warnings
  +  general steps only
  .  nothing: the trouble does not name the service

  1  shop    Shop
  2  stall   Stall
  3  closed  Closed  ENDED

cells: 1 own, 1 general only, 1 nothing
"""
    )


def test_where_the_table_does_not_fit_each_trouble_has_a_block() -> None:
    assert (
        text(page(SMALL, "en", 8))
        == """\
How far the knowledge reaches

lost  Lost it
  own statements: shop 1
  general only: stall
  nothing: closed (ENDED)

cells: 1 own, 1 general only, 1 nothing
"""
    )


def test_without_knowledge_there_is_an_empty_table() -> None:
    nothing = coverage([], [], "en")
    assert text(page(nothing, "en", None)).splitlines()[-1] == "cells: 0 own, 0 general only, 0 nothing"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_shipped_table_fits_80_columns(library: Library, language: str) -> None:
    shown = coverage(library.troubles(), library.platform_rows("ja" if language == "ja" else "en"), "ja")
    drawn = text(page(shown, "ja" if language == "ja" else "en", 80))
    assert "  angry-buyer  " in drawn
    assert max(cells(line) for line in drawn.splitlines()) <= 80


@pytest.mark.parametrize("language", ["ja", "en"])
def test_drawn_on_40_columns_no_line_is_wider(run: Run, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    result = run("list", "--coverage", "--lang", language)
    assert (result.code, result.err) == (0, "")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", result.out).splitlines()
    assert "  mobaoku 3, rakuma 7, yahoo-auctions 3," in lines
    assert max(cells(line) for line in lines) <= 40


def test_the_json_has_every_trouble_with_every_marketplace(run: Run) -> None:
    answer = run("list", "--coverage", "--json").json
    listed = run("list", "--json").json
    assert [row["id"] for row in answer["troubles"]] == [row["id"] for row in listed["troubles"]]
    markets = {row["id"] for row in listed["platforms"] if row["kind"] in ("marketplace", "exchange")}
    assert {row["id"] for row in answer["platforms"]} == markets
    assert {"mobaoku", "coincheck", "fril"} <= markets
    for row in answer["troubles"]:
        assert [cell["platform"] for cell in row["cells"]] == [each["id"] for each in answer["platforms"]]
    assert answer["own"] + answer["general"] + answer["nothing"] == len(markets) * len(answer["troubles"])


def test_a_table_of_both_is_not_asked_for_with_one_of_the_two(run: Run) -> None:
    result = run("list", "troubles", "--coverage", "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines() == [
        "error: `--coverage` is a table of both", "hint:  leave `troubles` out",
    ]  # fmt: skip


def test_the_page_in_docs_is_up_to_date(library: Library) -> None:
    script = runpy.run_path(str(ROOT / "docs" / "coverage.py"))
    stands = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert stands == script["document"](library), "run `just generate`"


def test_the_page_in_docs_names_platforms_and_troubles_that_there_are(library: Library) -> None:
    script = runpy.run_path(str(ROOT / "docs" / "coverage.py"))
    troubles = {row.id for row in library.trouble_rows("en")}
    assert {*script["GOODS"], *script["OF_A_TICKET"]} - troubles == set()
    assert set(script["TICKET_SITES"]) - {row.id for row in library.platform_rows("en")} == set()
