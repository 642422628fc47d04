"""One question, through as few cells as it takes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.explore.search.flows import (
    Dice,
    Made,
    brute_force,
    happens,
    start_of,
    steps,
    terrain_of,
)
from ulysse_game.explore.search import Excluded, Found, Occasion, Path, Question, localize


def is_way(made: Made, path: Path) -> bool:
    """Whether a path can be taken from the start, choice by choice, and leads to its occasion."""
    state = (0, tuple(made.start_values()))
    cost = 0
    for point, way in path.ways:
        after = dict(steps(made, state))
        if point != state[0] or way not in after:
            return False
        cost += made.points[point].kind == "wait"
        state = after[way]
    cost += path.occasion.way >= 0 and made.points[state[0]].kind == "wait"
    return (
        state[0] == path.occasion.point
        and cost == path.cost
        and happens(made, path.occasion, state[1])
    )


@given(st.integers(0, 1 << 32))
@settings(max_examples=300, deadline=None)
def test_every_answer_is_that_of_brute_force(seed: int) -> None:
    dice = Dice(seed)
    made = dice.flow()
    for _ in range(3):
        occasion = dice.occasion(made)
        truth = brute_force(made, [occasion])
        answer = localize(terrain_of(made), start_of(made), Question("edge", "x", (occasion,)))
        if 0 in truth.hits:
            assert isinstance(answer, Found)
            assert answer.path.cost == answer.at_least == truth.hits[0]
            assert is_way(made, answer.path)
        else:
            assert isinstance(answer, Excluded)
