"""Telling a page slowly: which signs of its rows are shown so far, and how fast more come.

The rows are laid out already and stay where they are; only how many of their signs are drawn
grows. What was read before appears at once. It knows no clock and no widget: somebody steps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from unicodedata import combining

from ulysse_game.ui.tui.flow import Row

TICK = 1 / 30
"""Seconds between two steps: more often is not seen, and costs."""


class Pace(NamedTuple):
    """Signs that come in one step, and the steps of silence after a paragraph."""

    signs: int
    silence: int


PACES: Mapping[str, Pace] = {"slow": Pace(1, 12), "medium": Pace(2, 8), "fast": Pace(4, 4)}
"""By the value of the setting: about 30, 60 and 120 signs a second; none of it tells at once."""


TOLD = frozenset({"narration", "speech", "screen", "form", "hand"})
"""The kinds of lines that are told; pictures, headings and what was chosen are there at once."""


class Told(NamedTuple):
    """A row to be told: its number, its words, whether they are new, whether it ends a paragraph.

    A row that is not new appears at once, when its turn has come.
    """

    row: int
    words: Row
    is_new: bool
    is_last: bool


class Telling:
    """Rows that are told one after the other; ``is_done`` once all of them stand there."""

    def __init__(self, rows: Iterable[Told], pace: Pace) -> None:
        """Nothing has been told yet but what was read before the first new row."""
        self._rows = list(rows)
        self._pace = pace
        self._at = 0
        self._signs = 0
        self._silence = 0
        self._pass()

    @property
    def is_done(self) -> bool:
        """Whether everything has been told."""
        return self._at >= len(self._rows)

    def step(self) -> list[int]:
        """Tells some more; gives the numbers of the rows that look another way now."""
        if self._silence:
            self._silence -= 1
            return []
        changed = []
        left = self._pace.signs
        while left > 0 and not self.is_done and not self._silence:
            told = self._rows[self._at]
            size = length(told.words)
            used = min(left, size - self._signs)
            self._signs += used
            left -= used
            changed.append(told.row)
            if self._signs >= size:
                self._silence = self._pace.silence if told.is_last else 0
                self._at += 1
                self._signs = 0
                changed += self._pass()
        return changed

    def shown(self, row: int, words: Row) -> Row:
        """What of a row is to be seen."""
        if self.is_done or row < self._rows[self._at].row:
            return words
        return cut(words, self._signs) if row == self._rows[self._at].row else ()

    def _pass(self) -> list[int]:
        """Has everything that is not new, from here on, stand there; gives its rows."""
        passed = []
        while not self.is_done and not self._rows[self._at].is_new:
            passed.append(self._rows[self._at].row)
            self._at += 1
        return passed


def length(row: Row) -> int:
    """The signs of a row."""
    return sum(len(words) for words, _ in row)


def cut(row: Row, signs: int) -> Row:
    """The first signs of a row, never without the accents that belong to the last of them."""
    found = []
    for words, role in row:
        if signs <= 0:
            break
        end = signs
        while end < len(words) and combining(words[end]):
            end += 1
        found.append((words[:end], role))
        signs -= len(words)
    return tuple(found)
