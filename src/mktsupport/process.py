"""The process: an output stream that reports its own failures, and no garbage collection where it finds nothing."""

from __future__ import annotations

import errno
import gc
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from mktsupport.errors import ReaderGone, SupportError
from mktsupport.japan.text import Wording

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def guarded_stream(stream: TextIO | None) -> TextIO:
    """The same stream with failures as SupportError or ReaderGone; one that is closed from the start takes anything."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - it lives as long as the process
    if not isinstance(stream, io.TextIOWrapper) or os.name == "nt":  # whose console is no file
        return stream
    raw = _Output(stream.fileno(), "wb", closefd=False)
    return io.TextIOWrapper(
        raw if stream.write_through else io.BufferedWriter(raw),  # as Python does with -u
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


class _Output(io.FileIO):
    def write(self, data: ReadableBuffer, /) -> int:
        if not data:  # a probe of the stream, whose result nobody looks at
            return 0
        try:
            written: int | None = super().write(data)
            if written is None:
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        except OSError as error:
            self._discard()
            if isinstance(error, BrokenPipeError):
                raise ReaderGone from None
            reason = error.strerror or str(error)
            raise SupportError(
                Wording(f"出力できませんでした({reason})", f"the answer could not be written: {reason}"),
                Wording("空き容量と出力先を確かめてください", "check the free space and where the output goes"),
            ) from None
        return written

    def _discard(self) -> None:
        """What is still buffered must not fail again at exit."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


@contextmanager
def without_collection() -> Iterator[None]:
    """No garbage collection inside: among many new objects without cycles it finds nothing, slowly."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
