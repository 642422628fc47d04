"""The game in a browser of this machine: the full screen, served on the loopback and nowhere else.

``serve`` is the whole interface. Each browser plays in a process of its own, which is the screen of
``ui.tui`` behind pipes; textual-serve brings the terminal that draws it in the page. Nothing here
imports the other front ends, and nothing is ever sent to or fetched from another machine.
"""

from __future__ import annotations

from ulysse_game.ui.web.options import Options

__all__ = ["Options", "serve"]


def serve(options: Options) -> None:
    """Serves until a signal ends it, and ends every game then.

    Raises ``OSError`` where the port cannot be had.
    """
    from ulysse_game.ui.web.server import run

    run(options)
