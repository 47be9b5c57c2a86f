"""What the knowledge offers for each kind of value on a half-typed line; without msgspec, since TAB must be quick."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from mktsupport.japan.spelling import fold
from mktsupport.japan.text import Language, Wording
from mktsupport.knowledge.library import Library
from mktsupport.rows import step

GONE = {"ended": Wording("終了", "ended"), "merged": Wording("統合", "merged")}
LAST_CHARACTER = "\U0010ffff"
PLAIN = re.compile(r"[\w.-]+")  # a word that no shell needs quotes for


class Suggestion(NamedTuple):
    """A word that may stand on the line, and its title."""

    word: str
    title: str


class Request(NamedTuple):
    """How the value begins, and the values that the line has for the command's other parameters."""

    typed: str
    given: Mapping[str, Sequence[str]]

    def first(self, name: str) -> str | None:
        """The first value of this parameter."""
        return next(iter(self.given.get(name, ())), None)


def platforms(request: Request, library: Library, language: Language) -> list[Suggestion]:
    """Everybody who can be contacted."""
    return _platforms(request, library, language)


def traders(request: Request, library: Library, language: Language) -> list[Suggestion]:
    """Where people trade; first those that the trouble on the line is about."""
    query = """
        SELECT json_each.value FROM aliases JOIN troubles ON troubles.id = aliases.id, json_each(troubles.platforms)
        WHERE aliases.kind = 'trouble' AND aliases.folded = ?
    """
    about = {name for (name,) in library.rows(query, (fold(request.first("trouble") or ""),))}
    found = _platforms(request, library, language, "kind IN ('marketplace', 'exchange')")
    return sorted(found, key=lambda each: each.word not in about)


def tariffs(request: Request, library: Library, language: Language) -> list[Suggestion]:
    """Platforms with known fees."""
    return _platforms(request, library, language, "json_array_length(record, '$.fees') > 0")


def troubles(request: Request, library: Library, language: Language) -> list[Suggestion]:
    """Every trouble, by role."""
    rows = library.rows("SELECT id, iif(? = 'ja', ja, en) FROM troubles ORDER BY role DESC, id", (language,))
    return _matching(request.typed, [Suggestion(*row) for row in rows], library, "trouble")


def schedules(request: Request, library: Library, language: Language) -> list[Suggestion]:
    """The fee schedules of the platform on the line, or of the default platform."""
    platform = library.tariff(request.first("platform") or library.default_fee_platform())
    titles = {fee.id: fee.name.in_language(language) for fee in platform.fees}
    return _beginning(request.typed, titles.items())


def answers(request: Request, library: Library, language: Language) -> list[Suggestion]:
    """The answers to the question that those on the line lead to; none where that is an amount or an outcome."""
    trouble = request.first("trouble")
    if trouble is None:
        return []
    tree = library.tree(trouble)
    nodes = {node["id"]: node for node in tree["nodes"]}
    node = nodes[tree["start"]]
    for answer in request.given.get("answer", ()):
        options = [(option["id"], option["to"]) for option in node.get("options", ())]
        bands = [(band["up_to"], band["to"]) for band in node.get("bands", ())]
        taken = step(options, bands, node.get("unit"), answer)
        if taken is None:
            return []
        node = nodes[taken[1]]
    return _beginning(request.typed, [(option["id"], option["label"][language]) for option in node.get("options", ())])


def _platforms(request: Request, library: Library, language: Language, condition: str = "true") -> list[Suggestion]:
    """The platforms that fit an SQL condition: living ones first, then public desks, then those that are gone."""
    query = f"""
        SELECT id, iif(? = 'ja', ja, en), state FROM platforms WHERE {condition}
        ORDER BY state IN ('ended', 'merged'), kind IN ('marketplace', 'exchange') DESC, kind = 'public', id
    """  # noqa: S608 - our own conditions
    known = [
        Suggestion(name, f"{title} ({GONE[state].in_language(language)})" if state in GONE else title)
        for name, title, state in library.rows(query, (language,))
    ]
    return _matching(request.typed, known, library, "platform")


def _beginning(typed: str, known: Iterable[tuple[str, str]]) -> list[Suggestion]:
    return [Suggestion(word, title) for word, title in known if word.startswith(typed)]


def _matching(
    typed: str, known: Sequence[Suggestion], library: Library, kind: Literal["platform", "trouble"]
) -> list[Suggestion]:
    """The ids that begin as typed; if there are none, the names that do, in any spelling.

    Such a name stands on the line if it begins exactly as it was typed and needs no quotes; otherwise the id does.
    """
    if found := _beginning(typed, known):
        return found
    low = fold(typed)
    query = "SELECT id, alias FROM aliases WHERE kind = ? AND folded >= ? AND folded < ? ORDER BY length(alias)"
    words: dict[str, str] = {}
    for name, alias in library.rows(query, (kind, low, low + LAST_CHARACTER)) if low else ():
        if words.get(name, name) == name:
            words[name] = alias if alias.startswith(typed) and PLAIN.fullmatch(alias) else name
    return [Suggestion(words[each.word], each.title) for each in known if each.word in words]


SUGGESTIONS: dict[str, Callable[[Request, Library, Language], list[Suggestion]]] = {
    "platforms": platforms,
    "traders": traders,
    "tariffs": tariffs,
    "troubles": troubles,
    "schedules": schedules,
    "answers": answers,
}
