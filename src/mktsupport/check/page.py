"""What `check` found: as a page, and as annotations for GitHub's workflows."""

from __future__ import annotations

from collections.abc import Sequence

from mktsupport.knowledge.book import Finding
from mktsupport.page.blocks import Gap, Page, Span, row
from mktsupport.page.labels import label
from mktsupport.records import Language


def page(found: Sequence[Finding], language: Language) -> Page:
    """One finding after the other, then how many there are."""
    blocks: Page = []
    for finding in found:
        kind = Span(label(language, "warning"), "doubt") if finding.warning else Span(label(language, "error"), "ended")
        place = Span(f"{finding.file}:{finding.line}: ", "strong")
        blocks.append(row(place, kind, f" {finding.problem.in_language(language)} ", Span(f"[{finding.rule}]", "dim")))
        blocks.append(row(Span(finding.hint.in_language(language), "dim"), indent=4))
    warnings = sum(finding.warning for finding in found)
    count = label(language, "found", errors=len(found) - warnings, warnings=warnings)
    return [*blocks, *([Gap()] if blocks else []), row(Span(count, "strong"))]


def github_annotations(found: Sequence[Finding], language: Language) -> str:
    """A line for each finding, which GitHub's workflows show beside the file."""
    lines = []
    for finding in found:
        kind = "warning" if finding.warning else "error"
        words = f"{finding.problem.in_language(language)} — {finding.hint.in_language(language)}"
        place = f"file={_escaped(finding.file, ',:')},line={finding.line},title={finding.rule}"
        lines.append(f"::{kind} {place}::{_escaped(words)}\n")
    return "".join(lines)


def _escaped(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
