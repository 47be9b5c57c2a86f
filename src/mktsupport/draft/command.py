"""`draft`: the message to send."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from mktsupport import environment
from mktsupport.errors import AskedWronglyError
from mktsupport.japan.text import Language, Wording
from mktsupport.options import AsJson, At, Data, Lang, Why, library_for, output

FIELD_NAMES = "situation, wish, name, account, deal, date, amount, error, tried or attachments"


def draft(
    platform: Annotated[
        str | None, typer.Argument(metavar="[PLATFORM]", help="The service; an id, a name or an alias.")
    ] = None,
    about: Annotated[
        str | None, typer.Argument(metavar="[TROUBLE]", help="What it is about; either may come first.")
    ] = None,
    answer: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="An answer of the diagnosis; give one for each question.")
    ] = None,
    fill: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help=f"What stands in a field: {FIELD_NAMES}.")
    ] = None,
    to: Annotated[Literal["support", "party"], typer.Option(help="To support, or to the other party.")] = "support",
    edit: Annotated[bool, typer.Option("--edit", help="Open the message in $VISUAL or $EDITOR.")] = False,
    file: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Save the Japanese message as a file.")
    ] = None,
    review: Annotated[
        str | None, typer.Option(metavar="FILE", help="Judge a message of your own instead; - reads stdin.")
    ] = None,
    at: At = None,
    why: Why = False,
    as_json: AsJson = False,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """The message to a platform's support or to the other party, in Japanese with an English reading."""
    language, moment = environment.language(lang), environment.moment(at)
    if review is not None:
        if platform or answer or fill or edit or file:
            raise AskedWronglyError(
                Wording("`--review` は自分の文だけを見ます", "`--review` judges a message of your own, and no more"),
                Wording("ほかの指定は `--to` だけにしてください", "leave out everything else but `--to` and ask again"),
            )
        _review(review, to, language, as_json=as_json)
        return
    if file is not None:
        from mktsupport.files import refuse_unwritable

        refuse_unwritable(file)
    from mktsupport.draft.case import draft_page, find_form, write

    library = library_for(data, language)
    names = [each for each in (platform, about) if each is not None]
    form = find_form(library, names, answer or [], to, data or ())
    form.set(fill or [])
    asked = False
    if environment.can_ask() and not (as_json or edit):
        from mktsupport.draft.session import fill_in

        asked = fill_in(form, language, data or ())
        sys.stdout.write("\n")
    drafted = write(form, library, moment, language, data or (), edit=edit, file=file)
    output(drafted, lambda: draft_page(drafted, library, moment, language, asked=asked, why=why), as_json=as_json)


def _review(name: str, to: Literal["support", "party"], language: Language, *, as_json: bool) -> None:
    from mktsupport.draft.page import review_page
    from mktsupport.draft.review import read_message, review

    judgement = review(read_message(name), to, language)
    output(judgement, lambda: review_page(judgement, language), as_json=as_json)
    if judgement.mend:
        raise typer.Exit(1)
