"""Which cells a search must see, and where: backwards from the uses it wants to see exactly.

A cell is visible from where it is set to where it is used, nowhere else. What has one value only
at a point is known there without being seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from ulysse_game.explore.flow.graph import Edge, Set
from ulysse_game.explore.search.terrain import Terrain

Way = tuple[int, int]
"""A point and the number of one of its edges; -1 for arriving there."""


class Uses(NamedTuple):
    """What must be seen exactly.

    ``guards``: by way, the cells seen when it is asked whether the way can be taken. ``inner``: by
    way and number of an op, the cells seen just before that op. ``precise`` are the ways whose
    effects are carried out exactly even where they read other cells; nothing for all.
    """

    guards: Mapping[Way, frozenset[int]]
    inner: Mapping[Way, Mapping[int, frozenset[int]]]
    precise: Collection[Way] | None


def all_uses(terrain: Terrain, inner: Mapping[Way, Mapping[int, frozenset[int]]]) -> Uses:
    """Every guard and every effect seen exactly, and what is watched within ways."""
    guards = {
        (point, number): terrain.asks(point, number)
        for point, numbers in terrain.ways.items()
        for number in numbers
    }
    return Uses(guards, inner, None)


def visible(terrain: Terrain, uses: Uses, among: Iterable[int]) -> dict[int, frozenset[int]]:
    """The cells to be seen at each of the points ``among``."""
    found: dict[int, set[int]] = {point: set() for point in among}
    for point, number in {**uses.guards, **uses.inner}:
        if point not in found:
            continue
        if number >= 0:
            _grow(terrain, uses, found, point, number)
        else:
            here = uses.inner[point, number].get(0, frozenset())
            found[point].update(c for c in here if not terrain.is_settled(point, c))
    ready = [point for point, cells in found.items() if cells]
    queued = set(ready)
    while ready:
        target = ready.pop()
        queued.discard(target)
        for point, number in terrain.into[target]:
            if (
                point in found
                and _grow(terrain, uses, found, point, number)
                and point not in queued
            ):
                queued.add(point)
                ready.append(point)
    return {point: frozenset(cells) for point, cells in found.items()}


def _grow(
    terrain: Terrain, uses: Uses, found: dict[int, set[int]], point: int, number: int
) -> bool:
    """Add what one way needs at its point; whether that was new."""
    edge = terrain.edge(point, number)
    way = (point, number)
    after = found.get(edge.target, set())
    inner = uses.inner.get(way)
    if inner is None and after.isdisjoint(terrain.writes(point, number)):
        need = after
    else:
        exact = uses.precise is None or way in uses.precise
        need = needed_before(terrain, edge, set(after), inner or {}, exact)
    guard = uses.guards.get(way)
    here = found[point]
    new = [c for c in need if c not in here and not terrain.is_settled(point, c)]
    if guard:
        new += [c for c in guard if c not in here and not terrain.is_settled(point, c)]
    here.update(new)
    return bool(new)


def needed_before(
    terrain: Terrain,
    edge: Edge,
    need: set[int],
    inner: Mapping[int, frozenset[int]],
    is_exact: bool,
) -> set[int]:
    """The cells to be seen before the ops of ``edge`` so that ``need`` can be seen after them."""
    need |= inner.get(len(edge.ops), frozenset())
    for place in range(len(edge.ops) - 1, -1, -1):
        op = edge.ops[place]
        if isinstance(op, Set) and op.cell in need:
            read = terrain.reads(op.value)
            need.discard(op.cell)
            if is_exact or read <= {op.cell}:
                need |= read
        need |= inner.get(place, frozenset())
    return need
