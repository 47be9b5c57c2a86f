"""Files that the program writes: complete or not at all, and never over another file unless asked to."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mktsupport.errors import AskedWronglyError, SupportError
from mktsupport.japan.text import Wording

UNFINISHED = ".mktsupport-"  # prefix of the folder in which a file is written before it is moved
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def refuse_to_overwrite(path: Path) -> None:
    """Refuse a path that exists, even as a broken link."""
    if os.path.lexists(path):
        raise AskedWronglyError(
            Wording(f"{path} はもうあります", f"{path} is already there"),
            Wording(
                "別の名前にするか、先に移すか消すかしてください", "choose another name, or move or delete it first"
            ),
        )


def refuse_unwritable(path: Path) -> None:
    """Refuse a path that cannot be written as a new file, before any work is done for it."""
    refuse_to_overwrite(path)
    if not os.path.isdir(path.parent):  # noqa: PTH112 - False, not an error, where nobody may look
        raise AskedWronglyError(
            Wording(f"フォルダ {path.parent} がありません", f"there is no folder {path.parent}"),
            Wording("先に作るか、別のフォルダを指定してください", "make it first, or name another"),
        )
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise _unwritable(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def write_whole(path: Path, content: str | bytes, *, mode: int = 0o666, replace: bool = False) -> None:
    """Write a text as UTF-8, or bytes; `mode` is what the umask leaves of it."""
    data = content.encode() if isinstance(content, str) else content
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with (
        complete_file(path, replace=replace) as part,
        write_errors(path),
        os.fdopen(os.open(part, flags, mode), "wb") as file,
    ):
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def complete_file(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """A path to write a file or a folder to; at the end of the block that takes its place at `path`."""
    import shutil
    import tempfile

    if not replace:
        refuse_to_overwrite(path)
    with write_errors(path):
        waiting = Path(tempfile.mkdtemp(dir=path.parent, prefix=UNFINISHED))
    try:
        part = waiting / "part"
        yield part
        with write_errors(path):
            _move(part, path, replace=replace)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _move(part: Path, path: Path, *, replace: bool) -> None:
    if replace and part.is_dir() and path.is_dir():
        _swap(part, path)
    elif replace:
        part.replace(path)
    else:
        try:
            os.link(part, path)  # unlike a move, never over a file that has appeared meanwhile
        except OSError:  # that, or a folder, or a file system without links
            refuse_to_overwrite(path)
            part.rename(path)


def _swap(part: Path, path: Path) -> None:
    """Two renames; the former folder is put back if the second one fails."""
    former = path.rename(part.with_name("former"))
    try:
        part.rename(path)
    except OSError:
        former.rename(path)
        raise


@contextmanager
def write_errors(path: Path) -> Iterator[None]:
    """Turns an OSError of a block that only writes `path` into a SupportError."""
    try:
        yield
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError) -> SupportError:
    # FileExistsError: a file stands where a folder was needed.
    reason = os.strerror(errno.ENOTDIR) if isinstance(error, FileExistsError) else error.strerror or str(error)
    problem = Wording(f"{path} に書けません({reason})", f"{path} cannot be written: {reason}")
    if error.errno in _FULL:
        return SupportError(problem, Wording("空き容量を確かめてください", "check the free space"))
    return AskedWronglyError(
        problem, Wording("書き込めるフォルダを指定してください", "name a folder that can be written to")
    )


@contextmanager
def spare_folder() -> Iterator[Path]:
    """A temporary folder, removed at the end of the block."""
    import tempfile

    with temporary_file_errors():
        spare = tempfile.TemporaryDirectory(prefix="mktsupport-")
    with spare as name:
        yield Path(name)


@contextmanager
def temporary_file_errors() -> Iterator[None]:
    """Turns an OSError of a block that only writes temporary files into a SupportError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise SupportError(
            Wording(f"一時ファイルを書けません({reason})", f"temporary files cannot be written: {reason}"),
            Wording(
                "空き容量を確かめるか、書き込めるフォルダを TMPDIR に入れてください",
                "check the free space, or set TMPDIR to a folder that can be written to",
            ),
        ) from None
