"""An address handed over: as a QR code in half-block characters, or on the terminal's clipboard."""

from __future__ import annotations

import base64
import io
import os
import shutil
import sys
from datetime import datetime

from mktsupport.contact.answer import ContactAnswer
from mktsupport.environment import can_draw
from mktsupport.errors import SupportError
from mktsupport.japan.dates import Holidays
from mktsupport.japan.text import Wording
from mktsupport.page.blocks import Page, Span, row
from mktsupport.page.desks import standing
from mktsupport.records import Language
from mktsupport.views import ChannelView

QUIET = 4  # light modules around the code: ISO/IEC 18004 asks for four, and readers fail with fewer
_WHITE_ON_BLACK, _PLAIN = "\x1b[38;5;231;48;5;16m", "\x1b[0m"  # the terminal's own colours may be the other way round

_COPIED = Wording("クリップボードに入れました: {value}", "Copied: {value}")
_MAY_BE_REFUSED = Wording(
    "(受け付けない端末もあります。貼り付けて確かめてください)", " (some terminals refuse: paste it to make sure)"
)


def heading(answer: ContactAnswer, channel: ChannelView, holidays: Holidays, language: Language) -> Page:
    """What is handed over: the platform and its channel, its state and its warning."""
    at = datetime.fromisoformat(answer.at)
    name = Span(f"{answer.platform.name}  {channel.name}", "strong")
    blocks: Page = [row(name, f"  {channel.value}  ", standing(channel, at, holidays, language))]
    return [*blocks, row(Span(channel.warning, "doubt"), marker="! ")] if channel.warning else blocks


def clipboard(value: str) -> str:
    """The sequence that puts `value` on a terminal's clipboard: OSC 52."""
    return f"\x1b]52;c;{base64.b64encode(value.encode()).decode()}\x07"


def copied(value: str, language: Language) -> Page:
    refused = Span(_MAY_BE_REFUSED.in_language(language), "dim")
    return [row(_COPIED.in_language(language, value=value), refused)]


def drawing(text: str) -> str:
    """The code for stdout as it is, a light module a block: in colour on a terminal, bare through a pipe."""
    import segno

    code = io.StringIO()
    segno.make_qr(text, error="m", boost_error=False).terminal(code, border=QUIET, compact=True)
    lines = code.getvalue().splitlines()
    _refuse_where_unreadable(len(lines[0]))
    coloured = can_draw() and not os.environ.get("NO_COLOR")
    return "".join(f"{_WHITE_ON_BLACK}{line}{_PLAIN}\n" if coloured else f"{line}\n" for line in lines)


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
    if can_draw() and columns < width:
        raise SupportError(
            Wording(
                f"QR コードには幅 {width} 桁が要ります(いまは {columns} 桁)",
                f"the QR code needs {width} columns; the terminal has {columns}",
            ),
            Wording("画面を広げるか、文字を小さくしてください", "widen the terminal or make its letters smaller"),
        )
