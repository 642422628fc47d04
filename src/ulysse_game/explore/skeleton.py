"""Never stuck, and always an ending ahead: shown on the graph, without visiting a state.

What is shown here holds in every state, reachable or not, because it rests on the Cartesian masks
alone. What cannot be shown is handed on as few questions as there are causes: a place is asked
about itself, and what only leads there is taken for settled with it. Nothing here says that
something *is* wrong, but for traps: from these no way leads to an ending at all.

Endings ahead are an attractor on an and/or graph (the player picks one of a page's choices, the
story takes any of its own ways). A ring is left for certain when its rounds use something up, one
after another (ranking by components, as in termination proofs of Colón and Sipma).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from ulysse_game.explore.cartesian import Reach
from ulysse_game.explore.components import components
from ulysse_game.explore.domain import Masks
from ulysse_game.explore.flow import Edge, Set
from ulysse_game.explore.kernel import Kernels
from ulysse_game.explore.rounds import comes_to_an_end
from ulysse_game.explore.ways import Way, ways_from
from ulysse_game.story import NO, YES, Expression, disjunction, negate

MOST_TRIED = 200_000
"""Combinations of values tried to show that one of a page's choices is always open."""


class Question(NamedTuple):
    """What is left to be searched: whether ``condition`` can hold on arrival at ``point``.

    ``stuck``: no choice is open there. ``ahead``: none is open that surely leads to an ending. If
    no state of the point answers yes, the point is settled.
    """

    kind: str
    point: int
    condition: Expression


class Ring(NamedTuple):
    """Points that the story may go round without ever waiting for the player."""

    points: tuple[int, ...]


class Skeleton(NamedTuple):
    """What holds without a search.

    ``never_stuck`` are the waiting points where a choice is surely open. ``ahead`` are the points
    from which an ending can be reached in every state, if the questions are answered no.
    ``traps`` are those from which no way leads to an ending. ``rings`` are possible runaways.
    ``questions`` name everything that could not be shown; without any, and without traps and
    rings, the story is never stuck and an ending is always ahead.
    """

    never_stuck: frozenset[int]
    ahead: frozenset[int]
    traps: tuple[int, ...]
    rings: tuple[Ring, ...]
    questions: tuple[Question, ...]


def skeleton(reach: Reach) -> Skeleton:
    """What holds in every state that these masks allow. Linear but for rings within rings."""
    return _Skeleton(reach).found()


class _Skeleton:
    """The graph with its ways, and what is shown so far."""

    def __init__(self, reach: Reach) -> None:
        self._points = reach.flow.points
        self._reach = reach
        self._kernels = Kernels(reach.flow.cells, reach.flow.by_name)
        self._out: dict[int, list[Way]] = {}
        self._into: dict[int, list[Way]] = {point: [] for point in reach.at}
        for point in reach.at:
            self._out[point] = [way for way, _ in ways_from(reach, self._kernels, point)]
            for way in self._out[point]:
                self._into[way.edge.target].append(way)
        self._ok: set[int] = set()
        self._left = {point: len(ways) for point, ways in self._out.items()}
        self._good: dict[int, list[Expression]] = {point: [] for point in reach.at}
        self._questions: list[Question] = []
        self._asked_about: set[int] = set()
        self._never_stuck: set[int] = set()

    def found(self) -> Skeleton:
        self._show_never_stuck()
        endings = [point for point in self._out if self._kind(point) == "end"]
        hopeful = self._before(endings)
        traps = tuple(sorted(set(self._out) - hopeful))
        self._settle(endings)
        self._settle_rings()
        return Skeleton(
            frozenset(self._never_stuck),
            frozenset(self._ok - set(traps)),
            traps,
            tuple(self._rings()),
            tuple(self._questions),
        )

    def _kind(self, point: int) -> str:
        return self._points[point].kind

    # -- never stuck ----------------------------------------------------------------------------

    def _show_never_stuck(self) -> None:
        for point in self._out:
            if self._kind(point) != "wait":
                continue
            opens = self._guards(self._out[point])
            if YES in opens or self._was_asked(point) or self._always(point, opens):
                self._never_stuck.add(point)
            else:
                stuck = negate(disjunction(tuple(opens)))
                self._ask("stuck", point, stuck)

    def _was_asked(self, point: int) -> bool:
        """Whether every way there has itself asked that one of these choices is open."""
        flow = self._reach.flow
        asked = disjunction(tuple(edge.guard for edge in flow.edges(point)))
        return all(start != point for start, _ in self._reach.starts) and all(
            way.edge.guard == asked and not _changes(way.edge) for way in self._into[point]
        )

    def _guards(self, ways: Iterable[Way]) -> list[Expression]:
        return [way.edge.guard for way in ways]

    def _always(self, point: int, opens: list[Expression]) -> bool:
        """Whether one of these conditions holds, whatever the cells hold at the point."""
        asked = disjunction(tuple(opens))
        if asked in (YES, NO):
            return asked == YES
        masks: Masks = list(self._reach.at[point])
        if self._reach.domain.refine(asked, masks, False) is None:
            return True
        known = {cell: masks[cell] for cell in self._kernels.cells_of(asked)}
        return self._kernels.always(asked, known, MOST_TRIED) is True

    # -- an ending ahead ------------------------------------------------------------------------

    def _before(self, endings: Iterable[int]) -> set[int]:
        """All points from which some way leads to an ending."""
        found = set(endings)
        work = list(found)
        while work:
            for way in self._into[work.pop()]:
                if way.source not in found:
                    found.add(way.source)
                    work.append(way.source)
        return found

    def _settle(self, points: Iterable[int]) -> None:
        """These points have an ending ahead; so have all that are bound to lead to such points."""
        work = deque(each for each in points if each not in self._ok)
        self._ok.update(work)
        while work:
            for way in self._into[work.popleft()]:
                source = way.source
                if source in self._ok:
                    continue
                self._left[source] -= 1
                self._good[source].append(way.edge.guard)
                if self._is_settled(source, way.edge.guard):
                    self._ok.add(source)
                    work.append(source)

    def _is_settled(self, point: int, guard: Expression) -> bool:
        """Whether a point has an ending ahead, now that the way with this guard has."""
        if self._kind(point) == "ask":
            return not self._left[point]
        if not self._left[point]:
            return True  # a page that may be stuck is asked about as that
        if guard == YES or self._always(point, [guard]):
            return True
        good = self._good[point]
        return len(good) > 1 and self._always(point, good)

    def _settle_rings(self) -> None:
        """Component by component from the endings back: rings that are surely left, and causes.

        A component that cannot be shown to be left is asked about, and then taken for settled.
        """
        open_ = [point for point in self._out if point not in self._ok]
        inner = {
            point: [way.edge.target for way in self._out[point] if way.edge.target not in self._ok]
            for point in open_
        }
        for component in components(inner):
            points = [point for point in component if point not in self._ok]
            if not points:
                continue
            if not self._is_left(set(points)):
                self._ask_about(points)
            self._settle(points)

    def _is_left(self, points: set[int]) -> bool:
        """Whether every playthrough leaves this component, and for where an ending is ahead."""
        ways: list[Way] = []
        for point in points:
            if self._kind(point) == "wait" and point not in self._never_stuck:
                return False
            if not self._out[point]:
                return False
            for way in self._out[point]:
                if way.edge.target in points:
                    ways.append(way)
                elif way.edge.target not in self._ok:
                    return False
        return comes_to_an_end(ways, self._reach.domain)

    def _ask_about(self, points: list[int]) -> None:
        """One question for each page of a component; one without pages is told as a ring."""
        for point in points:
            is_page = self._kind(point) == "wait"
            if (self._out[point] and not is_page) or point in self._asked_about:
                continue
            leads = [way.edge.guard for way in self._out[point] if way.edge.target in self._ok]
            none = negate(disjunction(tuple(leads)))
            self._ask("ahead", point, none)

    def _ask(self, kind: str, point: int, condition: Expression) -> None:
        self._asked_about.add(point)
        self._questions.append(Question(kind, point, condition))

    # -- runaways -------------------------------------------------------------------------------

    def _rings(self) -> Iterable[Ring]:
        """Rings of the story's own ways, but for those whose rounds use something up."""
        own = {
            point: [way.edge.target for way in ways if self._is_own(way.edge.target)]
            for point, ways in self._out.items()
            if self._is_own(point)
        }
        for component in components(own):
            points = set(component)
            ways = [way for each in points for way in self._out[each] if way.edge.target in points]
            if ways and not comes_to_an_end(ways, self._reach.domain):
                yield Ring(tuple(sorted(points)))

    def _is_own(self, point: int) -> bool:
        return self._kind(point) in ("ask", "chance")


def _changes(edge: Edge) -> bool:
    return any(isinstance(op, Set) for op in edge.ops)


__all__ = ["Question", "Ring", "Skeleton", "skeleton"]
