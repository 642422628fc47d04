"""Pictures for a terminal: read, brought to a size, and drawn in cells. Pure; no toolkit.

``read_png`` and ``write_png`` know the format, ``scaled`` the size, ``drawn`` the signs:
half blocks, quadrants, braille dots or letters. A ``Canvas`` is for what is drawn by lines. No
word is written here and nothing is known of what a picture shows.
"""

from ulysse_game.view.picture.canvas import Canvas
from ulysse_game.view.picture.cells import Cell, Manner, drawn, joined
from ulysse_game.view.picture.picture import Picture, fitted, scaled
from ulysse_game.view.picture.png import BadPicture, read_png, write_png

__all__ = [
    "BadPicture",
    "Canvas",
    "Cell",
    "Manner",
    "Picture",
    "drawn",
    "fitted",
    "joined",
    "read_png",
    "scaled",
    "write_png",
]
