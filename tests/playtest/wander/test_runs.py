from __future__ import annotations

from functools import cache

import pytest

from tests.engine.plays import NAMES, named
from tests.playtest.wander.town import a_dead_end, a_ring, no_end, town
from ulysse_game import engine
from ulysse_game.engine import Entered, Machine, Picked, Shown, State
from ulysse_game.explore.route import replayed
from ulysse_game.playtest.invariants import Invariants
from ulysse_game.playtest.wander import (
    BUILT_IN,
    FIRST,
    UNIFORM,
    Plan,
    Policy,
    Ready,
    Trouble,
    Value,
    preferring,
    read,
    route_to,
    run,
    run_seed,
)
from ulysse_game.playtest.wander.runs import words_of
from ulysse_game.story import Read
from ulysse_game.view import present
from ulysse_game.view.page import Line, Option, Page, Run

POLICIES = (*BUILT_IN, preferring("p", "record, tag:press"))


@cache
def machine_of(name: str) -> Machine:
    return Machine(named(name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("policy", POLICIES, ids=lambda each: str(each.name))
def test_a_run_that_is_read_is_the_same_run(name: str, policy: Policy) -> None:
    ready = Ready(machine_of(name), Plan(longest=120))
    for number in range(1 if name == "shipped" else 3):
        seed = run_seed(1, number)
        outcome = run(ready, policy, seed)
        assert outcome.last.seed == seed
        for has_pages in (False, True):
            again, notes = read(ready, policy, seed, has_pages)
            assert again == outcome
            assert bool(notes.words) == bool(notes.seen) == has_pages


def test_a_run_can_be_made_again_and_others_differ() -> None:
    ready = Ready(town(), Plan())
    lasts = [run(ready, UNIFORM, run_seed(0, n)).last for n in range(40)]
    assert lasts == [run(Ready(town(), Plan()), UNIFORM, run_seed(0, n)).last for n in range(40)]
    assert len(set(lasts)) > 20
    assert lasts != [run(ready, UNIFORM, run_seed(1, n)).last for n in range(40)]


def test_no_two_runs_have_the_same_seed() -> None:
    seeds = [run_seed(0, n) for n in range(10_000)]
    assert len(set(seeds)) == 10_000
    assert all(0 <= seed < 2**64 for seed in seeds)


def states_of(machine: Machine, seed: int, policy: Policy) -> list[State]:
    """The states of a run, by its route and nothing else of wandering's."""
    ready = Ready(machine, Plan(sample=0))
    route = route_to(ready, policy, seed, Trouble("", ""))
    states = replayed(machine, route)
    assert states is not None
    return list(states)


def test_invariants_are_asked_in_every_state() -> None:
    machine = town()
    ready, invariants = Ready(machine, Plan()), Invariants(machine)
    was_broken = set()
    for number in range(60):
        seed = run_seed(0, number)
        broken = [
            each.id
            for state in states_of(machine, seed, UNIFORM)
            for each in invariants.broken(state)
        ]
        troubles = run(ready, UNIFORM, seed).troubles
        assert troubles == tuple(Trouble("invariant", id) for id in dict.fromkeys(broken))
        was_broken.add(bool(broken))
    assert was_broken == {True, False}


def test_the_way_to_a_breach_ends_at_it() -> None:
    machine, trouble = town(), Trouble("invariant", "not_too_high")
    ready = Ready(machine, Plan(sample=0))
    seed = next(s for s in range(200) if trouble in run(ready, UNIFORM, s).troubles)
    states = replayed(machine, route_to(ready, UNIFORM, seed, trouble))
    assert states is not None
    broken = [bool(Invariants(machine).broken(state)) for state in states]
    assert broken == [False] * (len(broken) - 1) + [True]


def test_nothing_left_to_choose() -> None:
    ready = Ready(a_dead_end(), Plan(sample=0))
    outcome = run(ready, UNIFORM, 5)
    assert outcome.troubles == (Trouble("stuck", "end_of_road"),)
    assert read(ready, UNIFORM, 5, False)[0] == outcome


def test_a_run_that_never_ends_is_given_up() -> None:
    outcome = run(Ready(no_end(), Plan(longest=50, sample=0)), FIRST, 5)
    assert outcome.troubles == (Trouble("too-long", "50"),)
    assert outcome.last.turn == 50
    route = route_to(Ready(no_end(), Plan(longest=50, sample=0)), FIRST, 5, outcome.troubles[0])
    assert len(route.steps) == 50


def test_round_and_round() -> None:
    machine = a_ring()
    ready = Ready(machine, Plan(sample=0))
    outcome = run(ready, UNIFORM, 5)
    (trouble,) = outcome.troubles
    assert trouble.kind == "runaway"
    assert trouble.name in ("ring", "gnir")
    assert read(ready, UNIFORM, 5, False)[0] == outcome
    assert route_to(ready, UNIFORM, 5, trouble).steps[-1] == ("start", "leave")


def test_an_error_of_ours_is_a_trouble_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> State:
        raise ZeroDivisionError

    module = "ulysse_game.playtest.wander.runs"
    monkeypatch.setattr(f"{module}.advance", wrong)
    outcome = run(Ready(town(), Plan(sample=0)), UNIFORM, 5)
    assert outcome.troubles == (Trouble("crash", "ZeroDivisionError at start"),)
    monkeypatch.setattr(f"{module}.begin", wrong)
    outcome = run(Ready(town(), Plan(sample=0)), UNIFORM, 5)
    assert outcome.troubles == (Trouble("crash", "ZeroDivisionError at start"),)
    assert outcome.last.location == ""


def test_a_page_that_cannot_be_told_is_one_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*told: object) -> Page:
        if told[2] == "go_on":
            raise KeyError("no such line")
        return present(*told)  # type: ignore[arg-type]

    monkeypatch.setattr("ulysse_game.playtest.wander.runs.present", wrong)
    ready = Ready(town(), Plan())
    trouble = Trouble("crash", "KeyError at start")
    outcome, _ = read(ready, preferring("p", "go_on"), 5, True)
    assert outcome.troubles == (trouble,)
    assert run(ready, preferring("p", "go_on"), 5).troubles == ()
    assert route_to(ready, preferring("p", "go_on"), 5, trouble).steps == (("start", "go_on"),)


def test_what_a_run_shows() -> None:
    """What is seen is what the events of its steps say; the words are those of its pages."""
    machine = town()
    ready = Ready(machine, Plan())
    for number in range(20):
        seed = run_seed(0, number)
        _, notes = read(ready, UNIFORM, seed, True)
        route = route_to(ready, UNIFORM, seed, Trouble("", ""))
        state, events = engine.begin(machine, seed)
        every = list(events)
        words = words_of(present(machine, None, "", state, events, "en"))
        for _, choice in route.steps:
            before = state
            state, events = engine.step(machine, state, choice)
            every += events
            words += words_of(present(machine, before, choice, state, events, "en"))
        assert notes.words == words
        assert ready.content is not None
        items = {(kind, name) for kind, name, _ in ready.content.times([notes.seen])}
        assert ready.content.size(notes.seen) == len(items)
        scenes = {e.location.partition("/")[0] for e in every if isinstance(e, Entered)}
        assert {name for kind, name in items if kind == "scene"} == scenes
        taken = {f"{where}.{choice}" for where, choice in route.steps}
        assert {name for kind, name in items if kind == "choice"} == taken
        told = {e.line_id for e in every if isinstance(e, Shown)}
        told |= {e.label for e in every if isinstance(e, Picked)}
        assert told <= {name for kind, name in items if kind == "text"}


def test_values_are_noted_whenever_a_place_is_read() -> None:
    machine = town()
    show = (Value("n", Read("n")), Value("weather", Read("weather"), ("calm", "wind", "storm")))
    plan = Plan(sample=0, at=("storm", "calm", "lines"), show=show)
    slot = machine.layout.slots["n"]
    seen = set()
    for number in range(40):
        seed = run_seed(0, number)
        _, notes = read(Ready(machine, plan), UNIFORM, seed, False)
        states = states_of(machine, seed, UNIFORM)
        # Every storm and every letter is a page; `calm` says nothing and asks nothing.
        wanted = [
            (state.location.partition("/")[0], state.values[slot])
            for before, state in zip([None, *states], states, strict=False)
            if state.location.partition("/")[0] in ("storm", "lines")
        ]
        assert [(place, n) for place, which, n in notes.values if which == 0] == wanted
        assert all(n == 2 for place, which, n in notes.values if (place, which) == ("storm", 1))
        seen |= {place for place, _, _ in notes.values}
    assert seen == {"storm", "lines"}


def test_a_silent_place_is_noted_where_one_stands_on_it() -> None:
    machine = a_dead_end()
    plan = Plan(sample=0, at=("end_of_road", "start"), show=(Value("n", Read("n")),))
    _, notes = read(Ready(machine, plan), UNIFORM, 5, False)
    places = [place for place, _, _ in notes.values]
    assert places[-1] == "end_of_road"
    assert set(places) == {"start", "end_of_road"}


def test_words_of_a_page() -> None:
    page = Page(
        turn=1,
        scene="start",
        place="Deck here",
        chapter="Part one",
        lines=(
            Line("chapter", (Run("Part two"),), manner="Night falls"),
            Line("picked", (Run("not counted again"),)),
            Line("narration", (Run("three words "), Run("here", True))),
            Line("speech", (Run("Yes."),), name="Simon"),
        ),
        options=(
            Option("a", (Run("Go on."),)),
            Option("b", (Run("Stay."),), False, (Run("Not now."),)),
        ),
        status=(),
    )
    assert words_of(page) == 4 + 3 + 1 + 2 + 1 + 2
