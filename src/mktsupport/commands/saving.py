"""A text of the person's own, saved where they say, and never over anything."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from mktsupport.errors import AskedWronglyError
from mktsupport.wording import Wording


def refuse_to_overwrite(file: Path) -> None:
    """Refuse a file that is there already, before anybody is asked for anything."""
    if os.path.lexists(file):
        raise AskedWronglyError(
            Wording(f"{file} はもうあります", f"{file} is there already"),
            Wording("別の名前にするか、先に消してください", "choose another name, or delete it first"),
        )


def save(file: Path, text: str) -> None:
    """Write `text` as UTF-8, whole or not at all; only its owner may read it."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".mktsupport-")
    except OSError as error:
        raise AskedWronglyError(
            Wording(f"{file} に書けません({error.strerror})", f"{file} cannot be written: {error.strerror}"),
            Wording("書けるフォルダを選んでください", "choose a folder that can be written to"),
        ) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        try:
            os.link(name, file)  # a link, unlike a move, never takes the place of what has come meanwhile
        except FileExistsError:
            refuse_to_overwrite(file)
        except OSError:  # a file system without links
            refuse_to_overwrite(file)
            Path(name).replace(file)
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()
