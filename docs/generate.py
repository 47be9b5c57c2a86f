"""Writes every file that is made from the code and the data: `python -m docs.generate`, or `just generate`."""

from __future__ import annotations

from pathlib import Path

from docs import checks, coverage, manual, screens
from mktsupport.check.schema import FILE_NAME, schema_text
from mktsupport.knowledge.folders import shipped_folder


def files() -> dict[Path, str]:
    """Each generated file and what it should hold."""
    schema = {shipped_folder() / "schema" / FILE_NAME: schema_text()}
    return manual.files() | checks.files() | coverage.files() | screens.files() | schema


if __name__ == "__main__":
    for file, text in files().items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        print(file)
