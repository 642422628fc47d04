"""The graph carried out with every value known: the slow, obvious reading of a way.

What a slice claims is followed here, step by step, and where it cannot be followed ``blame`` says
what should have been seen. Nothing here searches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ulysse_game.explore.flow.graph import Set
from ulysse_game.explore.search.question import Occasion
from ulysse_game.explore.search.terrain import Moment, Terrain
from ulysse_game.story import And, Expression, Not, Or, evaluate

Values = dict[str, int]
"""Every cell's value, by name."""


def values_at(terrain: Terrain, moment: Moment) -> Values:
    """The values of a moment; cells it does not hold are at their start."""
    cells = terrain.graph.cells
    held = moment.values
    return {c.name: held[n] if n < len(held) else c.start for n, c in enumerate(cells)}


def moment_at(terrain: Terrain, point: int, values: Mapping[str, int]) -> Moment:
    """The moment of these values."""
    return Moment(point, tuple(values[cell.name] for cell in terrain.graph.cells))


def may_take(terrain: Terrain, point: int, way: int, values: Mapping[str, int]) -> bool:
    """Whether a way can be taken in these values."""
    return bool(evaluate(terrain.asked(point, way), values))


def take(terrain: Terrain, point: int, way: int, values: Values, stop: int | None = None) -> Values:
    """The values after a way, or before its op number ``stop``."""
    after = dict(values)
    for op in terrain.edge(point, way).ops[:stop]:
        if isinstance(op, Set):
            cell = terrain.graph.cells[op.cell]
            after[cell.name] = min(max(evaluate(op.value, after), cell.low), cell.high)
    return after


def happens(terrain: Terrain, occasion: Occasion, values: Values) -> bool:
    """Whether an occasion comes about at its point in these values."""
    if occasion.way >= 0:
        if not may_take(terrain, occasion.point, occasion.way, values):
            return False
        values = take(terrain, occasion.point, occasion.way, values, occasion.op)
    return bool(evaluate(occasion.condition, values))


def follow(
    terrain: Terrain, start: Moment, ways: Sequence[tuple[int, int]]
) -> tuple[list[Values], int]:
    """The values at each point of a path, as far as it can be followed, and how many ways that is.

    When all of it can, there is one more list of values than there are ways.
    """
    values = values_at(terrain, start)
    along = [values]
    at = start.point
    for done, (point, way) in enumerate(ways):
        if point != at or not may_take(terrain, point, way, values):
            return along, done
        values = take(terrain, point, way, values)
        at = terrain.edge(point, way).target
        along.append(values)
    return along, len(ways)


def blame(
    terrain: Terrain,
    condition: Expression,
    holds: bool,
    values: Mapping[str, int],
    seen: frozenset[int],
) -> frozenset[int]:
    """Cells whose values alone make ``condition`` come out as it does (``holds``) in ``values``.

    Where one part is enough, the one that needs the fewest cells beside ``seen`` is chosen.
    """
    match condition:
        case Not(part):
            return blame(terrain, part, not holds, values, seen)
        case And(parts, _) | Or(parts, _):
            if isinstance(condition, And) == holds:
                every = [blame(terrain, part, holds, values, seen) for part in parts]
                return frozenset().union(*every)
            each = [
                blame(terrain, part, holds, values, seen)
                for part in parts
                if bool(evaluate(part, values)) == holds
            ]
            return min(each, key=lambda cells: (len(cells - seen), len(cells)))
        case _:
            return terrain.reads(condition)
