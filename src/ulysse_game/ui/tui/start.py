"""Starting and leaving the screen: what happens around the application, never within it.

The terminal is given back whatever happens: at a signal, at an error, at the second Ctrl+C.
Nothing is saved from a signal handler; every choice has been saved already.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

from ulysse_game.play.evidence import Evidence
from ulysse_game.ui.tui.flow import literal
from ulysse_game.ui.tui.game import Game, Options, Session

if TYPE_CHECKING:
    from ulysse_game.ui.tui.app import UlysseApp


def play(
    game: Game,
    options: Options,
    application: Callable[[Game, Options], UlysseApp] | None = None,
) -> int:
    """Runs the application on ``game``; gives the exit code.

    ``application`` makes another than the ordinary one.
    """
    collecting = gc.isenabled()
    gc.disable()  # until the first paint: a tenth of the start
    options = _without_colour(options)
    try:
        from ulysse_game.ui.tui.app import UlysseApp

        app = (application or UlysseApp)(game, options)
        _listen(app)
        app.run(mouse=options.settings.mouse == "on")
        trouble, session = app.trouble, app.session
        found = _evidence(app, session) if trouble is not None else Evidence()
        try:
            notices = app.close_session()
        except Exception as error:  # the first trouble is the one to tell
            notices = []
            if trouble is None:
                trouble, found = error, _evidence(app, session)
    finally:
        _left()
        gc.unfreeze()
        if collecting:
            gc.enable()
    for notice in notices:
        _print(notice)
    if trouble is None:
        return 0
    with contextlib.suppress(Exception):
        found = found._replace(is_saved=session is None or not session.is_unsaved)
    _tell(trouble, found, game, options, app.language)
    return 3


def _evidence(app: UlysseApp, session: Session | None) -> Evidence:
    """What was played, what was seen of it last, and how to come to it again."""
    found = Evidence(language=app.language)
    told = [("front end", "browser" if app.is_web else "screen"), ("screens", app.stood)]
    with contextlib.suppress(Exception):
        told.append(("size", f"{app.size.width}x{app.size.height}"))
    told += [(name, value) for name, value in app.settings._asdict().items() if value]
    if session is not None:
        with contextlib.suppress(Exception):
            found = session.evidence()
    return found._replace(surroundings=tuple(told))


def _without_colour(options: Options) -> Options:
    """Follows ``NO_COLOR``: set and not empty means no colour; Textual takes empty for set."""
    if os.environ.get("NO_COLOR"):
        return options._replace(settings=options.settings._replace(look="plain"))
    os.environ.pop("NO_COLOR", None)
    return options


ENDING = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGXCPU", "SIGALRM")
"""What would end the process in the middle of the screen; whoever sends one wants it gone."""

GRACE = 8
"""Seconds that leaving may take after a signal, before the terminal is given back by force."""

_RESET = (
    "\x1b[?2026l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?2004l\x1b[?2048l\x1b[?7h"
    "\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Gives back everything that Textual's driver switches on."""


def _listen(app: UlysseApp) -> None:
    """Leaves at a signal as if the player had.

    A terminal that takes no more, or a mistake that goes round for ever, would keep the game from
    it: when the grace is over it goes by force. The saves have a thread of their own.
    """
    is_leaving = False

    def leave(number: int, frame: FrameType | None) -> None:
        nonlocal is_leaving
        if is_leaving:
            if number == getattr(signal, "SIGALRM", None):
                _go(app)
            return
        is_leaving = True
        if hasattr(signal, "SIGCONT"):  # it mostly follows, and is no wish to go on
            # Not the default: one that has come already would be complained about.
            signal.signal(signal.SIGCONT, lambda *_: None)
        if hasattr(signal, "alarm"):
            signal.alarm(GRACE)
        app.leave_soon()

    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, leave)


def _left() -> None:
    """Everything is given back; nobody need be waited for any more."""
    if hasattr(signal, "alarm"):
        signal.alarm(0)


def _go(app: UlysseApp) -> NoReturn:
    """Gives the terminal back as far as it lets us, and ends without waiting for anybody."""
    with contextlib.suppress(Exception):
        driver: Any = app._driver
        descriptor = driver.fileno
        if driver.attrs_before is not None:
            import termios

            termios.tcsetattr(descriptor, termios.TCSANOW, driver.attrs_before)
        if select.select((), (descriptor,), (), 0)[1]:  # else a write would wait for ever
            os.write(descriptor, _RESET.encode("ascii"))
    os._exit(3)


def _tell(
    trouble: BaseException, found: Evidence, game: Game, options: Options, language: str
) -> None:
    """Three calm lines about an error of ours; the report is a file, without local variables."""
    words = game.words(language)
    path: object = None
    if options.crash is not None:
        with contextlib.suppress(Exception):  # a second error must not hide the first
            path = options.crash(trouble, found)
    kind = type(trouble).__name__
    _print(words("The game has stopped: an error of ours ({kind}).", kind=kind))
    if found.is_saved:
        _print(words("Every choice you made is saved; you can go on from there."))
    else:
        _print(words("The last choice could not be saved; you can go on from the one before."))
    if path:
        _print(words("A report for us is in {path}.", path=path))
    else:
        _print(words("No report could be written."))


def _print(sentence: str) -> None:
    """One line under the terminal's own prompt, now that the screen is gone."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(literal(sentence) + "\n")
