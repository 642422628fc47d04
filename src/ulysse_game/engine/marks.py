"""What a playthrough remembers of its scenes, in few and small pieces.

``Visits`` counts how often each scene was entered: 16 bits a scene (staying at 65,535), 32 scenes
to one whole number. ``Marks`` holds one whole number a scene with three bits for each of its
choices: taken ever, spent for good (``once``), picked since the scene was entered (``pick``).
Remembering one thing copies a short tuple and not the story.
"""

from __future__ import annotations

from ulysse_game.engine.state import Marks, Visits

CHUNK = 32
WIDTH = 16
MOST_VISITS = 0xFFFF
TAKEN, SPENT, PICKED = 0, 1, 2
STRIDE = 3


def no_visits(scenes: int) -> Visits:
    """The visits of a playthrough that has been nowhere, for a story of so many scenes."""
    return (0,) * ((scenes + CHUNK - 1) // CHUNK)


def no_marks(scenes: int) -> Marks:
    """The marks of a playthrough that has taken no choice."""
    return ((0,) * CHUNK,) * ((scenes + CHUNK - 1) // CHUNK)


def visits_of(visits: Visits, scene: int) -> int:
    """How often the scene with this number was entered."""
    return visits[scene >> 5] >> ((scene & 31) << 4) & MOST_VISITS


def visited(visits: Visits, scene: int, times: int = 1) -> Visits:
    """``visits`` with so many more of one scene."""
    number, shift = scene >> 5, (scene & 31) << 4
    chunk = visits[number]
    room = MOST_VISITS - (chunk >> shift & MOST_VISITS)
    changed = list(visits)
    changed[number] = chunk + (min(times, room) << shift)
    return tuple(changed)


def mark_of(marks: Marks, scene: int) -> int:
    """What is remembered of the choices of the scene with this number."""
    return marks[scene >> 5][scene & 31]


def with_mark(marks: Marks, scene: int, value: int) -> Marks:
    """``marks`` with another value for one scene."""
    number = scene >> 5
    chunk = list(marks[number])
    chunk[scene & 31] = value
    changed = list(marks)
    changed[number] = tuple(chunk)
    return tuple(changed)


def bit(kind: int, choice: int) -> int:
    """The bit of a choice's number: ``kind`` is ``TAKEN``, ``SPENT`` or ``PICKED``."""
    return 1 << (kind + STRIDE * choice)
