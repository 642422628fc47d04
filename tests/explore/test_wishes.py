"""Which way a choice pushes what it changes, and how far that is what a play wants."""

from __future__ import annotations

from tests.explore.hand import asks, plus, way
from ulysse_game.explore.flow import Cell, Set
from ulysse_game.explore.wishes import granted, pushes
from ulysse_game.story import YES, Choose, Number, Read

X = Cell("x", 0, 10, 5)
Y = Cell("y", -5, 5, 0)
CELLS = [X, Y]


def test_more_is_up_and_less_is_down() -> None:
    assert pushes(way(1, YES, plus(0, "x", 2), plus(1, "y", -1)), CELLS) == ((0, 1), (1, -1))


def test_a_value_pushes_away_from_the_middle() -> None:
    assert pushes(way(1, YES, Set(0, Number(9)), Set(1, Number(-4))), CELLS) == ((0, 1), (1, -1))
    assert pushes(way(1, YES, Set(0, Number(5))), CELLS) == ()


def test_what_may_happen_counts() -> None:
    more = plus(0, "x", 1).value
    maybe = Set(0, Choose(asks("y", ">=", 1), more, Read("x")))
    assert pushes(way(1, YES, maybe), CELLS) == ((0, 1),)


def test_wishes_are_granted_and_gone_against() -> None:
    pushed = pushes(way(1, YES, plus(0, "x", 2), plus(1, "y", -1)), CELLS)
    assert granted(pushed, {0: 1}) == 1
    assert granted(pushed, {0: 1, 1: 1}) == 0
    assert granted(pushed, {0: -1}) == -1
    assert granted(pushed, {}) == 0
