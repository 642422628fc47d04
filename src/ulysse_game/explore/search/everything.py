"""All that a small story can do, state by state: exact, shortest ways included.

For stories, chapters and benchmarks that are small enough; for others there are slices. States
that no later decision can tell apart are one, where it is known which those are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ulysse_game.explore.live import Live
from ulysse_game.explore.search.localize import Path, possible
from ulysse_game.explore.search.needs import Way, all_uses
from ulysse_game.explore.search.question import Occasion, Question
from ulysse_game.explore.search.slice import Slice
from ulysse_game.explore.search.sweep import Hit, StillGoing, Sweep
from ulysse_game.explore.search.terrain import Moment, Terrain

LIMIT = 5_000_000

Item = tuple[str, str]


class LiveClasses:
    """The classes of :class:`Live` as a slice takes them."""

    def __init__(self, live: Live) -> None:
        """Those of one story, made as they are asked for."""
        self._live = live
        self._lows = [cell.low for cell in live.reach.flow.cells]
        self._made: dict[int, dict[int, tuple[int, ...]]] = {}
        self._above: dict[tuple[int, tuple[int, ...]], tuple[int, ...]] = {}

    def tables(self, point: int, /) -> Mapping[int, Sequence[int]]:
        """The tables of a point's live cells, counted from each cell's ``low``."""
        found = self._made.get(point)
        if found is None:
            found = self._made[point] = {
                each.cell: self._counted(each.cell, each.table)
                for each in self._live.classes(point)
            }
        return found

    def _counted(self, cell: int, table: tuple[int, ...]) -> tuple[int, ...]:
        low = self._lows[cell]
        if not low:
            return table
        key = (low, table)
        if key not in self._above:
            self._above[key] = tuple(value - low for value in table)
        return self._above[key]


class Everything:
    """What was found: how many states, and the first way to each item that can be come to."""

    def __init__(
        self, sweep: Sweep, hits: Mapping[Item, Hit], questions: Sequence[Question]
    ) -> None:
        """What a sweep found; items without a hit were not come to."""
        self.sweep = sweep
        self.states = sweep.states
        self.is_complete = sweep.is_complete
        self.cost = sweep.cost
        self.hits = hits
        self.questions = questions

    def path(self, item: Item) -> Path:
        """A way to an item that was found; none is shorter."""
        hit = self.hits[item]
        ways = tuple((step.point, step.way) for step in self.sweep.path(hit))
        return Path(ways, hit.occasion, hit.cost)


def enumerate_states(
    terrain: Terrain,
    start: Moment,
    questions: Iterable[Question] = (),
    live: Live | None = None,
    limit: int = LIMIT,
    goes_on: StillGoing | None = None,
) -> Everything:
    """Every state that can be come to from ``start``, up to ``limit`` of them.

    ``live`` must count every condition of ``questions`` as a decision.
    """
    asked = list(questions)
    flat = [(each, occasion) for each in asked for occasion in possible(terrain, each)]
    occasions = [occasion for _, occasion in flat]
    classes = None if live is None else LiveClasses(live)
    uses = all_uses(terrain, watched(terrain, occasions))
    slice = Slice(terrain, uses, list(terrain.masks), classes=classes)
    sweep = Sweep(slice, [start])
    hits: dict[Item, Hit] = {}
    for hit in sweep.first(occasions, limit, goes_on, is_each=True):
        question = flat[hit.number][0]
        item = (question.kind, question.name)
        if item not in hits or hit.cost < hits[item].cost:
            hits[item] = hit
    return Everything(sweep, hits, asked)


def watched(
    terrain: Terrain, occasions: Iterable[Occasion]
) -> dict[Way, dict[int, frozenset[int]]]:
    """What must be seen within ways so that the occasions' conditions can be."""
    found: dict[Way, dict[int, frozenset[int]]] = {}
    for occasion in occasions:
        there = found.setdefault((occasion.point, occasion.way), {})
        cells = terrain.reads(occasion.condition)
        there[occasion.op] = there.get(occasion.op, frozenset()) | cells
    return found
