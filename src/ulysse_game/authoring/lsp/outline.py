"""The rows of a YAML file from its lines alone: keys, items of lists, how they are nested.

A file under the writer's hands is mostly not a sound one: half a key, half an expression. So this
looks at each line for itself and goes by indentation, which is what a writer sees too. It knows
no key of the format, reports nothing, and never raises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_ROW = re.compile(
    r"(?P<space> *)(?P<dashes>(?:- +)*)"
    r"(?:(?P<key>\w[\w.]*(?:\([\w, ]*\))?):(?= |$) *|(?<=- ))"
    r"(?P<value>.*)"
)
_BLOCK = re.compile(r"[|>][-+0-9]*(?: +#.*)?")
_COMMENT = re.compile(r"(?:^|(?<= ))#.*")


class Row(NamedTuple):
    """One line that holds a key, an item of a list, or both.

    ``line``, ``column`` (of the key, or of what the item holds) and ``value_column`` count from 1;
    ``indent`` is ``column - 1``. ``key`` is empty for an item that is a value. ``parent`` is the
    number of the row this one stands in, -1 at the margin; ``item`` its number in the parent's
    list, -1 in a mapping. ``is_block`` marks a value of prose, ``end`` the last line that belongs
    to the row, empty lines at its end left out.
    """

    line: int
    column: int
    key: str
    value: str
    value_column: int
    parent: int
    item: int
    is_block: bool
    end: int

    @property
    def indent(self) -> int:
        """How many spaces (or dashes) stand before it."""
        return self.column - 1


def rows_of(lines: Sequence[str]) -> list[Row]:
    """Every row of a file, from top to bottom."""
    rows: list[Row] = []
    open_rows: list[int] = []
    items: dict[int, int] = {}
    last = 0
    for number, line in enumerate(lines, 1):
        bare = line.lstrip(" ")
        if not bare.strip():
            continue
        indent = len(line) - len(bare)
        if open_rows and rows[open_rows[-1]].is_block and indent > rows[open_rows[-1]].indent:
            last = number
            continue
        match = None if bare.startswith("#") else _ROW.fullmatch(line)
        if match is None:
            if not bare.startswith("#") or indent:
                last = number
            continue
        column = len(match["space"]) + len(match["dashes"]) + 1
        while open_rows and rows[open_rows[-1]].indent >= column - 1:
            _close(rows, open_rows.pop(), last)
        parent = open_rows[-1] if open_rows else -1
        if match["dashes"]:
            items[parent] = items.get(parent, -1) + 1
        value = match["value"].rstrip()
        open_rows.append(len(rows))
        rows.append(
            Row(
                number, column, match["key"] or "", value, match.start("value") + 1,
                parent, items.get(parent, -1), bool(_BLOCK.fullmatch(value)), number,
            )
        )  # fmt: skip
        last = number
    while open_rows:
        _close(rows, open_rows.pop(), last)
    return rows


def _close(rows: list[Row], at: int, last: int) -> None:
    rows[at] = rows[at]._replace(end=max(last, rows[at].line))


def above(rows: Sequence[Row], line: int) -> int:
    """The number of the last row that stands on ``line`` or above it; -1 if none does."""
    low, high = 0, len(rows)
    while low < high:
        middle = (low + high) // 2
        if rows[middle].line <= line:
            low = middle + 1
        else:
            high = middle
    return low - 1


def chain(rows: Sequence[Row], at: int) -> list[int]:
    """The rows that hold row ``at``, from the margin inwards, it itself last."""
    found = []
    while at >= 0:
        found.append(at)
        at = rows[at].parent
    return found[::-1]


def siblings(rows: Sequence[Row], parent: int, item: int) -> list[Row]:
    """The rows of one mapping: those in ``parent``, of its list item ``item`` if it is a list."""
    return [each for each in rows if each.parent == parent and each.item == item]


def value_of(row: Row) -> str:
    """The row's value on its own line, without quotes and without the comment after it."""
    value = _COMMENT.sub("", row.value).strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
