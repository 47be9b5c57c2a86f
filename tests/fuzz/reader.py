"""The reader, fuzzed: `python -m tests.fuzz.reader FOUND tests/fuzz/corpus -dict=tests/fuzz/yaml.dict`.

What is new goes to the folder FOUND, and -max_total_time=60 ends it. Needs the extra `fuzz`.
"""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore] # the extra `fuzz` alone brings it

with atheris.instrument_imports(include=["yaml", "mktsupport"]):
    from tests.fuzz.target import rule_broken


def one_input(data: bytes) -> None:
    rule_broken(data)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
