"""What was read has the types and ranges that are ever written, to the last number and letter."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.play import saves
from ulysse_game.play import shape
from ulysse_game.play.shape import LONGEST_ID, MOST, Misshapen
from ulysse_game.play.strict_json import GREATEST

LONG = "x" * LONGEST_ID


def snapshot() -> dict[str, Any]:
    """A plain form with something in every field."""
    return copy.deepcopy(
        {
            **saves.example().snapshot,
            "variables": {"courage": 2, "weather": "calm"},
            "visits": {"shore": 3},
            "taken": ["shore.walk"],
            "spent": ["shore.swim"],
            "picked": ["path.back"],
            "heard": ["words"],
            "fired": ["rich"],
            "stack": [["shore", ">"]],
        }
    )


def of(keys: tuple[str, ...], *values: object) -> list[tuple[str, object]]:
    """Each of these values under each of these keys."""
    return [(key, value) for key in keys for value in values]


def test_this_one_is_well_formed() -> None:
    assert shape.snapshot(snapshot()) == snapshot()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *of(("location",), "", LONG),
        *of(("room",), "", LONG),
        *of(("chapter",), "", LONG),
        *of(("ending",), "", LONG),
        *of(("minute",), 0, MOST - 1),
        *of(("draws",), 0, MOST - 1),
        *of(("turn",), 0, MOST - 1),
        *of(("seed",), 1 - GREATEST, GREATEST - 1),
        *of(("variables",), {}, {LONG: LONG}, {"a": MOST - 1, "b": -MOST}),
        *of(("visits",), {}, {LONG: MOST - 1}, {"a": 0}),
        *of(("taken", "spent", "picked", "heard", "fired"), [LONG, ""]),
        *of(("stack",), [], [[LONG, LONG], ["", ""]]),
    ],
)
def test_what_may_stand_there(key: str, value: object) -> None:
    found = {**snapshot(), key: value}
    assert shape.snapshot(found) is found


TOO_LONG = LONG + "x"
NAMES = ("taken", "spent", "picked", "heard", "fired")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *of(("location", "room", "chapter", "ending"), 0, None),
        *of(("location", "room", "chapter", "ending"), TOO_LONG),
        *of(("minute", "draws", "turn"), -1, MOST, "1", 1.0),
        *of(("minute", "draws", "turn", "seed"), True, None),
        *of(("seed",), -GREATEST - 1, GREATEST),
        *of(("variables",), [], {"a": None}, {"a": True}, {"a": 1.0}, {"a": []}),
        *of(("variables",), {TOO_LONG: 1}, {"a": TOO_LONG}),
        *of(("variables",), {"a": MOST}, {"a": -MOST - 1}),
        *of(("visits",), [], {"a": -1}, {"a": MOST}, {"a": "1"}, {TOO_LONG: 1}),
        *of(NAMES, "words", {"a": 1}, [TOO_LONG], [1], [None]),
        *of(("stack",), {}, ["ab"], [[]], [["a"]], [["a", "b", "c"]]),
        *of(("stack",), [[TOO_LONG, ""]], [["", TOO_LONG]], [["", 1]], [[1, ""]]),
    ],
)
def test_what_may_not(key: str, value: object) -> None:
    with pytest.raises(ValueError):
        shape.snapshot({**snapshot(), key: value})


@pytest.mark.parametrize("key", sorted(snapshot()))
def test_nothing_may_be_missing(key: str) -> None:
    found = snapshot()
    del found[key]
    with pytest.raises(Misshapen, match=f"no {key}"):
        shape.snapshot(found)


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (shape.snapshot, []),
        (shape.by_name, []),
        (shape.by_name, "a"),
        (shape.items, {}),
        (shape.items, "a"),
        (shape.items, ("a",)),
        (shape.text, b"a"),
        (shape.text, None),
        (shape.whole, True),
        (shape.whole, -1),
        (shape.whole, MOST),
    ],
)
def test_one_value(check: Callable[[Any], object], value: object) -> None:
    with pytest.raises(Misshapen):
        check(value)


def test_bounds_of_ones_own() -> None:
    assert [shape.whole(each, -2, 3) for each in (-2, 0, 2)] == [-2, 0, 2]
    assert [shape.text(each, 2) for each in ("", "ab")] == ["", "ab"]
    for value, least in ((-3, -2), (3, 0)):
        with pytest.raises(Misshapen):
            shape.whole(value, least, 3)
    assert shape.text("x" * 200) == "x" * 200
    with pytest.raises(Misshapen):
        shape.text("abc", 2)
    with pytest.raises(Misshapen):
        shape.text("x" * 201)
