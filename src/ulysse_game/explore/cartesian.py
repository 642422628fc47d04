"""What every variable may hold at every point: the first pass, of linear size.

Cartesian reachability: the set of possible values of each cell at each point, joined until nothing
grows. It is an over-approximation of what can be reached, so an edge that it never takes and an
item that it never sees are impossible. Detours are apart for every caller, because a point carries
the detours it comes back from.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush
from typing import NamedTuple, assert_never

from ulysse_game.explore.domain import NO_BIT, YES_BIT, Domain, Masks, widened
from ulysse_game.explore.flow import Ask, Edge, Flow, Note, Set
from ulysse_game.story import Expression

Item = tuple[str, str]

PATIENCE = 64
"""So often the values of a cell at a point may grow one by one; then they grow by doubling."""


class Reach(NamedTuple):
    """What may be reached from given starts.

    ``at`` holds for each point that may be come to the masks of all cells as they may be there.
    ``feasible`` are the edges that may be taken, by point and place among its edges; ``items``
    what may be seen.
    """

    flow: Flow
    domain: Domain
    starts: tuple[tuple[int, tuple[int, ...]], ...]
    at: dict[int, tuple[int, ...]]
    feasible: frozenset[tuple[int, int]]
    items: frozenset[Item]


def cartesian(flow: Flow, starts: Iterable[tuple[int, list[int]]] | None = None) -> Reach:
    """What may be reached from these points with these values; unless said, from the beginning."""
    begins = [(flow.start(), flow.start_values())] if starts is None else list(starts)
    domain = Domain(flow.cells, flow.by_name)
    at: dict[int, Masks] = {}
    growths: dict[tuple[int, int], int] = {}
    feasible: set[tuple[int, int]] = set()
    order = in_order(flow, (point for point, _ in begins))
    waiting: list[tuple[int, int]] = []
    queued: set[int] = set()

    def arrive(point: int, masks: Masks) -> None:
        known = at.get(point)
        if known is None:
            at[point] = masks
        else:
            grown = [a | b for a, b in zip(known, masks, strict=True)]
            if grown == known:
                return
            for cell, before in enumerate(known):
                if grown[cell] != before:
                    count = growths[point, cell] = growths.get((point, cell), 0) + 1
                    if count > PATIENCE:
                        grown[cell] = widened(before, grown[cell], domain.full[cell])
            at[point] = grown
        if point not in queued:
            queued.add(point)
            heappush(waiting, (order[point], point))

    for point, values in begins:
        arrive(point, domain.exactly(values))
    while waiting:
        _, point = heappop(waiting)
        queued.discard(point)
        for number, edge, masks in taken(flow, domain, point, at[point]):
            feasible.add((point, number))
            for op in edge.ops:
                if isinstance(op, Set):
                    domain.change(op, masks)
            arrive(edge.target, masks)
    known = {point: tuple(masks) for point, masks in at.items()}
    items = frozenset(_items(flow, domain, at))
    return Reach(
        flow,
        domain,
        tuple((point, tuple(values)) for point, values in begins),
        known,
        frozenset(feasible),
        items,
    )


def in_order(flow: Flow, starts: Iterable[int]) -> dict[int, int]:
    """The rank of every point that edges lead to, whatever their guards: rings apart, each comes
    before those after it (reverse postorder). So most points are looked at once only.
    """
    entered: set[int] = set()
    left: list[int] = []
    for start in starts:
        if start in entered:
            continue
        entered.add(start)
        path = [(start, iter(flow.edges(start)))]
        while path:
            point, rest = path[-1]
            for edge in rest:
                if edge.target not in entered:
                    entered.add(edge.target)
                    path.append((edge.target, iter(flow.edges(edge.target))))
                    break
            else:
                left.append(point)
                path.pop()
    return {point: rank for rank, point in enumerate(reversed(left))}


def taken(
    flow: Flow, domain: Domain, point: int, masks: Masks
) -> Iterable[tuple[int, Edge, Masks]]:
    """The edges that may be taken with these masks: number, edge, and a copy of what holds then."""
    is_ordered = flow.points[point].kind == "ask"
    left: Masks | None = masks
    earlier: list[Expression] = []
    for number, edge in enumerate(flow.edges(point)):
        if left is None:
            return
        there = domain.refine(edge.guard, left, True)
        if there is not None and there is not left:
            there = domain.unless(edge.guard, earlier, there)
        if there is not None:
            yield number, edge, there.copy()
        if is_ordered:
            left = domain.refine(edge.guard, left, False)
            earlier.append(edge.guard)


def _items(flow: Flow, domain: Domain, at: dict[int, Masks]) -> Iterable[Item]:
    for point, masks in at.items():
        for ask in flow.points[point].asks:
            yield from seen(domain, ask, masks)
        for _, edge, there in taken(flow, domain, point, masks):
            for op in edge.ops:
                match op:
                    case Set():
                        domain.change(op, there)
                    case Note(kind, name):
                        yield kind, name
                    case Ask():
                        yield from seen(domain, op, there)
                    case _:
                        assert_never(op)


def seen(domain: Domain, ask: Ask, masks: Masks) -> Iterable[Item]:
    """What may be seen of a watched condition."""
    if ask.kind != "outcome":
        if domain.refine(ask.condition, masks, True) is not None:
            yield ask.kind, ask.name
        return
    truth = domain.truth(ask.condition, masks)
    if truth & YES_BIT:
        yield "yes", ask.name
    if truth & NO_BIT:
        yield "no", ask.name
