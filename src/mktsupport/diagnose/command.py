"""`diagnose`: what to do."""

from typing import Annotated

import typer

from mktsupport import environment
from mktsupport.diagnose.case import Case
from mktsupport.options import AsJson, At, Data, Lang, Offers, PlatformOption, Why, library_for, output
from mktsupport.page.blocks import Page
from mktsupport.search.command import trouble_id


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
        from mktsupport.diagnose import calendar

        calendar.check_file(ics, since, reaches_outcome=talk or not (tree or mermaid or trouble is None))
    library = library_for(data, language)
    if trouble is None and not talk:
        from mktsupport.page import catalogue

        rows = library.trouble_rows(language)
        output({"troubles": rows}, lambda: catalogue.troubles(rows, language), as_json=as_json)
        return
    if trouble is None:
        from mktsupport.diagnose import session

        trouble = session.pick_trouble(library.trouble_rows(language), language)
    else:
        trouble = trouble_id(library, trouble, language, talk=talk)
    case = Case(library, trouble, platform, answer or [], moment, language, data or (), began)
    if tree or mermaid:
        from mktsupport.diagnose.tree import show_tree

        show_tree(case.tree, language, as_mermaid=mermaid, as_json=as_json)
        return
    if talk:
        from mktsupport.diagnose import session

        session.converse(case, ask_platform=platform is None)
    diagnosis = case.answer()

    def save() -> Page:
        return calendar.save(ics, diagnosis, case.platform_name, case.calendar.holidays, language) if ics else []

    def page() -> Page:
        from mktsupport.diagnose.page import page

        return page(diagnosis, case.platform_name, case.calendar.holidays, language, why=why) + saved

    # A script gets the file and the answer or neither; after a conversation the answer comes first.
    saved = [] if talk else save()
    output(diagnosis, page, as_json=as_json)
    if talk and ics:
        from mktsupport.page.display import show

        show(save())
    if talk and diagnosis.draft and case.answers != (answer or []):
        from mktsupport.draft.case import offer

        offer(case, why=why)
