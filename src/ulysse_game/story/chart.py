"""The charts of a story: a plan with its people, a map of the ground, the light between planets.

Plain data that a view draws. Places on a drawing count in rows and cells from 0, those on the
ground in metres and in degrees from north, clockwise. Nothing here knows a state or a screen.
"""

from typing import NamedTuple, TypeAlias

from ulysse_game.story.expression import Expression


class Anchor(NamedTuple):
    """Where a room's name stands in a drawing; those who are there fill ``rows`` rows below it."""

    room: str
    row: int
    column: int
    width: int
    rows: int


class Plan(NamedTuple):
    """A drawing of one zone. ``drawing`` is rows of one width, blank where the anchors are.

    ``outside`` is the zone of those who are near and not aboard, if any.
    """

    zone: str
    outside: str
    drawing: tuple[str, ...]
    anchors: tuple[Anchor, ...]


class Spot(NamedTuple):
    """A point of a map, its name the text ``chart.CHART.ID``, known once ``condition`` holds.

    ``room`` is where scenes happen there, ``zone`` where people are then; either may be empty.
    """

    id: str
    metres: int
    bearing: int
    condition: Expression | None
    room: str = ""
    zone: str = ""


class Track(NamedTuple):
    """A line on the ground, such as a valley: through these places, in metres and degrees."""

    id: str
    through: tuple[tuple[int, int], ...]
    condition: Expression | None


class Site(NamedTuple):
    """A map around the zone ``centre``, whose name is the text ``chart.ID.centre``.

    ``walk_back`` is how far one may go and still come home, in metres; 0 for no such line.
    """

    centre: str
    walk_back: int
    spots: tuple[Spot, ...]
    tracks: tuple[Track, ...]


class Light(NamedTuple):
    """Earth and Mars and the light between them.

    ``delay`` is the way one way in seconds, as the story tells it; ``year``, ``month`` and ``day``
    are the date of sol 0 on Earth.
    """

    delay: Expression
    year: int
    month: int
    day: int


class Chart(NamedTuple):
    """One chart; its title is the text ``chart.ID.title``. It is there while ``condition`` holds.

    ``you`` is the person the player is, ``has_more`` whether the text ``chart.ID.also`` stands
    below it.
    """

    id: str
    condition: Expression | None
    of: "Of"
    you: str = ""
    has_more: bool = False


Of: TypeAlias = Plan | Site | Light
