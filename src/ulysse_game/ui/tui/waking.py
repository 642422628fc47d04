"""Sleeping and waking: Ctrl+Z, the shell's fg, and a SIGCONT that nobody slept before.

Textual begins to read the terminal anew at every SIGCONT. One comes without a sleep, too: from a
shell that closes, from timeout(1), after SIGSTOP. Two would read then, one of them for ever. And
what stood on the screen before a sleep is gone; Textual draws only what has changed.

It must never do anything once the game is being left.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ulysse_game.ui.tui.app import UlysseApp


def wake_well(app: UlysseApp) -> None:
    """Has ``app``, which must be running, wake whole and once."""
    app.app_resume_signal.subscribe(app, lambda _: _draw(app), immediate=True)
    if sys.platform != "win32":
        _wake_once(app)


def _draw(app: UlysseApp) -> None:
    """Draws everything anew."""
    app.screen.refresh(layout=True)


if sys.platform != "win32":
    from textual.drivers.linux_driver import LinuxDriver

    def _wake_once(app: UlysseApp) -> None:
        """Puts a driver that still reads to rest before it begins to read again."""
        driver, before = app._driver, signal.getsignal(signal.SIGCONT)
        if not isinstance(driver, LinuxDriver) or not callable(before):
            return
        begin = before
        is_busy = False

        def woken(number: int, frame: FrameType | None) -> None:
            nonlocal is_busy
            if is_busy or app._exit:
                return
            is_busy = True
            try:
                if driver._auto_restart and not driver._must_signal_resume:
                    driver.suspend_application_mode()
                    driver._must_signal_resume = True
                begin(number, frame)
            finally:
                is_busy = False

        signal.signal(signal.SIGCONT, woken)
