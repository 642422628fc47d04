"""What an exploration stands on: the flow of a story from one start, and what values allow there.

Made once in every process and kept, since everything else reads it. Nothing here searches.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.engine import Machine, State
from ulysse_game.explore.cartesian import Reach, cartesian
from ulysse_game.explore.collecting import nothing_collected
from ulysse_game.explore.flow import Flow
from ulysse_game.explore.flow.code import FlowCode
from ulysse_game.explore.items import Items, Key
from ulysse_game.explore.route import Route, replayed
from ulysse_game.explore.search.question import Occasion, Question, questions_of
from ulysse_game.explore.search.terrain import Moment, Terrain
from ulysse_game.explore.skeleton import Skeleton, skeleton
from ulysse_game.explore.verdict import Impossible
from ulysse_game.explore.watch import Watcher
from ulysse_game.story import Expression


class NoRoute(Exception):  # noqa: N818 - a state of affairs
    """The route that an exploration should start from leads nowhere."""


class Site(NamedTuple):
    """One start in one story.

    ``questions`` are those that values leave open; ``at_least`` a lower bound of the choices each
    would take. Beside the items there are questions about the way on: ``trap`` and ``runaway``, by
    the location of what may be one; those that are ``unsure`` are no traps for being come to, only
    where no ending can be reached from the state they are come to in. ``begun`` is what
    the page at the end of ``prefix`` shows.
    """

    machine: Machine
    prefix: Route
    flow: Flow
    reach: Reach
    terrain: Terrain
    items: Items
    code: FlowCode
    start: Moment
    questions: dict[Key, Question]
    at_least: dict[Key, int]
    skeleton: Skeleton
    unsure: frozenset[Key]
    begun: frozenset[Key]

    def excluded(self, key: Key) -> Impossible | None:
        """That values alone exclude an item."""
        if key in self.questions or key in self.begun:
            return None
        return Impossible("values", "nothing leads there, or its condition never holds")


_MADE: list[Site] = []
_MOST_MADE = 4


def site_of(machine: Machine, prefix: Route, also: tuple[Expression, ...] = ()) -> Site:
    """The site at the end of ``prefix``; raises ``NoRoute`` when that is no route.

    ``also`` are ground conditions that will be asked besides those of the story.
    """
    for site in _MADE:
        if site.machine is machine and site.prefix == prefix and not also:
            return site
    with nothing_collected():
        site = _made(machine, prefix, also)
    if not also:
        del _MADE[: -_MOST_MADE + 1]
        _MADE.append(site)
    return site


def _made(machine: Machine, prefix: Route, also: tuple[Expression, ...]) -> Site:
    flow = Flow(machine, also)
    states = replayed(machine, prefix) if prefix.steps else None
    if states is not None:
        start = Moment(flow.point_of(states[-1]), tuple(flow.values_of(states[-1])))
    elif prefix.steps:
        raise NoRoute
    else:
        start = Moment(flow.start(), tuple(flow.start_values()))
    reach = cartesian(flow, [(start.point, list(start.values))])
    terrain = Terrain(flow, reach.at, reach.feasible)
    items = Items(flow)
    begun: frozenset[Key] = frozenset()
    if states is not None:
        begun = frozenset(_page(Watcher(machine, flow, items), states, prefix.steps[-1][1]))
    questions = {
        key: question for key, question in questions_of(terrain).items() if key in reach.items
    }
    code = FlowCode(flow, items.bit)
    bones = skeleton(reach)
    asked = _about_the_way_on(flow, bones)
    questions |= asked
    sure = {("trap", flow.points[point].location) for point in bones.traps}
    at_least = _bounds(terrain, start.point, questions)
    return Site(
        machine,
        prefix,
        flow,
        reach,
        terrain,
        items,
        code,
        start,
        questions,
        at_least,
        bones,
        frozenset(asked.keys() - sure),
        begun,
    )


def _page(watcher: Watcher, states: tuple[State, ...], choice: str) -> Iterator[Key]:
    """What a route's last page shows: its place, what is read there, its choices and reasons."""
    last = watcher.step(states[-2], choice)
    location = last.state.location
    scene, is_item, _ = location.partition("/")
    yield ("scene", scene)
    if is_item:
        yield ("place", location)
    if last.state.ending:
        yield ("ending", last.state.ending)
    of_the_page = watcher.look(last.state)
    for item in watcher.all.of(last.items | of_the_page):
        line = item.name.partition("#")[0]
        is_read = item.kind in ("text", "alternative") and line in (scene, f"{scene}.title")
        if is_read or watcher.all.bit(item.kind, item.name) & of_the_page:
            yield (item.kind, item.name)


def _about_the_way_on(flow: Flow, bones: Skeleton) -> dict[Key, Question]:
    """What the skeleton leaves open: pages without an ending ahead, rings without a choice."""
    asked: dict[Key, list[Occasion]] = {}
    points = flow.points
    for point in bones.traps:
        if points[point].kind == "wait":
            key = ("trap", points[point].location)
            asked.setdefault(key, []).append(Occasion(point))
    for each in bones.questions:
        if each.kind == "ahead":
            key = ("trap", points[each.point].location)
            asked.setdefault(key, []).append(Occasion(each.point, condition=each.condition))
    for ring in bones.rings:
        key = ("runaway", points[ring.points[0]].location)
        asked.setdefault(key, []).append(Occasion(ring.points[0]))
    return {key: Question(*key, tuple(each)) for key, each in asked.items()}


def _bounds(terrain: Terrain, start: int, questions: dict[Key, Question]) -> dict[Key, int]:
    """The fewest choices after which each could happen if every condition could be met."""
    distance = _distances(terrain, start)
    far = len(terrain.masks)
    bounds = {}
    for key, question in questions.items():
        bounds[key] = min(
            (
                distance.get(point, far) + (terrain.cost(point) if way >= 0 else 0)
                for point, way, _, _ in question.occasions
            ),
            default=0,
        )
    return bounds


def _distances(terrain: Terrain, start: int) -> dict[int, int]:
    """The fewest choices to every point, values apart (breadth first with steps of 0 and 1)."""
    distance = {start: 0}
    waiting = deque([start])
    while waiting:
        point = waiting.popleft()
        cost = terrain.cost(point)
        for number in terrain.ways[point]:
            target = terrain.edge(point, number).target
            there = distance[point] + cost
            if there < distance.get(target, there + 1):
                distance[target] = there
                if cost:
                    waiting.append(target)
                else:
                    waiting.appendleft(target)
    return distance


__all__ = ["NoRoute", "Site", "site_of"]
