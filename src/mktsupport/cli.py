"""The command line: thin commands, and `main()`, the one place where an error becomes a message and an exit code."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from traceback import walk_tb
from typing import Annotated, Any

import typer

from mktsupport import __version__, environment, process
from mktsupport.completion import shells
from mktsupport.errors import AskedWronglyError, Quit, ReaderGone, SupportError, close_matches, did_you_mean
from mktsupport.japan.text import Bilingual, Language, Wording
from mktsupport.knowledge.library import open_library
from mktsupport.options import tell

# A module and its function for each command; only those that a command line needs are loaded.
COMMANDS = {
    "contact": ("contact.command", "contact"),
    "diagnose": ("diagnose.command", "diagnose"),
    "draft": ("draft.command", "draft"),
    "search": ("search.command", "search"),
    "fee": ("fee.command", "fee"),
    "ledger": ("ledger.command", "ledger"),
    "now": ("contact.command", "now"),
    "who": ("who.command", "who"),
    "list": ("listing.command", "list_"),
    "check": ("check.command", "check"),
    "schema": ("check.schema", "schema"),
    "site": ("site.command", "site"),
}


def show_version(value: bool) -> None:  # noqa: FBT001 - the option's callback
    if value:
        print(f"mktsupport {__version__}")  # noqa: T201
        raise typer.Exit


def install_completion(shell: shells.Shell | None) -> None:
    if shell:
        print(shells.install(shell).in_language(environment.language(None)))  # noqa: T201
        with suppress(SupportError):
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


def run() -> int:
    """The program: `main`, with failures of its output reported."""
    sys.stdout = process.guarded_stream(sys.stdout)
    return main()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    # A byte that is not text in this locale becomes a character that no name contains.
    words = [word.encode(errors="replace").decode() for word in given] or ["--help"]
    language = environment.language_of(words)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        words = shells.with_shell(words)
        command = command_line(words, language)
        code = _code(command, words)
        sys.stdout.flush()
    except SupportError as error:
        tell("error", error.problem, error.hint, language)
        return error.exit_code
    except typer.TyperException as error:
        tell("error", *_usage(error), language)
        return 2
    except EOFError as error:
        if not _is_cut_short(error):
            raise
        problem = Wording(f"プログラムが壊れています({error})", f"the program is damaged: {error}")
        hint = Wording("空き容量を確かめて、入れ直してください", "check the free space, and install it again")
        tell("error", problem, hint, language)
        return 1
    except (Quit, ReaderGone):
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def _code(command: Any, words: list[str]) -> int:  # noqa: ANN401 - see `command_line`
    """Run the command; its own `main` would catch every broken pipe and every EOFError."""
    try:
        with command.make_context("mktsupport", words) as context:
            command.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    return 0


def _is_cut_short(error: EOFError) -> bool:
    """Whether Python was loading a module, whose file then is incomplete."""
    *_, (frame, _) = walk_tb(error.__traceback__)
    return frame.f_code.co_filename == "<frozen importlib._bootstrap_external>"


def command_line(words: Sequence[str], language: Language) -> Any:  # noqa: ANN401 - typer's own command type is private
    """The parser: of the one command that `words` begin with, or of all of them."""
    names = words[:1] if words[:1] and words[0] in COMMANDS else COMMANDS
    return _parser(tuple(names), in_japanese=language == "ja" and not {"--help", "-h"}.isdisjoint(words))


@cache  # for programs that call `main` more than once
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
        app.command(name)(getattr(import_module(f"mktsupport.{module}"), function))
    command = typer.main.get_command(app)
    if in_japanese:
        _translate(command)
    return command


def _translate(command: Any) -> None:  # noqa: ANN401 - see above
    from mktsupport.help_ja import COMMANDS as HELP
    from mktsupport.help_ja import parameter_help

    for each in (command, *command.commands.values()):
        name = each.name or "mktsupport"
        each.help = HELP[name]
        for parameter in each.params:
            parameter.help = parameter_help(name, parameter.name)


def _usage(error: typer.TyperException) -> tuple[Bilingual, Bilingual]:
    """The problem and the hint of a command line that the parser refuses."""
    from mktsupport.help_ja import in_japanese

    message = error.format_message().replace("\n", " ").partition(" Did you mean")[0]
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "mktsupport"
    meant = list(getattr(error, "possibilities", None) or _near_commands(message))
    option = getattr(error, "option_name", "") or ""
    if option[1:2].isdigit():
        from mktsupport.japan.yen import amount

        try:
            amount(option)
        except AskedWronglyError as wrong:
            return wrong.problem, wrong.hint
    hint = Wording(f"`{path} --help` で使い方が出ます", f"`{path} --help` shows how to ask")
    return Wording(in_japanese(message), message.rstrip(".")), did_you_mean(meant, hint)


def _near_commands(message: str) -> list[str]:
    """Commands similar to the unknown one."""
    tried = re.fullmatch(r"No such command '(.*)'\.?", message)
    return close_matches(tried[1], COMMANDS, 2) if tried else []
