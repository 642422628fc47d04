"""The map of the ground: rings, the line beyond which one does not come home, points by bearing.

North is up and the scale is the same both ways. A label stands whole beside its point or is left
out: whoever draws lists all points beside the map as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from ulysse_game.view.charts.chart import Mark, Row, SiteDrawing
from ulysse_game.view.charts.telling import placed
from ulysse_game.view.picture import Canvas
from ulysse_game.view.wrap import cells

_FAR = 16_000
"""Metres: what lies beyond is not drawn in its place; an arrow at the edge points to it."""
_LEAST = 2_000
_STEPS = (1_000, 2_000, 5_000, 10_000, 20_000)
_APART = 7
"""Dots that two rings are apart at least: below that every other one is left out."""
_ARROWS = "↑↗→↘↓↙←↖"
_ASCII_ARROWS = "^/>\\v/<\\"


class _Sheet:
    """The canvas with the ground's own measure."""

    def __init__(self, site: SiteDrawing, canvas: Canvas, letters: bool) -> None:
        self.site, self.canvas, self.letters = site, canvas, letters
        near = [mark.metres for mark in site.marks if mark.metres <= _FAR]
        self.reach = max(_LEAST, site.walk_back, *near, 0) * 1.08
        self.middle = (canvas.width - 1) / 2, (canvas.height - 1) / 2
        self.scale = min(canvas.width, canvas.height) / 2 / self.reach

    def at(self, metres: float, bearing: float) -> tuple[float, float]:
        """The dot of a place."""
        east, north = placed(metres, bearing)
        return self.middle[0] + east * self.scale, self.middle[1] - north * self.scale

    def cell(self, metres: float, bearing: float) -> tuple[int, int]:
        """The cell of a place."""
        x, y = self.at(metres, bearing)
        return math.floor(x / 2 + 0.25), math.floor(y / 4 + 0.125)


def site_rows(
    site: SiteDrawing, columns: int, rows: int, *, braille: bool = True, letters: bool = False
) -> tuple[Row, ...]:
    """The map in exactly so many cells."""
    canvas = Canvas(columns, rows, braille=braille and not letters)
    sheet = _Sheet(site, canvas, letters)
    _ground(sheet)
    _labels(sheet)
    return tuple(canvas.rows())


def _ground(sheet: _Sheet) -> None:
    """Rings, ways and the walk-back line."""
    site, canvas = sheet.site, sheet.canvas
    step = next((s for s in _STEPS if s * sheet.scale >= _APART), _STEPS[-1])
    # Beyond the line from which one does not come home nothing is measured.
    for metres in range(step, site.walk_back or int(sheet.reach), step):
        _dotted(sheet, metres, "ring")
    for line in site.lines:
        canvas.polyline([sheet.at(*place) for place in line.through], "way")
    if site.walk_back:
        canvas.circle(sheet.middle, site.walk_back * sheet.scale, "walk", dash=3)


def _dotted(sheet: _Sheet, metres: float, role: str) -> None:
    """A ring of single dots, about four apart."""
    radius = metres * sheet.scale
    count = max(12, round(2 * math.pi * radius / 5))
    for number in range(count):
        sheet.canvas.dot(*sheet.at(metres, 360 * number / count), role)


# -- words ----------------------------------------------------------------------------------------


def _labels(sheet: _Sheet) -> None:
    """Words over the dots: what matters most first, since it takes the room."""
    site, canvas = sheet.site, sheet.canvas
    near = [mark for mark in site.marks if mark.metres <= _FAR]
    _set(sheet, (0, 0), "A" if sheet.letters else "▲", "here")
    there = []
    for mark in sorted(near, key=lambda mark: not mark.is_here):
        signs = "@o" if sheet.letters else "◆●"
        role = "here" if mark.is_here else "point"
        if _set(sheet, (mark.metres, mark.bearing), signs[not mark.is_here], role):
            there.append(mark)
    _measure(sheet)
    # The outermost first: their names stand away from the middle, where there is room.
    for mark in sorted(there, key=lambda mark: (not mark.is_here, -mark.metres)):
        words = (f"{mark.name} {mark.distance}", mark.name)
        _name(sheet, (mark.metres, mark.bearing), words, "here" if mark.is_here else "point")
    _name(sheet, (0, 0), (site.centre,), "here")
    for mark in site.marks:
        if mark.metres > _FAR:
            _towards(sheet, mark)
    if site.walk_back:
        _name_ring(sheet)
    for line in site.lines:
        places = [sheet.cell(*place) for place in line.through]
        size = cells(line.name)
        any(
            canvas.is_empty(at, row, size) and canvas.text(at, row, line.name, "way")
            for column, row in (*places[-3:], *places[:3])
            for at in (column + 2, column - size - 1)
        )


def _set(sheet: _Sheet, place: tuple[int, int], sign: str, role: str) -> bool:
    """A sign at its place, if no other is there."""
    column, row = sheet.cell(*place)
    return sheet.canvas.text(column, row, sign, role)


def _name(sheet: _Sheet, place: tuple[int, int], words: tuple[str, ...], role: str) -> None:
    """The longest words that have room near a sign: outwards, inwards, above or below."""
    column, row = sheet.cell(*place)
    is_left = place[0] and 180 < place[1] < 360
    tries = []
    for each in words:
        size = cells(each)
        beside = [(column + 2, row), (column - size - 1, row)]
        tries += [(at, line, each) for at, line in (reversed(beside) if is_left else beside)]
    for each in words:
        tries += [(at, line, each) for at, line in _about(column, row, cells(each))]
    any(sheet.canvas.text(at, line, each, role) for at, line, each in tries)


def _about(column: int, row: int, size: int) -> Iterator[tuple[int, int]]:
    """Places for a label that is not beside its point."""
    for line in (row - 1, row + 1):
        yield column - size // 2, line
        yield column, line
        yield column - size + 1, line


def _towards(sheet: _Sheet, mark: Mark) -> None:
    """An arrow at the edge towards what is too far away."""
    canvas = sheet.canvas
    arrows = _ARROWS if canvas.braille else _ASCII_ARROWS
    arrow = arrows[round(mark.bearing / 45) % 8]
    east, north = placed(1, mark.bearing)
    across = (canvas.columns / 2 - 1) / abs(east) if east else math.inf
    down = (canvas.rows_high / 2 - 1) * 2 / abs(north) if north else math.inf
    part = min(across, down)
    column = round(canvas.columns / 2 + east * part)
    row = round(canvas.rows_high / 2 - north * part / 2)
    for words in (f"{mark.name} {mark.distance} {arrow}", f"{mark.name} {arrow}", arrow):
        size = cells(words)
        for at in (column - size + 1, column - size // 2, column):
            start = max(0, min(at, canvas.columns - size))
            for line in (row, row - 1, row + 1):
                if canvas.text(start, max(0, min(line, canvas.rows_high - 1)), words, "point"):
                    return


def _measure(sheet: _Sheet) -> None:
    """The scale bar at the lower left, north at the upper left."""
    canvas = sheet.canvas
    fitting = [
        (metres, words)
        for metres, words in sheet.site.scales
        if 4 <= metres * sheet.scale / 2 <= canvas.columns / 4
    ]
    for metres, words in fitting[-1:]:
        size = round(metres * sheet.scale / 2)
        line = "-" if sheet.letters else "─"
        ends = "||" if sheet.letters else "├┤"
        bar = ends[0] + line * max(0, size - 1) + ends[1]
        canvas.text(0, canvas.rows_high - 1, f"{bar} {words}", "scale")
    arrow = "^" if sheet.letters else "↑"
    canvas.text(0, 0, f"{arrow} {sheet.site.north}", "scale")


def _name_ring(sheet: _Sheet) -> None:
    """The name of the walk-back line, on the line, where there is room."""
    name = sheet.site.walk_name
    size = cells(name)
    for bearing in (215, 145, 325, 35, 200, 160, 340, 20, 180, 0):
        column, row = sheet.cell(sheet.site.walk_back, bearing)
        start = column - size + 1 if 0 < bearing < 180 else column
        if bearing in (0, 180):
            start = column - size // 2
        if sheet.canvas.text(start, row, name, "walk"):
            return
