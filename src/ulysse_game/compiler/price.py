"""How large an expression becomes when its walks are unrolled, before anybody unrolls it.

A walk over a hundred items in a walk over a hundred items is two short words and ten thousand
questions. The price is worked out from the written tree, so that what is too large is refused
with its place instead of filling the memory. Trees from the parser are shallow: it bounds them.
"""

from __future__ import annotations

from typing import NamedTuple, assert_never

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
)

LARGEST = 5_000
"""Parts of one expression, unrolled."""
DEEPEST = 150
"""Parts within one another, unrolled; Python reads no more than 200 brackets."""
LARGEST_STORY = 200_000
"""Parts of all expressions with walks together; a story of the usual kind has some thousands."""


class Price(NamedTuple):
    """How many parts, and how many within one another."""

    size: int
    depth: int

    @property
    def is_too_high(self) -> bool:
        """Whether nobody should unroll it."""
        return self.size > LARGEST or self.depth > DEEPEST


ONE = Price(1, 1)


def price_of(expression: Expression, people: int) -> Price:
    """The price of a written expression in a story of so many people."""

    def all_of(*parts: Expression) -> Price:
        found = [of(part) for part in parts]
        size = sum(each.size for each in found)
        return Price(size + 1, max((each.depth for each in found), default=0) + 1)

    def of(each: Expression) -> Price:
        match each:
            case Number() | Constant() | Read() | Bound():
                return ONE
            case Field(Constant() | Bound(), _):
                return ONE
            case Field(item, _):  # one question for everybody it may be
                inner = of(item)
                return Price(people * (inner.size + 4) + 1, people + inner.depth + 2)
            case Not(part):
                return all_of(part)
            case And(parts, _) | Or(parts, _):
                return all_of(*parts)
            case Compare(_, left, right) | Arithmetic(_, left, right):
                return all_of(left, right)
            case Within(item, options):
                return all_of(item, *options)
            case Call(_, _, arguments):
                return all_of(*arguments)
            case Choose(condition, then, otherwise):
                return all_of(condition, then, otherwise)
            case Gather():
                return gather(each)
        assert_never(each)

    def gather(each: Gather) -> Price:
        items = len(each.walk.members)
        asked = ONE if each.walk.condition is None else of(each.walk.condition)
        worth = ONE if each.value is None else of(each.value)
        depth = max(asked.depth, worth.depth) + 3
        if each.function == "most":
            return Price(items * items * (asked.size + 2 * worth.size + 3) + 1, items + depth)
        if each.function == "first":
            return Price(items * (asked.size + 2) + 1, items + depth)
        return Price(items * (asked.size + worth.size + 3) + 1, items.bit_length() + depth)

    return of(expression)
