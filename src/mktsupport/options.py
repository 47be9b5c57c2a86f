"""What commands share: options, opening the library, messages and output."""

import sys
from collections.abc import Callable
from typing import Annotated, Any, Literal, NamedTuple

import typer

from mktsupport.japan.text import Bilingual, Language, Wording, printable
from mktsupport.knowledge.library import Library, open_library


class Offers(NamedTuple):
    """What completion offers for a value whose metavar (PLATFORM, TROUBLE, PATH, FILE, FOLDER) does not say it."""

    what: Literal["platforms", "traders", "tariffs", "troubles", "answers", "schedules", "files", "folders"]


AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Why = Annotated[bool, typer.Option("--why", help="Show the facts and sources behind each statement.")]
Lang = Annotated[Literal["ja", "en"] | None, typer.Option("--lang", help="The language of the answer.")]
At = Annotated[str | None, typer.Option("--at", metavar="TIME", help="Answer as of this moment, in Japan's time.")]
Data = Annotated[
    list[str] | None, typer.Option("--data", metavar="PATH", help="Knowledge of your own, over the shipped.")
]
PlatformOption = Annotated[str | None, typer.Option("--platform", metavar="PLATFORM", help="The service it is about.")]


def library_for(data: list[str] | None, language: Language) -> Library:
    """The library, with a warning on stderr for each file of `data` that could not be used."""
    library = open_library(data or ())
    for file, line, problem, hint in library.warnings:
        tell("warning", Wording(f"{file}:{line}: {problem.ja}", f"{file}:{line}: {problem.en}"), hint, language)
    return library


def tell(kind: Literal["error", "warning"], problem: Bilingual, hint: Bilingual, language: Language) -> None:
    """Two lines on stderr: the problem and the hint."""
    for head, text in ((kind, problem), ("hint", hint)):
        words = printable(text.in_language(language))
        print(f"{head + ':':<7}{words}" if kind == "error" else f"{head}: {words}", file=sys.stderr)  # noqa: T201


def output(answer: object, page: Callable[[], Any], *, as_json: bool) -> None:
    """The answer as JSON or as a page."""
    from mktsupport.page.display import show, show_json

    if as_json:
        show_json(answer)
    else:
        show(page())
