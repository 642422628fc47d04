"""Values packed into one whole number: small, quick to hash, changed in place by arithmetic.

Each visible cell has its bits. Cells that are never visible at the same point share them, so a
number is as long as the most that is visible at once. Nothing here knows what the values mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ulysse_game.explore.flow.graph import Cell


class Packing(NamedTuple):
    """Which cells are visible at each point, and the place of each cell's bits."""

    visible: Mapping[int, frozenset[int]]
    places: Mapping[int, int]
    widths: Mapping[int, int]

    def bits(self, cells: Iterable[int]) -> int:
        """The bits of these cells, all set."""
        return sum((1 << self.widths[cell]) - 1 << self.places[cell] for cell in cells)

    def packed(self, point: int, values: Mapping[int, int]) -> int:
        """Values by cell, counted from each cell's ``low``, as the state of ``point``."""
        return sum(values[cell] << self.places[cell] for cell in self.visible[point])

    def unpacked(self, point: int, state: int) -> dict[int, int]:
        """The values by cell, counted from each cell's ``low``."""
        return {
            cell: state >> self.places[cell] & (1 << self.widths[cell]) - 1
            for cell in self.visible[point]
        }


def alike(visible: Mapping[int, frozenset[int]], like: Packing) -> Packing | None:
    """The same cells in the same places as in ``like``, which sees at least as much everywhere."""
    nothing: frozenset[int] = frozenset()
    if all(cells <= like.visible.get(point, nothing) for point, cells in visible.items()):
        return Packing(visible, like.places, like.widths)
    return None


def packing(cells: Sequence[Cell], visible: Mapping[int, frozenset[int]]) -> Packing:
    """The cells visible most widely lowest; each at the first place free at all its points."""
    points: dict[int, list[int]] = {}
    for point, there in visible.items():
        for cell in there:
            points.setdefault(cell, []).append(point)
    widths = {cell: (cells[cell].high - cells[cell].low).bit_length() for cell in points}
    taken = dict.fromkeys(visible, 0)
    places: dict[int, int] = {}
    for cell in sorted(points, key=lambda cell: (-len(points[cell]), cell)):
        used = 0
        for point in points[cell]:
            used |= taken[point]
        place, wide = 0, (1 << widths[cell]) - 1
        while used >> place & wide:
            place += 1
        places[cell] = place
        for point in points[cell]:
            taken[point] |= wide << place
    return Packing(visible, places, widths)
