"""How far long work has come, on a terminal's stderr and nowhere else."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

FIRST, EVERY = 2.0, 0.5  # seconds: short work says nothing


@contextmanager
def progress(percent: Callable[[], float]) -> Iterator[None]:
    """Show what `percent` says, from 0 to 100, while the work lasts, and wipe it out at the end."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    begun = time.monotonic()

    def watch() -> None:
        shown = done.wait(FIRST)
        while not shown:
            far = percent()
            known = f"{far:3.0f}% " if far > 0 else ""  # an engine that cannot tell says nothing, or less
            sys.stderr.write(f"\r{time.monotonic() - begun:.0f} s {known}")
            sys.stderr.flush()
            shown = done.wait(EVERY)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        sys.stderr.write("\r" + " " * 16 + "\r")
        sys.stderr.flush()
