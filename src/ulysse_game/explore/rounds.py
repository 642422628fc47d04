"""Whether going round must come to an end, because every round uses something up.

A way that is open only while a cell is in some set of values is used up if nothing on the ring
ever lets the cell back into that set, nor back down in it, and each round moves it out or up: once
only choices, picks, counters. What is left without such ways is asked again, ring by ring, so
that what one counter resets another may bound. Never more than an over-approximation is used, so
an end that is claimed is certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ulysse_game.explore.components import components
from ulysse_game.explore.domain import Domain, ones
from ulysse_game.explore.flow import Set
from ulysse_game.explore.ways import Way

MOST_VALUES = 256
"""Cells with more values are not taken for counters."""

MOST_LOOKED_AT = 2_000_000
"""Ways looked at, over all that may be used up, before a component is given up as undecided."""


def comes_to_an_end(ways: Sequence[Way], domain: Domain) -> bool:
    """Whether nobody can take these ways for ever."""
    return _Rounds(domain).end(list(ways))


class _Rounds:
    """One proof under way. Remembers what each way makes of each cell."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._made: dict[tuple[int, int], dict[int, int] | None] = {}
        self._looked_at = 0

    def end(self, ways: list[Way]) -> bool:
        for ring in _rings(ways):
            used_up = self._used_up(ring)
            if not used_up:
                return False
            if not self.end([way for way in ring if id(way) not in used_up]):
                return False
        return True

    def _used_up(self, ring: list[Way]) -> set[int]:
        """Those ways of a ring that can only be taken so many times, by ``id``."""
        written = {op.cell for way in ring for op in way.edge.ops if isinstance(op, Set)}
        found: set[int] = set()
        for cell, inside in sorted(_candidates(ring, written)):
            self._looked_at += len(ring)
            if self._looked_at > MOST_LOOKED_AT:
                break
            for is_up in (True, False):
                found |= self._used_up_by(ring, cell, inside, is_up)
        return found

    def _used_up_by(self, ring: list[Way], cell: int, inside: int, is_up: bool) -> set[int]:
        """The ways used up because ``cell`` leaves ``inside`` for good, or only moves one way."""
        stays: list[Way] = []
        for way in ring:
            moves = self._moves(way, cell, inside, is_up)
            if moves is None:
                return set()
            if not moves:
                stays.append(way)
        round_ = {id(way) for part in _rings(stays) for way in part}
        return {id(way) for way in ring if not way.mask(cell) & ~inside and id(way) not in round_}

    def _moves(self, way: Way, cell: int, inside: int, is_up: bool) -> bool | None:
        """Whether a way surely moves the cell out or on; nothing if it may let it back."""
        made = self._effect(way, cell)
        if made is None:
            return not way.mask(cell) & inside
        is_moving = True
        for bit, after in made.items():
            kept = after & inside
            if not inside >> bit & 1:
                if kept:
                    return None
                continue
            back = kept & ((1 << bit) - 1) if is_up else kept >> bit + 1
            if back:
                return None
            if kept:
                is_moving = is_moving and not kept >> bit & 1
        return is_moving

    def _effect(self, way: Way, cell: int) -> dict[int, int] | None:
        """What the way makes of each value of a cell; nothing if it leaves the cell alone."""
        key = (id(way), cell)
        if key not in self._made:
            self._made[key] = self._new_effect(way, cell)
        return self._made[key]

    def _new_effect(self, way: Way, cell: int) -> dict[int, int] | None:
        sets = [op for op in way.edge.ops if isinstance(op, Set)]
        if all(op.cell != cell for op in sets):
            return None
        found = {}
        for bit in ones(way.mask(cell)):
            masks = list(way.before)
            for each, left in way.narrowed.items():
                masks[each] = left
            masks[cell] = 1 << bit
            for op in sets:
                self._domain.change(op, masks)
            found[bit] = masks[cell]
        return found


def _rings(ways: list[Way]) -> Iterator[list[Way]]:
    """The ways on rings, component by component."""
    graph: dict[int, list[int]] = {}
    for way in ways:
        graph.setdefault(way.source, []).append(way.edge.target)
    number = {point: n for n, component in enumerate(components(graph)) for point in component}
    rings: dict[int, list[Way]] = {}
    for way in ways:
        where = number[way.source]
        if number.get(way.edge.target) == where:
            rings.setdefault(where, []).append(way)
    yield from rings.values()


def _candidates(ring: Iterable[Way], written: set[int]) -> set[tuple[int, int]]:
    """The cells that ways of a ring ask for and ways of it write, with the values asked for."""
    return {
        (cell, left)
        for way in ring
        for cell, left in way.narrowed.items()
        if cell in written and way.before[cell].bit_count() <= MOST_VALUES
    }
