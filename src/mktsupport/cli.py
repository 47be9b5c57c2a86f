"""The command line: thin commands, and `main()`, the one place where an error becomes a message and an exit code."""

from __future__ import annotations

import gc

gc.disable()  # imports make no garbage worth looking for; `main` turns collection on again

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer

from mktsupport import __version__, environment
from mktsupport.commands import shells
from mktsupport.commands.options import tell
from mktsupport.errors import AskedWronglyError, Quit, SupportError
from mktsupport.knowledge.library import open_library
from mktsupport.wording import Bilingual, Language, Wording

# A module and its function for each command; only those that a command line needs are loaded.
COMMANDS = {
    "contact": ("contact", "contact"),
    "diagnose": ("diagnose", "diagnose"),
    "draft": ("draft", "draft"),
    "search": ("search", "search"),
    "fee": ("fee", "fee"),
    "ledger": ("ledger", "ledger"),
    "now": ("now", "now"),
    "who": ("who", "who"),
    "list": ("list_", "list_"),
    "check": ("check", "check"),
    "schema": ("schema", "schema"),
    "site": ("site", "site"),
}


def show_version(value: bool) -> None:  # noqa: FBT001 - the option's callback
    if value:
        print(f"mktsupport {__version__}")  # noqa: T201
        raise typer.Exit


def install_completion(shell: shells.Shell | None) -> None:
    if shell:
        print(shells.install(shell).in_language(environment.language(None)))  # noqa: T201
        with suppress(SupportError, OSError):
            open_library()  # compiled here, so that the first TAB need not wait for it
        raise typer.Exit


def show_completion(shell: shells.Shell | None) -> None:
    if shell:
        sys.stdout.write(shells.script(shell))
        raise typer.Exit


def root(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the version.")
    ] = False,
    install: Annotated[
        shells.Shell | None,
        typer.Option(
            "--install-completion",
            metavar="[SHELL]",
            callback=install_completion,
            help="Let TAB complete what you type, in bash, zsh or fish.",
        ),
    ] = None,
    show: Annotated[
        shells.Shell | None,
        typer.Option(
            "--show-completion",
            metavar="[SHELL]",
            callback=show_completion,
            help="Print the completion script, to install it yourself.",
        ),
    ] = None,
) -> None:
    """What to do, whom to reach and when, if something goes wrong on a Japanese online marketplace."""


def run() -> NoReturn:
    """The program: `main`, left without a last look through everything that it loaded, which would take 10 ms."""
    code = main()
    _settle()
    sys.exit(code)


def _settle() -> None:
    """Take what is loaded for permanent: neither a collection nor the exit need look through it."""
    if "duckdb" not in sys.modules:  # which counts its objects at exit, and calls those leaked that nobody looked at
        gc.freeze()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    # A byte that is no text in this locale reads as one that nothing is called.
    words = [word.encode(errors="replace").decode() for word in given] or ["--help"]
    language = environment.language_of(words)
    if sys.stdout is None:  # closed from the start
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - it lives as long as the process
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        words = shells.named(words)
        command = command_line(words, language)
        _settle()
        gc.enable()
        code = command.main(words, prog_name="mktsupport", standalone_mode=False)
        sys.stdout.flush()
    except (SupportError, typer.TyperException, OSError, EOFError) as error:
        return failed(error, language)
    except Quit:
        return 0
    except SystemExit:
        return 0  # the parser's own way of saying that nobody reads any more
    except (KeyboardInterrupt, typer.Abort):
        return 130
    return code if isinstance(code, int) else 0


def failed(error: SupportError | typer.TyperException | OSError | EOFError, language: Language) -> int:
    """Say what went wrong; the exit code."""
    if isinstance(error, BrokenPipeError):
        _discard_stdout()  # the reader has seen enough: answered
        return 0
    if isinstance(error, SupportError):
        tell("error", error.problem, error.hint, language)
        return error.exit_code
    if isinstance(error, EOFError):
        if not error.args:  # the end of what is typed at a prompt
            return 130
        problem = Wording(f"プログラムが壊れています({error})", f"the program is damaged: {error}")
        tell(
            "error",
            problem,
            Wording("空き容量を確かめて、入れ直してください", "check the free space, and install it again"),
            language,
        )
        return 1
    if isinstance(error, OSError):
        _discard_stdout()
        reason = error.strerror or str(error)
        problem = Wording(f"出力できませんでした({reason})", f"the answer could not be written: {reason}")
        hint = Wording("空き容量と出力先を確かめてください", "check the free space and where the output goes")
        tell("error", problem, hint, language)
        return 1
    tell("error", *_usage(error), language)
    return 2


def command_line(words: Sequence[str], language: Language) -> Any:  # noqa: ANN401 - typer's own command type is private
    """The parser: of the one command that `words` begin with, or of all of them."""
    names = words[:1] if words[:1] and words[0] in COMMANDS else COMMANDS
    return _parser(tuple(names), in_japanese=language == "ja" and not {"--help", "-h"}.isdisjoint(words))


@cache  # for whoever calls `main` more than once
def _parser(names: Sequence[str], *, in_japanese: bool) -> Any:  # noqa: ANN401 - see above
    app = typer.Typer(
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(root)
    for name in names:
        module, function = COMMANDS[name]
        app.command(name)(getattr(import_module(f"mktsupport.commands.{module}"), function))
    command = typer.main.get_command(app)
    if in_japanese:
        _translate(command)
    return command


def _translate(command: Any) -> None:  # noqa: ANN401 - see above
    from mktsupport.commands.japanese import JAPANESE

    for each in (command, *command.commands.values()):
        each.help = JAPANESE.get(each.name or "mktsupport", each.help)
        for option in each.params:
            option.help = JAPANESE.get(option.name, getattr(option, "help", None))


def _usage(error: typer.TyperException) -> tuple[Bilingual, Bilingual]:
    """A command line that the parser refuses, in two lines."""
    from mktsupport.commands.japanese import in_japanese

    message = error.format_message().replace("\n", " ").partition(" Did you mean")[0]
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "mktsupport"
    near = ", ".join(getattr(error, "possibilities", None) or _near_commands(message))
    option = getattr(error, "option_name", "") or ""
    if option[1:2].isdigit():
        from mktsupport.fees import amount_of

        try:
            amount_of(option)
        except AskedWronglyError as wrong:
            return wrong.problem, wrong.hint
    hint = Wording(f"`{path} --help` で使い方が出ます", f"`{path} --help` shows how to ask")
    if near:
        hint = Wording(f"もしかして {near} ですか。{hint.ja}", f"did you mean {near}? {hint.en}")
    return Wording(in_japanese(message), message.rstrip(".")), hint


def _near_commands(message: str) -> list[str]:
    """Commands that look like the one that there is not."""
    tried = re.fullmatch(r"No such command '(.*)'\.?", message)
    if tried is None:
        return []
    from rapidfuzz import process

    return [name for name, _, _ in process.extract(tried[1], list(COMMANDS), limit=2, score_cutoff=70)]


def _discard_stdout() -> None:
    """Nobody reads any more: what is still buffered must not raise again at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = None  # Python's own word for a stdout that is gone
