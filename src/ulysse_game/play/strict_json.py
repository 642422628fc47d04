"""JSON as our own files have it, read from bytes that anybody may have written.

Refuses what the standard library lets through: a key twice, ``NaN`` and infinities, numbers
beyond sense, broken halves of characters, and nesting deep enough to exhaust the stack.
"""

from __future__ import annotations

import json
from typing import Any

DEEPEST = 32
"""Lists and dicts within one another; a plain form needs four."""

GREATEST = 2**64
"""Every whole number is smaller than this, either side of nought; a seed may come near."""


def parse(text: bytes) -> Any:
    """The value written in ``text``; raises ``ValueError`` for anything that is not right."""
    try:
        value = _READER.decode(text.decode("utf-8"))
    except RecursionError:
        raise ValueError("nested too deeply") from None
    _check(value)
    return value


def unparse(value: Any) -> str:
    """The value as JSON, in one line and as short as it goes."""
    return _WRITER.encode(value)


def _integer(digits: str) -> int:
    # Python refuses to read some thousand digits by itself, with an error of another kind.
    if len(digits) > 21:
        raise ValueError("a number beyond sense")
    number = int(digits)
    if not -GREATEST < number < GREATEST:
        raise ValueError("a number beyond sense")
    return number


def _decimal(digits: str) -> float:
    number = float(digits)
    if number - number != 0:
        raise ValueError("a number beyond sense")
    return number


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _check(value: Any) -> None:
    """Raise ``ValueError`` for what could not be written again."""
    level = [value]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                for key in each:
                    key.encode("utf-8")
                below.extend(each.values())
            elif isinstance(each, list):
                below.extend(each)
            elif isinstance(each, str) and not each.isascii():
                each.encode("utf-8")
        if not below:
            return
        level = below
    raise ValueError("nested too deeply")


_READER = json.JSONDecoder(
    parse_int=_integer, parse_float=_decimal, parse_constant=_constant, object_pairs_hook=_object
)
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
