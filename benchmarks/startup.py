"""How long an answer takes, as a whole process, against three programs in the same run.

(a) a two-command Typer program that parses an int and prints it; (b) the same drawing one Rich table on a terminal;
(c) the `tldr` client showing a cached page. Needs the extra `bench`. Exits with 1 where a ratio is above its bar;
`--margin 2` doubles the bars, for a smoke run on a busy machine.
"""

from __future__ import annotations

import argparse
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TYPER = """
import typer
app = typer.Typer()
@app.command()
def one(number: int) -> None:
    print(number)
@app.command()
def two() -> None:
    pass
app()
"""
TABLE = """
import typer
app = typer.Typer()
@app.command()
def one(number: int) -> None:
    from rich.console import Console
    from rich.table import Table
    table = Table("name", "number")
    table.add_row("one", str(number))
    Console().print(table)
@app.command()
def two() -> None:
    pass
app()
"""
PAGE = "# tar\n\n> Archiving utility.\n\n- Create an archive:\n\n`tar cf {{target.tar}} {{file}}`\n"

FEE = ("-m", "mktsupport", "fee", "25000")
CONTACT = ("-m", "mktsupport", "contact", "mobaoku")
# What a shell asks at TAB, in the environment that it asks in: `contact mob`, `diagnose sms --answer right --answer `.
AT_TAB = {"_MKTSUPPORT_COMPLETE": "zsh"}
HALF = (("contact", "mob"), ("diagnose", "sms", "--answer", "right", "--answer", ""))
# What is measured, against what, and the bar.
CLAIMS = (
    ("fee 25000 --json", (*FEE, "--json"), "a", False, 1.15),
    ("contact mobaoku --json", (*CONTACT, "--json"), "a", False, 1.30),
    ("TAB after contact mob", ("-m", "mktsupport", *HALF[0]), "a", False, 1.20),
    ("TAB after diagnose … --answer", ("-m", "mktsupport", *HALF[1]), "a", False, 1.20),
    ("fee 25000 on a terminal", FEE, "b", True, 1.20),
    ("contact mobaoku on a terminal", CONTACT, "b", True, 1.20),
    ("fee 25000", FEE, "c", False, 1.00),
    ("contact mobaoku", CONTACT, "c", False, 1.15),
)


def run(words: list[str], environment: dict[str, str], *, terminal: bool) -> float:
    """Seconds from start to exit; on a pseudo-terminal everything that is drawn is read."""
    if not terminal:
        begun = time.perf_counter()
        subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=True)
        return time.perf_counter() - begun
    main, side = pty.openpty()
    begun = time.perf_counter()
    process = subprocess.Popen(words, env=environment, stdout=side, stdin=subprocess.DEVNULL)
    os.close(side)
    try:
        while os.read(main, 65536):
            pass
    except OSError:  # Linux says so where the other side is closed
        pass
    process.wait()
    took = time.perf_counter() - begun
    os.close(main)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(words)}")
    return took


def interleaved(first: Callable[[], float], second: Callable[[], float], times: int) -> tuple[float, float, float]:
    """Medians of both in milliseconds, run in turn, and the median of the ratios pair by pair."""
    first(), second()
    pairs = [(first(), second()) for _ in range(times)]
    ones, others = zip(*pairs, strict=True)
    ratio = statistics.median(one / other for one, other in pairs)
    return statistics.median(ones) * 1000, statistics.median(others) * 1000, ratio


def main() -> int:
    """Measure every claim."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=21)
    options.add_argument("--margin", type=float, default=1.0)
    chosen = options.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "a.py").write_text(TYPER)
        (home / "b.py").write_text(TABLE)
        pages = home / ".cache" / "tldr" / "pages" / "common"
        pages.mkdir(parents=True)
        (pages / "tar.md").write_text(PAGE)
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "MKTSUPPORT", "PYTHONDONT"))
        }
        environment |= {"HOME": folder, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        baselines = {
            "a": [sys.executable, str(home / "a.py"), "one", "3"],
            "b": [sys.executable, str(home / "b.py"), "one", "3"],
            "c": [sys.executable, "-m", "tldr", "--platform", "common", "tar"],
        }
        print(f"{'':32} {'ours':>8} {'theirs':>8} {'ratio':>6} {'bar':>6}")
        for name, words, against, terminal, bar in CLAIMS:
            around = environment | AT_TAB if name.startswith("TAB") else environment
            ours, theirs, ratio = interleaved(
                lambda words=words, terminal=terminal, around=around: run(  # type: ignore[misc] # bound at once
                    [sys.executable, *words], around, terminal=terminal
                ),
                lambda against=against, terminal=terminal: run(baselines[against], environment, terminal=terminal),  # type: ignore[misc] # bound at once
                chosen.runs,
            )
            over = ratio > bar * chosen.margin
            failed |= over
            mark = "  above the bar" if over else ""
            print(f"{name:32} {ours:6.0f}ms {theirs:6.0f}ms {ratio:6.2f} {against}{bar:5.2f}{mark}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
