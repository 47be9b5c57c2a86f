"""`python -m mktsupport`."""

from mktsupport.cli import run

run()
