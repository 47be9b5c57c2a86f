"""A diagnosis in conversation: one question at a time, with a way back."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from typing import Any

import questionary
from prompt_toolkit.layout.margins import ScrollbarMargin
from questionary import Choice, Separator
from questionary.prompts.common import InquirerControl

from mktsupport.diagnose.page import heading, notice
from mktsupport.diagnose.walk import kept, node_called, step
from mktsupport.errors import Quit
from mktsupport.japan.spelling import fold
from mktsupport.page.blocks import Gap, Page, Span, row
from mktsupport.page.line_breaks import cells, wrap
from mktsupport.page.terminal import draw
from mktsupport.records import Amount, Language, Platform, Text, Trouble
from mktsupport.views import DiagnosisAnswer

_LEAD = 6  # cells: the pointer and the key before a choice
_MARGIN = 4  # cells around a question and its keys
_BACK_WORDS, _QUIT_WORDS = (fold("back"), fold("戻る")), (fold("quit"), fold("やめる"))
_BACK, _CHANGE, _QUIT, _OTHER = "\0back", "\0change", "\0quit", "\0another"

SAID = {
    "keys": Text("(矢印か左の字で選び、Enter)", "(arrows or the key in front, Enter)"),
    "choose": Text("→", "→"),
    "amount": Text("数を入れて Enter(back で戻る、quit でやめる)", "A number, then Enter (back, quit)"),
    "not-yen": Text("0以上の整数を、1500、2万5千 のように入れてください", "a whole number, 0 or more: 1500, 2万5千"),
    "not-days": Text("0以上の整数を、3、3日 のように入れてください", "a whole number, 0 or more: 3, 3 days"),
    "not-hours": Text("0以上の整数を、3、3時間 のように入れてください", "a whole number, 0 or more: 3, 3 hours"),
    "back": Text("前に戻る", "Back"),
    "change": Text("前の答えを一つ変える", "Change an earlier answer"),
    "quit": Text("やめる", "Quit"),
    "another": Text("ほかのサービス・わからない", "Another one, or not sure"),
    "title": Text("原因を調べて、何をするかを決める", "Find the cause, and what to do"),
    "which-role": Text("買う側ですか、売る側ですか。", "Are you buying or selling?"),
    "buyer": Text("買う側", "Buying"),
    "seller": Text("売る側", "Selling"),
    "any": Text("どちらでもない・わからない(全部を見る)", "Neither, or not sure (see all of them)"),
    "which-platform": Text("どのサービスのことですか。", "Which service is it?"),
    "which-trouble": Text("何が起きましたか。", "What happened?"),
    "which-answer": Text("どの答えを変えますか。", "Which answer?"),
    "which-nearest": Text("どれに近いですか。", "Which comes closest?"),
    "draft": Text("このまま、サポートへの文面を作りますか。", "Write the message to support as well?"),
    "draft-keys": Text("(y で作る、Enter で終わる)", "(y writes it, Enter ends)"),
}

STYLE = questionary.Style(
    [("pointer", "bold"), ("highlighted", "bold"), ("selected", ""), ("answer", "bold"), ("separator", "")]
)


def pick_trouble(rows: Sequence[tuple[str, str, str]], language: Language) -> str:
    """The trouble chosen from (id, title, role): who asks first, so that a small screen holds what can be meant."""
    draw([Gap(), row(Span(SAID["title"].in_language(language), "strong"), indent=2), Gap()], sys.stdout)
    while True:
        roles = [_choice(name, name, language) for name in ("buyer", "seller", "any")]
        role = select("which-role", [*roles, Separator(), _choice("quit", _QUIT, language)], language)
        meant = [each for each in rows if role == "any" or each[2] in (role, "any")]
        meant.sort(key=lambda each: each[2] == "any")
        choices = [Choice(title, name) for name, title, _ in meant]
        chosen = select("which-trouble", [*choices, Separator(), *_ways_back(1, language)], language)
        if chosen != _BACK:
            return chosen


def pick_nearest(rows: Sequence[tuple[str, str]], language: Language) -> str:
    """The trouble chosen from the (id, title) pairs that come close to what was said."""
    choices = [Choice(title, each) for each, title in rows]
    return select("which-nearest", [*choices, Separator(), _choice("quit", _QUIT, language)], language)


def pick_platform(title: str, rows: Sequence[tuple[str, str]], language: Language) -> str | None:
    """The platform that a trouble with this title is about, from (id, name) pairs, or None for another one."""
    draw([Gap(), row(Span(title, "strong"), indent=2), Gap()], sys.stdout)
    choices = [Choice(name, each) for each, name in rows]
    tail = [_choice("another", _OTHER, language), Separator(), _choice("quit", _QUIT, language)]
    chosen = select("which-platform", [*choices, *tail], language)
    return None if chosen == _OTHER else chosen


def wants_draft(language: Language) -> bool:
    """Whether the message is to be written: one key tells."""
    draw([Gap()], sys.stdout)
    asked = questionary.confirm(
        SAID["draft"].in_language(language),
        default=False,
        qmark=" ",
        style=STYLE,
        auto_enter=True,
        instruction=SAID["draft-keys"].in_language(language) + " ",
    )
    return bool(answered(asked))


def converse(
    trouble: Trouble,
    platform: Platform | None,
    answers: Sequence[str],
    ask: Callable[[Sequence[str]], DiagnosisAnswer],
    language: Language,
) -> list[str]:
    """All answers up to an outcome, beginning with those already given."""
    given = list(answers)
    name = platform.name.in_language(language) if platform else None
    first = True
    while (answer := ask(given)).question is not None:
        question = answer.question
        page: Page = [Gap(), *(notice(answer, name, language) if first else []), heading(answer, name, language), Gap()]
        page += [row(Span(question.ask, "strong"), indent=2), row(Span(question.why, "dim"), indent=2), Gap()]
        draw(page, sys.stdout)
        first = False
        node = node_called(trouble, question.node)
        chosen = _number(node, language) if isinstance(node, Amount) else _option(answer, language)
        if chosen == _BACK:
            given = given[:-1]
        elif chosen == _CHANGE:
            given = _changed(trouble, given, answer, language)
        else:
            given.append(chosen)
    return given


def _option(answer: DiagnosisAnswer, language: Language) -> str:
    assert answer.question is not None  # noqa: S101 - the caller has looked
    choices = [Choice(option.label, option.id) for option in answer.question.options]
    return select("choose", [*choices, Separator(), *_ways_back(len(answer.path), language)], language)


def _ways_back(given: int, language: Language) -> list[Choice]:
    back = [_choice("back", _BACK, language)] if given else []
    change = [_choice("change", _CHANGE, language)] if given > 1 else []
    return [*back, *change, _choice("quit", _QUIT, language)]


def _number(node: Amount, language: Language) -> str:
    def fits(text: str) -> bool | str:
        words = SAID[f"not-{node.unit}"].in_language(language)
        return fold(text) in (*_BACK_WORDS, *_QUIT_WORDS) or step(node, text) is not None or words

    text = answered(questionary.text(SAID["amount"].in_language(language), validate=fits, qmark=" ", style=STYLE))
    if fold(text) in _QUIT_WORDS:
        raise Quit
    taken = step(node, text)
    return taken[0] if taken else _BACK


def _changed(trouble: Trouble, given: list[str], answer: DiagnosisAnswer, language: Language) -> list[str]:
    """The answers after one of them was changed; the later ones that still hold are kept."""
    choices = [Choice(f"{each.ask} — {each.label}", str(n)) for n, each in enumerate(answer.path)]
    asked = select("which-answer", [*choices, Separator(), *_ways_back(1, language)], language)
    if asked == _BACK:
        return given
    number = int(asked)
    node = node_called(trouble, answer.path[number].node)
    draw([Gap(), row(Span(node.ask.in_language(language), "strong"), indent=2), Gap()], sys.stdout)  # type: ignore[union-attr] # a passed node asks
    if isinstance(node, Amount):
        chosen = _number(node, language)
    else:
        options = [Choice(option.label.in_language(language), option.id) for option in node.options]  # type: ignore[union-attr] # a passed node asks
        chosen = select("choose", [*options, Separator(), *_ways_back(1, language)], language)
    return given if chosen == _BACK else kept(trouble, given, number, chosen)


def _choice(key: str, value: str, language: Language) -> Choice:
    return Choice(SAID[key].in_language(language), value, shortcut_key="q" if value == _QUIT else True)


def _wrapped(choice: Choice | Separator) -> Choice | Separator:
    """A choice whose words are broken into the terminal's lines: questionary would cut them off."""
    if not isinstance(choice, Separator) and isinstance(choice.title, str):
        lines = wrap((Span(choice.title),), max(shutil.get_terminal_size().columns - _LEAD - 1, 8))
        choice.title = f"\n{' ' * _LEAD}".join("".join(span.text for span in line) for line in lines)
    return choice


def answered(question: questionary.Question) -> Any:  # noqa: ANN401 - the question decides
    """What is answered; the end of what can be typed is an interrupt."""
    try:
        return question.unsafe_ask()
    except EOFError:
        raise KeyboardInterrupt from None


def select(key: str, choices: Sequence[Choice | Separator], language: Language) -> str:
    """The choice made; the end of everything where it was to quit."""
    message, keys = SAID[key].in_language(language), SAID["keys"].in_language(language)
    fits = cells(message) + cells(keys) + _MARGIN <= shutil.get_terminal_size().columns
    shown = [_wrapped(choice) for choice in choices]
    prompt = questionary.select(
        message,
        choices=shown,
        qmark=" ",
        pointer="❯",
        instruction=keys if fits else f"\n   {keys}",
        use_shortcuts=len(choices) <= 30,  # noqa: PLR2004 - questionary has no more keys than that
        use_arrow_keys=True,
        use_jk_keys=False,  # they stand in front of entries
        style=STYLE,
    )
    if sum(1 + str(each.title).count("\n") for each in shown) >= shutil.get_terminal_size().lines - 1:
        _show_that_it_scrolls(prompt)
    asked = answered(prompt)
    if asked == _QUIT:
        raise Quit
    return str(asked)


def _show_that_it_scrolls(prompt: questionary.Question) -> None:
    """A bar beside the choices, where the screen does not hold all of them: they move as the pointer does."""
    for window in prompt.application.layout.find_all_windows():
        if isinstance(window.content, InquirerControl):
            window.right_margins = [ScrollbarMargin(display_arrows=True)]
