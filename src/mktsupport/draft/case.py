"""A draft as the command line makes it: its form looked up in the library, the message written, and the page."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from mktsupport import environment
from mktsupport.diagnose.case import Case, refuse_desk
from mktsupport.diagnose.walk import diagnose_command, tree_for, walk
from mktsupport.draft.answer import DraftAnswer, cited_facts, draft_answer
from mktsupport.draft.form import Form, missing_fields
from mktsupport.draft.message import Addressee
from mktsupport.draft.secrets import refuse_secrets
from mktsupport.errors import AskedWronglyError
from mktsupport.files import write_whole
from mktsupport.japan.text import Language, Wording
from mktsupport.knowledge.library import Library
from mktsupport.page.blocks import Gap, Page
from mktsupport.records import Outcome


def find_form(
    library: Library, names: Sequence[str], answers: Sequence[str], to: Addressee, data: Sequence[str]
) -> Form:
    """The form for a platform and a trouble, named in either order, and the outcome of the answers."""
    kinds = ["platform", "trouble"]
    ids: dict[str, str] = {}
    for name in names:
        kind, identity = library.identify(name, kinds)
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
    way = walk(tree_for(trouble, platform), answers)
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
        raise missing_fields(missing)
    form.clear(missing)
    message = form.message(blanks=missing)
    if edit:
        from mktsupport.draft import editor

        text = editor.edit(message.body.ja)
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


def draft_page(
    drafted: DraftAnswer, library: Library, at: datetime, language: Language, *, asked: bool, why: bool
) -> Page:
    from mktsupport.draft.page import page

    columns = shutil.get_terminal_size().columns if environment.can_draw() else None
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
    show([Gap(), *draft_page(drafted, case.library, case.at, case.language, asked=asked, why=why)])
