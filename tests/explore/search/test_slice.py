"""A slice does all that the story does; one that sees everything does nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.explore.search.flows import (
    CELLS,
    Dice,
    Made,
    brute_force,
    start_of,
    steps,
    terrain_of,
)
from ulysse_game.explore.flow import Edge, Set
from ulysse_game.explore.search import Moment, Terrain
from ulysse_game.explore.search.needs import Uses, Way, all_uses
from ulysse_game.explore.search.slice import Slice
from ulysse_game.explore.search.sweep import Sweep
from ulysse_game.story import YES, Arithmetic, Compare, Number, Read


def some_uses(dice: Dice, terrain: Terrain) -> Uses:
    """Some of what decides each way, some effects carried out exactly."""
    every = [(point, way) for point in terrain.masks for way in terrain.ways[point]]
    guards = {way: frozenset(cell for cell in terrain.asks(*way) if dice.up_to(1)) for way in every}
    precise: set[Way] = {way for way in every if dice.up_to(1)}
    return Uses(guards, {}, precise)


def seen_as(slice: Slice, point: int, values: tuple[int, ...]) -> int:
    return slice.state(Moment(point, values))


@given(st.integers(0, 1 << 32))
@settings(max_examples=150, deadline=None)
def test_a_slice_can_do_every_step_that_the_story_can(seed: int) -> None:
    dice = Dice(seed)
    made = dice.flow()
    terrain = terrain_of(made)
    slice = Slice(terrain, some_uses(dice, terrain), list(terrain.masks))
    for point, values in brute_force(made).states:
        moves = {move.number: move for move in slice.moves(point)}
        here = seen_as(slice, point, values)
        for way, (target, after) in steps(made, (point, values)):
            take = moves[way].take
            there = seen_as(slice, target, after)
            assert there in ((here,) if take is None else take((here,)))


@given(st.integers(0, 1 << 32))
@settings(max_examples=150, deadline=None)
def test_a_slice_that_sees_everything_is_the_story(seed: int) -> None:
    made = Dice(seed).flow()
    terrain = terrain_of(made)
    slice = Slice(terrain, all_uses(terrain, {}), list(terrain.masks))
    sweep = Sweep(slice, [start_of(made)])
    sweep.first((), 1_000_000)
    truth = brute_force(made).states
    costs: dict[tuple[int, int], int] = {}
    for (point, values), cost in truth.items():
        state = (point, seen_as(slice, point, values))
        costs[state] = min(cost, costs.get(state, cost))
    found = {
        (point, state): wave.cost
        for point, waves in sweep.waves.items()
        for wave in waves
        for state in wave.states
    }
    assert found == costs
    assert sweep.is_complete
    assert sweep.states == len(costs)


def test_what_an_unseen_cell_adds_is_brought_back_into_the_range() -> None:
    far = Arithmetic("+", Read("c"), Arithmetic("+", Read("d"), Number(4)))
    near = Arithmetic("-", Read("c"), Arithmetic("*", Read("d"), Number(4)))
    over = Compare(">=", Read("c"), Number(3))
    loop = Edge("d", YES, (Set(3, Arithmetic("-", Read("d"), Number(1))),), 0)
    back = Edge("c", YES, (Set(2, Arithmetic("-", Read("c"), Number(1))),), 0)
    ways = (Edge("far", YES, (Set(2, far),), 0), Edge("near", YES, (Set(2, near),), 0), loop, back)
    terrain = terrain_of(Made(CELLS, ["wait", "end"], [(*ways, Edge("out", over, (), 1)), ()]))
    uses = Uses({(0, 4): frozenset({2})}, {}, frozenset())
    slice = Slice(terrain, uses, list(terrain.masks))
    first, second = (move.take for move in slice.moves(0)[:2])
    assert first is not None
    assert second is not None
    assert [sorted(first((c,))) for c in range(4)] == [[2, 3], [3], [3], [3]]
    assert [sorted(second((c,))) for c in range(4)] == [[0, 1, 2, 3]] * 4


def test_what_nothing_asks_for_is_not_seen_and_bits_are_shared() -> None:
    made = two_halves()
    terrain = terrain_of(made)
    slice = Slice(terrain, all_uses(terrain, {}), list(terrain.masks))
    packing = slice.packing
    assert packing.visible[1] == {0} and packing.visible[3] == {2}
    assert packing.places[0] == packing.places[2]
    assert all(1 not in cells for cells in packing.visible.values())


def two_halves() -> Made:
    """First ``a`` is set and asked, then ``c``; ``b`` is set and never asked."""
    a, c = Read("a"), Compare(">=", Read("c"), Number(2))
    ways = [
        (Edge("no", YES, (), 1), Edge("yes", YES, (Set(0, YES), Set(1, YES)), 1)),
        (Edge("", a, (), 2), Edge("", YES, (), 4)),
        (Edge("no", YES, (), 3), Edge("yes", YES, (Set(2, Number(3)),), 3)),
        (Edge("", c, (), 4), Edge("", YES, (), 0)),
        (),
    ]
    return Made(CELLS, ["wait", "ask", "wait", "ask", "end"], ways)
