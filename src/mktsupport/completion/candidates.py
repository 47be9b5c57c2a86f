"""A half-typed line and the words that may come next, told to the shell that asks.

The shell waits at every press of TAB, so neither the parser nor any command is imported: commands.json says what there
is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from mktsupport import environment
from mktsupport.japan.text import printable

if TYPE_CHECKING:
    from mktsupport.completion.described import Command, Parameter
    from mktsupport.japan.text import Language

TABLE = Path(__file__).with_name("commands.json")


class Half(NamedTuple):
    """A half-typed line: its command, what that has been given, what the last word is to be and how much of it stands.

    `wanted` is the parameter whose value it is, or `option` or `command`; `head` is what stands before the value in the
    same word, as in `--platform=`.
    """

    command: Command
    given: dict[str, list[str]]
    wanted: Parameter | Literal["option", "command"] | None
    head: str
    typed: str


class Answer(NamedTuple):
    """What the shell is told: to complete names of files or folders itself, or words with what they stand for."""

    kind: Literal["words", "files", "folders"]
    words: list[tuple[str, str]]


def complete(shell: str, arguments: Sequence[str]) -> int:
    """Print what may come next; nothing whatever happens, since a prompt is no place for complaints."""
    try:
        typed, kept = _typed_in_bash(*arguments) if shell == "bash" else (list(arguments), 0)
        answer = next_words(typed)
        if answer.words or answer.kind != "words":
            rows = [answer.kind, *(row(word[kept:], says, shell) for word, says in answer.words)]
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr] # a text stream of Python's own
            sys.stdout.write("".join(f"{line}\n" for line in rows))
            sys.stdout.flush()
    except Exception:  # noqa: BLE001 - whatever it is, a command that is run says it, and there it can be read
        return 1
    return 0


def next_words(words: Sequence[str]) -> Answer:
    """What may stand for the last of the words that follow `mktsupport`."""
    table: list[Command] = json.loads(TABLE.read_bytes())
    *before, last = words or [""]
    language = environment.language_of(before)
    reading = _Reading(table)
    for word in before:
        reading.take(word)
    half = reading.half(last)
    if half.wanted is None:
        return Answer("words", [])
    if half.wanted == "command":
        found = [(each["name"], each["help"][language]) for each in table[1:]]
    elif half.wanted == "option":
        found = [
            (_long(each), each["help"][language])
            for each in half.command["parameters"]
            if each["spellings"] and (each["many"] or each["name"] not in half.given)
        ]
    else:
        return _values(half, half.wanted, language)
    return Answer("words", [(word, says) for word, says in found if word.startswith(half.typed)])


def _values(half: Half, wanted: Parameter, language: Language) -> Answer:
    offers = wanted["offers"]
    if offers in ("files", "folders"):
        return Answer("files" if offers == "files" else "folders", [])
    if offers is None:
        chosen = [each for each in wanted["choices"] if each.startswith(half.typed)]
        return Answer("words", [(half.head + each, "") for each in chosen])
    from mktsupport.completion.values import OFFERS, Asked
    from mktsupport.knowledge.library import open_library

    library = open_library(half.given.get("data", ()))
    known = OFFERS[offers](Asked(half.typed, half.given), library, language)
    return Answer("words", [(half.head + each.word, each.title) for each in known])


class _Reading:
    """A line read word by word from the left."""

    def __init__(self, table: Sequence[Command]) -> None:
        self.table = table
        self.command = table[0]
        self.given: dict[str, list[str]] = {}
        self.pending: Parameter | None = None  # the option whose value comes next
        self.literal = False  # after `--` nothing is an option

    def take(self, word: str) -> None:
        """Read a word that is complete."""
        if self.pending is not None:
            self._give(self.pending, word)
            self.pending = None
        elif word == "--" and not self.literal:
            self.literal = True
        elif word.startswith("-") and not self.literal:
            self._take_option(word)
        elif self.command is self.table[0]:
            nothing: Command = {"name": word, "help": {"ja": "", "en": ""}, "parameters": []}
            self.command = next((each for each in self.table[1:] if each["name"] == word), nothing)
            self.given = {}
        elif (argument := _argument(self.command, self.given)) is not None:
            self._give(argument, word)

    def _take_option(self, word: str) -> None:
        spelling, equals, value = word.partition("=")
        option = _option(self.command, spelling)
        if option is not None and option["value"] and not equals:
            self.pending = option
        elif option is not None:
            self._give(option, value)

    def _give(self, parameter: Parameter, value: str) -> None:
        self.given.setdefault(parameter["name"], []).append(value)

    def half(self, last: str) -> Half:
        """The line with its last word, which is not complete."""
        if self.pending is not None:
            return Half(self.command, self.given, self.pending, "", last)
        if last.startswith("-") and not self.literal:
            spelling, equals, value = last.partition("=")
            option = _option(self.command, spelling) if equals else None
            if option is not None and option["value"]:
                return Half(self.command, self.given, option, spelling + equals, value)
            return Half(self.command, self.given, "option", "", last)
        if self.command is self.table[0]:
            return Half(self.command, self.given, "command", "", last)
        otherwise: Literal["option"] | None = None if self.literal else "option"
        return Half(self.command, self.given, _argument(self.command, self.given) or otherwise, "", last)


def _option(command: Command, spelling: str) -> Parameter | None:
    return next((each for each in command["parameters"] if spelling in each["spellings"]), None)


def _argument(command: Command, given: dict[str, list[str]]) -> Parameter | None:
    """The argument that comes next."""
    arguments = (each for each in command["parameters"] if not each["spellings"])
    return next((each for each in arguments if each["many"] or each["name"] not in given), None)


def _long(option: Parameter) -> str:
    return next((each for each in option["spellings"] if each.startswith("--")), option["spellings"][0])


def _typed_in_bash(line: str, current: str) -> tuple[list[str], int]:
    """The words of a line as bash shows it, and how much of the last one is not for us to replace.

    bash takes `--platform=rak` for three words and replaces `current`, the last, only.
    """
    import shlex

    lexer = shlex.shlex(line, posix=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    words: list[str] = []
    try:
        words.extend(lexer)
        if line[-1:].isspace():
            words.append("")
    except ValueError:  # a quote that is still open
        words.append(lexer.token)
    last = words[-1]
    return words[1:], len(last) - len(current) if last.endswith(current) else 0


def row(word: str, says: str, shell: str) -> str:
    """A word and what it stands for, in which no shell finds anything to obey; bash shows words only."""
    if shell == "bash" or not says:
        return word
    return f"{word}\t{' '.join(printable(says, ' ').split())}"
