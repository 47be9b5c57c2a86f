"""An address handed over: as a QR code in half-block characters, or on the terminal's clipboard."""

from __future__ import annotations

import base64
import os
import shutil
import sys
from collections.abc import Sequence
from datetime import datetime

from mktsupport.contact.answer import Holidays
from mktsupport.environment import drawn
from mktsupport.errors import SupportError
from mktsupport.japan.text import Wording
from mktsupport.page.blocks import Page, Span, row
from mktsupport.page.desks import standing
from mktsupport.records import Language
from mktsupport.views import ChannelView, ContactAnswer

Matrix = Sequence[Sequence[int]]  # rows of modules; dark is 1

QUIET = 4  # light modules around the code: ISO/IEC 18004 asks for four, and readers fail with fewer
_HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
_DARK_ON_LIGHT, _PLAIN = "\x1b[38;5;16;48;5;231m", "\x1b[0m"

_COPIED = Wording("クリップボードに入れました: {value}", "Copied: {value}")
_ASKED_TO = Wording(
    "(受け付けない端末もあります。貼り付けて確かめてください)", " (some terminals refuse: paste it to make sure)"
)


def heading(answer: ContactAnswer, channel: ChannelView, holidays: Holidays, language: Language) -> Page:
    """What is handed over: whose it is, how it stands, and what to be wary of."""
    at = datetime.fromisoformat(answer.at)
    whose = Span(f"{answer.platform.name}  {channel.name}", "strong")
    blocks: Page = [row(whose, f"  {channel.value}  ", standing(channel, at, holidays, language))]
    return [*blocks, row(Span(channel.warning, "doubt"), marker="! ")] if channel.warning else blocks


def clipboard(value: str) -> str:
    """What tells a terminal to put `value` on its clipboard: OSC 52."""
    return f"\x1b]52;c;{base64.b64encode(value.encode()).decode()}\x07"


def copied(value: str, language: Language) -> Page:
    return [row(_COPIED.in_language(language).format(value=value), Span(_ASKED_TO.in_language(language), "dim"))]


def modules(text: str) -> Matrix:
    """The code of `text` without its quiet zone."""
    import segno

    return [list(line) for line in segno.make_qr(text, error="m", boost_error=False).matrix]


def lines(matrix: Matrix) -> list[str]:
    """The drawing, quiet zone included; every line is as many characters wide as the code has modules."""
    width = len(matrix[0]) + 2 * QUIET
    side = [0] * QUIET
    rows = [*([[0] * width] * QUIET), *([*side, *line, *side] for line in matrix), *([[0] * width] * QUIET)]
    rows += [[0] * width] * (len(rows) % 2)
    return [
        "".join(_HALVES[upper, lower] for upper, lower in zip(*pair, strict=True))
        for pair in zip(rows[::2], rows[1::2], strict=True)
    ]


def drawing(text: str) -> str:
    """The code for stdout as it is: in black on white on a terminal, as bare characters through a pipe."""
    drawn_lines = lines(modules(text))
    _refuse_where_unreadable(len(drawn_lines[0]))
    # A dark terminal would show the code inverted, which many readers do not take.
    coloured = drawn() and not os.environ.get("NO_COLOR")
    return "".join(f"{_DARK_ON_LIGHT}{line}{_PLAIN}\n" if coloured else f"{line}\n" for line in drawn_lines)


def _refuse_where_unreadable(width: int) -> None:
    encoding = sys.stdout.encoding or "ascii"
    try:
        "█▀▄".encode(encoding)
    except UnicodeEncodeError:
        raise SupportError(
            Wording(
                f"この出力({encoding})では QR コードを描けません", f"this output ({encoding}) cannot draw a QR code"
            ),
            Wording("`PYTHONIOENCODING=utf-8` を付けて試してください", "try with `PYTHONIOENCODING=utf-8`"),
        ) from None
    columns = shutil.get_terminal_size().columns
    if drawn() and columns < width:
        raise SupportError(
            Wording(
                f"QR コードには幅 {width} 桁が要ります(いまは {columns} 桁)",
                f"the QR code needs {width} columns; the terminal has {columns}",
            ),
            Wording("画面を広げるか、文字を小さくしてください", "widen the terminal or make its letters smaller"),
        )
