"""A graph's cells and conditions in the writer's own words.

Cells go by the names of variables and of what the engine remembers; a report says ``seen(hub)``
and ``route is ground`` as a story file would. Nothing here works anything out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ulysse_game.engine import Machine
from ulysse_game.explore.tree import names_in
from ulysse_game.story import (
    And,
    Arithmetic,
    Call,
    Choose,
    Compare,
    Constant,
    Expression,
    GroundChoice,
    Not,
    Number,
    Or,
    Read,
    Variable,
    Within,
)

LONGEST = 100
"""Characters of a condition that a report shows."""


class Phrases:
    """The words for one story."""

    def __init__(self, machine: Machine) -> None:
        """The words for this machine's story."""
        self._machine = machine
        self._variables = {each.name: each for each in machine.story.world.variables}

    def cell(self, name: str) -> str:
        """A cell as a writer would ask for it: ``simon.trust``, ``visits(hub)``, ``the clock``."""
        kind, _, rest = name.partition(":")
        match kind:
            case "@minute":
                return "the clock"
            case "@visits":
                return f"visits({rest})"
            case "@taken":
                return f"taken({rest})"
            case "@heard":
                return f"heard({rest})"
            case "@spent" | "@picked":
                done = "spent" if kind == "@spent" else "picked"
                return f"{self._choice(*rest.split('#'))} {done}"
            case "@fired" | "@was":
                return f"rule.{rest} {'acted' if kind == '@fired' else 'held'}"
            case _:
                return name

    def family(self, name: str) -> str:
        """What is told in one line with others of its kind: the picks of one scene, say."""
        kind, _, rest = name.partition(":")
        scene = rest.partition("#")[0]
        if kind == "@picked":
            return f"the picks of {scene}"
        return f"the once-only choices of {scene}" if kind == "@spent" else self.cell(name)

    def condition(self, expression: Expression) -> str:
        """A condition in one line, cut where it is long; ``pick`` and ``once`` by their keys."""
        kinds = {name.partition(":")[0] for name in names_in(expression)}
        if kinds in ({"@picked"}, {"@spent"}):
            return "pick" if kinds == {"@picked"} else "once"
        return _cut(self._of(expression, False))

    def effect(self, name: str, value: Expression) -> str:
        """That the cell of this name takes a value: ``simon.trust += 1 if asked``."""
        match value:
            case Choose(condition, then, otherwise) if otherwise == Read(name):
                return _cut(f"{self.effect(name, then)} if {self._of(condition, False)}")
            case Arithmetic("+" | "-" as sign, left, right) if left == Read(name):
                return _cut(f"{self.cell(name)} {sign}= {self._of(right, False)}")
            case _:
                return _cut(f"{self.cell(name)} = {self._of(value, False)}")

    def _choice(self, scene: str, mark: str) -> str:
        for place in self._machine.places_of(scene):
            for choice in place.choices:
                if isinstance(choice, GroundChoice) and choice.mark == int(mark):
                    return f"{place.location}.{choice.id}"
        cards = self._machine.card_marks(scene)
        return next((f"{scene}.{card}" for card, n in cards.items() if n == int(mark)), scene)

    def _of(self, expression: Expression, is_part: bool) -> str:
        match expression:
            case Number(number) | Constant(_, _, number):
                return str(number)
            case Read(name):
                return self.cell(name)
            case Not(Compare("is", left, right)):
                return self._compared("is not", left, right)
            case Not(part):
                return f"not {self._of(part, True)}"
            case And(parts, sign) | Or(parts, sign):
                text = f" {sign} ".join(self._of(part, True) for part in parts)
                return f"({text})" if is_part else text
            case Compare(sign, left, right):
                return self._compared(sign, left, right)
            case Within(item, options):
                variable = self._variable(item)
                return f"{self._of(item, True)} in ({self._values(variable, options)})"
            case Arithmetic(sign, left, right):
                return f"{self._of(left, True)} {sign} {self._of(right, True)}"
            case Choose(condition, Number(1), Number(0)):
                return f"({self._of(condition, False)})"
            case Choose(condition, then, otherwise):
                asked = self._of(condition, False)
                return f"({self._of(then, True)} if {asked}, else {self._of(otherwise, True)})"
            case Call(function, _, arguments):
                return f"{function}({', '.join(self._of(each, False) for each in arguments)})"
            case _:
                raise TypeError(f"not lowered: {expression}")

    def _compared(self, sign: str, left: Expression, right: Expression) -> str:
        turn = _turn_of(left)
        if turn is not None and isinstance(right, Number):
            return self._visited(turn, sign, right.value)
        if isinstance(left, Read) and left.variable.startswith("@visits:") and right == Number(0):
            scene = left.variable.partition(":")[2]
            if sign in (">", "is"):
                return f"seen({scene})" if sign == ">" else f"not seen({scene})"
        return f"{self._of(left, True)} {sign} {self._value(self._variable(left), sign, right)}"

    def _visited(self, turn: _Turn, sign: str, number: int) -> str:
        """The visits at which a text of a sequence has its turn; ``number`` were before them."""
        visits = self._of(turn.visits, True)
        if turn.round:
            first = f"{number + 1}, {number + 1 + turn.round}, {number + 1 + 2 * turn.round} …"
            return f"{visits} {sign} {first}"
        if number == 0 and sign in ("is", "is not"):
            return f"{visits} {'<= 1' if sign == 'is' else '>= 2'}"
        return f"{visits} {sign} {number + 1}"

    def _variable(self, expression: Expression) -> Variable | None:
        return self._variables.get(expression.variable) if isinstance(expression, Read) else None

    def _values(self, variable: Variable | None, options: Sequence[Expression]) -> str:
        return ", ".join(self._value(variable, "is", each) for each in options)

    def _value(self, variable: Variable | None, sign: str, value: Expression) -> str:
        """A value by its word, a threshold by its band's."""
        if variable is not None and isinstance(value, Number):
            if variable.values and 0 <= value.value < len(variable.values):
                return variable.values[value.value]
            for band, low in variable.bands:
                if low == value.value and sign in ("<", ">=") and low > variable.low:
                    return band
        return self._of(value, True)


class _Turn(NamedTuple):
    """What decides which text of a sequence is read: visits, and after how many it begins anew."""

    visits: Read
    round: int


def _turn_of(expression: Expression) -> _Turn | None:
    """The turn that an expression counts: the visits before this one, or what is left of rounds."""
    match expression:
        case Call("max", _, (Arithmetic("-", Read() as visits, Number(1)), Number(0))):
            return _Turn(visits, 0) if visits.variable.startswith("@visits:") else None
        case Arithmetic(
            "-", before, Arithmetic("*", Arithmetic("/", again, Number(length)), Number(by))
        ) if before == again and length == by:
            found = _turn_of(before)
            return None if found is None else found._replace(round=length)
        case _:
            return None


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


__all__ = ["Phrases"]
