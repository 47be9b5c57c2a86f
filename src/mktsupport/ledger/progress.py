"""How far long work has come, on a terminal's stderr and nowhere else."""

from __future__ import annotations

import sys
import threading
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

    def watch() -> None:
        shown = done.wait(FIRST)
        while not shown:
            sys.stderr.write(f"\r{max(percent(), 0):3.0f}% ")
            sys.stderr.flush()
            shown = done.wait(EVERY)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        sys.stderr.write("\r     \r")
        sys.stderr.flush()
