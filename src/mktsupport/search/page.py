"""The search page: each hit with what of it matched, and the command that goes on from there."""

from __future__ import annotations

from collections.abc import Mapping

from mktsupport.japan.text import Language, Wording
from mktsupport.page.blocks import Gap, Page, Span, row
from mktsupport.page.labels import label
from mktsupport.views import HitView, SearchAnswer

MATCHED = Wording("一致: ", "matched: ")
COMMANDS = {"trouble": "mktsupport diagnose {id}", "platform": "mktsupport contact {id}"}


def page(answer: SearchAnswer, roles: Mapping[str, str], language: Language) -> Page:
    """The hits, best first; `roles` says whom each trouble is for."""
    blocks: Page = []
    for hit in answer.hits:
        blocks += [Gap()] if blocks else []
        blocks += _hit(hit, roles.get(hit.id, "any"), language)
    return blocks


def _hit(hit: HitView, role: str, language: Language) -> Page:
    whose = [] if role == "any" else [Span(f"  {label(language, f'role-{role}')}", "dim")]
    lines: Page = [row(Span(hit.title, "strong"), *whose)]
    if hit.matched != hit.title:
        lines.append(row(Span(MATCHED.in_language(language), "dim"), hit.matched, indent=2))
    lines.append(row(Span(COMMANDS[hit.kind].format(id=hit.id), "command"), indent=2))
    return lines
