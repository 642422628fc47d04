"""What may be reached holds whatever is reached, and comes to an end however far one can count."""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time

import pytest

from tests.engine.plays import NAMES
from tests.explore.hand import asks, moved, plus, reach_of, taken_ways, way
from tests.explore.sites import keys, known, tiny, watcher_of
from ulysse_game.engine import open_ids
from ulysse_game.engine.chance import draw
from ulysse_game.explore.cartesian import PATIENCE, Reach, cartesian, seen, taken
from ulysse_game.explore.domain import ones
from ulysse_game.explore.flow import Ask, Cell, Edge, Flow, Note, Set
from ulysse_game.story import NO, YES, And, Arithmetic, Call, Choose, Compare, Number, Read

END: tuple[str, list[Edge]] = ("end", [])
FAR = 100_000


def held(reach: Reach, point: int, cell: int = 0) -> set[int]:
    """What a cell may hold at a point."""
    bits, low = f"{reach.at[point][cell]:b}"[::-1], reach.flow.cells[cell].low
    return {low + n for n, bit in enumerate(bits) if bit == "1"}


Step = tuple[int, int]


def passed(flow: Flow, point: int, number: int, values: list[int]) -> Iterator[list[Step]]:
    """The edges passed to the next page when this one is taken, for every fall of the dice."""
    edge = flow.edges(point)[number]
    values = moved(flow, edge, values)
    if flow.points[edge.target].kind in ("wait", "end"):
        yield [(point, number)]
        return
    for onward in taken_ways(flow, edge.target, values):
        for rest in passed(flow, edge.target, onward, values):
            yield [(point, number), *rest]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [3, 4])
def test_whatever_happens_in_a_play_may_be_reached(name: str, seed: int) -> None:
    site = known(name)
    flow, reach, watcher = site.flow, site.reach, watcher_of(site)
    shown = watcher.begin(seed)
    happened = shown.items
    for turn in range(40):
        point, values = flow.point_of(shown.state), flow.values_of(shown.state)
        assert point in reach.at, shown.state.location
        for cell, value, mask in zip(flow.cells, values, reach.at[point], strict=True):
            assert mask >> (value - cell.low) & 1, f"{shown.state.location}: {cell} is {value}"
        choices = open_ids(site.machine, shown.state)
        if not choices:
            break
        choice = choices[draw(seed, turn, len(choices))]
        number = [edge.choice for edge in flow.edges(point)].index(choice)
        for steps in passed(flow, point, number, values):
            assert reach.feasible.issuperset(steps), f"{shown.state.location}: {choice}"
        shown = watcher.step(shown.state, choice)
        happened |= shown.items
    assert keys(site, happened) <= reach.items


def test_what_no_choice_leads_to_is_not_reached() -> None:
    reach = tiny("start:\n  choices:\n    - go: Go.\n      goto: the_end\n").reach
    assert ("scene", "the_end") in reach.items
    assert ("scene", "later") not in reach.items


def test_a_condition_that_never_holds_closes_its_way() -> None:
    up = ("wait", [way(0, asks("n", "<", 3), plus(0, "n", 1)), way(1, asks("n", "is", 4)), way(2)])
    reach = reach_of([Cell("n", 0, 9, 0)], [up, END, END])
    assert held(reach, 0) == {0, 1, 2, 3}
    assert 1 not in reach.at
    assert reach.feasible == {(0, 0), (0, 2)}


def test_the_story_takes_the_first_way_that_is_open() -> None:
    ways = [way(1, asks("n", "<", 3)), way(2, asks("n", "<", 6)), way(3), way(4)]
    begin = ("wait", [way(1, YES, Set(0, Number(n))) for n in range(9)])
    reach = reach_of([Cell("n", 0, 9, 0)], [begin, ("ask", ways), *[("ask", [way(6)])] * 4, END])
    assert held(reach, 1) == set(range(9))
    flow, domain = reach.flow, reach.domain
    found = [(n, held_by(masks)) for n, _, masks in taken(flow, domain, 1, list(reach.at[1]))]
    assert found == [(0, {0, 1, 2}), (1, {3, 4, 5}), (2, {6, 7, 8})]


def test_a_way_whose_condition_implies_an_earlier_one_is_never_taken() -> None:
    cells = [Cell("x", 0, 1, 0), Cell("y", 0, 1, 0)]
    x, y = asks("x", "is", 1), asks("y", "is", 1)
    either = [way(1, YES, Set(0, Number(n)), Set(1, Number(m))) for n in (0, 1) for m in (0, 1)]
    both, one = way(2, And((x, y))), way(3, And((y, x)))
    reach = reach_of(cells, [("wait", either), ("ask", [both, one, way(4)]), END, END, END])
    assert set(reach.at) == {0, 1, 2, 4}


def test_what_comes_later_in_a_condition_says_more_of_what_comes_first() -> None:
    cells = [Cell("x", 0, 1, 0), Cell("y", 0, 1, 0)]
    either = [way(1, YES, Set(0, Number(n))) for n in (0, 1)]
    most = Call("max", "", (Choose(asks("x", "is", 0), NO, YES), Read("y")))
    asked = And((Compare(">=", most, Number(1)), asks("x", "is", 0)))
    reach = reach_of(cells, [("wait", either), ("wait", [way(2, asked), way(3)]), END, END])
    assert set(reach.at) == {0, 1, 3}


def held_by(masks: list[int]) -> set[int]:
    return set(ones(masks[0]))


def test_what_is_taken_does_not_change_what_was_given() -> None:
    reach = reach_of([Cell("n", 0, 9, 0)], [("wait", [way(1)]), END])
    masks = [0b111]
    ((_, _, there),) = taken(reach.flow, reach.domain, 0, masks)
    there[0] = 0
    assert masks == [0b111]


def test_from_given_starts() -> None:
    flow = reach_of([Cell("n", 0, 9, 5)], [("wait", [way(1)]), ("wait", [way(2)]), END]).flow
    reach = cartesian(flow, [(1, [3]), (1, [7]), (2, [0])])
    assert set(reach.at) == {1, 2}
    assert held(reach, 1) == {3, 7}
    assert held(reach, 2) == {0, 3, 7}
    assert reach.starts == ((1, (3,)), (1, (7,)), (2, (0,)))


@pytest.mark.parametrize("step", [1, 7, -1, -7])
def test_a_long_count_ends_soon_and_leaves_nothing_out(step: int) -> None:
    start = 0 if step > 0 else FAR
    cells = [Cell("n", 0, FAR, start), Cell("m", 0, 9, 0)]
    hub = ("wait", [way(0, YES, plus(0, "n", step)), way(1, YES, Set(1, Number(4))), way(2)])
    began = process_time()
    reach = reach_of(cells, [hub, ("ask", [way(0, asks("n", "is", FAR // 2)), way(2)]), END])
    assert process_time() - began < 1.0
    true = {min(max(start + step * n, 0), FAR) for n in range(FAR // abs(step) + 2)}
    assert held(reach, 0) >= true
    assert held(reach, 2) >= true
    assert held(reach, 0, 1) == {0, 4}, "a cell that does not grow is not widened"


def test_two_long_counts_at_once() -> None:
    cells = [Cell("n", 0, FAR, 0), Cell("m", -FAR, 0, 0)]
    hub = ("wait", [way(0, YES, plus(0, "n", 1)), way(0, YES, plus(1, "m", -3)), way(1)])
    began = process_time()
    reach = reach_of(cells, [hub, END])
    assert process_time() - began < 1.0
    assert held(reach, 1, 0) == set(range(FAR + 1))
    assert held(reach, 1, 1) >= set(range(-FAR, 1, 3)) - {-FAR}


def test_a_short_count_is_exact() -> None:
    up = way(0, asks("n", "<", PATIENCE - 5), plus(0, "n", 1))
    reach = reach_of([Cell("n", 0, FAR, 0)], [("wait", [up, way(1)]), END])
    assert held(reach, 1) == set(range(PATIENCE - 4))


def test_a_watched_condition_is_read_in_the_values_of_its_moment() -> None:
    early, late = (Ask("outcome", name, asks("n", "is", 1)) for name in ("early", "late"))
    said = Ask("text", "said", asks("n", ">=", 1))
    unsaid = Ask("text", "unsaid", asks("n", ">=", 2))
    ops = (early, plus(0, "n", 1), late, said, unsaid, Note("scene", "s"))
    reach = reach_of([Cell("n", 0, 9, 0)], [("wait", [way(1, YES, *ops)]), END])
    assert reach.items == {("no", "early"), ("yes", "late"), ("text", "said"), ("scene", "s")}


def test_an_outcome_is_seen_either_way() -> None:
    reach = reach_of([Cell("n", 0, 9, 0)], [("wait", [way(1)]), END])
    either = Ask("outcome", "x", asks("n", "is", 1))
    assert set(seen(reach.domain, either, [0b11])) == {("yes", "x"), ("no", "x")}
    assert set(seen(reach.domain, either, [0b10])) == {("yes", "x")}
    assert set(seen(reach.domain, either._replace(condition=NO), [0b10])) == {("no", "x")}


def test_an_edge_that_sets_a_cell_from_another() -> None:
    twice = Set(1, Arithmetic("*", Read("n"), Number(2)))
    begin = ("wait", [way(1, YES, Set(0, Number(n)), twice) for n in (1, 3)])
    reach = reach_of([Cell("n", 0, 9, 0), Cell("m", 0, 9, 0)], [begin, END])
    assert held(reach, 1, 1) == {2, 6}
