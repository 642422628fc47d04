"""Sets of values, and what conditions and effects make of them.

A set of whole numbers is a bit mask with an offset; what every cell may hold is a list of masks,
one for each cell, bit ``i`` for the value ``low + i``. No relation between cells is kept (the
Cartesian abstraction of predicate analysis; Ball, Podelski, Rajamani 2001), so every answer is an
over-approximation: a value that is not in a set is certainly impossible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias, assert_never

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
    Gather,
    Not,
    Number,
    Or,
    Read,
    Within,
    reads,
)

Values: TypeAlias = tuple[int, int]
"""Lowest number that bit 0 stands for, and the mask; a mask of 0 is the empty set."""

Masks: TypeAlias = list[int]

MOST_PAIRS = 4_096
"""So many pairs of values are worked out one by one; beyond it whole ranges are taken."""

NO_BIT, YES_BIT = 1, 2


class Domain:
    """The abstract meaning of the expressions of one flow."""

    def __init__(self, cells: list[Cell], by_name: dict[str, int]) -> None:
        """Over these cells."""
        self.cells = cells
        self.by_name = by_name
        self.lows = [cell.low for cell in cells]
        self._reads: dict[int, tuple[Expression, frozenset[str]]] = {}
        self.full = [(1 << (cell.high - cell.low + 1)) - 1 for cell in cells]

    def exactly(self, values: list[int]) -> Masks:
        """The masks of one concrete state."""
        return [1 << (value - low) for value, low in zip(values, self.lows, strict=True)]

    # -- values ---------------------------------------------------------------------------------

    def values(self, expression: Expression, masks: Masks) -> Values:
        """The numbers that an expression may give."""
        match expression:
            case Number(value):
                return (value, 1)
            case Read(name):
                cell = self.by_name[name]
                return (self.lows[cell], masks[cell])
            case Arithmetic(sign, left, right):
                return reckoned(sign, self.values(left, masks), self.values(right, masks))
            case Choose(condition, then, otherwise):
                return self._chosen(condition, then, otherwise, masks)
            case Call("max" | "min" as function, _, arguments):
                found = self.values(arguments[0], masks)
                for each in arguments[1:]:
                    found = extreme(function, found, self.values(each, masks))
                return found
            case Constant(_, _, number):
                return (number, 1)
            case Not() | And() | Or() | Compare() | Within():
                return (0, self.truth(expression, masks))
            case Bound() | Field() | Gather() | Call():
                raise TypeError(f"not lowered: {expression}")
        assert_never(expression)

    def _chosen(
        self, condition: Expression, then: Expression, otherwise: Expression, masks: Masks
    ) -> Values:
        yes = self.refine(condition, masks, True)
        no = self.refine(condition, masks, False)
        if yes is None:
            return (0, 0) if no is None else self.values(otherwise, no)
        if no is None:
            return self.values(then, yes)
        return union(self.values(then, yes), self.values(otherwise, no))

    def truth(self, expression: Expression, masks: Masks) -> int:
        """Whether a condition may be no (``NO_BIT``), may be yes (``YES_BIT``)."""
        no = NO_BIT if self.refine(expression, masks, False) is not None else 0
        yes = YES_BIT if self.refine(expression, masks, True) is not None else 0
        return no | yes

    # -- conditions -----------------------------------------------------------------------------

    def refine(self, expression: Expression, masks: Masks, want: bool) -> Masks | None:
        """``masks`` without values that rule out ``expression`` being ``want``; nothing if all do.

        Never changes ``masks``; may give it back.
        """
        match expression:
            case Number(value):
                return masks if bool(value) is want else None
            case Constant(_, _, number):
                return masks if bool(number) is want else None
            case Read(name):
                return self._keep(name, masks, lambda value: bool(value) is want)
            case Not(part):
                return self.refine(part, masks, not want)
            case And(parts):
                return self._every(parts, masks, True) if want else self._any(parts, masks, False)
            case Or(parts):
                return self._any(parts, masks, True) if want else self._every(parts, masks, False)
            case Compare(sign, left, right):
                return self._compared(sign, left, right, masks, want)
            case Within(item, options):
                numbers = {each.value for each in options if isinstance(each, Number)}
                if isinstance(item, Read):
                    return self._keep(
                        item.variable, masks, lambda value: (value in numbers) is want
                    )
                offset, bits = self.values(item, masks)
                found = any((offset + n in numbers) is want for n in ones(bits))
                return masks if found else None
            case Choose(condition, then, otherwise):
                found_masks: Masks | None = None
                for asked, part in ((True, then), (False, otherwise)):
                    there = self.refine(condition, masks, asked)
                    if there is not None:
                        there = self.refine(part, there, want)
                    found_masks = joined(found_masks, there)
                return found_masks
            case Arithmetic() | Call():
                offset, bits = self.values(expression, masks)
                is_nought = bits >> -offset & 1 if offset <= 0 else 0
                if want:
                    return masks if bits & ~(is_nought << max(-offset, 0)) else None
                return masks if is_nought else None
            case Bound() | Field() | Gather():
                raise TypeError(f"not lowered: {expression}")
        assert_never(expression)

    def unless(self, asked: Expression, earlier: list[Expression], masks: Masks) -> Masks | None:
        """``masks``, in which ``asked`` holds, without values for which one of ``earlier`` does.

        A condition that did not hold says little while all is open, and more once ``asked`` has
        fixed some of what it reads: only those are looked at that read a cell that ``asked`` does.
        """
        cells = self._read(asked)
        left: Masks | None = masks
        for other in earlier:
            if left is not None and not cells.isdisjoint(self._read(other)):
                left = self.refine(other, left, False)
        return left

    def _read(self, expression: Expression) -> frozenset[str]:
        found = self._reads.get(id(expression))
        if found is None:
            found = self._reads[id(expression)] = (expression, frozenset(reads(expression)))
        return found[1]

    def _keep(self, name: str, masks: Masks, holds: Callable[[int], bool]) -> Masks | None:
        cell = self.by_name[name]
        low, bits = self.lows[cell], masks[cell]
        kept = sum(1 << n for n in ones(bits) if holds(low + n))
        return self._with(cell, kept, masks)

    def _with(self, cell: int, kept: int, masks: Masks) -> Masks | None:
        if kept == masks[cell]:
            return masks
        if not kept:
            return None
        changed = masks.copy()
        changed[cell] = kept
        return changed

    def _every(self, parts: tuple[Expression, ...], masks: Masks, want: bool) -> Masks | None:
        alone: Masks | None = masks
        if parts:
            alone = self.refine(parts[0], masks, want)
        found = alone
        for part in parts[1:]:
            found = None if found is None else self.refine(part, found, want)
        if found is alone:
            return found
        for part in parts[:-1]:  # again: what came after may say more of what these read
            found = None if found is None else self.refine(part, found, want)
        return found

    def _any(self, parts: tuple[Expression, ...], masks: Masks, want: bool) -> Masks | None:
        found: Masks | None = None
        for part in parts:
            there = self.refine(part, masks, want)
            if there is masks:
                return masks
            found = joined(found, there)
        return found

    def _compared(
        self, sign: str, left: Expression, right: Expression, masks: Masks, want: bool
    ) -> Masks | None:
        a, b = self.values(left, masks), self.values(right, masks)
        if not a[1] or not b[1]:
            return None
        if sign == "is":
            return self._same(left, a, right, b, masks, want)
        if not want:
            sign = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}[sign]
        if sign in (">", ">="):
            left, a, right, b = right, b, left, a
        strict = 1 if sign in ("<", ">") else 0
        highest, lowest = last(b) - strict, first(a) + strict
        if first(a) > highest:
            return None
        if last(a) <= first(b) - strict:
            return masks
        found = self.narrow(left, first(a), highest, masks)
        return None if found is None else self.narrow(right, lowest, last(b), found)

    def _same(
        self,
        left: Expression,
        a: Values,
        right: Expression,
        b: Values,
        masks: Masks,
        want: bool,
    ) -> Masks | None:
        shared = intersection(a, b)
        if want:
            if not shared[1]:
                return None
            found = self.only(left, shared, masks)
            return None if found is None else self.only(right, shared, found)
        if not shared[1]:
            return masks
        if is_single(a) and is_single(b):
            return None
        for one, other, item in ((a, b, right), (b, a, left)):
            if is_single(one) and isinstance(item, Read):
                return self.only(item, without(other, first(one)), masks)
        return masks

    def narrow(self, expression: Expression, low: int, high: int, masks: Masks) -> Masks | None:
        """``masks`` without values that take the expression out of ``low`` to ``high``."""
        match expression:
            case Read(name):
                cell = self.by_name[name]
                base = self.lows[cell]
                return self._with(cell, masks[cell] & between(low - base, high - base), masks)
            case Arithmetic("+", left, right):
                a, b = self.values(left, masks), self.values(right, masks)
                found = self.narrow(left, low - last(b), high - first(b), masks)
                if found is None:
                    return None
                return self.narrow(right, low - last(a), high - first(a), found)
            case Arithmetic("-", left, right):
                a, b = self.values(left, masks), self.values(right, masks)
                found = self.narrow(left, low + first(b), high + last(b), masks)
                if found is None:
                    return None
                return self.narrow(right, first(a) - high, last(a) - low, found)
            case Choose(condition, then, otherwise):
                joint: Masks | None = None
                for asked, part in ((True, then), (False, otherwise)):
                    there = self.refine(condition, masks, asked)
                    if there is not None and meets(self.values(part, there), low, high):
                        joint = joined(joint, self.narrow(part, low, high, there))
                return joint
            case _:
                return masks if meets(self.values(expression, masks), low, high) else None

    def only(self, expression: Expression, values: Values, masks: Masks) -> Masks | None:
        """``masks`` without values for which the expression is none of ``values``."""
        if isinstance(expression, Read):
            cell = self.by_name[expression.variable]
            kept = intersection((self.lows[cell], masks[cell]), values)
            base = self.lows[cell]
            mask = kept[1] << (kept[0] - base) if kept[1] else 0
            return self._with(cell, mask, masks)
        if isinstance(expression, Choose):
            joint: Masks | None = None
            for asked, part in ((True, expression.then), (False, expression.otherwise)):
                there = self.refine(expression.condition, masks, asked)
                if there is not None and intersection(self.values(part, there), values)[1]:
                    joint = joined(joint, self.only(part, values, there))
            return joint
        if not values[1]:
            return None
        return self.narrow(expression, first(values), last(values), masks)

    # -- effects --------------------------------------------------------------------------------

    def change(self, op: Set, masks: Masks) -> None:
        """Carry an effect out on ``masks`` in place."""
        low = self.lows[op.cell]
        offset, bits = self.values(op.value, masks)
        size = self.full[op.cell].bit_length()
        shift = offset - low
        if shift >= 0:
            moved = bits << shift
        else:
            moved = bits >> -shift
            if bits & ((1 << -shift) - 1):
                moved |= 1
        over = moved >> size
        if over:
            moved = (moved & self.full[op.cell]) | 1 << (size - 1)
        masks[op.cell] = moved


# -- sets of numbers ------------------------------------------------------------------------------


def ones(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def first(values: Values) -> int:
    """The least of a set that is not empty."""
    offset, bits = values
    return offset + (bits & -bits).bit_length() - 1


def last(values: Values) -> int:
    """The greatest of a set that is not empty."""
    offset, bits = values
    return offset + bits.bit_length() - 1


def is_single(values: Values) -> bool:
    """Whether it is one number."""
    return values[1] & (values[1] - 1) == 0


def between(low: int, high: int) -> int:
    """The mask of the bits from ``low`` to ``high``; those below 0 left out."""
    if high < 0 or high < low:
        return 0
    return (1 << (high + 1)) - (1 << max(low, 0))


def meets(values: Values, low: int, high: int) -> bool:
    """Whether any of the numbers lies from ``low`` to ``high``."""
    return bool(values[1] & between(low - values[0], high - values[0]))


def union(a: Values, b: Values) -> Values:
    """All numbers of both."""
    if not a[1]:
        return b
    if not b[1]:
        return a
    offset = min(a[0], b[0])
    return offset, a[1] << (a[0] - offset) | b[1] << (b[0] - offset)


def intersection(a: Values, b: Values) -> Values:
    """The numbers in both."""
    if a[0] > b[0]:
        a, b = b, a
    return b[0], (a[1] >> (b[0] - a[0])) & b[1]


def without(values: Values, number: int) -> Values:
    """All but this number."""
    offset, bits = values
    place = number - offset
    return offset, bits & ~(1 << place) if place >= 0 else bits


def joined(a: Masks | None, b: Masks | None) -> Masks | None:
    """What may be in either."""
    if a is None or a is b:
        return b
    if b is None:
        return a
    return [one | other for one, other in zip(a, b, strict=True)]


def widened(before: int, after: int, full: int) -> int:
    """``after`` and, on the side where it has grown, as many values again, none left out between.

    For what grows step by step for too long: an over-approximation that is reached in few steps.
    """
    if after == before:
        return after
    lowest, size = (after & -after).bit_length() - 1, after.bit_length()
    length = size - lowest
    low = lowest - length if lowest < (before & -before).bit_length() - 1 else lowest
    high = size + length if size > before.bit_length() else size
    return between(max(low, 0), high - 1) & full


def hull(low: int, high: int) -> Values:
    """Every number from ``low`` to ``high``."""
    return low, (1 << (high - low + 1)) - 1


def reckoned(sign: str, a: Values, b: Values) -> Values:
    """Every ``left sign right``."""
    if not a[1] or not b[1]:
        return (0, 0)
    if sign == "-":
        mirrored = int(f"{b[1] >> (first(b) - b[0]):b}"[::-1], 2)
        return reckoned("+", a, (-last(b), mirrored))
    if sign == "+":
        few, many = (a, b) if a[1].bit_count() <= b[1].bit_count() else (b, a)
        bits = 0
        for n in ones(few[1]):
            bits |= many[1] << n
        return few[0] + many[0], bits
    if a[1].bit_count() * b[1].bit_count() <= MOST_PAIRS:
        found = {
            (a[0] + n) * (b[0] + m) if sign == "*" else (a[0] + n) // (b[0] + m)
            for n in ones(a[1])
            for m in ones(b[1])
            if sign == "*" or b[0] + m
        }
        found = found or {0}
        low = min(found)
        return low, sum(1 << (value - low) for value in found)
    by = [first(b), last(b)]
    if sign == "/":
        by = [y for y in (*by, 1, -1) if y and first(b) <= y <= last(b)]
    ends = [x * y if sign == "*" else x // y for x in (first(a), last(a)) for y in by] or [0]
    return hull(min(ends), max(ends))


def extreme(function: str, a: Values, b: Values) -> Values:
    """Every greater (``max``) or lesser (``min``) of a pair."""
    if not a[1] or not b[1]:
        return (0, 0)
    both = union(a, b)
    if function == "max":
        return both[0], both[1] & ~between(0, max(first(a), first(b)) - 1 - both[0])
    return both[0], both[1] & between(0, min(last(a), last(b)) - both[0])


__all__ = ["Domain", "Masks", "Values", "ones", "widened"]
