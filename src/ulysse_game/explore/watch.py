"""What a play shows: the engine plays, the flow goes along and says what was seen.

Every step is made twice, by the engine and in the flow, and both must come to the same state; so
what the flow has seen on its way is what the engine did. A difference is a mistake of ours.
"""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple, assert_never

from ulysse_game import engine
from ulysse_game.engine import Event, Machine, Shown, State, visits_of
from ulysse_game.engine.chance import draw
from ulysse_game.explore.collecting import nothing_collected
from ulysse_game.explore.flow import Ask, Flow
from ulysse_game.explore.flow.code import MOST_WALKED, Asking, Chancing, FlowCode, Over, Waiting
from ulysse_game.explore.items import Item, Items
from ulysse_game.story import evaluate


class Seen(NamedTuple):
    """A step made: the state reached, what happened, and the set of items seen."""

    state: State
    events: tuple[Event, ...]
    items: int


class Watcher:
    """Plays by the engine and says what is seen. Holds no play: one serves any number."""

    def __init__(
        self, machine: Machine, flow: Flow | None = None, items: Items | None = None
    ) -> None:
        """For this story; ``flow`` and its ``items`` if they are there already."""
        self.machine = machine
        self.flow = Flow(machine) if flow is None else flow
        with nothing_collected():
            self.all = Items(self.flow) if items is None else items
        self.code = FlowCode(self.flow, self.all.bit)
        self._last: tuple[State | None, int, list[int]] = (None, 0, [])

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of the story."""
        return self.all.every

    def begin(self, seed: int) -> Seen:
        """The story's beginning."""
        state, events = engine.begin(self.machine, seed)
        found = self._follow(self.flow.start(), self.flow.start_values(), (seed, 0), state)
        return Seen(state, events, found | self._drawn(state, events))

    def step(self, state: State, choice: str) -> Seen:
        """The step after ``choice``; raises as ``engine.step`` does."""
        after, events = engine.step(self.machine, state, choice)
        point, values = self._stands(state)
        made = self.code.made(point)
        assert isinstance(made, Waiting), state.location
        number = made.choices.index(choice)
        seen = made.go[number](values)
        chance = state.seed, state.draws
        found = seen | self._follow(made.targets[number], values, chance, after)
        return Seen(after, events, found | self._drawn(after, events))

    def look(self, state: State) -> int:
        """What the page at a state shows by itself: its choices and reasons, not its texts."""
        point = self.flow.point_of(state)
        made = self.code.made(point)
        found = self._drawn(state, ())
        if isinstance(made, Waiting) and made.look is not None:
            found |= made.look(self.flow.values_of(state))
        return found

    def _stands(self, state: State) -> tuple[int, list[int]]:
        """Where a state stands in the flow, with values of its own to change."""
        last, point, values = self._last
        if last is not state:
            return self.flow.point_of(state), self.flow.values_of(state)
        return point, values.copy()

    def _follow(self, point: int, values: list[int], chance: tuple[int, int], after: State) -> int:
        """From a point to the page that the engine came to; what is seen on the way.

        ``chance`` is the seed with the number of the draw that comes next. Changes ``values``.
        """
        end, wanted = self.flow.point_of(after), self.flow.values_of(after)
        seed, draws = chance
        seen = 0
        for _ in range(MOST_WALKED):
            made = self.code.made(point)
            match made:
                case Over() | Waiting():
                    if (point, values) != (end, wanted):
                        break
                    self._last = (after, end, wanted)
                    return seen | (made.look(values) if made.look is not None else 0)
                case Asking():
                    point, more = made.go(values)
                case Chancing():
                    number = _fallen(made, values, seed, draws)
                    draws += 1
                    more, point = made.go[number](values), made.targets[number]
                case _:
                    assert_never(made)
            seen |= more
        raise AssertionError(f"the graph does not come to {after.location} as the engine does")

    def _drawn(self, state: State, events: tuple[Event, ...]) -> int:
        """The alternatives that shuffles showed, in what was read and on the page.

        The flow cannot know them: it has no seed.
        """
        if not self.flow.is_shuffled:
            return 0
        page = self.flow.points[self.flow.point_of(state)].asks
        found = self._shuffles(page, state, state.seed)
        for event in events:
            if isinstance(event, Shown):
                _, _, values, visits, marks, heard, ending = event
                asks = self.flow.asks_of(event.line_id, event.binding, values[engine.ROOM])
                moment = State("", values, visits, marks, heard, 0, (), 0, 0, 0, ending)
                found |= self._shuffles(asks, moment, state.seed)
        return found

    def _shuffles(self, asks: tuple[Ask, ...], moment: State, seed: int) -> int:
        shuffled = [ask for ask in asks if ask.shuffles]
        if not shuffled:
            return 0
        found = 0
        layout, story = self.machine.layout, self.machine.story
        values = self.flow.values_of(moment)
        known = {cell.name: n for cell, n in zip(self.flow.cells, values, strict=True)}
        for ask in shuffled:
            if not evaluate(ask.condition, known):
                continue
            for line_id, salt, sides, which in ask.shuffles:
                block = story.text(line_id, story.world.language)
                scene = block.scene if block is not None else ""
                visit = visits_of(moment.visits, layout.scenes[scene]) if scene else 1
                if engine.shuffled(seed, line_id, salt, visit, sides) != which:
                    break
            else:
                found |= self.all.bit(ask.kind, ask.name)
        return found


def _fallen(made: Chancing, values: list[int], seed: int, draws: int) -> int:
    """The way on which the engine's dice fall at this draw."""
    opens = [n for n, guard in enumerate(made.guards) if guard is None or guard(values)]
    left = draw(seed, draws, sum(made.odds[n] for n in opens))
    sums = accumulate(made.odds[n] for n in opens)
    return next(n for n, below in zip(opens, sums, strict=True) if left < below)
