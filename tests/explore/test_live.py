"""Values are one exactly when no later decision tells them apart."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from unittest.mock import patch

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.engine.plays import named as story_named
from tests.engine.plays import play
from tests.explore.brute import TooManyError, truth
from tests.explore.hand import asks, moved, plus, reach_of, taken_ways, way
from tests.explore.stories import story_number
from ulysse_game.engine import Machine, Runaway, State, advance, open_ids
from ulysse_game.explore.cartesian import Reach, cartesian
from ulysse_game.explore.domain import ones
from ulysse_game.explore.flow import Ask, Cell, Edge, Flow, Set
from ulysse_game.explore.live import Live, live_partitions
from ulysse_game.story import (
    YES,
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
    Within,
)

X = Cell("x", 0, 10, 0)
Y = Cell("y", 0, 10, 0)
ANY = [way(1, YES, Set(0, Number(n)), choice=f"x{n}") for n in range(11)]
"""Ways from the first point that give ``x`` any value."""


def table(live: Live, point: int, cell: int = 0) -> tuple[int, ...]:
    return next(each.table for each in live.classes(point) if each.cell == cell)


def test_a_threshold_makes_two_classes() -> None:
    reach = reach_of([X], [("wait", ANY), ("wait", [way(2, asks("x", ">=", 7)), way(2)]), END])
    assert table(live_partitions(reach), 1) == (0,) * 7 + (7,) * 4


def test_a_threshold_moves_back_through_an_addition_and_saturation() -> None:
    ends = ("wait", [way(3, asks("x", ">=", 7)), way(3)])
    reach = reach_of([X], [("wait", ANY), ("wait", [way(2, YES, plus(0, "x", 2))]), ends, END])
    assert table(live_partitions(reach), 1) == (0,) * 5 + (5,) * 6
    down = ("wait", [way(2, YES, plus(0, "x", -4))])
    ends = ("wait", [way(3, asks("x", "is", 0)), way(3)])
    reach = reach_of([X], [("wait", ANY), down, ends, END])
    assert table(live_partitions(reach), 1) == (0,) * 5 + (5,) * 6


def test_a_question_for_one_value_makes_two_classes_and_not_three() -> None:
    reach = reach_of([X], [("wait", ANY), ("wait", [way(2, asks("x", "is", 3)), way(2)]), END])
    assert table(live_partitions(reach), 1) == (0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0)


def test_an_assignment_ends_what_was_live() -> None:
    ends = ("wait", [way(3, asks("x", ">=", 7)), way(3)])
    reach = reach_of([X], [("wait", ANY), ("wait", [way(2, YES, Set(0, Number(4)))]), ends, END])
    live = live_partitions(reach)
    assert live.cells(1) == ()
    assert live.cells(2) == (), "what is one value everywhere multiplies nothing"


def test_a_copy_carries_what_is_asked_of_it() -> None:
    copy = ("wait", [way(2, YES, Set(1, Read("x")), Set(0, Number(0)))])
    ends = ("wait", [way(3, asks("y", ">=", 4)), way(3)])
    live = live_partitions(reach_of([X, Y], [("wait", ANY), copy, ends, END]))
    assert live.cells(1) == (0,)
    assert table(live, 1) == (0,) * 4 + (4,) * 7
    assert live.cells(2) == (1,)


def test_a_condition_of_an_effect_counts_only_where_the_effect_does() -> None:
    told = Set(1, Choose(asks("x", ">=", 6), Number(1), Number(0)))
    ends = ("wait", [way(3, asks("y", "is", 1)), way(3)])
    live = live_partitions(
        reach_of([X, Y], [("wait", ANY), ("wait", [way(2, YES, told)]), ends, END])
    )
    assert table(live, 1) == (0,) * 6 + (6,) * 5
    silent = ("wait", [way(3)])
    live = live_partitions(
        reach_of([X, Y], [("wait", ANY), ("wait", [way(2, YES, told)]), silent, END])
    )
    assert live.cells(1) == ()
    assert live.never() == {0, 1}


def test_a_sum_of_two_keeps_what_the_other_can_make_up_for() -> None:
    both = [
        way(1, YES, Set(0, Number(n)), Set(1, Number(m))) for n, m in product(range(11), (0, 1, 2))
    ]
    total = Compare(">=", Arithmetic("+", Read("x"), Read("y")), Number(7))
    live = live_partitions(
        reach_of([X, Y], [("wait", both), ("wait", [way(2, total), way(2)]), END])
    )
    assert table(live, 1, 0) == (0, 0, 0, 0, 0, 5, 6, 7, 7, 7, 7)
    assert table(live, 1, 1)[:3] == (0, 1, 2)


def test_a_sum_of_many_is_worked_out_and_not_tried() -> None:
    cells = [Cell(f"c{n}", 0, 10, 0) for n in range(9)]
    gives = [way(1, YES, *(Set(n, Number(value)) for n in range(9))) for value in range(11)]
    total: Expression = Number(0)
    for cell in cells:
        total = Arithmetic("+", total, Read(cell.name))
    asked = way(2, Compare(">=", total, Number(3)))
    live = live_partitions(reach_of(cells, [("wait", gives), ("wait", [asked, way(2)]), END]))
    assert table(live, 1, 4) == (0, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3)


def test_a_count_of_conditions_tells_only_the_conditions_apart() -> None:
    cells = [Cell(f"c{n}", 0, 10, 0) for n in range(7)]
    gives = [way(1, YES, *(Set(n, Number(value)) for n in range(7))) for value in range(11)]
    count: Expression = Number(0)
    for cell in cells:
        count = Arithmetic("+", count, Choose(asks(cell.name, ">=", 6), Number(1), Number(0)))
    asked = way(2, Compare(">=", count, Number(3)))
    live = live_partitions(reach_of(cells, [("wait", gives), ("wait", [asked, way(2)]), END]))
    assert {each.cell: each.total for each in live.classes(1)} == dict.fromkeys(range(7), 2)
    assert table(live, 1, 4) == (0,) * 6 + (6,) * 5


def test_what_the_whole_does_not_tell_apart_its_parts_do_not() -> None:
    cells = [Cell(f"c{n}", 0, 10, 0) for n in range(4)]
    gives = [way(1, YES, *(Set(n, Number(value)) for n in range(4))) for value in range(11)]
    first = [asks(cell.name, ">=", 5) for cell in cells[:3]]
    either = Or((And((*first, asks("c3", ">=", 5))), And((*first, asks("c3", ">=", 3)))))
    live = live_partitions(
        reach_of(cells, [("wait", gives), ("wait", [way(2, either), way(2)]), END])
    )
    assert table(live, 1, 3) == (0,) * 3 + (3,) * 8


def test_what_a_guard_has_decided_is_not_asked_before_it() -> None:
    first = ("wait", [way(2, asks("x", "<=", 3)), way(3, asks("x", ">", 3))])
    second = ("wait", [way(3, asks("x", ">=", 5)), way(3)])
    elsewhere = [way(2, YES, Set(0, Number(n))) for n in range(11)]
    live = live_partitions(reach_of([X], [("wait", ANY + elsewhere), first, second, END]))
    assert table(live, 1) == (0,) * 4 + (4,) * 7
    assert table(live, 2) == (0,) * 5 + (5,) * 6


def test_questions_count_when_they_are_watched() -> None:
    asked = Ask("outcome", "here", asks("x", ">=", 2))
    reach = reach_of([X], [("wait", ANY), ("wait", [way(2, YES, plus(0, "x", 1), asked)]), END])
    assert live_partitions(reach).cells(1) == ()
    live = live_partitions(reach, lambda ask: ask.name == "here")
    assert table(live, 1) == (0,) + (1,) * 10


def test_a_ring_asks_until_nothing_new_is_asked() -> None:
    hub = ("wait", [way(1, asks("x", "<", 8), plus(0, "x", 3)), way(2, asks("x", "is", 9))])
    live = live_partitions(reach_of([X], [("wait", ANY), hub, END]))
    assert table(live, 1) == (0, 1, 2, 3, 2, 5, 6, 5, 8, 9, 8)


END: tuple[str, list[Edge]] = ("end", [])

# -- random graphs --------------------------------------------------------------------------------

CELLS = [Cell("a", 0, 3, 1), Cell("b", -2, 2, 0), Cell("c", 0, 1, 0), Cell("d", 0, 5, 2)]
NAMES = [cell.name for cell in CELLS]


@st.composite
def numbers(draw: st.DrawFn, depth: int = 2) -> Expression:
    kind = draw(st.sampled_from(["read", "number", "sum", "choose", "max", "times"]))
    if kind == "number" or depth == 0:
        return Number(draw(st.integers(-3, 6)))
    if kind == "read":
        return Read(draw(st.sampled_from(NAMES)))
    if kind == "times":
        return Arithmetic("*", Number(draw(st.integers(-2, 2))), draw(numbers(depth - 1)))
    left, right = draw(numbers(depth - 1)), draw(numbers(depth - 1))
    if kind == "sum":
        return Arithmetic(draw(st.sampled_from("+-")), left, right)
    if kind == "max":
        return Call(draw(st.sampled_from(["max", "min"])), "", (left, right))
    return Choose(draw(conditions(depth - 1)), left, right)


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> Expression:
    kind = draw(st.sampled_from(["yes", "compare", "compare", "and", "or", "not", "in", "flag"]))
    if kind == "yes" or depth == 0:
        return YES
    if kind == "flag":
        return Read("c")
    if kind == "compare":
        sign = draw(st.sampled_from(["is", "<", "<=", ">", ">="]))
        return Compare(sign, draw(numbers(depth - 1)), draw(numbers(depth - 1)))
    if kind == "in":
        options = draw(st.lists(st.integers(-2, 5), min_size=1, max_size=3, unique=True))
        return Within(Read(draw(st.sampled_from(NAMES))), tuple(Number(n) for n in options))
    parts = (draw(conditions(depth - 1)), draw(conditions(depth - 1)))
    return Not(parts[0]) if kind == "not" else And(parts) if kind == "and" else Or(parts)


@st.composite
def graphs(draw: st.DrawFn) -> Reach:
    size = draw(st.integers(2, 5))
    points: list[tuple[str, list[Edge]]] = []
    for _ in range(size):
        kind = draw(st.sampled_from(["wait", "wait", "ask", "chance"]))
        ways = []
        for _ in range(draw(st.integers(1, 3))):
            ops = [
                Set(draw(st.integers(0, len(CELLS) - 1)), draw(numbers()))
                for _ in range(draw(st.integers(0, 3)))
            ]
            ways.append(way(draw(st.integers(0, size - 1)), draw(conditions()), *ops))
        points.append((kind, ways))
    return reach_of(CELLS, points)


@settings(max_examples=60, deadline=None)
@given(graphs(), st.data())
def test_what_has_one_key_has_one_future(reach: Reach, data: st.DataObject) -> None:
    """From two states of one key, the same ways are open at every step, and stay so.

    Also where expressions are taken in parts, and where cells are kept whole.
    """
    asked, tried = data.draw(st.sampled_from([(512, 4096), (512, 3), (2, 4096)]), "limits")
    with (
        patch("ulysse_game.explore.live.MOST_ASKED", asked),
        patch("ulysse_game.explore.kernel.MOST_TRIED", tried),
    ):
        live = live_partitions(reach)
    flow = reach.flow
    point = data.draw(st.sampled_from(sorted(reach.at)), "point")
    masks = reach.at[point]
    possible = [[cell.low + n for n in ones(mask)] for cell, mask in zip(CELLS, masks, strict=True)]
    every = [list(values) for values in product(*possible)]
    by_key: dict[tuple[int, ...], list[list[int]]] = {}
    for values in every:
        by_key.setdefault(live.key(point, values), []).append(values)
    alike = [states for states in by_key.values() if len(states) > 1]
    assume(alike)
    one, other = data.draw(st.permutations(data.draw(st.sampled_from(alike), "alike")), "pair")[:2]
    assert_same_futures(live, flow, point, one, other, data)


def assert_same_futures(
    live: Live, flow: Flow, point: int, one: list[int], other: list[int], data: st.DataObject
) -> None:
    for _ in range(6):
        open_ = taken_ways(flow, point, one)
        assert open_ == taken_ways(flow, point, other), (point, one, other)
        assert live.key(point, one) == live.key(point, other), (point, one, other)
        if not open_:
            return
        edge = flow.edges(point)[data.draw(st.sampled_from(open_), "way")]
        one, other, point = moved(flow, edge, one), moved(flow, edge, other), edge.target


@settings(max_examples=40, deadline=None)
@given(graphs(), st.data())
def test_a_state_may_be_replaced_by_its_lowest(reach: Reach, data: st.DataObject) -> None:
    """The key, read as values of the live cells, has the futures of the state it stands for."""
    live = live_partitions(reach)
    point = data.draw(st.sampled_from(sorted(reach.at)), "point")
    possible = [
        [cell.low + n for n in ones(mask)]
        for cell, mask in zip(CELLS, reach.at[point], strict=True)
    ]
    values = [data.draw(st.sampled_from(each)) for each in possible]
    lowest = list(values)
    for cell, value in zip(live.cells(point), live.key(point, values), strict=True):
        lowest[cell] = value
        assert value in possible[cell]
    assert live.key(point, lowest) == live.key(point, values)
    assert_same_futures(live, reach.flow, point, values, lowest, data)


@pytest.mark.parametrize("name", ["everything", "samples"])
def test_keys_of_a_whole_story_are_exact(name: str) -> None:
    """States of random plays that agree in their keys agree in what the engine makes of them."""
    machine = Machine(story_named(name))
    flow = Flow(machine)
    live = live_partitions(cartesian(flow))
    states = [moment.before for seed in range(6) for moment in play(machine, seed, 120)]
    assert assert_agreeing(machine, flow, live, states) > 50


def test_keys_of_random_stories_are_exact() -> None:
    """All the states of small stories, by the engine alone."""
    pairs = 0
    for seed in range(40):
        story = story_number(seed)
        if story is None:
            continue
        try:
            pages = truth(story, 1000).pages
        except TooManyError:
            continue
        machine = Machine(story)
        flow = Flow(machine)
        pairs += assert_agreeing(machine, flow, live_partitions(cartesian(flow)), pages)
    assert pairs > 500


def assert_agreeing(machine: Machine, flow: Flow, live: Live, states: Iterable[State]) -> int:
    """States of one key have the same choices, which lead to one key again; how many were held."""
    alike: dict[tuple[int, tuple[int, ...]], dict[State, None]] = {}
    for each in states:
        if not each.ending:
            state = each._replace(seed=1, draws=0, turn=0)
            point = flow.point_of(state)
            alike.setdefault((point, live.key(point, flow.values_of(state))), {})[state] = None
    pairs = 0
    for first, *others in alike.values():
        for other in others[:5]:
            choices = open_ids(machine, first)
            assert choices == open_ids(machine, other)
            for choice in choices:
                try:
                    one, two = advance(machine, first, choice), advance(machine, other, choice)
                except Runaway:
                    continue
                point = flow.point_of(one)
                assert point == flow.point_of(two)
                assert one.ending or live.key(point, flow.values_of(one)) == live.key(
                    point, flow.values_of(two)
                )
                pairs += 1
    return pairs


def test_a_cell_that_is_asked_for_too_much_is_kept_whole() -> None:
    """A count to a thousand: every value is told apart, and what it is copied to with it."""
    far = Cell("far", 0, 2000, 0)
    hub = ("wait", [way(0, YES, plus(0, "far", 1)), way(1, asks("far", "is", 1999)), way(2)])
    copies = ("wait", [way(0, YES, Set(0, Read("y")))])
    live = live_partitions(reach_of([far, Y], [hub, copies, END]))
    assert table(live, 0) == tuple(range(2001))
    assert live.cells(1) == ()
    kept = ("wait", [way(0, YES, Set(1, Read("far")), Set(0, Number(3))), way(1)])
    back = ("wait", [way(0, YES, Set(0, Arithmetic("*", Read("y"), Number(100))))])
    live = live_partitions(reach_of([far, Y], [("wait", [*hub[1], way(3)]), kept, END, back]))
    assert live.cells(3) == (1,)
    narrows = ("wait", [way(0, asks("far", ">=", 1000)), way(1)])
    hub_first = ("wait", [*hub[1], way(2)])
    live = live_partitions(reach_of([far, Y], [hub_first, END, narrows]))
    assert table(live, 2)[1000:] == tuple(range(1000, 2001))
