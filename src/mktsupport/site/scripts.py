"""Our own scripts and the stylesheet as they are sent: without what only their readers need."""

from __future__ import annotations

import re
from pathlib import Path

# Strings, templates and regular expressions stay as they are; a slash after a sign opens one, after a word divides.
_TOKEN = re.compile(
    r"""(?P<whole>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`"""
    r"""|(?:(?<=[(,=:!&|?{};>])|(?<=return))\ ?/(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*)"""
    r"""|(?P<comment>//[^\n]*)|(?P<space>\s+)|[A-Za-z0-9_$]+|.""",
    re.DOTALL,
)


def lean(source: str) -> str:
    """A script without comments and without the space between signs; every statement of ours ends in a semicolon."""
    parts: list[str] = []
    spaced = False
    for match in _TOKEN.finditer(source):
        if match["comment"] or match["space"]:
            spaced = True
            continue
        part = match[0].strip() if match["whole"] else match[0]
        if spaced and parts and _stick(parts[-1][-1], part[0]):
            parts.append(" ")
        parts.append(part)
        spaced = False
    return "".join(parts) + "\n"


def _stick(last: str, first: str) -> bool:
    """Whether two parts would become one without a space between them."""
    return (_wordy(last) and _wordy(first)) or (last in "+-" and first in "+-")


def _wordy(char: str) -> bool:
    return char.isalnum() or char in "_$"


def sent(file: Path) -> bytes:
    """A script or the stylesheet as the site holds it."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".js":
        return lean(text).encode()
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"(\w): +", r"\1:", text)).replace(";}", "}").encode()
