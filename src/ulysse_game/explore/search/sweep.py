"""Breadth first through a slice, choice by choice, all states of a point at once.

A choice of the player costs one, what the story does by itself nothing, so the first arrival is
by a way with the fewest choices. Whole sets of states go through a way in one call; how each state
was come to is found again afterwards, only for those that are asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from ulysse_game.explore.search.code import Take
from ulysse_game.explore.search.question import Occasion
from ulysse_game.explore.search.slice import Slice
from ulysse_game.explore.search.terrain import Moment

StillGoing = Callable[[], bool]


class Wave(NamedTuple):
    """States first come to at one point at the same time. ``place`` counts all waves in order."""

    place: int
    cost: int
    states: Collection[int]


class Step(NamedTuple):
    """On a path: in ``state`` at ``point``, take its way number ``way``."""

    point: int
    way: int
    state: int


class Hit(NamedTuple):
    """An occasion that can come about: in ``state`` of its point, after ``cost`` choices."""

    number: int
    occasion: Occasion
    state: int
    cost: int


class Sweep:
    """A search under way: what it has seen, and what it found."""

    def __init__(self, slice: Slice, starts: Iterable[Moment]) -> None:
        """From these moments, each after no choice."""
        self.slice = slice
        self.seen: dict[int, set[int]] = {}
        self.waves: dict[int, list[Wave]] = {}
        self.states = 0
        self.cost = 0
        self.is_complete = False
        self._place = 0
        self._arriving: dict[int, set[int]] = {}
        self._passing: list[tuple[int, int]] = []
        for moment in starts:
            if moment.point in slice.packing.visible:
                self._arrive(moment.point, {slice.state(moment)})

    def first(
        self,
        occasions: Sequence[Occasion],
        limit: int,
        goes_on: StillGoing | None = None,
        is_each: bool = False,
    ) -> list[Hit]:
        """The first hit (with ``is_each``: that of every occasion), with the fewest choices.

        Stops at ``limit`` states or when ``goes_on`` says no; ``is_complete`` tells whether all
        that the slice can do was seen. ``cost`` is then how many choices were looked through.
        """
        takes: dict[int, list[tuple[int, Occasion, Take | None]]] = {}
        for number, occasion in enumerate(occasions):
            if occasion.point in self.slice.packing.visible:
                take = self.slice.hit(occasion)
                takes.setdefault(occasion.point, []).append((number, occasion, take))
        hits: dict[int, Hit] = {}
        while self._arriving:
            for point, wave in self._level():
                extra = self.slice.terrain.cost(point)
                rest = []
                for number, occasion, take in takes.get(point, ()):
                    chosen = wave.states if take is None else take(wave.states)
                    if not chosen:
                        rest.append((number, occasion, take))
                        continue
                    cost = wave.cost + (extra if occasion.way >= 0 else 0)
                    hits[number] = Hit(number, occasion, next(iter(chosen)), cost)
                if point in takes:
                    takes[point] = rest
                if not is_each and any(hit.cost == wave.cost for hit in hits.values()):
                    return [min(hits.values(), key=lambda hit: hit.cost)]
                if self.states > limit or (goes_on is not None and not goes_on()):
                    return sorted(hits.values()) if is_each else []
            if hits and not is_each:
                return [min(hits.values(), key=lambda hit: hit.cost)]
            self.cost += 1
        self.is_complete = True
        return sorted(hits.values())

    def path(self, hit: Hit) -> list[Step]:
        """The steps from a start to the hit's state, none longer than needed."""
        point, state = hit.occasion.point, hit.state
        wave = next(wave for wave in self.waves[point] if state in wave.states)
        found: list[Step] = []
        while (before := self._before(point, state, wave)) is not None:
            step, wave = before
            found.append(step)
            point, state = step.point, step.state
        return found[::-1]

    def _level(self) -> Iterable[tuple[int, Wave]]:
        """The waves that this many choices lead to: those the story passes, then those it waits in.

        A wave goes on along its ways once it was looked at.
        """
        while self._passing:
            _, point = heappop(self._passing)
            if self._arriving.get(point):
                wave = self._wave(point)
                yield point, wave
                self._go(point, wave)
        waiting = [(point, self._wave(point)) for point in list(self._arriving)]
        yield from waiting
        for point, wave in waiting:
            self._go(point, wave)

    def _wave(self, point: int) -> Wave:
        wave = Wave(self._place, self.cost, list(self._arriving.pop(point)))
        self._place += 1
        self.waves.setdefault(point, []).append(wave)
        self.states += len(wave.states)
        return wave

    def _go(self, point: int, wave: Wave) -> None:
        for move in self.slice.moves(point):
            after = wave.states if move.take is None else move.take(wave.states)
            if after:
                self._arrive(move.target, after)

    def _arrive(self, point: int, states: Collection[int]) -> None:
        seen = self.seen.get(point)
        if seen is None:
            seen = self.seen[point] = set()
        new = states - seen if isinstance(states, set) else set(states) - seen
        if not new:
            return
        seen |= new
        arriving = self._arriving.get(point)
        if arriving is not None:
            arriving |= new
            return
        self._arriving[point] = new
        if self.slice.terrain.graph.points[point].kind not in ("wait", "end"):
            heappush(self._passing, (self.slice.terrain.order(point), point))

    def _before(self, point: int, state: int, wave: Wave) -> tuple[Step, Wave] | None:
        terrain = self.slice.terrain
        for before, way in terrain.into[point]:
            if before not in self.waves:
                continue
            move = next((m for m in self.slice.moves(before) if m.number == way), None)
            if move is None:
                continue
            cost = wave.cost - terrain.cost(before)
            for earlier in self.waves[before]:
                if earlier.cost != cost or earlier.place >= wave.place:
                    continue
                from_ = _one_before(move.take, earlier.states, state)
                if from_ is not None:
                    return Step(before, way, from_), earlier
        return None


def _one_before(take: Take | None, states: Collection[int], state: int) -> int | None:
    if take is None:
        return state if state in states else None
    if state in states and state in take((state,)):
        return state
    if state not in take(states):
        return None
    return next(each for each in states if state in take((each,)))
