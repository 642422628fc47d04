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

from typing import Any

Plain = dict[str, Any]


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
        if old is value or _are_same(old, value):
            continue
        if isinstance(value, dict) and isinstance(old, dict):
            found[key] = changes(old, value)
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
    after = dict(before)
    for key, change in by.items():
        if isinstance(change, dict):
            old = after.get(key)
            if not isinstance(old, dict):
                raise Unfit(key)
            after[key] = changed(old, change)
        elif isinstance(change, list):
            _carry_out(after, key, change)
        else:
            after[key] = change
    return after


def _carry_out(after: Plain, key: str, change: list[Any]) -> None:
    match change:
        case ["=", value]:
            after[key] = value
        case ["-"]:
            after.pop(key, None)
        case ["/", int(at), int(removed), *items]:
            old = after.get(key)
            if not isinstance(old, list) or not 0 <= at <= at + removed <= len(old):
                raise Unfit(key)
            after[key] = [*old[:at], *items, *old[at + removed :]]
        case _:
            raise Unfit(key)


def _whole(value: Any) -> Any:
    return ["=", value] if isinstance(value, dict | list) else value


def _splice(before: list[Any], after: list[Any]) -> list[Any]:
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and _are_same(before[start], after[start]):
        start += 1
    end = 0
    while end < shorter - start and _are_same(before[-1 - end], after[-1 - end]):
        end += 1
    return ["/", start, len(before) - start - end, *after[start : len(after) - end]]


def _are_same(one: Any, other: Any) -> bool:
    """Equal, and of the same kind all the way down: a 1 is no yes."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(
            _are_same(value, other[key]) for key, value in one.items()
        )
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_are_same, one, other))
    return bool(one == other)
