"""What a playthrough remembers of its scenes: one whole number a scene.

The low 16 bits count visits (staying at 65,535). Above them each choice of the scene has three
bits: taken ever, spent for good (``once``), picked since the scene was entered (``pick``). The
numbers stand in chunks, so that remembering one thing copies two short tuples and not the story.
"""

from __future__ import annotations

from ulysse_game.engine.state import Marks

CHUNK = 32
VISITS = 0xFFFF
TAKEN, SPENT, PICKED = 16, 17, 18
STRIDE = 3


def no_marks(scenes: int) -> Marks:
    """The marks of a playthrough that has been nowhere, for a story of so many scenes."""
    return ((0,) * CHUNK,) * ((scenes + CHUNK - 1) // CHUNK)


def mark_of(marks: Marks, scene: int) -> int:
    """What is remembered of the scene with this number."""
    return marks[scene >> 5][scene & 31]


def with_mark(marks: Marks, scene: int, value: int) -> Marks:
    """``marks`` with another value for one scene."""
    number = scene >> 5
    chunk = marks[number]
    place = scene & 31
    changed = (*chunk[:place], value, *chunk[place + 1 :])
    return (*marks[:number], changed, *marks[number + 1 :])


def visited(value: int) -> int:
    """One visit more."""
    return value if value & VISITS == VISITS else value + 1


def bit(kind: int, choice: int) -> int:
    """The bit of a choice's number: ``kind`` is ``TAKEN``, ``SPENT`` or ``PICKED``."""
    return 1 << (kind + STRIDE * choice)
