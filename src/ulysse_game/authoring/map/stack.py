"""Sheets one under another, and the lines between them.

A line to the next sheet crosses the gap between them; any other goes round by the right, where
nothing stands, each in a lane of its own as far as there are lanes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ulysse_game.authoring.map.atlas import Sheet

EDGE = 20.0
"""Round the whole map."""
GAP = 64.0
"""Between two sheets."""
LANE, LANES = 7.0, 24
"""Between two lines beside the sheets; how many lanes there are before they are used again."""


class Point(NamedTuple):
    """A point of the map."""

    x: float
    y: float


class Route(NamedTuple):
    """A line from a sheet's door to another sheet's, for some edges of one target."""

    source: str
    target: str
    chapter: str
    edges: tuple[int, ...]
    points: tuple[Point, ...]


class Stack(NamedTuple):
    """Where each sheet begins, the lines between them, and how large the whole is."""

    tops: tuple[float, ...]
    routes: tuple[Route, ...]
    width: float
    height: float


def stack(sheets: Sequence[Sheet]) -> Stack:
    """These sheets, in their order."""
    tops: list[float] = []
    at = EDGE
    for sheet in sheets:
        tops.append(at)
        at += sheet.height + GAP
    right = EDGE + max((sheet.width for sheet in sheets), default=0.0)
    routes = tuple(_routes(sheets, tops, right))
    lanes = min(LANES, sum(len(route.points) > 2 for route in routes))
    return Stack(tuple(tops), routes, right + LANE * (lanes + 1) + EDGE, at - GAP + EDGE)


def _routes(sheets: Sequence[Sheet], tops: Sequence[float], right: float) -> list[Route]:
    entries = {
        door.target: (number, door) for number, sheet in enumerate(sheets) for door in sheet.ins
    }
    found: list[Route] = []
    lane = 0
    for number, sheet in enumerate(sheets):
        for door in sheet.outs:
            goal, entry = entries[door.target]
            start = Point(EDGE + door.x, tops[number] + sheet.height)
            end = Point(EDGE + entry.x, tops[goal])
            points = [start, end]
            if goal != number + 1:
                lane = lane % LANES + 1
                x = right + LANE * lane
                by = GAP * lane / (2 * LANES + 2)
                points[1:1] = [
                    Point(start.x, start.y + by),
                    Point(x, start.y + by),
                    Point(x, end.y - by),
                    Point(end.x, end.y - by),
                ]
            found.append(
                Route(
                    sheet.cluster.id, door.target, sheets[goal].cluster.id, door.edges, (*points,)
                )
            )
    return found
