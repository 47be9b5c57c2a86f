"""Evidence: statement -> fact -> source, with its trust and its dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mktsupport.japan.text import Language
    from mktsupport.records import Fact, Source, Sure, Trust
    from mktsupport.rows import FactRow, SourceRow

Evidence = Mapping[str, tuple["Fact", "Source"]]
EvidenceRows = Mapping[str, tuple["FactRow", "SourceRow"]]

TRUST: tuple[Trust, ...] = ("official", "public-office", "press", "third-party", "personal", "scraped")


@dataclass(frozen=True)
class SourceView:
    """A source in an answer. A dataclass, because `fee` draws it without importing msgspec."""

    id: str
    title: str
    publisher: str | None
    url: str | None
    document: str | None
    trust: Trust


@dataclass(frozen=True)
class FactView:
    """`as_of` is the source's own date, `looked` the day it was read, `confirmed` the day an official page agreed."""

    id: str
    says: str
    source: SourceView
    sure: Sure | None
    as_of: str | None
    looked: str
    confirmed: str | None


def trust_of(names: Iterable[str], evidence: Evidence) -> Trust | None:
    """The weakest trust among the sources of these facts."""
    trusts = [evidence[name][1].trust for name in names if name in evidence]
    return max(trusts, key=TRUST.index, default=None)


def trail(names: Iterable[str], evidence: Evidence | EvidenceRows, language: Language) -> list[FactView]:
    """The facts of an answer with their sources, each once, in the order of `names`."""
    return [
        FactView(
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
            looked=str(fact.looked),
            confirmed=str(fact.confirmed) if fact.confirmed else None,
        )
        for fact, source in (evidence[name] for name in dict.fromkeys(names) if name in evidence)
    ]
