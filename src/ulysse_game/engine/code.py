"""Conditions and effects as Python functions, compiled when first needed.

The trees are checked and ground; each becomes a line of Python over ``v`` (the values) and
``r`` (whatever carries ``visits``, ``marks``, ``heard`` and ``ending``: a State, a step under way,
a text event). Only numbers of ours and, quoted, the ids of endings enter the source, never a word
of the story as it is written: a story can run no code. Equal sources are compiled once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from ulysse_game.engine.layout import ROOM, Layout
from ulysse_game.engine.marks import MOST_VISITS, STRIDE, TAKEN
from ulysse_game.story import (
    And,
    Arithmetic,
    Bound,
    Call,
    Change,
    Choose,
    Compare,
    Constant,
    Effect,
    Expression,
    Field,
    Gather,
    Hear,
    Not,
    Number,
    Or,
    Read,
    Within,
)

Reader = Callable[[Any, Any], int]
"""Reads the values and their carrier, gives a number; conditions give something true or false."""

Writer = Callable[[list[int], Any], None]
"""Changes the values, and ``heard`` of their carrier."""

RECKONED = {"+": "+", "-": "-", "*": "*", "/": "//"}
COMPARED = {"is": "==", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def python(expression: Expression, leaf: Callable[[Read | Call], str]) -> str:
    """The Python for a ground expression; ``leaf`` gives that for what it reads and asks."""

    def of(each: Expression) -> str:
        match each:
            case Number(value):
                return str(int(value)) if value >= 0 else f"({int(value)})"
            case Constant(_, _, number):
                return str(int(number))
            case Read() | Call():
                return leaf(each)
            case Not(part):
                return f"(not {of(part)})"
            case And(parts, _):
                return "(" + " and ".join(map(of, parts)) + ")"
            case Or(parts, _):
                return "(" + " or ".join(map(of, parts)) + ")"
            case Compare(sign, left, right):
                return f"({of(left)} {COMPARED[sign]} {of(right)})"
            case Within(item, options):
                return f"({of(item)} in ({', '.join(map(of, options))},))"
            case Arithmetic(sign, left, right):
                return f"({of(left)} {RECKONED[sign]} {of(right)})"
            case Choose(condition, then, otherwise):
                return f"({of(then)} if {of(condition)} else {of(otherwise)})"
            case Bound() | Field() | Gather():
                raise TypeError(f"not ground: {each}")
        assert_never(each)

    return of(expression)


class Code:
    """Compiles the expressions of one story."""

    def __init__(
        self,
        layout: Layout,
        marks_of: Callable[[str, str], tuple[int, ...]],
        picks_of: Callable[[str], int],
    ) -> None:
        """``marks_of`` gives a written choice's numbers, ``picks_of`` a scene's picked bits."""
        self._layout = layout
        self._marks_of = marks_of
        self._picks_of = picks_of
        self._readers: dict[str, Reader] = {}
        self._writers: dict[str, Writer] = {}
        self._names = {"Z": layout.zone_of, "__builtins__": {"max": max, "min": min}}

    def reader(self, expression: Expression) -> Reader:
        """A function that gives the expression's value."""
        return self.reader_of(self.source(expression))

    def reader_of(self, source: str) -> Reader:
        """The function for a source of ours."""
        reader = self._readers.get(source)
        if reader is None:
            reader = eval(f"lambda v, r: {source}", self._names)
            self._readers[source] = reader
        return reader

    def condition(self, expression: Expression) -> Reader | None:
        """A function that asks the condition, or nothing when it is certainly so."""
        return (
            None if isinstance(expression, Number) and expression.value else self.reader(expression)
        )

    def writer(self, effects: tuple[Effect, ...]) -> Writer | None:
        """A function that carries the effects out, left to right, or nothing when there is none."""
        if not effects:
            return None
        lines = [line for effect in effects for line in self._effect(effect)]
        source = "def f(v, r):\n" + "\n".join("    " + line for line in lines)
        writer = self._writers.get(source)
        if writer is None:
            made: dict[str, Writer] = {}
            exec(source, self._names, made)
            writer = self._writers[source] = made["f"]
        return writer

    def source(self, expression: Expression) -> str:
        """The Python for a ground expression."""
        return python(expression, self._leaf)

    def _leaf(self, leaf: Read | Call) -> str:
        return (
            f"v[{self._layout.slots[leaf.variable]}]"
            if isinstance(leaf, Read)
            else self._call(leaf)
        )

    def _call(self, call: Call) -> str:
        layout = self._layout
        if call.function in ("max", "min"):
            return f"{call.function}({', '.join(map(self.source, call.arguments))})"
        if call.function == "one":
            return f"(1 if {self.source(call.arguments[0])} else 0)"
        if call.function == "here":
            person = call.arguments[0]
            assert isinstance(person, Constant)
            return self._here(person.value)
        if call.function == "heard":
            return f"(r.heard >> {layout.echoes[call.name]} & 1)"
        if call.function == "ending":
            return f"(r.ending == {call.name!r})"
        scene, _, choice = call.name.partition(".")
        number = layout.scenes[scene]
        mark = f"r.marks[{number >> 5}][{number & 31}]"
        visits = f"r.visits[{number >> 5}] >> {(number & 31) << 4} & {MOST_VISITS}"
        if call.function == "visits":
            return f"({visits})"
        if call.function == "seen":
            return f"({visits} != 0)"
        if call.function == "taken":
            bits = sum(1 << (TAKEN + STRIDE * each) for each in self._marks_of(scene, choice))
            return f"({mark} & {bits:#x} != 0)"
        assert call.function == "picked", call
        return f"({mark} & {self._picks_of(scene):#x}).bit_count()"

    def _here(self, person: str) -> str:
        slots = self._layout.slots
        asked = []
        if f"{person}.alive" in slots:
            asked.append(f"v[{slots[f'{person}.alive']}]")
        if f"{person}.place" in slots:
            asked.append(f"v[{slots[f'{person}.place']}] == Z[v[{ROOM}]]")
        return "(" + (" and ".join(asked) or "1") + ")"

    def _effect(self, effect: Effect) -> list[str]:
        if isinstance(effect, Hear):
            # As a shift: Python writes no more than 4,300 decimal figures, and a source is short.
            lines = [f"r.heard |= 1 << {self._layout.echoes[effect.echo]}"]
        else:
            lines = self._change(effect)
        if effect.condition is None:
            return lines
        return [f"if {self.source(effect.condition)}:", *("    " + line for line in lines)]

    def _change(self, change: Change) -> list[str]:
        assert isinstance(change.target, Read)
        layout = self._layout
        slot = layout.slots[change.target.variable]
        variable = layout.variables[slot - 3]
        value = self.source(change.value)
        low, high = int(variable.low), int(variable.high)
        if change.sign == "=":
            if isinstance(change.value, Number | Constant):
                number = change.value.value if isinstance(change.value, Number) else int(value)
                return [f"v[{slot}] = {min(max(number, low), high)}"]
            if variable.kind == "flag":
                return [f"v[{slot}] = 1 if {value} else 0"]
            return [
                f"x = {value}",
                f"v[{slot}] = {low} if x < {low} else {high} if x > {high} else x",
            ]
        sum_line = f"x = v[{slot}] {RECKONED[change.sign[0]]} {value}"
        if isinstance(change.value, Number):
            rises = (change.value.value >= 0) == (change.sign == "+=")
            clamp = f"{high} if x > {high} else x" if rises else f"{low} if x < {low} else x"
            return [sum_line, f"v[{slot}] = {clamp}"]
        return [sum_line, f"v[{slot}] = {low} if x < {low} else {high} if x > {high} else x"]


__all__ = ["Code", "Reader", "Writer"]
