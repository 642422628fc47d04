from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.playtest.wander.tally import added, count, in_order, joined, steps_of

NAMES = st.sampled_from(["a", "b", "7", "10", "-2"])
# What is counted under one name is always of one form: here the first letter says which.
TALLIES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "runs": st.integers(0, 99),
        "lengths": st.dictionaries(NAMES, st.integers(1, 9)),
        "items": st.dictionaries(NAMES, st.dictionaries(NAMES, st.integers(1, 9))),
    },
)


@given(TALLIES, TALLIES, TALLIES)
def test_adding_knows_no_order(
    one: dict[str, Any], two: dict[str, Any], six: dict[str, Any]
) -> None:
    kept = json.dumps([one, two])
    assert added(one, two) == added(two, one)
    assert added(added(one, two), six) == added(one, added(two, six))
    assert added(one, {}) == added({}, one) == one
    assert json.dumps([one, two]) == kept
    assert json.dumps(in_order(added(one, two))) == json.dumps(in_order(added(two, one)))


def test_counting_and_adding() -> None:
    left: dict[str, Any] = {}
    count(left, "runs")
    count(left, "runs", by=2)
    count(left, "values", "start", 3)
    right: dict[str, Any] = {}
    count(right, "values", "start", 3, by=4)
    count(right, "values", "start", -1)
    assert added(left, right) == {"runs": 3, "values": {"start": {"3": 5, "-1": 1}}}
    assert joined({"a": {"x": 4}}, {"a": {"x": 3, "y": 9}}, min) == {"a": {"x": 3, "y": 9}}


def test_numbers_are_in_their_own_order() -> None:
    tally = {"b": 1, "10": 1, "-2": 1, "9": {"z": 1, "a": 1}}
    assert json.dumps(in_order(tally)) == '{"-2": 1, "9": {"a": 1, "z": 1}, "10": 1, "b": 1}'
    assert steps_of({"10": 1, "-2": 3, "9": 2}) == [(-2, 3), (9, 2), (10, 1)]
