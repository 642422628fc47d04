"""What is certain goes out of a condition, and nothing else changes."""

from __future__ import annotations

from hypothesis import given

from tests.explore.test_domain import World, conditions, worlds
from ulysse_game.explore.domain import Domain
from ulysse_game.explore.flow import Cell
from ulysse_game.explore.search.settled import settled
from ulysse_game.story import (
    NO,
    YES,
    And,
    Arithmetic,
    Choose,
    Compare,
    Expression,
    Number,
    Read,
    evaluate,
    reads,
)

CELLS = [Cell("tired", 0, 10, 0), Cell("hurt", 0, 1, 0), Cell("also", 0, 1, 0)]
DOMAIN = Domain(CELLS, {"tired": 0, "hurt": 1, "also": 2})


def fit(hurt: str) -> Expression:
    awake = Compare("<", Read("tired"), Number(9))
    return Choose(And((awake, Compare("is", Read(hurt), NO))), YES, NO)


@given(worlds(), conditions(3))
def test_for_all_that_is_possible_it_is_the_same(world: World, asked: Expression) -> None:
    left = settled(world.domain(), asked, list(world.masks))
    for values in world.each():
        assert bool(evaluate(left, values)) == bool(evaluate(asked, values))


def test_a_count_reads_only_what_it_can_depend_on() -> None:
    count = Compare(">=", Arithmetic("+", fit("hurt"), fit("also")), Number(1))
    never_tired = [0b111, 0b11, 0b11]
    assert set(reads(settled(DOMAIN, count, never_tired))) == {"hurt", "also"}
    maybe_tired = [0b11_1111_1111, 0b11, 0b11]
    assert set(reads(settled(DOMAIN, count, maybe_tired))) == {"tired", "hurt", "also"}


def test_what_is_certain_is_said_at_once() -> None:
    asked = Compare("<", Read("tired"), Number(9))
    assert settled(DOMAIN, asked, [0b111, 1, 1]) == YES
    assert settled(DOMAIN, asked, [1 << 10, 1, 1]) == NO
