"""The full screen in a terminal, drawn with Textual. It draws ``Page``s and decides nothing.

``run`` is the whole interface. Textual is imported inside it, late: a command line that only
prints its version must not pay for it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from ulysse_game.ui.tui.game import Game, Options

if TYPE_CHECKING:
    from ulysse_game.play import Library

__all__ = ["Game", "Options", "run"]


def run(library_opener: Callable[[], Library], options: Options | None = None) -> int:
    """Plays on the screen until the player leaves; gives the exit code.

    0 when left in any ordinary way, also by a signal; 3 after an error of ours, which has then
    been told in three lines. What ``library_opener`` raises comes out as it is.
    """
    from ulysse_game.ui.tui.game import open_game
    from ulysse_game.ui.tui.start import play

    gc.disable()  # opening a story makes a great many objects and drops none
    try:
        return play(open_game(library_opener()), options or Options())
    finally:
        gc.enable()
