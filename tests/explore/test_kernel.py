"""An expression tells apart what some values of the other cells make a difference between."""

from __future__ import annotations

from itertools import product
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.explore.hand import asks
from tests.explore.test_live import CELLS, NAMES, conditions, numbers
from ulysse_game.explore.domain import ones
from ulysse_game.explore.kernel import Kernels, Wanted
from ulysse_game.explore.tree import names_in, reader_of
from ulysse_game.story import Expression, Or, evaluate

BY_NAME = {name: number for number, name in enumerate(NAMES)}
EVERY = st.tuples(*(st.integers(1, (1 << cell.high - cell.low + 1) - 1) for cell in CELLS))


def kernels() -> Kernels:
    return Kernels(CELLS, BY_NAME)


def values_of(mask: int, cell: int) -> list[int]:
    return [CELLS[cell].low + bit for bit in ones(mask)]


def told_apart(found: list[tuple[int, int]], cell: int, mask: int) -> set[frozenset[int]]:
    """The classes of a cell's values that these predicates make."""
    classes: dict[tuple[int, ...], set[int]] = {}
    own = [predicate for number, predicate in found if number == cell]
    for value in values_of(mask, cell):
        bit = value - CELLS[cell].low
        classes.setdefault(tuple(each >> bit & 1 for each in own), set()).add(value)
    return {frozenset(each) for each in classes.values()}


def differing(
    expression: Expression, masks: tuple[int, ...], cell: int, wanted: Wanted | None
) -> set[frozenset[int]]:
    """The classes by trying every combination of the others."""
    others = [
        values_of(mask, number) if number != cell else [0] for number, mask in enumerate(masks)
    ]
    classes: dict[tuple[object, ...], set[int]] = {}
    for value in values_of(masks[cell], cell):
        outcomes = []
        for rest in product(*others):
            given_values = dict(zip(NAMES, rest, strict=True)) | {NAMES[cell]: value}
            number = evaluate(expression, given_values)
            outcomes.append(bool(number) if wanted is None else wanted.has(number))
        classes.setdefault(tuple(outcomes), set()).add(value)
    return {frozenset(each) for each in classes.values()}


@settings(max_examples=100, deadline=None)
@given(conditions(), EVERY)
def test_a_condition_tells_apart_just_what_differs(
    condition: Expression, masks: tuple[int, ...]
) -> None:
    found = [*kernels().of_condition(condition, dict(enumerate(masks)))]
    for cell in range(len(CELLS)):
        assert told_apart(found, cell, masks[cell]) == differing(condition, masks, cell, None)


@settings(max_examples=100, deadline=None)
@given(numbers(), EVERY, st.integers(0, len(CELLS) - 1), st.data())
def test_an_effect_tells_apart_just_what_differs_in_what_is_asked_of_it(
    value: Expression, masks: tuple[int, ...], into: int, data: st.DataObject
) -> None:
    cell = CELLS[into]
    mask = data.draw(st.integers(0, (1 << cell.high - cell.low + 1) - 1), "asked")
    found = [*kernels().of_value(value, dict(enumerate(masks)), cell, mask)]
    top = mask >> cell.high - cell.low & 1
    wanted = Wanted(cell.low, cell.high, mask, bool(mask & 1), bool(top))
    for number in range(len(CELLS)):
        assert told_apart(found, number, masks[number]) == differing(value, masks, number, wanted)


@settings(max_examples=60, deadline=None)
@given(conditions(3), EVERY)
def test_in_parts_nothing_that_differs_is_told_the_same(
    condition: Expression, masks: tuple[int, ...]
) -> None:
    with patch("ulysse_game.explore.kernel.MOST_TRIED", 2):
        found = [*kernels().of_condition(condition, dict(enumerate(masks)))]
    for cell in range(len(CELLS)):
        exact = differing(condition, masks, cell, None)
        for part in told_apart(found, cell, masks[cell]):
            assert any(part <= whole for whole in exact)


@settings(max_examples=60, deadline=None)
@given(st.one_of(conditions(3), numbers(3)), st.data())
def test_a_reader_reads_what_evaluate_does(expression: Expression, data: st.DataObject) -> None:
    values = [data.draw(st.integers(cell.low, cell.high)) for cell in CELLS]
    assert int(reader_of(expression, BY_NAME)(values)) == evaluate(
        expression, dict(zip(NAMES, values, strict=True))
    )
    assert {*names_in(expression)} <= {*NAMES}


@pytest.mark.parametrize("first", [-9, -4, 0, 3, 9])
@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize("above", [False, True])
def test_a_set_of_numbers_goes_on_beyond_its_ends(first: int, below: bool, above: bool) -> None:
    wanted = Wanted(-2, 3, 0b010110, below, above)
    for last in range(first, first + 9):
        bits = wanted.bits(first, last)
        assert bits >> last - first + 1 == 0
        for number in range(first, last + 1):
            assert bool(bits >> number - first & 1) == wanted.has(number)


def test_whether_a_condition_always_holds_is_left_open_where_it_is_too_much() -> None:
    found = kernels()
    masks = {number: (1 << cell.high - cell.low + 1) - 1 for number, cell in enumerate(CELLS)}
    either = Or((asks("a", "<", 2), asks("a", ">=", 2)))
    assert found.always(either, masks, 10) is True
    assert found.always(asks("a", "<", 2), masks, 10) is False
    assert found.always(either, masks, 3) is None
