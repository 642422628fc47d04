"""The search that sees everything, led by a slice that does not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.explore.search.flows import (
    Dice,
    Made,
    brute_force,
    fewest,
    is_way,
    reach_of,
    start_of,
    terrain_of,
    way_questions,
)
from tests.explore.search.test_slice import some_uses
from ulysse_game.explore.live import live_partitions
from ulysse_game.explore.search import Moment, Question, Terrain
from ulysse_game.explore.search.directed import (
    Exhausted,
    Outcome,
    Pooled,
    Reached,
    Undecided,
    Whole,
    directed,
)
from ulysse_game.explore.search.distances import guide
from ulysse_game.explore.search.everything import watched
from ulysse_game.explore.search.localize import possible
from ulysse_game.explore.search.needs import all_uses


def right(made: Made, question: Question, outcome: Outcome) -> bool:
    truth = fewest(made, [question])
    if not truth:
        return isinstance(outcome, Exhausted)
    cost = truth[question.name]
    return (
        isinstance(outcome, Reached)
        and outcome.at_least == outcome.path.cost == cost
        and is_way(made, outcome.path)
    )


@given(st.integers(0, 1 << 32))
@settings(max_examples=150, deadline=None)
def test_any_slice_may_lead_it_and_none(seed: int) -> None:
    dice = Dice(seed)
    made = dice.flow()
    terrain, start = terrain_of(made), start_of(made)
    for question in dice.questions(made):
        uses = some_uses(dice, terrain)
        led = guide(terrain, [start], question.occasions, uses, 100_000)
        assert led.is_complete
        whole = Whole(terrain, [question])
        assert right(made, question, directed(whole, question, [Pooled(start)], led))
        assert right(made, question, directed(whole, question, [Pooled(start)]))


@given(st.integers(0, 1 << 32))
@settings(max_examples=75, deadline=None)
def test_states_with_the_same_future_are_looked_at_once(seed: int) -> None:
    made = Dice(seed).flow()
    reach = reach_of(made)
    terrain = Terrain(made, reach.at, reach.feasible)
    questions = way_questions(made)[:4]
    whole = Whole(terrain, questions, live_partitions(reach))
    for question in questions:
        outcome = directed(whole, question, [Pooled(start_of(made))])
        assert right(made, question, outcome)


@given(st.integers(0, 1 << 32))
@settings(max_examples=75, deadline=None)
def test_the_distances_of_a_slice_never_say_too_much(seed: int) -> None:
    dice = Dice(seed)
    made = dice.flow()
    terrain, start = terrain_of(made), start_of(made)
    (question,) = dice.questions(made, 1)
    led = guide(terrain, [start], question.occasions, some_uses(dice, terrain), 100_000)
    whole = Whole(terrain, [question])
    for point, values in brute_force(made).states:
        moment = Moment(point, values)
        said = led.estimate(whole.slice, point, whole.slice.state(moment))
        truth = brute_force(made, question.occasions, moment).hits.get(0)
        assert truth is None or (said is not None and said <= truth)


@given(st.integers(0, 1 << 32))
@settings(max_examples=75, deadline=None)
def test_the_distances_of_a_slice_that_sees_everything_are_the_truth(seed: int) -> None:
    dice = Dice(seed)
    made = dice.flow()
    terrain, start = terrain_of(made), start_of(made)
    (question,) = dice.questions(made, 1)
    occasions = possible(terrain, question)
    uses = all_uses(terrain, watched(terrain, occasions))
    whole = Whole(terrain, [question])
    led = guide(terrain, [start], occasions, uses, 100_000)
    part = guide(terrain, [start], occasions, uses, 0)
    for point, values in brute_force(made).states:
        moment = Moment(point, values)
        truth = brute_force(made, question.occasions, moment).hits.get(0)
        state = whole.slice.state(moment)
        assert led.estimate(whole.slice, point, state) == truth
        assert part.estimate(whole.slice, point, state) in (truth, 0)


def test_it_begins_in_the_nearest_of_its_pools() -> None:
    made = next(made for made in (Dice(n).flow() for n in range(999)) if far(made) is not None)
    question, cost = far(made) or (way_questions(made)[0], 0)
    terrain, start = terrain_of(made), start_of(made)
    truth = brute_force(made)
    pools = [Pooled(Moment(*state), at) for state, at in truth.states.items() if 0 < at < cost]
    outcome = directed(Whole(terrain, [question]), question, [Pooled(start), *pools])
    assert isinstance(outcome, Reached)
    assert outcome.path.cost == cost
    nothing = directed(Whole(terrain, [question]), question, [Pooled(start)], limit=1)
    assert isinstance(nothing, Undecided)


def far(made: Made) -> tuple[Question, int] | None:
    """Something in a flow that takes four choices or more."""
    questions = way_questions(made)
    return next(
        (
            (question, cost)
            for question in questions
            if (cost := fewest(made, [question]).get(question.name, 0)) >= 4
        ),
        None,
    )
