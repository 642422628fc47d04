"""A command whose reader leaves early goes on and writes nowhere: its exit code is a verdict.

``ulysse replay … | head`` fails where it fails without ``head``. What plays or watches is not
meant: it ends, as there is nobody left. Nothing but pipes is touched, and nothing is told.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from stat import S_ISFIFO, S_ISSOCK
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


@contextmanager
def going_on() -> Iterator[None]:
    """As long as this lasts, what is printed into a pipe that nobody reads any more is dropped."""
    own = sys.stdout, sys.stderr
    if os.name == "posix":
        sys.stdout, sys.stderr = map(_patient, own)
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            if stream not in own:
                with suppress(OSError, ValueError):
                    stream.flush()
        sys.stdout, sys.stderr = own


def _patient(stream: TextIO) -> TextIO:
    """The stream as it is, or another to the same pipe, which bears that its reader goes."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream  # none of the interpreter's own
    try:
        number = stream.fileno()
        mode = os.fstat(number).st_mode
        if not S_ISFIFO(mode) and not S_ISSOCK(mode):
            return stream
        stream.flush()
    except (OSError, ValueError):
        return stream
    pipe = _Pipe(number, "w", closefd=False)
    return io.TextIOWrapper(
        pipe if isinstance(stream.buffer, io.RawIOBase) else io.BufferedWriter(pipe),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


class _Pipe(io.FileIO):
    """A pipe that takes everything, also when its reader has gone."""

    def write(self, data: ReadableBuffer, /) -> int:
        """As ever; without a reader it all counts as written."""
        try:
            return super().write(data)
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            return super().write(data)
