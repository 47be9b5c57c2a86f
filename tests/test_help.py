from __future__ import annotations

import pytest

from mktsupport import help_ja
from mktsupport.cli import COMMANDS, command_line
from tests.conftest import Run


def test_the_help_of_commands_and_of_parameters_stands_in_two_tables() -> None:
    commands = command_line(["--help"], "en").commands
    parameters = {each.name for command in commands.values() for each in command.params}
    assert set(help_ja.COMMANDS) == {"mktsupport", *COMMANDS}
    assert parameters <= set(help_ja.PARAMETERS)
    assert set(help_ja.OF_COMMAND) <= {(name, each.name) for name in commands for each in commands[name].params}


def test_a_parameter_called_like_a_command_does_not_get_its_help() -> None:
    assert [help_ja.parameter_help("site", name) for name in COMMANDS] == [None] * len(COMMANDS)


@pytest.mark.parametrize(
    ("command", "help_line"),
    [
        pytest.param("diagnose", "困りごとの名前。省くと一覧を出します。", id="diagnose lists the troubles"),
        pytest.param("now", "困りごとの名前。", id="now does not"),
    ],
)
def test_a_parameter_says_what_it_means_in_its_command(run: Run, command: str, help_line: str) -> None:
    lines = run(command, "--help", "--lang", "ja").out.splitlines()
    assert [line.split()[1] for line in lines if line.split()[:1] in (["TROUBLE"], ["trouble"])] == [help_line]
