"""Sets of values held against every single value: nothing is lost, and little is invented."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ulysse_game.explore import domain as sets
from ulysse_game.explore.domain import Domain, Masks, Values
from ulysse_game.explore.flow import Cell, Set
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
    Not,
    Number,
    Or,
    Read,
    Within,
    evaluate,
)

NAMES = ("a", "b", "c")
SIGNS = ("is", "<", "<=", ">", ">=")
READS = st.sampled_from(NAMES).map(Read)
PLAIN = st.integers(-6, 6).map(Number)


class World(NamedTuple):
    """Three small cells, and what each may hold."""

    cells: tuple[Cell, ...]
    masks: tuple[int, ...]

    def domain(self) -> Domain:
        return Domain(list(self.cells), {name: n for n, name in enumerate(NAMES)})

    def each(self) -> Iterator[dict[str, int]]:
        """Every assignment that the masks allow."""
        held = [
            [cell.low + n for n in sets.ones(mask)]
            for cell, mask in zip(self.cells, self.masks, strict=True)
        ]
        for values in product(*held):
            yield dict(zip(NAMES, values, strict=True))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    cells, masks = [], []
    for name in NAMES:
        low, size = draw(st.integers(-4, 3)), draw(st.integers(1, 4))
        cells.append(Cell(name, low, low + size - 1, low))
        masks.append(draw(st.integers(1, (1 << size) - 1)))
    return World(tuple(cells), tuple(masks))


def numbers(depth: int) -> st.SearchStrategy[Expression]:
    """Trees that give a number, as graphs have them."""
    if not depth:
        return st.one_of(PLAIN, READS, READS)
    inner = st.deferred(lambda: numbers(depth - 1))
    return st.one_of(
        READS,
        st.integers(0, 3).map(lambda n: Constant("zone", "some", n)),
        st.builds(Arithmetic, st.sampled_from("+-*"), inner, inner),
        st.builds(Arithmetic, st.just("/"), inner, st.integers(1, 4).map(Number)),
        st.builds(
            Call,
            st.sampled_from(("max", "min")),
            st.just(""),
            st.lists(inner, min_size=1, max_size=3).map(tuple),
        ),
        st.builds(Choose, conditions(depth - 1), inner, inner),
        conditions(depth - 1),
    )


def conditions(depth: int) -> st.SearchStrategy[Expression]:
    """Trees that are asked; a number that is not nought counts as yes."""
    options = st.lists(PLAIN, min_size=2, max_size=4).map(tuple)
    if not depth:
        return st.one_of(
            READS,
            st.integers(0, 1).map(Number),
            st.integers(0, 1).map(lambda n: Constant("zone", "some", n)),
            st.builds(Compare, st.sampled_from(SIGNS), READS, PLAIN),
        )
    inner, number = st.deferred(lambda: conditions(depth - 1)), numbers(depth - 1)
    some = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Compare, st.sampled_from(SIGNS), number, number),
        st.builds(Compare, st.sampled_from(SIGNS), number, number),
        st.builds(Within, number, options),
        st.builds(Within, READS, options),
        st.builds(Not, inner),
        some.map(And),
        some.map(Or),
        st.builds(Choose, inner, inner, inner),
        number,
    )


def includes(values: Values, number: int) -> bool:
    return number >= values[0] and bool(values[1] >> (number - values[0]) & 1)


def allows(world: World, masks: Masks, values: dict[str, int]) -> bool:
    return all(
        includes((cell.low, mask), values[cell.name])
        for cell, mask in zip(world.cells, masks, strict=True)
    )


@given(worlds(), numbers(3))
def test_every_number_that_comes_out_is_among_the_values(world: World, tree: Expression) -> None:
    found = world.domain().values(tree, list(world.masks))
    for values in world.each():
        assert includes(found, evaluate(tree, values)), values


@given(worlds(), conditions(3), st.booleans())
def test_refining_keeps_every_state_that_answers_so(
    world: World, tree: Expression, want: bool
) -> None:
    given_masks = list(world.masks)
    found = world.domain().refine(tree, given_masks, want)
    assert given_masks == list(world.masks), "what was given has been changed"
    if found is not None:
        assert all(kept and not kept & ~was for kept, was in zip(found, world.masks, strict=True))
    for values in world.each():
        if bool(evaluate(tree, values)) is want:
            assert found is not None
            assert allows(world, found, values), values


@given(worlds(), conditions(3))
def test_an_answer_that_occurs_is_said_to_occur(world: World, tree: Expression) -> None:
    truth = world.domain().truth(tree, list(world.masks))
    for values in world.each():
        assert truth & (sets.YES_BIT if evaluate(tree, values) else sets.NO_BIT)


@given(worlds(), conditions(2), st.lists(conditions(2), max_size=3))
def test_what_did_not_hold_before_is_left_out_and_nothing_more(
    world: World, asked: Expression, earlier: list[Expression]
) -> None:
    domain = world.domain()
    there = domain.refine(asked, list(world.masks), True)
    left = None if there is None else domain.unless(asked, earlier, there)
    for values in world.each():
        if evaluate(asked, values) and not any(evaluate(each, values) for each in earlier):
            assert left is not None
            assert allows(world, left, values), values


def test_what_did_not_hold_is_asked_again_where_more_is_known() -> None:
    """``a`` or ``b`` did not hold before; now that ``b`` is asked for, it cannot be."""
    domain = Domain([Cell(name, 0, 3, 0) for name in NAMES], {n: i for i, n in enumerate(NAMES)})
    either = And((Compare(">=", Read("a"), Number(2)), Compare(">=", Read("b"), Number(2))))
    asked = Compare("is", Read("b"), Number(3))
    there = domain.refine(asked, [15, 15, 15], True)
    assert there == [15, 8, 15]
    assert domain.unless(asked, [either], there) == [0b0011, 8, 15]
    other = Compare(">=", Read("c"), Number(2))
    assert domain.unless(asked, [other], there) == there, "nothing that it reads is asked"
    assert domain.unless(asked, [asked, either], there) is None


@given(worlds(), numbers(3), st.sampled_from(NAMES))
def test_a_change_holds_what_it_brings_into_range(
    world: World, tree: Expression, name: str
) -> None:
    cell = NAMES.index(name)
    masks = list(world.masks)
    world.domain().change(Set(cell, tree), masks)
    low, high = world.cells[cell].low, world.cells[cell].high
    assert not masks[cell] >> (high - low + 1)
    assert [m for n, m in enumerate(masks) if n != cell] == [
        m for n, m in enumerate(world.masks) if n != cell
    ]
    for values in world.each():
        assert includes((low, masks[cell]), min(max(evaluate(tree, values), low), high))


# -- as exact as it can be ------------------------------------------------------------------------


def of_one(depth: int) -> st.SearchStrategy[Expression]:
    """Conditions about one cell that compare it with numbers."""
    read = st.just(Read("a"))
    plain: st.SearchStrategy[Expression] = st.one_of(
        read,
        st.builds(Compare, st.sampled_from(SIGNS), read, PLAIN),
        st.builds(Compare, st.sampled_from(SIGNS), PLAIN, read),
        st.builds(Within, read, st.lists(PLAIN, min_size=2, max_size=4).map(tuple)),
    )
    if not depth:
        return plain
    inner = st.deferred(lambda: of_one(depth - 1))
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(plain, st.builds(Not, inner), some.map(And), some.map(Or))


@given(worlds(), of_one(3), st.booleans())
@example(
    World((Cell("a", -2, 1, 0), Cell("b", 0, 0, 0), Cell("c", 0, 0, 0)), (0b1011, 1, 1)),
    Compare("is", Read("a"), Number(-1)),
    False,
)
def test_conditions_of_one_cell_are_exact(world: World, tree: Expression, want: bool) -> None:
    found = world.domain().refine(tree, list(world.masks), want)
    true = {v["a"] for v in world.each() if bool(evaluate(tree, v)) is want}
    kept = set() if found is None else {world.cells[0].low + n for n in sets.ones(found[0])}
    assert kept == true
    assert found is None or found[1:] == list(world.masks[1:])


@given(worlds(), st.sampled_from(SIGNS), st.sampled_from("+-"), st.integers(-5, 5), st.booleans())
def test_a_sum_of_two_cells_tightens_both(
    world: World, sign: str, by: str, number: int, want: bool
) -> None:
    """Compared with a number, each cell keeps only what some value of the other allows."""
    assume(sign != "is" or not want)
    tree = Compare(sign, Arithmetic(by, Read("a"), Read("b")), Number(number))
    found = world.domain().refine(tree, list(world.masks), want)
    true = [v for v in world.each() if bool(evaluate(tree, v)) is want]
    if sign == "is":
        assert found is not None or not true
        return
    assert (found is None) == (not true)
    for cell, name in enumerate(NAMES[:2] if found is not None else ()):
        assert found is not None
        kept = {world.cells[cell].low + n for n in sets.ones(found[cell])}
        assert kept == {v[name] for v in true}


def test_a_sum_that_no_value_of_a_cell_allows() -> None:
    """``a`` is 0 or 3 and ``b`` is 1: what lies between is never come to."""
    domain = Domain([Cell("a", 0, 3, 0), Cell("b", 0, 3, 0)], {"a": 0, "b": 1})
    masks = [0b1001, 0b0010]
    for sign, low in (("-", 0), ("+", 2)):
        assert domain.narrow(Arithmetic(sign, Read("a"), Read("b")), low, low + 1, masks) is None
        assert domain.narrow(Arithmetic(sign, Read("b"), Read("a")), -1, 0, masks) is None


@given(worlds(), st.booleans())
def test_two_cells_that_are_the_same_share_what_they_hold(world: World, want: bool) -> None:
    tree = Compare("is", Read("a"), Read("b"))
    found = world.domain().refine(tree, list(world.masks), want)
    true = [v for v in world.each() if bool(evaluate(tree, v)) is want]
    assert (found is None) == (not true)
    for cell, name in enumerate(NAMES[:2] if found is not None else ()):
        assert found is not None
        kept = {world.cells[cell].low + n for n in sets.ones(found[cell])}
        assert kept == {v[name] for v in true}


@given(worlds(), of_one(1), st.sampled_from(SIGNS), st.integers(-5, 5))
def test_a_choice_between_two_cells_is_refined_by_its_condition(
    world: World, asked: Expression, sign: str, number: int
) -> None:
    tree = Compare(sign, Choose(asked, Read("b"), Read("c")), Number(number))
    found = world.domain().refine(tree, list(world.masks), True)
    true = [v for v in world.each() if evaluate(tree, v)]
    assert (found is None) == (not true)
    if found is not None:
        assert {world.cells[0].low + n for n in sets.ones(found[0])} == {v["a"] for v in true}


def test_what_cannot_be_asked_of_a_graph_is_refused() -> None:
    domain = Domain([Cell("a", 0, 1, 0)], {"a": 0})
    for tree in (Bound("p"), Field(Bound("p"), "trust")):
        with pytest.raises(TypeError, match="not lowered"):
            domain.values(tree, [1])
        with pytest.raises(TypeError, match="not lowered"):
            domain.refine(tree, [1], True)
    with pytest.raises(TypeError, match="not lowered"):
        domain.values(Call("visits", "start", ()), [1])


def test_the_masks_of_one_state() -> None:
    domain = Domain([Cell("a", -2, 3, 0), Cell("b", 1, 4, 1)], {"a": 0, "b": 1})
    assert domain.exactly([0, 4]) == [0b100, 0b1000]
    assert domain.full == [0b111111, 0b1111]


def test_nothing_comes_of_values_there_are_none_of() -> None:
    domain = Domain([Cell("a", 0, 1, 0)], {"a": 0})
    more = Arithmetic("+", Read("a"), Number(1))
    neither = Choose(Within(more, (Number(1), Number(2))), Number(1), Number(2))
    assert domain.values(neither, [0]) == (0, 0)
    assert domain.values(Call("max", "", (neither, Number(1))), [0]) == (0, 0)
    assert domain.refine(Compare("<", neither, Number(5)), [0], True) is None
    assert domain.only(more, (0, 0), [1]) is None


# -- sets of numbers ------------------------------------------------------------------------------


def packed(numbers: frozenset[int], offset: int) -> Values:
    """A set, its bits from ``offset`` below the lowest."""
    low = min(numbers, default=0) - offset
    return low, sum(1 << (n - low) for n in numbers)


def unpacked(values: Values) -> set[int]:
    return {values[0] + n for n in sets.ones(values[1])}


ANY = st.frozensets(st.integers(-12, 12), max_size=6)
SOME = st.frozensets(st.integers(-12, 12), min_size=1, max_size=6)
OFFSET = st.integers(0, 3)


@given(ANY, ANY, OFFSET, OFFSET, st.integers(-14, 14))
def test_sets_are_joined_met_and_left(
    a: frozenset[int], b: frozenset[int], i: int, j: int, number: int
) -> None:
    x, y = packed(a, i), packed(b, j)
    assert unpacked(x) == a
    assert unpacked(sets.union(x, y)) == a | b
    assert unpacked(sets.intersection(x, y)) == a & b
    assert unpacked(sets.without(x, number)) == a - {number}
    assert sets.is_single(x) == (len(a) <= 1)
    for low, high in ((number, number + 3), (number, number - 1)):
        assert sets.meets(x, low, high) == any(low <= n <= high for n in a)


@given(SOME, OFFSET)
def test_the_ends_of_a_set(a: frozenset[int], offset: int) -> None:
    assert (sets.first(packed(a, offset)), sets.last(packed(a, offset))) == (min(a), max(a))
    assert unpacked(sets.hull(min(a), max(a))) == set(range(min(a), max(a) + 1))


@given(st.integers(-5, 9), st.integers(-5, 9))
def test_between(low: int, high: int) -> None:
    assert set(sets.ones(sets.between(low, high))) == {n for n in range(12) if low <= n <= high}


PYTHONS = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "/": lambda x, y: x // y,
}


@given(st.sampled_from("+-*/"), ANY, ANY, OFFSET, OFFSET)
def test_what_is_reckoned_is_exact(
    sign: str, a: frozenset[int], b: frozenset[int], i: int, j: int
) -> None:
    """A division by nought alone gives nought, so that something comes of it."""
    true = {PYTHONS[sign](x, y) for x in a for y in b if y or sign != "/"}
    if a and b == {0} and sign == "/":
        true = {0}
    assert unpacked(sets.reckoned(sign, packed(a, i), packed(b, j))) == true


@given(st.sampled_from("+-*/"), SOME, SOME, OFFSET, OFFSET)
def test_beyond_so_many_pairs_a_range_is_taken(
    sign: str, a: frozenset[int], b: frozenset[int], i: int, j: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sets, "MOST_PAIRS", 0)
        found = unpacked(sets.reckoned(sign, packed(a, i), packed(b, j)))
    true = {PYTHONS[sign](x, y) for x in a for y in b if y or sign != "/"} or {0}
    assert found >= true
    if sign in "+-":
        assert found == true
    elif sign == "*" or min(b) > 0 or max(b) < 0:
        assert found == set(range(min(true), max(true) + 1))


def test_exact_up_to_so_many_pairs() -> None:
    many = (0, (1 << (sets.MOST_PAIRS // 2)) - 1)
    assert unpacked(sets.reckoned("*", many, (3, 0b101))) == {
        n * k for n in range(sets.MOST_PAIRS // 2) for k in (3, 5)
    }
    assert 4 in unpacked(sets.reckoned("*", many, (3, 0b111)))


@given(st.sampled_from(("max", "min")), ANY, ANY, OFFSET, OFFSET)
def test_the_greater_and_the_lesser(
    function: str, a: frozenset[int], b: frozenset[int], i: int, j: int
) -> None:
    pick = max if function == "max" else min
    found = sets.extreme(function, packed(a, i), packed(b, j))
    assert unpacked(found) == {pick(x, y) for x in a for y in b}


@given(st.integers(1, 255), st.integers(0, 255))
def test_widening_adds_as_much_again_where_it_has_grown(before: int, more: int) -> None:
    after, full = before | more, 255
    found = sets.widened(before, after, full)
    assert not after & ~found
    assert not found & ~full
    if after == before:
        assert found == after
        return
    held, was = sorted(sets.ones(after)), sorted(sets.ones(before))
    size = held[-1] - held[0] + 1
    low = held[0] - size if held[0] < was[0] else held[0]
    high = held[-1] + size if held[-1] > was[-1] else held[-1]
    assert set(sets.ones(found)) == set(range(max(low, 0), min(high, 7) + 1))


@given(st.lists(st.integers(0, 7), min_size=2, max_size=2), st.integers(0, 7))
def test_what_may_be_in_either(first: list[int], other: int) -> None:
    second = [other, other]
    assert sets.joined(None, first) is first
    assert sets.joined(first, None) is first
    assert sets.joined(first, first) is first
    assert sets.joined(first, second) == [first[0] | other, first[1] | other]
