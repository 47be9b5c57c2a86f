"""A text in the person's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from mktsupport.draft import message as inquiry
from mktsupport.draft.message import FIELDS
from mktsupport.draft.refusals import refuse_secrets
from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.files import temporary_file_errors
from mktsupport.japan.text import Wording


def edited(text: str) -> str:
    """What came back from $VISUAL or $EDITOR, judged; a text that is refused is kept and named."""
    raw, path = _back_from_editor(text)
    text = inquiry.cleaned(raw)
    refuse_secrets(text, kept=path)
    blank = inquiry.placeholders(text) if text else []
    empty = [
        field.label.ja for field in FIELDS.values() if f"\n{field.label.ja}:\n" in f"\n{text}\n".replace(": \n", ":\n")
    ]
    if blank or empty or not text:
        lines = ", ".join(map(str, blank))
        what = (
            Wording(f"埋めていない箇所があります({lines}行目)", f"blanks were not filled in: line {lines}")
            if blank
            else Wording(f"値のない項目があります: {'、'.join(empty)}", f"fields without a value: {', '.join(empty)}")
            if empty
            else Wording("文が空です", "the text is empty")
        )
        raise AskedWronglyError(
            what,
            Wording(
                f"文は {path} に残してあります。直して `mktsupport draft --review {path}`",
                f"your text is kept in {path}; mend it, then `mktsupport draft --review {path}`",
            ),
        )
    path.unlink()
    return f"{text}\n"


def _back_from_editor(text: str) -> tuple[str, Path]:
    words = _editor()
    with temporary_file_errors():
        handle, name = tempfile.mkstemp(prefix="mktsupport-", suffix=".txt")
        path = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
    try:
        # What the editor draws is no answer: it must not run into a pipe.
        screen = None if sys.stdout.isatty() else sys.stderr
        done = subprocess.run([*words, name], stdout=screen, check=False)  # noqa: S603 - the editor that they chose
    except OSError as error:
        path.unlink()
        raise AskedWronglyError(
            Wording(
                f"エディター {words[0]} を開けません({error.strerror})",
                f"the editor {words[0]} cannot be opened: {error.strerror}",
            ),
            Wording(
                "EDITOR に使えるエディターを入れてください(例: export EDITOR=nano)",
                "set EDITOR to one that you have, such as `export EDITOR=nano`",
            ),
        ) from None
    if done.returncode:
        raise SupportError(
            Wording(
                f"エディター {words[0]} が失敗しました({done.returncode})",
                f"the editor {words[0]} failed ({done.returncode})",
            ),
            Wording(f"書きかけは {path} にあります", f"what you wrote is in {path}"),
        )
    try:
        return path.read_text(encoding="utf-8", errors="replace"), path
    except OSError as error:
        raise SupportError(
            Wording(
                f"書いた文 {path} を読めません({error.strerror})",
                f"your text in {path} cannot be read: {error.strerror}",
            ),
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
            Wording("EDITOR に入れてください(例: export EDITOR=nano)", "set EDITOR, for instance `export EDITOR=nano`"),
        )
    return words
