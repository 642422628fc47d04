"""Graphs made by hand, for passes that only ask for cells, points and edges."""

from __future__ import annotations

from typing import cast

from ulysse_game.explore.cartesian import Reach, cartesian
from ulysse_game.explore.flow import Cell, Edge, Flow, Op, Point, Set
from ulysse_game.story import (
    YES,
    Arithmetic,
    Compare,
    Expression,
    Number,
    Read,
    evaluate,
)


class HandFlow:
    """A graph written down: each point a kind with its edges, numbered in order from 0."""

    def __init__(self, cells: list[Cell], points: list[tuple[str, list[Edge]]]) -> None:
        self.cells = cells
        self.by_name = {cell.name: number for number, cell in enumerate(cells)}
        self.points = [
            Point(number, kind, f"p{number}", 0, 1, (), "end" if kind == "end" else "", ())
            for number, (kind, _) in enumerate(points)
        ]
        self._edges = [tuple(edges) for _, edges in points]

    def edges(self, point: int) -> tuple[Edge, ...]:
        return self._edges[point]

    def start(self) -> int:
        return 0

    def start_values(self) -> list[int]:
        return [cell.start for cell in self.cells]


def reach_of(cells: list[Cell], points: list[tuple[str, list[Edge]]]) -> Reach:
    """What may be reached in such a graph from point 0."""
    return cartesian(cast(Flow, HandFlow(cells, points)))


def way(target: int, guard: Expression = YES, *ops: Op, choice: str = "") -> Edge:
    """An edge."""
    return Edge(choice, guard, ops, target)


def asks(name: str, sign: str, number: int) -> Expression:
    """``name sign number``."""
    return Compare(sign, Read(name), Number(number))


def plus(cell: int, name: str, number: int) -> Set:
    """The cell takes so much more."""
    return Set(cell, Arithmetic("+", Read(name), Number(number)))


def moved(flow: Flow, edge: Edge, values: list[int]) -> list[int]:
    """The values after an edge's effects, each brought into its cell's range."""
    after = list(values)
    for op in edge.ops:
        if isinstance(op, Set):
            cell = flow.cells[op.cell]
            value = evaluate(op.value, named(flow, after))
            after[op.cell] = min(max(value, cell.low), cell.high)
    return after


def named(flow: Flow, values: list[int]) -> dict[str, int]:
    """Values by the names of their cells."""
    return {cell.name: value for cell, value in zip(flow.cells, values, strict=True)}


def taken_ways(flow: Flow, point: int, values: list[int]) -> list[int]:
    """The numbers of the edges that may be taken from a point with these values."""
    by_name = named(flow, values)
    opens = [
        number for number, edge in enumerate(flow.edges(point)) if evaluate(edge.guard, by_name)
    ]
    return opens[:1] if flow.points[point].kind == "ask" else opens
