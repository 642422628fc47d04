"""What an expression reads and effects write."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.story.trees import Scene, conditions, facts, person, scenes
from ulysse_game.story import (
    And,
    Arithmetic,
    Bound,
    Call,
    Change,
    Choose,
    Compare,
    Expression,
    Hear,
    Not,
    Number,
    Or,
    Read,
    Within,
    evaluate,
    ground,
    reads,
    writes,
)

A, B, C = Read("a"), Read("b"), Read("c")


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (None, ""),
        (Number(1), ""),
        (person("ann"), ""),
        (A, "a"),
        (Not(A), "a"),
        (And((A, B)), "a b"),
        (Or((A, B)), "a b"),
        (Compare("<", A, B), "a b"),
        (Arithmetic("-", A, B), "a b"),
        (Within(A, (B, C)), "a b c"),
        (Choose(A, B, C), "a b c"),
        (Call("max", "", (A, B)), "a b"),
        (Call("one", "", (A,)), "a"),
        (Call("here", "", (person("ann"),)), "@room ann.alive ann.place"),
        (Call("heard", "words", ()), "@heard"),
        (Call("visits", "start", ()), "@marks"),
        (Call("seen", "start", ()), "@marks"),
        (Call("taken", "start.go", ()), "@marks"),
        (Call("picked", "start", ()), "@marks"),
        (Call("ending", "curtain", ()), ""),
    ],
)
def test_reads(tree: Expression | None, expected: str) -> None:
    assert " ".join(sorted(reads(tree))) == expected


def test_writes() -> None:
    effects = (
        Change(A, "=", B),
        Change(B, "+=", Number(1), None, C),
        Hear("words"),
        Change(Bound("o"), "=", Number(1)),  # not ground: it may be anything
    )
    assert writes(effects) == {"a", "b", "@heard", ""}
    assert writes(()) == frozenset()


MARKS = {"visits": "@marks", "seen": "@marks", "taken": "@marks", "heard": "@heard"}


@settings(max_examples=150, deadline=None)
@given(tree=conditions(2), scene=scenes(), other=scenes())
def test_what_is_not_read_changes_nothing(tree: Expression, scene: Scene, other: Scene) -> None:
    found = ground(tree, {}, facts())
    asked = reads(found)
    values = {**other.values, **{k: v for k, v in scene.values.items() if k in asked}}
    calls = {
        name: value if MARKS.get(name.partition(":")[0], "") in asked | {""} else other.calls[name]
        for name, value in scene.calls.items()
    }
    zone = scene.zone if "@room" in asked else other.zone
    assert evaluate(found, values, zone, calls) == evaluate(
        found, scene.values, scene.zone, scene.calls
    )
