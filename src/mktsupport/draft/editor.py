"""The message in the person's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from mktsupport.draft.message import FIELDS, clean, placeholders
from mktsupport.draft.secrets import refuse_secrets
from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.files import temporary_file_errors
from mktsupport.japan.text import Wording

_SET_EDITOR = Wording(
    "使えるエディターを EDITOR に入れてください(例: export EDITOR=nano)", "set EDITOR, such as `export EDITOR=nano`"
)


def edit(text: str) -> str:
    """The text after $VISUAL or $EDITOR; if it is refused, it stays in a file that the error names."""
    raw, path = _run_editor(text)
    text = clean(raw)
    refuse_secrets(text, kept=path)
    if problem := _problem(text):
        raise AskedWronglyError(
            problem,
            Wording(
                f"文は {path} に残してあります。直して `mktsupport draft --review {path}`",
                f"your text is kept in {path}; correct it, then `mktsupport draft --review {path}`",
            ),
        )
    path.unlink()
    return f"{text}\n"


def _problem(text: str) -> Wording | None:
    """What is not filled in."""
    if not text:
        return Wording("文が空です", "the text is empty")
    if lines := ", ".join(map(str, placeholders(text))):
        return Wording(f"埋めていない箇所があります({lines}行目)", f"blanks were not filled in: line {lines}")
    stripped = [line.strip() for line in text.splitlines()]
    empty = [field.label.ja for field in FIELDS.values() if f"{field.label.ja}:" in stripped]
    if empty:
        return Wording(f"値のない項目があります: {'、'.join(empty)}", f"fields without a value: {', '.join(empty)}")
    return None


def _run_editor(text: str) -> tuple[str, Path]:
    """The text as the editor saved it, and the file."""
    words = _editor()
    with temporary_file_errors():
        handle, name = tempfile.mkstemp(prefix="mktsupport-", suffix=".txt")
        path = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
    try:
        # What the editor draws must not run into a pipe.
        screen = None if sys.stdout.isatty() else sys.stderr
        done = subprocess.run([*words, name], stdout=screen, check=False)  # noqa: S603 - the editor that they chose
    except OSError as error:
        path.unlink()
        raise AskedWronglyError(
            Wording(f"{words[0]} を開けません({error.strerror})", f"{words[0]} cannot be opened: {error.strerror}"),
            _SET_EDITOR,
        ) from None
    if done.returncode:
        raise SupportError(
            Wording(f"{words[0]} が失敗しました({done.returncode})", f"{words[0]} failed ({done.returncode})"),
            Wording(f"書きかけは {path} にあります", f"what you wrote is in {path}"),
        )
    try:
        return path.read_text(encoding="utf-8", errors="replace"), path
    except OSError as error:
        raise SupportError(
            Wording(f"{path} を読めません({error.strerror})", f"{path} cannot be read: {error.strerror}"),
            Wording("エディターでその名前のまま保存してください", "save it in the editor under that name"),
        ) from None


def _editor() -> list[str]:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        raise AskedWronglyError(
            Wording("エディターが決まっていません", "no editor is set"),
            _SET_EDITOR,
        )
    return words
