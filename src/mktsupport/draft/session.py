"""Filling in a form at the terminal: one field at a time, each with an example."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import questionary
from questionary import Choice, Separator

from mktsupport.diagnose import session as prompts
from mktsupport.draft.form import Form
from mktsupport.draft.message import FIELDS, SKIPPABLE, TO_PARTY, clean, inquiries, is_filled
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
_OWN_WORDS = Wording("自分の言葉で書く", "Write it in your own words")
_RESUME = Wording("ここから続けるには: {command}", "to go on from here: {command}")


def fill_in(form: Form, language: Language, data: Sequence[str]) -> bool:
    """Ask for what is missing; whether anything was asked. An interrupt prints the command that resumes from there."""
    missing = form.missing
    if not missing:
        return False
    _show_heading(form, language)
    try:
        if {"situation", "wish"} <= set(missing) and form.trouble and form.to == "support":
            inquiry = _pick_inquiry(inquiries(form.trouble), language)
            if inquiry:
                form.choose(inquiry)
                form.own |= {"situation", "wish"}
        names = [*form.missing, *form.optional]
        for name in names:
            if value := _ask(name, form, language):
                form.put(name, value)
    except KeyboardInterrupt:
        if form.own:
            resume = _RESUME.in_language(language).format(command=form.command(data))
            print(f"\n{resume}", file=sys.stderr)  # noqa: T201 - what was typed is not lost
        raise
    return bool(names)


def _show_heading(form: Form, language: Language) -> None:
    about = [form.platform.name.in_language(language)] if form.platform else []
    about += [form.trouble.title.in_language(language)] if form.trouble else []
    title = Span(_HEADING[form.to].in_language(language), "strong")
    page: Page = [Gap(), row(title, *(Span(f"  {each}", "dim") for each in about))]
    draw([*page, row(Span(_HOW.in_language(language), "dim"), indent=2)], sys.stdout)


def _pick_inquiry(known: Sequence[Inquiry], language: Language) -> Inquiry | None:
    """The closest inquiry, or None for own words."""
    if not known:
        return None
    choices = [Choice(each.situation.in_language(language), str(n)) for n, each in enumerate(known)]
    draw([Gap()], sys.stdout)
    own = Choice(_OWN_WORDS.in_language(language), "own")
    chosen = prompts.select("which-nearest", [*choices, Separator(), own], language)
    return None if chosen == "own" else known[int(chosen)]


def _ask(name: str, form: Form, language: Language) -> str:
    """What somebody types for the field; empty if the field is optional and there is nothing."""
    field = TO_PARTY.get(name, FIELDS[name]) if form.to == "party" else FIELDS[name]
    optional = name not in form.required
    skippable = optional or name in SKIPPABLE

    def fits(text: str) -> bool | str:
        if secrets := secrets_in(text):
            return _SECRET.in_language(language).format(kind=KINDS[secrets[0].kind].in_language(language))
        return (skippable and not text.strip()) or is_filled(name, clean(text)) or _NEEDED.in_language(language)

    page: Page = [Gap(), row(Span(field.ask.in_language(language), "strong"), indent=2)]
    page.append(row(Span(_EXAMPLE.in_language(language) + field.example.in_language(language), "dim"), indent=2))
    if skippable:
        page.append(row(Span(_NONE.in_language(language), "dim"), indent=2))
    draw(page, sys.stdout)
    text = str(prompts.ask(questionary.text("❯", validate=fits, qmark=" ", style=prompts.STYLE)))
    return text.strip() or ("" if optional else "none")
