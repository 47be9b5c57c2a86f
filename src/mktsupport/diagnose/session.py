"""A diagnosis as a conversation: one question at a time, with ways back; and the prompts that `draft` shares."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from typing import Any

import questionary
from prompt_toolkit.layout.margins import ScrollbarMargin
from questionary import Choice, Separator
from questionary.prompts.common import InquirerControl

from mktsupport.diagnose.case import Case
from mktsupport.diagnose.page import ended_notice, heading
from mktsupport.diagnose.walk import change_answer, node_of, step
from mktsupport.errors import Quit
from mktsupport.japan.spelling import fold
from mktsupport.page.blocks import Gap, Page, Span, row
from mktsupport.page.line_breaks import cells, wrap
from mktsupport.page.terminal import draw
from mktsupport.records import Amount, Language, Question, Text
from mktsupport.views import TroubleRow

_LEAD = 6  # cells: the pointer and the key before a choice
_MARGIN = 4  # cells around a question and its keys
_MOST_KEYS = 30  # choices: questionary has no more keys
_BACK_WORDS, _QUIT_WORDS = (fold("back"), fold("戻る")), (fold("quit"), fold("やめる"))
_BACK, _CHANGE, _QUIT, _OTHER = "\0back", "\0change", "\0quit", "\0another"

WORDS = {
    "keys": Text("(矢印か左の字で選び、Enter)", "(arrows or the key in front, Enter)"),
    "choose": Text("→", "→"),
    "amount": Text("数を入れて Enter(back で戻る、quit でやめる)", "A number, then Enter (back, quit)"),
    "not-yen": Text("0以上の整数を、1500、2万5千 のように入れてください", "a whole number, 0 or more: 1500, 2万5千"),
    "not-days": Text("0以上の整数を、3、3日 のように入れてください", "a whole number, 0 or more: 3, 3 days"),
    "not-hours": Text("0以上の整数を、3、3時間 のように入れてください", "a whole number, 0 or more: 3, 3 hours"),
    _BACK: Text("前に戻る", "Back"),
    _CHANGE: Text("前の答えを一つ変える", "Change an earlier answer"),
    _QUIT: Text("やめる", "Quit"),
    _OTHER: Text("ほかのサービス・わからない", "Another one, or not sure"),
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


def pick_trouble(rows: Sequence[TroubleRow], language: Language) -> str:
    """The id of the chosen trouble. The role is asked first, so that the list fits a small screen."""
    _title(WORDS["title"].in_language(language))
    while True:
        roles = _choices(language, "buyer", "seller", "any")
        role = select("which-role", [*roles, Separator(), *_choices(language, _QUIT)], language)
        fitting = [each for each in rows if role == "any" or each.role in (role, "any")]
        fitting.sort(key=lambda each: each.role == "any")
        choices = [Choice(each.title, each.id) for each in fitting]
        chosen = select("which-trouble", [*choices, Separator(), *_choices(language, _BACK, _QUIT)], language)
        if chosen != _BACK:
            return chosen


def pick_nearest(rows: Sequence[tuple[str, str]], language: Language) -> str:
    """The id of the trouble chosen from (id, title) pairs that are close to a description."""
    choices = [Choice(title, name) for name, title in rows]
    return select("which-nearest", [*choices, Separator(), *_choices(language, _QUIT)], language)


def wants_draft(language: Language) -> bool:
    """Whether to write the message as well: one key answers."""
    draw([Gap()], sys.stdout)
    question = questionary.confirm(
        WORDS["draft"].in_language(language),
        default=False,
        qmark=" ",
        style=STYLE,
        auto_enter=True,
        instruction=WORDS["draft-keys"].in_language(language) + " ",
    )
    return bool(ask(question))


def converse(case: Case, *, ask_platform: bool) -> None:
    """Ask for the platform, if there are several, and then question by question until the outcome."""
    if ask_platform and len(case.trouble.platforms) > 1:
        _pick_platform(case)
    language = case.language
    first = True
    while (answer := case.answer()).question is not None:
        node = node_of(case.tree, answer.question.node)
        assert isinstance(node, Question | Amount)  # noqa: S101 - an outcome has no question
        page: Page = [*ended_notice(answer, case.platform_name, language)] if first else []
        page = [Gap(), *page, heading(answer, case.platform_name, language), Gap()]
        page += [row(Span(node.ask.in_language(language), "strong"), indent=2)]
        draw([*page, row(Span(node.why.in_language(language), "dim"), indent=2), Gap()], sys.stdout)
        first = False
        passed = len(answer.path)
        chosen = _answer(node, language, *([_BACK] if passed else []), *([_CHANGE] if passed > 1 else []))
        if chosen == _BACK:
            case.answers.pop()
        elif chosen == _CHANGE:
            _change(case)
        else:
            case.answers.append(chosen)


def _pick_platform(case: Case) -> None:
    _title(case.trouble.title.in_language(case.language))
    platforms = case.library.platforms(case.trouble.platforms)
    choices = [Choice(each.name.in_language(case.language), each.id) for each in platforms]
    tail = [*_choices(case.language, _OTHER), Separator(), *_choices(case.language, _QUIT)]
    chosen = select("which-platform", [*choices, *tail], case.language)
    case.platform = None if chosen == _OTHER else case.library.platform(chosen)


def _change(case: Case) -> None:
    """Change one of the answers; the later ones that still fit are kept."""
    language = case.language
    choices = [Choice(f"{each.ask} — {each.label}", str(n)) for n, each in enumerate(case.answer().path)]
    chosen = select("which-answer", [*choices, Separator(), *_choices(language, _BACK, _QUIT)], language)
    if chosen == _BACK:
        return
    node = node_of(case.tree, case.answer().path[int(chosen)].node)
    assert isinstance(node, Question | Amount)  # noqa: S101 - an outcome has no answer
    _title(node.ask.in_language(language))
    answer = _answer(node, language, _BACK)
    if answer != _BACK:
        case.answers = change_answer(case.tree, case.answers, int(chosen), answer)


def _title(text: str) -> None:
    draw([Gap(), row(Span(text, "strong"), indent=2), Gap()], sys.stdout)


def _answer(node: Question | Amount, language: Language, *ways_back: str) -> str:
    """An answer to the node, or one of the `ways_back`."""
    if isinstance(node, Amount):
        return _number(node, language)
    options = [Choice(option.label.in_language(language), option.id) for option in node.options]
    return select("choose", [*options, Separator(), *_choices(language, *ways_back, _QUIT)], language)


def _number(node: Amount, language: Language) -> str:
    def fits(text: str) -> bool | str:
        words = WORDS[f"not-{node.unit}"].in_language(language)
        return fold(text) in (*_BACK_WORDS, *_QUIT_WORDS) or step(node, text) is not None or words

    text = ask(questionary.text(WORDS["amount"].in_language(language), validate=fits, qmark=" ", style=STYLE))
    if fold(text) in _QUIT_WORDS:
        raise Quit
    taken = step(node, text)
    return taken[0] if taken else _BACK


def _choices(language: Language, *keys: str) -> list[Choice]:
    return [Choice(WORDS[key].in_language(language), key, shortcut_key="q" if key == _QUIT else True) for key in keys]


def ask(question: questionary.Question) -> Any:  # noqa: ANN401 - the question decides
    """The answer; the end of the input counts as an interrupt."""
    try:
        return question.unsafe_ask()
    except EOFError:
        raise KeyboardInterrupt from None


def select(key: str, choices: Sequence[Choice | Separator], language: Language) -> str:
    """The value of the chosen line; raises Quit if that is to quit."""
    message, keys = WORDS[key].in_language(language), WORDS["keys"].in_language(language)
    fits = cells(message) + cells(keys) + _MARGIN <= shutil.get_terminal_size().columns
    lines = [_wrap_title(choice) for choice in choices]
    prompt = questionary.select(
        message,
        choices=lines,
        qmark=" ",
        pointer="❯",
        instruction=keys if fits else f"\n   {keys}",
        use_shortcuts=len(choices) <= _MOST_KEYS,
        use_arrow_keys=True,
        use_jk_keys=False,  # they stand in front of entries
        style=STYLE,
    )
    if sum(1 + str(each.title).count("\n") for each in lines) >= shutil.get_terminal_size().lines - 1:
        _add_scrollbar(prompt)
    chosen = str(ask(prompt))
    if chosen == _QUIT:
        raise Quit
    return chosen


def _wrap_title(choice: Choice | Separator) -> Choice | Separator:
    """A choice whose text is broken into the terminal's lines; questionary would cut it off."""
    if not isinstance(choice, Separator) and isinstance(choice.title, str):
        lines = wrap((Span(choice.title),), max(shutil.get_terminal_size().columns - _LEAD - 1, 8))
        choice.title = f"\n{' ' * _LEAD}".join("".join(span.text for span in line) for line in lines)
    return choice


def _add_scrollbar(prompt: questionary.Question) -> None:
    """Show that there are more choices than the screen holds."""
    for window in prompt.application.layout.find_all_windows():
        if isinstance(window.content, InquirerControl):
            window.right_margins = [ScrollbarMargin(display_arrows=True)]
