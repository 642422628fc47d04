"""From which states no ending can be reached: the endings, traced back through a whole sweep."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ulysse_game.explore.search.question import Occasion
from ulysse_game.explore.search.sweep import Hit, Sweep


def hopeless(sweep: Sweep, goes_on: Callable[[], bool] | None = None) -> dict[int, set[int]] | None:
    """By point, the states of a complete sweep from which no way leads to an ending.

    Exact where the sweep's slice is. Nothing when ``goes_on`` says no before it is done.
    """
    points = sweep.slice.terrain.graph.points
    left = {point: set(states) for point, states in sweep.seen.items()}
    for point in left:
        if points[point].kind == "end":
            left[point] = set()
    backwards = sorted(left, key=lambda point: -sweep.waves[point][0].place)
    grew = True
    while grew:
        grew = False
        for point in backwards:
            if not left[point]:
                continue
            if goes_on is not None and not goes_on():
                return None
            saved = _saved(sweep, point, left)
            if saved:
                left[point] -= saved
                grew = True
    return {point: states for point, states in left.items() if states}


def _saved(sweep: Sweep, point: int, left: dict[int, set[int]]) -> set[int]:
    """Of the states of a point that are left, those that lead to one that is not."""
    found: set[int] = set()
    for move in sweep.slice.moves(point):
        lost = left.get(move.target, set())
        here = left[point] - found
        if move.take is None:
            found |= here - lost
            continue
        take = move.take
        found |= {state for state in here if not lost.issuperset(take((state,)))}
    return found


def nearest(sweep: Sweep, points: Iterable[int], states: dict[int, set[int]]) -> Hit | None:
    """The first arrival of a sweep at one of these states of these points."""
    hits = [
        Hit(0, Occasion(point), next(iter(there)), wave.cost)
        for point in points
        if point in states
        for wave in sweep.waves[point]
        if (there := states[point].intersection(wave.states))
    ]
    return min(hits, key=lambda hit: hit.cost, default=None)
