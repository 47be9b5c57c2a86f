"""The evidence: every fact that a page cites, on pages of its own, so that a page for a phone stays light."""

from __future__ import annotations

from mktsupport.evidence import trail
from mktsupport.site.content import Everything
from mktsupport.site.labels import word
from mktsupport.site.pages import Place, rendered, shelf


def shelves(known: Everything) -> dict[str, list[str]]:
    """The facts of each page of evidence, in the order of their numbers."""
    held: dict[str, list[str]] = {}
    for name in sorted(known.evidence, key=lambda name: (name.rstrip("0123456789"), len(name), name)):
        held.setdefault(shelf(name), []).append(name)
    return held


def sources_page(names: list[str], known: Everything, place: Place) -> bytes:
    """Facts with their sources, each source once."""
    language = place.language
    facts = trail(names, known.evidence, language)
    origins = {fact.source.id: fact.source for fact in facts}
    numbers = {name: number for number, name in enumerate(origins, start=1)}
    return rendered(
        "sources.html",
        place,
        title=word(language, "sources-of", name=f"{names[0]}–{names[-1]}" if len(names) > 1 else names[0]),
        description="",
        facts=[(fact, numbers[fact.source.id]) for fact in facts],
        origins=list(origins.values()),
    )
