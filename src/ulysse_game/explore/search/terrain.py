"""The ground a search goes over: which ways may be taken at all, and what each can hold where.

A graph and its Cartesian masks, looked up by number and in both directions. Made once for a story
and read by every search; nothing here searches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, Protocol

from ulysse_game.explore.domain import Domain
from ulysse_game.explore.flow.graph import Cell, Edge, Point, Set
from ulysse_game.explore.search.settled import settled
from ulysse_game.story import Expression, conjunction, negate, reads


class Graph(Protocol):
    """The part of a flow that a search looks at."""

    @property
    def cells(self) -> Sequence[Cell]:
        """What a State holds, by number."""
        ...

    @property
    def points(self) -> Sequence[Point]:
        """Where the story can stand, by number."""
        ...

    def edges(self, point: int, /) -> tuple[Edge, ...]:
        """The ways from a point, in order."""
        ...


class Moment(NamedTuple):
    """The story at a point, every cell's value known. Cells beyond ``values`` are at their start.

    A search begins in moments; a moment is plain data and may be sent to another process.
    """

    point: int
    values: tuple[int, ...]


class Terrain:
    """A graph with what Cartesian reachability knows of it: an over-approximation, never less."""

    def __init__(
        self,
        graph: Graph,
        masks: Mapping[int, tuple[int, ...]],
        feasible: AbstractSet[tuple[int, int]],
    ) -> None:
        """``masks`` give, per point that may be come to, each cell's possible values as bits above
        its ``low``; ``feasible`` are the ways (point, number of edge) that may be taken.
        """
        self.graph = graph
        self.masks = masks
        self.number = {cell.name: n for n, cell in enumerate(graph.cells)}
        self.ways: dict[int, list[int]] = {point: [] for point in masks}
        self.into: dict[int, list[tuple[int, int]]] = {point: [] for point in masks}
        for point, number in sorted(feasible):
            self.ways[point].append(number)
            self.into[graph.edges(point)[number].target].append((point, number))
        self._domain = Domain(list(graph.cells), self.number)
        self._asked: dict[tuple[int, int], Expression] = {}
        self._reads: dict[Expression, frozenset[int]] = {}
        self._asks: dict[tuple[int, int], frozenset[int]] = {}
        self._writes: dict[tuple[int, int], frozenset[int]] = {}
        self._order: dict[int, int] = {}

    def edge(self, point: int, number: int) -> Edge:
        """The way ``number`` from ``point``."""
        return self.graph.edges(point)[number]

    def mask(self, point: int, cell: int) -> int:
        """The values that ``cell`` may have at ``point``, as bits above its ``low``."""
        masks = self.masks[point]
        if cell < len(masks):
            return masks[cell]
        there = self.graph.cells[cell]
        return 1 << (there.start - there.low)

    def is_settled(self, point: int, cell: int) -> bool:
        """Whether ``cell`` has one value only at ``point``."""
        mask = self.mask(point, cell)
        return mask & (mask - 1) == 0

    def cost(self, point: int) -> int:
        """What a way from ``point`` costs: one choice where the player makes one."""
        return 1 if self.graph.points[point].kind == "wait" else 0

    def asked(self, point: int, number: int) -> Expression:
        """When a way is taken: its guard and, where the first that holds is taken, no earlier.

        Without what the point's masks have decided already.
        """
        key = (point, number)
        found = self._asked.get(key)
        if found is None:
            edges = self.graph.edges(point)
            found = edges[number].guard
            if self.graph.points[point].kind == "ask":
                earlier = [n for n in self.ways[point] if n < number]
                found = conjunction((*(negate(edges[n].guard) for n in earlier), found))
            if len(self.reads(found)) > 1:
                found = settled(self._domain, found, self._possible(point))
            self._asked[key] = found
        return found

    def _possible(self, point: int) -> list[int]:
        known = self.masks[point]
        rest = range(len(known), len(self.graph.cells))
        return [*known, *(self.mask(point, cell) for cell in rest)]

    def reads(self, expression: Expression) -> frozenset[int]:
        """The cells an expression reads."""
        found = self._reads.get(expression)
        if found is None:
            found = frozenset(self.number[name] for name in reads(expression))
            self._reads[expression] = found
        return found

    def asks(self, point: int, number: int) -> frozenset[int]:
        """The cells that decide whether a way is taken."""
        found = self._asks.get((point, number))
        if found is None:
            found = self._asks[point, number] = self.reads(self.asked(point, number))
        return found

    def writes(self, point: int, number: int) -> frozenset[int]:
        """The cells a way sets."""
        found = self._writes.get((point, number))
        if found is None:
            ops = self.edge(point, number).ops
            found = frozenset(op.cell for op in ops if isinstance(op, Set))
            self._writes[point, number] = found
        return found

    def towards(self, targets: Iterable[int]) -> set[int]:
        """The points from which one of ``targets`` may be come to, themselves included."""
        found = {point for point in targets if point in self.masks}
        waiting = list(found)
        while waiting:
            for before, _ in self.into[waiting.pop()]:
                if before not in found:
                    found.add(before)
                    waiting.append(before)
        return found

    def order(self, point: int) -> int:
        """The place of ``point`` in an order in which, rings apart, each stands before the next."""
        if not self._order:
            self._order = self._reversed_postorder()
        return self._order[point]

    def _reversed_postorder(self) -> dict[int, int]:
        entered: set[int] = set()
        left: list[int] = []
        for first in sorted(self.masks):
            if first in entered:
                continue
            entered.add(first)
            path = [(first, iter(self.ways[first]))]
            while path:
                point, rest = path[-1]
                for number in rest:
                    target = self.edge(point, number).target
                    if target not in entered:
                        entered.add(target)
                        path.append((target, iter(self.ways[target])))
                        break
                else:
                    left.append(point)
                    path.pop()
        return {point: n for n, point in enumerate(reversed(left))}
