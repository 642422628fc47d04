"""Conditions as the graph asks them: ground trees that read cells and nothing else.

What the engine answers from beside the variables (where we are, visits, choices taken, echoes,
the ending) becomes a cell or, where the context already knows it, a constant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

from ulysse_game.engine import Machine
from ulysse_game.explore.flow.context import Picks
from ulysse_game.story import (
    NO,
    YES,
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
    choose,
    conjunction,
    disjunction,
    negate,
)


class Lowering:
    """Rewrites the ground expressions of one story."""

    def __init__(
        self, machine: Machine, cells: Mapping[str, int], picked: Callable[[str], tuple[str, ...]]
    ) -> None:
        """``cells`` are the numbers by name; ``picked`` gives the cells of a scene's ``pick``."""
        self._layout = machine.layout
        self._cells = cells
        self._picked = picked

    def __call__(
        self, expression: Expression, room: int, ending: str = "", picks: Picks = ()
    ) -> Expression:
        """``expression`` as asked in the room of this number, in this ending.

        ``picks`` says how often was picked in scenes where that is known.
        """
        match expression:
            case Number():
                return expression
            case Constant(_, _, number):
                return Number(number)
            case Read(name):
                return expression if name in self._cells else NO
            case Not(part):
                return negate(self(part, room, ending, picks))
            case And(parts, _):
                return conjunction(tuple(self(part, room, ending, picks) for part in parts))
            case Or(parts, _):
                return disjunction(tuple(self(part, room, ending, picks) for part in parts))
            case Compare(sign, left, right):
                return compare(
                    sign, self(left, room, ending, picks), self(right, room, ending, picks)
                )
            case Within(item, options):
                asked = self(item, room, ending, picks)
                every = tuple(self(option, room, ending, picks) for option in options)
                if len(every) == 1 or not all(isinstance(each, Number) for each in every):
                    return disjunction(tuple(compare("is", asked, each) for each in every))
                return Within(asked, every)
            case Arithmetic(sign, left, right):
                return reckon(
                    sign, self(left, room, ending, picks), self(right, room, ending, picks)
                )
            case Choose(condition, then, otherwise):
                return choose(
                    self(condition, room, ending, picks),
                    self(then, room, ending, picks),
                    self(otherwise, room, ending, picks),
                )
            case Call():
                return self._call(expression, room, ending, picks)
            case Bound() | Field() | Gather():
                raise TypeError(f"not ground: {expression}")
        assert_never(expression)

    def _call(self, call: Call, room: int, ending: str, picks: Picks) -> Expression:
        match call.function:
            case "one":
                return choose(self(call.arguments[0], room, ending, picks), YES, NO)
            case "max" | "min":
                parts = tuple(self(each, room, ending, picks) for each in call.arguments)
                if all(isinstance(each, Number) for each in parts):
                    values = [each.value for each in parts if isinstance(each, Number)]
                    return Number(max(values) if call.function == "max" else min(values))
                return Call(call.function, "", parts)
            case "here":
                (person,) = call.arguments
                assert isinstance(person, Constant)
                return self._here(person.value, room)
            case "heard":
                return self._cell(f"@heard:{call.name}")
            case "ending":
                return YES if ending == call.name else NO
            case "visits":
                return self._cell(f"@visits:{call.name}")
            case "seen":
                return compare(">", self._cell(f"@visits:{call.name}"), NO)
            case "taken":
                return self._cell(f"@taken:{call.name}")
            case "picked":
                for scene, count in picks:
                    if scene == call.name:
                        return Number(count)
                return total(tuple(Read(name) for name in self._picked(call.name)))
            case _:
                raise TypeError(f"no such function: {call}")

    def _cell(self, name: str) -> Expression:
        assert name in self._cells, f"{name} is read and was not foreseen"
        return Read(name)

    def _here(self, person: str, room: int) -> Expression:
        asked: list[Expression] = []
        if f"{person}.alive" in self._cells:
            asked.append(Read(f"{person}.alive"))
        if f"{person}.place" in self._cells:
            zone = self._layout.zone_of[room]
            asked.append(compare("is", Read(f"{person}.place"), Number(zone)) if zone >= 0 else NO)
        return conjunction(tuple(asked))


def compare(sign: str, left: Expression, right: Expression) -> Expression:
    """``left sign right``, worked out where both are known."""
    if isinstance(left, Number) and isinstance(right, Number):
        a, b = left.value, right.value
        holds = {"is": a == b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[sign]
        return YES if holds else NO
    return Compare(sign, left, right)


def reckon(sign: str, left: Expression, right: Expression) -> Expression:
    """``left sign right``, worked out where both are known."""
    if isinstance(left, Number) and isinstance(right, Number):
        a, b = left.value, right.value
        if sign == "/":
            return Number(a // b) if b else NO
        return Number(a + b if sign == "+" else a - b if sign == "-" else a * b)
    return Arithmetic(sign, left, right)


def total(terms: tuple[Expression, ...]) -> Expression:
    """The sum of ``terms``, halves of halves."""
    if not terms:
        return NO
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    return reckon("+", total(terms[:middle]), total(terms[middle:]))
