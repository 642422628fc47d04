"""Lowered expressions as trees: what they read, of what parts, and a function that reads them.

The plain reading of :func:`ulysse_game.story.evaluate`, made ready once and then asked very often,
over values at known places instead of names. Nothing here knows what an expression is for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias, assert_never

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

Reader: TypeAlias = Callable[[Sequence[int]], int]


def names_in(expression: Expression) -> Iterator[str]:
    """The names of the cells that a lowered expression reads, once for each time it does."""
    if isinstance(expression, Read):
        yield expression.variable
    for part, _ in parts_of(expression):
        yield from names_in(part)


def parts_of(expression: Expression) -> Iterator[tuple[Expression, bool]]:
    """The parts of a lowered expression, and whether only yes or no counts of each."""
    match expression:
        case Number() | Constant() | Read():
            return
        case Not(part):
            yield part, True
        case And(parts, _) | Or(parts, _):
            for each in parts:
                yield each, True
        case Compare(_, left, right) | Arithmetic(_, left, right):
            yield left, False
            yield right, False
        case Within(item, options):
            yield item, False
            for each in options:
                yield each, False
        case Choose(condition, then, otherwise):
            yield condition, True
            yield then, False
            yield otherwise, False
        case Call(function, _, arguments):
            for each in arguments:
                yield each, function == "one"
        case Bound() | Field() | Gather():
            raise TypeError(f"not ground: {expression}")
        case _:
            assert_never(expression)


def reader_of(expression: Expression, places: Mapping[str, int]) -> Reader:
    """A function that reads a lowered expression, each cell at its place among the values."""

    def of(each: Expression) -> Reader:
        match each:
            case Number(number) | Constant(_, _, number):
                return lambda v: number
            case Read(name):
                place = places[name]
                return lambda v: v[place]
            case Not(part):
                inner = of(part)
                return lambda v: not inner(v)
            case And(parts, _):
                every = [of(part) for part in parts]
                return lambda v: all(part(v) for part in every)
            case Or(parts, _):
                some = [of(part) for part in parts]
                return lambda v: any(part(v) for part in some)
            case Compare(sign, left, right):
                return _compared(sign, of(left), of(right))
            case Within(item, options):
                asked, among = of(item), [of(option) for option in options]
                return lambda v: asked(v) in [option(v) for option in among]
            case Arithmetic(sign, left, right):
                return _reckoned(sign, of(left), of(right))
            case Choose(condition, then, otherwise):
                holds, yes, no = of(condition), of(then), of(otherwise)
                return lambda v: yes(v) if holds(v) else no(v)
            case Call(function, _, arguments):
                return _called(function, [of(argument) for argument in arguments])
            case Bound() | Field() | Gather():
                raise TypeError(f"not ground: {each}")
        assert_never(each)

    return of(expression)


def _compared(sign: str, left: Reader, right: Reader) -> Reader:
    match sign:
        case "is":
            return lambda v: left(v) == right(v)
        case "<":
            return lambda v: left(v) < right(v)
        case "<=":
            return lambda v: left(v) <= right(v)
        case ">":
            return lambda v: left(v) > right(v)
        case _:
            return lambda v: left(v) >= right(v)


def _reckoned(sign: str, left: Reader, right: Reader) -> Reader:
    match sign:
        case "+":
            return lambda v: left(v) + right(v)
        case "-":
            return lambda v: left(v) - right(v)
        case "*":
            return lambda v: left(v) * right(v)
        case _:
            return lambda v: left(v) // right(v)


def _called(function: str, parts: list[Reader]) -> Reader:
    match function:
        case "max":
            return lambda v: max(part(v) for part in parts)
        case "min":
            return lambda v: min(part(v) for part in parts)
        case "one":
            (only,) = parts
            return lambda v: 1 if only(v) else 0
        case _:
            raise TypeError(f"a function that no cell answers: {function}")
