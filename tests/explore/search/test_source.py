"""Three-valued reading, held against trying every value of what is not seen."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.explore.search.flows import CELLS, Dice
from ulysse_game.explore.search.source import Piece, Term, number, text, truth
from ulysse_game.story import (
    Arithmetic,
    Call,
    Compare,
    Expression,
    Number,
    Read,
    Within,
    evaluate,
)

NAMES = [cell.name for cell in CELLS]


def read(piece: Piece, values: dict[str, int]) -> int:
    return int(eval(text(piece), {"max": max, "min": min, "abs": abs}, values))


def possible(masks: list[int], seen: int) -> list[list[int]]:
    return [
        [cell.low + bit for bit in range(9) if mask >> bit & 1]
        for n, (cell, mask) in enumerate(zip(CELLS, masks, strict=True))
        if bool(seen >> n & 1)
    ]


def terms(masks: list[int], seen: int) -> dict[str, Term]:
    return {
        cell.name: Term(cell.name if seen >> n & 1 else "", masks[n], cell.low)
        for n, cell in enumerate(CELLS)
    }


def held_against_all(
    expression: Expression, is_condition: bool, masks: list[int], seen: int
) -> None:
    """The bounds of an expression in all values of what is seen, over all of what is not."""
    found = (truth if is_condition else number)(expression, terms(masks, seen).__getitem__)
    shown = [name for n, name in enumerate(NAMES) if seen >> n & 1]
    hidden = [name for n, name in enumerate(NAMES) if not seen >> n & 1]
    for own in product(*possible(masks, seen)):
        values = dict(zip(shown, own, strict=True))
        least, most = read(found[0], values), read(found[1], values)
        real = [
            evaluate(expression, {**values, **dict(zip(hidden, rest, strict=True))})
            for rest in product(*possible(masks, ~seen))
        ]
        if is_condition:
            assert not least or all(real)
            assert most or not any(real)
        else:
            assert least <= min(real) <= max(real) <= most
        if not hidden:
            assert bool(least) == bool(most) if is_condition else least == most


@given(st.integers(0, 1 << 32), st.integers(0, 15))
@settings(max_examples=400, deadline=None)
def test_bounds_hold_for_every_value_of_what_is_not_seen(seed: int, seen: int) -> None:
    dice = Dice(seed)
    masks = [1 + dice.up_to((1 << cell.high - cell.low + 1) - 2) for cell in CELLS]
    held_against_all(dice.condition(), True, masks, seen)
    held_against_all(dice.number(), False, masks, seen)


def test_an_unseen_cell_is_decided_by_its_mask() -> None:
    hole = {"c": Term("", 0b1001, 0), "d": Term("d", 0b11111, -2)}.__getitem__
    c, d = Read("c"), Read("d")
    assert truth(Compare("is", c, Number(2)), hole) == (0, 0)
    assert truth(Compare("is", c, Number(3)), hole) == (0, 1)
    assert truth(Compare("<", c, Number(4)), hole) == (1, 1)
    assert truth(Within(c, (Number(1), Number(2))), hole) == (0, 0)
    assert truth(Within(c, (Number(0), Number(3))), hole) == (1, 1)
    _, may = truth(Compare("is", d, c), hole)
    assert [read(may, {"d": value}) for value in (-2, 0, 1, 2, 3)] == [0, 1, 0, 0, 1]


def test_one_and_an_unseen_divisor_have_bounds() -> None:
    unseen = {"a": Term("", 3, 0), "d": Term("", 0b11011, -2)}.__getitem__
    assert number(Call("one", "", (Read("a"),)), unseen) == (0, 1)
    assert number(Arithmetic("/", Number(-7), Read("d")), unseen) == (-7, 7)
    assert number(Arithmetic("/", Read("d"), Number(0)), unseen) == (0, 0)


def test_what_is_all_seen_is_read_as_it_is_written() -> None:
    seen = {"a": Term("a", 3, 0), "c": Term("c", 15, 0)}.__getitem__
    must, may = truth(Compare(">=", Read("c"), Read("a")), seen)
    assert must == may == "(a <= c)"
