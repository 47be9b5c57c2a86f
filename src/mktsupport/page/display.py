"""Output on stdout: JSON, a drawn page or a plain one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from mktsupport.environment import can_draw

if TYPE_CHECKING:
    from mktsupport.page.blocks import Page


def show_json(answer: object) -> None:
    """One JSON object, UTF-8 whatever the locale, and a newline: of an answer, or of a dict that holds some."""
    if isinstance(answer, dict):  # a fee's is plain, and needs no msgspec
        import json

        data = json.dumps(answer, ensure_ascii=False, indent=2, default=_plain).encode(errors="replace") + b"\n"
    else:
        import msgspec

        data = msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def _plain(answer: object) -> Any:  # noqa: ANN401 - what JSON has
    import msgspec

    return msgspec.to_builtins(answer)


def show(page: Page) -> None:
    """The page, drawn on a terminal and plain elsewhere."""
    if can_draw():
        from mktsupport.page.terminal import draw

        draw(page, sys.stdout)
    else:
        from mktsupport.page.plain import text

        sys.stdout.write(text(page))
