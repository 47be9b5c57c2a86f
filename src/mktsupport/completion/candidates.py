"""Completes a half-typed line for the shell that asks.

The shell waits at every press of TAB, so neither the parser nor a command is imported: commands.json describes them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypedDict

from mktsupport import environment
from mktsupport.japan.text import Language

TABLE = Path(__file__).with_name("commands.json")


class Parameter(TypedDict):
    """An option with its spellings, or an argument, which has none; `value` is the name of its value in the help."""

    name: str
    spellings: list[str]
    value: str | None
    many: bool
    required: bool
    choices: list[str]
    offers: str | None
    help: dict[Language, str]


class Command(TypedDict):
    """A command; the first in commands.json is the program itself."""

    name: str
    help: dict[Language, str]
    parameters: list[Parameter]


class Completion(NamedTuple):
    """What the shell shows: words with their meanings, or files or folders, which it finds itself."""

    kind: Literal["words", "files", "folders"]
    words: list[tuple[str, str]]


NOTHING = Completion("words", [])


def complete(shell: str, arguments: Sequence[str]) -> int:
    """Print what may come next; whatever fails, print nothing, as an error message would garble the prompt."""
    try:
        typed, kept = _words_of_bash(*arguments) if shell == "bash" else (list(arguments), 0)
        answer = completion(typed)
        if answer != NOTHING:
            rows = [answer.kind, *(row(word[kept:], meaning, shell) for word, meaning in answer.words)]
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr] # a text stream of Python's own
            sys.stdout.write("".join(f"{line}\n" for line in rows))
            sys.stdout.flush()
    except Exception:  # noqa: BLE001 - the command itself reports it when it is run, where it can be read
        return 1
    return 0


def completion(words: Sequence[str]) -> Completion:
    """What may stand for the last of the words that follow `mktsupport`."""
    table: list[Command] = json.loads(TABLE.read_bytes())
    *before, last = words or [""]
    line = _Line(table)
    for word in before:
        line.read(word)
    return line.complete(last, environment.language_of(before))


class _Line:
    """A line, read word by word from the left."""

    def __init__(self, table: Sequence[Command]) -> None:
        self.program, *self.commands = table
        self.command = self.program
        self.given: dict[str, list[str]] = {}
        self.pending: Parameter | None = None  # the option whose value comes next
        self.options_end = False  # after `--`

    def read(self, word: str) -> None:
        """Read a complete word."""
        if self.pending is not None:
            self._give(self.pending, word)
            self.pending = None
        elif self._is_option(word):
            self._read_option(word)
        elif self.command is self.program:
            nothing: Command = {"name": word, "help": {}, "parameters": []}
            self.command = next((each for each in self.commands if each["name"] == word), nothing)
            self.given = {}
        elif (argument := self._next_argument()) is not None:
            self._give(argument, word)

    def _is_option(self, word: str) -> bool:
        return word.startswith("-") and not self.options_end

    def _read_option(self, word: str) -> None:
        self.options_end = word == "--"
        spelling, equals, value = word.partition("=")
        option = _option(self.command, spelling)
        if option is not None and option["value"] and not equals:
            self.pending = option
        elif option is not None:
            self._give(option, value)

    def _give(self, parameter: Parameter, value: str) -> None:
        self.given.setdefault(parameter["name"], []).append(value)

    def _next_argument(self) -> Parameter | None:
        arguments = (each for each in self.command["parameters"] if not each["spellings"])
        return next((each for each in arguments if each["many"] or each["name"] not in self.given), None)

    def complete(self, word: str, language: Language) -> Completion:
        """What may stand for `word`, the last and incomplete one."""
        if self.pending is not None:
            return self._values(self.pending, "", word, language)
        if self._is_option(word):
            spelling, equals, value = word.partition("=")
            option = _option(self.command, spelling) if equals else None
            if option is not None and option["value"]:
                return self._values(option, spelling + equals, value, language)
            return self._options(word, language)
        if self.command is self.program:
            return _beginning(word, [(each["name"], each["help"][language]) for each in self.commands])
        if (argument := self._next_argument()) is not None:
            return self._values(argument, "", word, language)
        return NOTHING if self.options_end else self._options(word, language)

    def _options(self, typed: str, language: Language) -> Completion:
        return _beginning(
            typed,
            [
                (_long(each), each["help"][language])
                for each in self.command["parameters"]
                if each["spellings"] and (each["many"] or each["name"] not in self.given)
            ],
        )

    def _values(self, wanted: Parameter, head: str, typed: str, language: Language) -> Completion:
        """Values of a parameter; `head` is what stands before the value in the same word, as in `--platform=`."""
        offers = wanted["offers"]
        if offers is None:
            return Completion("words", [(head + each, "") for each in wanted["choices"] if each.startswith(typed)])
        if offers in ("files", "folders"):
            return Completion("files" if offers == "files" else "folders", [])
        from mktsupport.completion.values import SUGGESTIONS, Request
        from mktsupport.knowledge.library import open_library

        library = open_library(self.given.get("data", ()))
        known = SUGGESTIONS[offers](Request(typed, self.given), library, language)
        return Completion("words", [(head + each.word, each.title) for each in known])


def _beginning(typed: str, known: Sequence[tuple[str, str]]) -> Completion:
    return Completion("words", [(word, meaning) for word, meaning in known if word.startswith(typed)])


def _option(command: Command, spelling: str) -> Parameter | None:
    return next((each for each in command["parameters"] if spelling in each["spellings"]), None)


def _long(option: Parameter) -> str:
    return next((each for each in option["spellings"] if each.startswith("--")), option["spellings"][0])


def _words_of_bash(line: str, current: str) -> tuple[list[str], int]:
    """The words of a line as bash passes it, and how many characters of the last word bash keeps.

    bash splits `--platform=rak` into three words and replaces only the last, `current`.
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


def row(word: str, meaning: str, shell: str) -> str:
    """A word and its meaning, without characters that a shell could obey; bash shows words only."""
    if shell == "bash" or not meaning:
        return word
    printable = "".join(char if char.isprintable() else " " for char in meaning)
    return f"{word}\t{' '.join(printable.split())}"
