"""All that a small story can do, and the shortest way to each thing in it."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.explore.search.flows import (
    Dice,
    fewest,
    is_way,
    reach_of,
    start_of,
    terrain_of,
    way_questions,
)
from ulysse_game.explore.live import live_partitions
from ulysse_game.explore.search import Everything, Terrain, enumerate_states


def costs(found: Everything) -> dict[str, int]:
    return {name: hit.cost for (_, name), hit in found.hits.items()}


@given(st.integers(0, 1 << 32))
@settings(max_examples=150, deadline=None)
def test_everything_is_found_by_a_shortest_way(seed: int) -> None:
    dice = Dice(seed)
    made = dice.flow()
    questions = dice.questions(made)
    found = enumerate_states(terrain_of(made), start_of(made), questions)
    assert found.is_complete
    assert costs(found) == fewest(made, questions)
    assert all(is_way(made, found.path(item)) for item in found.hits)


@given(st.integers(0, 1 << 32))
@example(72)  # a comparison of a cell with itself
@example(1904)  # what is not live is settled by any of its values, and then a guard may fail
@settings(max_examples=150, deadline=None)
def test_one_state_for_all_that_nothing_tells_apart_changes_no_answer(seed: int) -> None:
    made = Dice(seed).flow()
    reach = reach_of(made)
    terrain = Terrain(made, reach.at, reach.feasible)
    questions = way_questions(made)
    found = enumerate_states(terrain, start_of(made), questions, live_partitions(reach))
    assert costs(found) == fewest(made, questions)
    assert all(is_way(made, found.path(item)) for item in found.hits)
    assert found.states <= enumerate_states(terrain, start_of(made), questions).states


def test_it_stops_at_its_limit() -> None:
    made = Dice(11).flow()
    questions = way_questions(made)
    found = enumerate_states(terrain_of(made), start_of(made), questions, limit=0)
    assert not found.is_complete
