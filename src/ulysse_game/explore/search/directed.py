"""One question with every value known: towards it by the distances of a slice.

Weighted best-first search (Pohl 1970): first in a hurry, then, as long as there is time, for
shorter and shorter ways than the one found. From the start and from pools of states that a play
has come to. When nothing is left to look at, the question is impossible: all that could still
have led there was looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple, TypeAlias

from ulysse_game.explore.live import Live
from ulysse_game.explore.search.code import Take, of_state
from ulysse_game.explore.search.distances import Guide
from ulysse_game.explore.search.everything import LiveClasses, watched
from ulysse_game.explore.search.localize import Path, possible
from ulysse_game.explore.search.needs import Way, all_uses
from ulysse_game.explore.search.question import Occasion, Question
from ulysse_game.explore.search.slice import Slice
from ulysse_game.explore.search.sweep import StillGoing
from ulysse_game.explore.search.terrain import Moment, Terrain

LIMIT = 300_000
"""States looked at for one question before it is left open."""

WEIGHTS = (5, 2, 1)

Key: TypeAlias = tuple[int, int]


class Pooled(NamedTuple):
    """Where a search may begin: a moment that can be come to in ``cost`` choices."""

    moment: Moment
    cost: int = 0


class Reached(NamedTuple):
    """It happens along ``path``, which begins at start number ``start``, after ``looked`` states.

    ``path.cost`` counts from the beginning of the story. No way takes fewer than ``at_least``.
    """

    start: int
    path: Path
    at_least: int
    looked: int


class Exhausted(NamedTuple):
    """It cannot happen from any of the starts: all that could lead there was looked at."""

    looked: int


class Undecided(NamedTuple):
    """Neither, within the limits."""

    looked: int
    at_least: int


Outcome: TypeAlias = Reached | Exhausted | Undecided


class Whole:
    """The story with every deciding cell seen; made once for many questions."""

    def __init__(
        self, terrain: Terrain, questions: Iterable[Question], live: Live | None = None
    ) -> None:
        """For these questions. ``live`` must count their conditions as decisions."""
        asked = [each for question in questions for each in possible(terrain, question)]
        self.terrain = terrain
        self.slice = Slice(terrain, all_uses(terrain, watched(terrain, asked)), list(terrain.masks))
        self._classes = None if live is None else LiveClasses(live)
        self._keys: dict[int, Callable[[int], int]] = {}

    def key(self, point: int, state: int) -> int:
        """The same for two states of a point that have the same future of decisions."""
        if self._classes is None:
            return state
        key = self._keys.get(point)
        if key is None:
            key = self._keys[point] = self._key(point)
        return key(state)

    def _key(self, point: int) -> Callable[[int], int]:
        assert self._classes is not None
        packing, tables = self.slice.packing, self._classes.tables(point)
        parts, named = [], {}
        for cell in sorted(packing.visible[point] & tables.keys()):
            place, wide = packing.places[cell], (1 << packing.widths[cell]) - 1
            named[f"t{cell}"] = tuple(value << place for value in tables[cell])
            parts.append(f"t{cell}[s >> {place} & {wide}]")
        return of_state(parts, named)


def directed(
    whole: Whole,
    question: Question,
    starts: Sequence[Pooled],
    guide: Guide | None = None,
    limit: int = LIMIT,
    goes_on: StillGoing | None = None,
) -> Outcome:
    """The outcome of searching for one question from ``starts``, the story's own start first.

    ``guide`` must come from the same question, and from slices that see what all of ``starts`` may
    lead to. ``limit`` counts states over all attempts.
    """
    best: Reached | None = None
    looked = 0
    at_least = 0 if guide is None else _bound(whole, guide, starts[0])
    for weight in WEIGHTS:
        attempt = _Attempt(whole, question, starts, guide, weight)
        most = None if best is None else best.path.cost - 1
        found = attempt.run(limit - looked, most, goes_on)
        looked += attempt.looked
        if found is not None:
            start, path = found
            best = Reached(start, path, min(at_least, path.cost), looked)
        elif attempt.is_exhausted:
            if best is None:
                return Exhausted(looked)
            return best._replace(at_least=best.path.cost, looked=looked)
        else:
            break
        if best.path.cost == best.at_least:
            break
    if best is None:
        return Undecided(looked, at_least)
    return best._replace(looked=looked)


def _bound(whole: Whole, guide: Guide, start: Pooled) -> int:
    state = whole.slice.state(start.moment)
    estimate = guide.estimate(whole.slice, start.moment.point, state)
    return start.cost + (estimate or 0)


class _Attempt:
    """One best-first search."""

    def __init__(
        self,
        whole: Whole,
        question: Question,
        starts: Sequence[Pooled],
        guide: Guide | None,
        weight: int,
    ) -> None:
        self.whole = whole
        self.guide = guide
        self.weight = weight
        self.looked = 0
        self.is_exhausted = False
        self.takes: dict[int, list[tuple[Occasion, Take | None]]] = {}
        for occasion in possible(whole.terrain, question):
            take = whole.slice.hit(occasion)
            self.takes.setdefault(occasion.point, []).append((occasion, take))
        self.cost: dict[Key, int] = {}
        self.came: dict[Key, tuple[Key, int]] = {}
        self.first: dict[Key, int] = {}
        self.open: list[tuple[int, int, int, int, int]] = []
        self.starts = starts

    def run(
        self, limit: int, most: int | None, goes_on: StillGoing | None
    ) -> tuple[int, Path] | None:
        """A way of at most ``most`` choices, if there is one within the limits."""
        whole, terrain = self.whole, self.whole.terrain
        for number, (moment, cost) in enumerate(self.starts):
            point, state = moment.point, whole.slice.state(moment)
            if self._arrive((point, state), cost, most):
                self.first[point, state] = number
        heapify(self.open)
        closed: dict[Key, int] = {}
        while self.open:
            _, _, _, point, state = heappop(self.open)
            node = (point, state)
            cost = self.cost[node]
            same = (point, whole.key(point, state))
            if closed.get(same, cost + 1) <= cost:
                continue
            closed[same] = cost
            self.looked += 1
            if self.looked > limit or (
                goes_on is not None and not self.looked & 255 and not goes_on()
            ):
                return None
            extra = terrain.cost(point)
            for occasion, take in self.takes.get(point, ()):
                after = cost + (extra if occasion.way >= 0 else 0)
                if (most is None or after <= most) and (take is None or take((state,))):
                    return self._path(node, occasion, after)
            for move in whole.slice.moves(point):
                for then in (state,) if move.take is None else move.take((state,)):
                    target = (move.target, then)
                    if self._arrive(target, cost + extra, most):
                        self.came[target] = (node, move.number)
                        self.first.pop(target, None)
        self.is_exhausted = True
        return None

    def _arrive(self, node: Key, cost: int, most: int | None) -> bool:
        """Whether a state is worth looking at, or worth it again by this shorter way."""
        if self.cost.get(node, cost + 1) <= cost:
            return False
        left: int | None = 0
        if self.guide is not None:
            left = self.guide.estimate(self.whole.slice, *node)
        if left is None or (most is not None and cost + left > most):
            return False
        self.cost[node] = cost
        heappush(self.open, (cost + self.weight * left, left, len(self.cost), *node))
        return True

    def _path(self, node: Key, occasion: Occasion, cost: int) -> tuple[int, Path]:
        ways: list[Way] = []
        while node not in self.first:
            node, way = self.came[node]
            ways.append((node[0], way))
        return self.first[node], Path(tuple(ways[::-1]), occasion, cost)
