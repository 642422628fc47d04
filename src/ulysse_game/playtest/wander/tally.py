"""Counts that many runs add up to: trees of whole numbers, so that adding loses nothing.

A tally is a dict of counts and of further such dicts. Adding is exact and knows no order: the
runs of two cores, or of two machines, add up to what one would have counted. Nothing here knows
what is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

Tally: TypeAlias = dict[str, Any]
"""Names to counts (``int``) or to tallies."""


def joined(left: Tally, right: Tally, together: Callable[[int, int], int]) -> Tally:
    """Both tallies in one; ``together`` makes one count of two that have the same name."""
    found = dict(left)
    for name, value in right.items():
        if name not in found:
            found[name] = value
        elif isinstance(value, dict):
            found[name] = joined(found[name], value, together)
        else:
            found[name] = together(found[name], value)
    return found


def added(left: Tally, right: Tally) -> Tally:
    """Both tallies in one, count by count."""
    return joined(left, right, int.__add__)


def count(tally: Tally, *names: str | int, by: int = 1) -> None:
    """Count one more under these names, the last of them within those before."""
    *outer, last = map(str, names)
    for name in outer:
        tally = tally.setdefault(name, {})
    tally[last] = tally.get(last, 0) + by


def in_order(tally: Tally) -> Tally:
    """The tally with its names sorted, numbers among them by their size."""
    return {
        name: in_order(value) if isinstance(value, dict) else value
        for name, value in sorted(tally.items(), key=lambda item: _key(item[0]))
    }


def steps_of(tally: Tally) -> list[tuple[int, int]]:
    """A tally whose names are whole numbers, as numbers with their counts, the smallest first."""
    return sorted((int(name), times) for name, times in tally.items())


def _key(name: str) -> tuple[bool, int, str]:
    digits = name.removeprefix("-")
    is_number = digits.isascii() and digits.isdecimal()
    return (not is_number, int(name) if is_number else 0, name)
