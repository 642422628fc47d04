"""The difference between two plain forms, small enough to keep one for every choice.

A plain form is what JSON holds: dicts by name, lists, strings, whole numbers, yes and no. The
changes from one dict to the next are a dict with a key for each field that differs:

- a string, a number, a flag or nothing: the field's new value;
- a dict: the changes within a field that is a dict before and after;
- ``["=", value]``: a new value that is a dict or a list;
- ``["-"]``: the field is gone;
- ``["/", at, removed, …]``: in a list, after the first ``at`` items, ``removed`` items make place
  for those that follow.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Plain = dict[str, Any]


_SIMPLE = (int, str)


class Unfit(Exception):  # noqa: N818 - a state of affairs
    """These changes do not belong to that plain form."""


def changes(before: Plain, after: Plain) -> Plain:
    """What makes ``after`` out of ``before``."""
    found: Plain = {}
    for key, value in after.items():
        if key not in before:
            found[key] = _whole(value)
            continue
        old = before[key]
        if old is value:
            continue
        kind = type(value)
        if kind in _SIMPLE and kind is type(old) and old == value:
            continue
        if isinstance(value, dict) and isinstance(old, dict):
            within = changes(old, value)
            if within:
                found[key] = within
        elif _are_same(old, value):
            continue
        elif isinstance(value, list) and isinstance(old, list):
            found[key] = _splice(old, value)
        else:
            found[key] = _whole(value)
    for key in before:
        if key not in after:
            found[key] = ["-"]
    return found


def changed(before: Plain, by: Plain) -> Plain:
    """``before`` after these changes; raises ``Unfit`` when they do not belong to it.

    ``before`` itself stays as it is.
    """
    return changed_by_all(before, (by,))


def changed_by_all(before: Plain, steps: Iterable[Plain]) -> Plain:
    """``before`` after one step's changes after the other; raises ``Unfit`` as :func:`changed`.

    It is copied once, however many the steps are: a long game's form is large, a step is not.
    """
    after: Plain = _copied(before)
    for by in steps:
        _change(after, by)
    return after


def _copied(value: Any) -> Any:
    """What may be changed without anybody noticing. Lists within lists are never changed."""
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    return list(value) if isinstance(value, list) else value


def _change(after: Plain, by: Plain) -> None:
    for key, change in by.items():
        if isinstance(change, dict):
            old = after.get(key)
            if not isinstance(old, dict):
                raise Unfit(key)
            _change(old, change)
        elif isinstance(change, list):
            _carry_out(after, key, change)
        else:
            after[key] = change


def _carry_out(after: Plain, key: str, change: list[Any]) -> None:
    match change:
        case ["=", value]:
            after[key] = _copied(value)
        case ["-"]:
            after.pop(key, None)
        case ["/", int(at), int(removed), *items]:
            old = after.get(key)
            if not isinstance(old, list) or not 0 <= at <= at + removed <= len(old):
                raise Unfit(key)
            old[at : at + removed] = items
        case _:
            raise Unfit(key)


def _whole(value: Any) -> Any:
    return ["=", value] if isinstance(value, dict | list) else value


def _splice(before: list[Any], after: list[Any]) -> list[Any]:
    shorter = min(len(before), len(after))
    start = _alike(before, after, shorter)
    end = _alike(before[start:][::-1], after[start:][::-1], shorter - start)
    return ["/", start, len(before) - start - end, *after[start : len(after) - end]]


def _alike(one: list[Any], other: list[Any], most: int) -> int:
    """How many items the two begin with alike, at most so many.

    Found by halving: slices of a long list compare in no time.
    """
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle] and _are_same(one[low:middle], other[low:middle]):
            low = middle
        else:
            high = middle - 1
    return low


def _are_same(one: Any, other: Any) -> bool:
    """Equal, and of the same kind all the way down: a 1 is no yes."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(
            _are_same(value, other[key]) for key, value in one.items()
        )
    if isinstance(one, list):
        if len(one) != len(other):
            return False
        return all(a is b or _are_same(a, b) for a, b in zip(one, other, strict=True))
    return bool(one == other)
