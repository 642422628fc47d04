"""A disk that fails as disks do: at one call, from one call on, for a while, within a write.

It stands before another disk and counts its calls. Which of them go wrong, and how, is a
``Fault``: a plain value, so that what was found wrong can be told and done again.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.storage.failing_disk import CALLS, Killed
from tests.trust.power_disk import MemoryDisk
from ulysse_game.storage import Disk

FILLS = frozenset(("make_folder", "create", "create_if_missing", "write", "link"))
"""What a full disk refuses; it still renames, removes and reads."""

FOR_EVER = 1_000_000


class Fault(NamedTuple):
    """Calls from number ``at`` on, ``length`` of them, fail with ``error``.

    ``only`` names the calls that can fail so, else all do. Of a write, ``torn`` thousandths of the
    bytes are written before it fails. With ``kills`` the process ends there instead.
    """

    at: int = -1
    length: int = 1
    error: int = errno.EIO
    only: frozenset[str] = frozenset()
    torn: int = 0
    kills: bool = False

    def strikes(self, number: int, call: str) -> bool:
        """Whether this call, by its number and name, goes wrong."""
        return self.at <= number < self.at + self.length and call in (self.only or CALLS)


class FaultyDisk(Disk):
    """The disk ``below``, with a fault. ``calls`` are the names of those made so far."""

    def __init__(self, below: MemoryDisk, fault: Fault | None = None) -> None:
        self.below = below
        self.fault = fault or Fault()
        self.calls: list[str] = []
        self.is_struck = False
        self.is_dead = False
        for name in CALLS:
            setattr(self, name, self._counted(name, getattr(below, name)))

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:
            number = len(self.calls)
            self.calls.append(name)
            if self.is_dead:
                raise Killed
            if not self.fault.strikes(number, name):
                return call(*arguments)
            self.is_struck = True
            if name == "write":
                file, data = arguments
                call(file, data[: len(data) * self.fault.torn // 1000])
            if self.fault.kills:
                self.is_dead = True
                self.below.end_process()
                raise Killed
            if name == "close":
                call(*arguments)  # it is closed all the same, as systems do
            raise OSError(self.fault.error, "made up")

        return counted
