"""The site as a folder: built beside its place and moved there as a whole, never over other files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from mktsupport.errors import AskedWronglyError
from mktsupport.files import complete_file, refuse_to_overwrite, write_errors
from mktsupport.japan.text import Wording

MARKER = ".mktsupport-site"
_MARK = "This folder was written by `mktsupport site` and is replaced as a whole by its next run.\n"


def refuse(out: Path) -> None:
    """Raise if `out` holds anything that no earlier run wrote."""
    if not os.path.isdir(out):  # noqa: PTH112 - False, not an error, where nobody may look
        refuse_to_overwrite(out)
        return
    with write_errors(out):
        if (out / MARKER).is_file() or not any(out.iterdir()):
            return
    raise AskedWronglyError(
        Wording(f"{out} には別のものがあります", f"{out} holds something else"),
        Wording(
            "新しいフォルダか空のフォルダ、または前に `mktsupport site` が書いたフォルダを指定してください",
            "name a new or empty folder, or one that `mktsupport site` wrote before",
        ),
    )


def write(out: Path, files: Iterable[tuple[str, bytes]], finish: Callable[[Path], None] = lambda _: None) -> int:
    """Write every file, then put the folder in the place of `out`; the number of files.

    `finish` may add to the folder before it is moved.
    """
    refuse(out)
    with write_errors(out):
        place = out.resolve()  # a link to a site still leads there afterwards
        place.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with complete_file(place, replace=True) as folder:
        for count, (path, content) in enumerate(files, 1):  # noqa: B007 - the last one is the number of files
            with write_errors(out):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
        with write_errors(out):
            (folder / MARKER).write_text(_MARK, encoding="utf-8")
            finish(folder)
    return count
