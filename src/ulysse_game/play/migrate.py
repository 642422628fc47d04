"""Older forms of the saved game, brought to today's one step at a time.

A step is a pure function from the dict of one format to that of the next. Whoever changes the
format raises ``FORMAT``, adds the step from the number before, and keeps a file of the old form
among the tests' golden ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ulysse_game.play.trouble import DamagedError, SaveError
from ulysse_game.view.words import marked

FORMAT = 1

Step = Callable[[dict[str, Any]], dict[str, Any]]

STEPS: Mapping[int, Step] = {}
"""The step that leads on from each older format."""


def migrated(
    data: dict[str, Any], steps: Mapping[int, Step] = STEPS, to: int = FORMAT
) -> dict[str, Any]:
    """``data`` in the form ``to``; it says its own in ``format``.

    Raises ``SaveError`` for a form of a newer game and ``DamagedError`` for one that never was.
    """
    number = data.get("format")
    if type(number) is not int:
        raise DamagedError(marked("This saved game is damaged."))
    if number > to:
        raise SaveError(marked("This game was saved by a newer version of ulysse."))
    while number < to:
        if number not in steps:
            raise DamagedError(marked("This saved game is damaged."))
        data = {**steps[number](data), "format": number + 1}
        number += 1
    return data
