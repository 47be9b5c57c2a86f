"""Makes docs/checks.md: every rule of `mktsupport check`, with what it says about its own failing fixture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from mktsupport.check.audit import findings
from mktsupport.knowledge import checker, reader, shape
from mktsupport.knowledge.book import YEAR

HERE = Path(__file__).parent
RULES = HERE.parent / "tests" / "rules"
BLOCKS = "blocks the library"
HEAD = """# What `mktsupport check` refuses

Made by `just generate` from the rules themselves and their fixtures in `tests/rules/`; a test holds it up to date.
Every rule has a file that breaks it and a twin that does not.

An **error** ends `check` with exit code 1. One that **blocks the library** also keeps a file of your own from being
used, since answers could not be worked out from it. A **warning** leaves the exit code at 0. A rule marked
**`--stale`** is asked only with that option.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_sections()])


def _sections() -> Iterator[str]:
    yield f"## Reading the file\n\nThe rest of such a file is not looked at: it {BLOCKS}.\n"
    for name in reader.REFUSALS:
        yield _entry(name)
    yield "## The shape of an entry\n"
    for name, meaning in shape.RULES.items():
        yield _entry(name, f"{meaning} ({BLOCKS})")
    yield "## What the entries say\n"
    kinds = {"blocks": BLOCKS, "error": "error", "warning": "warning", "stale": "warning, `--stale`"}
    for rule in checker.RULES:
        yield _entry(rule.id, f"{_prose(rule.check.__doc__ or '')} ({kinds[rule.severity]})")


def _entry(rule: str, about: str = "") -> str:
    path = RULES / rule / "fail.yaml"
    finding = findings([path], [RULES / "base.yaml"], 1, date(2026, 6, 1), YEAR)[0]
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    shown = lines[finding.line - 1].removesuffix("  # here").strip()
    parts = [
        f"### {rule}",
        *([about] if about else []),
        f"```yaml\n{shown}\n```",
        f"- {finding.problem.en}: {finding.hint.en}\n- {finding.problem.ja}: {finding.hint.ja}\n",
    ]
    return "\n\n".join(parts)


def _prose(docstring: str) -> str:
    """A docstring without its indentation."""
    return "\n".join(line.strip() for line in docstring.strip().splitlines())


def files() -> dict[Path, str]:
    """The generated file and what it holds."""
    return {HERE / "checks.md": page()}
