"""The desk: what walks may cost, lists with their places, conditions read part by part."""

from __future__ import annotations

import pytest

from tests.compiler.small import SCENES, WORLD, compiled, story
from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.fields import list_of
from ulysse_game.compiler.nodes import Items, Mapping, Scalar
from ulysse_game.compiler.price import LARGEST_STORY
from ulysse_game.compiler.prose import At
from ulysse_game.story import And, Choice, Compare, Expression, Number, Or, Read

AT = At("a.yaml", 3, 5, 5)
WITHOUT_NAMES = {
    "world/variables.yaml": WORLD["world/variables.yaml"].partition("define:")[0],
    "world/voices.yaml": "voices:\n  ship_voice: ship, The Ship\n",
}
"""A world that defines no names: there a joint condition is read part by part."""


def test_what_is_too_much_is_said_once() -> None:
    desk = Desk(Declarations(), [], 10)
    assert desk.afford(LARGEST_STORY, AT)
    assert not desk.afford(1, AT)
    assert not desk.afford(1, AT)
    assert [each.code for each in desk.diagnostics] == ["expression-too-large"]


def test_lists() -> None:
    desk = Desk(Declarations(), [], 10)

    def places(node: Scalar | Items | Mapping | None) -> list[tuple[str, int]]:
        return [(each.text, each.column) for each in list_of(node, desk, "a.yaml")]

    names = Scalar("ann, bob?,  cal (radio),", 3, 9, "plain", 3, 9)
    assert places(names) == [("ann", 9), ("bob?", 14), ("cal (radio)", 21)]
    assert places(None) == []
    assert desk.diagnostics == []
    assert places(Items((names, Mapping((), 1, 1)), 1, 1)) == [(names.text, 9)]
    assert places(Mapping((), 1, 1)) == []
    assert [each.code for each in desk.diagnostics] == ["wants-a-list"] * 2


N, FLAG = Compare(">=", Read("n"), Number(3)), Read("flag_one")


@pytest.mark.parametrize("world", [{}, WITHOUT_NAMES], ids=["with names", "without"])
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("n >= 3 and flag_one", And((N, FLAG))),
        ("n >= 3 or flag_one or flag_two", Or((N, FLAG, Read("flag_two")))),
        ("opener.trust >= 3 and flag_one", None),
        ("flag_one and n in (1, 3)", None),
    ],
)
def test_joint_conditions(world: dict[str, str], source: str, expected: Expression | None) -> None:
    scene = (
        f"start:\n  choices:\n    - a: A.\n      if: {source}\n    - b: B.\n"
        f"      if: {source}\n  next: the_end\n"
    )
    choices = story({SCENES: scene, **world}).scene("start").choices
    one, other = choices
    assert isinstance(one, Choice)
    assert isinstance(other, Choice)
    assert one == other._replace(id="a", line=3)
    if expected is not None:
        assert one.condition == expected


@pytest.mark.parametrize("world", [{}, WITHOUT_NAMES], ids=["with names", "without"])
@pytest.mark.parametrize(
    ("source", "code", "column"),
    [
        ("n >= 3 and flagone", "unknown-name", 22),
        ("n >= 3 and n", "not-yes-or-no", 22),
        ("n >= 3 and flag_one or flag_two", "and-or", 31),
        ("flag_one or n >= 3 and flag_two", "and-or", 30),
    ],
)
def test_joint_conditions_that_are_wrong(
    world: dict[str, str], source: str, code: str, column: int
) -> None:
    scene = f"start:\n  choices:\n    - a: A.\n      if: {source}\n  next: the_end\n"
    found = [
        each
        for each in compiled({SCENES: scene, **world}).diagnostics
        if each.code != "unreachable-scene"
    ]
    assert [(each.code, each.span.line, each.span.column) for each in found] == [(code, 4, column)]
