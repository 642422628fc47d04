"""What happened in one step, for display, journal and coverage. State is never rebuilt from it."""

from typing import NamedTuple, TypeAlias

from ulysse_game.engine.state import Marks, Values, Visits
from ulysse_game.story import Expression

Binding = tuple[tuple[str, Expression], ...]


class Picked(NamedTuple):
    """A choice was made: ``choice`` as the player named it, ``written`` as the writer did.

    ``label`` is the line id of what the player read to pick it.
    """

    scene: str
    choice: str
    written: str
    label: str


class Shown(NamedTuple):
    """A text was read, in the state of that moment; ``binding`` is what its loop names mean."""

    line_id: str
    binding: Binding
    values: Values
    visits: Visits
    marks: Marks
    heard: int
    ending: str = ""


class Entered(NamedTuple):
    """The story came to a place; ``chapter`` is its chapter's id where a new one opens."""

    location: str
    chapter: str


class Fired(NamedTuple):
    """A rule acted."""

    rule: str


class Ended(NamedTuple):
    """The story ended."""

    ending: str


Event: TypeAlias = Picked | Shown | Entered | Fired | Ended
