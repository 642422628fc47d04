"""The graph as Python does what the graph says: the same values, the same items."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.explore.hand import HandFlow, asks, moved, plus, way
from tests.explore.sites import known
from tests.explore.test_lower import FLOW, ROOMS, ground, held
from tests.story.trees import Scene, numbers, scenes
from tests.story.trees import conditions as asked
from ulysse_game.explore.flow import Ask, Cell, Flow, Note, Op, Set
from ulysse_game.explore.flow.code import Asking, Chancing, FlowCode, Over, Waiting
from ulysse_game.story import (
    NO,
    YES,
    Bound,
    Expression,
    Field,
    Not,
    Number,
    Read,
    evaluate,
)

CELLS = [Cell("a", -4, 6, 0), Cell("b", 0, 3, 0), Cell("c", -2, 2, 0)]
WRITTEN = ("n", "low", "sol", "flag_one", "ann.trust")
ITEMS = ("text", "one"), ("text", "two"), ("yes", "x"), ("no", "x"), ("scene", "far")


def bit(kind: str, name: str) -> int:
    """Small sets and one that is so large that it gets a name."""
    if (kind, name) not in ITEMS:
        return 0
    number = ITEMS.index((kind, name))
    return 1 << (number if number < 4 else 200)


def code_of(*points: tuple[str, list[object]], sees: bool = True) -> FlowCode:
    flow = HandFlow(CELLS, cast("list[tuple[str, list[object]]]", list(points)))  # type: ignore[arg-type]
    return FlowCode(cast(Flow, flow), bit) if sees else FlowCode(cast(Flow, flow))


@given(scenes(), asked(3) | numbers(3), st.sampled_from(sorted(ROOMS)))
def test_an_expression_means_the_same(scene: Scene, tree: Expression, room: int) -> None:
    lowered = FLOW.lower(ground(tree), room)
    code = FlowCode(FLOW)
    known, values = held(scene), values_in(scene)
    source = code.source(lowered)
    assert eval(source, {"max": max, "min": min}, {"v": values}) == evaluate(lowered, known)
    guard = code.guard(lowered)
    assert (True if guard is None else bool(guard(values))) == bool(evaluate(lowered, known))


@given(scenes(), st.lists(st.tuples(st.sampled_from(WRITTEN), numbers(2)), max_size=4))
def test_effects_change_the_same_cells(scene: Scene, sets: list[tuple[str, Expression]]) -> None:
    ops = [Set(FLOW.by_name[name], FLOW.lower(ground(tree), 0)) for name, tree in sets]
    edge = way(1, YES, *ops, choice="go")
    flow = HandFlow(FLOW.cells, [("wait", [edge]), ("end", [])])
    made = FlowCode(cast(Flow, flow), bit).made(0)
    assert isinstance(made, Waiting)
    changed = values_in(scene)
    assert made.go[0](changed) == 0
    assert changed == moved(cast(Flow, flow), edge, values_in(scene))


def values_in(scene: Scene) -> list[int]:
    """What every cell holds in a scene of random values."""
    known = held(scene)
    return [known.get(cell.name, 0) for cell in FLOW.cells]


def test_what_is_not_in_a_graph_is_refused() -> None:
    for tree in (Bound("p"), Field(Bound("p"), "trust")):
        with pytest.raises(TypeError, match="not ground"):
            code_of().source(tree)


def test_where_the_player_picks() -> None:
    looked = Ask("text", "one", asks("a", ">=", 2))
    flow = HandFlow(
        CELLS,
        [
            ("wait", [way(1, Read("b"), plus(0, "a", 3), choice="up"), way(2, choice="out")]),
            ("end", []),
            ("end", []),
        ],
    )
    flow.points[0] = flow.points[0]._replace(asks=(looked,))
    flow.points[1] = flow.points[1]._replace(asks=(looked._replace(condition=YES),))
    code = FlowCode(cast(Flow, flow), bit)
    made = code.made(0)
    assert isinstance(made, Waiting)
    assert (made.choices, made.targets) == (("up", "out"), (1, 2))
    assert made.guards[1] is None
    assert made.guards[0] is not None
    assert [bool(made.guards[0]([0, b, 0])) for b in (0, 1)] == [False, True]
    assert made.look is not None
    assert [made.look([a, 0, 0]) for a in (1, 2)] == [0, bit("text", "one")]
    values = [5, 1, 0]
    made.go[0](values)
    assert values == [6, 1, 0], "brought into the range"
    over = code.made(1)
    assert isinstance(over, Over)
    assert over.ending == "end"
    assert over.look is not None
    assert over.look([0, 0, 0]) == bit("text", "one")
    assert code.made(2) == Over(None, "end")
    assert code.made(0) is made, "made once"


def test_where_the_story_goes_on() -> None:
    ways = [way(1, asks("a", "<", 0), Note("text", "one")), way(2, asks("a", "<", 3)), way(3)]
    code = code_of(("ask", [*ways]), *[("end", [])] * 3)
    made = code.made(0)
    assert isinstance(made, Asking)
    assert [made.go([a, 0, 0]) for a in (-1, 2, 3)] == [(1, bit("text", "one")), (2, 0), (3, 0)]


def test_a_story_without_a_way_on_is_a_mistake_of_ours() -> None:
    made = code_of(("ask", [way(0, NO)]), ("end", [])).made(0)
    assert isinstance(made, Asking)
    with pytest.raises(AssertionError, match="no way on"):
        made.go([0, 0, 0])


def test_where_the_dice_fall() -> None:
    edges = [way(1)._replace(odds=2), way(2, Read("b"), Note("scene", "far"))._replace(odds=5)]
    made = code_of(("chance", [*edges]), *[("end", [])] * 2).made(0)
    assert isinstance(made, Chancing)
    assert (made.odds, made.targets) == ((2, 5), (1, 2))
    assert made.guards[0] is None
    assert made.go[1]([0, 0, 0]) == bit("scene", "far")


BOTH: tuple[Op, ...] = (
    Ask("outcome", "x", asks("a", ">=", 1)),
    plus(0, "a", 1),
    Ask("text", "one", asks("a", ">=", 1)),
    Ask("text", "two", YES),
    Ask("text", "one", NO),
    Ask("closed", "no such item", YES),
    Note("scene", "far"),
    Note("place", "no such item"),
)


def test_what_is_seen_is_read_in_the_values_of_its_moment() -> None:
    made = code_of(("wait", [way(1, YES, *BOTH)]), ("end", [])).made(0)
    assert isinstance(made, Waiting)
    always = bit("text", "two") | bit("scene", "far")
    assert made.go[0]([-1, 0, 0]) == always | bit("no", "x")
    assert made.go[0]([0, 0, 0]) == always | bit("no", "x") | bit("text", "one")
    assert made.go[0]([1, 0, 0]) == always | bit("yes", "x") | bit("text", "one")


def test_shuffles_are_left_to_those_who_have_a_seed() -> None:
    ask = Ask("text", "one", YES, (("line", 1, 2, 0),))
    made = code_of(("wait", [way(1, YES, ask)]), ("end", [])).made(0)
    assert isinstance(made, Waiting)
    assert made.go[0]([0, 0, 0]) == 0


def test_without_items_nothing_is_seen() -> None:
    made = code_of(("wait", [way(1, YES, *BOTH)]), ("end", []), sees=False).made(0)
    assert isinstance(made, Waiting)
    values = [0, 0, 0]
    assert made.go[0](values) == 0
    assert values == [1, 0, 0]


def test_large_sets_of_one_name_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are made of hashes; two sets with one hash still get two names."""
    sets = {"one": 1 << 200, "two": 1 << 200 | 1}
    flow = HandFlow(CELLS, [("wait", [way(1, YES, Note("text", n)) for n in sets]), ("end", [])])
    code = FlowCode(cast(Flow, flow), lambda kind, name: sets[name])
    monkeypatch.setattr("builtins.hash", lambda bits: 7)
    made = code.made(0)
    assert isinstance(made, Waiting)
    assert [go([0, 0, 0]) for go in made.go] == list(sets.values())


def test_equal_code_is_made_once() -> None:
    edges = [way(1, Not(Read("b")), Set(1, Number(9))) for _ in range(2)]
    made = code_of(("wait", [*edges]), ("end", [])).made(0)
    assert isinstance(made, Waiting)
    assert made.go[0] is made.go[1]
    assert made.guards[0] is made.guards[1]


def test_every_point_of_a_real_story_is_made() -> None:
    site = known("everything")
    kinds = {"wait": Waiting, "ask": Asking, "chance": Chancing, "end": Over}
    for point in site.reach.at:
        assert isinstance(site.code.made(point), kinds[site.flow.points[point].kind])
