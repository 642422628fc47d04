"""The walkthroughs that a suite lacks: few, short, pinned, and they pass."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.compiler.small import compiled as small
from tests.playtest.test_cover import ONCE, STORY, walked
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.walkthroughs import Choose, Ends, IsAt, Reads, read_walkthrough
from ulysse_game.engine import Machine
from ulysse_game.explore.items import Key
from ulysse_game.explore.route import Route
from ulysse_game.playtest import replay
from ulysse_game.playtest.cover import Completion, Watch, complete, key_of, routes_by_chance
from ulysse_game.playtest.cover.complete import _fewest, _name
from ulysse_game.playtest.cover.count import KINDS

KEPT = "invariants:\n  ends:\n    at: endings\n    never: n >= 2\n  few:\n    always: n <= 1\n"
"""Broken by the second ``more``."""


class Bench:
    """A story on the bench, with what its walkthroughs leave out."""

    def __init__(self, compiled: Compiled, *plays: str) -> None:
        assert compiled.story is not None, compiled.diagnostics
        self.compiled = compiled
        self.machine = Machine(compiled.story)
        self.watch = Watch(self.machine)
        self.items = frozenset(key_of(item) for item in self.watch.items if item.kind in KINDS)
        shown = [self.watch.shown(each) for each in walked(compiled, self.machine, *plays)]
        self.missing = self.items.difference(*shown)

    def complete(self, *routes: Route, taken: Iterable[str] = ()) -> list[Completion]:
        def find(wanted: frozenset[Key]) -> tuple[Route, ...]:
            assert wanted == self.missing
            return routes

        found = complete(self.compiled, self.machine, self.watch, self.missing, find, taken)
        assert not found.broken
        assert not found.behind
        return list(found.walkthroughs)

    def shown_by(self, completion: Completion) -> frozenset[Key]:
        walkthrough, diagnostics = read_walkthrough(
            "w.yaml", completion.text.encode(), self.compiled
        )
        assert walkthrough is not None, diagnostics
        result = replay(self.machine, walkthrough)
        assert result.passed, result.failures
        return self.watch.shown(result)


def route(*choices: str, seed: int = 1) -> Route:
    return Route(seed, tuple(("start", choice) for choice in choices))


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench(small(STORY), ONCE)


def test_each_passes_and_shows_what_it_says(bench: Bench) -> None:
    found = bench.complete(route("more", "more", "end"))
    (only,) = found
    assert only.shows == bench.shown_by(only) & bench.missing
    assert ("alternative", "start#1.1.1.1") in only.shows


def test_it_ends_behind_the_last_new_thing(bench: Bench) -> None:
    (only,) = bench.complete(route("more", "more", "more", "more", "end"))
    walkthrough, _ = read_walkthrough("w.yaml", only.text.encode(), bench.compiled)
    assert walkthrough is not None
    assert sum(isinstance(step, Choose) for step in walkthrough.steps) == 2
    assert walkthrough.steps[-1] == IsAt(walkthrough.steps[-1].line, "start")
    assert any(isinstance(step, Reads) and step.text.strip() == "and again"
               for step in walkthrough.steps)  # fmt: skip


def test_the_end_is_pinned() -> None:
    bench = Bench(small(STORY))
    (only,) = bench.complete(route("end"))
    walkthrough, _ = read_walkthrough("w.yaml", only.text.encode(), bench.compiled)
    assert walkthrough is not None
    assert any(isinstance(step, Ends) and step.ending == "curtain" for step in walkthrough.steps)
    assert "closed: shut\n" in only.text
    assert only.name == "ending_curtain"


def test_what_shows_nothing_new_is_not_written(bench: Bench) -> None:
    assert bench.complete(route("end")) == []
    assert len(bench.complete(route("more", "more", "end"), route("more", "end"))) == 1


def test_the_same_route_twice_is_one(bench: Bench) -> None:
    assert len(bench.complete(route("more", "end"), route("more", "end"))) == 1


def test_names_that_are_taken_are_not_used(bench: Bench) -> None:
    (first,) = bench.complete(route("more", "end"))
    (second,) = bench.complete(route("more", "end"), taken=[first.name, f"{first.name}_2"])
    assert second.name == f"{first.name}_3"
    assert f"walkthrough: {second.name}\n" in second.text


def test_what_breaks_an_invariant_is_told_and_not_written() -> None:
    bench = Bench(small(STORY, world_invariants=KEPT))
    completed = complete(
        bench.compiled, bench.machine, bench.watch, bench.missing,
        lambda wanted: (route("more", "more", "end"), route("more", "more", "more", "end")),
    )  # fmt: skip
    (only,) = completed.walkthroughs
    assert "  - start: more\n" in only.text, "what comes before is as good as any"
    assert "more\n  - start: more" not in only.text
    assert bench.shown_by(only) & completed.behind == frozenset()
    assert [(each.invariant.id, each.routes) for each in completed.broken] == [("few", 2)]
    assert ("ending", "curtain") in completed.behind
    assert completed.routes == 2


def test_another_way_is_asked_for_to_what_only_broken_ones_show() -> None:
    bench = Bench(small(STORY, world_invariants=KEPT))
    asked: list[frozenset[Key]] = []

    def around(wanted: frozenset[Key]) -> tuple[Route, ...]:
        asked.append(wanted)
        return (route("end"),)

    completed = complete(
        bench.compiled, bench.machine, bench.watch, bench.missing,
        lambda wanted: (route("more", "more", "end"),), (), around,
    )  # fmt: skip
    assert ("ending", "curtain") in asked[0]
    assert completed.broken
    shown = frozenset(key for each in completed.walkthroughs for key in bench.shown_by(each))
    assert ("ending", "curtain") in shown
    assert completed.behind == asked[0] - shown


def test_where_the_first_page_is_broken_nothing_is_written() -> None:
    bench = Bench(small(STORY, world_invariants="invariants:\n  no:\n    never: n is 0\n"))
    completed = complete(
        bench.compiled, bench.machine, bench.watch, bench.missing, lambda wanted: (route("end"),)
    )
    assert completed.walkthroughs == ()
    assert ("scene", "start") in completed.behind


def test_few_are_enough(compiled: Compiled) -> None:
    """Greedy, against all that the same routes show: nothing is lost, and most are left out."""
    bench = Bench(compiled)
    routes = list(routes_by_chance(bench.machine, 12))
    found = bench.complete(*routes)
    every = frozenset(
        key for each in routes for _, shown in bench.watch.along(each) for key in shown
    )
    shown = [each.shows for each in found]
    assert frozenset[Key]().union(*shown) == every & bench.missing
    assert sum(map(len, shown)) == len(every & bench.missing)  # none is told of twice
    assert len(found) < len(routes)
    assert len(shown[0]) == max(map(len, shown))
    for each in found:
        assert each.shows <= bench.shown_by(each)
    assert len({each.name for each in found}) == len(found)


def test_routes_by_chance_are_routes_and_the_same_again(machine: Machine) -> None:
    first, second = (list(routes_by_chance(machine, 3)) for _ in range(2))
    assert first == second
    assert len({each.steps for each in first}) == 3


def test_greedy_takes_what_is_most_new_not_what_is_most() -> None:
    def keys(names: str) -> frozenset[Key]:
        return frozenset(("scene", name) for name in names)

    most, more, rest, none = (route("more", seed=seed) for seed in range(4))
    shows = {none: keys("ab"), more: keys("abcdx"), most: keys("abcdef"), rest: keys("gx")}
    assert list(_fewest(shows)) == [most, rest]


def test_two_names_that_come_to_the_same_are_told_apart() -> None:
    names = {_name(frozenset([("choice", "a.b_c")]), set())}
    assert names == {"choice_a_b_c"}
    assert _name(frozenset([("choice", "a_b.c")]), names) == "choice_a_b_c_2"
