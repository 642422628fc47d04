"""The meaning of a ground expression, in its plainest form.

The engine compiles expressions to something fast; this is the slow, obvious reading that lints
use and that tests hold the fast one against.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from ulysse_game.story.expression import (
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


def evaluate(
    expression: Expression,
    values: Mapping[str, int],
    zone: int = -1,
    calls: Mapping[str, int] | None = None,
) -> int:
    """The number a ground expression gives; 0 and 1 for no and yes.

    ``values`` are the variables as the State holds them, ``zone`` that of the room. ``calls``
    answers ``visits``, ``seen``, ``taken``, ``heard``, ``picked`` and ``ending`` by
    ``function:name``; what it does not know is 0.
    """
    known = calls or {}

    def of(each: Expression) -> int:
        match each:
            case Number(value):
                return value
            case Constant(_, _, number):
                return number
            case Read(variable):
                return values[variable]
            case Not(part):
                return int(not of(part))
            case And(parts, _):
                return int(all(of(part) for part in parts))
            case Or(parts, _):
                return int(any(of(part) for part in parts))
            case Compare(sign, left, right):
                a, b = of(left), of(right)
                return int({"is": a == b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[sign])
            case Within(item, options):
                return int(of(item) in [of(option) for option in options])
            case Arithmetic(sign, left, right):
                a, b = of(left), of(right)
                return (
                    a + b
                    if sign == "+"
                    else a - b
                    if sign == "-"
                    else a * b
                    if sign == "*"
                    else a // b
                )
            case Choose(condition, then, otherwise):
                return of(then) if of(condition) else of(otherwise)
            case Call("max", _, arguments):
                return max(of(argument) for argument in arguments)
            case Call("min", _, arguments):
                return min(of(argument) for argument in arguments)
            case Call("one", _, (condition,)):
                return int(bool(of(condition)))
            case Call("here", _, (Constant(_, person, _),)):
                return int(
                    bool(values.get(f"{person}.alive", 1))
                    and values.get(f"{person}.place", zone) == zone
                )
            case Call(function, name, _):
                return known.get(f"{function}:{name}", 0)
            case Bound() | Field() | Gather():
                raise TypeError(f"not ground: {each}")
        assert_never(each)

    return of(expression)
