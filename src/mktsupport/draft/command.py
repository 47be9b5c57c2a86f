"""`draft`: the message to send."""

import shutil
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from mktsupport import environment
from mktsupport.diagnose.case import Case, refuse_desk
from mktsupport.diagnose.walk import diagnose_command, walk
from mktsupport.draft.answer import DraftAnswer, cited_facts, draft_answer
from mktsupport.draft.form import Form, unfilled
from mktsupport.draft.message import Addressee
from mktsupport.draft.secrets import refuse_secrets
from mktsupport.errors import AskedWronglyError
from mktsupport.files import refuse_unwritable, write_whole
from mktsupport.japan.text import Language, Wording
from mktsupport.knowledge.library import Library
from mktsupport.options import AsJson, At, Data, Lang, Why, opened, output
from mktsupport.page.blocks import Gap, Page
from mktsupport.records import Outcome

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
        refuse_unwritable(file)
    library = opened(data, language)
    names = [each for each in (platform, about) if each is not None]
    form = find_form(library, names, answer or [], to, data or ())
    form.set(fill or [])
    asked = False
    if environment.interactive() and not (as_json or edit):
        from mktsupport.draft.session import fill_in

        asked = fill_in(form, language, data or ())
        sys.stdout.write("\n")
    drafted = write(form, library, moment, language, data or (), edit=edit, file=file)
    output(drafted, lambda: _page(drafted, library, moment, language, asked=asked, why=why), as_json=as_json)


def _review(name: str, to: Addressee, language: Language, *, as_json: bool) -> None:
    from mktsupport.draft.page import review_page
    from mktsupport.draft.review import read_message, review

    judgement = review(read_message(name), to, language)
    output(judgement, lambda: review_page(judgement, language), as_json=as_json)
    if judgement.mend:
        raise typer.Exit(1)


def find_form(
    library: Library, names: Sequence[str], answers: Sequence[str], to: Addressee, data: Sequence[str]
) -> Form:
    """The form for a platform and a trouble, named in either order, and the outcome of the answers."""
    kinds = ["platform", "trouble"]
    ids: dict[str, str] = {}
    for name in names:
        kind, identity = library.named(name, kinds)
        kinds.remove(kind)
        ids[kind] = identity
    platform = library.living(library.platform(ids["platform"])) if "platform" in ids else None
    if platform:
        refuse_desk(platform)
    trouble = library.trouble(ids["trouble"]) if "trouble" in ids else None
    if not answers:
        return Form(to, platform, trouble)
    if trouble is None:
        raise AskedWronglyError(
            Wording("どの困りごとへの答えかがわかりません", "there are answers, but no trouble that they belong to"),
            Wording("困りごとの名前を付けます: `mktsupport list troubles`", "name one of `mktsupport list troubles`"),
        )
    way = walk(trouble, answers)
    if not isinstance(way.node, Outcome):
        command = diagnose_command(trouble, platform, answers, data)
        raise AskedWronglyError(
            Wording("答えがまだ結果まで届いていません", "the answers do not reach an outcome yet"),
            Wording(f"次の質問を見てください: `{command}`", f"see the next question: `{command}`"),
        )
    return Form(to, platform, trouble, tuple(each.answer for each in way.passed), way.node)


def write(
    form: Form,
    library: Library,
    at: datetime,
    language: Language,
    data: Sequence[str],
    *,
    edit: bool = False,
    file: Path | None = None,
) -> DraftAnswer:
    """The message; one with an empty field is refused, or goes to the editor first."""
    missing = form.missing
    if missing and not edit:
        raise unfilled(missing)
    form.clear(missing)
    message = form.message(blanks=missing)
    if edit:
        from mktsupport.draft.editor import edited

        text = edited(message.body.ja)
        message = message._replace(body=Wording(text, text))
    else:
        refuse_secrets(message.body.ja)
    if file is not None:
        write_whole(file, message.body.ja, mode=0o600)  # for the person alone
    return draft_answer(
        form,
        message,
        edited=edit,
        file=str(file) if file else None,
        at=at,
        calendar=library.calendar(at.date()),
        evidence=library.evidence(cited_facts(form)),
        language=language,
        data=data,
    )


def _page(drafted: DraftAnswer, library: Library, at: datetime, language: Language, *, asked: bool, why: bool) -> Page:
    from mktsupport.draft.page import page

    columns = shutil.get_terminal_size().columns if environment.drawn() else None
    return page(drafted, library.calendar(at.date()).holidays, language, columns, asked=asked, why=why)


def offer(case: Case, *, why: bool) -> None:
    """After a diagnosis on a terminal, ask whether to write the message, and do so."""
    from mktsupport.diagnose.session import wants_draft
    from mktsupport.draft.session import fill_in
    from mktsupport.page.display import show

    if not wants_draft(case.language):
        return
    names = [each.id for each in (case.platform, case.trouble) if each]
    form = find_form(case.library, names, case.answers, "support", case.data)
    asked = fill_in(form, case.language, case.data)
    drafted = write(form, case.library, case.at, case.language, case.data)
    show([Gap(), *_page(drafted, case.library, case.at, case.language, asked=asked, why=why)])
