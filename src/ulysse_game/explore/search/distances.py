"""How far it still is: the distances of a slice, as an estimate for the search that sees all.

A slice can do all that the story can, so its distance is never more than the story's: an estimate
that never says too much. What cannot get there in a slice that was gone through whole cannot get
there at all.

Pattern databases (Culberson and Schaeffer 1998; Edelkamp 2001).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ulysse_game.explore.search.code import of_state
from ulysse_game.explore.search.needs import Uses
from ulysse_game.explore.search.question import Occasion
from ulysse_game.explore.search.slice import Move, Slice, Workshop
from ulysse_game.explore.search.sweep import StillGoing, Sweep
from ulysse_game.explore.search.terrain import Moment, Terrain


class Guide:
    """The choices still needed from each state of a slice, and each full state's place in it.

    ``is_complete``: the slice was gone through whole, so what is not in it cannot get there.
    """

    def __init__(
        self, slice: Slice, distances: Mapping[int, Mapping[int, int]], is_complete: bool
    ) -> None:
        """The distances by point and state of this slice."""
        self.slice = slice
        self.is_complete = is_complete
        self._distances = distances
        self._projections: dict[int, Callable[[int], int]] = {}

    def estimate(self, whole: Slice, point: int, state: int) -> int | None:
        """At least so many choices from a state of ``whole``; nothing when it is impossible."""
        known = self._distances.get(point)
        if known is not None:
            project = self._projections.get(point)
            if project is None:
                project = self._projections[point] = self._projection(whole, point)
            found = known.get(project(state))
            if found is not None:
                return found
        return None if self.is_complete else 0

    def _projection(self, whole: Slice, point: int) -> Callable[[int], int]:
        full, own = whole.packing, self.slice.packing
        parts = []
        for cell in sorted(own.visible[point]):
            assert cell in full.visible[point], (point, cell)
            wide = (1 << own.widths[cell]) - 1
            parts.append(f"(s >> {full.places[cell]} & {wide}) << {own.places[cell]}")
        return of_state(parts, {})


def guide(
    terrain: Terrain,
    starts: Sequence[Moment],
    occasions: Sequence[Occasion],
    uses: Uses,
    limit: int,
    goes_on: StillGoing | None = None,
    workshop: Workshop | None = None,
) -> Guide:
    """The distances to the nearest of ``occasions``, from all that ``starts`` can lead to."""
    among = terrain.towards(occasion.point for occasion in occasions)
    slice = Slice(terrain, uses, among, workshop)
    sweep = Sweep(slice, starts)
    sweep.first((), limit, goes_on)
    return Guide(slice, distances(sweep, occasions), sweep.is_complete)


def distances(sweep: Sweep, occasions: Sequence[Occasion]) -> dict[int, dict[int, int]]:
    """For each state seen from which an occasion can come about: in how many choices at least."""
    slice, terrain = sweep.slice, sweep.slice.terrain
    found: dict[int, dict[int, int]] = {}
    levels: list[list[tuple[int, set[int]]]] = [[], []]
    for occasion in occasions:
        seen = sweep.seen.get(occasion.point)
        if seen:
            take = slice.hit(occasion)
            extra = terrain.cost(occasion.point) if occasion.way >= 0 else 0
            levels[extra].append((occasion.point, set(seen if take is None else take(seen))))
    back = _Backwards(sweep)
    distance = 0
    while distance < len(levels):
        level = levels[distance]
        if len(levels) == distance + 1 and level:
            levels.append([])
        for point, states in level:  # grows while it is gone through
            known = found.setdefault(point, {})
            new = states - known.keys()
            known.update(dict.fromkeys(new, distance))
            if not new:
                continue
            for before, way in terrain.into[point]:
                earlier = back.before(before, way, new)
                if earlier:
                    levels[distance + terrain.cost(before)].append((before, earlier))
        distance += 1
    return found


class _Backwards:
    """The ways of a sweep, backwards."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep = sweep
        self._moves: dict[int, dict[int, Move]] = {}
        self._tables: dict[tuple[int, int], dict[int, list[int]]] = {}

    def before(self, point: int, way: int, states: set[int]) -> set[int]:
        """The states seen at ``point`` from which its ``way`` leads to one of ``states``."""
        seen = self._sweep.seen.get(point)
        if not seen:
            return set()
        moves = self._moves.get(point)
        if moves is None:
            moves = {move.number: move for move in self._sweep.slice.moves(point)}
            self._moves[point] = moves
        move = moves.get(way)
        if move is None:
            return set()
        take = move.take
        if take is None:
            return states & seen
        table = self._tables.get((point, way))
        if table is None:
            table = self._tables[point, way] = {}
            for state in seen:
                for after in take((state,)):
                    table.setdefault(after, []).append(state)
        return {state for after in states & table.keys() for state in table[after]}
