"""Our own scripts as they are sent: without comments and indentation, which browsers do not read."""

from __future__ import annotations

from pathlib import Path


def lean(source: str) -> str:
    """A script without blank lines, lines that only comment, and leading space; no string of ours spans lines."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def sent(file: Path) -> bytes:
    """A script or the stylesheet as the site holds it."""
    return lean(file.read_text(encoding="utf-8")).encode()
