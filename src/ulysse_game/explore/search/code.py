"""Python made for a search: over sets of packed states, and over single ones.

The sources hold whole numbers, the name of the states and names of ours made up by counting: no
word of a story ever enters them, so a story can run no code here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeAlias

States: TypeAlias = Collection[int]
Take: TypeAlias = Callable[[States], States]

_NAMES = {"__builtins__": {"max": max, "min": min, "abs": abs}}


def of_states(source: str) -> Take:
    """A function of the states ``S``."""
    made: Take = eval(f"lambda S: {source}", _NAMES)
    return made


def of_state(parts: list[str]) -> Callable[[int], int]:
    """A function of one state ``s``: its parts put together."""
    made: Callable[[int], int] = eval(f"lambda s: {' | '.join(parts) or 0}", _NAMES)
    return made
