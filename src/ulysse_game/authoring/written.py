"""Conditions, effects and targets in the format's own notation, written back from their trees.

What is written compiles to the same tree again. It may differ from what the writer typed where
several sentences mean the same: ``not a is b`` comes back as ``a is not b``, and named expressions
come back written out unless their names are handed in (see ``named``). What only the compiler
makes, such as a chosen value, is written so that it can be understood. Nothing here works
anything out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from ulysse_game.story import (
    LEVEL_SEEN,
    And,
    Arithmetic,
    Bound,
    Call,
    Change,
    Choose,
    Clock,
    Compare,
    Constant,
    DrawBest,
    Effect,
    Expression,
    Field,
    Gather,
    Hear,
    Not,
    Number,
    Observe,
    Or,
    Presence,
    Read,
    Target,
    Variable,
    Walk,
    Within,
    World,
)

_JOINED, _TEST, _SUM, _PRODUCT, _UNARY, _ATOM = range(6)
"""How tightly a sentence holds together, from loose to tight; brackets go round looser ones."""


class Notation:
    """The notation of one story: its names of sets, its kinds of variables."""

    def __init__(self, world: World, defined: Mapping[Expression, str] | None = None) -> None:
        """The notation of this world's story; ``defined`` are trees that have a name."""
        self._defined = defined or {}
        self._variables = {each.name: each for each in world.variables}
        # What every person has, by its bare name: the `trust` of `p.trust`.
        self._stats = {each.name.rpartition(".")[2]: each for each in world.variables}
        self._sets = _sets_of(world)

    # -- conditions and values ------------------------------------------------------------------

    def expression(self, tree: Expression) -> str:
        """A condition or a value: ``simon.trust >= 2 and not asked_who``."""
        return self._of(tree, _JOINED)

    def operand(self, tree: Expression) -> str:
        """A condition as one part among others: in brackets where ``and`` or ``or`` joins it."""
        return self._of(tree, _TEST)

    def _of(self, tree: Expression, least: int) -> str:
        """``tree``, in brackets where it holds together less tightly than ``least``."""
        text, tightness = self._sentence(tree)
        return text if tightness >= least else f"({text})"

    def _sentence(self, tree: Expression) -> tuple[str, int]:
        if self._defined and tree in self._defined:
            return self._defined[tree], _ATOM
        match tree:
            case Number(value):
                return str(value), _ATOM if value >= 0 else _UNARY
            case Constant(_, value, _):
                return value, _ATOM
            case Read(name) | Bound(name) | Field(Bound(name) | Read(name), "level"):
                return name, _ATOM
            case Field(of, "level"):
                return self._of(of, _ATOM), _ATOM
            case Field(of, name):
                return f"{self._of(of, _ATOM)}.{name.partition(':')[0]}", _ATOM
            case Not(part):
                return self._denied(part)
            case And((Compare(">=", low, Number()), Compare("<=", high, Number()))) if low == high:
                return self._between(tree, "in", "is")
            case And(parts, sign) | Or(parts, sign):
                return f" {sign} ".join(self._of(part, _TEST) for part in parts), _JOINED
            case Compare(sign, left, right):
                return self._compared(sign, left, right), _TEST
            case Within(item, options):
                return f"{self._of(item, _SUM)} in {self._options(item, options)}", _TEST
            case Arithmetic(sign, left, right):
                return self._reckoned(sign, left, right)
            case Call():
                return self._called(tree)
            case Choose(condition, then, otherwise):
                asked = self._of(condition, _JOINED)
                answers = f"{self._of(then, _SUM)} if {asked}, else {self._of(otherwise, _SUM)}"
                return f"({answers})", _ATOM
            case Gather(function, gathered, walk):
                value = "" if gathered is None else f"{self._of(gathered, _SUM)} for "
                return f"{function}({value}{self.walk(walk)})", _ATOM
        assert_never(tree)

    def _denied(self, part: Expression) -> tuple[str, int]:
        """The opposite of ``part``, where there is a word for it by that word."""
        if self._defined and part in self._defined:
            return f"not {self._defined[part]}", _TEST
        match part:
            case Compare("is", left, right):
                return self._compared("is not", left, right), _TEST
            case Call("ending", name, _):
                return f"ending is not {name}", _TEST
            case Within(item, options):
                return f"{self._of(item, _SUM)} not in {self._options(item, options)}", _TEST
            case And((Compare(">=", low, Number()), Compare("<=", high, Number()))) if low == high:
                return self._between(part, "not in", "is not")
        return f"not {self._of(part, _TEST)}", _TEST

    def _between(self, tree: And, word: str, band_word: str) -> tuple[str, int]:
        """A range of numbers, by the name of its band if it is one."""
        low, high = tree.parts
        assert isinstance(low, Compare)
        assert isinstance(high, Compare)
        item, ends = self._of(low.left, _SUM), (low.right, high.right)
        variable = self._variable(low.left)
        for band, lowest, highest in _bands(variable):
            if ends == (Number(lowest), Number(highest)):
                return f"{item} {band_word} {band}", _TEST
        first, last = (self._of(end, _SUM) for end in ends)
        return f"{item} {word} {first}..{last}", _TEST

    def _compared(self, sign: str, left: Expression, right: Expression) -> str:
        return f"{self._of(left, _SUM)} {sign} {self._answer(left, right)}"

    def _answer(self, left: Expression, right: Expression) -> str:
        """What stands after ``is`` or ``=``: a bare name there is first a value of the left."""
        text = self._of(right, _SUM)
        variable = self._variable(left)
        is_hidden = (
            variable is not None
            and isinstance(right, (Read, Bound))
            and (text in variable.values or any(text == band for band, _ in variable.bands))
        )
        return f"({text})" if is_hidden else text

    def _options(self, item: Expression, options: tuple[Expression, ...]) -> str:
        if options in self._sets:
            return self._sets[options]
        return f"({', '.join(self._answer(item, each) for each in options)})"

    def _reckoned(self, sign: str, left: Expression, right: Expression) -> tuple[str, int]:
        if (sign, left) == ("-", Number(0)) and not isinstance(right, Number):
            return f"-{self._of(right, _ATOM)}", _UNARY
        own = _SUM if sign in "+-" else _PRODUCT
        return f"{self._of(left, own)} {sign} {self._of(right, own + 1)}", own

    def _called(self, call: Call) -> tuple[str, int]:
        match call:
            case Call("here", _, (person,)):
                return f"{self._of(person, _ATOM)}.here", _ATOM
            case Call("ending", name, _):
                return f"ending is {name}", _TEST
            case Call("picked", _, _):
                return "picked", _ATOM
            case Call("one", _, (condition,)):
                return f"(1 if {self._of(condition, _JOINED)}, else 0)", _ATOM
            case Call(function, "", arguments):
                given = ", ".join(self._of(each, _SUM) for each in arguments)
                return f"{function}({given})", _ATOM
            case Call(function, name, _):
                return f"{function}({name})", _ATOM

    def walk(self, walk: Walk) -> str:
        """A loop: ``p in ours if p.here``."""
        members = self._sets.get(walk.members) or _range(walk.members)
        listed = members or f"({', '.join(self._of(each, _ATOM) for each in walk.members)})"
        return f"{walk.name} in {listed}{self._asked(walk.condition)}"

    # -- what happens ---------------------------------------------------------------------------

    def effects(self, effects: Iterable[Effect]) -> str:
        """Effects, commas between: ``gap_log = filled, ethics -= 1``."""
        return ", ".join(self.effect(each) for each in effects)

    def effect(self, effect: Effect) -> str:
        """One effect; what prose lifts as an echo is written as ``heard(echo)``."""
        asked = self._asked(effect.condition)
        if isinstance(effect, Hear):
            return f"heard({effect.echo}){asked}"
        each = "" if effect.walk is None else f" for {self.walk(effect.walk)}"
        return f"{self._change(effect)}{each}{asked}"

    def _change(self, change: Change) -> str:
        name = self._of(change.target, _ATOM)
        if change.sign == "=" and self._is_flag(change.target):
            if isinstance(change.value, Number):
                return name if change.value.value else f"not {name}"
            return f"{name} = {self._of(change.value, _JOINED)}"
        return f"{name} {change.sign} {self._answer(change.target, change.value)}"

    def observe(self, observe: Observe) -> str:
        """``obs_01 if jeanne.fatigue < 8``."""
        return f"{observe.observation}{self._asked(observe.condition)}"

    def target(self, target: Target) -> str:
        """``scene odds 2 if condition``, or ``draw deck else scene``."""
        if isinstance(target, DrawBest):
            return f"draw {target.deck} else {target.otherwise}"
        odds = f" odds {target.odds}" if target.odds else ""
        return f"{target.scene}{odds}{self._asked(target.condition)}"

    def _asked(self, condition: Expression | None) -> str:
        return "" if condition is None else f" if {self.expression(condition)}"

    # -- what names are -------------------------------------------------------------------------

    def _variable(self, tree: Expression) -> Variable | None:
        match tree:
            case Read(name):
                return self._variables.get(name)
            case Field(_, name):
                return self._stats.get(name)
            case _:
                return None

    def _is_flag(self, target: Expression) -> bool:
        variable = self._variable(target)
        return variable is not None and variable.kind == "flag"


def clock(clock: Clock) -> str:
    """``+1h20m``, ``sol 4 21:40`` or ``next sol 06:30``."""
    hours, minutes = divmod(clock.minutes, 60)
    if clock.kind == "after":
        return (
            f"+{hours}h{minutes}m"
            if hours and minutes
            else f"+{hours}h"
            if hours
            else (f"+{minutes}m")
        )
    day = "next sol" if clock.kind == "next" else f"sol {clock.sol}"
    return f"{day} {hours:02}:{minutes:02}"


def cast(cast: Iterable[Presence]) -> str:
    """Who is here: ``simon, eva?, martin (radio)``."""
    return ", ".join(
        f"{each.person}{'?' if each.maybe else ''}{' (radio)' if each.radio else ''}"
        for each in cast
    )


def without_observing(effects: Iterable[Effect], observe: Observe | None) -> tuple[Effect, ...]:
    """``effects`` without the one that ``observe`` brings with it: that has a key of its own."""
    found = tuple(effects)
    if observe is None:
        return found
    sets = (Read(observe.observation), LEVEL_SEEN)
    places = (
        place
        for place, each in enumerate(found)
        if isinstance(each, Change) and (each.target, each.value) == sets
    )
    first = next(places, len(found))
    return found[:first] + found[first + 1 :]


def _bands(variable: Variable | None) -> Iterable[tuple[str, int, int]]:
    """The bands of a stat, each with its lowest and highest number."""
    if variable is None or not variable.bands:
        return
    lows = [low for _, low in variable.bands]
    highs = [*(low - 1 for low in lows[1:]), variable.high]
    for (band, low), high in zip(variable.bands, highs, strict=True):
        yield band, low, high


def _range(members: tuple[Expression, ...]) -> str:
    """``1..8``, if these are numbers that follow one another."""
    numbers = [each.value for each in members if isinstance(each, Number)]
    is_range = len(numbers) == len(members) > 0
    return f"{numbers[0]}..{numbers[-1]}" if is_range else ""


def _sets_of(world: World) -> dict[tuple[Expression, ...], str]:
    """The declared sets that a loop may walk, by their members."""
    numbers = {person.id: n for n, person in enumerate(world.people, 1)}
    seen = tuple(
        (each.chapter, Constant("observation", each.id, n))
        for n, each in enumerate(world.observations)
    )
    found: dict[tuple[Expression, ...], str] = {}
    for chapter in dict.fromkeys(where for where, _ in seen):
        found[tuple(one for where, one in seen if where == chapter)] = f"observations.{chapter}"
    found[tuple(one for _, one in seen)] = "observations"
    for name, ids in reversed(world.sets):
        found[tuple(Constant("person", id, numbers[id]) for id in ids)] = name
    found[tuple(Constant("person", id, n) for id, n in numbers.items())] = "people"
    found.pop((), None)
    return found


__all__ = ["Notation", "cast", "clock", "without_observing"]
