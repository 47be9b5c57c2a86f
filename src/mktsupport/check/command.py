"""`check`: what is wrong in knowledge files."""

import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from mktsupport import environment
from mktsupport.check.audit import answer, audit
from mktsupport.check.page import github_annotations, page
from mktsupport.errors import AskedWronglyError
from mktsupport.japan.text import Wording
from mktsupport.options import AsJson, Lang, output


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Files or folders; without any, the shipped knowledge.", show_default=False
        ),
    ] = None,
    stale: Annotated[
        str | None, typer.Option("--stale", metavar="AGE", help="Also what nobody has read again for so long: 180d.")
    ] = None,
    github: Annotated[bool, typer.Option("--github", help="Print annotations for GitHub's workflows.")] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """What is wrong in knowledge files: every error and warning, with its place and how to correct it."""
    language = environment.language(lang)
    since = None if stale is None else age(stale)
    found = audit([Path(path) for path in paths or ()], environment.day(None), since)
    if github:
        sys.stdout.write(github_annotations(found, language))
    else:
        output(answer(found, language), lambda: page(found, language), as_json=as_json)
    if any(not finding.warning for finding in found):
        raise typer.Exit(1)


def age(text: str) -> timedelta:
    """`180d` as a duration; raises AskedWronglyError for anything else."""
    if not (match := re.fullmatch(r"([0-9]{1,5})d", text)):
        raise AskedWronglyError(
            Wording(f"「{text}」は期間として読めません", f"'{text}' is not a duration"),
            Wording("180d(180日)のように書いてください", "write it as 180d for 180 days"),
        )
    return timedelta(days=int(match[1]))
