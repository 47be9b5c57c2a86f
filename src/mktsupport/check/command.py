"""`check`: what is wrong in knowledge files."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from mktsupport import environment
from mktsupport.check import page as findings
from mktsupport.check.audit import age, audit
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
    """What is wrong in knowledge files: every error and warning, with its place and a way to mend it."""
    language = environment.language(lang)
    since = None if stale is None else age(stale)
    found = audit([Path(path) for path in paths or ()], environment.day(None), since)
    if github:
        sys.stdout.write(findings.for_github(found, language))
    else:
        output(findings.answer(found, language), lambda: findings.page(found, language), as_json=as_json)
    if any(not finding.warning for finding in found):
        raise typer.Exit(1)
