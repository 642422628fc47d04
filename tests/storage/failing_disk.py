"""A disk that fails at one of its calls, or stops there as a killed game does."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any

from ulysse_game.storage import Disk

CALLS = (
    "make_folder", "names", "create", "create_if_missing", "open", "size", "is_at", "read",
    "write", "flush", "flush_folder", "close", "link", "replace", "remove", "lock",
)  # fmt: skip


class Killed(BaseException):
    """The process ended here; nothing of it runs any more."""


class FailingDisk(Disk):
    """Fails at call number ``at``, counted from 0, with ``error``; then works again.

    With ``error`` as nothing it is as if the process were killed: that call and all later ones
    do nothing but raise ``Killed``.
    """

    def __init__(self, at: int = -1, error: int | None = errno.EIO) -> None:
        self.at = at
        self.error = error
        self.calls: list[str] = []
        self._files: list[int] = []
        for name in CALLS:
            setattr(self, name, self._counted(name, getattr(super(), name)))

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:
            number = len(self.calls)
            self.calls.append(name)
            if self.error is None and 0 <= self.at <= number:
                # With a process its open files go, and so the locks on them.
                for file in self._files:
                    os.close(file)
                self._files.clear()
                raise Killed
            if number == self.at and self.error is not None:
                if name == "close":
                    call(*arguments)
                raise OSError(self.error, "made up")
            result = call(*arguments)
            if name == "create":
                self._files.append(result)
            if name == "close" and arguments[0] in self._files:
                self._files.remove(arguments[0])
            return result

        return counted


class SlowDisk(Disk):
    """Writes at most seven bytes at a time and reads at most five, as a disk may."""

    def write(self, file: int, data: bytes | memoryview) -> int:
        return super().write(file, data[:7])

    def read(self, file: int, count: int) -> bytes:
        return super().read(file, min(count, 5))
