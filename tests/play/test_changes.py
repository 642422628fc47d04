"""Changes lead from one plain form to the next, exactly, and to no other."""

from __future__ import annotations

import contextlib
import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ulysse_game.play.changes import Unfit, changed, changes

SCALARS = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text("ab", max_size=2), inner),
    max_leaves=6,
)
PLAIN = st.dictionaries(st.text("abc", max_size=2), VALUES, max_size=4)

FEW = settings(max_examples=60, deadline=None)


def exact(value: Any) -> Any:
    """Equal only where the kinds are equal too: Python takes 1 and yes for the same."""
    if isinstance(value, dict):
        return {key: exact(each) for key, each in value.items()}
    if isinstance(value, list):
        return [exact(each) for each in value]
    return type(value).__name__, value


@FEW
@given(PLAIN, PLAIN)
def test_there_and_nowhere_else(before: dict[str, Any], after: dict[str, Any]) -> None:
    kept = exact(before)
    assert exact(changed(before, changes(before, after))) == exact(after)
    assert exact(before) == kept


@FEW
@given(PLAIN)
def test_nothing_changes_nothing(plain: dict[str, Any]) -> None:
    assert changes(plain, plain) == {}
    assert changes(plain, copy.deepcopy(plain)) == {}
    assert changed(plain, {}) == plain


def test_changes_are_small() -> None:
    before = {"turn": 1, "visits": {"a": 1, "b": 1}, "taken": ["a.x", "c.x"], "old": 1}
    after = {"turn": 2, "visits": {"a": 2, "b": 1}, "taken": ["a.x", "b.x", "c.x"], "new": []}
    assert changes(before, after) == {
        "turn": 2, "visits": {"a": 2}, "taken": ["/", 1, 0, "b.x"], "old": ["-"], "new": ["=", []],
    }  # fmt: skip


@FEW
@given(PLAIN, PLAIN)
def test_what_does_not_belong_is_unfit_and_never_more(
    plain: dict[str, Any], by: dict[str, Any]
) -> None:
    with contextlib.suppress(Unfit):
        changed(plain, by)


@pytest.mark.parametrize(
    "by", [{"a": {}}, {"l": ["/", 0, 3]}, {"l": ["/", -1, 1]}, {"a": ["/", 0, 0]}, {"a": ["?"]}]
)
def test_unfit(by: dict[str, Any]) -> None:
    with pytest.raises(Unfit):
        changed({"a": 1, "l": [1, 2]}, by)


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ([1, 2, 3], ["/", 1, 1, 9], [1, 9, 3]),
        ([1, 2, 3], ["/", 0, 2], [3]),
        ([1, 2, 3], ["/", 3, 0, 4, 5], [1, 2, 3, 4, 5]),
        ([1, 2, 3], ["/", 0, 3], []),
        ([1, 2, 3], ["=", [2]], [2]),
        ([], ["/", 0, 0, 1], [1]),
    ],
)
def test_a_list_is_changed_where_it_says(
    before: list[int], change: list[Any], after: list[int]
) -> None:
    plain = {"a": before, "b": 1}
    kept = list(before)
    assert changed(plain, {"a": change}) == {"a": after, "b": 1}
    assert plain == {"a": kept, "b": 1}
    assert changed(plain, changes(plain, {"a": after, "b": 1})) == {"a": after, "b": 1}
    shortest = changes(plain, {"a": after, "b": 1}).get("a", ["/"])
    assert len(shortest) <= len(after) + 3


@pytest.mark.parametrize(
    "change", [["/", 1, 3], ["/", 4, 0], ["/", -1, 1], ["/", 0, -1], ["/", 3, 1]]
)
def test_a_place_outside_the_list_is_unfit(change: list[Any]) -> None:
    with pytest.raises(Unfit):
        changed({"a": [1, 2, 3]}, {"a": change})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (1, True),
        (0, False),
        (0, None),
        ("1", 1),
        ([1], [True]),
        ([[0]], [[False]]),
        ([1, 2, 3], [1, True, 3]),
        ([{"b": 1}], [{"b": True}]),
        ([{"b": 1}], [{"b": 1, "c": 1}]),
        ([{"b": 1}], [{"c": 1}]),
        ({"b": 1}, {"b": True}),
        ({"b": [1]}, {"b": [True]}),
        ([1], {"b": 1}),
        ({"b": 1}, [1]),
        ({"b": 1}, 1),
        (1, {"b": 1}),
        (1, [1]),
        ([1], 1),
        ([1, 1], [1]),
    ],
)
def test_each_kind_is_its_own(before: object, after: object) -> None:
    plain, later = {"a": before}, {"a": after}
    for one, other in ((plain, later), (later, plain)):
        assert exact(changed(one, changes(one, other))) == exact(other)
        assert changes(one, other) != {}
        assert changes(one, copy.deepcopy(one)) == {}


@pytest.mark.parametrize("length", [1, 2, 3, 16, 33])
def test_a_change_of_a_list_says_no_more_than_it_must(length: int) -> None:
    before = [f"scene.{n}" for n in range(length)]
    for at in range(length + 1):
        put_in = [*before[:at], "new", *before[at:]]
        assert changes({"a": before}, {"a": put_in}) == {"a": ["/", at, 0, "new"]}
        if at < length:
            left_out, other = [*before[:at], *before[at + 1 :]], [*before]
            other[at] = "new"
            assert changes({"a": before}, {"a": left_out}) == {"a": ["/", at, 1]}
            assert changes({"a": before}, {"a": other}) == {"a": ["/", at, 1, "new"]}
