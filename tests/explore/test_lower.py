"""A lowered condition answers from cells alone what the engine answers from all it remembers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.explore.sites import made
from tests.explore.test_cells import FIRST, MEMORY
from tests.story.trees import CALLS, Scene, conditions, numbers, person, scenes, small
from ulysse_game.engine import Machine
from ulysse_game.explore.flow import Flow
from ulysse_game.explore.flow.lower import Lowering, compare, reckon, total
from ulysse_game.story import (
    NO,
    YES,
    Arithmetic,
    Bound,
    Call,
    Compare,
    Constant,
    Expression,
    Number,
    Read,
    Within,
    evaluate,
)

MACHINE = Machine(small())
ROOMS = {0: -1, **{n: MACHINE.layout.zone_of[n] for n in MACHINE.layout.rooms.values()}}
ASKED = tuple(
    Call(function, of, ())
    for function, _, of in (name.partition(":") for name in CALLS)
    if function != "ending"
)
FLOW = Flow(MACHINE, ASKED)


def held(scene: Scene) -> dict[str, int]:
    """What the cells hold in a scene of random values."""
    calls = scene.calls
    return {
        **scene.values,
        "@visits:start": calls["visits:start"],
        "@visits:later": calls["visits:later"],
        "@taken:start.go": calls["taken:start.go"],
        "@heard:words": calls["heard:words"],
    }


def ground(tree: Expression) -> Expression:
    return MACHINE.grounded(tree)


@given(scenes(), conditions(3) | numbers(3), st.sampled_from(sorted(ROOMS)), st.booleans())
def test_the_same_answer_from_cells_alone(
    scene: Scene, tree: Expression, room: int, is_over: bool
) -> None:
    calls = dict(scene.calls)
    calls["seen:start"] = int(calls["visits:start"] > 0)
    calls["ending:curtain"] = int(is_over)
    lowered = FLOW.lower(ground(tree), room, "curtain" if is_over else "")
    true = evaluate(ground(tree), scene.values, ROOMS[room], calls)
    assert evaluate(lowered, held(scene)) == true


@given(conditions(3) | numbers(3), st.sampled_from(sorted(ROOMS)))
def test_nothing_but_cells_is_read(tree: Expression, room: int) -> None:
    work: list[object] = [FLOW.lower(ground(tree), room)]
    while work:
        each = work.pop()
        assert not isinstance(each, Constant)
        if isinstance(each, Call):
            assert each.function in ("max", "min", "one")
        if isinstance(each, Read):
            assert each.variable in FLOW.by_name
        if isinstance(each, tuple):
            work.extend(each)


def test_the_place_and_the_life_of_a_person() -> None:
    deck, dome = (MACHINE.layout.rooms[room] for room in ("deck", "dome"))
    here = Call("here", "", (person("ann"),))
    for room, zone in ((deck, 0), (dome, 1)):
        lowered = FLOW.lower(here, room)
        for place in (0, 1):
            for alive in (0, 1):
                found = evaluate(lowered, {"ann.alive": alive, "ann.place": place})
                assert found == int(alive and place == zone)
    assert FLOW.lower(here, 0) == NO, "nobody is nowhere"


def test_the_ending_is_known_where_one_asks() -> None:
    asked = Call("ending", "curtain", ())
    assert FLOW.lower(asked, 0) == NO
    assert FLOW.lower(asked, 0, "curtain") == YES
    assert FLOW.lower(asked, 0, "other") == NO


def test_a_variable_that_is_gone_is_nought() -> None:
    assert FLOW.lower(Read("no_such"), 0) == NO


def test_a_yes_or_no_as_a_number() -> None:
    one = Call("one", "", (Compare(">", Read("n"), Number(3)),))
    lowered = FLOW.lower(one, 0)
    assert [evaluate(lowered, {"n": n}) for n in (3, 4)] == [0, 1]


def test_what_a_pick_has_taken_is_a_sum() -> None:
    machine = made(MEMORY, FIRST)
    flow = Flow(machine)
    lowered = flow.lower(Call("picked", "some", ()), 0)
    names = [name for name in flow.by_name if name.startswith("@picked:some")]
    assert evaluate(lowered, dict.fromkeys(names, 1)) == 3
    assert evaluate(lowered, dict(zip(names, (0, 1, 0), strict=True))) == 1


def test_what_a_pick_has_taken_is_known_where_it_is_counted() -> None:
    picked = Call("picked", "some", ())
    lower = Lowering(MACHINE, {}, lambda scene: ("a", "b"))
    assert lower(picked, 0, picks=(("other", 1), ("some", 2))) == Number(2)
    assert lower(Compare(">=", picked, Number(2)), 0, picks=(("some", 1),)) == NO
    assert isinstance(lower(picked, 0, picks=(("other", 1),)), Arithmetic)


def test_what_is_not_ground_is_refused() -> None:
    with pytest.raises(TypeError, match="not ground"):
        FLOW.lower(Bound("p"), 0)
    with pytest.raises(TypeError, match="no such function"):
        FLOW.lower(Call("flies", "", ()), 0)


def test_what_was_not_foreseen_is_a_mistake_of_ours() -> None:
    with pytest.raises(AssertionError, match="not foreseen"):
        FLOW.lower(Call("visits", "the_end", ()), 0)


def test_one_of_some_is_one_condition() -> None:
    n = Read("n")
    assert FLOW.lower(Within(n, (Number(1), Number(2))), 0) == Within(n, (Number(1), Number(2)))
    lowered = FLOW.lower(Within(n, (Number(1), Read("low"))), 0)
    assert evaluate(lowered, {"n": 4, "low": 4}) == 1
    assert FLOW.lower(Within(n, (Number(1),)), 0) == Compare("is", n, Number(1))


# -- worked out -----------------------------------------------------------------------------------


@given(st.sampled_from(("is", "<", "<=", ">", ">=")), st.integers(-3, 3), st.integers(-3, 3))
def test_a_comparison_of_known_numbers_is_known(sign: str, a: int, b: int) -> None:
    tree = Compare(sign, Number(a), Number(b))
    assert compare(sign, Number(a), Number(b)) == (YES if evaluate(tree, {}) else NO)
    assert compare(sign, Read("n"), Number(b)) == Compare(sign, Read("n"), Number(b))


@given(st.sampled_from("+-*/"), st.integers(-9, 9), st.integers(-9, 9))
def test_a_sum_of_known_numbers_is_known(sign: str, a: int, b: int) -> None:
    found = reckon(sign, Number(a), Number(b))
    if sign == "/" and b == 0:
        assert found == NO
    else:
        assert found == Number(evaluate(Arithmetic(sign, Number(a), Number(b)), {}))
    assert reckon(sign, Read("n"), Number(b)) == Arithmetic(sign, Read("n"), Number(b))


@given(st.lists(st.integers(-9, 9), max_size=9))
def test_a_total(terms: list[int]) -> None:
    assert total(tuple(map(Number, terms))) == Number(sum(terms))
    names = {f"v{n}": term for n, term in enumerate(terms)}
    assert evaluate(total(tuple(map(Read, names))), names) == sum(terms)


@given(st.sampled_from(("max", "min")), st.lists(st.integers(-9, 9), min_size=1, max_size=3))
def test_the_greatest_of_known_numbers_is_known(function: str, terms: list[int]) -> None:
    lowered = FLOW.lower(Call(function, "", tuple(map(Number, terms))), 0)
    assert lowered == Number(max(terms) if function == "max" else min(terms))


@given(scenes(), conditions(3) | numbers(3), st.sampled_from(sorted(ROOMS)))
def test_lowering_twice_changes_nothing(scene: Scene, tree: Expression, room: int) -> None:
    once = FLOW.lower(ground(tree), room)
    assert evaluate(FLOW.lower(once, room), held(scene)) == evaluate(once, held(scene))


def test_where_people_have_neither_life_nor_place() -> None:
    """Then everybody is always here; of the two, what there is is asked."""
    here = Call("here", "", (person("ann"),))
    assert Lowering(MACHINE, {}, lambda scene: ())(here, 0) == YES
    living = Lowering(MACHINE, {"ann.alive": 0}, lambda scene: ())
    assert living(here, 0) == Read("ann.alive")
