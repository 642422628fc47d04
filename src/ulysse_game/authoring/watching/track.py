"""A playthrough's way through a story, page by page, as its choices lead there today.

Where a choice can be made no more, the page is what the playthrough remembers of it, and every
page from there on is marked as not led to. Pure; it never raises for what a story or a past holds.
"""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game import engine
from ulysse_game.engine import Machine, State
from ulysse_game.play import Timeline, path, state_of, try_begin, try_step
from ulysse_game.play.history import Moment
from ulysse_game.play.timeline import plain_at


class Step(NamedTuple):
    """One page of the way: the node of the timeline, the choice as recorded, and what came of it.

    ``moment`` is nothing where the story has the place no more. ``holds`` says that the choices,
    made again from the beginning, lead here.
    """

    node: int
    choice: str
    moment: Moment | None
    holds: bool


def track(
    machine: Machine, seed: int, timeline: Timeline, to: int, present: State | None = None
) -> tuple[Step, ...]:
    """The way from the root of the timeline to the node ``to``.

    ``present`` is the state at the timeline's head, if it is known: it is believed even where the
    choices lead to another.
    """
    found: list[Step] = []
    state: State | None = None
    holds = True
    for number in path(timeline, to):
        node = timeline.nodes[number]
        moment: Moment | None
        if node.parent >= 0:
            moment = None if state is None else try_step(machine, state, node.choice)
        elif node.depth:
            moment = _remembered(machine, timeline, number)
        else:
            moment = try_begin(machine, seed)
        holds = holds and moment is not None
        if moment is None:
            moment = _remembered(machine, timeline, number)
        believed = present if number == timeline.head else None
        if believed is not None and (moment is None or moment.after != believed):
            moment, holds = _looked_at(machine, believed), False
        found.append(Step(number, node.choice, moment, holds))
        state = None if moment is None else moment.after
    return tuple(found)


def _remembered(machine: Machine, timeline: Timeline, node: int) -> Moment | None:
    """The page as the playthrough remembers it; nothing where the story has changed too much."""
    state = state_of(machine, plain_at(timeline, node))
    return None if state is None else _looked_at(machine, state)


def _looked_at(machine: Machine, state: State) -> Moment:
    return Moment(None, "", state, engine.look(machine, state))
