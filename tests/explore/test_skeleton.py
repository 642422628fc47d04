"""What the skeleton claims holds in every state; what it cannot claim it asks about, once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.plays import named as story_named
from tests.explore.brute import TooManyError, truth
from tests.explore.hand import asks, moved, named, plus, reach_of, taken_ways, way
from tests.explore.stories import story_number
from tests.explore.test_live import CELLS, conditions, numbers
from ulysse_game.engine import Machine, open_ids
from ulysse_game.explore.cartesian import Reach, cartesian
from ulysse_game.explore.components import components
from ulysse_game.explore.flow import Cell, Edge, Flow, Set
from ulysse_game.explore.skeleton import Skeleton, skeleton
from ulysse_game.story import YES, And, Arithmetic, Number, Or, Read, evaluate

END: tuple[str, list[Edge]] = ("end", [])
FLAG, OTHER = Cell("flag", 0, 1, 0), Cell("other", 0, 1, 0)
COUNT = Cell("count", 0, 9, 0)
EITHER = [way(1, YES, Set(0, Number(n)), choice=f"f{n}") for n in (0, 1)]


def of(cells: list[Cell], *points: tuple[str, list[Edge]]) -> Skeleton:
    return skeleton(reach_of(cells, list(points)))


def asked(found: Skeleton) -> list[tuple[str, int]]:
    return [(each.kind, each.point) for each in found.questions]


def test_a_page_with_an_open_choice_is_never_stuck() -> None:
    found = of([FLAG], ("wait", EITHER), ("wait", [way(2), way(2, Read("flag"))]), END)
    assert found.never_stuck == {0, 1}
    assert found.ahead == {0, 1, 2}
    assert not found.questions


def test_conditions_that_leave_no_gap_are_never_stuck() -> None:
    both = [way(2, asks("flag", "is", 0)), way(2, asks("flag", "is", 1))]
    found = of([FLAG], ("wait", EITHER), ("wait", both), END)
    assert found.never_stuck == {0, 1}
    assert not found.questions


def test_a_page_whose_choices_may_all_be_closed_is_asked_about() -> None:
    found = of([FLAG], ("wait", EITHER), ("wait", [way(2, Read("flag"))]), END)
    assert asked(found) == [("stuck", 1)]
    (question,) = found.questions
    assert evaluate(question.condition, {"flag": 0})
    assert not evaluate(question.condition, {"flag": 1})


def test_a_page_whose_choices_were_asked_on_the_way_is_never_stuck() -> None:
    opens = Or((Read("flag"), Read("other")))
    gives = [way(1, YES, Set(0, Number(n)), Set(1, Number(m))) for n in (0, 1) for m in (0, 1)]
    stand = ("ask", [way(2, opens), way(3)])
    page = ("wait", [way(3, Read("flag")), way(3, Read("other"))])
    found = of([FLAG, OTHER], ("wait", gives), stand, page, END)
    assert found.never_stuck == {0, 2}
    changes = ("ask", [way(2, opens, Set(0, Number(0))), way(3)])
    found = of([FLAG, OTHER], ("wait", gives), changes, page, END)
    assert asked(found) == [("stuck", 2)]


def test_a_hub_of_once_only_choices_comes_to_an_end() -> None:
    def once(cell: int, name: str) -> Edge:
        return way(0, asks(name, "is", 0), Set(cell, Number(1)))

    none = And((Read("flag"), Read("other")))
    found = of([FLAG, OTHER], ("wait", [once(0, "flag"), once(1, "other"), way(1, none)]), END)
    assert found.never_stuck == {0}
    assert found.ahead == {0, 1}
    assert not found.questions


def test_a_choice_that_may_be_taken_for_ever_is_asked_about() -> None:
    hub = ("wait", [way(0), way(1, Read("flag")), way(0, YES, Set(0, Number(1)))])
    found = of([FLAG], hub, END)
    assert asked(found) == [("ahead", 0)]
    assert evaluate(found.questions[0].condition, {"flag": 0})
    assert not evaluate(found.questions[0].condition, {"flag": 1})


def test_a_counter_bounds_a_hub_and_one_that_is_set_back_does_not() -> None:
    up = way(0, asks("count", "<", 7), plus(0, "count", 2))
    out = way(1, asks("count", ">=", 7))
    assert not of([COUNT], ("wait", [up, out]), END).questions
    down = way(0, asks("count", "is", 4), Set(0, Number(0)))
    assert asked(of([COUNT], ("wait", [up, down, out]), END)) == [("ahead", 0)]


def test_a_counter_that_stands_still_bounds_nothing() -> None:
    still = way(0, asks("count", "<", 7), plus(0, "count", 0))
    up = way(0, asks("count", "<", 7), plus(0, "count", 1))
    out = way(1, asks("count", "is", 7))
    assert asked(of([COUNT], ("wait", [still, up, out]), END)) == [("ahead", 0)]


def test_the_story_picks_its_own_ways() -> None:
    """A page whose only way leads where the story may always turn back."""
    turns = ("ask", [way(1, Read("flag")), way(3)])
    found = of([FLAG], ("wait", EITHER), ("wait", [way(2)]), turns, END)
    assert asked(found) == [("ahead", 1)]


def test_what_one_counter_sets_back_another_may_bound() -> None:
    inner = way(0, asks("count", "<", 3), plus(0, "count", 1))
    outer = way(0, And((asks("count", "is", 3), NOT_SET)), Set(0, Number(0)), Set(1, Number(1)))
    out = way(1, And((asks("count", "is", 3), Read("flag"))))
    found = of([COUNT, FLAG], ("wait", [inner, outer, out]), END)
    assert [each for each in asked(found) if each[0] == "ahead"] == []


def test_what_is_used_up_in_a_detour_bounds_the_hub_too() -> None:
    hub = ("wait", [way(1, asks("flag", "is", 0)), way(3, Read("flag"))])
    aside = ("wait", [way(2), way(2, YES, Set(1, Number(1)))])
    back = ("ask", [way(0, YES, Set(0, Number(1)))])
    assert not of([FLAG, OTHER], hub, aside, back, END).questions
    forgets = ("ask", [way(0, Read("other")), way(0, YES, Set(0, Number(1)))])
    assert of([FLAG, OTHER], hub, aside, forgets, END).questions


def test_a_trap_is_named_and_only_its_root_is_asked_about() -> None:
    start = ("wait", [way(1), way(3)])
    before = ("wait", [way(2)])
    trap = ("wait", [way(2)])
    found = of([FLAG], start, before, trap, END)
    assert found.traps == (1, 2)
    assert found.ahead == {0, 3}
    assert asked(found) == [("ahead", 2)]
    assert found.questions[0].condition == YES


def test_what_leads_to_a_cause_is_not_asked_about_again() -> None:
    cause = ("wait", [way(2), way(3, Read("flag"))])
    found = of([FLAG], ("wait", EITHER), ("wait", [way(2)]), cause, END)
    assert asked(found) == [("ahead", 2)]


def test_the_dice_need_one_sure_side_to_end() -> None:
    found = of([FLAG], ("wait", [way(1)]), ("chance", [way(0), way(2)]), END)
    assert not found.questions
    found = of([FLAG], ("wait", EITHER), ("chance", [way(0), way(2, Read("flag"))]), END)
    assert asked(found) == [("ahead", 0)]


def test_a_runaway_is_found_and_one_that_counts_is_none() -> None:
    endless = ("ask", [way(1, Read("flag")), way(2)])
    found = of([FLAG], ("wait", EITHER), endless, END)
    assert [ring.points for ring in found.rings] == [(1,)]
    counted = ("ask", [way(1, asks("count", "<", 5), plus(0, "count", 1)), way(2)])
    found = of([COUNT], ("wait", [way(1)]), counted, END)
    assert not found.rings
    assert not found.questions


def test_components_come_after_those_they_lead_to() -> None:
    graph = {0: [1], 1: [2, 3], 2: [1], 3: [4, 9], 4: [3], 5: [0]}
    assert [sorted(each) for each in components(graph)] == [[3, 4], [1, 2], [0], [5]]
    long = {n: [n + 1] for n in range(50_000)}
    assert len(components(long)) == 50_000


@pytest.mark.parametrize("name", ["samples", "shipped"])
def test_whole_stories_are_shown_without_a_question(name: str) -> None:
    found = skeleton(cartesian(Flow(Machine(story_named(name)))))
    assert (found.questions, found.traps, found.rings) == ((), (), ())


# -- random graphs --------------------------------------------------------------------------------


@st.composite
def graphs(draw: st.DrawFn) -> Reach:
    size = draw(st.integers(2, 6))
    points: list[tuple[str, list[Edge]]] = []
    for _ in range(size):
        kind = draw(st.sampled_from(["wait", "wait", "wait", "ask", "chance"]))
        ways = [draw(edges(size)) for _ in range(draw(st.integers(1, 3)))]
        if kind != "wait":
            ways.append(way(draw(st.integers(0, size))))
        points.append((kind, ways))
    return reach_of(CELLS, [*points, END])


@st.composite
def edges(draw: st.DrawFn, size: int) -> Edge:
    target = draw(st.integers(0, size))
    if draw(st.booleans()):
        number, cell = draw(st.sampled_from(list(enumerate(CELLS))))
        highest = draw(st.integers(cell.low, cell.high))
        more = Arithmetic("+", Read(cell.name), Number(draw(st.integers(0, 2))))
        return way(target, asks(cell.name, "<=", highest), Set(number, more))
    ops = [
        Set(draw(st.integers(0, len(CELLS) - 1)), draw(numbers(1)))
        for _ in range(draw(st.integers(0, 2)))
    ]
    return way(target, draw(conditions(1)), *ops)


State = tuple[int, tuple[int, ...]]


def states_of(flow: Flow) -> dict[State, list[State]]:
    """Every state that can be reached, with those it leads to."""
    first: State = (flow.start(), tuple(flow.start_values()))
    found: dict[State, list[State]] = {}
    work = [first]
    while work:
        state = work.pop()
        if state in found:
            continue
        point, values = state
        every = flow.edges(point)
        found[state] = [
            (every[n].target, tuple(moved(flow, every[n], list(values))))
            for n in taken_ways(flow, point, list(values))
        ]
        work += found[state]
    return found


def with_an_ending(flow: Flow, states: dict[State, list[State]]) -> set[State]:
    ending = {state for state in states if flow.points[state[0]].kind == "end"}
    grew = True
    while grew:
        more = {state for state, then in states.items() if ending & set(then)} - ending
        ending |= more
        grew = bool(more)
    return ending


@settings(max_examples=120, deadline=None)
@given(graphs())
def test_what_is_claimed_holds_in_every_state(reach: Reach) -> None:
    flow, found = reach.flow, skeleton(reach)
    states = states_of(flow)
    for state in states:
        if state[0] in found.never_stuck:
            assert states[state], state
    ending = with_an_ending(flow, states)
    assert not any(state[0] in found.traps for state in ending)
    answered_yes = any(
        evaluate(question.condition, named(flow, list(values)))
        for question in found.questions
        for point, values in states
        if point == question.point
    )
    if answered_yes or found.rings:
        return
    assert ending == set(states)
    assert all(point in found.ahead for point, _ in states)


NOT_SET = asks("flag", "is", 0)


def test_what_is_claimed_of_random_stories_holds_in_the_engine() -> None:
    """Every page of small stories, gone through by the engine alone."""
    shown = 0
    for seed in range(40):
        story = story_number(seed)
        if story is None:
            continue
        try:
            known = truth(story, 2000)
        except TooManyError:
            continue
        machine = Machine(story)
        flow = Flow(machine)
        found = skeleton(cartesian(flow))
        for page in known.pages:
            if flow.point_of(page) in found.never_stuck:
                assert open_ids(machine, page), (seed, page.location)
        if not (found.questions or found.traps or found.rings):
            shown += 1
            assert not (known.stuck or known.lost or known.runaways), seed
    assert shown > 10
