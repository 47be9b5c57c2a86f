"""`draft`: the message to send."""

import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from mktsupport import environment
from mktsupport.errors import AskedWronglyError
from mktsupport.japan.text import Wording
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
                Wording(
                    "ほかの指定は `--to` だけにして、もう一度どうぞ",
                    "leave out everything else but `--to` and ask again",
                ),
            )
        from mktsupport.draft import review_command as reviewing

        judged = reviewing.judged(review, to, language)

        def judgement() -> Any:  # noqa: ANN401 - a page
            from mktsupport.draft.page import judgement

            return judgement(judged, language)

        output(judged, judgement, as_json=as_json)
        if judged.mend:
            raise typer.Exit(1)
        return
    if file is not None:
        from mktsupport.files import refuse_unwritable

        refuse_unwritable(file)
    from mktsupport.draft import session as drafting

    library = library_for(data, language)
    words = [each for each in (platform, about) if each is not None]
    request = drafting.Request(library, words, answer or [], to, moment, language, data or ())
    request.set(fill or [])
    if environment.can_ask() and not (as_json or edit):
        request.ask()
        sys.stdout.write("\n")
    drafted = request.answer(edit=edit, file=file)
    output(drafted, lambda: request.page(drafted, why=why), as_json=as_json)
