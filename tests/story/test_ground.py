"""Loops unrolled: what is certain is worked out, and what it means stays as it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.story.trees import (
    PEOPLE,
    Scene,
    conditions,
    facts,
    meaning,
    numbers,
    people,
    person,
    scenes,
)
from ulysse_game.story import (
    NO,
    NOBODY,
    YES,
    And,
    Arithmetic,
    Bound,
    Call,
    Change,
    Choose,
    Compare,
    Constant,
    Expression,
    Field,
    Gather,
    Hear,
    Not,
    Number,
    Or,
    Read,
    Walk,
    Within,
    conjunction,
    disjunction,
    evaluate,
    ground,
    ground_effects,
    members,
    negate,
)

ONE, TWO = Number(1), Number(2)
N, FLAG, OPENER = Read("n"), Read("flag_one"), Read("opener")
P = Bound("p")
ANN, BOB = person("ann"), person("bob")
OBS = Constant("observation", "obs_01", 0)


def walk(*who: str, condition: Expression | None = None) -> Walk:
    return Walk("p", tuple(map(person, who)), condition)


def grounded(tree: Expression, **binding: Expression) -> Expression:
    return ground(tree, binding, facts())


anything = st.one_of(numbers(2), conditions(2), people(2))


@settings(max_examples=400, deadline=None)
@given(tree=anything, scene=scenes())
def test_it_means_what_was_written(tree: Expression, scene: Scene) -> None:
    found = evaluate(grounded(tree), scene.values, scene.zone, scene.calls)
    assert found == meaning(tree, scene, {})


@settings(max_examples=100, deadline=None)
@given(tree=conditions(2, ("p",)), who=st.sampled_from(PEOPLE), scene=scenes())
def test_a_bound_name_means_its_item(tree: Expression, who: str, scene: Scene) -> None:
    item = person(who)
    found = evaluate(grounded(tree, p=item), scene.values, scene.zone, scene.calls)
    assert found == meaning(tree, scene, {"p": item.number})


@settings(max_examples=100, deadline=None)
@given(tree=anything)
def test_grounding_twice_changes_nothing_more(tree: Expression) -> None:
    once = grounded(tree)
    assert grounded(once) == once


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (P, P),  # nobody bound it
        (Field(P, "trust"), Field(P, "trust")),
        (Not(YES), NO),
        (Not(NO), YES),
        (Not(Not(FLAG)), FLAG),
        (Not(FLAG), Not(FLAG)),
        (And((YES, FLAG)), FLAG),
        (And((FLAG, NO)), NO),
        (And((YES, YES)), YES),
        (And((FLAG, Not(FLAG))), And((FLAG, Not(FLAG)))),
        (Or((NO, FLAG)), FLAG),
        (Or((FLAG, YES)), YES),
        (Or((NO, NO)), NO),
        (Or((FLAG, Not(FLAG))), Or((FLAG, Not(FLAG)))),
        (Compare("is", N, N), YES),
        (Compare("is", ANN, BOB), NO),
        (Compare("is", ONE, TWO), NO),
        (Compare("is", N, ONE), Compare("is", N, ONE)),
        (Compare("<", ONE, TWO), YES),
        (Compare("<=", TWO, TWO), YES),
        (Compare(">", ONE, TWO), NO),
        (Compare(">=", ONE, TWO), NO),
        (Compare("<", N, TWO), Compare("<", N, TWO)),
        (Within(ANN, (BOB, ANN)), YES),
        (Within(ANN, (BOB, NOBODY)), NO),
        (Within(ANN, (BOB, OPENER)), Compare("is", ANN, OPENER)),
        (Within(OPENER, (ANN, BOB)), Within(OPENER, (ANN, BOB))),
        (Within(OPENER, (ANN,)), Compare("is", OPENER, ANN)),
        (Arithmetic("+", ONE, TWO), Number(3)),
        (Arithmetic("-", ONE, TWO), Number(-1)),
        (Arithmetic("*", TWO, TWO), Number(4)),
        (Arithmetic("/", Number(-1), TWO), Number(-1)),  # down, not towards nought
        (Arithmetic("/", ONE, NO), NO),
        (Arithmetic("+", N, ONE), Arithmetic("+", N, ONE)),
        (Choose(YES, ANN, BOB), ANN),
        (Choose(NO, ANN, BOB), BOB),
        (Choose(FLAG, ANN, ANN), ANN),
        (Choose(FLAG, ANN, BOB), Choose(FLAG, ANN, BOB)),
        (Call("max", "", (Arithmetic("+", ONE, ONE), N)), Call("max", "", (TWO, N))),
        (Field(ANN, "trust"), Read("ann.trust")),
        (Field(ANN, "debts"), Read("ann.debts")),
        (Field(BOB, "debts"), NO),  # he has none
        (Field(NOBODY, "trust"), NO),
        (Field(ANN, "here"), Call("here", "", (ANN,))),
        (Field(NOBODY, "here"), NO),
        (Field(ANN, "f"), YES),
        (Field(ANN, "m"), NO),
        (Field(BOB, "m"), YES),
        (Field(NOBODY, "f"), NO),
        (Field(ANN, "vowel:fr"), YES),
        (Field(BOB, "vowel:fr"), NO),
        (Field(ANN, "vowel:xx"), NO),
        (Field(NOBODY, "vowel:fr"), NO),
        (Field(OBS, "level"), Read("obs_01")),
        (Field(OBS, "of"), ANN),
        (Field(OBS, "to"), BOB),
        (Field(Field(OBS, "to"), "trust"), Read("bob.trust")),
    ],
)
def test_what_is_certain(tree: Expression, expected: Expression) -> None:
    assert grounded(tree) == expected


def test_a_field_of_a_variable_asks_for_everybody_it_may_be() -> None:
    tree = grounded(Field(OPENER, "trust"))
    for number, who in enumerate(PEOPLE, 1):
        values = {"opener": number} | {f"{id}.trust": 0 for id in PEOPLE} | {f"{who}.trust": 7}
        assert evaluate(tree, values) == 7
    assert evaluate(tree, {"opener": 0} | {f"{id}.trust": 9 for id in PEOPLE}) == 0


@pytest.mark.parametrize(
    ("trusts", "first", "most"),
    [
        ((0, 0, 0), "nobody", "ann"),
        ((3, 3, 3), "ann", "ann"),
        ((2, 3, 3), "bob", "bob"),
        ((3, 2, 3), "ann", "ann"),
        ((2, 1, 5), "cal", "cal"),
        ((0, 4, 5), "bob", "cal"),
    ],
)
def test_the_first_of_equals_wins(trusts: tuple[int, int, int], first: str, most: str) -> None:
    values = dict(zip(("ann.trust", "bob.trust", "cal.trust"), trusts, strict=True))
    trust = Field(P, "trust")
    asked = Compare(">=", trust, Number(3))
    found = grounded(Gather("first", None, walk("ann", "bob", "cal", condition=asked)))
    assert evaluate(found, values) == person(first).number
    found = grounded(Gather("most", trust, walk("ann", "bob", "cal")))
    assert evaluate(found, values) == person(most).number


def test_an_empty_walk() -> None:
    nobody = walk()
    assert grounded(Gather("any", None, nobody)) == NO
    assert grounded(Gather("count", None, nobody)) == NO
    assert grounded(Gather("sum", N, nobody)) == NO
    assert grounded(Gather("first", None, nobody)) == NOBODY
    assert grounded(Gather("most", N, nobody)) == NOBODY


def test_whom_a_condition_certainly_leaves_out_is_not_counted() -> None:
    men = walk(*PEOPLE, condition=Field(P, "m"))
    assert grounded(Gather("count", None, men)) == TWO
    assert grounded(Gather("first", None, men)) == BOB
    assert members(men, {}, facts()) == [(BOB, YES), (person("cal"), YES)]


def depth(tree: object) -> int:
    return 1 + max(map(depth, tree), default=0) if isinstance(tree, tuple) else 0


def test_a_long_sum_is_no_deep_tree() -> None:
    many = Walk("p", tuple(Number(n) for n in range(200)), Compare(">", N, P))
    found = grounded(Gather("sum", P, many))
    assert depth(found) < 20
    assert evaluate(found, {"n": 150}) == sum(range(150))


def test_effects_are_unrolled_in_order() -> None:
    rises = Change(Field(P, "trust"), "+=", ONE, walk("bob", "ann"))
    assert ground_effects((rises,), {}, facts()) == (
        Change(Read("bob.trust"), "+=", ONE),
        Change(Read("ann.trust"), "+=", ONE),
    )


def test_effects_keep_what_is_asked_and_drop_what_is_certain() -> None:
    effects = (
        Change(N, "=", ONE, None, YES),
        Change(N, "=", TWO, None, NO),
        Change(Field(P, "stress"), "-=", ONE, walk("ann", "bob", condition=Field(P, "m")), FLAG),
        Change(OBS, "=", Constant("word", "seen", 1)),
        Hear("words"),
        Hear("words", YES),
        Hear("words", NO),
        Hear("words", Or((FLAG, NO))),
    )
    assert ground_effects(effects, {}, facts()) == (
        Change(N, "=", ONE),
        Change(Read("bob.stress"), "-=", ONE, None, FLAG),
        Change(Read("obs_01"), "=", Constant("word", "seen", 1)),
        Hear("words"),
        Hear("words"),
        Hear("words", FLAG),
    )


def test_small_pieces() -> None:
    assert negate(FLAG) == Not(FLAG)
    assert conjunction(()) == YES
    assert disjunction(()) == NO
    assert conjunction((Number(5), FLAG)) == FLAG  # whatever is not nought is yes
    assert disjunction((FLAG, Number(5))) == YES
