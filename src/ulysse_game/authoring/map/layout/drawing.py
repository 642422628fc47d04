"""From boxes and links to places and curves: the layout as a list of calls.

Boxes stand in even rows and the labels of links in the odd rows between, so that a label has a
place of its own. A link that runs past a row has a bend there, which takes room like a box; so no
curve runs through a box. Links whose bends would be too many are cut: their label stands at their
source, and no curve leads on.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from ulysse_game.authoring.map.layout.columns import columns
from ulysse_game.authoring.map.layout.layers import rows, turned
from ulysse_game.authoring.map.layout.ordering import ordered

GAP = 18.0
"""What stays free between two boxes of a row."""
_BEND = 6.0
_LEAST, _MOST, _SLOPE = 14.0, 56.0, 0.07
"""What stays free between two rows: the more, the farther curves go sideways there."""
_STEP = 13.0
"""Between two links that leave a box."""
LOOP = 22.0
"""How far a link from a box to itself goes out."""


class Box(NamedTuple):
    """A box to be placed. ``side`` is ``top`` or ``bottom`` for what must stand above or below all
    others, as the doors of a picture do.
    """

    width: float
    height: float
    side: str = ""


class Link(NamedTuple):
    """A link between two boxes, by their numbers, with the size of its label (0 for none).

    A ``target`` of -1 is not in the picture: such a link is cut.
    ``cut_width`` and ``cut_height`` are those of its label where the link is cut.
    """

    source: int
    target: int
    width: float = 0.0
    height: float = 0.0
    cut_width: float = 0.0
    cut_height: float = 0.0


class Knot(NamedTuple):
    """Where a line passes a row: straight down at ``x`` from ``top`` to ``bottom``."""

    x: float
    top: float
    bottom: float


class Line(NamedTuple):
    """The line of a link, from above to below, curved between its knots.

    ``is_up`` says that it leads from below to above. ``label`` is the middle of its label.
    ``is_cut`` says that it ends at its label.
    """

    knots: tuple[Knot, ...]
    is_up: bool = False
    label: tuple[float, float] | None = None
    is_cut: bool = False


class Picture(NamedTuple):
    """A drawing: the upper left corners of the boxes, and the lines of the links, in their order.

    A link from a box to itself has a line without knots.
    """

    width: float
    height: float
    boxes: tuple[tuple[float, float], ...]
    lines: tuple[Line, ...]


def drawn(boxes: Sequence[Box], links: Sequence[Link], most_bends: int) -> Picture:
    """The picture of these boxes as one piece, whether or not they hang together."""
    plan = _Plan(boxes, links, most_bends)
    plan.order = ordered(plan.order, plan.above, plan.below)
    widths = [size[0] for size in plan.sizes]
    plan.x = columns(plan.order, plan.above, plan.below, widths, plan.is_bend, GAP)
    plan.settle()
    right = max((x + width / 2 for x, width in zip(plan.x, widths, strict=True)), default=0.0)
    places = tuple(
        (plan.x[n] - box.width / 2, plan.middle(n) - box.height / 2) for n, box in enumerate(boxes)
    )
    height = plan.bottom[-1] if plan.bottom else 0.0
    return Picture(right, height, places, plan.lines())


class _Plan:
    """The picture in the making: vertices are the boxes, then the bends and labels of links."""

    def __init__(self, boxes: Sequence[Box], links: Sequence[Link], most_bends: int) -> None:
        self.links = links
        self.loops = {link.source for link in links if link.source == link.target}
        self.sizes = [
            (box.width + (2 * LOOP if n in self.loops else 0), box.height)
            for n, box in enumerate(boxes)
        ]
        self.is_bend = [False] * len(boxes)
        self.above: list[list[int]] = [[] for _ in boxes]
        self.below: list[list[int]] = [[] for _ in boxes]
        self.is_up, row = self._rows(boxes)
        self.row = [2 * each for each in row]
        self.cut = self._too_long(most_bends)
        self.chains: list[list[int]] = []
        self.labels: list[int | None] = []
        for number in range(len(links)):
            self._add(number)
        self.order: list[list[int]] = [[] for _ in range(1 + max(self.row, default=-1))]
        for vertex, each in enumerate(self.row):
            self.order[each].append(vertex)
        self.x: list[float] = []
        self.top: list[float] = []
        self.bottom: list[float] = []

    def _rows(self, boxes: Sequence[Box]) -> tuple[list[bool], list[int]]:
        """Which links lead up, and the row of every box, from 0 without gaps."""
        straight = [n for n, link in enumerate(self.links) if -1 != link.target != link.source]
        edges = [(self.links[n].source, self.links[n].target) for n in straight]
        back = {straight[n] for n in turned(len(boxes), edges)}
        is_up = [n in back for n in range(len(self.links))]
        down = [
            (target, source) if is_up[n] else (source, target)
            for n, (source, target) in zip(straight, edges, strict=True)
        ]
        found = rows(len(boxes), down)
        inner = [row for row, box in zip(found, boxes, strict=True) if not box.side]
        ends = {"top": min(inner, default=0) - 1, "bottom": max(inner, default=0) + 1}
        found = [ends.get(box.side, row) for row, box in zip(found, boxes, strict=True)]
        taken = {row: number for number, row in enumerate(sorted(set(found)))}
        return is_up, [taken[row] for row in found]

    def _ends(self, number: int) -> tuple[int, int]:
        """The upper and the lower box of a link."""
        link = self.links[number]
        return (link.target, link.source) if self.is_up[number] else (link.source, link.target)

    def _length(self, number: int) -> int:
        upper, lower = self._ends(number)
        return self.row[lower] - self.row[upper]

    def _too_long(self, most: int) -> set[int]:
        """The links to cut: the longest, but for the shortest one that leads to a box."""
        cut = {n for n, link in enumerate(self.links) if link.target == -1}
        order = sorted(set(range(len(self.links))) - cut, key=self._length)
        has_way = set()
        bends = 0
        for number in order:
            bends += self._length(number)
            target = self.links[number].target
            if bends > most and target in has_way and self._length(number) > 2:
                bends -= self._length(number)
                cut.add(number)
            has_way.add(target)
        return cut

    # -- vertices -------------------------------------------------------------------------------

    def _add(self, number: int) -> None:
        """The bends and the label of a link, in a chain from above to below."""
        link = self.links[number]
        upper, lower = self._ends(number)
        if link.source == link.target:
            self.chains.append([])
            self.labels.append(None)
            return
        if number in self.cut:
            flag = self._vertex(self.row[link.source] + 1, (link.cut_width, link.cut_height))
            self._join(link.source, flag)
            self.chains.append([link.source, flag])
            self.labels.append(flag)
            return
        first, last = self.row[upper], self.row[lower]
        labelled = (last - 1 if self.is_up[number] else first + 1) if link.width else -1
        chain, label = [upper], None
        for row in range(first + 1, last):
            is_label = row == labelled
            vertex = self._vertex(row, (link.width, link.height) if is_label else (_BEND, 0.0))
            self.is_bend[vertex] = not is_label
            label = vertex if is_label else label
            chain.append(vertex)
        chain.append(lower)
        for one, other in itertools.pairwise(chain):
            self._join(one, other)
        self.chains.append(chain)
        self.labels.append(label)

    def _vertex(self, row: int, size: tuple[float, float]) -> int:
        self.row.append(row)
        self.sizes.append(size)
        self.is_bend.append(False)
        self.above.append([])
        self.below.append([])
        return len(self.row) - 1

    def _join(self, upper: int, lower: int) -> None:
        self.below[upper].append(lower)
        self.above[lower].append(upper)

    # -- places ---------------------------------------------------------------------------------

    def settle(self) -> None:
        """Say where each row begins and ends."""
        at = 0.0
        for number, row in enumerate(self.order):
            if number:
                aside = (
                    abs(self.x[vertex] - self.x[each])
                    for vertex in row
                    for each in self.above[vertex]
                )
                at += max(_LEAST, min(_MOST, _LEAST + _SLOPE * max(aside, default=0.0)))
            self.top.append(at)
            at += max((self.sizes[vertex][1] for vertex in row), default=0.0)
            self.bottom.append(at)

    def middle(self, vertex: int) -> float:
        """The height of the middle of a vertex."""
        row = self.row[vertex]
        return (self.top[row] + self.bottom[row]) / 2

    def lines(self) -> tuple[Line, ...]:
        """The lines of all links."""
        leaving: dict[int, list[tuple[float, int]]] = {}
        coming: dict[int, list[tuple[float, int]]] = {}
        for number, chain in enumerate(self.chains):
            if chain:
                leaving.setdefault(chain[0], []).append((self.x[chain[1]], number))
                coming.setdefault(chain[-1], []).append((self.x[chain[-2]], number))
        starts = {n: x for vertex, found in leaving.items() for n, x in self._doors(vertex, found)}
        ends = {n: x for vertex, found in coming.items() for n, x in self._doors(vertex, found)}
        return tuple(
            self._line(number, chain, starts.get(number, 0.0), ends.get(number, 0.0))
            for number, chain in enumerate(self.chains)
        )

    def _doors(self, vertex: int, found: list[tuple[float, int]]) -> list[tuple[int, float]]:
        """Where the lines at one side of a vertex touch it, in their order from left to right."""
        room = self.sizes[vertex][0] - (2 * LOOP if vertex in self.loops else 0)
        step = min(_STEP, 0.8 * room / len(found))
        left = self.x[vertex] - step * (len(found) - 1) / 2
        return [(number, left + step * n) for n, (_, number) in enumerate(sorted(found))]

    def _line(self, number: int, chain: list[int], start: float, end: float) -> Line:
        is_cut, label = number in self.cut, self.labels[number]
        at = None if label is None else (self.x[label], self.middle(label))
        if not chain:
            return Line(())
        knots = []
        for place, vertex in enumerate(chain):
            row, half = self.row[vertex], self.sizes[vertex][1] / 2
            x, top, bottom = self.x[vertex], self.top[row], self.bottom[row]
            if place == 0:
                x, top = start, self.middle(vertex) + half
            elif place == len(chain) - 1:
                x, bottom = end, self.middle(vertex) - half
            knots.append(Knot(x, top, bottom))
        return Line(tuple(knots), self.is_up[number] and not is_cut, at, is_cut)
