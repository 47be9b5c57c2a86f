"""Write docs/checks.md: every rule of `mktsupport check`, with what it says about its own failing fixture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from mktsupport.check.audit import findings
from mktsupport.knowledge import checker as checking
from mktsupport.knowledge import shape
from mktsupport.knowledge.book import YEAR

HERE = Path(__file__).parent
RULES = HERE.parent / "tests" / "rules"
BLOCKS = "blocks the library"
HEAD = """# What `mktsupport check` refuses

Made by `python docs/checks.py` from the rules themselves and their fixtures in `tests/rules/`; a test holds it up to
date. Every rule has a file that breaks it and a twin that does not.

An **error** ends `check` with exit code 1. One that **blocks the library** also keeps a file of your own from being
used, since answers could not be worked out from it. A **warning** leaves the exit code at 0. A rule marked
**`--stale`** is asked only with that option.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_sections()])


def _sections() -> Iterator[str]:
    yield "## Reading the file\n\nThe rest of such a file is not looked at.\n"
    for rule, says in checking.READING.items():
        yield _entry(rule, says, BLOCKS)
    yield "## The shape of an entry\n"
    for rule, says in shape.RULES.items():
        yield _entry(rule, says, BLOCKS)
    yield "## What the entries say\n"
    for law in checking.LAWS:
        kind = BLOCKS if law.structure else "warning" if law.warning else "error"
        yield _entry(law.id, _prose(law.rule.__doc__ or ""), f"{kind}, `--stale`" if law.dated else kind)


def _entry(rule: str, says: str, kind: str) -> str:
    path = RULES / rule / "fail.yaml"
    finding = findings([path], [RULES / "base.yaml"], 1, date(2026, 6, 1), YEAR)[0]
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    shown = lines[finding.line - 1].removesuffix("  # here").strip()
    return (
        f"### {rule}\n\n{says} ({kind})\n\n```yaml\n{shown}\n```\n\n"
        f"- {finding.problem.en}: {finding.hint.en}\n- {finding.problem.ja}: {finding.hint.ja}\n"
    )


def _prose(docstring: str) -> str:
    """A docstring without its indentation."""
    return "\n".join(line.strip() for line in docstring.strip().splitlines())


if __name__ == "__main__":
    (HERE / "checks.md").write_text(page(), encoding="utf-8")
