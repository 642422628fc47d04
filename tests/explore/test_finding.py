"""One thing looked for by itself."""

from __future__ import annotations

import pytest

from tests.compiler.small import machine
from tests.explore.test_why import SCENES
from ulysse_game.engine import Machine
from ulysse_game.explore import Impossible, Reached, Route, Undecided, finding, replayed
from ulysse_game.explore.finding import Sought, Target, find
from ulysse_game.story import Compare, Expression, Number, Read


@pytest.fixture(scope="module")
def square() -> Machine:
    return machine(SCENES)


def at_least(name: str, number: int) -> Expression:
    return Compare(">=", Read(name), Number(number))


def held(story: Machine, condition: Expression) -> Sought:
    return find(story, Target(("condition", "it"), condition), budget=10.0)


def test_an_item_is_found_by_a_shortest_way(square: Machine) -> None:
    verdict = find(square, Target(("scene", "twice")), budget=10.0).verdict
    assert isinstance(verdict, Reached)
    assert verdict.is_shortest
    assert [choice for _, choice in verdict.route.steps] == ["on", "leave", "leave"]


def test_a_condition_is_found_by_a_shortest_way(square: Machine) -> None:
    verdict = held(square, at_least("n", 3)).verdict
    assert isinstance(verdict, Reached)
    assert verdict.is_shortest
    assert [choice for _, choice in verdict.route.steps] == ["rise"] * 3
    states = replayed(square, verdict.route)
    assert states is not None
    assert states[-1].values[square.layout.slots["n"]] == 3


def test_a_condition_that_holds_nowhere_is_impossible(square: Machine) -> None:
    assert isinstance(held(square, at_least("n", 4)).verdict, Impossible)


def test_what_is_asked_from_a_later_place_counts_from_there(square: Machine) -> None:
    route = Route(0, (("start", "rise"), ("start", "rise")))
    target = Target(("condition", "it"), at_least("n", 3))
    verdict = find(square, target, route, budget=10.0).verdict
    assert isinstance(verdict, Reached)
    assert verdict.route.steps[:2] == route.steps
    assert (len(verdict.route.steps), verdict.at_least) == (3, 3)


def test_what_is_behind_is_impossible(square: Machine) -> None:
    there = find(square, Target(("scene", "twice")), budget=10.0).verdict
    assert isinstance(there, Reached)
    verdict = find(square, Target(("choice", "start.rise")), there.route, budget=10.0).verdict
    assert isinstance(verdict, Impossible)


def test_without_time_nothing_is_decided(square: Machine) -> None:
    verdict = find(square, Target(("scene", "twice")), budget=0.0).verdict
    assert verdict == Undecided("there was no time for it", 3)


def test_there_must_be_such_an_item(square: Machine) -> None:
    with pytest.raises(KeyError):
        find(square, Target(("scene", "moon")), budget=1.0)


def test_what_no_search_decides_may_still_be_played_to(
    square: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "LIMITS", ((1, 5.0),))
    for target in (Target(("scene", "twice")), Target(("condition", "it"), at_least("n", 3))):
        verdict = find(square, target, budget=5.0).verdict
        assert isinstance(verdict, Reached)
        assert verdict.by == "play"
        states = replayed(square, verdict.route)
        assert states is not None
        if target.condition is None:
            assert states[-1].location == "twice"
        else:
            assert states[-1].values[square.layout.slots["n"]] == 3
            assert all(state.values[square.layout.slots["n"]] < 3 for state in states[:-1])
