"""Checking for authors: every finding in the files asked about, against all the knowledge that stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from mktsupport.errors import AskedWronglyError
from mktsupport.knowledge import checker as checking
from mktsupport.knowledge.book import YEAR, Book, Finding
from mktsupport.knowledge.compiler import gather
from mktsupport.knowledge.folders import shipped, yaml_files
from mktsupport.records import Text


def audit(paths: Sequence[Path], today: date, stale: timedelta | None = None) -> list[Finding]:
    """What breaks a rule in these files and folders, or in the shipped knowledge where none are named.

    With `stale`, what was not looked at for so long and what was never confirmed as well.
    Raises AskedWronglyError for a path that is not there or holds no YAML file.
    """
    asked = [file for path in paths or [shipped()] for file in _files(path)]
    there = {file.resolve() for file in asked}
    beside = [file for file in yaml_files(shipped()) if file.resolve() not in there]
    # Files of one's own may stand over shipped entries; files of the shipped folder may not.
    layer = 0 if all(shipped().resolve() in file.parents for file in there) else 1
    return findings(asked, beside, layer, today, stale)


def findings(
    asked: Sequence[Path], beside: Sequence[Path], layer: int, today: date, stale: timedelta | None = None
) -> list[Finding]:
    """What breaks a rule in the files `asked` about, by file and line; then what to look at again, in that order."""
    base, odd = gather(beside, 0)
    more, broken = gather(asked, layer)
    absent = {finding.keeps_out for finding in (*odd, *broken) if finding.keeps_out}
    book = Book([*base, *more], absent=absent, today=today, stale=YEAR if stale is None else stale)
    # What could not be read may hold the very thing that seems to be missing.
    unsure = {"orphan-fact"} if odd or broken else set()
    if any(finding.keeps_out is None for finding in (*odd, *broken)):
        unsure |= {"unknown-reference", "fact-without-source"}
    names = {str(file) for file in asked}
    told = checking.everything(book, dated=stale is not None)
    found = [finding for finding in told if finding.file in names and finding.rule not in unsure]
    again = [finding for finding in found if finding.rule == "stale"]
    others = [*broken, *(finding for finding in found if finding.rule != "stale")]
    return sorted(others, key=lambda finding: (finding.file, finding.line, finding.rule)) + again


def age(text: str) -> timedelta:
    """`180d` as a length of time; raises AskedWronglyError for anything else."""
    if not (match := re.fullmatch(r"([0-9]{1,5})d", text)):
        raise AskedWronglyError(
            Text(f"「{text}」は期間として読めません", f"'{text}' is no length of time"),
            Text("180d(180日)のように書いてください", "write it as 180d, for 180 days"),
        )
    return timedelta(days=int(match[1]))


def _files(path: Path) -> list[Path]:
    files = yaml_files(path)
    if not files or not path.exists():
        raise AskedWronglyError(
            Text(f"{path} に YAML ファイルがありません", f"there is no YAML file in {path}"),
            Text("知識ファイルかそのフォルダを指定してください", "name a knowledge file or its folder"),
        )
    return files
