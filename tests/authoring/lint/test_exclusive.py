"""Conditions that exclude each other in plain sight, held against every state they could be in."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ulysse_game.authoring.lint.exclusive import may_both_hold
from ulysse_game.story import (
    And,
    Compare,
    Constant,
    Expression,
    Not,
    Number,
    Or,
    Read,
    Within,
    evaluate,
)

WORDS = [Constant("word", value, number) for number, value in enumerate("abc")]

tests: st.SearchStrategy[Expression] = st.one_of(
    st.sampled_from([Read("p"), Read("q")]),
    st.builds(
        Compare,
        st.sampled_from(["is", "<", "<=", ">", ">="]),
        st.just(Read("n")),
        st.builds(Number, st.integers(-1, 4)),
    ),
    st.builds(Compare, st.just("is"), st.just(Read("w")), st.sampled_from(WORDS)),
    st.builds(
        lambda some: Within(Read("w"), tuple(some)),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True),
    ),
)
conditions: st.SearchStrategy[Expression] = st.recursive(
    tests,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(lambda some: And(tuple(some)), st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda some: Or(tuple(some)), st.lists(inner, min_size=2, max_size=3)),
    ),
    max_leaves=6,
)
STATES = [
    dict(zip("pqnw", values, strict=True))
    for values in product((0, 1), (0, 1), range(-1, 5), range(3))
]


@settings(max_examples=300)
@given(conditions, conditions)
def test_a_no_is_certain(one: Expression, other: Expression) -> None:
    both = any(evaluate(one, state) and evaluate(other, state) for state in STATES)
    assert may_both_hold(one, other) or not both


@settings(max_examples=300)
@given(conditions, conditions)
def test_the_order_does_not_matter(one: Expression, other: Expression) -> None:
    assert may_both_hold(one, other) == may_both_hold(other, one)


@pytest.mark.parametrize("other", [None, Read("p")])
def test_no_condition_always_holds(other: Expression | None) -> None:
    assert may_both_hold(None, other)
    assert may_both_hold(other, None)


def test_it_sees_what_is_in_plain_sight() -> None:
    p, n, w = Read("p"), Read("n"), Read("w")
    assert not may_both_hold(p, Not(p))
    assert not may_both_hold(Compare("<", n, Number(2)), Compare(">=", n, Number(2)))
    assert not may_both_hold(Compare("is", w, WORDS[0]), Compare("is", w, WORDS[1]))
    assert not may_both_hold(Compare("is", w, WORDS[0]), Not(Within(w, (WORDS[0], WORDS[1]))))
    assert not may_both_hold(And((p, Compare("is", w, WORDS[0]))), Within(w, (WORDS[1],)))
    assert may_both_hold(Not(p), Not(p))
    assert may_both_hold(Compare("<=", n, Number(2)), Compare(">=", n, Number(2)))
