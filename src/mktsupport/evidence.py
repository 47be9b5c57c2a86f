"""What a statement rests on: statement -> fact -> source, with its trust and its dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mktsupport.answers import FactView
    from mktsupport.records import Fact, Source, Trust
    from mktsupport.wording import Language

Evidence = Mapping[str, tuple["Fact", "Source"]]

TRUST: tuple[Trust, ...] = ("official", "public-office", "press", "third-party", "personal", "scraped")


def trust_of(names: Iterable[str], evidence: Evidence) -> str | None:
    """The weakest trust among the sources: a channel is as sure as the least sure thing said of it."""
    trusts = [evidence[name][1].trust for name in names if name in evidence]
    return max(trusts, key=TRUST.index, default=None)


def trail(names: Iterable[str], evidence: Evidence, language: Language, *, plain: bool = False) -> list[FactView]:
    """The facts behind an answer, each once, in the order in which they are cited; `plain` ones only fill a page."""
    fact_view: Any = SimpleNamespace
    source_view: Any = SimpleNamespace
    if not plain:
        from mktsupport import answers  # noqa: PLC0415 - it takes longer than all the rest

        fact_view, source_view = answers.FactView, answers.SourceView
    return [
        fact_view(
            id=fact.id,
            says=fact.says.in_language(language),
            source=source_view(
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
