"""What the knowledge offers for each kind of value on a half-typed line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from mktsupport.japan.text import Language, Wording
from mktsupport.knowledge.library import Library
from mktsupport.knowledge.names import Kind, LibraryNames, Named, PlatformName, next_answers

GONE = {"ended": Wording("終了", "ended"), "merged": Wording("統合", "merged")}


class Asked(NamedTuple):
    """What of the value is typed, and what the line has given to the command's other parameters."""

    typed: str
    given: Mapping[str, Sequence[str]]

    def first(self, name: str) -> str | None:
        """The first value of this parameter."""
        return next(iter(self.given.get(name, ())), None)


def platforms(asked: Asked, library: Library, language: Language) -> list[Named]:
    """Everybody who can be contacted."""
    return _platforms(asked, library.names(language), language, lambda _: True)


def traders(asked: Asked, library: Library, language: Language) -> list[Named]:
    """Where people trade; those first that the trouble on the line is about."""
    names, trouble = library.names(language), asked.first("trouble")
    about = names.trouble_platforms(trouble) if trouble else set()
    found = _platforms(asked, names, language, lambda platform: platform.kind != "public")
    return sorted(found, key=lambda each: each.word not in about)


def tariffs(asked: Asked, library: Library, language: Language) -> list[Named]:
    """Whose fees are known."""
    return _platforms(asked, library.names(language), language, lambda platform: platform.priced)


def troubles(asked: Asked, library: Library, language: Language) -> list[Named]:
    """Every trouble."""
    names = library.names(language)
    return _spelt(asked.typed, names.troubles(), names, "trouble")


def schedules(asked: Asked, library: Library, language: Language) -> list[Named]:
    """The fee schedules of the platform on the line, or of the one meant where none is named."""
    platform = library.tariff(asked.first("platform") or library.default_fee_platform())
    titles = {fee.id: fee.name.in_language(language) for fee in platform.fees}
    return [Named(name, title) for name, title in titles.items() if name.startswith(asked.typed)]


def answers(asked: Asked, library: Library, language: Language) -> list[Named]:
    """The answers to the question that those on the line lead to."""
    trouble = asked.first("trouble")
    if trouble is None:
        return []
    found = next_answers(library.tree(trouble), asked.given.get("answer", ()), language)
    return [each for each in found if each.word.startswith(asked.typed)]


def _platforms(
    asked: Asked, names: LibraryNames, language: Language, fits: Callable[[PlatformName], bool]
) -> list[Named]:
    found = [
        Named(each.id, f"{each.title} ({GONE[each.state].in_language(language)})" if each.state in GONE else each.title)
        for each in names.platforms()
        if fits(each)
    ]
    return _spelt(asked.typed, found, names, "platform")


def _spelt(typed: str, known: Sequence[Named], names: LibraryNames, kind: Kind) -> list[Named]:
    """The ids that begin as typed; where none does, what is called so in another spelling, an alias or a title."""
    if found := [each for each in known if each.word.startswith(typed)]:
        return found
    called = names.beginning(kind, typed)
    return [Named(called[each.word], each.title) for each in known if each.word in called]


OFFERS: dict[str, Callable[[Asked, Library, Language], list[Named]]] = {
    "platforms": platforms,
    "traders": traders,
    "tariffs": tariffs,
    "troubles": troubles,
    "schedules": schedules,
    "answers": answers,
}
