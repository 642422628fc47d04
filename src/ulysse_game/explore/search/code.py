"""Python made for a search: over sets of packed states, and over single ones.

The sources hold whole numbers, the name of the states and names of ours made up by counting: no
word of a story ever enters them, so a story can run no code here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

States: TypeAlias = Collection[int]
Take: TypeAlias = Callable[[States], States]

BUILT_IN = {"max": max, "min": min, "abs": abs}


class Functions:
    """Functions of sets of states, each source made once, and the tables they look into."""

    def __init__(self) -> None:
        """With nothing made yet."""
        self._names: dict[str, object] = {"__builtins__": BUILT_IN}
        self._tables: dict[tuple[int, ...], str] = {}
        self._made: dict[str, Take] = {}

    def table(self, values: tuple[int, ...]) -> str:
        """The name by which sources call this table."""
        name = self._tables.get(values)
        if name is None:
            name = self._tables[values] = f"t{len(self._tables)}"
            self._names[name] = values
        return name

    def of_states(self, source: str) -> Take:
        """The function of the states ``S``."""
        found = self._made.get(source)
        if found is None:
            made: Take = eval(f"lambda S: {source}", self._names)
            found = self._made[source] = made
        return found


def of_state(parts: list[str], tables: Mapping[str, tuple[int, ...]]) -> Callable[[int], int]:
    """A function of one state ``s``: its parts put together. They may look into ``tables``."""
    names: dict[str, object] = {"__builtins__": {}, **tables}
    made: Callable[[int], int] = eval(f"lambda s: {' | '.join(parts) or 0}", names)
    return made
