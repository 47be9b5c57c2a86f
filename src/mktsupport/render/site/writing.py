"""The finished site on disk: built beside its place and moved there whole, never over anything else of somebody's."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from mktsupport.errors import AskedWronglyError
from mktsupport.wording import Wording

MARKER = ".mktsupport-site"
_SAYS = "This folder was written by `mktsupport site` and is replaced as a whole by its next run.\n"


def refuse(out: Path) -> None:
    """Raise where `out` holds anything that no earlier run wrote."""
    if not out.exists() and not out.is_symlink():
        return
    if out.is_dir() and ((out / MARKER).is_file() or not any(out.iterdir())):
        return
    raise AskedWronglyError(
        Wording(f"{out} には別のものがあります", f"{out} holds something else"),
        Wording(
            "新しいフォルダか空のフォルダ、または前に `mktsupport site` が書いたフォルダを指定してください",
            "name a new or empty folder, or one that `mktsupport site` wrote before",
        ),
    )


def write(out: Path, files: Iterable[tuple[str, bytes]], finish: Callable[[Path], None] = lambda _: None) -> int:
    """Write every file and put the whole in the place of `out`; how many there are.

    `finish` may add to the folder before it is moved.
    """
    out = out.resolve()
    refuse(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-"))
    try:
        building.chmod(0o755)
        count = 0
        made: set[Path] = set()
        for path, content in files:
            count += 1
            file = building / path
            if file.parent not in made:
                file.parent.mkdir(parents=True, exist_ok=True)
                made.add(file.parent)
            file.write_bytes(content)
        (building / MARKER).write_text(_SAYS, encoding="utf-8")
        finish(building)
        _swap(building, out)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return count


def _swap(building: Path, out: Path) -> None:
    """Two renames, the only moment without a site; what stood there is put back where the second one fails."""
    former = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-former-"))
    try:
        kept = former / "site"
        if out.exists():
            out.rename(kept)
        try:
            building.rename(out)
        except OSError:
            with suppress(OSError):
                os.rename(kept, out)  # noqa: PTH104
            raise
    finally:
        shutil.rmtree(former, ignore_errors=True)
