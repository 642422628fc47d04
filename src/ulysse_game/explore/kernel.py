"""Which values of single cells an expression tells apart, given what every cell can be.

Two values of a cell are told apart when some values of the other cells make a difference between
them. Sums and comparisons are worked out as sets of numbers, whatever their length; the rest by
trying all there is where that is little, and from the expression's parts where it is much, which
can only tell more apart. What is told the same is the same. No cell is ever assumed to hold what
its mask does not allow, and nothing here knows the graph.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from math import prod
from typing import NamedTuple, TypeAlias

from ulysse_game.explore.domain import ones
from ulysse_game.explore.flow import Cell
from ulysse_game.explore.tree import Reader, names_in, parts_of, reader_of
from ulysse_game.story import (
    Arithmetic,
    Compare,
    Expression,
    Not,
    Number,
    Read,
    Within,
)

MOST_TRIED = 4096
"""Combinations of values tried at once, before an expression is taken in parts."""

Possible: TypeAlias = Mapping[int, int]
"""By cell, the values it can have: bit ``i`` stands for ``low + i``."""

Split: TypeAlias = dict[int, tuple[int, ...]]
"""By cell, its classes of values, each a mask; together all that the cell can be."""


class Wanted(NamedTuple):
    """A set of whole numbers: those of ``mask`` from ``low`` to ``high``, bit 0 being ``low``.

    ``below`` and ``above`` say whether all numbers beyond its ends belong to it.
    """

    low: int
    high: int
    mask: int
    below: bool
    above: bool

    def has(self, number: int) -> bool:
        """Whether a number belongs."""
        if number < self.low:
            return self.below
        if number > self.high:
            return self.above
        return bool(self.mask >> number - self.low & 1)

    def less(self, number: int) -> Wanted:
        """Each of them less ``number``."""
        return self._replace(low=self.low - number, high=self.high - number)

    def bits(self, first: int, last: int) -> int:
        """Those from ``first`` to ``last``, bit 0 being ``first``."""
        shift = self.low - first
        found = self.mask << shift if shift >= 0 else self.mask >> -shift
        if self.below and shift > 0:
            found |= (1 << shift) - 1
        if self.above and last > self.high:
            over = max(self.high + 1, first)
            found |= (1 << last - first + 1) - (1 << over - first)
        return found & (1 << last - first + 1) - 1


TRUTH = Wanted(0, 0, 0, True, True)
"""What counts as yes: everything but nought."""

IS_YES: Mapping[str, Wanted] = {
    "is": Wanted(0, 0, 1, False, False),
    "<": Wanted(0, 0, 0, True, False),
    "<=": Wanted(0, 0, 1, True, False),
    ">": Wanted(0, 0, 0, False, True),
    ">=": Wanted(0, 0, 1, False, True),
}
"""The differences, left less right, for which a comparison is so."""


class Kernels:
    """What the expressions of one graph tell apart. Remembers what it has found."""

    __slots__ = ("_cells", "_names", "_numbers", "_readers", "_splits")

    def __init__(self, cells: Sequence[Cell], names: Mapping[str, int]) -> None:
        """Over these cells, by their numbers and by name."""
        self._cells = cells
        self._numbers = names
        self._names: dict[int, tuple[Expression, tuple[int, ...]]] = {}
        self._readers: dict[Expression, Reader] = {}
        self._splits: dict[tuple[Expression, tuple[int, ...], Wanted | None], Split] = {}

    def cells_of(self, expression: Expression) -> tuple[int, ...]:
        """The numbers of the cells that an expression reads, in order."""
        known = self._names.get(id(expression))
        if known is None:
            found = tuple(sorted({self._numbers[name] for name in names_in(expression)}))
            known = self._names[id(expression)] = (expression, found)
        return known[1]

    def always(self, condition: Expression, masks: Possible, most: int) -> bool | None:
        """Whether a condition holds however its cells are; nothing beyond ``most`` combinations."""
        cells = self.cells_of(condition)
        if prod(masks[each].bit_count() for each in cells) > most:
            return None
        reader = self._reader(condition)
        tried = product(*(self._values(each, masks[each]) for each in cells))
        return all(reader(values) for values in tried)

    def of_condition(self, condition: Expression, masks: Possible) -> Iterator[tuple[int, int]]:
        """The predicates, cell and mask, by which a condition is decided."""
        yield from self._predicates(self._split(condition, masks, TRUTH))

    def of_value(
        self, value: Expression, masks: Possible, cell: Cell, mask: int
    ) -> Iterator[tuple[int, int]]:
        """The predicates that decide whether ``cell``, once it takes ``value``, is in ``mask``."""
        size = cell.high - cell.low
        wanted = Wanted(cell.low, cell.high, mask, bool(mask & 1), bool(mask >> size & 1))
        yield from self._predicates(self._split(value, masks, wanted))

    def _split(self, expression: Expression, masks: Possible, wanted: Wanted | None) -> Split:
        """The classes of each cell by which it is decided whether the value is ``wanted``.

        Without ``wanted`` those by which the value itself is decided.
        """
        cells = self.cells_of(expression)
        if not cells:
            return {}
        key = (expression, tuple(masks[each] for each in cells), wanted)
        found = self._splits.get(key)
        if found is None:
            found = self._splits[key] = self._new_split(expression, masks, wanted)
        return found

    def _new_split(self, expression: Expression, masks: Possible, wanted: Wanted | None) -> Split:
        match expression:
            case Read():
                (cell,) = self.cells_of(expression)
                return {cell: self._read(cell, masks[cell], wanted)}
            case Not(part):
                return self._split(part, masks, TRUTH) if _parts_yes(wanted) else {}
            case Compare(sign, left, right):
                if not _parts_yes(wanted):
                    return {}
                terms = [*terms_of(left, 1), *terms_of(right, -1)]
                return self._sum(expression, terms, masks, IS_YES[sign])
            case Arithmetic("+" | "-", _, _):
                return self._sum(expression, terms_of(expression, 1), masks, wanted)
            case Arithmetic("*", left, right) if _is_scaled(left, right):
                return self._sum(expression, terms_of(expression, 1), masks, wanted)
            case Within(item, options) if _parts_yes(wanted):
                numbers = {each.value for each in options if isinstance(each, Number)}
                if len(numbers) == len(options):
                    return self._split(item, masks, wanted_of(numbers))
        return self._tried(expression, masks, wanted)

    def _read(self, cell: int, mask: int, wanted: Wanted | None) -> tuple[int, ...]:
        if wanted is None:
            return tuple(1 << bit for bit in ones(mask))
        low = self._cells[cell].low
        yes = mask & wanted.bits(low, low + mask.bit_length() - 1)
        return tuple(each for each in (yes, mask ^ yes) if each)

    def _tried(self, expression: Expression, masks: Possible, wanted: Wanted | None) -> Split:
        """By trying all combinations; from the parts where they are too many."""
        cells = self.cells_of(expression)
        if prod(masks[each].bit_count() for each in cells) <= MOST_TRIED:
            apart = {each: self._read(each, masks[each], None) for each in cells}
            return self._merged(expression, apart, wanted)
        found: Split = {}
        for part, is_condition in parts_of(expression):
            _meet(found, self._split(part, masks, TRUTH if is_condition else None))
        if prod(len(classes) for classes in found.values()) <= MOST_TRIED:
            return self._merged(expression, found, wanted)
        return found

    def _sum(
        self,
        expression: Expression,
        terms: list[tuple[int, Expression]],
        masks: Possible,
        wanted: Wanted | None,
    ) -> Split:
        """Of a sum: a term's value matters by what all the others can add up to."""
        more = sum(times * term.value for times, term in terms if isinstance(term, Number))
        terms = [(times, term) for times, term in terms if not isinstance(term, Number)]
        cells = [cell for _, term in terms for cell in self.cells_of(term)]
        # Tried whole, a comparison is a yes or no; ``wanted`` speaks of the difference.
        whole = TRUTH if isinstance(expression, Compare) else wanted
        if len(set(cells)) < len(cells):
            return self._tried(expression, masks, whole)
        if len(terms) == 1 and terms[0][0] == 1:
            return self._split(terms[0][1], masks, wanted and wanted.less(more))
        found: Split = {}
        if wanted is None:
            for _, term in terms:
                _meet(found, self._split(term, masks, None))
            return found
        sets = [self._numbers_of(times, term, masks) for times, term in terms]
        known = [each for each in sets if each is not None]
        if len(known) < len(sets):
            return self._tried(expression, masks, whole)
        for number, (times, term) in enumerate(terms):
            first, rest = _all_sums(known[:number] + known[number + 1 :])
            low, own = known[number]
            from_ = low + first + more
            hit = wanted.bits(from_, from_ + own.bit_length() + rest.bit_length())
            classes: dict[int, set[int]] = {}
            for bit in ones(own):
                classes.setdefault(hit >> bit & rest, set()).add((low + bit) // times)
            for values in [*classes.values()][1:]:
                _meet(found, self._split(term, masks, wanted_of(values)))
        return {cell: found.get(cell, (masks[cell],)) for cell in cells}

    def _numbers_of(self, times: int, term: Expression, masks: Possible) -> tuple[int, int] | None:
        """``times`` what a term can be: its least number, and a mask from there."""
        if isinstance(term, Read):
            (cell,) = self.cells_of(term)
            values = self._values(cell, masks[cell])
        else:
            cells = self.cells_of(term)
            if prod(masks[each].bit_count() for each in cells) > MOST_TRIED:
                return None
            reader = self._reader(term)
            every = product(*(self._values(each, masks[each]) for each in cells))
            values = [int(reader(each)) for each in every]
        low = min(times * each for each in values)
        mask = 0
        for each in values:
            mask |= 1 << times * each - low
        return low, mask

    def _merged(self, expression: Expression, split: Split, wanted: Wanted | None) -> Split:
        """The split with those classes made one that no combination of the others tells apart."""
        cells = tuple(cell for cell in self.cells_of(expression) if cell in split)
        reader = self._reader(expression)
        lowest = [
            [self._cells[each].low + (mask & -mask).bit_length() - 1 for mask in split[each]]
            for each in cells
        ]
        outcomes: list[int] = [int(reader(values)) for values in product(*lowest)]
        if wanted is not None:
            outcomes = [wanted.has(each) for each in outcomes]
        found: Split = {}
        stride = len(outcomes)
        for cell, values in zip(cells, lowest, strict=True):
            whole, stride = stride, stride // len(values)
            together: dict[Hashable, int] = {}
            for number, mask in enumerate(split[cell]):
                same = tuple(
                    each
                    for first in range(number * stride, len(outcomes), whole)
                    for each in outcomes[first : first + stride]
                )
                together[same] = together.get(same, 0) | mask
            found[cell] = tuple(together.values())
        return found

    def _predicates(self, split: Split) -> Iterator[tuple[int, int]]:
        for cell, classes in split.items():
            if len(classes) > 1:
                yield from _told_apart(cell, classes, self._cells[cell])

    def _values(self, cell: int, mask: int) -> list[int]:
        low = self._cells[cell].low
        return [low + bit for bit in ones(mask)]

    def _reader(self, expression: Expression) -> Reader:
        """A function from the values of the cells it reads, in order, to the expression's."""
        reader = self._readers.get(expression)
        if reader is None:
            cells = self.cells_of(expression)
            places = {self._cells[cell].name: place for place, cell in enumerate(cells)}
            reader = self._readers[expression] = reader_of(expression, places)
        return reader


def _parts_yes(wanted: Wanted | None) -> bool:
    """Whether yes and no make a difference."""
    return wanted is None or wanted.has(0) != wanted.has(1)


def _is_scaled(left: Expression, right: Expression) -> bool:
    return any(isinstance(each, Number) and each.value for each in (left, right))


def terms_of(expression: Expression, times: int) -> list[tuple[int, Expression]]:
    """A sum as its terms, each with the number it is taken times: none of them nought."""
    match expression:
        case Arithmetic("+" | "-" as sign, left, right):
            return [*terms_of(left, times), *terms_of(right, times if sign == "+" else -times)]
        case Arithmetic("*", Number(number), part) | Arithmetic("*", part, Number(number)):
            return terms_of(part, times * number) if number else []
        case _:
            return [(times, expression)]


def _all_sums(sets: list[tuple[int, int]]) -> tuple[int, int]:
    """All that one of each can add up to: the least, and a mask from there."""
    low, mask = 0, 1
    for first, more in sets:
        few, many = sorted((mask, more), key=int.bit_count)
        low, mask = low + first, 0
        for bit in ones(few):
            mask |= many << bit
    return low, mask


def wanted_of(numbers: set[int]) -> Wanted:
    """Just these numbers."""
    low, mask = min(numbers), 0
    for each in numbers:
        mask |= 1 << each - low
    return Wanted(low, max(numbers), mask, False, False)


def _meet(split: Split, more: Split) -> None:
    """Tell apart in ``split`` what ``more`` does too."""
    for cell, classes in more.items():
        known = split.get(cell)
        split[cell] = (
            classes
            if known is None
            else tuple(both for a in known for b in classes if (both := a & b))
        )


def _told_apart(cell: int, classes: tuple[int, ...], of: Cell) -> Iterator[tuple[int, int]]:
    """Classes as predicates: thresholds where the classes are stretches, else one for each class.

    A threshold speaks of the whole range, so that the same question asked under different masks
    is one predicate.
    """
    in_order = sorted(classes, key=lambda mask: mask & -mask)
    whole = (1 << of.high - of.low + 1) - 1
    is_stretches = all(
        mask.bit_length() <= (after & -after).bit_length() - 1 for mask, after in pairwise(in_order)
    )
    for mask in in_order[1:]:
        yield cell, whole & -(mask & -mask) if is_stretches else mask


__all__ = ["TRUTH", "Kernels", "Possible", "Split", "Wanted", "names_in", "wanted_of"]
