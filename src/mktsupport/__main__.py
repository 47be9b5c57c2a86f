"""`python -m mktsupport`, and the installed command."""

import gc
import os
import sys


def run() -> int:
    """Answer a shell that asks how its line may go on, else run the command line.

    Garbage is not collected among what is imported: that would cost 20 ms of each answer and find nothing.
    """
    if shell := os.environ.get("_MKTSUPPORT_COMPLETE"):
        from mktsupport.completion.candidates import complete

        return complete(shell, sys.argv[1:])
    gc.disable()
    from mktsupport import cli

    gc.freeze()
    gc.enable()
    code = cli.run()
    if "duckdb" not in sys.modules:  # it counts its objects at exit, and calls leaked those that nobody looked at
        gc.freeze()  # nor does the exit look through them
    return code


if __name__ == "__main__":
    sys.exit(run())
