"""The search page: each hit, the line of it that matched, and the command that goes on from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mktsupport.japan.text import Language
from mktsupport.page.blocks import Gap, Page, Span, row
from mktsupport.page.labels import label
from mktsupport.search.ranking import Hit

COMMANDS = {"trouble": "mktsupport diagnose", "platform": "mktsupport contact"}


def page(hits: Sequence[Hit], roles: Mapping[str, str], language: Language) -> Page:
    """The hits, best first; `roles` says whom each trouble is for."""
    blocks: Page = []
    for hit in hits:
        role = roles.get(hit.id, "any")
        for_whom = [] if role == "any" else [Span(f"  {label(language, f'role-{role}')}", "dim")]
        blocks += [Gap()] if blocks else []
        blocks.append(row(Span(hit.title, "strong"), *for_whom))
        if hit.matched != hit.title:
            blocks.append(row(Span("一致: " if language == "ja" else "matched: ", "dim"), hit.matched, indent=2))
        blocks.append(row(Span(f"{COMMANDS[hit.kind]} {hit.id}", "command"), indent=2))
    return blocks
