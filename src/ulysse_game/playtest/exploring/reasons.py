"""What is impossible, gathered by its causes: what follows from one cause is told once.

A thing follows from another that it stands in (``playtest.cover.within``) or that alone leads to
it. What the items of a loop have in common is one line. It all works on reports, so that merged
ones are told alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from ulysse_game.explore.items import Item, Key
from ulysse_game.playtest.cover.within import outer_of

Row: TypeAlias = dict[str, Any]
"""An item of a report."""

WRITTEN = (
    "ending",
    "scene",
    "rule",
    "place",
    "choice",
    "closed",
    "text",
    "alternative",
    "yes",
    "no",
)
"""Kinds that a writer wrote to be seen, the most telling first."""

_MOST_LISTED = 4


class Cause(NamedTuple):
    """Impossible things with one reason, and what else is impossible with them.

    ``labels`` name the things, in the order of lines; ``row`` is the first of them.
    """

    row: Row
    labels: tuple[str, ...]
    within: tuple[Row, ...]


def causes(rows: Iterable[Row]) -> list[Cause]:
    """The causes among these items, by file and line, each thing impossible told of once."""
    closed = {key_of(row): row for row in rows if _is_told(row)}
    roots = _Roots(closed)
    within: dict[Key, list[Row]] = {}
    for key, row in closed.items():
        root = roots.of(key)
        if root != key:
            within.setdefault(root, []).append(row)
    told = [row for key, row in closed.items() if roots.of(key) == key]
    told.sort(key=lambda row: (row["file"], row["line"], WRITTEN.index(row["kind"])))
    return [_cause(group, within) for group in _together(told)]


def key_of(row: Row) -> Key:
    """What an item of a report is known by."""
    return (row["kind"], row["name"])


def _is_told(row: Row) -> bool:
    return row["verdict"] == "impossible" and row["kind"] in WRITTEN


class _Roots:
    """What each impossible thing is told of by."""

    def __init__(self, closed: dict[Key, Row]) -> None:
        self._closed = closed
        self._found: dict[Key, Key] = {}

    def of(self, key: Key) -> Key:
        """The cause that a thing follows from; itself if it is one."""
        path: list[Key] = []
        while key not in self._found:
            if key in path:  # things that only lead to one another: the first stands for all
                self._found[key] = key
                break
            path.append(key)
            outer = self._outer(key)
            if outer is None:
                self._found[key] = key
                break
            key = outer
        root = self._found[key]
        for each in path:
            self._found[each] = root
        return root

    def _outer(self, key: Key) -> Key | None:
        """What a thing follows from next, the nearest first; nothing for a cause."""
        row = self._closed[key]
        standing = _standing_in(Item(*key, row["file"], row["line"]))
        after = [(kind, name) for kind, name in row["after"]]
        return next((each for each in (*standing, *after) if each in self._closed), None)


def _standing_in(item: Item) -> Iterator[Key]:
    """What a thing stands in: beside what texts stand in, items of loops and closed choices."""
    if item.kind == "yes" and item.name.endswith(".if"):
        owner = item.name.removesuffix(".if")
        yield ("ending", owner.removeprefix("ending.")) if owner.startswith("ending.") else (
            "choice", owner
        )  # fmt: skip
    if item.kind == "choice":
        yield ("place", item.name.partition(".")[0])
    yield from outer_of(item)


# -- what is told together ------------------------------------------------------------------------


def _together(told: Sequence[Row]) -> Iterator[list[Row]]:
    """Things of one kind and file with one reason; the same of each item of a loop are alike."""
    tokens = {part for row in told for part in _items_of(row["name"])}
    shapes: Counter[tuple[str, ...]] = Counter()
    for row in told:
        shapes.update(set(_shapes(row, tokens)))
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in told:
        shape = max(_shapes(row, tokens), key=lambda each: shapes[each])
        groups.setdefault(shape, []).append(row)
    yield from groups.values()


def _items_of(name: str) -> Iterator[str]:
    """The loops' items in a name: what stands behind each ``/``."""
    for part in name.partition("#")[0].split("/")[1:]:
        yield part.partition(".")[0]


def _shapes(row: Row, tokens: set[str]) -> Iterator[tuple[str, ...]]:
    """How a thing looks without one of the items it is of; as it is by its reason alone."""
    yield (row["file"], row["kind"], "", row["why"] or row["name"])
    parts = re.split(r"([./#])", row["name"])
    for number, part in enumerate(parts):
        if part in tokens:
            name = "".join((*parts[:number], "*", *parts[number + 1 :]))
            yield (row["file"], row["kind"], name, re.sub(rf"\b{part}\b", "*", row["why"]))


def _cause(group: list[Row], within: dict[Key, list[Row]]) -> Cause:
    inside = [row for each in group for row in within.get(key_of(each), ())]
    return Cause(group[0], tuple(listed([row["name"] for row in group])), tuple(inside))


def listed(names: Sequence[str]) -> list[str]:
    """Names, runs of them as ``obs_08 to obs_11``, and of many only the first few."""
    found: list[str] = []
    run: list[str] = []
    for name in dict.fromkeys(names):
        if run and _follows(run[-1], name):
            run.append(name)
            continue
        found += _run_told(run)
        run = [name]
    found += _run_told(run)
    if len(found) > _MOST_LISTED + 1:
        found = [*found[:_MOST_LISTED], f"{len(found) - _MOST_LISTED} more"]
    return found


def _run_told(run: list[str]) -> list[str]:
    return [f"{run[0]} to {run[-1]}"] if len(run) > 2 else run


def _follows(name: str, then: str) -> bool:
    """Whether two names differ in one number, by one."""
    parts, others = re.split(r"(\d+)", name), re.split(r"(\d+)", then)
    if len(parts) != len(others):
        return False
    differ = [pair for pair in zip(parts, others, strict=True) if pair[0] != pair[1]]
    if len(differ) != 1 or not all(each.isdecimal() for each in differ[0]):
        return False
    return int(differ[0][1]) == int(differ[0][0]) + 1


__all__ = ["WRITTEN", "Cause", "Row", "causes", "key_of", "listed"]
