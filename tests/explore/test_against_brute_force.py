"""The explorer and each of its passes against brute force, on random small stories.

What is called impossible, the brute force must not have found; what is called reached, it must
have found; shortest is shortest, and no lower bound is above the truth. ``ULYSSE_STORIES=2000``
looks at more stories than the suite has time for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from time import process_time
from typing import NamedTuple

import pytest

from tests.explore.brute import Item, TooManyError, Truth, truth
from tests.explore.stories import story_number
from ulysse_game.engine import Machine
from ulysse_game.explore import (
    ALLOWED,
    Explored,
    Impossible,
    Judged,
    Means,
    Reached,
    explore,
    exploring,
    replayed,
    tasks,
)
from ulysse_game.explore.cartesian import Reach, cartesian
from ulysse_game.explore.flow import Flow
from ulysse_game.explore.live import live_partitions
from ulysse_game.explore.search import (
    Excluded,
    Found,
    Moment,
    Open,
    Solver,
    Terrain,
    localize,
    questions_of,
)
from ulysse_game.explore.search.everything import enumerate_states

ENOUGH = 400
TOLD = ("scene", "place", "choice", "closed", "text", "rule", "ending")
"""The kinds of item that the engine's events and offers tell; others only the flow knows."""

STORIES = int(os.environ.get("ULYSSE_STORIES", "100"))
BATCHES = range(0, STORIES, 20)
PATIENCE = 4.0
"""Seconds of one search before it is left open: one in a thousand needs more than the suite has."""


class Case(NamedTuple):
    """A random story with what is true of it and what the first pass says."""

    seed: int
    machine: Machine
    true: Truth
    reach: Reach
    terrain: Terrain
    start: Moment


@cache
def case(seed: int) -> Case | None:
    """The case of this seed, if its story compiles and is small."""
    story = story_number(seed)
    if story is None:
        return None
    try:
        true = truth(story, ENOUGH)
    except TooManyError:
        return None
    machine = Machine(story)
    flow = Flow(machine)
    reach = cartesian(flow)
    terrain = Terrain(flow, reach.at, reach.feasible)
    start = Moment(flow.start(), tuple(flow.start_values()))
    return Case(seed, machine, true, reach, terrain, start)


def cases(first: int) -> Iterator[Case]:
    for seed in range(first, first + 20):
        found = case(seed)
        if found is not None:
            yield found


def patience() -> Callable[[], bool]:
    """Says whether the search may go on, from now for so many seconds of work."""
    end = process_time() + PATIENCE
    return lambda: process_time() < end


def true_items(each: Case) -> dict[Item, int]:
    return {item: far for item, far in each.true.nearest.items() if item[0] in TOLD}


def test_most_of_the_stories_are_judged() -> None:
    assert len(list(cases(0))) >= 15


@pytest.mark.parametrize("first", BATCHES)
def test_cartesian_reachability_leaves_nothing_out(first: int) -> None:
    for each in cases(first):
        flow, reach = each.reach.flow, each.reach
        missing = true_items(each).keys() - reach.items
        assert not missing, f"story {each.seed}: {missing} called impossible"
        for state in each.true.pages:
            point = flow.point_of(state)
            assert point in reach.at, f"story {each.seed}: {state.location}"
            for cell, value, mask in zip(
                flow.cells, flow.values_of(state), reach.at[point], strict=True
            ):
                assert mask >> (value - cell.low) & 1, f"story {each.seed}: {cell} is {value}"


@pytest.mark.parametrize("is_live", [False, True], ids=["all values", "classes"])
@pytest.mark.parametrize("first", BATCHES)
def test_going_through_everything_finds_the_same_at_the_same_distance(
    first: int, is_live: bool
) -> None:
    for each in cases(first):
        asked = [q for q in questions_of(each.terrain).values() if q.kind in TOLD]
        live = live_partitions(each.reach, lambda ask: True) if is_live else None
        found = enumerate_states(each.terrain, each.start, asked, live)
        assert found.is_complete
        told = {item: hit.cost for item, hit in found.hits.items()}
        assert told == true_items(each), f"story {each.seed}: {differences(told, each)}"


@pytest.mark.parametrize("first", BATCHES)
def test_one_question_at_a_time_gives_the_same_verdicts(first: int) -> None:
    asked = left = 0
    for each in cases(first):
        true = true_items(each)
        told = [q for q in questions_of(each.terrain).values() if q.kind in TOLD]
        solver = Solver(each.terrain, each.start, told)
        for question in told:
            item = question.kind, question.name
            answer = solver.answer(question, goes_on=patience())
            asked += 1
            where = f"story {each.seed}: {item}, in truth {true.get(item)}"
            if isinstance(answer, Found):
                assert answer.at_least <= true.get(item, -1) <= answer.path.cost, where
                left += answer.at_least < answer.path.cost
            elif isinstance(answer, Open):
                assert answer.at_least <= true.get(item, answer.at_least), where
                left += 1
            else:
                assert item not in true, where
    assert left <= asked // 100, "nearly all are proved shortest, or impossible"


@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_few_cells_at_a_time_are_enough_for_a_proof(seed: int) -> None:
    each = case(seed)
    if each is None or each.true.states > 100:
        return
    true = true_items(each)
    for question in questions_of(each.terrain).values():
        if question.kind in TOLD:
            item = question.kind, question.name
            answer = localize(each.terrain, each.start, question)
            if isinstance(answer, Found):
                assert (answer.path.cost, answer.at_least) == (true[item], true[item])
            else:
                assert isinstance(answer, Excluded)
                assert item not in true


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random play ends at once when it is quiet: these stories are seen through in a moment."""
    monkeypatch.setattr(exploring, "QUIET", 0.02)
    monkeypatch.setattr(tasks, "SLICE", 0.01)


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("first", BATCHES)
def test_exploring_gives_the_same_verdicts_and_leaves_nothing_open(first: int) -> None:
    for each in cases(first):
        found = explore(each.machine, Means(budget=20))
        known = {(judged.item.kind, judged.item.name) for judged in found.judged}
        true = all_true(each)
        assert true.keys() <= known, f"story {each.seed}: {true.keys() - known} is not even asked"
        for judged in found.judged:
            compare(each, judged, true)
        assert mistakes(found, "trap") <= each.true.lost.keys()
        assert bool(mistakes(found, "trap")) == bool(each.true.lost), f"story {each.seed}"
        assert bool(mistakes(found, "clash")) == bool(each.true.torn), f"story {each.seed}"


def all_true(each: Case) -> dict[Item, int]:
    """All that is true and has a name that both know, mistakes included."""
    true = true_items(each)
    for kind, found in (
        ("broken", each.true.broken),
        ("stuck", each.true.stuck),
        ("runaway", each.true.runaways),
    ):
        true |= {(kind, name): far for name, far in found.items()}
    return true


def compare(each: Case, judged: Judged, true: dict[Item, int]) -> None:
    """One verdict.

    A trap is named by its cause, and asked of a place only in the contexts that may be one: a lost
    page need not be called a trap, if the page that it only leads to is.
    """
    item, verdict = (judged.item.kind, judged.item.name), judged.verdict
    where = f"story {each.seed}: {item}, {verdict}"
    far = true.get(item)
    if item[0] == "trap" and isinstance(verdict, Reached):
        far = each.true.lost.get(item[1])
    if isinstance(verdict, Reached):
        length = len(verdict.route.steps)
        assert replayed(each.machine, verdict.route) is not None, where
        assert verdict.at_least <= length, where
        if item[0] in (*TOLD, "broken", "stuck", "runaway", "trap"):
            assert far is not None, where
            assert verdict.at_least <= far <= length, f"{where}, in truth {far}"
    elif item[0] not in ALLOWED:
        assert isinstance(verdict, Impossible), where
        assert far is None, f"{where}, in truth {far}"


def mistakes(found: Explored, kind: str) -> set[str]:
    """The names of the mistakes of this kind that can happen."""
    return {each.item.name for each in found.judged if each.item.kind == kind and each.is_mistake}


def differences(told: dict[Item, int], each: Case) -> list[tuple[Item, int | None, int | None]]:
    """Every item on which the two do not agree: what the explorer says, and what is true."""
    true = true_items(each)
    items = sorted(told.keys() | true.keys())
    return [(i, told.get(i), true.get(i)) for i in items if told.get(i) != true.get(i)]
