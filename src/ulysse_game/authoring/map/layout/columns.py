"""How far to the right every vertex stands, given the order within rows.

After Brandes and Köpf, *Fast and Simple Horizontal Coordinate Assignment* (2002): vertices are
put under one another in four ways, upper left to lower right, and the middle of the four is
taken; long edges come out straight. Blocks of vertices one under another are pushed together as
a graph of distances, which also allows for boxes of several widths.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

Rows = Sequence[Sequence[int]]
Neighbours = Sequence[Sequence[int]]
Conflicts = set[tuple[int, int]]


def columns(
    rows: Rows,
    above: Neighbours,
    below: Neighbours,
    widths: Sequence[float],
    bends: Sequence[bool],
    gap: float,
) -> list[float]:
    """The middle of each vertex, the leftmost box beginning at 0.

    ``widths`` are those of the boxes, ``gap`` what stays free between two of a row; ``bends`` says
    which vertices are only points of a long edge.
    """
    if not widths:
        return []
    conflicts = _conflicts(rows, above, bends)
    found = []
    for is_upward in (False, True):
        beside = below if is_upward else above
        for is_right in (False, True):
            turned = [row[::-1] if is_right else row for row in (rows[::-1] if is_upward else rows)]
            root = _aligned(turned, beside, conflicts, len(widths))
            places = _pushed(turned, root, widths, gap)
            found.append([-each for each in places] if is_right else places)
    return _middle(found, widths)


def _conflicts(rows: Rows, above: Neighbours, bends: Sequence[bool]) -> Conflicts:
    """Edges that cross an inner part of a long edge: that one is to stay straight."""
    found: Conflicts = set()
    place = {vertex: number for row in rows for number, vertex in enumerate(row)}
    for upper, lower in itertools.pairwise(rows):
        left, scanned = -1, 0
        for number, vertex in enumerate(lower):
            inner = next((each for each in above[vertex] if bends[vertex] and bends[each]), None)
            if inner is None and number + 1 < len(lower):
                continue
            right = len(upper) if inner is None else place[inner]
            for other in lower[scanned : number + 1]:
                for each in above[other]:
                    is_inner = bends[other] and bends[each]
                    if not is_inner and (place[each] < left or place[each] > right):
                        found.add((each, other))
            scanned, left = number + 1, right
    return found


def _aligned(rows: Rows, beside: Neighbours, conflicts: Conflicts, count: int) -> list[int]:
    """The root of the block that each vertex stands in."""
    root = list(range(count))
    align = list(range(count))
    place = [0] * count
    for row in rows:
        for number, vertex in enumerate(row):
            place[vertex] = number
    for row in rows:
        last = -1
        for vertex in row:
            near = sorted(beside[vertex], key=place.__getitem__)
            middle = len(near) - 1
            for number in dict.fromkeys((middle // 2, (middle + 1) // 2)) if near else ():
                each = near[number]
                is_free = align[vertex] == vertex and last < place[each]
                if is_free and (each, vertex) not in conflicts and (vertex, each) not in conflicts:
                    align[each] = vertex
                    align[vertex] = root[vertex] = root[each]
                    last = place[each]
    return root


def _pushed(rows: Rows, root: list[int], widths: Sequence[float], gap: float) -> list[float]:
    """Blocks pushed to the left as far as they go, then each to the right as far as is free."""
    after: dict[int, dict[int, float]] = {}
    before: dict[int, dict[int, float]] = {}
    for row in rows:
        for left, right in itertools.pairwise(row):
            u, v = root[left], root[right]
            apart = max((widths[left] + widths[right]) / 2 + gap, after.get(u, {}).get(v, 0.0))
            after.setdefault(u, {})[v] = apart
            before.setdefault(v, {})[u] = apart
    blocks = dict.fromkeys(root[vertex] for row in rows for vertex in row)
    waiting = {block: len(before.get(block, ())) for block in blocks}
    order = [block for block in blocks if not waiting[block]]
    for block in order:
        for each in after.get(block, ()):
            waiting[each] -= 1
            if not waiting[each]:
                order.append(each)
    place = dict.fromkeys(blocks, 0.0)
    for block in order:
        nearest = (place[each] + apart for each, apart in before.get(block, {}).items())
        place[block] = max(nearest, default=0.0)
    for block in reversed(order):
        nearest = (place[each] - apart for each, apart in after.get(block, {}).items())
        place[block] = max(place[block], min(nearest, default=place[block]))
    return [place[each] for each in root]


def _middle(found: list[list[float]], widths: Sequence[float]) -> list[float]:
    """Of four drawings the middle, each moved to where the narrowest stands."""
    sides = []
    for places in found:
        left = min(place - width / 2 for place, width in zip(places, widths, strict=True))
        right = max(place + width / 2 for place, width in zip(places, widths, strict=True))
        sides.append((left, right))
    narrowest = min(range(4), key=lambda n: sides[n][1] - sides[n][0])
    moved = []
    for number, places in enumerate(found):
        side = number % 2
        by = sides[narrowest][side] - sides[number][side]
        moved.append([place + by for place in places])
    middle = [sum(sorted(four)[1:3]) / 2 for four in zip(*moved, strict=True)]
    left = min(place - width / 2 for place, width in zip(middle, widths, strict=True))
    return [place - left for place in middle]
