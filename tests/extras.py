"""Tests that need more than the package and `test`: skipped with the reason, or failed where all are asked for."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

import pytest

ALL = bool(os.environ.get("MKTSUPPORT_ALL_TESTS"))


def needs(*modules: str, program: str | None = None) -> None:
    """Skip the test module where something is missing; with MKTSUPPORT_ALL_TESTS set that is a failure."""
    missing = [module for module in modules if find_spec(module) is None]
    if program is not None and shutil.which(program) is None:
        missing.append(f"the program {program}")
    if missing:
        reason = f"needs {', '.join(missing)}"
        if ALL:
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason, allow_module_level=True)
