"""The price of an expression is at least what unrolling it makes."""

from __future__ import annotations

import pytest

from ulysse_game.compiler.price import price_of
from ulysse_game.story import (
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
    Person,
    Read,
    Variable,
    Walk,
    Within,
    World,
    ground,
)

PEOPLE = tuple(f"p{n}" for n in range(9))
P = Bound("p")
TRUST = Compare(">", Field(P, "trust"), Read("limit"))


def walk(condition: Expression | None) -> Walk:
    return Walk("p", tuple(Constant("person", id, n) for n, id in enumerate(PEOPLE, 1)), condition)


def facts() -> Facts:
    names = [f"{id}.{stat}" for id in PEOPLE for stat in ("trust", "friend")]
    variables = tuple(Variable(name, "stat", 0, 9) for name in (*names, "limit", "opener"))
    people = tuple(Person(id, "all", "", ()) for id in PEOPLE)
    empty: dict[str, object] = dict.fromkeys(World._fields, ())
    return Facts(World(**{**empty, "people": people, "variables": variables}))  # type: ignore[arg-type]


def measured(each: Expression) -> tuple[int, int]:
    """How many parts, and how many within one another."""
    match each:
        case Not(part):
            parts: tuple[Expression, ...] = (part,)
        case And(inner, _) | Or(inner, _) | Call(_, _, inner):
            parts = inner
        case Compare(_, left, right) | Arithmetic(_, left, right):
            parts = (left, right)
        case Within(item, options):
            parts = (item, *options)
        case Choose(condition, then, otherwise):
            parts = (condition, then, otherwise)
        case _:
            parts = ()
    found = [measured(part) for part in parts]
    return 1 + sum(size for size, _ in found), 1 + max((depth for _, depth in found), default=0)


COUNT = Gather("count", None, walk(TRUST))
CASES: list[Expression] = [
    TRUST,
    COUNT,
    Gather("any", None, walk(TRUST)),
    Gather("first", None, walk(TRUST)),
    Gather("sum", Field(P, "trust"), walk(None)),
    Gather("sum", Field(P, "trust"), walk(TRUST)),
    Gather("most", Field(P, "trust"), walk(TRUST)),
    Gather("most", COUNT, walk(None)),
    Gather("count", None, walk(Compare(">", COUNT, Field(P, "trust")))),
    Field(Read("opener"), "trust"),
    Field(Field(Read("opener"), "friend"), "trust"),
    Not(Within(Read("opener"), (Constant("person", "p1", 2), Constant("person", "p2", 3)))),
    And((TRUST, Or((TRUST, Not(TRUST))))),
]


@pytest.mark.parametrize("each", CASES, ids=map(str, range(len(CASES))))
def test_the_price_is_never_too_low(each: Expression) -> None:
    binding = {"p": Constant("person", "p0", 1)}
    size, depth = measured(ground(each, binding, facts()))
    price = price_of(each, len(PEOPLE))
    assert price.size >= size
    assert price.depth >= depth


def test_a_long_walk_is_no_deep_tree() -> None:
    members = tuple(Number(n) for n in range(200))
    gather = Gather("count", None, Walk("n", members, Compare(">", Bound("n"), Read("limit"))))
    assert measured(ground(gather, {}, facts()))[1] < 15
