"""Textual's driver for a terminal that may go away while it is written to.

Textual writes in a thread of its own, which dies of the first error; whoever writes after that
waits for ever, and a game whose window was closed stays as a process that nobody can end. Here
what a terminal no longer takes is dropped, so the game notices that it is alone, and leaves.

Textual begins to read the terminal anew at every SIGCONT, also at one that no sleep came before:
from a shell that closes, from timeout(1), after SIGSTOP. Two would read then, one of them for ever.
Here whoever reads is put to rest first. Nothing else is changed.
"""

from __future__ import annotations

import sys
from typing import IO, Any, cast

from textual.drivers.linux_driver import LinuxDriver


class Forgiving:
    """A stream that takes everything, also after the terminal behind it has gone."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Writes, or drops what cannot be written."""
        try:
            return self._stream.write(text)
        except (OSError, ValueError):
            return len(text)

    def flush(self) -> None:
        """Sends what was written, or drops it."""
        try:
            self._stream.flush()
        except (OSError, ValueError):
            return

    def __getattr__(self, name: str) -> Any:
        """Everything else is the stream's own."""
        return getattr(self._stream, name)


def _drawn_on() -> IO[str]:
    """The terminal: standard error as Textual has it, unless that has gone elsewhere.

    Who writes ``2>log`` wants to see the game, and what is wrong in the log.
    """
    stderr, stdout = sys.__stderr__, sys.__stdout__
    if stderr is not None and stderr.isatty():
        return stderr
    assert stdout is not None  # without it there is line mode
    return stdout


class SteadyDriver(LinuxDriver):
    """The driver of POSIX terminals, which outlives its terminal for as long as leaving takes."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._file = cast("Any", Forgiving(_drawn_on()))
        self._is_waking = False

    def _disable_mouse_support(self) -> None:
        """Gives the mouse back, also its pixels, which Textual only takes."""
        if self._mouse_pixels:
            self.write("\x1b[?1016l")
        super()._disable_mouse_support()

    def _sigtstp_application(self, *_: object) -> None:
        """Goes to sleep, unless it is being left: what is half given back cannot be given twice."""
        if not self._app._exit:
            super()._sigtstp_application()

    def _sigcont_application(self, *_: object) -> None:
        """Begins to read again, if nobody does, and while the game is not being left."""
        if self._is_waking or self._app._exit:
            return
        self._is_waking = True
        try:
            if self._auto_restart and not self._must_signal_resume:
                self.suspend_application_mode()
                self._must_signal_resume = True
            super()._sigcont_application()
        finally:
            self._is_waking = False
