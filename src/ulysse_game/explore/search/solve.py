"""A question answered by the means that fit: few cells first, then all of them, led by the few.

``Solver`` is kept for as many questions about one story as there are: what one question had to see
the next one sees from the beginning, as long as that is little to look through. The answers do not
depend on it; where nothing can be found, the certificate is cut down to what it needs.
"""

from __future__ import annotations

from collections.abc import Iterable

from ulysse_game.explore.live import Live
from ulysse_game.explore.search.directed import (
    Exhausted,
    Pooled,
    Reached,
    Whole,
    directed,
)
from ulysse_game.explore.search.distances import guide
from ulysse_game.explore.search.localize import (
    LIMIT,
    Answer,
    Certificate,
    Excluded,
    Found,
    Localization,
    Open,
    possible,
)
from ulysse_game.explore.search.needs import Uses, Way
from ulysse_game.explore.search.question import Question
from ulysse_game.explore.search.slice import Slice, Workshop
from ulysse_game.explore.search.sweep import StillGoing, Sweep
from ulysse_game.explore.search.terrain import Moment, Terrain

LITTLE = 20_000
"""States of a slice that is little to look through."""

GLANCES = (8, 16, 32, 64, 128)
"""After so many rounds it is tried whether the way can be found with every cell seen."""

GLANCE = 3_000
"""States looked at in such a try."""

TURNS = 40
"""Turns that a hasty solver takes along one path."""

MOST_CUT = 200_000
"""States gone through, all in all, to cut a certificate down."""


class Solver:
    """Answers questions about one story from one moment on, and learns from each."""

    def __init__(
        self,
        terrain: Terrain,
        start: Moment,
        questions: Iterable[Question],
        live: Live | None = None,
        learns: bool = True,
        is_hasty: bool = False,
    ) -> None:
        """For these questions and no others. ``live`` must count their conditions as decisions.

        Without ``learns`` each answer is what it would be if nothing had been asked before, to
        the last choice of a path; with it, another path of the same cost may be given. Who
        ``is_hasty`` is content with any way, and gets it sooner.
        """
        self.terrain = terrain
        self.learns = learns
        self.is_hasty = is_hasty
        self.start = start
        self._whole = Whole(terrain, questions, live)
        self._workshop = Workshop(self._whole.slice.packing)
        self._guards: dict[Way, frozenset[int]] = {}
        self._precise: set[Way] = set()

    def answer(
        self, question: Question, limit: int = LIMIT, goes_on: StillGoing | None = None
    ) -> Answer:
        """The answer to one of the questions, within ``limit`` states of each search.

        A ``Found`` whose ``at_least`` is less than its path's cost is not proved shortest; with a
        limit of up to ``LITTLE`` that is not tried hard.
        """
        answer: Answer = Open("", 0, Uses({}, {}, ()), 0)
        found: list[Found] = []
        if self._guards:
            answer = self._localized(question, min(LITTLE, limit), goes_on, self._known(), found)
            if isinstance(answer, Open):
                self._guards, self._precise = {}, set()
        is_enough = limit <= LITTLE  # then a way is worth more than the proof that it is shortest
        if isinstance(answer, Open) and not (found and is_enough):
            answer = self._localized(question, limit, goes_on, None, found)
        if isinstance(answer, Excluded) and answer.certificate.states <= LITTLE:
            return Excluded(self._cut(question, answer.certificate), answer.rounds)
        if not isinstance(answer, Open):
            return answer
        if not (found and is_enough) and (goes_on is None or goes_on()):
            last = self._directed(question, answer, limit, goes_on)
            if isinstance(last, Excluded):
                return last
            found += [last] if last is not None else []
        if not found:
            return answer
        at_least = max(answer.at_least, *(each.at_least for each in found))
        return min(found, key=lambda each: each.path.cost)._replace(at_least=at_least)

    def _known(self) -> Uses:
        return Uses(self._guards, {}, self._precise)

    def _localized(
        self,
        question: Question,
        limit: int,
        goes_on: StillGoing | None,
        known: Uses | None,
        found: list[Found],
    ) -> Answer:
        """The answer by localization. ``found`` gathers ways that are not proved shortest."""
        turns = TURNS if self.is_hasty else 0
        search = Localization(self.terrain, self.start, question, known, self._workshop, turns)
        answer: Answer | None = None
        while answer is None:
            answer = search.round(limit, goes_on)
            if answer is None and search.rounds in GLANCES:
                seen = Open("rounds", search.at_least, search.searched, search.rounds)
                glance = self._directed(question, seen, GLANCE, goes_on)
                if isinstance(glance, Excluded):
                    return glance
                found += [glance] if glance is not None else []
            shortest = [each for each in found if each.path.cost <= search.at_least]
            if answer is None and shortest:
                answer = shortest[0]._replace(at_least=search.at_least)
        if self.learns and search.states <= LITTLE and not isinstance(answer, Open):
            self._learn(search.uses())
        return answer

    def _learn(self, uses: Uses) -> None:
        for way, cells in uses.guards.items():
            self._guards[way] = self._guards.get(way, frozenset()) | cells
        self._precise.update(uses.precise or ())

    def _directed(
        self, question: Question, open: Open, limit: int, goes_on: StillGoing | None
    ) -> Found | Excluded | None:
        """The search that sees everything, led by the distances of what was seen so far."""
        terrain = self.terrain
        occasions = possible(terrain, question)
        most = max(limit, LITTLE)
        led = guide(terrain, [self.start], occasions, open.uses, most, goes_on, self._workshop)
        start = Pooled(self.start)
        outcome = directed(self._whole, question, [start], led, limit, goes_on)
        match outcome:
            case Reached(_, path, at_least, _):
                bound = min(path.cost, max(at_least, open.at_least))
                return Found(path, bound, open.rounds)
            case Exhausted(looked):
                cells = names(terrain, open.uses)
                return Excluded(Certificate(cells, looked, open.uses), open.rounds)
            case _:
                return None

    def _cut(self, question: Question, certificate: Certificate) -> Certificate:
        """The certificate without the cells it can do without."""
        uses, work = certificate.uses, certificate.states
        occasions = possible(self.terrain, question)
        among = self.terrain.towards(occasion.point for occasion in occasions)
        seen = sorted(frozenset().union(*uses.guards.values(), *_inner(uses)))
        states = certificate.states
        for cell in reversed(seen):
            if work > MOST_CUT:
                break
            fewer = without(uses, cell)
            sweep = Sweep(Slice(self.terrain, fewer, among, self._workshop), [self.start])
            hits = sweep.first(occasions, LITTLE)
            work += sweep.states
            if not hits and sweep.is_complete:
                uses, states = fewer, sweep.states
        return Certificate(names(self.terrain, uses), states, uses)


def names(terrain: Terrain, uses: Uses) -> tuple[str, ...]:
    """The names of the cells that some uses look at."""
    cells = sorted(frozenset().union(*uses.guards.values(), *_inner(uses)))
    return tuple(terrain.graph.cells[cell].name for cell in cells)


def without(uses: Uses, cell: int) -> Uses:
    """The uses without those of one cell."""
    guards = {way: cells - {cell} for way, cells in uses.guards.items()}
    inner = {
        way: {op: cells - {cell} for op, cells in there.items()}
        for way, there in uses.inner.items()
    }
    return Uses({way: cells for way, cells in guards.items() if cells}, inner, uses.precise)


def _inner(uses: Uses) -> list[frozenset[int]]:
    return [cells for there in uses.inner.values() for cells in there.values()]
