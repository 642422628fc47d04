"""A sheet for line drawings: dots of braille, and words in the cells over them.

Coordinates are dots, two to a cell across and four down, from the upper left corner; y grows
downwards. Whatever lies outside is left out. The result is rows of words and roles, of which
somebody else makes colours. Nothing is known here of what is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ulysse_game.view.wrap import cells

Point = tuple[float, float]

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


class Canvas:
    """``columns`` × ``rows`` cells; with ``braille`` false in ``.``, ``*`` and ``+`` alone.

    Where two drawings meet in a cell, the role that was drawn last colours it; words cover dots.
    """

    def __init__(self, columns: int, rows: int, *, braille: bool = True) -> None:
        self.columns = max(0, columns)
        self.rows_high = max(0, rows)
        self.braille = braille
        self._bits: dict[tuple[int, int], int] = {}
        self._roles: dict[tuple[int, int], str] = {}
        self._words: dict[tuple[int, int], tuple[str, str]] = {}

    @property
    def width(self) -> int:
        """Dots from left to right."""
        return 2 * self.columns

    @property
    def height(self) -> int:
        """Dots from top to bottom."""
        return 4 * self.rows_high

    # Dots

    def dot(self, x: float, y: float, role: str = "faint") -> None:
        """One dot, the nearest to this place."""
        across, down = math.floor(x + 0.5), math.floor(y + 0.5)
        if 0 <= across < self.width and 0 <= down < self.height:
            cell = across // 2, down // 4
            self._bits[cell] = self._bits.get(cell, 0) | _BITS[down % 4][across % 2]
            self._roles[cell] = role

    def line(self, start: Point, end: Point, role: str = "faint", dash: int = 0) -> None:
        """A straight line; with ``dash``, as many dots as are then left out, in turn."""
        (x, y), (to_x, to_y) = _clipped(start, end, self.width, self.height)
        steps = max(1, math.ceil(max(abs(to_x - x), abs(to_y - y))))
        for at in range(steps + 1):
            if not dash or at % (2 * dash) < dash:
                part = at / steps
                self.dot(x + (to_x - x) * part, y + (to_y - y) * part, role)

    def polyline(self, points: Iterable[Point], role: str = "faint", dash: int = 0) -> None:
        """Straight lines from point to point; ``dash`` goes on from one to the next."""
        places = list(points)
        if not dash:
            for start, end in pairwise(places):
                self.line(start, end, role)
            return
        count = 0
        for (x, y), (to_x, to_y) in pairwise(places):
            steps = max(1, min(10_000, round(max(abs(to_x - x), abs(to_y - y)))))
            for at in range(steps):
                if (count + at) % (2 * dash) < dash:
                    self.dot(x + (to_x - x) * at / steps, y + (to_y - y) * at / steps, role)
            count += steps

    def circle(self, centre: Point, radius: float, role: str = "faint", dash: int = 0) -> None:
        """A circle, ``radius`` in dots."""
        self.arc(centre, radius, 0, 360, role, dash)

    def arc(
        self,
        centre: Point,
        radius: float,
        start: float,
        end: float,
        role: str = "faint",
        dash: int = 0,
    ) -> None:
        """A part of a circle from ``start`` to ``end``, in degrees from the right, up first."""
        steps = max(
            4, min(4000, math.ceil(abs(math.radians(end - start)) * max(1.0, radius) * 1.2))
        )
        for at in range(steps + 1):
            if dash and at % (2 * dash) >= dash:
                continue
            angle = math.radians(start + (end - start) * at / steps)
            self.dot(
                centre[0] + radius * math.cos(angle), centre[1] - radius * math.sin(angle), role
            )

    def disc(self, centre: Point, radius: float, role: str = "faint") -> None:
        """A filled circle; at least one dot."""
        x, y = centre
        self.dot(x, y, role)
        reach = math.ceil(radius)
        for down in range(-reach, reach + 1):
            for across in range(-reach, reach + 1):
                if across * across + down * down <= radius * radius:
                    self.dot(x + across, y + down, role)

    # Words

    def text(self, column: int, row: int, words: str, role: str = "prose") -> bool:
        """Words from a cell on, over the dots; says whether they had room.

        They are written whole or not at all: where they would leave the sheet or touch words
        that are there already, nothing is.
        """
        if not self.is_free(column, row, cells(words)):
            return False
        at = column
        for sign in words:
            size = cells(sign)
            if not size:  # joins the sign before it
                if (at - 1, row) in self._words:
                    before, its_role = self._words[at - 1, row]
                    self._words[at - 1, row] = before + sign, its_role
                continue
            self._words[at, row] = sign, role
            for more in range(1, size):
                self._words[at + more, row] = "", role
            at += size
        return True

    def is_free(self, column: int, row: int, width: int) -> bool:
        """Whether ``width`` cells are on the sheet, without words there or just beside them."""
        if row < 0 or row >= self.rows_high or column < 0 or column + width > self.columns:
            return False
        return not any((at, row) in self._words for at in range(column - 1, column + width + 1))

    def is_empty(self, column: int, row: int, width: int) -> bool:
        """Whether ``width`` cells are free and no dot stands in them."""
        return self.is_free(column, row, width) and not any(
            (at, row) in self._bits for at in range(column, column + width)
        )

    # The result

    def rows(self) -> list[tuple[tuple[str, str], ...]]:
        """Every row as words with their roles, neighbours of one role joined; all of one width."""
        return [self._row(row) for row in range(self.rows_high)]

    def _row(self, row: int) -> tuple[tuple[str, str], ...]:
        spans: list[list[str]] = []
        for column in range(self.columns):
            sign, role = self._cell(column, row)
            if spans and spans[-1][1] == role:
                spans[-1][0] += sign
            else:
                spans.append([sign, role])
        return tuple((words, role) for words, role in spans)

    def _cell(self, column: int, row: int) -> tuple[str, str]:
        """What stands in one cell."""
        cell = column, row
        if cell in self._words:
            return self._words[cell]
        bits = self._bits.get(cell, 0)
        if not bits:
            return " ", "prose"
        if self.braille:
            return chr(0x2800 + bits), self._roles[cell]
        count = bits.bit_count()
        return "." if count < 3 else "*" if count < 6 else "+", self._roles[cell]


def _clipped(start: Point, end: Point, width: int, height: int) -> Sequence[Point]:
    """The part of a line that may be on the sheet, so that a long one costs no more.

    After Liang and Barsky (1984), with a margin of a dot; a line that misses it is a point outside.
    """
    (x, y), (to_x, to_y) = start, end
    first, last = 0.0, 1.0
    for delta, low, high in (
        (to_x - x, -1 - x, width + 1 - x),
        (to_y - y, -1 - y, height + 1 - y),
    ):
        if not delta:
            if low > 0 or high < 0:
                return ((-9.0, -9.0), (-9.0, -9.0))
            continue
        enter, leave = sorted((low / delta, high / delta))
        first, last = max(first, enter), min(last, leave)
    if first > last:
        return ((-9.0, -9.0), (-9.0, -9.0))
    return (
        (x + (to_x - x) * first, y + (to_y - y) * first),
        (x + (to_x - x) * last, y + (to_y - y) * last),
    )
