"""What a search is asked: whether one of some occasions can come about.

Plain data throughout, so that questions can be spread over processes. Nothing here answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ulysse_game.explore.flow.graph import Ask, Note
from ulysse_game.explore.search.terrain import Terrain
from ulysse_game.story import YES, Expression, conjunction, negate


class Occasion(NamedTuple):
    """A moment at which the thing asked about would happen.

    On arriving at ``point`` (``way`` is -1), or while its way number ``way`` is taken, just before
    op number ``op``; in the values of that moment ``condition`` holds.
    """

    point: int
    way: int = -1
    op: int = 0
    condition: Expression = YES


class Question(NamedTuple):
    """Can the item (``kind``, ``name``) happen? It does at any of ``occasions``, and only there."""

    kind: str
    name: str
    occasions: tuple[Occasion, ...]


def questions_of(terrain: Terrain) -> dict[tuple[str, str], Question]:
    """A question for each item that ways and arrivals of the terrain speak of, in their order."""
    found: dict[tuple[str, str], list[Occasion]] = {}
    for point in sorted(terrain.masks):
        for ask in terrain.graph.points[point].asks:
            _note(found, ask, Occasion(point))
        for way in terrain.ways[point]:
            for place, op in enumerate(terrain.edge(point, way).ops):
                if isinstance(op, Ask | Note):
                    _note(found, op, Occasion(point, way, place))
    return {item: Question(*item, tuple(each)) for item, each in found.items()}


def _note(found: dict[tuple[str, str], list[Occasion]], op: Ask | Note, occasion: Occasion) -> None:
    if isinstance(op, Note):
        found.setdefault((op.kind, op.name), []).append(occasion)
    elif op.kind == "outcome":
        yes = occasion._replace(condition=op.condition)
        found.setdefault(("yes", op.name), []).append(yes)
        no = occasion._replace(condition=negate(op.condition))
        found.setdefault(("no", op.name), []).append(no)
    else:
        asked = occasion._replace(condition=op.condition)
        found.setdefault((op.kind, op.name), []).append(asked)


def taking(kind: str, name: str, point: int, way: int) -> Question:
    """Can this way be taken?"""
    return Question(kind, name, (Occasion(point, way),))


def stuck(terrain: Terrain, point: int) -> Question:
    """Can the player be at this waiting point without any open choice?"""
    closed = conjunction(
        tuple(negate(terrain.edge(point, way).guard) for way in terrain.ways[point])
    )
    there = terrain.graph.points[point]
    return Question("stuck", there.location, (Occasion(point, condition=closed),))


def ever(terrain: Terrain, kind: str, name: str, at: Callable[[int], Expression]) -> Question:
    """Can a condition hold at a page or at an ending? ``at`` gives it as asked at a point."""
    points = terrain.graph.points
    pages = [point for point in sorted(terrain.masks) if points[point].kind in ("wait", "end")]
    return Question(kind, name, tuple(Occasion(point, condition=at(point)) for point in pages))
