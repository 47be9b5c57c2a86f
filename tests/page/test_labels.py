"""Every key of words that is put together at run time is there, whatever value the records may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import get_args

import pytest

from mktsupport import records
from mktsupport import views as answers
from mktsupport.fee import answer as fee
from mktsupport.japan import deadlines, identity, yen
from mktsupport.listing import answer as listing
from mktsupport.listing import page as coverage
from mktsupport.page import desks, labels
from mktsupport.who import answer as who
from mktsupport.who import page as who_page
from tests.conftest import ROOT

GONE = ("ended", "merged")
UNSAID = {"unknown"}  # a cost that is not known is left unsaid
# What stands before the value in a key, the values, and where such words are kept.
BUILT: list[tuple[str, Iterable[object], Mapping[str, object]]] = [
    ("cost-", set(get_args(records.Cost)) - UNSAID, labels.LABELS),
    ("trust-", get_args(records.Trust), labels.LABELS),
    ("sure-", get_args(records.Sure), labels.LABELS),
    ("include-", get_args(records.Mention), labels.LABELS),
    ("role-of-", get_args(records.Role), labels.LABELS),
    ("role-", set(get_args(records.Role)) - {"any"}, labels.LABELS),
    ("due-", get_args(records.DeadlineKind), labels.LABELS),
    ("due-past-", (0, 1), labels.LABELS),
]


@pytest.mark.parametrize(("beginning", "values", "known"), [pytest.param(*each, id=each[0]) for each in BUILT])
def test_each_value_has_its_words(beginning: str, values: Iterable[object], known: Mapping[str, object]) -> None:
    assert [value for value in values if f"{beginning}{value}" not in known] == []


def test_no_key_is_built_that_is_not_held_to_its_values() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "src" / "mktsupport").rglob("*.py"))
    built = re.findall(r"""\b(?:label|say|word)\([\w.]+, f["']([a-z-]+)\{""", code)
    assert set(built) == {beginning for beginning, _, _ in BUILT}


@pytest.mark.parametrize(
    ("values", "known"),
    [
        pytest.param(get_args(answers.DeskState), labels.LABELS, id="a desk's state"),
        pytest.param(get_args(answers.DeskState), desks.STATES, id="its colour"),
        pytest.param(GONE, labels.LABELS, id="a service that is gone"),
        pytest.param(get_args(who.Occurrence), who.OCCURRENCES, id="where a value occurs"),
        pytest.param(get_args(who.Occurrence), who_page.STYLES, id="its colour there"),
        pytest.param(get_args(records.Unit), yen.UNITS, id="a unit of amounts"),
        pytest.param(("month", "business day"), deadlines.COUNTED, id="a unit of deadlines"),
        pytest.param(get_args(identity.Likeness), who.LIKENESSES, id="a likeness"),
        pytest.param(get_args(listing.Covered), coverage.STYLES, id="what a cell covers"),
        pytest.param([f"{each}-short" for each in get_args(listing.Covered)], coverage.WORDS, id="in short"),
        pytest.param((*get_args(records.Tax), None), fee.TAX, id="how tax stands in a fee"),
        pytest.param(get_args(records.Payer), fee.PAYER, id="who pays a fee"),
        pytest.param([f"role-of-{each}" for each in get_args(records.Payer)], labels.LABELS, id="a payer's role"),
    ],
)
def test_each_value_is_known_where_it_is_looked_up(values: Iterable[str], known: Mapping[str, object]) -> None:
    assert [value for value in values if value not in known] == []
