"""The state of one playthrough: plain immutable values that hold ids and numbers.

Saving is writing it down; undo is keeping the old one. Nothing derived is in it: which choices
are open, the page, who is here are functions of it.
"""

from typing import NamedTuple

Values = tuple[int, ...]
Visits = tuple[int, ...]
Marks = tuple[tuple[int, ...], ...]
"""How often scenes were entered, and which choices taken: see :mod:`ulysse_game.engine.marks`."""

Stack = tuple[tuple[str, str], ...]
"""Where detours come back to: the location, and the target taken there.

The target is empty for the same choices again, ``>`` for the way on from that place, else a
scene's id.
"""


class State(NamedTuple):
    """Everything that can differ between two playthroughs of one story.

    ``location`` is a scene's id or an item's place such as ``report_lines/obs_01``. ``values``
    holds the room, the minute of the sol, the chapter and every declared variable, in declared
    order. ``visits`` counts scenes entered, ``marks`` remembers choices; ``heard`` and
    ``fired`` are bit sets of echoes printed and once-only rules spent. ``draws`` counts chances
    drawn from ``seed``. ``turn`` counts choices made. ``ending`` is empty while the story goes on.
    """

    location: str
    values: Values
    visits: Visits
    marks: Marks
    heard: int
    fired: int
    stack: Stack
    seed: int
    draws: int
    turn: int
    ending: str
