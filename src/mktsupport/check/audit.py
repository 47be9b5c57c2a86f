"""What `check` finds in some knowledge files, together with all others; and its answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct

from mktsupport.errors import AskedWronglyError
from mktsupport.japan.text import Language
from mktsupport.knowledge import checker
from mktsupport.knowledge.book import YEAR, Book, Finding
from mktsupport.knowledge.compiler import gather
from mktsupport.knowledge.folders import shipped_folder, yaml_files
from mktsupport.records import Text
from mktsupport.views import view


class FindingView(Struct, frozen=True, kw_only=True):
    """Something to correct in a knowledge file; `line` counts from 1."""

    file: str
    line: int
    path: str
    rule: str
    problem: str
    hint: str


class CheckAnswer(Struct, frozen=True, kw_only=True):
    errors: list[FindingView]
    warnings: list[FindingView]


def answer(found: Sequence[Finding], language: Language) -> CheckAnswer:
    """Errors and warnings, each with its place."""
    errors, warnings = (
        [view(FindingView, each, language) for each in found if each.warning is kind] for kind in (False, True)
    )
    return CheckAnswer(errors=errors, warnings=warnings)


def audit(paths: Sequence[Path], today: date, stale: timedelta | None = None) -> list[Finding]:
    """What breaks a rule in these files and folders; without any, in the shipped knowledge.

    With `stale`, also what nobody has read for so long and what was never confirmed.
    Raises AskedWronglyError for a path that does not exist or holds no YAML file.
    """
    asked = [file for path in paths or [shipped_folder()] for file in _files(path)]
    resolved = {file.resolve() for file in asked}
    others = [file for file in yaml_files(shipped_folder()) if file.resolve() not in resolved]
    # The user's files may replace shipped entries; files of the shipped folder may not.
    layer = 0 if all(shipped_folder().resolve() in file.parents for file in resolved) else 1
    return findings(asked, others, layer, today, stale)


def findings(
    asked: Sequence[Path], others: Sequence[Path], layer: int, today: date, stale: timedelta | None = None
) -> list[Finding]:
    """What breaks a rule in the files `asked` about, by file and line; then what to read again, the oldest first."""
    base, unreadable = gather(others, 0)
    more, broken = gather(asked, layer)
    misread = [*unreadable, *broken]
    absent = {finding.keeps_out for finding in misread if finding.keeps_out}
    book = Book([*base, *more], absent=absent, today=today, stale=YEAR if stale is None else stale)
    # What could not be read may hold the very thing that seems to be missing.
    unsure = {"orphan-fact"} if misread else set()
    if any(finding.keeps_out is None for finding in misread):
        unsure |= {"unknown-reference", "fact-without-source"}
    names = {str(file) for file in asked}
    reported = checker.everything(book, stale=stale is not None)
    found = [each for each in reported if each.file in names and each.rule not in unsure]
    again = [each for each in found if each.rule == "stale"]
    others_found = [*broken, *(each for each in found if each.rule != "stale")]
    return sorted(others_found, key=lambda each: (each.file, each.line, each.rule)) + again


def _files(path: Path) -> list[Path]:
    files = yaml_files(path)
    if not files or not path.exists():
        raise AskedWronglyError(
            Text(f"{path} に YAML ファイルがありません", f"there is no YAML file in {path}"),
            Text("知識ファイルかそのフォルダを指定してください", "name a knowledge file or its folder"),
        )
    return files
