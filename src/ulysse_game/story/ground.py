"""Putting an item in the place of what a loop binds.

``ground`` turns a written expression into one that only reads variables: bound names become
their items, walks are unrolled, what is then certain is worked out. It is the one meaning of
loops; compiler, engine, lint and explorer all use it.
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
    Walk,
    Within,
)
from ulysse_game.story.scene import Change, Effect, Hear
from ulysse_game.story.world import World

Binding = Mapping[str, Expression]
"""What each bound name stands for: a ``Constant`` or a ``Number``."""

YES = Number(1)
NO = Number(0)
NOBODY = Constant("person", "nobody", 0)
LEVEL_UNSEEN = Constant("word", "unseen", 0)
LEVEL_SEEN = Constant("word", "seen", 1)


class Facts:
    """What never changes about people and observations, looked up while grounding."""

    def __init__(self, world: World) -> None:
        """The facts of this world."""
        self.people = tuple(person.id for person in world.people)
        self.person_index = {"nobody": 0} | {id: n for n, id in enumerate(self.people, 1)}
        self.gender = {person.id: person.gender for person in world.people}
        self.vowel = {person.id: dict(person.vowel) for person in world.people}
        self.of = {each.id: each.of for each in world.observations}
        self.to = {each.id: each.to for each in world.observations}
        self.variables = {variable.name: variable for variable in world.variables}

    def person(self, id: str) -> Constant:
        """The person ``id``, or nobody, as a value."""
        return Constant("person", id, self.person_index[id])


def ground(expression: Expression, binding: Binding, facts: Facts) -> Expression:
    """``expression`` with every bound name replaced, every walk unrolled, constants folded."""
    match expression:
        case Number() | Constant() | Read():
            return expression
        case Bound(name):
            return binding.get(name, expression)
        case Field(of, name):
            return _field(ground(of, binding, facts), name, facts)
        case Not(part):
            return negate(ground(part, binding, facts))
        case And(parts):
            return conjunction(tuple(ground(part, binding, facts) for part in parts))
        case Or(parts):
            return disjunction(tuple(ground(part, binding, facts) for part in parts))
        case Compare(sign, left, right):
            return _compare(sign, ground(left, binding, facts), ground(right, binding, facts))
        case Within(item, options):
            return _within(
                ground(item, binding, facts),
                tuple(ground(option, binding, facts) for option in options),
            )
        case Arithmetic(sign, left, right):
            return _arithmetic(sign, ground(left, binding, facts), ground(right, binding, facts))
        case Call(function, name, arguments):
            return Call(function, name, tuple(ground(each, binding, facts) for each in arguments))
        case Choose(condition, then, otherwise):
            return choose(
                ground(condition, binding, facts),
                ground(then, binding, facts),
                ground(otherwise, binding, facts),
            )
        case Gather():
            return _gather(expression, binding, facts)
    assert_never(expression)


def members(walk: Walk, binding: Binding, facts: Facts) -> list[tuple[Expression, Expression]]:
    """Each item of ``walk`` with its ground condition, those certainly left out dropped."""
    found = []
    for member in walk.members:
        item = ground(member, binding, facts)
        condition = (
            YES
            if walk.condition is None
            else ground(walk.condition, {**binding, walk.name: item}, facts)
        )
        if condition != NO:
            found.append((item, condition))
    return found


def ground_effects(
    effects: tuple[Effect, ...], binding: Binding, facts: Facts
) -> tuple[Effect, ...]:
    """The effects with every walk unrolled, those whose condition is certainly no dropped."""
    done: list[Effect] = []
    for effect in effects:
        if isinstance(effect, Hear):
            condition = _condition(effect.condition, binding, facts)
            if condition != NO:
                done.append(Hear(effect.echo, None if condition == YES else condition))
            continue
        if effect.walk is None:
            _ground_change(effect, binding, facts, YES, done)
            continue
        for item, asked in members(effect.walk, binding, facts):
            _ground_change(effect, {**binding, effect.walk.name: item}, facts, asked, done)
    return tuple(done)


def _ground_change(
    effect: Change, binding: Binding, facts: Facts, asked: Expression, done: list[Effect]
) -> None:
    condition = conjunction((asked, _condition(effect.condition, binding, facts)))
    if condition == NO:
        return
    target = ground(effect.target, binding, facts)
    if isinstance(target, Constant) and target.kind == "observation":
        target = Read(target.value)
    assert isinstance(target, Read), target
    value = ground(effect.value, binding, facts)
    done.append(Change(target, effect.sign, value, None, None if condition == YES else condition))


def _condition(condition: Expression | None, binding: Binding, facts: Facts) -> Expression:
    return YES if condition is None else ground(condition, binding, facts)


def negate(part: Expression) -> Expression:
    """Not ``part``, worked out where it is certain."""
    match part:
        case Number(value):
            return NO if value else YES
        case Not(inner):
            return inner
        case _:
            return Not(part)


def conjunction(parts: tuple[Expression, ...]) -> Expression:
    """All of ``parts``."""
    kept = tuple(part for part in parts if not (isinstance(part, Number) and part.value))
    if any(part == NO for part in kept):
        return NO
    return YES if not kept else kept[0] if len(kept) == 1 else And(kept)


def disjunction(parts: tuple[Expression, ...]) -> Expression:
    """Any of ``parts``."""
    kept = tuple(part for part in parts if part != NO)
    if any(isinstance(part, Number) and part.value for part in kept):
        return YES
    return NO if not kept else kept[0] if len(kept) == 1 else Or(kept)


def choose(condition: Expression, then: Expression, otherwise: Expression) -> Expression:
    """``then`` or ``otherwise``, the certain one where the condition is certain."""
    if isinstance(condition, Number):
        return then if condition.value else otherwise
    return then if then == otherwise else Choose(condition, then, otherwise)


def _number(value: bool) -> Number:
    return YES if value else NO


def _compare(sign: str, left: Expression, right: Expression) -> Expression:
    if sign == "is":
        if left == right:
            return YES
        certain = (Number, Constant)
        if isinstance(left, certain) and isinstance(right, certain):
            return NO
        return Compare(sign, left, right)
    if isinstance(left, Number) and isinstance(right, Number):
        a, b = left.value, right.value
        return _number({"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[sign])
    return Compare(sign, left, right)


def _within(item: Expression, options: tuple[Expression, ...]) -> Expression:
    if item in options:
        return YES
    certain = (Number, Constant)
    if isinstance(item, certain):
        options = tuple(option for option in options if not isinstance(option, certain))
    if not options:
        return NO
    return Compare("is", item, options[0]) if len(options) == 1 else Within(item, options)


def _arithmetic(sign: str, left: Expression, right: Expression) -> Expression:
    if isinstance(left, Number) and isinstance(right, Number):
        a, b = left.value, right.value
        if sign == "/":
            return Number(a // b) if b else NO
        return Number(a + b if sign == "+" else a - b if sign == "-" else a * b)
    return Arithmetic(sign, left, right)


def _gather(gather: Gather, binding: Binding, facts: Facts) -> Expression:
    walk = gather.walk
    found = members(walk, binding, facts)
    if gather.function == "any":
        return disjunction(tuple(condition for _, condition in found))
    if gather.function == "count":
        return _total([(YES, condition) for _, condition in found])
    if gather.function == "first":
        answer: Expression = NOBODY
        for item, condition in reversed(found):
            answer = choose(condition, item, answer)
        return answer
    assert gather.value is not None
    value = gather.value
    valued = [
        (item, condition, ground(value, {**binding, walk.name: item}, facts))
        for item, condition in found
    ]
    if gather.function == "sum":
        return _total([(worth, condition) for _, condition, worth in valued])
    return _most(valued)


def _total(parts: list[tuple[Expression, Expression]]) -> Expression:
    """The sum, halves of halves: a long walk must not become a deep tree."""
    terms: list[Expression] = []
    for worth, condition in parts:
        term = choose(condition, worth, NO)
        if term == Choose(condition, YES, NO):
            term = Call("one", "", (condition,))
        if term != NO:
            terms.append(term)
    while len(terms) > 1:
        odd = terms[len(terms) & ~1 :]
        pairs = zip(terms[::2], terms[1::2], strict=False)
        terms = [_arithmetic("+", left, right) for left, right in pairs] + odd
    return terms[0] if terms else NO


def _most(valued: list[tuple[Expression, Expression, Expression]]) -> Expression:
    """The first item that no earlier one equals and no later one beats."""
    answer: Expression = NOBODY
    for place in reversed(range(len(valued))):
        item, condition, worth = valued[place]
        beaten: list[Expression] = [condition]
        for other, (_, asked, rival) in enumerate(valued):
            if other != place:
                sign = ">" if other < place else ">="
                beaten.append(disjunction((negate(asked), _compare(sign, worth, rival))))
        answer = choose(conjunction(tuple(beaten)), item, answer)
    return answer


def _field(of: Expression, name: str, facts: Facts) -> Expression:
    match of:
        case Constant("person", id, _):
            return _of_person(id, name, facts)
        case Constant("observation", id, _):
            if name == "level":
                return Read(id)
            return facts.person(facts.of[id] if name == "of" else facts.to[id])
        case Read() | Choose():
            answer = _of_person("nobody", name, facts)
            for id in reversed(facts.people):
                asked = _compare("is", of, facts.person(id))
                answer = choose(asked, _of_person(id, name, facts), answer)
            return answer
        case _:
            return Field(of, name)


def _of_person(id: str, name: str, facts: Facts) -> Expression:
    if name == "here":
        return NO if id == "nobody" else Call("here", "", (facts.person(id),))
    if name in ("f", "m"):
        return _number(facts.gender.get(id) == name)
    if name.startswith("vowel:"):
        return _number(facts.vowel.get(id, {}).get(name.removeprefix("vowel:"), False))
    full = f"{id}.{name}"
    return Read(full) if full in facts.variables else NO
