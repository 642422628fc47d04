"""The fast reading of expressions and effects, held against the slow one."""

from __future__ import annotations

import ast
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiler.small import machine as machine_of
from tests.story.trees import Scene, conditions, facts, numbers, people, scenes, small
from ulysse_game.engine import FIRST, ROOM, Machine, State, blank
from ulysse_game.engine.code import Code
from ulysse_game.engine.marks import PICKED, TAKEN, bit, visited, with_mark
from ulysse_game.story import (
    Arithmetic,
    Bound,
    Call,
    Change,
    Compare,
    Constant,
    Effect,
    Expression,
    Field,
    Gather,
    Hear,
    Number,
    Read,
    Story,
    Walk,
    evaluate,
    ground,
)


@cache
def machine() -> Machine:
    return Machine(small())


def state_of(scene: Scene) -> State:
    """A state in which every question has the scene's answer."""
    layout = machine().layout
    number = layout.scenes["start"]
    state = blank(machine(), 1)
    values = [*state.values[:FIRST], *(scene.values[each.name] for each in layout.variables)]
    values[ROOM] = layout.rooms["deck" if scene.zone == 0 else "dome"]
    calls = scene.calls
    return state._replace(
        values=tuple(values),
        visits=visited(state.visits, number, calls["visits:start"]),
        marks=with_mark(state.marks, number, bit(TAKEN, 0) * calls["taken:start.go"]),
        heard=calls["heard:words"] << layout.echoes["words"],
        ending="curtain" * calls["ending:curtain"],
    )


def answers(scene: Scene) -> dict[str, int]:
    return {**scene.calls, "seen:start": int(scene.calls["visits:start"] > 0)}


def grounded(tree: Expression) -> Expression:
    return ground(tree, {}, facts())


@settings(max_examples=300, deadline=None)
@given(tree=st.one_of(numbers(2), people(2)), scene=scenes())
def test_values_are_read_alike(tree: Expression, scene: Scene) -> None:
    state, found = state_of(scene), grounded(tree)
    fast = machine().code.reader(found)(state.values, state)
    assert fast == evaluate(found, scene.values, scene.zone, answers(scene))


@settings(max_examples=300, deadline=None)
@given(tree=conditions(2), scene=scenes())
def test_conditions_are_read_alike(tree: Expression, scene: Scene) -> None:
    state, found = state_of(scene), grounded(tree)
    fast = machine().code.reader(found)(state.values, state)
    assert bool(fast) is bool(evaluate(found, scene.values, scene.zone, answers(scene)))


def changes() -> st.SearchStrategy[Effect]:
    signs = st.sampled_from(("=", "+=", "-="))
    stats = st.sampled_from(("n", "low", "sol", "ann.trust")).map(Read)
    asked = st.none() | conditions(1).map(grounded)
    number = st.integers(-200, 200).map(Number) | numbers(1).map(grounded)
    return st.one_of(
        st.builds(Change, stats, signs, number, st.none(), asked),
        conditions(1).map(lambda asked: Change(Read("flag_one"), "=", grounded(asked))),
        people(1).map(lambda who: Change(Read("opener"), "=", grounded(who))),
        st.builds(Hear, st.just("words"), asked),
    )


@settings(max_examples=300, deadline=None)
@given(effects=st.lists(changes(), max_size=5).map(tuple), scene=scenes())
def test_effects_are_carried_out_in_order_and_saturate(
    effects: tuple[Effect, ...], scene: Scene
) -> None:
    variables = {each.name: each for each in small().world.variables}
    values, calls = dict(scene.values), answers(scene)
    for effect in effects:
        asked = effect.condition
        if asked is not None and not evaluate(asked, values, scene.zone, calls):
            continue
        if isinstance(effect, Hear):
            calls["heard:words"] = 1
            continue
        assert isinstance(effect.target, Read)
        name = effect.target.variable
        value = evaluate(effect.value, values, scene.zone, calls)
        changed = {"=": value, "+=": values[name] + value, "-=": values[name] - value}[effect.sign]
        values[name] = min(max(changed, variables[name].low), variables[name].high)

    class Carrier:
        visits = state_of(scene).visits
        marks = state_of(scene).marks
        ending = state_of(scene).ending
        heard = state_of(scene).heard

    found = list(state_of(scene).values)
    writer = machine().code.writer(effects)
    assert (writer is None) is (not effects)
    if writer is not None:
        writer(found, Carrier)
    names = [each.name for each in machine().layout.variables]
    assert dict(zip(names, found[FIRST:], strict=True)) == values
    assert Carrier.heard == calls["heard:words"]


def test_what_is_certainly_so_is_not_asked() -> None:
    code = machine().code
    assert code.condition(Number(1)) is None
    never = code.condition(Number(0))
    assert never is not None
    assert not never((), None)
    assert code.writer(()) is None


def test_equal_sources_are_compiled_once() -> None:
    code = machine().code
    asked = Compare(">", Read("n"), Number(3))
    assert code.reader(asked) is code.reader(Compare(">", Read("n"), Number(3)))
    change = Change(Read("n"), "=", Number(3))
    assert code.writer((change,)) is code.writer((Change(Read("n"), "=", Number(3)),))


@pytest.mark.parametrize(
    "tree",
    [
        Bound("p"),
        Field(Bound("p"), "trust"),
        Gather("count", None, Walk("p", (), None)),
    ],
)
def test_a_loop_must_be_unrolled_first(tree: Expression) -> None:
    with pytest.raises(TypeError, match="not ground"):
        machine().code.source(tree)


PICKS = """
start:
  pick: 2
  choices:
    - one: One.
    - two: Two.
      each: p in ours
  next: after
after:
  choices:
    - go: Go.
      do: n = visits(start)
      goto: the_end
    - end: |
        End.
      if: taken(start.two)
      goto: the_end
"""


def test_picked_counts_and_taken_asks_for_any_copy() -> None:
    machine = machine_of(PICKS)
    number = machine.layout.scenes["start"]
    state = blank(machine, 1)
    picked = machine.code.reader(Call("picked", "start", ()))
    taken = machine.code.reader(Call("taken", "start.two", ()))
    assert (picked(state.values, state), taken(state.values, state)) == (0, 0)
    marked = with_mark(state.marks, number, bit(PICKED, 0) | bit(PICKED, 2) | bit(TAKEN, 2))
    state = state._replace(marks=marked)
    assert (picked(state.values, state), taken(state.values, state)) == (2, 1)
    state = state._replace(marks=with_mark(marked, number, bit(TAKEN, 0) | bit(TAKEN, 1)))
    assert (picked(state.values, state), taken(state.values, state)) == (0, 1)


def without(*stats: str) -> Story:
    """The small story without some of everybody's stats."""
    source = small()
    kept = tuple(
        each for each in source.world.variables if each.name.rpartition(".")[2] not in stats
    )
    return Story(source.world._replace(variables=kept), source.scenes, {"en": {}}, "")


@pytest.mark.parametrize(
    ("stats", "elsewhere"),
    [
        ((), 0),
        (("place",), 1),
        (("alive",), 0),
        (("alive", "place"), 1),
    ],
)
def test_here_asks_what_is_declared(stats: tuple[str, ...], elsewhere: int) -> None:
    machine = Machine(without(*stats))
    here = machine.code.reader(Call("here", "", (facts().person("ann"),)))
    state = blank(machine, 1)
    values = [*state.values]
    values[ROOM] = machine.layout.rooms["deck"]
    assert here(values, state)
    values[ROOM] = machine.layout.rooms["dome"]
    assert bool(here(values, state)) is bool(elsewhere)


# A cache is a file anybody may have written. What it says may be nonsense; it is never code.

RUINED: list[str] = []
CODE = "[RUINED.append(1) for _ in '1'] and 1"


def is_only_ours(source: str) -> bool:
    """Whether a line holds no text, no call but ``max`` and ``min``, no name but ours."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and node.id not in ("v", "r", "Z", "x", "max", "min"):
            return False
    return True


@pytest.mark.parametrize(
    "tree",
    [
        Number(CODE),  # type: ignore[arg-type]
        Constant("person", "ann", CODE),  # type: ignore[arg-type]
        Compare(CODE, Number(1), Number(1)),
        Arithmetic(f"+ {CODE} +", Number(1), Number(1)),
        Arithmetic(CODE, Number(1), Number(1)),
        Read(CODE),
        Call(CODE, "start", ()),
        Call("visits", CODE, ()),
        Call("taken", f"start.{CODE}", ()),
        Call("heard", CODE, ()),
        Call("ending", f"' or {CODE} or '", ()),
    ],
)
def test_a_word_in_the_place_of_a_number_is_no_code(tree: Expression) -> None:
    code = machine().code
    try:
        source = code.source(tree)
    except (ValueError, KeyError, TypeError, AssertionError):
        return
    assert is_only_ours(source), source


@pytest.mark.parametrize(
    "change",
    [
        Change(Read("n"), "=", Read("sol")),
        Change(Read("n"), "+=", Number(1)),
        Change(Read("n"), "=", Number(1)),
    ],
)
def test_a_word_in_the_place_of_a_range_is_no_code(change: Change) -> None:
    layout = machine().layout
    bad = type(layout)(small())
    word: Any = CODE
    bad.variables = tuple(each._replace(low=word, high=word) for each in layout.variables)
    code = Code(bad, machine().marks_of, machine().picked_bits)
    with pytest.raises((ValueError, TypeError)):
        code.writer((change,))


@pytest.mark.parametrize("sign", ["", "[RUINED]", f"{CODE}"])
def test_a_word_in_the_place_of_a_sign_is_no_code(sign: str) -> None:
    with pytest.raises((KeyError, IndexError)):
        machine().code.writer((Change(Read("n"), sign, Number(1)),))


def test_any_number_of_echoes_can_be_heard() -> None:
    """Python writes no number of more than 4,300 figures, and the bit of this echo has more."""
    echoes = {f"e{number}": number for number in range(15_000)}
    layout = SimpleNamespace(echoes=echoes, slots={}, zone_of={})
    code = Code(layout, lambda *_: (), lambda *_: 0)  # type: ignore[arg-type]
    writer = code.writer((Hear("e14999"),))
    heard = SimpleNamespace(heard=0)
    assert writer is not None
    writer([], heard)
    assert heard.heard == 1 << 14_999
