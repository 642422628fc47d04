"""What a choice pushes: for plays that want something and keep wanting it.

Uniform play drifts to the middle of every stat; what asks for an end of one is met by a play that
wishes it there all along. A wish is a cell with a direction, a choice grants it when one of its
effects moves the cell that way. A guess that only leads plays, so it may be rough: effects are read
off as they are written, conditions apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from ulysse_game.explore.flow import Cell, Edge, Set
from ulysse_game.story import Arithmetic, Choose, Expression, Number, Read

Push: TypeAlias = tuple[int, int]
"""A cell, and 1 for up, -1 for down."""


def pushes(edge: Edge, cells: list[Cell]) -> tuple[Push, ...]:
    """What a way's effects push, each once."""
    found: dict[Push, None] = {}
    for op in edge.ops:
        if isinstance(op, Set):
            way = _way(op.value, cells[op.cell])
            if way:
                found[op.cell, way] = None
    return tuple(found)


def granted(pushed: tuple[Push, ...], wishes: Mapping[int, int]) -> int:
    """How many wishes (a direction by cell) a choice grants, less those it goes against."""
    return sum(way * wishes.get(cell, 0) for cell, way in pushed)


def _way(value: Expression, cell: Cell) -> int:
    match value:
        case Number(number):
            middle = cell.low + cell.high
            return 1 if 2 * number > middle else -1 if 2 * number < middle else 0
        case Arithmetic("+" | "-" as sign, Read(name), Number(number)) if name == cell.name:
            return (1 if number > 0 else -1 if number < 0 else 0) * (1 if sign == "+" else -1)
        case Choose(_, then, otherwise):
            return _way(then, cell) or _way(otherwise, cell)
    return 0


__all__ = ["Push", "granted", "pushes"]
