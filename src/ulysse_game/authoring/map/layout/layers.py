"""Rows for the vertices of a graph, so that its edges lead down.

Rings are taken apart by turning the edges that a depth-first walk finds to lead back. Then every
vertex takes the highest row it may (the longest path), and vertices are moved while that makes
edges shorter, as by Nikolov and Tarassov, *Graph layering by promotion of nodes* (2006), but one
vertex at a time and both ways.
"""

from __future__ import annotations

from collections.abc import Sequence

Edge = tuple[int, int]
_MOVES = 12


def turned(count: int, edges: Sequence[Edge]) -> set[int]:
    """Which of ``edges``, by number, have to be turned round so that there are no rings.

    Vertices are 0 to ``count`` - 1; the walk begins at the first and prefers the edges written
    first. An edge from a vertex to itself must not be among them.
    """
    leaving: list[list[int]] = [[] for _ in range(count)]
    for number, (source, _) in enumerate(edges):
        leaving[source].append(number)
    found: set[int] = set()
    state = [0] * count  # 0 new, 1 on the way, 2 done
    for root in range(count):
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, iter(leaving[root]))]
        while stack:
            vertex, rest = stack[-1]
            for number in rest:
                target = edges[number][1]
                if state[target] == 1:
                    found.add(number)
                elif not state[target]:
                    state[target] = 1
                    stack.append((target, iter(leaving[target])))
                    break
            else:
                state[vertex] = 2
                stack.pop()
    return found


def rows(count: int, edges: Sequence[Edge]) -> list[int]:
    """A row for every vertex, from 0 down; each edge leads at least one row down.

    ``edges`` must have no rings.
    """
    above: list[list[int]] = [[] for _ in range(count)]
    below: list[list[int]] = [[] for _ in range(count)]
    for source, target in edges:
        below[source].append(target)
        above[target].append(source)
    order = _topological(count, above, below)
    found = [0] * count
    for vertex in order:
        found[vertex] = max((found[each] + 1 for each in above[vertex]), default=0)
    for number in range(_MOVES):
        if not _move(order[::-1] if number % 2 == 0 else order, found, above, below):
            break
    lowest = min(found, default=0)
    return [row - lowest for row in found]


def _topological(count: int, above: list[list[int]], below: list[list[int]]) -> list[int]:
    waiting = [len(each) for each in above]
    order = [vertex for vertex in range(count) if not waiting[vertex]]
    for vertex in order:
        for each in below[vertex]:
            waiting[each] -= 1
            if not waiting[each]:
                order.append(each)
    assert len(order) == count, "there is a ring"
    return order


def _move(
    order: Sequence[int], found: list[int], above: list[list[int]], below: list[list[int]]
) -> bool:
    """Move each vertex as near as may be to the side that has more of its edges."""
    has_moved = False
    for vertex in order:
        ups, downs = above[vertex], below[vertex]
        if len(downs) > len(ups) or (downs and len(downs) == len(ups)):
            row = min(found[each] for each in downs) - 1
        elif ups:
            row = max(found[each] for each in ups) + 1
        else:
            continue
        if row != found[vertex]:
            has_moved = has_moved or len(downs) != len(ups)
            found[vertex] = row
    return has_moved
