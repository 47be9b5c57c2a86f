"""What each outcome says to each reader, as digests: `python -m tests.pins` approves the texts as they stand."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import get_args

import msgspec

from mktsupport.diagnose.answer import Context, diagnosis, platform_ids
from mktsupport.diagnose.walk import Walk
from mktsupport.japan.dates import JAPAN
from mktsupport.knowledge.library import Library, open_library
from mktsupport.records import Language, Outcome, Trouble

PINS = Path(__file__).parent / "pins"


def pins_of(trouble: Trouble, library: Library, at: datetime) -> dict[str, str]:
    """A digest for each outcome, over both languages, with every platform and with none."""
    calendar = library.calendar(at.date())
    platforms = [None, *library.platforms(trouble.platforms)]
    known = {each.id: each for each in platforms if each}
    pins = {}
    for node in trouble.nodes:
        if not isinstance(node, Outcome):
            continue
        ladder = library.ladder(node.escalate) if node.escalate else None
        digest = hashlib.blake2b(digest_size=8)
        for platform in platforms:
            names = platform_ids(node, platform, ladder)
            known |= {each.id: each for each in library.platforms(name for name in names if name not in known)}
            context = Context(platform, known, ladder)
            for language in get_args(Language):
                shown = diagnosis(trouble, Walk((), node), context, at, calendar, {}, language)
                digest.update(msgspec.json.encode(shown))
        pins[node.id] = digest.hexdigest()
    return pins


def main() -> None:
    """Write the digests of the shipped knowledge."""
    library = open_library()
    PINS.mkdir(exist_ok=True)
    for row in library.trouble_rows("en"):
        pins = pins_of(library.trouble(row.id), library, datetime(2026, 9, 24, 12, tzinfo=JAPAN))
        (PINS / f"{row.id}.json").write_bytes(msgspec.json.format(msgspec.json.encode(pins), indent=1) + b"\n")


if __name__ == "__main__":
    main()
