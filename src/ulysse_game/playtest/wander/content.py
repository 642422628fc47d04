"""What there is to be seen in a story, and which of it a run shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ulysse_game.engine import Event, Machine, State
from ulysse_game.explore.items import ALLOWED, KINDS, MISTAKES
from ulysse_game.explore.watch import Watcher

COUNTED = tuple(kind for kind in KINDS if kind not in (*MISTAKES, *ALLOWED))
"""The kinds of items that make up a story's content."""


class Content:
    """Plays by the engine and gathers what is seen. Holds no play: it serves any number."""

    def __init__(self, machine: Machine) -> None:
        """For this machine's story; costs a look at every scene."""
        self._watcher = Watcher(machine)
        kinds = enumerate(item.kind for item in self._watcher.items)
        self._counted = sum(1 << n for n, kind in kinds if kind in COUNTED)

    @property
    def all(self) -> dict[str, int]:
        """How many items there are of each kind."""
        found = Counter(item.kind for item in self._watcher.items)
        return {kind: found[kind] for kind in COUNTED if found[kind]}

    def begin(self, seed: int) -> tuple[State, tuple[Event, ...], int]:
        """The story's beginning as the engine has it, and the set of items seen."""
        return self._watcher.begin(seed)

    def step(self, state: State, choice: str) -> tuple[State, tuple[Event, ...], int]:
        """The engine's step, and the set of items seen."""
        return self._watcher.step(state, choice)

    def size(self, seen: int) -> int:
        """How many items of the counted kinds are in a set."""
        return (seen & self._counted).bit_count()

    def times(self, sets: Iterable[int]) -> Iterator[tuple[str, str, int]]:
        """In how many of these sets each item is: kind, name and number."""
        found = [0] * len(self._watcher.items)
        for seen in sets:
            for place, one in enumerate(reversed(f"{seen & self._counted:b}")):
                if one == "1":
                    found[place] += 1
        for item, number in zip(self._watcher.items, found, strict=True):
            if number:
                yield item.kind, item.name, number


@lru_cache(maxsize=4)
def content_of(machine: Machine) -> Content:
    """The content of this machine's story, looked for once."""
    return Content(machine)
