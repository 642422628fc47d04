"""Which variables an expression reads and effects write.

Beside variables there are three names for what is no variable: ``@room`` (where we are),
``@marks`` (visits and choices taken) and ``@heard`` (echoes printed).
"""

from __future__ import annotations

from collections.abc import Iterator
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
from ulysse_game.story.scene import Effect, Hear


def reads(expression: Expression | None) -> frozenset[str]:
    """The names a ground expression reads."""
    return frozenset() if expression is None else frozenset(_reads(expression))


def _reads(expression: Expression) -> Iterator[str]:
    match expression:
        case Read(variable):
            yield variable
        case Call("here", _, (Constant(_, person, _),)):
            yield from (f"{person}.alive", f"{person}.place", "@room")
        case Call("heard", _, _):
            yield "@heard"
        case Call(function, _, arguments):
            if function in ("visits", "seen", "taken", "picked"):
                yield "@marks"
            for argument in arguments:
                yield from _reads(argument)
        case Not(part):
            yield from _reads(part)
        case And(parts, _) | Or(parts, _):
            for part in parts:
                yield from _reads(part)
        case Compare(_, left, right) | Arithmetic(_, left, right):
            yield from _reads(left)
            yield from _reads(right)
        case Within(item, options):
            yield from _reads(item)
            for option in options:
                yield from _reads(option)
        case Choose(condition, then, otherwise):
            yield from _reads(condition)
            yield from _reads(then)
            yield from _reads(otherwise)
        case Number() | Constant() | Bound() | Field() | Gather():
            return
        case _:
            assert_never(expression)


def writes(effects: tuple[Effect, ...]) -> frozenset[str]:
    """The names that ground effects write."""
    return frozenset(
        "@heard"
        if isinstance(effect, Hear)
        else effect.target.variable
        if isinstance(effect.target, Read)
        else ""
        for effect in effects
    )
