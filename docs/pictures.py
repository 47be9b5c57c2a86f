"""Draw the README's pictures: real runs in a real pseudo-terminal, as SVG. Needs the `test` extra."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

import pexpect
import pyte
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

HERE = Path(__file__).parent
MOMENT = "2026-09-22T18:30"
PICTURES = {
    "contact-ja": (76, 90, "contact mobaoku --lang ja --topic unpaid --at " + MOMENT, ""),
    "contact-en": (84, 90, "contact mobaoku --lang en --topic unpaid --at " + MOMENT, ""),
    "ended-ja": (76, 90, "contact ticketcamp --lang ja --topic sms --at " + MOMENT, ""),
    "ended-en": (84, 90, "contact ticketcamp --lang en --topic sms --at " + MOMENT, ""),
    "question-ja": (76, 16, "diagnose sms --platform rakuma --lang ja", "❯"),
    "question-en": (84, 16, "diagnose sms --platform rakuma --lang en", "❯"),
    "outcome-ja": (76, 70, "diagnose sms --platform rakuma --answer wrong --lang ja --at " + MOMENT, ""),
    "outcome-en": (84, 70, "diagnose sms --platform rakuma --answer wrong --lang en --at " + MOMENT, ""),
    "fee-ja": (76, 40, "fee --table --lang ja", ""),
    "fee-en": (84, 40, "fee --table --lang en", ""),
}  # name: columns, rows at most, arguments, what to wait for before the picture (else the end)


def screen(columns: int, rows: int, arguments: str, until: str) -> pyte.Screen:
    """The terminal after a run, or at the moment when `until` is on it."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        words = ["-m", "mktsupport", *arguments.split()]
        child = pexpect.spawn(sys.executable, words, env=environment, dimensions=(rows, columns), encoding="utf-8")  # type: ignore[arg-type] # pexpect's stubs want os._Environ
        child.expect_exact([until] if until else [pexpect.EOF], timeout=60)
        text = (child.before or "") + (until or "")
        if until:
            child.expect(pexpect.TIMEOUT, timeout=1)
            text += child.before or ""
        child.close()
    drawn = pyte.Screen(columns, rows)
    pyte.Stream(drawn).feed(text)
    return drawn


def rich_text(drawn: pyte.Screen) -> Text:
    """The screen's cells with their colours; empty lines at the end are left out."""
    lines = []
    for y in range(drawn.lines):
        line = Text()
        for x in range(drawn.columns):
            cell = drawn.buffer[y][x]
            colour = None if cell.fg == "default" else cell.fg.replace("brown", "yellow")
            colour = f"#{colour}" if colour and re.fullmatch("[0-9a-f]{6}", colour) else colour
            line.append(cell.data, Style(color=colour, bold=cell.bold, underline=cell.underscore))
        line.rstrip()
        lines.append(line)
    while lines and not lines[-1].plain:
        lines.pop()
    return Text("\n").join(lines)


def main() -> None:
    """Draw all pictures, or the ones named."""
    for name, (columns, rows, arguments, until) in PICTURES.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        console = Console(record=True, width=columns, file=open(os.devnull, "w"))  # noqa: SIM115, PTH123 - closed with the process
        console.print(rich_text(screen(columns, rows, arguments, until)), soft_wrap=True)
        svg = console.export_svg(title=f"mktsupport {arguments}", theme=SVG_EXPORT_THEME, unique_id=name)
        # Rich names a web font; a picture must not ask anybody for anything.
        svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
        svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
        (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
