"""Random expressions over the small world, and their meaning said as simply as can be.

``meaning`` walks loops as loops, with what each name stands for in a dict. It is written without
a look at ``ground`` or ``evaluate``, so that the three can be held against one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st

from tests.compiler.small import START, story
from ulysse_game.story import (
    NOBODY,
    And,
    Arithmetic,
    Bound,
    Call,
    Choose,
    Compare,
    Constant,
    Expression,
    Facts,
    Field,
    Gather,
    Not,
    Number,
    Or,
    Read,
    Story,
    Variable,
    Walk,
    Within,
)

ECHOING = START.replace("text: Begin.", "text: |\n    {echo words: Begin.}")


@cache
def small() -> Story:
    return story(ECHOING)


@cache
def facts() -> Facts:
    world = small().world
    told = {id: (("fr", id in ("ann", "eve")),) for id in PEOPLE}  # as a French catalogue would
    return Facts(world._replace(people=tuple(p._replace(vowel=told[p.id]) for p in world.people)))


PEOPLE = ("ann", "bob", "cal", "eve")
STATS = ("trust", "stress")
NUMBERS = ("sol", "n", "low", "air")
FLAGS = ("flag_one", "flag_two", "ann.alive", "bob.alive")
CALLS = {
    "visits:start": 3,
    "visits:later": 0,
    "seen:start": 1,
    "taken:start.go": 1,
    "heard:words": 0,
    "ending:curtain": 0,
}
SIGNS = ("is", "<", "<=", ">", ">=")


class Scene(NamedTuple):
    """What an expression can ask: values of variables, the zone one is in, marks."""

    values: dict[str, int]
    zone: int
    calls: dict[str, int]


def person(id: str) -> Constant:
    return facts().person(id)


def _value(variable: Variable) -> st.SearchStrategy[int]:
    return st.integers(variable.low, variable.high)


def scenes() -> st.SearchStrategy[Scene]:
    """Any values the variables can have, in any zone."""
    values = st.fixed_dictionaries({each.name: _value(each) for each in small().world.variables})
    calls = st.fixed_dictionaries(
        {
            name: st.integers(0, 3) if name.startswith("visits") else st.integers(0, 1)
            for name in CALLS
        }
    )
    return st.builds(Scene, values, st.integers(0, 1), calls)


def numbers(depth: int, bound: tuple[str, ...] = ()) -> st.SearchStrategy[Expression]:
    """Trees that give a number; ``bound`` are names of people in loops around them."""
    plain: list[st.SearchStrategy[Expression]] = [
        st.integers(-9, 9).map(Number),
        st.sampled_from(NUMBERS).map(Read),
        st.just(Call("visits", "start", ())),
    ]
    if bound:
        plain.append(st.builds(Field, st.sampled_from(bound).map(Bound), st.sampled_from(STATS)))
    if not depth:
        return st.one_of(plain)
    inner = st.deferred(lambda: numbers(depth - 1, bound))
    divisor = st.integers(1, 5).map(Number)
    name = f"p{len(bound)}"
    within = (*bound, name)
    return st.one_of(
        *plain,
        st.builds(Arithmetic, st.sampled_from("+-*"), inner, inner),
        st.builds(Arithmetic, st.just("/"), inner, divisor),
        st.builds(Call, st.sampled_from(("max", "min")), st.just(""), st.tuples(inner, inner)),
        st.builds(Choose, conditions(depth - 1, bound), inner, inner),
        st.builds(Field, people(depth - 1, bound), st.sampled_from(STATS)),
        st.builds(Gather, st.just("count"), st.none(), walks(name, depth - 1, within)),
        st.builds(
            Gather, st.just("sum"), numbers(depth - 1, within), walks(name, depth - 1, within)
        ),
    )


def walks(name: str, depth: int, bound: tuple[str, ...]) -> st.SearchStrategy[Walk]:
    members = st.lists(st.sampled_from(PEOPLE).map(person), max_size=4).map(tuple)
    return st.builds(Walk, st.just(name), members, st.none() | conditions(depth, bound))


def people(depth: int, bound: tuple[str, ...] = ()) -> st.SearchStrategy[Expression]:
    """Trees that give a person."""
    plain: list[st.SearchStrategy[Expression]] = [
        st.sampled_from(("nobody", *PEOPLE)).map(person),
        st.just(Read("opener")),
    ]
    if bound:
        plain.append(st.sampled_from(bound).map(Bound))
    if not depth:
        return st.one_of(plain)
    name = f"p{len(bound)}"
    within = (*bound, name)
    return st.one_of(
        *plain,
        st.builds(Gather, st.just("first"), st.none(), walks(name, depth - 1, within)),
        st.builds(
            Gather, st.just("most"), numbers(depth - 1, within), walks(name, depth - 1, within)
        ),
    )


def conditions(depth: int, bound: tuple[str, ...] = ()) -> st.SearchStrategy[Expression]:
    """Trees that give yes or no."""
    asked = [
        Call("seen", "start", ()),
        Call("taken", "start.go", ()),
        Call("heard", "words", ()),
        Call("ending", "curtain", ()),
    ]
    plain: list[st.SearchStrategy[Expression]] = [
        st.integers(0, 1).map(Number),
        st.sampled_from(FLAGS).map(Read),
        st.sampled_from(asked),
        st.sampled_from(PEOPLE).map(lambda id: Call("here", "", (person(id),))),
    ]
    if not depth:
        return st.one_of(plain)
    inner = st.deferred(lambda: conditions(depth - 1, bound))
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    number, who = numbers(depth - 1, bound), people(depth - 1, bound)
    name = f"p{len(bound)}"
    within = (*bound, name)
    return st.one_of(
        *plain,
        st.builds(Not, inner),
        some.map(And),
        some.map(Or),
        st.builds(Compare, st.sampled_from(SIGNS), number, number),
        st.builds(Compare, st.just("is"), who, who),
        st.builds(Within, number, st.lists(number, min_size=1, max_size=3).map(tuple)),
        st.builds(Within, who, st.lists(who, min_size=1, max_size=3).map(tuple)),
        st.builds(Field, who, st.sampled_from(("here", "f", "m", "alive", "vowel:fr"))),
        st.builds(Gather, st.just("any"), st.none(), walks(name, depth - 1, within)),
    )


Bindings = Mapping[str, int]
"""The number of the person each loop name stands for."""


def meaning(each: Expression, scene: Scene, names: Bindings) -> int:
    """What the tree gives, people by number."""
    match each:
        case Number(value):
            return value
        case Constant(_, _, number):
            return number
        case Read(name):
            return scene.values[name]
        case Bound(name):
            return names[name]
        case Field(of, name):
            return _of(meaning(of, scene, names), name, scene)
        case Call("here", _, (Constant(_, _, number),)):
            return _of(number, "here", scene)
        case Call("max" | "min" as function, _, arguments):
            found = [meaning(argument, scene, names) for argument in arguments]
            return max(found) if function == "max" else min(found)
        case Call(function, name, _):
            return scene.calls[f"{function}:{name}"]
        case Not(part):
            return 1 - meaning(part, scene, names)
        case And(parts):
            return min(meaning(part, scene, names) for part in parts)
        case Or(parts):
            return max(meaning(part, scene, names) for part in parts)
        case Compare(sign, left, right):
            difference = meaning(left, scene, names) - meaning(right, scene, names)
            signs = {-1: ("<", "<="), 0: ("is", "<=", ">="), 1: (">", ">=")}
            return int(sign in signs[(difference > 0) - (difference < 0)])
        case Within(item, options):
            found = [meaning(option, scene, names) for option in options]
            return int(meaning(item, scene, names) in found)
        case Arithmetic(sign, left, right):
            a, b = meaning(left, scene, names), meaning(right, scene, names)
            return {"+": a + b, "-": a - b, "*": a * b, "/": a // (b or 1)}[sign]
        case Choose(condition, then, otherwise):
            return meaning(then if meaning(condition, scene, names) else otherwise, scene, names)
        case Gather(function, value, walk):
            return _gathered(function, value, walk, scene, names)
    raise TypeError(each)


def _of(number: int, name: str, scene: Scene) -> int:
    if number == NOBODY.number:
        return 0
    id = PEOPLE[number - 1]
    if name == "here":
        return int(scene.values[f"{id}.alive"] and scene.values[f"{id}.place"] == scene.zone)
    if name in ("f", "m"):
        return int(("m" if id in ("bob", "cal") else "f") == name)
    if name == "vowel:fr":
        return int(id in ("ann", "eve"))
    return scene.values[f"{id}.{name}"]


def _gathered(
    function: str, value: Expression | None, walk: Walk, scene: Scene, names: Bindings
) -> int:
    found: list[tuple[int, int]] = []
    for member in walk.members:
        inner = {**names, walk.name: meaning(member, scene, names)}
        if walk.condition is None or meaning(walk.condition, scene, inner):
            worth = 1 if value is None else meaning(value, scene, inner)
            found.append((inner[walk.name], worth))
    if function == "any":
        return int(bool(found))
    if function in ("count", "sum"):
        return sum(worth for _, worth in found)
    if not found:
        return NOBODY.number
    if function == "first":
        return found[0][0]
    best = max(worth for _, worth in found)
    return next(item for item, worth in found if worth == best)
