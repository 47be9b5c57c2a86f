"""The sources of an answer: one line, or every fact; and its assumptions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mktsupport.evidence import TRUST
from mktsupport.japan.text import Language
from mktsupport.page.blocks import Gap, Page, Row, Span, heading, row
from mktsupport.page.labels import label, paragraph

if TYPE_CHECKING:
    from mktsupport.evidence import FactView

_SHOWN = 8  # runs of ids: more are not read


def foot(facts: Sequence[FactView], language: Language, *, why: bool) -> Page:
    """The sources at the end of an answer: every fact with `why`, else one line."""
    return fact_rows(facts, language) if why else fact_line(facts, language)


def fact_line(facts: Sequence[FactView], language: Language) -> Page:
    """The facts in one line, with their trust and dates and the option that shows them."""
    if not facts:
        return []
    kinds = [kind for kind in TRUST if any(fact.source.trust == kind for fact in facts)]
    trusts = "・".join(label(language, f"trust-{kind}") for kind in kinds)
    looked = max(fact.looked for fact in facts)
    confirmed = label(language, "unconfirmed") if not any(fact.confirmed for fact in facts) else ""
    dates = ", ".join(part for part in (label(language, "looked", on=looked), confirmed) if part)
    ids = ranges([fact.id for fact in facts], _SHOWN)
    return [
        Gap(),
        row(
            Span(f"{label(language, 'evidence-line')}  {ids} · {trusts} ({dates})  ", "dim"),
            Span(label(language, "why-hint"), "command"),
        ),
    ]


def fact_rows(facts: Sequence[FactView], language: Language) -> Page:
    """Every fact with its source, trust and dates."""
    page = heading(label(language, "why-title"))
    for fact in facts:
        source = fact.source
        title = (
            source.title
            if source.title == source.publisher
            else " · ".join(filter(None, (source.title, source.publisher)))
        )
        dates = [label(language, "as-of", on=fact.as_of)] if fact.as_of else []
        dates.append(label(language, "looked", on=fact.looked))
        dates.append(
            label(language, "confirmed", on=fact.confirmed) if fact.confirmed else label(language, "unconfirmed")
        )
        sure = [label(language, f"sure-{fact.sure}")] if fact.sure else []
        doubt = "doubt" if source.trust in ("third-party", "personal", "scraped") else "plain"
        page.append(row(fact.says, marker=Span(f"  {fact.id}  ", "strong")))
        page.append(
            row(
                Span(f"{title}  ", "dim"),
                Span(", ".join([label(language, f"trust-{source.trust}"), *sure]), doubt),  # type: ignore[arg-type]
                Span(f"  {', '.join(dates)}", "dim"),
                indent=6,
            )
        )
        where = source.url or source.document or label(language, "no-address")
        link = source.url if source.url and source.url.startswith("https://") else None
        page.append(row(Span(where, "dim", link), indent=6))
    return page


def assumptions(sentences: Sequence[str], language: Language) -> list[Row]:
    """The assumptions of a fee, if it has any."""
    name = Span(f"{label(language, 'assumed')}: ", "dim")
    return [row(name, paragraph(sentences, language), indent=2)] if sentences else []


def ranges(names: Sequence[str], most: int | None = None) -> str:
    """Fact ids in order, neighbours drawn together: MB-01〜MB-03, O-40; after `most` runs, only how many more."""
    runs: list[list[tuple[str, int, str]]] = []
    for name in sorted(names, key=_place):
        match = re.fullmatch(r"(.*?)(\d+)", name)
        stem, number = (match[1], int(match[2])) if match else (name, -1)
        if runs and runs[-1][-1][0] == stem and runs[-1][-1][1] + 1 == number:
            runs[-1].append((stem, number, name))
        else:
            runs.append([(stem, number, name)])
    told = [run[0][2] if len(run) == 1 else f"{run[0][2]}〜{run[-1][2]}" for run in runs]
    rest = sum(len(run) for run in runs[most:]) if most else 0
    return ", ".join(told[:most]) + (f" +{rest}" if rest else "")


def _place(name: str) -> tuple[str, int]:
    stem, _, number = name.rpartition("-")
    return stem + number.rstrip("0123456789"), int(re.sub(r"\D", "", number) or 0)


def citation(names: Sequence[str], *, why: bool) -> tuple[Span, ...]:
    """The ids of facts after a statement, with `why`."""
    return (Span(f" [{ranges(names)}]", "dim"),) if why and names else ()


def period_text(since: str | None, until: str | None, language: Language) -> str:
    """When a fee schedule was in force."""
    first, last = since or label(language, "period-unknown"), until or label(language, "period-open")
    return label(language, "period", since=first, until=last)
