"""What a search for ways stands on: the story's graph from its beginning, and what values allow.

Less than a whole exploration needs, so that a writer waits less: nothing here lists what there is
to be seen. Made once for a story, as long as nothing more is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ulysse_game.engine import Machine
from ulysse_game.explore.cartesian import cartesian
from ulysse_game.explore.flow import Flow
from ulysse_game.explore.route import Taken
from ulysse_game.explore.search import (
    Excluded,
    Found,
    Moment,
    Occasion,
    Path,
    Question,
    Solver,
    Terrain,
    localize,
)
from ulysse_game.story import Expression


class Ground(NamedTuple):
    """The graph of one story, with the conditions that are asked besides its own."""

    machine: Machine
    flow: Flow
    terrain: Terrain
    start: Moment
    also: tuple[Expression, ...]


class Led(NamedTuple):
    """What a search came to: choices that lead there, or the proof that none do, or neither.

    No way takes fewer than ``at_least`` choices.
    """

    steps: tuple[Taken, ...] | None
    at_least: int
    is_excluded: bool


_MADE: list[Ground] = []


def ground_of(machine: Machine, also: tuple[Expression, ...] = ()) -> Ground:
    """The ground of this story; ``also`` (ground) will be asked besides."""
    for made in _MADE:
        if made.machine is machine and made.also == also:
            return made
    flow = Flow(machine, also)
    start = Moment(flow.start(), tuple(flow.start_values()))
    reach = cartesian(flow, [(start.point, list(start.values))])
    made = Ground(machine, flow, Terrain(flow, reach.at, reach.feasible), start, also)
    _MADE[:] = [*_MADE[-1:], made]
    return made


def led(
    ground: Ground,
    occasions: tuple[Occasion, ...],
    limit: int,
    goes_on: Callable[[], bool],
    is_shortest: bool = False,
) -> Led:
    """Look for a way to one of these moments, within so many states and for as long as one may.

    ``is_shortest`` wants a way that is proved shortest, or none.
    """
    question = Question("arriving", "", occasions)
    terrain, start = ground.terrain, ground.start
    if is_shortest:
        answer = localize(terrain, start, question, limit, goes_on)
    else:
        answer = Solver(terrain, start, (question,), is_hasty=True).answer(question, limit, goes_on)
    match answer:
        case Found(path, at_least):
            return Led(_steps(ground, path), at_least, False)
        case Excluded():
            return Led(None, 0, True)
        case _:
            return Led(None, answer.at_least, False)


def _steps(ground: Ground, path: Path) -> tuple[Taken, ...]:
    """The choices on a path through the graph."""
    occasion, points = path.occasion, ground.flow.points
    last = () if occasion.way < 0 else ((occasion.point, occasion.way),)
    return tuple(
        (points[point].location, ground.terrain.edge(point, way).choice)
        for point, way in (*path.ways, *last)
        if points[point].kind == "wait"
    )


__all__ = ["Ground", "Led", "ground_of", "led"]
