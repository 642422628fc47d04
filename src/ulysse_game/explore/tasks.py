"""The tasks of an exploration: plain data out, plain data back, carried out in any process.

Each process makes the site of a task once, and keeps what its random play and its solver have
learned about it. Nothing here decides what is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from typing import NamedTuple

from ulysse_game.engine import Machine, NotOpen, Runaway
from ulysse_game.explore.items import Key
from ulysse_game.explore.live import live_partitions
from ulysse_game.explore.route import Route, Taken
from ulysse_game.explore.search import Excluded, Found, Path, localize
from ulysse_game.explore.search.ahead import hopeless, nearest
from ulysse_game.explore.search.everything import enumerate_states
from ulysse_game.explore.search.solve import Solver
from ulysse_game.explore.site import Site, site_of
from ulysse_game.explore.walk import Walk
from ulysse_game.explore.watch import Watcher

Steps = tuple[Taken, ...]

SLICE = 0.5
"""Seconds of random play between two looks at what was found."""


class Stretch(NamedTuple):
    """Random play for some seconds from the end of ``prefix``."""

    prefix: Route
    seed: int
    seconds: float


class Played(NamedTuple):
    """What a stretch of random play showed: items with the ways to them."""

    choices: int
    ways: tuple[tuple[Key, Steps], ...]


def stretches(prefix: Route, seed: int, goes_on: Callable[[], bool]) -> Iterator[Stretch]:
    """Stretches of random play, each with a seed of its own, for as long as ``goes_on``."""
    number = 0
    while goes_on():
        yield Stretch(prefix, seed * 7_919 + number, SLICE)
        number += 1


def play_some(machine: Machine, stretch: Stretch) -> Played:
    """Play at random for a while, going on with what this process has found before."""
    site = site_of(machine, stretch.prefix)
    known = next((walk for of, walk in _WALKS if of is site), None)
    if known is None:
        starts = ((site.start.point, site.start.values),)
        known = Walk(site.code, site.items, starts, stretch.seed)
        _WALKS[:] = [*_WALKS[-1:], (site, known)]
    end = monotonic() + stretch.seconds
    before = known.choices
    walked = known.walk(lambda: monotonic() >= end)
    every = site.items.every
    ways = tuple(((every[n].kind, every[n].name), walked.ways[n]) for n in sorted(known.fresh))
    known.fresh.clear()
    return Played(walked.choices - before, ways)


_WALKS: list[tuple[Site, Walk]] = []
"""The walks of this process."""


class Task(NamedTuple):
    """One question, with a limit in states and in seconds.

    ``is_shortest`` wants a way that is proved shortest or none; else any way will do.
    """

    prefix: Route
    key: Key
    limit: int
    seconds: float
    is_shortest: bool = False


class Answer(NamedTuple):
    """What came of a question: ``found``, ``excluded`` or ``open``."""

    key: Key
    kind: str
    steps: Steps
    at_least: int
    cells: tuple[str, ...]
    states: int


def answer_one(machine: Machine, task: Task) -> Answer:
    """Search for one item."""
    return answered(site_of(machine, task.prefix), task)


def answered(site: Site, task: Task) -> Answer:
    """Search for one item at a site that is there already."""
    end = monotonic() + task.seconds
    question = site.questions[task.key]
    if task.is_shortest:
        answer = localize(site.terrain, site.start, question, task.limit, lambda: monotonic() < end)
    else:
        answer = _solver(site).answer(question, task.limit, lambda: monotonic() < end)
    match answer:
        case Found(path, at_least):
            return Answer(task.key, "found", steps_of(site, path), at_least, (), 0)
        case Excluded(certificate):
            return Answer(task.key, "excluded", (), 0, certificate.cells, certificate.states)
        case _:
            return Answer(task.key, "open", (), answer.at_least, (), task.limit)


def _solver(site: Site) -> Solver:
    """The solver of this process for a site: what one question taught, the next one knows."""
    for of, solver in _SOLVERS:
        if of is site:
            return solver
    solver = Solver(site.terrain, site.start, site.questions.values(), is_hasty=True)
    _SOLVERS[:] = [*_SOLVERS[-1:], (site, solver)]
    return solver


_SOLVERS: list[tuple[Site, Solver]] = []
"""The solvers of this process."""


def steps_of(site: Site, path: Path) -> Steps:
    """The choices on a path through the graph."""
    occasion, points = path.occasion, site.flow.points
    last = () if occasion.way < 0 else ((occasion.point, occasion.way),)
    return tuple(
        (points[point].location, site.terrain.edge(point, way).choice)
        for point, way in (*path.ways, *last)
        if points[point].kind == "wait"
    )


class Swept(NamedTuple):
    """A sweep for everything of these kinds, with a limit in states and in seconds."""

    prefix: Route
    kinds: tuple[str, ...]
    limit: int
    seconds: float


class Sweeping(NamedTuple):
    """What came of a sweep.

    ``ways`` are shortest; ``missing`` was not come to, within ``depth`` choices or, if
    ``is_complete``, at all.
    """

    ways: tuple[tuple[Key, Steps], ...]
    missing: tuple[Key, ...]
    depth: int
    states: int
    is_complete: bool


def sweep_all(machine: Machine, task: Swept) -> Sweeping:
    """Go through the states that decisions, and conditions of these kinds, tell apart."""
    site = site_of(machine, task.prefix)
    end = monotonic() + task.seconds
    asked = [each for key, each in site.questions.items() if key[0] in task.kinds]
    kinds = {*task.kinds, *(("outcome",) if "yes" in task.kinds else ())}
    live = live_partitions(site.reach, lambda ask: ask.kind in kinds)
    found = enumerate_states(
        site.terrain, site.start, asked, live, task.limit, lambda: monotonic() < end
    )
    ways = {key: steps_of(site, found.path(key)) for key in found.hits if key not in site.unsure}
    keys = [(each.kind, each.name) for each in asked]
    missing = [key for key in keys if key not in found.hits]
    unsure = [key for key in keys if key in found.hits and key in site.unsure]
    lost = hopeless(found.sweep, lambda: monotonic() < end) if found.is_complete else None
    for key in unsure if lost is not None else ():
        points = [occasion.point for occasion in site.questions[key].occasions]
        hit = nearest(found.sweep, points, lost or {})
        if hit is None:
            missing.append(key)
        else:
            steps = tuple((step.point, step.way) for step in found.sweep.path(hit))
            ways[key] = steps_of(site, Path(steps, hit.occasion, hit.cost))
    return Sweeping(
        tuple(ways.items()), tuple(missing), found.cost, found.states, found.is_complete
    )


def shown_on(site: Site, watcher: Watcher, route: Route) -> Iterator[tuple[Key, Steps]]:
    """What a route shows from the site's start on, with the part of the route that leads there."""
    known, begins = 0, len(site.prefix.steps)
    try:
        seen = watcher.begin(route.seed)
    except Runaway:
        return
    for length in range(len(route.steps) + 1):
        if begins and length == begins:
            seen = seen._replace(items=watcher.look(seen.state))
        if length >= begins:
            for item in site.items.of(seen.items & ~known):
                yield (item.kind, item.name), route.steps[:length]
            known |= seen.items
        if length == len(route.steps):
            return
        location, choice = route.steps[length]
        if seen.state.location != location or seen.state.ending:
            return
        try:
            seen = watcher.step(seen.state, choice)
        except (NotOpen, Runaway):
            return
