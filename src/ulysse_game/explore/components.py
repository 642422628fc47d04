"""Strongly connected components of a graph of numbers: what can be gone round, and what cannot.

Tarjan's algorithm (1972) without recursion, so that no chain is too long for the interpreter.
Knows nothing of stories.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def components(graph: Mapping[int, Iterable[int]]) -> list[list[int]]:
    """The components, each after all those it leads to.

    ``graph`` gives what each point leads to; what is led to and is not a point of its own is left
    out. A point that is on no ring is a component by itself. Linear.
    """
    order: dict[int, int] = {}
    lowest: dict[int, int] = {}
    found: list[list[int]] = []
    held: list[int] = []
    is_held: set[int] = set()
    path: list[tuple[int, Iterator[int]]] = []

    def enter(point: int) -> None:
        order[point] = lowest[point] = len(order)
        held.append(point)
        is_held.add(point)
        path.append((point, iter(graph[point])))

    for first in graph:
        if first in order:
            continue
        enter(first)
        while path:
            point, left = path[-1]
            for target in left:
                if target not in graph:
                    continue
                if target not in order:
                    enter(target)
                    break
                if target in is_held:
                    lowest[point] = min(lowest[point], order[target])
            else:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[point])
                if lowest[point] == order[point]:
                    start = held.index(point) if held[-1] != point else len(held) - 1
                    found.append(held[start:])
                    is_held.difference_update(held[start:])
                    del held[start:]
    return found
