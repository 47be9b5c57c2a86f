"""The command line as data, from the commands themselves: for the manual and for completion's commands.json."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, get_type_hints

import typer

from mktsupport import cli
from mktsupport.completion.candidates import Command, Parameter
from mktsupport.help_ja import COMMANDS, parameter_help
from mktsupport.japan.text import Language
from mktsupport.options import Offers

# What a shell offers for a value, by the name of the value in the help.
OFFERED = {"PLATFORM": "platforms", "TROUBLE": "troubles", "PATH": "files", "FILE": "files", "FOLDER": "folders"}


def commands() -> list[Command]:
    """The program and each of its commands, in their order."""
    program = cli.command_line(["--help"], "en")
    above = typer.Context(program, info_name="mktsupport", **program.context_settings)
    return [
        _command("mktsupport", cli.root, program.get_params(above), program.help),
        *(
            _command(name, _function(name), command.get_params(typer.Context(command, parent=above)), command.help)
            for name, command in program.commands.items()
        ),
    ]


def _function(name: str) -> Callable[..., None]:
    module, function = cli.COMMANDS[name]
    found: Callable[..., None] = getattr(import_module(f"mktsupport.{module}"), function)
    return found


def _command(name: str, function: Callable[..., None], parameters: Sequence[Any], says: str) -> Command:
    declared = get_type_hints(function, include_extras=True)
    shown = [_parameter(name, each, declared.get(each.name)) for each in parameters if not each.hidden]
    return {"name": name, "help": _help(COMMANDS.get(name), says), "parameters": shown}


def _parameter(command: str, one: Any, declared: object) -> Parameter:  # noqa: ANN401 - typer's own parameter type is private
    option = one.param_type_name == "option"
    takes = not (option and one.is_flag)
    value = (one.metavar or one.name.upper()) if takes else None
    choices = [str(each) for each in getattr(one.type, "choices", ())] if takes else []
    offers = next((each.what for each in getattr(declared, "__metadata__", ()) if isinstance(each, Offers)), None)
    return {
        "name": one.name,
        "spellings": sorted([*one.opts, *one.secondary_opts], key=_short_last) if option else [],
        "value": value,
        "many": bool(one.nargs == -1 or getattr(one, "multiple", False)),
        "required": bool(one.required),
        "choices": choices,
        "offers": None if choices else offers or OFFERED.get(value or ""),
        "help": _help(parameter_help(command, one.name), one.help or ""),
    }


def _short_last(spelling: str) -> tuple[bool, str]:
    """The order of the spellings: the parser keeps those of `--help` in a set."""
    return not spelling.startswith("--"), spelling


def _help(japanese: str | None, says: str) -> dict[Language, str]:
    english = " ".join(says.split())
    return {"ja": japanese or english, "en": english}
