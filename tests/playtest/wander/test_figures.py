from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.playtest.wander import quantile, wilson
from ulysse_game.playtest.wander.figures import Z


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        # Newcombe, Two-sided confidence intervals for the single proportion (1998), table I.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_as_published(count: int, total: int, low: float, high: float) -> None:
    found = wilson(count, total)
    assert (round(found[0], 4), round(found[1], 4)) == (low, high)


def test_no_runs_say_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 10_000), st.data())
def test_at_the_bounds_the_share_is_just_so_far_off(total: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, total))
    low, high = wilson(count, total)
    share = count / total
    assert 0 <= low <= share <= high <= 1
    for bound in (low, high):
        if 0 < bound < 1:
            off = abs(share - bound) / sqrt(bound * (1 - bound) / total)
            assert off == pytest.approx(Z, rel=1e-6)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60), st.floats(0, 1))
def test_a_quantile_is_the_least_value_that_so_many_do_not_exceed(
    values: list[int], part: float
) -> None:
    steps = [(value, values.count(value)) for value in sorted(set(values))]
    found = quantile(steps, part)
    assert found in values
    assert sum(each <= found for each in values) >= part * len(values)
    smaller = [each for each in values if each < found]
    assert not smaller or len(smaller) < part * len(values)
    assert quantile(steps, 0) == min(values)
    assert quantile(steps, 1) == max(values)
