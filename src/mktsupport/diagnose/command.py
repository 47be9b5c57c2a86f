"""`diagnose`: what to do."""

from typing import Annotated

import typer

from mktsupport import environment
from mktsupport.diagnose import case as diagnosing
from mktsupport.options import AsJson, At, Data, Lang, Offers, PlatformOption, Why, library_for, output
from mktsupport.search import hits as searching


def diagnose(
    trouble: Annotated[str | None, typer.Argument(help="What went wrong; without it, the list.")] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="An answer; give one for each question."),
        Offers("answers"),
    ] = None,
    platform: Annotated[PlatformOption, Offers("traders")] = None,
    tree: Annotated[bool, typer.Option("--tree", help="Draw the whole tree.")] = False,
    mermaid: Annotated[bool, typer.Option("--mermaid", help="Print the tree as a Mermaid flowchart.")] = False,
    at: At = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="TIME", help="When it began: deadlines become dates (Japan's time)."),
    ] = None,
    ics: Annotated[
        str | None, typer.Option("--ics", metavar="FILE", help="Write the dated deadlines to a calendar file.")
    ] = None,
    why: Why = False,
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """What probably happened and what to do, one question at a time."""
    language, moment = environment.language(lang), environment.moment(at)
    began = environment.since(since, moment)
    talk = environment.can_ask() and not (as_json or tree or mermaid)
    if ics is not None:
        from mktsupport.diagnose import calendar_file as calendars

        calendars.ready(ics, since, asks=talk or not (tree or mermaid or trouble is None))
    library = library_for(data, language)
    if trouble is None and not talk:
        output(
            {"troubles": library.trouble_rows(language)},
            lambda: diagnosing.troubles(library, language),
            as_json=as_json,
        )
        return
    if trouble is not None:
        trouble = searching.meant(library, trouble, language, talk=talk)
    case = diagnosing.Case(library, trouble, platform, answer or [], moment, language, data or (), began)
    if tree or mermaid:
        diagnosing.picture(case, as_mermaid=mermaid, as_json=as_json)
        return
    if talk:
        case = diagnosing.converse(case, platform_asked=platform is not None)
    found = case.answer()
    # Nobody loses the answer to a conversation because a file cannot be written; a script gets all or nothing.
    written = calendars.save(ics, case) if ics is not None and not talk else []
    output(found, lambda: case.page(why=why) + written, as_json=as_json)
    if ics is not None and talk:
        from mktsupport.page.display import show

        show(calendars.save(ics, case))
    if talk and found.draft and case.answers != (answer or []):
        from mktsupport.draft import session as drafting

        drafting.offer(case, why=why)
