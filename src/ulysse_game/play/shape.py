"""Whether what was read has the types and ranges that were once written.

Every function raises ``Misshapen`` when it has not. That a snapshot is well formed is the
promise on which :func:`ulysse_game.engine.from_plain` builds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ulysse_game.play.changes import Plain
from ulysse_game.play.strict_json import GREATEST

MOST = 2**53
"""Counts stay below this, so that every reader of JSON reads the same number."""

LONGEST_ID = 200


class Misshapen(ValueError):  # noqa: N818 - a state of affairs
    """Something that was read is not what is ever written."""


def whole(value: Any, least: int = 0, most: int = MOST) -> int:
    """A whole number in this range; yes and no are none."""
    if type(value) is not int or not least <= value < most:
        raise Misshapen("not such a number")
    return value


def text(value: Any, longest: int = LONGEST_ID) -> str:
    """A string of at most so many signs."""
    if not isinstance(value, str) or len(value) > longest:
        raise Misshapen("not such a text")
    return value


def by_name(value: Any) -> dict[str, Any]:
    """A dict; JSON's keys are always strings."""
    if not isinstance(value, dict):
        raise Misshapen("not an object")
    return value


def items(value: Any) -> list[Any]:
    """A list."""
    if not isinstance(value, list):
        raise Misshapen("not a list")
    return value


def snapshot(value: Any) -> Plain:
    """A state's plain form, as the engine writes it."""
    plain = by_name(value)
    for name, check in _SNAPSHOT.items():
        if name not in plain:
            raise Misshapen(f"no {name}")
        check(plain[name])
    return plain


def _values(value: Any) -> None:
    for name, each in by_name(value).items():
        text(name)
        if isinstance(each, str):
            text(each)
        else:
            whole(each, -MOST)


def _counts(value: Any) -> None:
    for name, each in by_name(value).items():
        text(name)
        whole(each)


def _names(value: Any) -> None:
    for each in items(value):
        text(each)


def _stack(value: Any) -> None:
    for each in items(value):
        place, target = items(each)
        text(place)
        text(target)


_SNAPSHOT: dict[str, Callable[[Any], object]] = {
    "location": text,
    "room": text,
    "minute": whole,
    "chapter": text,
    "variables": _values,
    "visits": _counts,
    "taken": _names,
    "spent": _names,
    "picked": _names,
    "heard": _names,
    "fired": _names,
    "stack": _stack,
    "seed": lambda value: whole(value, -GREATEST, GREATEST),
    "draws": whole,
    "turn": whole,
    "ending": text,
}
