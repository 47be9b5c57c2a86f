"""`python -m mktsupport`, and the installed command."""

import os
import sys


def run() -> int:
    """Answer a shell that asks how its line may go on, else run the command line."""
    if shell := os.environ.get("_MKTSUPPORT_COMPLETE"):
        from mktsupport.commands.completing import complete  # noqa: PLC0415 - a shell needs no parser

        return complete(shell, sys.argv[1:])
    from mktsupport import cli  # noqa: PLC0415 - see above

    return cli.run()


if __name__ == "__main__":
    sys.exit(run())
