"""Line mode: the whole game as linear text, numbered choices in, one line at a time.

For pipes, dumb terminals, screen readers and scripts. It imports no toolkit: a test starts a
fresh interpreter to see that.
"""

from ulysse_game.ui.plain.layout import Layout
from ulysse_game.ui.plain.options import TOUR, Options
from ulysse_game.ui.plain.run import run

__all__ = ["TOUR", "Layout", "Options", "run"]
