"""What the knowledge offers for each kind of value on a half-typed line; without msgspec, since TAB must be quick."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from mktsupport.japan.spelling import fold
from mktsupport.japan.text import Language, Wording
from mktsupport.knowledge.library import Library
from mktsupport.rows import JsonObject, step

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
    """The answers to the question that those on the line lead to; none where that is an amount or an outcome.

    They are those of the platform on the line, as `diagnose.walk` has them, which needs msgspec.
    """
    trouble = request.first("trouble")
    if trouble is None:
        return []
    tree = library.tree(trouble)
    platform, gone = _chosen(request, library, tree)
    if gone and tree["gone"]:
        return []
    nodes = {node["id"]: node for node in tree["nodes"]}
    node = _asked(nodes, tree["start"], platform)
    for answer in request.given.get("answer", ()):
        options = [(option["id"], option["to"]) for option in _options(node, platform)]
        bands = [(band["up_to"], band["to"]) for band in node.get("bands", ())]
        taken = step(options, bands, node.get("unit"), answer)
        if taken is None:
            return []
        node = _asked(nodes, taken[1], platform)
    return _beginning(request.typed, [(option["id"], option["label"][language]) for option in _options(node, platform)])


def _chosen(request: Request, library: Library, tree: JsonObject) -> tuple[str | None, bool]:
    """The platform on the line, or what a merged one lives on as, and whether it is gone."""
    if (name := request.first("platform")) is None:
        return None, False
    tariff = library.tariff(name)
    if tariff.id not in tree["platforms"] and tariff.status.followed_by:
        tariff = library.tariff(tariff.status.followed_by)
    return tariff.id, tariff.status.gone


def _asked(nodes: Mapping[str, JsonObject], start: str, platform: str | None) -> JsonObject:
    """The node that the way comes to at `start`: a question that is not asked on the platform leads on by itself."""

    @cache
    def onward(name: str) -> str:
        node = nodes[name]
        if node["kind"] != "question" or platform is None:
            return name
        if node["otherwise"] and not _applies(node, platform):
            return onward(node["otherwise"])
        ways = {onward(option["to"]) for option in _options(node, platform)}
        return ways.pop() if len(ways) == 1 else name

    return nodes[onward(start)]


def _options(node: JsonObject, platform: str | None) -> list[JsonObject]:
    return [option for option in node.get("options", ()) if _applies(option, platform)]


def _applies(part: JsonObject, platform: str | None) -> bool:
    return platform is None or (platform not in part["except"] and (not part["only"] or platform in part["only"]))


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
