"""How signals end line mode: at once while a line is waited for, else once the answer is there.

A choice that is being made is made and saved before the game goes: an exception in the middle of
a write would lose it. Whoever asks again a second later is believed at once. Nothing is written
from a signal handler, ever.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterable, Iterator
from types import FrameType

ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGXCPU")
"""What ends the game as Ctrl+C does; whoever sends one wants it gone."""

INSISTS = 1.0
"""Seconds after which a second wish to leave no longer waits for the answer to the last line."""


class Leaving:
    """The wish to leave, as signals bring it; ``KeyboardInterrupt`` where it is to be heard."""

    def __init__(self) -> None:
        self._is_busy = True
        self._wished = 0.0

    @contextlib.contextmanager
    def heard(self) -> Iterator[None]:
        """Hears signals, and afterwards leaves them to whoever heard them before."""
        before = {}
        for name in ENDING:
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(ValueError):  # no signals but in the first thread
                    before[number] = signal.signal(number, self._come)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def at_leisure(self) -> None:
        """From now on one can leave at any moment; raises if somebody has wished it before."""
        self._is_busy = False
        if self._wished:
            raise KeyboardInterrupt

    def busy(self) -> None:
        """From now on one is not to be interrupted."""
        self._is_busy = True

    def between(self, lines: Iterable[str]) -> Iterator[str]:
        """The lines; each is made undisturbed, and whoever takes one may be interrupted."""
        self.busy()
        for line in lines:
            self.at_leisure()
            yield line
            self.busy()
        self.at_leisure()

    def _come(self, number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        first, self._wished = self._wished, self._wished or now
        if not self._is_busy or (first and now - first > INSISTS):
            self._is_busy = True
            raise KeyboardInterrupt
