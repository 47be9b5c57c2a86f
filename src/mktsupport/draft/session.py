"""A draft as the command line runs it: what it is about, what is filled in, and what is still missing."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from mktsupport.diagnose import walk as diagnosis
from mktsupport.diagnose.case import Case
from mktsupport.draft import answer as draft
from mktsupport.draft import message as inquiry
from mktsupport.draft.answer import Subject
from mktsupport.draft.message import FIELDS, SUPPORT_ONLY, Addressee
from mktsupport.draft.refusals import no_such_field, nobody_there, refuse_secrets, unfilled
from mktsupport.environment import can_draw
from mktsupport.errors import AskedWronglyError
from mktsupport.japan.spelling import fold
from mktsupport.japan.text import Bilingual, Language, Wording
from mktsupport.japan.yen import number_of, yen
from mktsupport.knowledge.library import Library
from mktsupport.page.blocks import Gap, Page
from mktsupport.records import Inquiry, Outcome
from mktsupport.views import DraftAnswer


class Request:
    """A message to be written; `words` are a platform and a trouble in either order."""

    def __init__(
        self,
        library: Library,
        words: Sequence[str],
        answers: Sequence[str],
        to: Addressee,
        at: datetime,
        language: Language,
        data: Sequence[str] = (),
    ) -> None:
        self.library, self.to, self.at, self.language, self.data = library, to, at, language, data
        self.subject = _subject(library, words, answers, data)
        platform = self.subject.platform
        if to == "support" and platform and platform.status.gone:
            raise nobody_there(platform)
        # What an outcome's inquiry says is meant for support; to the other party one speaks for oneself.
        self.inquiry = self.subject.inquiry if to == "support" else None
        self.required = inquiry.required(self.inquiry, self.subject.trouble, to)
        self.values: dict[str, Bilingual] = {}
        self.own: set[str] = set()
        self.asked = False
        if self.inquiry:
            self._begin_with(self.inquiry)

    def _begin_with(self, chosen: Inquiry) -> None:
        self.values |= {"situation": chosen.situation, "wish": chosen.wish}

    @property
    def missing(self) -> list[str]:
        """The fields that still have to be filled in."""
        return inquiry.missing(self.required, self.values)

    def set(self, given: Sequence[str]) -> None:
        """Fill in what `--set` gives, each as FIELD=VALUE."""
        for each in given:
            name, equals, value = each.partition("=")
            found = next((key for key, field in FIELDS.items() if fold(name) in (key, fold(field.label.ja))), None)
            if not equals or found is None:
                raise no_such_field(name, equals)
            if self.to == "party" and found in SUPPORT_ONLY:
                raise AskedWronglyError(
                    Wording(f"{found} は取引の相手には書きません", f"{found} is nothing for the other party"),
                    Wording(f"`--set {found}=…` を外してください", f"leave out `--set {found}=…`"),
                )
            self.put(found, value)

    def put(self, name: str, value: str) -> None:
        """Fill in one field; a secret is refused, and a blank fills in nothing."""
        value = inquiry.cleaned(value)
        refuse_secrets(value, name)
        self.own.add(name)
        known = inquiry.inquiries(self.subject.trouble) if self.subject.trouble else []
        for each in (each.situation if name == "situation" else each.wish for each in known):
            if name in ("situation", "wish") and value in (each.ja, each.en):
                self.values[name] = each
                return
        number = number_of(value, "yen") if name == "amount" else None
        said = Wording(value, value) if number is None else Wording(yen(number, "ja"), yen(number, "en"))
        self.values[name] = said

    def ask(self) -> None:
        """Ask at the terminal for what is missing; an interrupt leaves the command that goes on from there."""
        from mktsupport.draft import form as filling

        try:
            if missing := self.missing:
                filling.show_heading(self.subject, self.to, self.language)
            if {"situation", "wish"} <= set(missing) and self.subject.trouble and self.to == "support":
                chosen = filling.pick_inquiry(inquiry.inquiries(self.subject.trouble), self.language)
                if chosen:
                    self.inquiry = chosen
                    self._begin_with(chosen)
                    self.own |= {"situation", "wish"}
                    self.required = inquiry.required(chosen, self.subject.trouble, self.to)
            for name in [*self.missing, *(self._optional() if missing else [])]:
                if value := filling.ask(name, self.to, self.language, optional=name not in self.required):
                    self.put(name, value)
                self.asked = True
        except KeyboardInterrupt:
            if self.own:
                typed = {name: self.values[name] for name in FIELDS if name in self.own}
                resume = draft.command(self.subject, self.to, typed, self.data)
                told = Wording(f"ここから続けるには: {resume}", f"to go on from here: {resume}")
                print(f"\n{told.in_language(self.language)}", file=sys.stderr)  # noqa: T201 - what was typed is not lost
            raise

    def _optional(self) -> list[str]:
        """What is worth asking for where no outcome says what the message needs."""
        if self.inquiry:
            return []
        useful = ("deal", "date", "amount") if self.to == "party" else inquiry.MENTIONS
        return [name for name in useful if name not in self.required and name not in self.values]

    def answer(self, *, edit: bool = False, file: Path | None = None) -> DraftAnswer:
        """The message; one with a required field unfilled is refused, or goes to the editor first."""
        missing = self.missing
        if missing and not edit:
            raise unfilled(missing)
        filled = {name: value for name, value in self.values.items() if name not in missing}
        for name in self.own - set(missing):
            if not inquiry.filled(name, filled[name].ja):
                raise unfilled([name])
        message = inquiry.message(self.subject.platform, self.subject.trouble, self.to, filled, missing)
        if edit:
            from mktsupport.draft.editor import edited

            text = edited(message.body.ja)
            message = message._replace(body=Wording(text, text))
        else:
            refuse_secrets(message.body.ja)
        if file is not None:
            from mktsupport.files import write_whole

            write_whole(file, message.body.ja, mode=0o600)  # nobody else's to read
        return draft.answer(
            self.subject,
            message,
            to=self.to,
            values=filled,
            own=self.own,
            required=self.required,
            edited=edit,
            file=str(file) if file else None,
            at=self.at,
            calendar=self.library.calendar(self.at.date()),
            evidence=self.library.evidence(draft.cited(self.subject, self.to)),
            language=self.language,
            data=self.data,
        )

    def page(self, drafted: DraftAnswer, *, why: bool) -> Page:
        """The answer as a page."""
        from mktsupport.draft.page import page

        columns = shutil.get_terminal_size().columns if can_draw() else None
        holidays = self.library.calendar(self.at.date()).holidays
        return page(drafted, holidays, self.language, columns, asked=self.asked, why=why)


def offer(case: Case, *, why: bool) -> None:
    """After a diagnosis on a terminal, the message that its outcome needs, if somebody wants it."""
    from mktsupport.diagnose import session
    from mktsupport.page.display import show

    if not session.wants_draft(case.language):
        return
    words = [each.id for each in (case.platform, case.trouble) if each]
    request = Request(case.library, words, case.answers, "support", case.at, case.language, case.data)
    request.ask()
    drafted = request.answer()
    show([Gap(), *request.page(drafted, why=why)])


def _subject(library: Library, words: Sequence[str], answers: Sequence[str], data: Sequence[str]) -> Subject:
    kinds = ["platform", "trouble"]
    named: dict[str, str] = {}
    for word in words:
        kind, identity = library.named(word, kinds)
        kinds.remove(kind)
        named[kind] = identity
    platform = library.platform(named["platform"]) if "platform" in named else None
    platform = platform and library.living(platform)
    if platform and platform.kind == "public":
        raise AskedWronglyError(
            Wording(f"{platform.name.ja}は売り買いの場ではありません", f"{platform.name.en} is no marketplace"),
            Wording(
                f"`mktsupport contact {platform.id}` で連絡の仕方が出ます",
                f"`mktsupport contact {platform.id}` shows how to reach it",
            ),
        )
    trouble = library.trouble(named["trouble"]) if "trouble" in named else None
    if trouble is None:
        if answers:
            raise AskedWronglyError(
                Wording("何の困りごとへの答えかがわかりません", "whose answers these are is not said"),
                Wording(
                    "困りごとの名前を付けてください: `mktsupport list troubles`",
                    "name the trouble; `mktsupport list troubles` shows them all",
                ),
            )
        return Subject(platform, None)
    if not answers:
        return Subject(platform, trouble)
    way = diagnosis.walk(trouble, answers)
    node = way.node
    if not isinstance(node, Outcome):
        on = diagnosis.replay(trouble, platform, answers, data)
        raise AskedWronglyError(
            Wording("答えがまだ結果まで届いていません", "the answers do not reach an outcome yet"),
            Wording(f"次の質問を見てください: `{on}`", f"see the next question: `{on}`"),
        )
    return Subject(platform, trouble, tuple(each.answer for each in way.passed), node)
