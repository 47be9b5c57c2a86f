"""Completion in bash, zsh and fish: the scripts in this folder, and where each shell finds them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.files import write_errors, write_whole
from mktsupport.japan.text import Wording

Shell = Literal["bash", "zsh", "fish"]

SHELLS: tuple[Shell, ...] = get_args(Shell)
OPTIONS = ("--install-completion", "--show-completion")


def with_shell(words: Sequence[str]) -> list[str]:
    """Adds the detected shell to a bare `--install-completion` or `--show-completion`."""
    return [*words, detected()] if len(words) == 1 and words[0] in OPTIONS else list(words)


def detected() -> Shell:
    """The shell that runs this program, or else the login shell."""
    import shellingham

    try:
        name, _ = shellingham.detect_shell()
    except (shellingham.ShellDetectionFailure, OSError, RuntimeError):
        name = Path(os.environ.get("SHELL", "")).name
    for shell in SHELLS:
        if shell == name:
            return shell
    raise AskedWronglyError(
        Wording("どのシェルで使うのかがわかりません", "the shell could not be detected"),
        Wording(
            "`mktsupport --install-completion bash` のように書いてください(bash、zsh、fish)",
            "name it: `mktsupport --install-completion bash`, or zsh, or fish",
        ),
    )


def script(shell: Shell) -> str:
    """The completion script of a shell."""
    return Path(__file__).with_name(f"completion.{shell}").read_text(encoding="utf-8")


def install(shell: Shell) -> Wording:
    """Write the script, and a line in the shell's start-up file that reads it; returns what was written."""
    from shlex import quote

    home = Path(os.environ.get("HOME", ""))
    if not (home.is_absolute() and os.path.isdir(home)):  # noqa: PTH112 - False where nobody may look
        raise AskedWronglyError(Wording("ホームフォルダがありません", "there is no home folder"), _by_hand(shell))
    file, start = _places(shell, home)
    read = f"source {quote(str(file))}"
    try:
        with write_errors(file):
            file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, script(shell), replace=True)  # a former version's
        added = start is not None and _append(start, f"[ -r {quote(str(file))} ] && {read}")
    except SupportError as error:
        error.hint = _by_hand(shell)
        raise
    japanese, english = [f"書き込み: {file}"], [f"written: {file}"]
    if start is not None:
        japanese.append(f"読み込む行{'を追加' if added else 'あり'}: {start}")
        english.append(f"{'a line added that reads it' if added else 'already read'}: {start}")
    japanese.append(f"新しいシェルから使えます。いますぐなら: {read}")
    english.append(f"it works in every new shell; in this one after: {read}")
    return Wording("\n".join(japanese), "\n".join(english))


def _by_hand(shell: Shell) -> Wording:
    return Wording(
        f"`mktsupport --show-completion {shell}` の出力を、シェルの起動時に読み込ませてください",
        f"`mktsupport --show-completion {shell}` prints it: let your shell read that when it starts",
    )


def _places(shell: Shell, home: Path) -> tuple[Path, Path | None]:
    """Where the script goes, and the start-up file that reads it; fish needs none."""
    if shell == "fish":
        return _folder("XDG_CONFIG_HOME", home / ".config") / "fish" / "completions" / "mktsupport.fish", None
    file = _folder("XDG_DATA_HOME", home / ".local" / "share") / "mktsupport" / f"completion.{shell}"
    return file, home / ".bashrc" if shell == "bash" else _folder("ZDOTDIR", home) / ".zshrc"


def _folder(variable: str, otherwise: Path) -> Path:
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else otherwise


def _append(file: Path, line: str) -> bool:
    """Add a line unless the file has it; whether it was added. In place: a start-up file is often a link."""
    with write_errors(file):
        there = file.read_bytes() if file.exists() else b""
        if line.encode() in there.splitlines():
            return False
        with file.open("ab") as end:
            end.write((b"" if not there or there.endswith(b"\n") else b"\n") + line.encode() + b"\n")
    return True
