"""From what somebody sees to what they should do: one question at a time through a trouble's tree."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from msgspec import Struct

from mktsupport.errors import AskedWronglyError, close_matches, did_you_mean
from mktsupport.japan.text import Bilingual
from mktsupport.japan.yen import number_of, quantity
from mktsupport.records import Amount, Language, Node, Outcome, Platform, Question, Text, Trouble


class Passed(Struct, frozen=True):
    """A question and the answer given to it: an option's id, or a number in figures alone, however it was written."""

    node: Question | Amount
    answer: str


class Walk(Struct, frozen=True):
    """The way so far and the node it has come to."""

    passed: tuple[Passed, ...]
    node: Node


def node_called(trouble: Trouble, name: str) -> Node:
    return next(node for node in trouble.nodes if node.id == name)


def step(node: Question | Amount, answer: str) -> tuple[str, str] | None:
    """An answer as it is kept, and the id of the node it leads to; None where the node takes no such answer."""
    if isinstance(node, Question):
        return next(((answer, option.to) for option in node.options if option.id == answer), None)
    number = number_of(answer, node.unit)
    if number is None:
        return None
    return str(number), next(band.to for band in node.bands if band.up_to is None or number <= band.up_to)


def walk(trouble: Trouble, answers: Sequence[str]) -> Walk:
    """The way that `answers` take from the start; an answer that does not fit is refused, naming those that do."""
    node = node_called(trouble, trouble.start)
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
                _answers_of(node, answer),
            )
        passed.append(Passed(node, taken[0]))
        node = node_called(trouble, taken[1])
    return Walk(tuple(passed), node)


ASKED_FOR = {
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


def _answers_of(node: Question | Amount, tried: str) -> Bilingual:
    if isinstance(node, Amount):
        return ASKED_FOR[node.unit]
    names = [option.id for option in node.options]
    listed = ", ".join(names)
    return did_you_mean(
        close_matches(tried, names), Text(f"答えは {listed} のどれかです", f"it takes one of: {listed}")
    )


def kept(trouble: Trouble, answers: Sequence[str], changed: int, answer: str) -> list[str]:
    """The answers with number `changed` (from 0) put right, and of the later ones those that still hold.

    A later answer holds while the new way comes to the same questions in the same order.
    """
    former = walk(trouble, answers).passed
    result = [*answers[:changed], answer]
    for passed in former[changed + 1 :]:
        node = walk(trouble, result).node
        if node.id != passed.node.id:
            break
        result.append(passed.answer)
    return result


def most_questions(trouble: Trouble, node: Node) -> int:
    """How many questions can come from `node` on, itself included."""
    longest: dict[str, int] = {}
    for each in reversed(trouble.nodes):
        ways = (
            [option.to for option in each.options]
            if isinstance(each, Question)
            else [band.to for band in each.bands]
            if isinstance(each, Amount)
            else []
        )
        longest[each.id] = 1 + max(longest[to] for to in ways) if ways else 0
    return longest[node.id]


def paths(trouble: Trouble) -> Iterator[tuple[str, ...]]:
    """Every way of answers from the start to an outcome; an amount is answered at the edge of each band."""

    def on(node: Node, answers: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if isinstance(node, Outcome):
            yield answers
        elif isinstance(node, Question):
            for option in node.options:
                yield from on(node_called(trouble, option.to), (*answers, option.id))
        else:
            edge = 0
            for band in node.bands:
                edge = band.up_to if band.up_to is not None else edge + 1
                yield from on(node_called(trouble, band.to), (*answers, str(edge)))

    return on(node_called(trouble, trouble.start), ())


def replay(
    trouble: Trouble,
    platform: Platform | None,
    answers: Sequence[str],
    data: Sequence[str] = (),
    since: datetime | date | None = None,
) -> str:
    """The command that comes to the same place, with the knowledge of one's own that `--data` named.

    The moment of asking is left out, so that contacts have their present state; when the case began is part of it.
    """
    words = ["mktsupport", "diagnose", trouble.id]
    words += ["--platform", platform.id] if platform else []
    return shlex.join([*words, *options(answers, data, since)])


def draft(trouble: Trouble, platform: Platform | None, answers: Sequence[str], data: Sequence[str] = ()) -> str:
    """The command that writes the message of the outcome that these answers lead to."""
    words = ["mktsupport", "draft", *([platform.id] if platform else []), trouble.id]
    return shlex.join([*words, *options(answers, data)])


def options(answers: Sequence[str], data: Sequence[str], since: datetime | date | None = None) -> list[str]:
    """The answers, when the case began and the knowledge of one's own, as the command line takes them."""
    return [
        *(word for each in answers for word in ("--answer", each)),
        *(["--since", written(since)] if since else []),
        *(word for each in data for word in ("--data", each)),
    ]


def written(since: datetime | date) -> str:
    """A day or a moment as `--since` takes it: Japan's time, no offset."""
    if not isinstance(since, datetime):
        return since.isoformat()
    return since.replace(tzinfo=None).isoformat(timespec="auto" if since.second or since.microsecond else "minutes")


def said(passed: Passed, language: Language) -> str:
    """An answer in words: an option's label, an amount with its unit."""
    if isinstance(passed.node, Question):
        return next(o.label for o in passed.node.options if o.id == passed.answer).in_language(language)
    return quantity(int(passed.answer), passed.node.unit, language)
