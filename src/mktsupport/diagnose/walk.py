"""The way through a trouble's tree: which question follows an answer, and the commands that repeat the way."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from mktsupport import rows
from mktsupport.errors import AskedWronglyError, close_matches, did_you_mean
from mktsupport.japan.text import Bilingual
from mktsupport.japan.yen import quantity
from mktsupport.records import (
    Amount,
    Deadline,
    Language,
    Node,
    Option,
    Outcome,
    Platform,
    Question,
    Statement,
    Step,
    Text,
    Trouble,
)


class Passed(Struct, frozen=True):
    """A question and its answer: an option's id, or a number in digits, however it was typed."""

    node: Question | Amount
    answer: str


class Walk(Struct, frozen=True):
    """The answered questions and the node that comes next."""

    passed: tuple[Passed, ...]
    node: Node


def applies(part: Statement | Step | Deadline | Option | Question, platform: Platform | None) -> bool:
    """Whether a part of a tree is for the users of `platform`; without a platform, what is for everybody.

    An answer or a question is for everybody then, since nothing rules it out.
    """
    if platform is None:
        return not part.only or isinstance(part, Option | Question)
    return platform.id not in part.but and (not part.only or platform.id in part.only)


def tree_for(trouble: Trouble, platform: Platform | None) -> Trouble:
    """The tree as the users of `platform` walk it.

    Answers that cannot occur there are left out, questions that are not asked there lead on by themselves, and the tree
    of a service that is gone is one outcome, where it has one for that.
    """
    if platform is None:
        return trouble
    if platform.status.gone and trouble.gone:
        return replace(trouble, start=trouble.gone)
    skipped: dict[str, str] = {}  # the nodes that are not asked, with the node that each leads to

    def onward(name: str) -> str:
        return skipped.get(name, name)

    nodes: list[Node] = []
    for node in reversed(trouble.nodes):  # nodes lead only further down
        if isinstance(node, Question):
            offered = tuple(
                replace(option, to=onward(option.to)) for option in node.options if applies(option, platform)
            )
            if node.otherwise and not applies(node, platform):
                skipped[node.id] = onward(node.otherwise)
            elif len({option.to for option in offered}) == 1:
                skipped[node.id] = offered[0].to
            else:
                nodes.append(replace(node, options=offered))
        elif isinstance(node, Amount):
            nodes.append(replace(node, bands=tuple(replace(band, to=onward(band.to)) for band in node.bands)))
        else:
            nodes.append(node)
    return replace(trouble, start=onward(trouble.start), nodes=tuple(reversed(nodes)))


def node_of(trouble: Trouble, name: str) -> Node:
    return next(node for node in trouble.nodes if node.id == name)


def step(node: Question | Amount, answer: str) -> tuple[str, str] | None:
    """An answer in its short form and the id of the next node; None if the node does not take this answer."""
    if isinstance(node, Question):
        return rows.step([(option.id, option.to) for option in node.options], (), None, answer)
    return rows.step((), [(band.up_to, band.to) for band in node.bands], node.unit, answer)


def walk(trouble: Trouble, answers: Sequence[str]) -> Walk:
    """Follow `answers` from the start; an answer that does not fit raises an error that lists those that do."""
    node = node_of(trouble, trouble.start)
    passed: list[Passed] = []
    for answer in answers:
        if isinstance(node, Outcome):
            raise AskedWronglyError(
                Text(f"答え「{answer}」は余分です。結果はもう出ています", f"the answer '{answer}' is one too many"),
                Text("最後の --answer を外してください", "leave out the last --answer"),
            )
        taken = step(node, answer)
        if taken is None:
            raise AskedWronglyError(
                Text(f"「{answer}」は質問 {node.id} の答えではありません", f"'{answer}' does not answer {node.id}"),
                _expected(node, answer),
            )
        passed.append(Passed(node, taken[0]))
        node = node_of(trouble, taken[1])
    return Walk(tuple(passed), node)


NUMBERS = {
    "yen": Text(
        "0以上の整数の円で答えてください(例: --answer 1500、--answer 2万5千)",
        "answer with whole yen, such as --answer 1500 or --answer 2万5千",
    ),
    "days": Text(
        "0以上の整数の日数で答えてください(例: --answer 3、--answer 3日)",
        "answer with a whole number of days, such as --answer 3 or --answer 3日",
    ),
    "hours": Text(
        "0以上の整数の時間数で答えてください(例: --answer 3、--answer 3時間)",
        "answer with a whole number of hours, such as --answer 3 or --answer 3時間",
    ),
}


def _expected(node: Question | Amount, answer: str) -> Bilingual:
    if isinstance(node, Amount):
        return NUMBERS[node.unit]
    known = [option.id for option in node.options]
    every = ", ".join(known)
    return did_you_mean(close_matches(answer, known), Text(f"答えは {every} のどれかです", f"it takes one of: {every}"))


def change_answer(trouble: Trouble, answers: Sequence[str], number: int, answer: str) -> list[str]:
    """The answers with `number` (from 0) replaced, and the later ones as long as the same questions follow."""
    result = [*answers[:number], answer]
    for passed in walk(trouble, answers).passed[number + 1 :]:
        if walk(trouble, result).node.id != passed.node.id:
            break
        result.append(passed.answer)
    return result


def most_questions(trouble: Trouble, node: Node) -> int:
    """The largest number of questions that can follow, `node` included."""
    longest: dict[str, int] = {}
    for each in reversed(trouble.nodes):  # nodes lead only further down
        branches = each.options if isinstance(each, Question) else each.bands if isinstance(each, Amount) else ()
        longest[each.id] = max((1 + longest[branch.to] for branch in branches), default=0)
    return longest[node.id]


def diagnose_command(
    trouble: Trouble,
    platform: Platform | None,
    answers: Sequence[str],
    data: Sequence[str] = (),
    since: datetime | date | None = None,
) -> str:
    """The command that leads to the same place. It leaves out `--at`, so that opening hours are current."""
    chosen = ["--platform", platform.id] if platform else []
    return shlex.join(["mktsupport", "diagnose", trouble.id, *chosen, *options(answers, data, since)])


def draft_command(
    platform: Platform | None,
    trouble: Trouble | None,
    answers: Sequence[str],
    data: Sequence[str] = (),
    more: Sequence[str] = (),
) -> str:
    """The command that writes the message about this; `more` are further options."""
    names = [each.id for each in (platform, trouble) if each]
    return shlex.join(["mktsupport", "draft", *names, *more, *options(answers, data)])


def options(answers: Sequence[str], data: Sequence[str], since: datetime | date | None = None) -> list[str]:
    """The options of the command line for these answers."""
    began = since.isoformat() if since else None
    if isinstance(since, datetime):  # Japan's time, which needs no offset
        spec = "auto" if since.second or since.microsecond else "minutes"
        began = since.replace(tzinfo=None).isoformat(timespec=spec)
    return [
        *(word for each in answers for word in ("--answer", each)),
        *(["--since", began] if began else []),
        *(word for each in data for word in ("--data", each)),
    ]


def answer_label(passed: Passed, language: Language) -> str:
    """An answer in words: an option's label, or a number with its unit."""
    if isinstance(passed.node, Question):
        return next(each.label for each in passed.node.options if each.id == passed.answer).in_language(language)
    return quantity(int(passed.answer), passed.node.unit, language)
