"""Routes written down as one tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.explore import Route
from ulysse_game.playtest.exploring.ways import Ways

STEPS = st.lists(st.tuples(st.sampled_from(["hub", "lines/a"]), st.sampled_from("xyz")), max_size=6)
ROUTES = st.lists(st.builds(Route, st.integers(0, 9), STEPS.map(tuple)), max_size=8)


@given(ROUTES)
def test_what_is_added_is_there_again(routes: list[Route]) -> None:
    ways = Ways()
    nodes = [ways.add(route) for route in routes]
    read = Ways(ways.nodes)
    assert [read.route(r.seed, n) for r, n in zip(routes, nodes, strict=True)] == routes


@given(ROUTES)
def test_every_beginning_is_kept_once(routes: list[Route]) -> None:
    ways = Ways()
    for route in (*routes, *routes):
        ways.add(route)
    beginnings = {route.steps[:n] for route in routes for n in range(1, len(route.steps) + 1)}
    assert len(ways.nodes) == len(beginnings)


def test_what_is_no_tree_is_refused() -> None:
    with pytest.raises(ValueError, match="behind its parent"):
        Ways([[1, "hub", "x"]]).route(0, 1)
    with pytest.raises(LookupError):
        Ways().route(0, 3)
