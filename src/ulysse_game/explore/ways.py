"""The ways that may be taken from a point, with what their guards leave of what cells can be.

One reading of the Cartesian masks for all that builds on them. Keeps only what a guard changes:
a story has very many ways and cells, and they share nearly everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ulysse_game.explore.cartesian import Reach, taken
from ulysse_game.explore.domain import Masks
from ulysse_game.explore.flow import Edge
from ulysse_game.explore.kernel import Kernels


class Way(NamedTuple):
    """An edge that may be taken: from where, the masks there, and of its guards' cells what is left
    of them once it is taken.
    """

    source: int
    edge: Edge
    before: Sequence[int]
    narrowed: Mapping[int, int]

    def mask(self, cell: int) -> int:
        """What a cell can be when the way is taken."""
        return self.narrowed.get(cell, self.before[cell])


def ways_from(reach: Reach, kernels: Kernels, point: int) -> Iterator[tuple[Way, Masks]]:
    """The ways that may be taken from a point in order, each with all the masks of that moment."""
    before = reach.at[point]
    asked: set[int] = set()
    for _, edge, left in taken(reach.flow, reach.domain, point, list(before)):
        asked.update(kernels.cells_of(edge.guard))
        narrowed = {cell: left[cell] for cell in asked if left[cell] != before[cell]}
        yield Way(point, edge, before, narrowed), left
