"""A lock that two games cannot hold at once and that no crash leaves behind.

It is the system's own lock on an open file, so a killed game lets go of it by itself. A library
for this costs fifty milliseconds of every start; these lines cost none.
"""

from __future__ import annotations

import contextlib
import time

from ulysse_game.storage.disk import Disk

_TRIES = 10
PATIENCE = 0.1
"""Seconds: a game that starts holds what a killed one left, for the instant of sweeping it out; one
that ends has removed its lock and not yet let go. Neither counts as another holder."""
A_WRITING = 2.0
"""Seconds: ten games that leave in the same moment on a slow disk each write what they share."""
_BETWEEN = 0.002


class Lock:
    """A lock held until ``release``."""

    def __init__(self, disk: Disk, file: int, path: str) -> None:
        """The lock on this open file at this path."""
        self._disk = disk
        self._file: int | None = file
        self._path = path

    def release(self) -> None:
        """Let go; again does nothing."""
        if self._file is None:
            return
        file, self._file = self._file, None
        # Removed while still held: whoever opened it meanwhile sees that it is no longer there.
        with contextlib.suppress(OSError):
            self._disk.remove(self._path)
        with contextlib.suppress(OSError):
            self._disk.close(file)


def take(disk: Disk, path: str, patience: float = 0.0) -> Lock | None:
    """The lock at ``path``, or nothing when another game holds it; ``OSError`` for trouble.

    One that is held is tried again for ``patience`` seconds.
    """
    end = time.monotonic() + patience
    while True:
        found = _taken(disk, path)
        if found is not None or time.monotonic() >= end:
            return found
        time.sleep(_BETWEEN)


def _taken(disk: Disk, path: str) -> Lock | None:
    for _ in range(_TRIES):
        file = disk.create_if_missing(path)
        held = False
        try:
            if not disk.lock(file):
                return None
            held = disk.is_at(file, path)
        finally:
            if not held:
                disk.close(file)
        if held:
            return Lock(disk, file, path)
    return None
