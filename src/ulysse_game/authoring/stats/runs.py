"""What is met in play: figures of runs that somebody else has made, handed in as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

PACE = 260
"""Words of fiction that a reader takes in a minute: M. Brysbaert, *How many words do we read per
minute?*, Journal of Memory and Language 109 (2019)."""
CHOOSING = 8
"""Seconds that a choice takes."""


class Runs(NamedTuple):
    """So many random plays, read page by page.

    ``words``, ``choices`` are those of each run that ended, ``shown`` how many runs showed each
    text, by line id, ``chosen`` how many took each choice, by address, ``endings`` how many came
    to each.
    """

    runs: int
    words: Sequence[int]
    choices: Sequence[int]
    shown: Mapping[str, int]
    chosen: Mapping[str, int]
    endings: Mapping[str, int]


class Spread(NamedTuple):
    """How a figure is spread over the runs: the least, quarters, the greatest."""

    least: int
    quarter: int
    half: int
    three_quarters: int
    greatest: int


def spread(values: Sequence[int]) -> Spread | None:
    """The spread of these figures, each of them one that was met; nothing of none."""
    if not values:
        return None
    ordered = sorted(values)

    def at(part: float) -> int:
        return ordered[max(ceil(part * len(ordered)), 1) - 1]

    return Spread(at(0), at(0.25), at(0.5), at(0.75), at(1))


def minutes(words: float, choices: float = 0) -> float:
    """How long it takes to read so many words and to make so many choices."""
    return words / PACE + choices * CHOOSING / 60
