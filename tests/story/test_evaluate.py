"""The slow reading of an expression: each kind of part once, by hand."""

from __future__ import annotations

import pytest

from tests.story.trees import person
from ulysse_game.story import (
    And,
    Arithmetic,
    Bound,
    Call,
    Choose,
    Compare,
    Constant,
    Expression,
    Field,
    Gather,
    Not,
    Number,
    Or,
    Read,
    Walk,
    Within,
    evaluate,
)

YES, NO, TWO, SEVEN = Number(1), Number(0), Number(2), Number(7)
ANN = person("ann")
VALUES = {"n": 5, "flag": 1, "ann.alive": 1, "ann.place": 1}


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (SEVEN, 7),
        (Constant("word", "wind", 1), 1),
        (Read("n"), 5),
        (Not(SEVEN), 0),
        (Not(NO), 1),
        (And((YES, SEVEN)), 1),
        (And((YES, NO)), 0),
        (Or((NO, SEVEN)), 1),
        (Or((NO, NO)), 0),
        (Compare("is", TWO, TWO), 1),
        (Compare("<", TWO, TWO), 0),
        (Compare("<=", TWO, TWO), 1),
        (Compare(">", SEVEN, TWO), 1),
        (Compare(">=", TWO, SEVEN), 0),
        (Within(TWO, (SEVEN, TWO)), 1),
        (Within(TWO, (SEVEN,)), 0),
        (Arithmetic("+", SEVEN, TWO), 9),
        (Arithmetic("-", TWO, SEVEN), -5),
        (Arithmetic("*", SEVEN, TWO), 14),
        (Arithmetic("/", Number(-7), TWO), -4),
        (Choose(YES, TWO, SEVEN), 2),
        (Choose(NO, TWO, SEVEN), 7),
        (Call("max", "", (TWO, SEVEN)), 7),
        (Call("min", "", (TWO, SEVEN)), 2),
        (Call("one", "", (SEVEN,)), 1),
        (Call("one", "", (NO,)), 0),
        (Call("visits", "start", ()), 3),
        (Call("visits", "elsewhere", ()), 0),
        (Call("here", "", (ANN,)), 1),
    ],
)
def test_each_part(tree: Expression, expected: int) -> None:
    assert evaluate(tree, VALUES, 1, {"visits:start": 3}) == expected


@pytest.mark.parametrize(("alive", "place", "expected"), [(1, 1, 1), (0, 1, 0), (1, 0, 0)])
def test_here_is_alive_and_in_this_zone(alive: int, place: int, expected: int) -> None:
    values = {"ann.alive": alive, "ann.place": place}
    assert evaluate(Call("here", "", (ANN,)), values, 1) == expected


def test_who_has_no_place_is_everywhere() -> None:
    assert evaluate(Call("here", "", (ANN,)), {}, 1) == 1


def test_without_marks_nothing_was_done() -> None:
    assert evaluate(Call("seen", "start", ()), {}) == 0


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
        evaluate(tree, {})


def test_without_a_zone_one_is_with_nobody() -> None:
    for place in range(4):
        assert evaluate(Call("here", "", (ANN,)), {"ann.alive": 1, "ann.place": place}) == 0
