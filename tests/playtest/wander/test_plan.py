from __future__ import annotations

import pytest

from tests.compiler.small import compiled
from ulysse_game import engine
from ulysse_game.engine import Machine
from ulysse_game.playtest.wander import Plan, value_of
from ulysse_game.playtest.wander.runs import Ready


@pytest.mark.parametrize(
    ("source", "value", "names"),
    [
        ("n", 0, ()),
        ("ann.trust - 7", -2, ()),
        ("max(n,  ann.trust)", 5, ()),
        ("half(ann.trust)", 2, ()),
        ("flag_two", 1, ("no", "yes")),
        ("weather", 0, ("calm", "wind", "storm")),
        ("weather is storm or n >= 1", 0, ("no", "yes")),
        ("count(p in ours)", 2, ()),
    ],
)
def test_a_value_is_anything_that_an_expectation_may_name(
    source: str, value: int, names: tuple[str, ...]
) -> None:
    found = compiled()
    assert found.story is not None
    assert found.declared is not None
    shown, wrong = value_of(source, found.declared)
    assert wrong == ()
    assert shown is not None
    assert (shown.source, shown.names) == (" ".join(source.split()), names)
    machine = Machine(found.story)
    ready = Ready(machine, Plan(sample=0, show=(shown,)))
    state, _ = engine.begin(machine, 1)
    assert int(ready.show[0](state.values, state)) == value


@pytest.mark.parametrize("source", ["", "m", "n +", "ann", "n = 2", "n, n"])
def test_what_is_no_value_is_said(source: str) -> None:
    found = compiled()
    assert found.declared is not None
    shown, wrong = value_of(source, found.declared)
    assert (shown is None) == bool(wrong)
    if source != "ann":
        assert [each.span.file for each in wrong] == ["--show"]


def test_every_run_is_in_one_shard() -> None:
    shards = [Plan(runs=20, shard=(part, 3)).numbers() for part in (1, 2, 3)]
    assert sorted(number for shard in shards for number in shard) == list(range(20))
    endless = Plan(runs=0, shard=(2, 3)).numbers()
    assert [next(endless) for _ in range(3)] == [1, 4, 7]
