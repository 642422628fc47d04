"""Changes lead from one plain form to the next, exactly, and to no other."""

from __future__ import annotations

import contextlib
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
