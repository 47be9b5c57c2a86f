"""What a statement rests on: statement -> fact -> source, with its trust and its dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mktsupport.answers import FactView, SourceView
from mktsupport.records import Fact, Language, Source, Trust

Evidence = Mapping[str, tuple[Fact, Source]]

TRUST: tuple[Trust, ...] = ("official", "public-office", "press", "third-party", "personal", "scraped")


def trust_of(names: Iterable[str], evidence: Evidence) -> str | None:
    """The weakest trust among the sources: a channel is as sure as the least sure thing said of it."""
    trusts = [evidence[name][1].trust for name in names if name in evidence]
    return max(trusts, key=TRUST.index, default=None)


def trail(names: Iterable[str], evidence: Evidence, language: Language) -> list[FactView]:
    """The facts behind an answer, each once, in the order in which they are cited."""
    return [_view(*evidence[name], language) for name in dict.fromkeys(names) if name in evidence]


def _view(fact: Fact, source: Source, language: Language) -> FactView:
    return FactView(
        id=fact.id,
        says=fact.says.in_language(language),
        source=SourceView(
            id=source.id,
            title=source.title,
            publisher=source.publisher,
            url=source.url,
            document=source.document.in_language(language) if source.document else None,
            trust=source.trust,
        ),
        sure=fact.sure,
        as_of=fact.as_of,
        looked=fact.looked.isoformat(),
        confirmed=fact.confirmed.isoformat() if fact.confirmed else None,
    )
