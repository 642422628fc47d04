"""Starting and leaving the screen: what happens around the application, never within it.

The terminal is given back whatever happens: at a signal, at an error, at the second Ctrl+C.
Nothing is saved from a signal handler; every choice has been saved already.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from ulysse_game.ui.tui.flow import literal
from ulysse_game.ui.tui.game import Game, Options

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
        trouble = app.trouble
        if trouble is not None and app.session is not None:
            with contextlib.suppress(Exception):
                trouble.add_note("\n".join(app.session.walkthrough()))
        notices = app.close_session()
    finally:
        if collecting:
            gc.enable()
    for notice in notices:
        _print(notice)
    if trouble is None:
        return 0
    _tell(trouble, game, options, app.language)
    return 3


def _without_colour(options: Options) -> Options:
    """Follows ``NO_COLOR``: set and not empty means no colour; Textual takes empty for set."""
    if os.environ.get("NO_COLOR"):
        return options._replace(settings=options.settings._replace(look="plain"))
    os.environ.pop("NO_COLOR", None)
    return options


def _listen(app: UlysseApp) -> None:
    """Leaves at SIGTERM, SIGHUP and SIGQUIT as if the player had."""

    def leave(number: int, frame: FrameType | None) -> None:
        if hasattr(signal, "SIGCONT"):  # it mostly follows, and is no wish to go on
            signal.signal(signal.SIGCONT, signal.SIG_DFL)
        app.leave_soon()

    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, leave)


def _tell(trouble: BaseException, game: Game, options: Options, language: str) -> None:
    """Three calm lines about an error of ours; the report is a file, without local variables."""
    words = game.words(language)
    path: object = None
    if options.crash is not None:
        with contextlib.suppress(Exception):  # a second error must not hide the first
            path = options.crash(trouble)
    kind = type(trouble).__name__
    _print(words("The game has stopped: an error of ours ({kind}).", kind=kind))
    _print(words("Every choice you made is saved; you can go on from there."))
    if path:
        _print(words("A report for us is in {path}.", path=path))
    else:
        _print(words("No report could be written."))


def _print(sentence: str) -> None:
    """One line under the terminal's own prompt, now that the screen is gone."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(literal(sentence) + "\n")
