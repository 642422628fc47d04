"""Watches a process while it deals with a stranger's files: what it opens, starts and imports.

By an audit hook of the interpreter, which sees what the code itself would not tell: every file
opened, every program started, every connection, every source compiled. A hook cannot be taken
away again, so this belongs into a process of its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import Any

PROBE = "OWNED"
"""Stands in every piece of code that a stranger hands in; no code that runs may hold it."""

_PROGRAMS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.", "ctypes.")
_CONNECTIONS = ("socket.connect", "socket.bind", "socket.getaddrinfo", "webbrowser.", "urllib.")
_CHANGES = (
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate",
    "os.chmod", "os.chown", "os.utime", "shutil.",
)  # fmt: skip


class Watch:
    """What a stranger's files brought the process to do that it must not."""

    def __init__(self) -> None:
        self._writable: tuple[str, ...] = ()
        self._secret = ""
        self.caught: list[str] = []
        sys.addaudithook(self._heard)

    @contextmanager
    def over(self, writable: tuple[Path, ...], secret: Path | None = None) -> Iterator[list[str]]:
        """Only below ``writable`` may anything be changed, and nothing below ``secret`` read."""
        self.caught = []
        self._secret = str(secret) if secret else ""
        self._writable = tuple(os.path.realpath(each) for each in writable)
        try:
            yield self.caught
        finally:
            self._writable = ()

    def _heard(self, event: str, given: tuple[Any, ...]) -> None:
        if not self._writable:
            return
        if event == "open":
            self._opened(*given)
        elif event.startswith((*_PROGRAMS, *_CONNECTIONS)):
            self.caught.append(f"{event} {given!r:.200}")
        elif event.startswith(_CHANGES):
            self._changed(event, given)
        elif event in ("exec", "compile"):
            self._ran(event, given)

    def _opened(self, path: Any, mode: Any, flags: Any) -> None:
        if isinstance(path, int):
            return
        real = os.path.realpath(os.fsdecode(path))
        if self._secret and _is_below(real, self._secret):
            self.caught.append(f"opened {real}")
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and not self._may_change(real):
            self.caught.append(f"wrote {real}")

    def _changed(self, event: str, given: tuple[Any, ...]) -> None:
        for path in given:
            if isinstance(path, str | bytes | os.PathLike):
                parent, name = os.path.split(os.path.abspath(os.fsdecode(path)))
                real = os.path.join(os.path.realpath(parent), name)
                if not self._may_change(real):
                    self.caught.append(f"{event} {real}")

    def _may_change(self, real: str) -> bool:
        return real == os.devnull or any(_is_below(real, each) for each in self._writable)

    def _ran(self, event: str, given: tuple[Any, ...]) -> None:
        source = given[0]
        if isinstance(source, CodeType):
            told = repr((source.co_names, source.co_consts))
            if source.co_filename.startswith("<") and PROBE in told:
                self.caught.append(f"{event} {told:.200}")
        elif source is not None and PROBE in str(source):
            self.caught.append(f"{event} {source!r:.200}")


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + os.sep)
