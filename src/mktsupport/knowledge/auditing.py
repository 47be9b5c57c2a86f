"""Checking for authors: every finding in the files asked about, against all the knowledge that stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mktsupport.errors import AskedWronglyError
from mktsupport.knowledge import checking
from mktsupport.knowledge.book import Book, Finding
from mktsupport.knowledge.compiling import gather
from mktsupport.knowledge.files import shipped, yaml_files
from mktsupport.records import Text


def audit(paths: Sequence[Path]) -> list[Finding]:
    """What breaks a rule in these files and folders, or in the shipped knowledge where none are named.

    Raises AskedWronglyError for a path that is not there or holds no YAML file.
    """
    asked = [file for path in paths or [shipped()] for file in _files(path)]
    there = {file.resolve() for file in asked}
    beside = [file for file in yaml_files(shipped()) if file.resolve() not in there]
    # Files of one's own may stand over shipped entries; files of the shipped folder may not.
    layer = 0 if all(shipped().resolve() in file.parents for file in there) else 1
    base, _ = gather(beside, 0)
    more, broken = gather(asked, layer)
    names = {str(file) for file in asked}
    found = broken + [finding for finding in checking.everything(Book([*base, *more])) if finding.file in names]
    return sorted(found, key=lambda finding: (finding.file, finding.line, finding.rule))


def _files(path: Path) -> list[Path]:
    files = yaml_files(path)
    if not files or not path.exists():
        raise AskedWronglyError(
            Text(f"{path} に YAML ファイルがありません", f"there is no YAML file in {path}"),
            Text("知識ファイルかそのフォルダを指定してください", "name a knowledge file or its folder"),
        )
    return files
