"""Completion in bash, zsh and fish: the scripts beside this file, and where each shell finds them."""

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


def named(words: Sequence[str]) -> list[str]:
    """The words with the shell that they are typed in, where they ask for completion and name none."""
    return [*words, detected()] if len(words) == 1 and words[0] in OPTIONS else list(words)


def detected() -> Shell:
    """The shell that runs this program, or the one that the person logs in to."""
    import shellingham

    try:
        name, _ = shellingham.detect_shell()
    except (shellingham.ShellDetectionFailure, OSError, RuntimeError):
        name = Path(os.environ.get("SHELL", "")).name
    for shell in SHELLS:
        if shell == name:
            return shell
    raise AskedWronglyError(
        Wording("どのシェルで使うのかがわかりません", "which shell this is for cannot be told"),
        Wording(
            "`mktsupport --install-completion bash` のように書いてください(bash、zsh、fish)",
            "name it: `mktsupport --install-completion bash`, or zsh, or fish",
        ),
    )


def script(shell: Shell) -> str:
    """What the shell is to run."""
    return Path(__file__).with_name(f"completion.{shell}").read_text(encoding="utf-8")


def install(shell: Shell) -> Wording:
    """Write the script to where the shell looks, or to where its start-up file is told to; says what was written."""
    from shlex import quote

    home = Path(os.environ.get("HOME", ""))
    if not (home.is_absolute() and os.path.isdir(home)):  # noqa: PTH112 - False where nobody may look
        raise AskedWronglyError(
            Wording("ホームフォルダがありません", "there is no home folder to write to"), _by_hand(shell)
        )
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
    """Where the script goes, and the start-up file that is to read it; fish finds it by itself."""
    if shell == "fish":
        return _folder("XDG_CONFIG_HOME", home / ".config") / "fish" / "completions" / "mktsupport.fish", None
    file = _folder("XDG_DATA_HOME", home / ".local" / "share") / "mktsupport" / f"completion.{shell}"
    return file, home / ".bashrc" if shell == "bash" else _folder("ZDOTDIR", home) / ".zshrc"


def _folder(variable: str, otherwise: Path) -> Path:
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else otherwise


def _append(file: Path, line: str) -> bool:
    """Whether `line` had to be added. In place, since a start-up file is often a link, with an owner and rights."""
    with write_errors(file):
        there = file.read_bytes() if file.exists() else b""
        if line.encode() in there.splitlines():
            return False
        with file.open("ab") as end:
            end.write((b"" if not there or there.endswith(b"\n") else b"\n") + line.encode() + b"\n")
    return True
