"""A chart as data: what is where, in one language, before anybody draws it.

Every chart is told in ``words`` too, so that nothing is lost where nothing is drawn. Distances on
the ground are metres, bearings degrees from north, clockwise; those between planets are AU.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from ulysse_game.story import Anchor

Span: TypeAlias = tuple[str, str]
"""Words and their role."""
Row: TypeAlias = tuple[Span, ...]


class Someone(NamedTuple):
    """A person on a chart: whom, as the player reads it, and whether it is the player."""

    id: str
    called: str
    is_you: bool = False


class Stall(NamedTuple):
    """A room of a plan: its name, where it stands, and who is known to be in it."""

    anchor: Anchor
    name: str
    people: tuple[Someone, ...] = ()


class PlanDrawing(NamedTuple):
    """A plan. ``here`` is the room of the present scene, if it is one of them.

    ``aboard`` are in one of its rooms, nobody knows which; ``outside`` near it.
    """

    rows: tuple[str, ...]
    stalls: tuple[Stall, ...]
    here: str = ""
    aboard: tuple[Someone, ...] = ()
    outside: tuple[Someone, ...] = ()


class Mark(NamedTuple):
    """A point of a map; ``distance`` as it is read."""

    name: str
    metres: int
    bearing: int
    distance: str
    people: tuple[Someone, ...] = ()
    is_here: bool = False


class Line(NamedTuple):
    """A line on the ground, by places in metres and degrees."""

    name: str
    through: tuple[tuple[int, int], ...]


class SiteDrawing(NamedTuple):
    """A map around ``centre``. ``walk_back`` is in metres, ``walk_name`` what its line is called.

    ``scales`` are the lengths that the bar may have, in metres, with their words.
    """

    centre: str
    walk_back: int
    walk_name: str
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    scales: tuple[tuple[int, str], ...]
    north: str


class LightDrawing(NamedTuple):
    """Both planets on a day, a Julian one. ``seconds`` is the way of the light as it is told."""

    day: float
    seconds: int
    delay: str
    sun: str
    earth: str
    mars: str


Drawing: TypeAlias = PlanDrawing | SiteDrawing | LightDrawing


class Chart(NamedTuple):
    """One chart. ``kind`` is ``plan``, ``map`` or ``light``.

    ``words`` tell all of it, a sentence each; ``beside`` are those that the drawing lacks.
    """

    id: str
    title: str
    kind: str
    words: tuple[str, ...]
    beside: tuple[str, ...]
    drawing: Drawing
