"""The order of vertices within rows, so that few edges cross.

Sweeps down and up by weighted medians, neighbours exchanged wherever that removes a crossing, the
best order kept: after Gansner, Koutsofios, North and Vo, *A Technique for Drawing Directed
Graphs* (1993), § 3. Crossings are counted as inversions, as by Barth, Jünger and Mutzel, *Simple
and Efficient Bilayer Cross Counting* (2002).
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence

Rows = list[list[int]]
Neighbours = Sequence[Sequence[int]]
_SWEEPS = 32
_PATIENCE = 8
"""After so many sweeps without gain it is left as it is."""
_EXCHANGES = 6
_WORK = 1_500_000
"""About how many vertices and edges are looked at; beyond that fewer sweeps are made."""


def ordered(rows: Rows, above: Neighbours, below: Neighbours) -> Rows:
    """``rows`` with the vertices of each in a better order; edges join neighbouring rows only."""
    size = sum(map(len, rows)) + sum(map(len, below))
    sweeps = max(2, min(_SWEEPS, _WORK // (size * 8 or 1)))
    best, fewest = rows, crossings(rows, below)
    for start in (_walked(rows, below), _walked(rows[::-1], above)[::-1], rows):
        found, count = _swept(start, above, below, sweeps)
        if count < fewest:
            best, fewest = found, count
        if not fewest:
            break
    return best


def crossings(rows: Rows, below: Neighbours) -> int:
    """How many pairs of edges between neighbouring rows cross."""
    place = _places(rows)
    return sum(_between(row, place, below) for row in rows)


def _between(row: Sequence[int], place: Sequence[int], below: Neighbours) -> int:
    seen: list[int] = []
    count = 0
    for vertex in row:
        targets = sorted(place[each] for each in below[vertex])
        for target in targets:
            count += len(seen) - bisect_right(seen, target)
        for target in targets:
            insort(seen, target)
    return count


def _places(rows: Rows) -> list[int]:
    place = [0] * (1 + max((vertex for row in rows for vertex in row), default=0))
    for row in rows:
        for number, vertex in enumerate(row):
            place[vertex] = number
    return place


def _walked(rows: Rows, onward: Neighbours) -> Rows:
    """The rows in the order in which a depth-first walk from the first of them comes along."""
    where = {vertex: number for number, row in enumerate(rows) for vertex in row}
    found: Rows = [[] for _ in rows]
    seen: set[int] = set()
    for row in rows:
        for root in row:
            stack = [root]
            while stack:
                vertex = stack.pop()
                if vertex not in seen:
                    seen.add(vertex)
                    found[where[vertex]].append(vertex)
                    stack.extend(reversed(onward[vertex]))
    return found


def _swept(start: Rows, above: Neighbours, below: Neighbours, sweeps: int) -> tuple[Rows, int]:
    rows = [list(row) for row in start]
    place = _places(rows)
    best, fewest, idle = [list(row) for row in rows], crossings(rows, below), 0
    for number in range(sweeps):
        if not fewest or idle >= _PATIENCE:
            break
        down = number % 2 == 0
        for row in rows if down else reversed(rows):
            _by_median(row, place, above if down else below, number % 4 >= 2)
        _exchange(rows, place, above, below, -1 if number % 4 == 3 else 0)
        if number % 4 == 3:
            _exchange(rows, place, above, below, 0)
        count = crossings(rows, below)
        idle += 1
        if count < fewest:
            best, fewest, idle = [list(row) for row in rows], count, 0
    return best, fewest


def _by_median(row: list[int], place: list[int], beside: Neighbours, turns: bool) -> None:
    """Order a row by the medians of its neighbours; who has none keeps its place.

    With ``turns`` those with the same median change places, which lets a tangle loose.
    """
    medians = [(_median([place[each] for each in beside[vertex]]), vertex) for vertex in row]
    free = [number for number, (median, _) in enumerate(medians) if median >= 0]
    moving = sorted((medians[number][0], -number if turns else number) for number in free)
    vertices = [medians[abs(number)][1] for _, number in moving]
    for number, vertex in zip(free, vertices, strict=True):
        row[number] = vertex
    for number, vertex in enumerate(row):
        place[vertex] = number


def _median(places: list[int]) -> float:
    """The weighted median: with an even number, nearer to the side that lies closer together."""
    count = len(places)
    if not count:
        return -1.0
    places.sort()
    middle = count // 2
    if count % 2:
        return float(places[middle])
    if count == 2:
        return (places[0] + places[1]) / 2
    left, right = places[middle - 1] - places[0], places[-1] - places[middle]
    if not left + right:
        return (places[middle - 1] + places[middle]) / 2
    return (places[middle - 1] * right + places[middle] * left) / (left + right)


def _exchange(
    rows: Rows, place: list[int], above: Neighbours, below: Neighbours, least: int
) -> None:
    """Exchange neighbours in a row while that removes more than ``least`` crossings."""
    dirty = list(range(len(rows)))
    for _ in range(_EXCHANGES if least == 0 else 1):
        changed = []
        for number in dirty:
            row = rows[number]
            ups = {v: sorted(place[each] for each in above[v]) for v in row}
            downs = {v: sorted(place[each] for each in below[v]) for v in row}
            has_changed = False
            for left in range(len(row) - 1):
                v, w = row[left], row[left + 1]
                gain = _gain(ups[v], ups[w]) + _gain(downs[v], downs[w])
                if gain > least:
                    row[left], row[left + 1] = w, v
                    place[w], place[v] = left, left + 1
                    has_changed = True
            if has_changed:
                changed.append(number)
        dirty = sorted({near for number in changed for near in (number - 1, number, number + 1)})
        dirty = [number for number in dirty if 0 <= number < len(rows)]
        if not dirty:
            return


def _gain(left: list[int], right: list[int]) -> int:
    """How many crossings fewer if the owners of these neighbours change places."""
    if not left or not right:
        return 0
    if len(left) == len(right) == 1:
        return (left[0] > right[0]) - (left[0] < right[0])
    return sum(
        bisect_right(right, each - 1) - (len(right) - bisect_right(right, each)) for each in left
    )
