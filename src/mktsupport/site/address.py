"""A walk as the end of an address: `#name:wrong/sent`, which resumes it in a browser and replays it in a terminal.

The platform stands before the colon and is left out with it where none is named; the answers follow as a script would
pass them. Ids hold letters, digits and hyphens alone, so neither sign can be part of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FRAGMENT = re.compile(r"(?:(?P<platform>[a-z0-9-]*):)?(?P<answers>[a-z0-9,-]+(?:/[a-z0-9,-]+)*)?")


def fragment(platform: str | None, answers: Sequence[str]) -> str:
    """The part of the address after its `#`: empty before anything is answered."""
    return (f"{platform}:" if platform else "") + "/".join(answers)


def walked(text: str) -> tuple[str | None, list[str]] | None:
    """The platform and the answers that a fragment stands for; None where it is none of ours."""
    match = _FRAGMENT.fullmatch(text.removeprefix("#"))
    if match is None:
        return None
    return match["platform"] or None, match["answers"].split("/") if match["answers"] else []
