"""What makes a difference in a scene: the tests that its choices, its texts and its ways on ask.

A condition is taken apart into single tests, each told in words for yes and for no:
``simon.stress is raw``, ``not asked_who``. Two that mean the same are one. Nothing here plays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ulysse_game.authoring.arriving.aim import Aim
from ulysse_game.authoring.written import Notation
from ulysse_game.engine import Binding, Machine
from ulysse_game.explore.content import Seen, seen_of
from ulysse_game.story import (
    NO,
    YES,
    And,
    Arithmetic,
    Call,
    Choice,
    Choose,
    Compare,
    Expression,
    Go,
    GroundChoice,
    Not,
    Number,
    Or,
    Place,
    Variable,
    Within,
    evaluate,
    ground,
    negate,
    reads,
)

LONGEST = 80
"""Characters of a test; what is longer says nothing to a reader, and counts as no difference."""
MOST_VALUES = 300
"""A variable of more values is told by its condition, not by where that holds."""


class Trait(NamedTuple):
    """One test that a scene makes: its ``condition`` (ground), in words for yes and for no."""

    yes: str
    no: str
    condition: Expression


def traits_of(machine: Machine, aim: Aim) -> tuple[Trait, ...]:
    """The tests of a scene: its choices' first, then its texts', then those of its ways on."""
    teller = _Teller(machine)
    found: dict[str, Trait] = {}
    for place in machine.places_of(aim.scene):
        if aim.location in ("", place.location):
            for condition in _asked(machine, place):
                for atom in _atoms(condition):
                    test = teller.test(atom)
                    if test is not None and test.no not in found:
                        found.setdefault(test.yes, test)
    return tuple(found.values())


def _asked(machine: Machine, place: Place) -> Iterator[Expression]:
    """The conditions of a place, in the order of their weight for a page."""
    choices = [each for each in place.choices if isinstance(each, GroundChoice)]
    for choice in choices:
        yield choice.condition
        yield from (lock.condition for lock in choice.locks)
    scene = place.scene
    yield from _of_text(machine, scene.id, place.binding)
    for choice in choices:
        yield from _of_text(machine, f"{scene.id}.{choice.written}", choice.binding)
        yield from _of_text(machine, f"{scene.id}.{choice.written}.then", choice.binding)
    for card in machine.card_marks(scene.id):
        yield from _of_text(machine, f"{card}.offer", ())
    yield from (each.condition for each in place.next if isinstance(each, Go) and each.condition)
    written = {each.id: each for each in scene.choices if isinstance(each, Choice)}
    for choice in choices:
        yield from (each.condition for each in choice.effects if each.condition is not None)
        observe = written[choice.written].observe
        if observe is not None and observe.condition is not None:
            yield ground(observe.condition, dict(choice.binding), machine.layout.facts)


def _of_text(machine: Machine, line_id: str, binding: Binding) -> Iterator[Expression]:
    block = machine.story.text(line_id, machine.story.world.language)
    if block is not None:
        yield from _flat(seen_of(block, dict(binding), machine.layout.facts, machine.story))


def _flat(seen: Iterable[Seen]) -> Iterator[Expression]:
    for each in seen:
        yield each.condition
        yield from _flat(each.parts)


def _atoms(condition: Expression) -> Iterator[Expression]:
    """The single tests in a condition, those that count visits left out."""
    match condition:
        case And(parts, _) | Or(parts, _):
            if len(reads(condition)) == 1 and not _has_call(condition):
                yield condition  # a range of one variable is one test
            else:
                for part in parts:
                    yield from _atoms(part)
        case Not(part):
            yield from _atoms(part)
        case Number():
            return
        case _:
            if not _has_call(condition, ("max", "visits", "picked")):
                yield condition


def _has_call(tree: object, functions: tuple[str, ...] = ()) -> bool:
    if isinstance(tree, Call):
        return not functions or tree.function in functions or _has_call(tree.arguments, functions)
    if isinstance(tree, Choose | Arithmetic | Compare | Within | And | Or | Not):
        return any(_has_call(part, functions) for part in tree)
    return isinstance(tree, tuple) and any(_has_call(part, functions) for part in tree)


class _Teller:
    """Tells tests in the format's own notation, by the values they single out."""

    def __init__(self, machine: Machine) -> None:
        world = machine.story.world
        self.notation = Notation(world)
        self.variables = {each.name: each for each in world.variables}

    def test(self, atom: Expression) -> Trait | None:
        """The test of an atom; nothing for one that is always, or never, so."""
        if atom in (YES, NO):
            return None
        names = reads(atom)
        if len(names) == 1 and not _has_call(atom):
            variable = self.variables.get(next(iter(names)))
            if variable is not None and _size(variable) <= MOST_VALUES:
                return self._of_values(variable, atom)
        yes, no = self.notation.expression(atom), self.notation.expression(negate(atom))
        return Trait(yes, no, atom) if max(len(yes), len(no)) <= LONGEST else None

    def _of_values(self, variable: Variable, atom: Expression) -> Trait | None:
        low, high = variable.low, variable.low + _size(variable) - 1
        every = range(low, high + 1)
        yes = [number for number in every if evaluate(atom, {variable.name: number})]
        no = [number for number in every if number not in yes]
        if not yes or not no:
            return None
        return Trait(_one_of(variable, yes), _one_of(variable, no), atom)


def _size(variable: Variable) -> int:
    return len(variable.values) or variable.high - variable.low + 1


def _one_of(variable: Variable, numbers: list[int]) -> str:
    """That a variable holds one of these numbers, in as few words as it takes."""
    name = variable.name
    if variable.kind == "flag":
        return name if numbers == [1] else f"not {name}"
    if variable.values:
        return _listed(name, [variable.values[number] for number in numbers], variable.values)
    bands = _bands(variable)
    whole = [band for band, part in bands if part and set(part) <= set(numbers)]
    covered = {number for band, part in bands if band in whole for number in part}
    if whole and covered == set(numbers):
        return _listed(name, whole, tuple(band for band, _ in bands))
    first, last = numbers[0], numbers[-1]
    if numbers == list(range(first, last + 1)) and first != last:
        if last == variable.high:
            return f"{name} >= {first}"
        return f"{name} <= {last}" if first == variable.low else f"{name} in {first}..{last}"
    missing = sorted(set(range(variable.low, variable.high + 1)) - set(numbers))
    if len(missing) < len(numbers):
        return f"{name} {_among(missing, 'is not', 'not in')}"
    return f"{name} {_among(numbers, 'is', 'in')}"


def _among(numbers: list[int], one: str, some: str) -> str:
    """``is 7``, ``in 2..4``, ``in (1, 4)``, with these words for one number and for several."""
    first, last = numbers[0], numbers[-1]
    if first == last:
        return f"{one} {first}"
    if numbers == list(range(first, last + 1)):
        return f"{some} {first}..{last}"
    return f"{some} ({', '.join(map(str, numbers))})"


def _listed(name: str, words: list[str], every: tuple[str, ...]) -> str:
    if len(words) == 1:
        return f"{name} is {words[0]}"
    missing = [each for each in every if each not in words]
    if len(missing) == 1:
        return f"{name} is not {missing[0]}"
    return f"{name} in ({', '.join(words)})"


def _bands(variable: Variable) -> list[tuple[str, range]]:
    lows = [low for _, low in variable.bands]
    ends = [*lows[1:], variable.high + 1][: len(lows)]
    return [(name, range(low, end)) for (name, low), end in zip(variable.bands, ends, strict=True)]


__all__ = ["Trait", "traits_of"]
