"""The plates of a story on the page: each brought to the column, and drawn in cells once.

A plate becomes rows like those of words, so the sheet scrolls, dims and redraws it like any other
row. Where it cannot be shown, its words stand there; where the player wants none, nothing does.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from ulysse_game.ui.tui.able import Able, able, is_light

if TYPE_CHECKING:
    from ulysse_game.ui.tui.app import UlysseApp
    from ulysse_game.ui.tui.flow import Drawing, Row
    from ulysse_game.view.picture import Picture

LEAST_WIDTH, LEAST_HEIGHT = 40, 16
"""The smallest terminal in which there is room for a picture beside the words."""

_LEAST_ROWS = 5
_SHARE = 0.45  # of the rows between the lines above and below
_FRAME = 4  # rows that those lines take, about
_KEPT = 24  # drawn plates that are kept


class Easel:
    """Draws plates for one application, in its present size, look and settings."""

    def __init__(self, app: UlysseApp) -> None:
        self._app = app
        self._pictures: dict[str, Picture | None] = {}
        self._drawn: dict[tuple[object, ...], list[Row]] = {}
        self.able: Able | None = None
        """What the terminal can show, once somebody has asked; a test may say."""

    def drawing(self, plate: str) -> Drawing:
        """How ``plate`` is drawn wherever it stands."""
        return partial(self.rows, plate)

    def rows(self, plate: str, width: int) -> list[Row] | None:
        """The plate in the middle of a column; none at all where there is no room or no wish."""
        wish = self._app.settings.pictures
        columns, lines = self._app.size
        if wish == "words":
            return None
        most = int(_SHARE * (lines - _FRAME))
        if wish == "off" or columns < LEAST_WIDTH or lines < LEAST_HEIGHT or most < _LEAST_ROWS:
            return []
        picture = self._picture(plate)
        return None if picture is None else self._at(plate, picture, width, most)

    def _at(self, plate: str, picture: Picture, width: int, most: int) -> list[Row]:
        """The plate at one size, drawn if it has not been yet."""
        from ulysse_game.view.picture import drawn, fitted

        manner, on_light = self.terminal().manner, self.on_light
        key = (plate, width, most, manner, on_light)
        found = self._drawn.get(key)
        if found is None:
            across, down = fitted(picture, width, most)
            cells = drawn(picture, across, down, manner, on_light=on_light)
            before = " " * ((width - across) // 2)
            found = [
                ((before, "prose"), *((text, role(ink, ground)) for text, ink, ground in row))
                for row in cells
            ]
            while len(self._drawn) >= _KEPT:
                del self._drawn[next(iter(self._drawn))]
            self._drawn[key] = found
        return found

    def _picture(self, plate: str) -> Picture | None:
        """The plate as it is, read once; nothing if there is none that can be read."""
        if plate not in self._pictures:
            self._pictures[plate] = self._read(plate)
        return self._pictures[plate]

    def _read(self, plate: str) -> Picture | None:
        from ulysse_game.view.picture import BadPicture, read_png

        data = self._app.options.plate(plate) if self._app.options.plate is not None else None
        try:
            return None if data is None else read_png(data)
        except BadPicture:
            return None  # its words stand for it; `ulysse check` tells the writer

    @property
    def on_light(self) -> bool:
        """Whether the ground is light, so that what has no colours must be drawn dark on it."""
        look = self._app.painter.look
        if look is None or not look.ground.startswith("#"):
            return is_light(os.environ)
        return not look.dark

    def terminal(self) -> Able:
        """What the terminal can show in the present look."""
        if self.able is not None:
            return self.able
        return able(
            self._app.console.color_system,
            os.environ,
            has_colours=self._app.painter.look is not None,
        )


def role(ink: str, ground: str) -> str:
    """The role of cells that bring their own colours: ``Painter`` takes them from it."""
    return f"cell {ink} {ground}" if ink or ground else "picture"
