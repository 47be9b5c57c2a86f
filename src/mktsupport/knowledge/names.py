"""What things are called and what comes next in a tree, as a half-typed line asks: without msgspec, and in a moment."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

from mktsupport.japan.spelling import fold
from mktsupport.japan.text import Language, Wording
from mktsupport.japan.yen import number_of

AFTER_ALL = "\U0010ffff"
PLAIN = re.compile(r"[\w.-]+")  # a spelling that no shell takes for anything else

Rows = Callable[[str, Sequence[object]], list[Any]]
Kind = Literal["platform", "trouble"]


class Named(NamedTuple):
    """An id, or a name that leads to one, with what it stands for."""

    word: str
    title: str


class PlatformName(NamedTuple):
    """A platform's id and name, and what decides where it may stand."""

    id: str
    title: str
    kind: str
    state: str
    priced: bool


class OptionName(NamedTuple):
    """A `records.Option`."""

    id: str
    label: Wording
    to: str


class BandEnd(NamedTuple):
    """A `records.Band`."""

    up_to: int | None
    to: str


class Fork(NamedTuple):
    """A `records.Node`: a question has options, an amount has bands and a unit, an outcome none of them."""

    options: tuple[OptionName, ...]
    bands: tuple[BandEnd, ...]
    unit: str | None


class Tree(NamedTuple):
    """The nodes of a `records.Trouble` by id, and which of them comes first."""

    start: str
    nodes: dict[str, Fork]


def tree_of(trouble: dict[str, Any]) -> Tree:
    """The tree of a trouble as JSON has it; KeyError or TypeError where it is no trouble of this version."""
    return Tree(trouble["start"], {node["id"]: _fork(node) for node in trouble["nodes"]})


def _fork(node: dict[str, Any]) -> Fork:
    options = (OptionName(**option | {"label": Wording(**option["label"])}) for option in node.get("options", ()))
    return Fork(tuple(options), tuple(BandEnd(**band) for band in node.get("bands", ())), node.get("unit"))


class LibraryNames:
    """Names in one language; `rows` asks the library."""

    def __init__(self, rows: Rows, language: Language) -> None:
        self._rows, self._language = rows, language

    def platforms(self) -> list[PlatformName]:
        """Every platform: those that live first, public desks behind them, those that are gone last."""
        query = """
            SELECT id, ja, en, kind, state, json_array_length(record, '$.fees') > 0 FROM platforms
            ORDER BY state IN ('ended', 'merged'), kind = 'public', id
        """
        return [
            PlatformName(name, self._said(ja, en), kind, state, bool(priced))
            for name, ja, en, kind, state, priced in self._rows(query, ())
        ]

    def troubles(self) -> list[Named]:
        """Every trouble, by role."""
        rows = self._rows("SELECT id, ja, en FROM troubles ORDER BY role DESC, id", ())
        return [Named(name, self._said(ja, en)) for name, ja, en in rows]

    def trouble_platforms(self, trouble: str) -> set[str]:
        """The ids of the platforms that a trouble names; none where there is no such trouble."""
        query = """
            SELECT json_each.value FROM aliases JOIN troubles ON troubles.id = aliases.id, json_each(troubles.platforms)
            WHERE aliases.kind = 'trouble' AND aliases.folded = ?
        """
        return {name for (name,) in self._rows(query, (fold(trouble),))}

    def beginning(self, kind: Kind, typed: str) -> dict[str, str]:
        """Each id that has a name beginning so, and the shortest such name; the id itself where none can be typed on.

        A name can be typed on if it begins as it was typed (not in another width, case or kana) and needs no quotes.
        """
        low = fold(typed)
        query = "SELECT id, alias FROM aliases WHERE kind = ? AND folded >= ? AND folded < ? ORDER BY length(alias)"
        found: dict[str, str] = {}
        for name, alias in self._rows(query, (kind, low, low + AFTER_ALL)) if low else ():
            if found.get(name, name) == name:
                found[name] = alias if alias.startswith(typed) and PLAIN.fullmatch(alias) else name
        return found

    def _said(self, ja: str, en: str) -> str:
        return Wording(ja, en).in_language(self._language)


def next_answers(tree: Tree, answers: Sequence[str], language: Language) -> list[Named]:
    """The answers to the question that `answers` lead to; none where that is an amount, an outcome or nowhere."""
    node = tree.nodes[tree.start]
    for answer in answers:
        to = _following(node, answer)
        if to is None:
            return []
        node = tree.nodes[to]
    return [Named(option.id, option.label.in_language(language)) for option in node.options]


def _following(node: Fork, answer: str) -> str | None:
    if node.unit is None:
        return next((option.to for option in node.options if option.id == answer), None)
    number = number_of(answer, node.unit)
    if number is None:
        return None
    return next(band.to for band in node.bands if band.up_to is None or number <= band.up_to)
