"""A condition at one moment of a play, part by part: what is asked, whether it holds, and by what.

A moment is a state or the event of a text being read. Everything here is a pure function of the
story and that moment. It plays nothing and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from ulysse_game.authoring.written import Notation
from ulysse_game.engine import FIRST, ROOM, Machine, Shown, State
from ulysse_game.story import (
    YES,
    And,
    Call,
    Constant,
    Expression,
    Or,
    Variable,
    ground,
    reads,
)

When: TypeAlias = State | Shown
"""A moment at which a condition can be asked."""

MOST_READINGS = 4
"""So many values are told of one test; a walk over everybody would read a hundred."""


class Reading(NamedTuple):
    """What something is now: ``simon.trust`` and ``1``; the number where a band names it too."""

    name: str
    value: str
    number: str = ""


class Truth(NamedTuple):
    """A condition and whether it holds.

    A group has a ``sign`` (``and``, ``or``) and its ``parts``; a test has its ``readings``, of
    which ``more`` were left out.
    """

    written: str
    holds: bool
    readings: tuple[Reading, ...] = ()
    parts: tuple[Truth, ...] = ()
    sign: str = ""
    more: int = 0


class Asker:
    """Asks the conditions of one story."""

    def __init__(self, machine: Machine) -> None:
        """Of this machine's story."""
        self.machine = machine
        self.notation = Notation(machine.story.world)
        self.variables = {each.name: each for each in machine.story.world.variables}

    def grounded(self, tree: Expression, binding: Mapping[str, Expression]) -> Expression:
        """``tree`` with what a loop binds put in."""
        return ground(tree, binding, self.machine.layout.facts)

    def number(
        self, tree: Expression, when: When, binding: Mapping[str, Expression] | None = None
    ) -> int:
        """What an expression gives at a moment."""
        ready = self.grounded(tree, binding or {})
        return int(self.machine.code.reader(ready)(when.values, when))

    def truth(
        self,
        tree: Expression | None,
        when: When,
        binding: Mapping[str, Expression] | None = None,
    ) -> Truth | None:
        """A condition at a moment; nothing where there is none, or where it is always yes."""
        if tree is None or tree == YES:
            return None
        return self._truth(tree, when, binding or {})

    def _truth(self, tree: Expression, when: When, binding: Mapping[str, Expression]) -> Truth:
        holds = bool(self.number(tree, when, binding))
        written = self.notation.expression(self.grounded(tree, binding) if binding else tree)
        is_range = "in" in written.split() or " is " in written
        if isinstance(tree, (And, Or)) and not (
            len(tree.parts) == 2 and _is_one(written, is_range)
        ):
            parts = tuple(self._truth(part, when, binding) for part in _flat(tree))
            return Truth(written, holds, parts=parts, sign=tree.sign)
        readings = self.readings(tree, when, binding)
        left = readings[:MOST_READINGS]
        return Truth(written, holds, left, more=len(readings) - len(left))

    def readings(
        self, tree: Expression, when: When, binding: Mapping[str, Expression] | None = None
    ) -> tuple[Reading, ...]:
        """What an expression looks at, as it is at a moment; a bare flag says so by itself."""
        ready = self.grounded(tree, binding or {})
        found = [
            self.reading(name, when) for name in sorted(reads(ready)) if name in self.variables
        ]
        found += [self._place(when)] if "@room" in reads(ready) and _zones(ready) else []
        found += [
            Reading(self.notation.expression(call), str(self.number(call, when)))
            for call in _calls(ready)
        ]
        return tuple(found)

    def reading(self, name: str, when: When) -> Reading:
        """A variable as it is at a moment."""
        number = when.values[self.machine.layout.slots[name]]
        return self.reading_of(self.variables[name], number)

    def reading_of(self, variable: Variable, number: int) -> Reading:
        """A variable as it would be with this value."""
        word = value_of(variable, number)
        has_band = _is_stat(variable) and word != str(number)
        return Reading(variable.name, word, str(number) if has_band else "")

    def _place(self, when: When) -> Reading:
        layout, world = self.machine.layout, self.machine.story.world
        zone = layout.zone_of[when.values[ROOM]]
        return Reading("zone", world.zones[zone] if zone >= 0 else "nowhere")

    def values(self, when: When) -> tuple[int, ...]:
        """The variables' numbers, in declared order."""
        return when.values[FIRST:]


def value_of(variable: Variable, number: int) -> str:
    """A value in the format's own words: ``yes``, ``filled``, ``raw``, ``martin``, ``7``."""
    if variable.kind == "flag":
        return "yes" if number else "no"
    if variable.values and 0 <= number < len(variable.values):
        return variable.values[number]
    band = ""
    for name, low in variable.bands:
        if number >= low:
            band = name
    return band or str(number)


def in_room(when: State, room: int) -> State:
    """The moment as seen from another room; room 0 is the one where it is."""
    if not room:
        return when
    values = list(when.values)
    values[ROOM] = room
    return when._replace(values=tuple(values))


def _flat(tree: And | Or) -> list[Expression]:
    """The parts of a group, those of groups of its own kind among them."""
    found: list[Expression] = []
    for part in tree.parts:
        is_group = isinstance(part, And | Or) and part.sign == tree.sign and len(part.parts) > 2
        found += _flat(part) if is_group and isinstance(part, And | Or) else [part]
    return found


def _is_stat(variable: Variable) -> bool:
    return variable.kind in ("stat", "timer")


def _is_one(written: str, is_range: bool) -> bool:
    """Whether two bounds came back as one sentence: ``simon.trust is warm``, ``x in 2..4``."""
    return is_range and " and " not in written and " or " not in written


def _zones(tree: Expression) -> bool:
    return any(True for _ in _parts(tree, "here"))


def _calls(tree: Expression) -> list[Call]:
    """The questions in a tree that no variable answers and that have a number worth telling."""
    found = [call for name in ("visits", "picked") for call in _parts(tree, name)]
    return list(dict.fromkeys(found))


def _parts(tree: object, function: str) -> list[Call]:
    if isinstance(tree, Call) and tree.function == function:
        return [tree]
    if isinstance(tree, tuple) and not isinstance(tree, Constant):
        return [call for part in tree for call in _parts(part, function)]
    return []


__all__ = ["Asker", "Reading", "Truth", "When", "in_room", "value_of"]
