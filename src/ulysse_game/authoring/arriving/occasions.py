"""A place as moments of the explorer's graph: where it is come to, and what must hold there.

Nothing here searches; what is found at these moments is believed only when the engine says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ulysse_game.authoring.arriving.aim import Aim, is_copy
from ulysse_game.authoring.arriving.differences import Difference
from ulysse_game.authoring.arriving.ground import Ground
from ulysse_game.explore.flow import Note
from ulysse_game.explore.search import Occasion
from ulysse_game.story import NO, YES, Expression, Read, conjunction, disjunction, negate

Wanted: TypeAlias = tuple[Difference, bool] | None
"""What the arrival must be like besides: a difference and its answer."""


def occasions(ground: Ground, aim: Aim, wanted: Wanted = None) -> tuple[Occasion, ...]:
    """The moments that are this place in such a state, as far as values allow them."""
    waits = tuple(_waits(ground, aim))
    found = (
        tuple(Occasion(point, condition=_at(ground, aim, wanted, point)) for point in waits)
        if waits or aim.choice
        else tuple(_readings(ground, aim, wanted))
    )
    return tuple(each for each in found if each.condition != NO)


def entrances(ground: Ground, aim: Aim) -> tuple[Occasion, ...]:
    """The moments at which the place is entered, whatever else holds."""
    plain = aim._replace(where=None)
    return tuple(_readings(ground, plain, None))


def _waits(ground: Ground, aim: Aim) -> Iterator[int]:
    """The points at which the story waits in the place."""
    for point in sorted(ground.terrain.masks):
        there = ground.flow.points[point]
        where = there.location if aim.location else there.location.partition("/")[0]
        if there.kind == "wait" and where == (aim.location or aim.scene):
            yield point


def _at(ground: Ground, aim: Aim, wanted: Wanted, point: int) -> Expression:
    """What must hold at a point where the story waits."""
    there = ground.flow.points[point]
    parts: list[Expression] = []
    if aim.where is not None:
        parts.append(ground.flow.lower(aim.where, there.room, there.ending))
    if aim.choice:
        parts.append(_opens(ground, point, aim.choice))
    else:
        parts += _unpicked(ground, aim)
    if wanted is not None:
        difference, holds = wanted
        if difference.choice:
            asked = _opens(ground, point, difference.choice)
        else:
            asked = ground.flow.lower(difference.condition, there.room, there.ending)
        parts.append(asked if holds else negate(asked))
    return conjunction(tuple(parts))


def _unpicked(ground: Ground, aim: Aim) -> list[Expression]:
    """That nothing has been picked yet: one arrives, and does not come back."""
    begins = f"@picked:{aim.scene}#"
    return [negate(Read(name)) for name in ground.flow.by_name if name.startswith(begins)]


def _opens(ground: Ground, point: int, choice: str) -> Expression:
    """When a choice of this name is open at a point."""
    edges = (ground.terrain.edge(point, way) for way in ground.terrain.ways[point])
    return disjunction(tuple(each.guard for each in edges if is_copy(each.choice, choice)))


def _readings(ground: Ground, aim: Aim, wanted: Wanted) -> Iterator[Occasion]:
    """The moments at which the text of a place is read that the story only passes through."""
    if wanted is not None and wanted[0].choice:
        return
    notes = {("place", aim.location)} if aim.location else {("scene", aim.scene)}
    room = ground.machine.head(aim.scene)[0].room
    for point in sorted(ground.terrain.masks):
        for way in ground.terrain.ways[point]:
            edge = ground.terrain.edge(point, way)
            for number, op in enumerate(edge.ops):
                if not isinstance(op, Note) or (op.kind, op.name) not in notes:
                    continue
                text = _read_after(edge.ops, number, aim.scene)
                there = room or ground.flow.points[edge.target].room
                yield Occasion(point, way, text, _asked(ground, aim, wanted, there))


def _read_after(ops: tuple[object, ...], number: int, scene: str) -> int:
    """The op at which the scene's text is read, what entering did being done; else the same."""
    for later in range(number, len(ops)):
        op = ops[later]
        if isinstance(op, Note) and op.kind == "text" and op.name.partition(".")[0] == scene:
            return later
    return number


def _asked(ground: Ground, aim: Aim, wanted: Wanted, room: int) -> Expression:
    parts = [YES if aim.where is None else ground.flow.lower(aim.where, room)]
    if wanted is not None:
        asked = ground.flow.lower(wanted[0].condition, room)
        parts.append(asked if wanted[1] else negate(asked))
    return conjunction(tuple(parts))


__all__ = ["Wanted", "entrances", "occasions"]
