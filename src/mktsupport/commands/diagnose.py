"""`diagnose`: what to do."""

from typing import Annotated

import typer

from mktsupport import environment
from mktsupport.commands import diagnosing, searching
from mktsupport.commands.options import AsJson, At, Data, Lang, PlatformOption, Why, opened, output


def diagnose(
    trouble: Annotated[str | None, typer.Argument(help="What went wrong; without it, the list.")] = None,
    answer: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="An answer; give one for each question.")
    ] = None,
    platform: PlatformOption = None,
    tree: Annotated[bool, typer.Option("--tree", help="Draw the whole tree.")] = False,
    mermaid: Annotated[bool, typer.Option("--mermaid", help="Print the tree as a Mermaid flowchart.")] = False,
    at: At = None,
    why: Why = False,
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """What probably happened and what to do, one question at a time."""
    language, moment = environment.language(lang), environment.moment(at)
    library = opened(data, language)
    talk = environment.interactive() and not (as_json or tree or mermaid)
    if trouble is None and not talk:
        output(
            {"troubles": library.trouble_rows(language)},
            lambda: diagnosing.troubles(library, language),
            as_json=as_json,
        )
        return
    if trouble is not None:
        trouble = searching.meant(library, trouble, language)
    case = diagnosing.Case(library, trouble, platform, answer or [], moment, language, data or ())
    if tree or mermaid:
        diagnosing.picture(case, as_mermaid=mermaid)
        return
    if talk:
        case = diagnosing.converse(case, platform_asked=platform is not None)
    output(case.answer(), lambda: case.page(why=why), as_json=as_json)
