"""The blanks of a message, asked for one by one, each with an example."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import questionary
from questionary import Choice, Separator

from mktsupport.diagnose.session import STYLE, answered, select
from mktsupport.draft.answer import Subject
from mktsupport.draft.message import FIELDS, SKIPPED, TO_PARTY, Addressee, cleaned, filled
from mktsupport.draft.secrets import KINDS, secrets_in
from mktsupport.japan.text import Language, Wording
from mktsupport.page.blocks import Gap, Page, Span, row
from mktsupport.page.terminal import draw
from mktsupport.records import Inquiry

_HEADING = {
    "support": Wording("サポートへの文面を作ります", "A message to support"),
    "party": Wording("取引の相手への文面を作ります", "A message to the other party"),
}
_HOW = Wording(
    "一つずつ聞きます。パスワード、認証コード、カード番号は書きません。Ctrl-C でやめても、続きから始められます。",
    "One question at a time. Write no password, code or card number. Ctrl-C stops; you can go on from there.",
)
_EXAMPLE = Wording("例: ", "For example: ")
_NONE = Wording("なければ、そのまま Enter を押します。", "If there is none, just press Enter.")
_NEEDED = Wording(
    "自分のことを書いてください(例のまま、〇〇、空欄は使えません)", "write your own: no blank, no XXX, not the example"
)
_SECRET = Wording("{kind}があります。消してください", "this holds {kind}; take it out")
_OWN_WORDS = "\0own"
_OWN = Wording("自分の言葉で書く", "Write it in your own words")


def show_heading(subject: Subject, to: Addressee, language: Language) -> None:
    """What is about to be written, and that nothing is lost."""
    about = [each.name.in_language(language) for each in (subject.platform,) if each]
    about += [each.title.in_language(language) for each in (subject.trouble,) if each]
    head = [Span(_HEADING[to].in_language(language), "strong"), *(Span(f"  {each}", "dim") for each in about)]
    page: Page = [Gap(), row(*head), row(Span(_HOW.in_language(language), "dim"), indent=2)]
    draw(page, sys.stdout)


def pick_inquiry(known: Sequence[Inquiry], language: Language) -> Inquiry | None:
    """The inquiry that comes closest, or None where somebody rather writes their own."""
    if not known:
        return None
    choices = [Choice(each.situation.in_language(language), str(n)) for n, each in enumerate(known)]
    draw([Gap()], sys.stdout)
    own = Choice(_OWN.in_language(language), _OWN_WORDS)
    chosen = select("which-nearest", [*choices, Separator(), own], language)
    return None if chosen == _OWN_WORDS else known[int(chosen)]


def ask(name: str, to: Addressee, language: Language, *, optional: bool = False) -> str:
    """What somebody writes into the field `name`; nothing where it is optional and there is none."""
    field = TO_PARTY.get(name, FIELDS[name]) if to == "party" else FIELDS[name]
    skipped = optional or name in SKIPPED

    def fits(text: str) -> bool | str:
        if found := secrets_in(text):
            return _SECRET.in_language(language).format(kind=KINDS[found[0].kind].in_language(language))
        return (skipped and not text.strip()) or filled(name, cleaned(text)) or _NEEDED.in_language(language)

    page: Page = [Gap(), row(Span(field.ask.in_language(language), "strong"), indent=2)]
    page.append(row(Span(_EXAMPLE.in_language(language) + field.example.in_language(language), "dim"), indent=2))
    if skipped:
        page.append(row(Span(_NONE.in_language(language), "dim"), indent=2))
    draw(page, sys.stdout)
    text = str(answered(questionary.text("❯", validate=fits, qmark=" ", style=STYLE)))
    return text.strip() or ("" if optional else "none")
