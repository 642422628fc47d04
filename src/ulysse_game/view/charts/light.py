"""The Sun, the two orbits and planets to scale for a day, and the light on its way between them.

Seen from the north of the ecliptic, the vernal equinox to the right. The light is a dashed line
from Mars to the Earth; where it is known how far it has come, a point stands there.
"""

from __future__ import annotations

import math

from ulysse_game.view.charts.chart import LightDrawing, Row
from ulysse_game.view.picture import Canvas
from ulysse_game.view.sky import EARTH, MARS, path, position
from ulysse_game.view.wrap import cells

_REACH = 1.74
"""AU from the Sun to the edge: Mars at its furthest is at 1.67."""
Dot = tuple[float, float]


def light_rows(
    light: LightDrawing,
    columns: int,
    rows: int,
    *,
    braille: bool = True,
    phase: float | None = None,
) -> tuple[Row, ...]:
    """The drawing in exactly so many cells; ``phase`` 0 to 1 outward, 1 to 2 on the way back."""
    canvas = Canvas(columns, rows, braille=braille)
    middle = (canvas.width - 1) / 2, (canvas.height - 1) / 2
    scale = min(canvas.width, canvas.height) / 2 / _REACH

    def dot(x: float, y: float) -> Dot:
        return middle[0] + x * scale, middle[1] - y * scale

    for orbit in (EARTH, MARS):
        places = path(orbit, light.day, max(24, round(4 * scale)))
        for x, y, _ in places:
            canvas.dot(*dot(x, y), "orbit")
    mars, earth = (dot(*position(orbit, light.day)[:2]) for orbit in (MARS, EARTH))
    canvas.line(mars, earth, "ray", dash=2)
    canvas.disc(middle, max(1.0, scale * 0.06), "sun")
    size = max(1.0, scale * 0.045)
    canvas.disc(earth, size, "planet")
    canvas.disc(mars, size, "planet")
    if phase is not None:
        part = phase if phase <= 1 else 2 - phase
        canvas.disc(
            (mars[0] + (earth[0] - mars[0]) * part, mars[1] + (earth[1] - mars[1]) * part),
            1.0,
            "light",
        )
    _names(canvas, light, middle, mars, earth, math.ceil(size / 2))
    return tuple(canvas.rows())


def _names(canvas: Canvas, light: LightDrawing, sun: Dot, mars: Dot, earth: Dot, pad: int) -> None:
    """The names, each away from the others; the delay in the middle of its line.

    ``pad`` is how many cells a planet fills to either side.
    """
    for (x, y), name, role in ((mars, light.mars, "planet"), (earth, light.earth, "planet")):
        _beside(canvas, (x, y), (x >= sun[0], y >= sun[1]), name, role, pad)
    middle = (mars[0] + earth[0]) / 2, (mars[1] + earth[1]) / 2
    far_from_sun = middle[0] >= sun[0], middle[1] >= sun[1]
    _beside(canvas, middle, far_from_sun, light.delay, "ray", 1)
    _beside(canvas, sun, (middle[0] < sun[0], middle[1] < sun[1]), light.sun, "sun", pad + 1)


def _beside(
    canvas: Canvas, at: Dot, side: tuple[bool, bool], words: str, role: str, pad: int
) -> None:
    """Words near a dot: on the side that is asked for, if they hide nothing there."""
    column, row = math.floor(at[0] / 2 + 0.25), math.floor(at[1] / 4 + 0.125)
    size = cells(words)
    right, left = column + 2 + pad, column - size - 1 - pad
    first, second = (right, left) if side[0] else (left, right)
    away = row + (1 if side[1] else -1)
    back = row - (1 if side[1] else -1)
    tries = [
        (first, row), (first, away), (second, row), (second, away), (column - size // 2, away),
        (first, back), (column - size // 2, back), (second, back),
        (column - size // 2, away + (away - row)), (column - size // 2, back + (back - row)),
    ]  # fmt: skip
    for start, line in tries:
        if canvas.is_empty(start, line, size) and canvas.text(start, line, words, role):
            return
    for start, line in tries:
        if canvas.text(start, line, words, role):
            return
