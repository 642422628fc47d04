"""The engine's word: a path through the graph becomes a route that the engine has gone.

Each choice is made in the engine, and after each the engine must stand where the path says, with
the values it says. Where chance decides, a seed is looked for whose draws go that way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from ulysse_game.engine import Machine, NotOpen, State, begin, step
from ulysse_game.explore.route import Route, Taken, replayed
from ulysse_game.explore.search.concrete import follow, may_take, moment_at, take
from ulysse_game.explore.search.localize import Path
from ulysse_game.explore.search.needs import Way
from ulysse_game.explore.search.terrain import Moment, Terrain

SEEDS = 100_000
"""Seeds tried before chance is taken not to go that way."""

LONGEST = 10_000
"""Ways passed without a choice before a path is taken to run in a ring."""


class Reading(Protocol):
    """How a state of the engine reads in the graph."""

    def point_of(self, state: State, /) -> int:
        """The point at which it stands."""
        ...

    def values_of(self, state: State, /) -> list[int]:
        """What every cell holds."""
        ...


class Course(NamedTuple):
    """What a route must do: choices, and where the story stands before each and at the last.

    The last moment is nothing where chance goes on and it does not matter which way.
    """

    steps: tuple[Taken, ...]
    moments: tuple[Moment | None, ...]


def course(terrain: Terrain, start: Moment, path: Path) -> Course | None:
    """The choices of a path and the moments between them; nothing when it cannot be followed.

    The last way is followed up to where the player next has a choice, or the story ends.
    """
    ways = [*path.ways]
    if path.occasion.way >= 0:
        ways.append(path.occasion[:2])
    along, done = follow(terrain, start, ways)
    if done < len(ways):
        return None
    point = terrain.edge(*ways[-1]).target if ways else start.point
    values = along[-1]
    is_free = not _has_chance(terrain, ways)
    kinds = terrain.graph.points
    while kinds[point].kind in ("ask", "chance"):
        way = _way_on(terrain, point, values)
        if way is None or len(ways) > LONGEST:
            return None
        if is_free and kinds[point].kind == "chance":
            break
        ways.append((point, way))
        values = take(terrain, point, way, values)
        along.append(values)
        point = terrain.edge(point, way).target
    points = [*(point for point, _ in ways), point]
    waits = [n for n, at in enumerate(points) if kinds[at].kind in ("wait", "end")]
    moments: list[Moment | None] = [moment_at(terrain, points[n], along[n]) for n in waits]
    if kinds[point].kind == "chance":
        waits.append(len(ways))
        moments.append(None)
    steps = tuple(_taken(terrain, ways[n]) for n in waits[:-1])
    return Course(steps, tuple(moments))


def _has_chance(terrain: Terrain, ways: Sequence[Way]) -> bool:
    """Whether chance has a say in the last step, which begins where the player last chose."""
    for point, _ in reversed(ways):
        kind = terrain.graph.points[point].kind
        if kind != "ask":
            return kind == "chance"
    return False


def witness(
    machine: Machine,
    reading: Reading,
    asked: Course,
    confirmed: Callable[[Route], bool] | None = None,
    seeds: int = SEEDS,
    before: Route | None = None,
) -> Route | None:
    """A route of the engine's that takes this course, and that ``confirmed`` agrees with.

    ``before`` leads to where the course begins, when that is not the story's beginning. Nothing
    when there is none: then the graph is wrong, or chance does not go that way with any of the
    first ``seeds`` seeds.
    """
    draws = _drawn_at(machine, reading, asked, seeds) if before is None else []
    if draws is None:
        return None
    prefix = () if before is None else before.steps
    own = () if before is None else (before.seed,)
    for seed in (*own, *range(seeds)):
        if all(_goes(machine, reading, draw, seed) for draw in draws):
            route = Route(seed, (*prefix, *asked.steps))
            if _takes(machine, reading, asked, route) and (confirmed is None or confirmed(route)):
                return route
        if not draws and confirmed is None and before is None:
            return None
    return None


class _Draw(NamedTuple):
    """A step in which chance has a say: where it begins, the choice, where it must lead."""

    state: State | None
    choice: str
    then: Moment | None


def _drawn_at(machine: Machine, reading: Reading, asked: Course, seeds: int) -> list[_Draw] | None:
    """The steps of a course that draw, each tried with whatever seed goes its way."""
    found: list[_Draw] = []
    state: State | None = None
    choices = ("", *(choice for _, choice in asked.steps))
    for choice, then in zip(choices, asked.moments, strict=True):
        draw = _Draw(state, choice, then)
        seed = next((s for s in range(seeds) if _goes(machine, reading, draw, s)), None)
        if seed is None:
            return None
        after = _after(machine, draw, seed)
        assert after is not None
        if after.draws != (0 if state is None else state.draws):
            found.append(draw)
        elif seed:
            return None
        state = after
    return found


def _goes(machine: Machine, reading: Reading, draw: _Draw, seed: int) -> bool:
    after = _after(machine, draw, seed)
    return after is not None and _stands(reading, after, draw.then)


def _after(machine: Machine, draw: _Draw, seed: int) -> State | None:
    if draw.state is None:
        return begin(machine, seed)[0]
    try:
        return step(machine, draw.state._replace(seed=seed), draw.choice)[0]
    except NotOpen:
        return None


def _stands(reading: Reading, state: State, moment: Moment | None) -> bool:
    return moment is None or (
        reading.point_of(state) == moment.point and tuple(reading.values_of(state)) == moment.values
    )


def _takes(machine: Machine, reading: Reading, asked: Course, route: Route) -> bool:
    states: Sequence[State] | None = replayed(machine, route)
    if states is None:
        return False
    last = states[len(states) - len(asked.moments) :]
    return all(
        _stands(reading, state, moment) for state, moment in zip(last, asked.moments, strict=True)
    )


def _way_on(terrain: Terrain, point: int, values: dict[str, int]) -> int | None:
    return next((way for way in terrain.ways[point] if may_take(terrain, point, way, values)), None)


def _taken(terrain: Terrain, way: Way) -> Taken:
    return terrain.graph.points[way[0]].location, terrain.edge(*way).choice
