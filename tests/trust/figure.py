"""A row of the table of threats."""

from __future__ import annotations

from typing import NamedTuple


class Figure(NamedTuple):
    """What was done against one threat, how often, and how often the game was not up to it.

    ``threat`` is in a player's words; ``done`` says what was counted, with its unit; ``bound`` is
    what was held to each time, such as "the last choice at most"; ``seconds`` are of the clock.
    """

    threat: str
    done: str
    times: int
    went_wrong: int
    bound: str
    seconds: float
