"""A way found by playing towards a place: mostly the choice that leads nearest, now and then not.

How near a choice leads is counted in the explorer's graph, as if every way in it could be taken.
Whether one can is asked of the engine, which does the playing. It comes soon to places that lie
deep in a long story, where a search for the shortest way would take minutes. A play learns as it
goes that a place is further than it looked (LRTA*; Korf 1990), and so goes round in no ring.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from ulysse_game.authoring.arriving.ground import Ground
from ulysse_game.engine import Event, NotOpen, Runaway, State, begin, open_ids, step
from ulysse_game.engine.chance import draw
from ulysse_game.explore.route import Taken

FAR = 1 << 30
LONGEST = 3_000
"""Choices after which a play is given up."""
WHIM = 8
"""Of so many choices one is made without looking where it leads; more as plays fail."""


def dash(
    ground: Ground,
    points: Iterable[int],
    is_there: Callable[[State, tuple[Event, ...]], bool],
    goes_on: Callable[[], bool],
) -> tuple[Taken, ...] | None:
    """The choices of a play that comes there, with seed 0; nothing if none did in the time.

    Of several that do, the shortest that the time allows.
    """
    near = _distances(ground, points)
    best: tuple[Taken, ...] | None = None
    number = 0
    while goes_on():
        number += 1
        longest = LONGEST if best is None else len(best)
        found = _play(ground, dict(near), is_there, number, longest)
        best = found or best
        if best is not None and number >= 20:
            break
    return best


def _play(
    ground: Ground,
    near: dict[int, int],
    is_there: Callable[[State, tuple[Event, ...]], bool],
    number: int,
    longest: int,
) -> tuple[Taken, ...] | None:
    """One play, given up where it gets as long as the best."""
    machine = ground.machine
    steps: list[Taken] = []
    try:
        state, events = begin(machine, 0)
        while not is_there(state, events):
            opens = open_ids(machine, state)
            if not opens or len(steps) + 1 >= longest:
                return None
            chance = draw(number, len(steps), 1 << 30)
            choice = _nearest(ground, near, state, opens, chance, number)
            steps.append((state.location, choice))
            state, events = step(machine, state, choice)
    except (NotOpen, Runaway):
        return None
    return tuple(steps)


def _nearest(
    ground: Ground, near: dict[int, int], state: State, opens: list[str], chance: int, number: int
) -> str:
    """The open choice that leads nearest; ``near`` learns that it is no nearer than that."""
    point = ground.flow.point_of(state)
    targets = {edge.choice: near.get(edge.target, FAR) for edge in ground.flow.edges(point)}
    best = min(targets.get(each, FAR) for each in opens)
    near[point] = max(near.get(point, FAR), best + 1)
    if number > 1 and chance % WHIM < 1 + number // 50:
        return opens[chance // WHIM % len(opens)]
    equal = [each for each in opens if targets.get(each, FAR) == best]
    return equal[chance % len(equal)]


def _distances(ground: Ground, points: Iterable[int]) -> dict[int, int]:
    """By point, the fewest choices to one of ``points``, if every way could be taken."""
    terrain = ground.terrain
    near = {point: 0 for point in points if point in terrain.masks}
    waiting = deque(near)
    while waiting:
        point = waiting.popleft()
        for before, _ in terrain.into[point]:
            cost = near[point] + terrain.cost(before)
            if cost < near.get(before, FAR):
                near[before] = cost
                if terrain.cost(before):
                    waiting.append(before)
                else:
                    waiting.appendleft(before)
    return near


__all__ = ["dash"]
