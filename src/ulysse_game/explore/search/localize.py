"""One question, through as few cells as it takes: abstraction that learns from its mistakes.

Search the story seeing nothing; where the way found cannot be taken in truth, see what forbids it
last, there and back to where it is set, and search again. No way left: impossible, whatever the
cells not looked at. A way that can be taken in truth: reached, and as it is the shortest one of a
slice that can do more than the story, no shorter one exists.

Localization reduction (Kurshan 1994) by counterexamples (Clarke, Grumberg, Jha, Lu and Veith
2000), with uses instead of variables (lazy abstraction: Henzinger, Jhala, Majumdar, Sutre 2002).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from ulysse_game.explore.search.concrete import (
    Values,
    blame,
    follow,
    happens,
    may_take,
    moment_at,
    take,
    values_at,
)
from ulysse_game.explore.search.needs import Uses, Way
from ulysse_game.explore.search.question import Occasion, Question
from ulysse_game.explore.search.slice import Slice, Workshop
from ulysse_game.explore.search.sweep import Hit, Step, StillGoing, Sweep
from ulysse_game.explore.search.terrain import Moment, Terrain
from ulysse_game.story import Expression

LIMIT = 300_000
"""States of one slice, all rounds apart, before a question is left open."""


class Certificate(NamedTuple):
    """Why something is impossible: the cells that were looked at, and in how many states.

    ``uses`` says where they were looked at: going through that slice again, and not coming to the
    thing asked about, is the proof.
    """

    cells: tuple[str, ...]
    states: int
    uses: Uses


class Path(NamedTuple):
    """A way through the graph from the start: ways taken, then the occasion, in so many choices."""

    ways: tuple[Way, ...]
    occasion: Occasion
    cost: int


class Found(NamedTuple):
    """It happens along ``path``, and in no fewer than ``at_least`` choices."""

    path: Path
    at_least: int
    rounds: int


class Excluded(NamedTuple):
    """It cannot happen."""

    certificate: Certificate
    rounds: int


class Open(NamedTuple):
    """Neither found nor excluded: it would take at least ``at_least`` choices.

    ``uses`` is the last slice that was searched to its end within the limit.
    """

    why: str
    at_least: int
    uses: Uses
    rounds: int


Answer: TypeAlias = Found | Excluded | Open


def localize(
    terrain: Terrain,
    start: Moment,
    question: Question,
    limit: int = LIMIT,
    goes_on: StillGoing | None = None,
) -> Answer:
    """The answer to one question, from one moment on; ``Open`` beyond ``limit`` states a slice."""
    search = Localization(terrain, start, question)
    while True:
        answer = search.round(limit, goes_on)
        if answer is not None:
            return answer


class Localization:
    """One question being answered: what is seen so far, and why.

    ``uses`` is what the next round will see, ``searched`` what the last one that ended saw;
    ``states`` is how many states that took. No way takes fewer than ``at_least`` choices.
    """

    def __init__(
        self,
        terrain: Terrain,
        start: Moment,
        question: Question,
        known: Uses | None = None,
        workshop: Workshop | None = None,
        turns: int = 0,
    ) -> None:
        """From one moment on; ``known`` is what other questions had to see, to begin with.

        So many ``turns`` may be made where a path cannot be followed but others can: what is then
        learned is what bars them all, and not what is met first on one. A path with turns is a way,
        but maybe not the shortest.
        """
        self.terrain = terrain
        self.start = start
        self.occasions: Sequence[Occasion] = possible(terrain, question)
        self.among = terrain.towards(occasion.point for occasion in self.occasions)
        self.guards: dict[Way, frozenset[int]] = {}
        self.watched: dict[int, frozenset[int]] = {}
        self.precise: set[Way] = set()
        if known is not None:
            self.guards = {way: each for way, each in known.guards.items() if way[0] in self.among}
            self.precise = {way for way in known.precise or () if way[0] in self.among}
        self.workshop = workshop or Workshop()
        self.turns = turns
        self.searched = self.uses()
        self.rounds = self.at_least = self.states = 0

    def round(self, limit: int, goes_on: StillGoing | None = None) -> Answer | None:
        """One search of what is seen so far: the answer, or nothing when more had to be learned."""
        self.rounds += 1
        uses = self.uses()
        slice = Slice(self.terrain, uses, self.among, self.workshop)
        sweep = Sweep(slice, [self.start])
        hits = sweep.first(self.occasions, limit, goes_on)
        self.states = sweep.states
        if not hits and sweep.is_complete:
            return Excluded(self._certificate(sweep, uses), self.rounds)
        self.at_least = max(self.at_least, hits[0].cost if hits else sweep.cost)
        if not hits:
            why = "states" if sweep.states > limit else "time"
            return Open(why, self.at_least, self.searched, self.rounds)
        self.searched = uses
        found = self._followed(slice, sweep.path(hits[0]), hits[0], (limit, goes_on))
        return None if found is None else Found(found, self.at_least, self.rounds)

    def uses(self) -> Uses:
        """What has to be seen, as far as it is known."""
        inner: dict[Way, dict[int, frozenset[int]]] = {}
        for number, cells in self.watched.items():
            point, way, op, _ = self.occasions[number]
            there = inner.setdefault((point, way), {})
            there[op] = there.get(op, frozenset()) | cells
        return Uses(dict(self.guards), inner, frozenset(self.precise))

    def _certificate(self, sweep: Sweep, uses: Uses) -> Certificate:
        seen = frozenset().union(*self.guards.values(), *self.watched.values())
        names = tuple(self.terrain.graph.cells[cell].name for cell in sorted(seen))
        return Certificate(names, sweep.states, uses)

    def _followed(
        self, slice: Slice, path: list[Step], hit: Hit, limits: tuple[int, StillGoing | None]
    ) -> Path | None:
        """The path as it can be followed in truth; if it cannot, learn what forbids it."""
        terrain, start = self.terrain, self.start
        before: tuple[Way, ...] = ()
        turns = self.turns
        while True:
            ways = tuple((step.point, step.way) for step in path)
            along, done = follow(terrain, start, ways)
            if done == len(path) and happens(terrain, hit.occasion, along[-1]):
                ways = (*before, *ways)
                cost = sum(terrain.cost(point) for point, _ in ways)
                last = hit.occasion
                cost += terrain.cost(last.point) if last.way >= 0 else 0
                return Path(ways, last, cost)
            meant = _meant(path, hit, done)
            turned = self._turned(slice, meant, along[done], limits) if turns else None
            if turned is None:
                break
            way, start, path, hit = turned
            before = (*before, *ways[:done], way)
            turns -= 1
        self._learn_last(slice, start, path, hit)
        return None

    def _learn_last(self, slice: Slice, start: Moment, path: list[Step], hit: Hit) -> None:
        """See from now on what forbids a path last: what lies nearest to the thing asked about.

        What each way makes of the values does not depend on whether it may be taken, so a way that
        is barred in these values bars the path, whatever else does before it. Where that teaches
        nothing, because the slice believes what only an earlier bar forbids, the one before it is
        seen; the first always teaches.
        """
        terrain = self.terrain
        along = [values_at(terrain, start)]
        for step in path:
            along.append(take(terrain, step.point, step.way, along[-1]))
        barred = [
            number
            for number, step in enumerate(path)
            if not may_take(terrain, step.point, step.way, along[number])
        ]
        if not happens(terrain, hit.occasion, along[-1]):
            barred.append(len(path))
        for done in reversed(barred):
            if self._learn(slice, path, hit, along[: done + 1], done):
                return
        raise AssertionError(barred)

    def _turned(
        self,
        slice: Slice,
        meant: tuple[Way, tuple[int, int]],
        values: Values,
        limits: tuple[int, StillGoing | None],
    ) -> tuple[Way, Moment, list[Step], Hit] | None:
        """A way that can be taken instead of the one that was ``meant``, and a path from there.

        The story goes where it goes; of the player's choices those that to all that is seen come
        to the same (point and state) as the one that is closed.
        """
        terrain, (barred, then) = self.terrain, meant
        point = barred[0]
        is_free = terrain.graph.points[point].kind == "ask"
        for number in terrain.ways[point]:
            target = terrain.edge(point, number).target
            if (point, number) == barred or target not in slice.packing.visible:
                continue
            if (is_free or target == then[0]) and may_take(terrain, point, number, values):
                moment = moment_at(terrain, target, take(terrain, point, number, values))
                if is_free or slice.state(moment) == then[1]:
                    sweep = Sweep(slice, [moment])
                    hits = sweep.first(self.occasions, *limits)
                    if hits:
                        return ((point, number), moment, sweep.path(hits[0]), hits[0])
        return None

    def _learn(
        self, slice: Slice, path: list[Step], hit: Hit, along: list[Values], done: int
    ) -> bool:
        """See what forbids a path after so many ways of it; whether that is anything new."""
        terrain, occasion = self.terrain, hit.occasion
        states = [step.state for step in path] + [hit.state]
        point, way = (path[done].point, path[done].way) if done < len(path) else occasion[:2]
        values = along[done]
        seen = slice.packing.visible[point]
        if way >= 0 and not may_take(terrain, point, way, values):
            cells = blame(terrain, terrain.asked(point, way), False, values, seen)
            new = {c for c in cells - seen if not terrain.is_settled(point, c)}
            if new:
                self._see(point, way, cells)
                return True
        else:
            if way >= 0:
                values = take(terrain, point, way, values, occasion.op)
            known = self.watched.get(hit.number, frozenset())
            cells = blame(terrain, occasion.condition, False, values, known)
            if cells - known:
                self._watch(occasion.condition, cells)
                return True
        return self._see_effects(slice, path, states, along, (point, way))

    def _watch(self, condition: Expression, cells: frozenset[int]) -> None:
        """Look at cells wherever the same is asked: what forbids it here may forbid it there."""
        for number, occasion in enumerate(self.occasions):
            if occasion.condition == condition:
                self.watched[number] = self.watched.get(number, frozenset()) | cells

    def _see(self, point: int, way: int, cells: frozenset[int]) -> None:
        known = self.guards.get((point, way), frozenset())
        self.guards[point, way] = known | cells

    def _see_effects(
        self,
        slice: Slice,
        path: list[Step],
        states: list[int],
        along: list[Values],
        last: Way,
    ) -> bool:
        """Carry out exactly the first way after which the slice believed other than the truth."""
        cells = self.terrain.graph.cells
        for number, values in enumerate(along):
            point = path[number].point if number < len(path) else last[0]
            for cell, value in slice.packing.unpacked(point, states[number]).items():
                if value + cells[cell].low != values[cells[cell].name]:
                    before = (path[number - 1].point, path[number - 1].way)
                    return self._carry_out(before) if number else False
        return self._carry_out(last)

    def _carry_out(self, way: Way) -> bool:
        """Carry out a way exactly from now on; whether it was not already."""
        is_new = way not in self.precise
        self.precise.add(way)
        return is_new


def _meant(path: list[Step], hit: Hit, done: int) -> tuple[Way, tuple[int, int]]:
    """Step number ``done`` of a path, the occasion after all, and the point and state it leads to.

    After the occasion there is nothing: a point of -1.
    """
    steps = [*path, Step(hit.occasion.point, hit.occasion.way, hit.state), Step(-1, -1, -1)]
    point, way, _ = steps[done]
    then = steps[done + 1]
    return (point, way), (then.point, then.state)


def possible(terrain: Terrain, question: Question) -> tuple[Occasion, ...]:
    """The occasions of a question that Cartesian reachability has not excluded."""
    return tuple(
        occasion
        for occasion in question.occasions
        if occasion.point in terrain.ways
        and (occasion.way < 0 or occasion.way in terrain.ways[occasion.point])
    )
