"""The program on a pseudo-terminal: forked from a process that has loaded it already, or started afresh."""

from __future__ import annotations

import codecs
import fcntl
import multiprocessing
import os
import pty
import sys
import termios
from collections.abc import Sequence
from multiprocessing.connection import wait

import questionary  # noqa: F401 - loaded here, and so in each fork
import rich.console  # noqa: F401 - see above

from mktsupport import __main__ as program
from mktsupport import cli  # noqa: F401 - see above
from mktsupport.diagnose import case as diagnosing  # noqa: F401 - see above
from mktsupport.diagnose import command as diagnose  # noqa: F401 - see above
from mktsupport.diagnose import page as diagnoses  # noqa: F401 - see above
from mktsupport.diagnose import session  # noqa: F401 - see above
from mktsupport.draft import case as drafting  # noqa: F401 - see above
from mktsupport.draft import command as draft  # noqa: F401 - see above
from mktsupport.draft import session as filling  # noqa: F401 - see above
from mktsupport.page import display as show  # noqa: F401 - see above
from mktsupport.page import terminal  # noqa: F401 - see above

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["__main__", __name__])


class Child:
    """The program, somebody at its keyboard, and its exit code; `fresh` has its own interpreter, 0.2 s dearer."""

    def __init__(self, arguments: Sequence[str], rows: int, columns: int, env: dict[str, str], *, fresh: bool) -> None:
        self.master, slave = pty.openpty()
        self.slave: int | None = slave  # open until the program is through: it may not have opened its own yet
        termios.tcsetwinsize(slave, (rows, columns))
        self.process = FORKS.Process(target=_run, args=(os.ttyname(slave), [*arguments], env, fresh))
        self.process.start()
        self.decode = codecs.getincrementaldecoder("utf-8")().decode

    def send(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def read(self, patience: float) -> str | None:
        """What was written since; None at the end."""
        ready = wait([self.master, self.process.sentinel], patience)
        if not ready:
            raise TimeoutError
        if self.master not in ready:
            self.hang_up()  # what is still on its way comes first, then the end
        try:
            return self.decode(os.read(self.master, 65536))
        except OSError:  # Linux's word for the end of a terminal
            return None

    def hang_up(self) -> None:
        if self.slave is not None:
            os.close(self.slave)
            self.slave = None

    def exit_code(self) -> int | None:
        """The exit code of a program that is through; a signal's number is negative."""
        self.process.join()
        return self.process.exitcode

    def close(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.hang_up()
        os.close(self.master)


def _run(tty: str, arguments: list[str], env: dict[str, str], fresh: bool) -> None:  # noqa: FBT001 - a process's argument
    os.setsid()
    keyboard = os.open(tty, os.O_RDWR)
    fcntl.ioctl(keyboard, termios.TIOCSCTTY, 0)
    for stream in range(3):
        os.dup2(keyboard, stream)
    os.close(keyboard)
    if fresh:
        os.execve(sys.executable, [sys.executable, "-m", "mktsupport", *arguments], env)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - it lives as long as the process
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - see above
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["mktsupport", *arguments]
    sys.exit(program.run())
