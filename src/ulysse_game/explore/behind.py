"""What the answer to one question says of others: what lies only behind what can never happen.

Where a way is never taken it can be left out of the graph, and then whatever nothing leads to any
more. A question all of whose occasions are there is answered too, by the same certificate. Counts
what leads to each point and follows what goes down to nought, so that all the answers together
cost one walk over the graph; rings are kept, which can only leave more open. Nothing here searches,
and nothing is left out that was not proved.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ulysse_game.explore.items import Key
from ulysse_game.explore.search.question import Question
from ulysse_game.explore.search.terrain import Terrain
from ulysse_game.story import YES

Way = tuple[int, int]
"""A point with the number of an edge from it, or -1: the arrival there."""


class _Fewer(NamedTuple):
    """What changes without some ways: those that are gone, and new counts where there are any."""

    gone: set[Way]
    into: dict[int, int]
    left: dict[Key, int]


class Behind:
    """The ways of one terrain that have not been excluded, and the questions about them."""

    def __init__(self, terrain: Terrain, start: int, questions: Mapping[Key, Question]) -> None:
        """All ways of ``terrain`` from ``start``, and these questions, all still open."""
        self._terrain = terrain
        self._questions = questions
        self._into = {point: len(ways) for point, ways in terrain.into.items()}
        self._into[start] = self._into.get(start, 0) + 1
        self._gone: set[Way] = set()
        self._asked: dict[Way, list[Key]] = {}
        self._left: dict[Key, int] = {}
        for key, question in questions.items():
            self._left[key] = len(question.occasions)
            for occasion in question.occasions:
                self._asked.setdefault((occasion.point, occasion.way), []).append(key)

    def without(self, key: Key) -> list[Key]:
        """The questions that have no occasion any more once ``key`` is proved impossible."""
        fewer = self._fewer(key)
        self._gone |= fewer.gone
        self._into.update(fewer.into)
        self._left.update(fewer.left)
        return [each for each, left in fewer.left.items() if not left]

    def only(self, key: Key) -> list[Key]:
        """The questions that would have none: whoever cannot answer ``key`` need not ask them."""
        return [each for each, left in self._fewer(key).left.items() if not left]

    def _fewer(self, key: Key) -> _Fewer:
        """What is left without the ways on which ``key`` happens, whatever else holds."""
        fewer = _Fewer(set(), {}, {})
        waiting = [
            (occasion.point, occasion.way)
            for occasion in self._questions[key].occasions
            if occasion.condition == YES
        ]
        while waiting:
            way = waiting.pop()
            if way not in self._gone and way not in fewer.gone:
                fewer.gone.add(way)
                for each in self._asked.get(way, ()):
                    fewer.left[each] = fewer.left.get(each, self._left[each]) - 1
                waiting += self._after(way, fewer.into)
        return fewer

    def _after(self, way: Way, into: dict[int, int]) -> list[Way]:
        """What cannot happen either without this way; ``into`` counts what still leads where."""
        point, number = way
        ways = self._terrain.ways.get(point, ())
        if number < 0:
            return [(point, each) for each in ways]
        if number not in ways:
            return []
        target = self._terrain.edge(point, number).target
        into[target] = into.get(target, self._into[target]) - 1
        return [] if into[target] else [(target, -1)]


__all__ = ["Behind"]
