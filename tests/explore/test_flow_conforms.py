"""The flow says what the engine does: the same points, cells, choices and items, step for step.

In the random stories every choice of every state is compared, chance taken every way. In the
real ones a random play is followed. Conditions are evaluated by a small evaluator of its own.
``ULYSSE_STORIES=4000`` compares more stories.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings

from tests.compiler.small import story as small_story
from tests.engine.plays import NAMES, named, play
from tests.explore.brute import Item, TooManyError, Turn, shown_closed, truth, watched
from tests.explore.stories import Files, compiled, stories, story_number
from ulysse_game.engine import Machine, State, begin, open_ids, step
from ulysse_game.explore.flow import Edge, Flow, Note, Set
from ulysse_game.story import (
    And,
    Arithmetic,
    Call,
    Choose,
    Compare,
    Expression,
    Not,
    Number,
    Or,
    Read,
    Story,
    Within,
)

STORIES = int(os.environ.get("ULYSSE_STORIES", "160"))
FEW = 150
"""States compared of each random story."""

NOTED = ("scene", "place", "choice", "text", "rule", "ending")

Cells = tuple[int, ...]


class Follower:
    """Walks a flow with plain values."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow

    def worth(self, expression: Expression, values: Sequence[int]) -> int:
        """What a ground expression comes to; conditions are 0 or 1."""
        match expression:
            case Number(value):
                return value
            case Read(name):
                return values[self.flow.by_name[name]]
            case Not(part):
                return int(not self.worth(part, values))
            case And(parts, _):
                return int(all(self.worth(part, values) for part in parts))
            case Or(parts, _):
                return int(any(self.worth(part, values) for part in parts))
            case Compare(sign, left, right):
                return int(_compared(sign, self.worth(left, values), self.worth(right, values)))
            case Within(item, options):
                asked = self.worth(item, values)
                return int(any(asked == self.worth(option, values) for option in options))
            case Arithmetic(sign, left, right):
                return _reckoned(sign, self.worth(left, values), self.worth(right, values))
            case Choose(condition, then, otherwise):
                return self.worth(then if self.worth(condition, values) else otherwise, values)
            case Call("max", _, arguments):
                return max(self.worth(each, values) for each in arguments)
            case Call("min", _, arguments):
                return min(self.worth(each, values) for each in arguments)
        raise TypeError(f"not ground: {expression}")

    def carried(self, edge: Edge, values: Cells) -> tuple[Cells, frozenset[Item]]:
        """The values after the edge's effects, and what is noted on it."""
        after = list(values)
        noted: set[Item] = set()
        for op in edge.ops:
            if isinstance(op, Set):
                cell = self.flow.cells[op.cell]
                after[op.cell] = min(max(self.worth(op.value, after), cell.low), cell.high)
            elif isinstance(op, Note) and op.kind in NOTED:
                noted.add((op.kind, op.name))
        return tuple(after), frozenset(noted)

    def open_edges(self, point: int, values: Cells) -> list[Edge]:
        return [edge for edge in self.flow.edges(point) if self.worth(edge.guard, values)]

    def ends(
        self,
        edges: list[Edge],
        values: Cells,
        noted: frozenset[Item] = frozenset(),
        length: int = 0,
    ) -> Iterator[tuple[int, Cells, frozenset[Item]]]:
        """Where these edges come to rest: at a page or an ending, by every fall of the dice."""
        assert length < 1_000, "the flow runs in a ring"
        for edge in edges:
            after, more = self.carried(edge, values)
            point, seen = edge.target, noted | more
            kind = self.flow.points[point].kind
            if kind in ("wait", "end"):
                yield point, after, seen
                continue
            onward = self.open_edges(point, after)
            yield from self.ends(
                onward if kind == "chance" else onward[:1], after, seen, length + 1
            )

    def outcomes(self, state: State | None, choice: str) -> set[tuple[int, Cells, frozenset[Item]]]:
        """Everything this choice in this state may come to; the beginning, if there is none."""
        if state is None:
            point, values = self.flow.start(), tuple(self.flow.start_values())
            kind, edges = self.flow.points[point].kind, self.open_edges(point, values)
            return set(self.ends(edges if kind == "chance" else edges[:1], values))
        point, values = self.flow.point_of(state), tuple(self.flow.values_of(state))
        taken = [edge for edge in self.open_edges(point, values) if edge.choice == choice]
        assert len(taken) == 1, f"{choice} at {state.location}: {len(taken)} edges"
        return set(self.ends(taken, values))

    def same(self, turn: Turn, choice: str) -> tuple[int, Cells, frozenset[Item]]:
        """What the engine did, in the flow's words."""
        assert turn.state is not None
        items = turn.items | ({("choice", choice)} if choice else frozenset())
        point, values = self.flow.point_of(turn.state), tuple(self.flow.values_of(turn.state))
        return point, values, frozenset(items)


def _compared(sign: str, left: int, right: int) -> bool:
    match sign:
        case "is":
            return left == right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
    assert sign == ">=", sign
    return left >= right


def _reckoned(sign: str, left: int, right: int) -> int:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    assert sign == "/", sign
    return left // right


def same_page(follower: Follower, machine: Machine, state: State) -> None:
    """The same choices are open, and the same are shown closed."""
    flow = follower.flow
    point, values = flow.point_of(state), tuple(flow.values_of(state))
    here = flow.points[point]
    assert (here.kind, here.ending) == (("end" if state.ending else "wait"), state.ending)
    ids = [edge.choice for edge in follower.open_edges(point, values)]
    assert sorted(ids) == sorted(open_ids(machine, state)), state.location
    closed = {
        (ask.kind, ask.name)
        for ask in here.asks
        if ask.kind == "closed" and follower.worth(ask.condition, values)
    }
    assert closed == set(shown_closed(machine, state)), state.location


def compare_story(story: Story, name: str) -> None:
    """Every choice of the nearest pages of a story; nothing of one that is too large to count."""
    try:
        pages = truth(story, 2_000).pages[:FEW]
    except TooManyError:
        return
    machine = Machine(story, is_quick=False)
    follower = Follower(Flow(machine))
    with watched() as watch:
        begun = {
            follower.same(turn, "") for turn in watch.turns(machine, partial(begin, machine, 0))
        }
        assert follower.outcomes(None, "") == begun, f"{name}: the beginning"
        for state in pages:
            same_page(follower, machine, state)
            for choice in open_ids(machine, state):
                made = watch.turns(machine, partial(step, machine, state, choice))
                address = f"{state.location}.{choice}"
                truly = {follower.same(turn, address) for turn in made}
                assert follower.outcomes(state, choice) == truly, f"{name}: {address} of {state}"


@pytest.mark.parametrize("first", range(0, STORIES, 20))
def test_every_step_of_a_random_story_is_a_path_of_its_flow(first: int) -> None:
    for seed in range(first, first + 20):
        story = story_number(seed)
        if story is not None:
            compare_story(story, f"story {seed}")


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(stories())
def test_the_smallest_story_that_differs_is_shown(files: Files) -> None:
    """The same again by Hypothesis, which shrinks what it finds to a few lines."""
    story = compiled(files)
    if story is not None:
        compare_story(story, "\n".join(files.values()))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_play_of_a_real_story_is_a_path_of_its_flow(name: str, seed: int) -> None:
    machine = Machine(named(name))
    follower = Follower(Flow(machine))
    for moment in play(machine, seed, 120):
        same_page(follower, machine, moment.before)
        reached = {
            (point, values) for point, values, _ in follower.outcomes(moment.before, moment.choice)
        }
        flow = follower.flow
        there = flow.point_of(moment.after), tuple(flow.values_of(moment.after))
        assert there in reached, f"{moment.before.location}.{moment.choice}"


OUTLASTING = """
start:
  pick: 2
  text: Begin.
  choices:
    - a: A.
    - b: B.
    - c: C.
      if: n >= {least}
  next: the_end
"""


@pytest.mark.parametrize(
    ("scene", "is_asked"), [("a: A.", False), ("a: A.\n      once: yes", True)]
)
def test_a_pick_that_outlasts_itself_is_never_stuck(scene: str, is_asked: bool) -> None:
    """More choices than may be picked, each closing itself alone: nobody needs to ask."""
    text = OUTLASTING.format(least=2).replace("a: A.", scene)
    flow = Flow(Machine(small_story({"1_part/scenes.yaml": text})))
    for point in range(flow.start(), 100):
        if point < len(flow.points):
            flow.edges(point)
    waits = [point for point in flow.points if point.kind == "wait"]
    assert waits
    asked = [ask.kind for point in waits for ask in point.asks]
    assert ("stuck" in asked) is is_asked
