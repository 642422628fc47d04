from __future__ import annotations

from collections import Counter

import pytest

from tests.engine.plays import named
from tests.playtest.wander.town import town
from ulysse_game import engine
from ulysse_game.engine import Machine, State
from ulysse_game.playtest.wander import (
    BUILT_IN,
    FIRST,
    LAST,
    LEAST_SEEN,
    UNIFORM,
    NoPolicy,
    Policy,
    named_policies,
    preferring,
    run_seed,
    unknown_wants,
)
from ulysse_game.playtest.wander.policy import chooser
from ulysse_game.story import Draw


def choices(machine: Machine, policy: Policy, seed: int, turns: int) -> list[tuple[str, str]]:
    choose = chooser(machine, policy, seed)
    state, _ = engine.begin(machine, seed)
    made = []
    for _ in range(turns):
        ids = engine.open_ids(machine, state)
        if not ids:
            break
        choice = choose(state, ids)
        assert choice in ids
        made.append((state.location, choice))
        state = engine.advance(machine, state, choice)
    return made


def at_first(policy: Policy) -> Counter[str]:
    return Counter(choices(town(), policy, run_seed(7, n), 1)[0][1] for n in range(600))


def test_uniform_takes_each_alike() -> None:
    times = at_first(UNIFORM)
    assert set(times) == {"rise", "wait", "go_on"}
    # 600 throws of three: outside 160 to 240 once in 10⁴ for a fair one.
    assert all(160 < count < 240 for count in times.values()), times


def test_first_takes_the_first() -> None:
    assert at_first(FIRST) == {"rise": 600}


def test_last_takes_the_last() -> None:
    assert at_first(LAST) == {"go_on": 600}


def test_least_seen_takes_what_this_run_took_least() -> None:
    for seed in range(30):
        taken: Counter[tuple[str, str]] = Counter()
        state, _ = engine.begin(town(), seed)
        choose = chooser(town(), LEAST_SEEN, seed)
        for _ in range(60):
            ids = engine.open_ids(town(), state)
            if not ids:
                break
            choice = choose(state, ids)
            here = state.location
            assert taken[here, choice] == min(taken[here, id] for id in ids)
            taken[here, choice] += 1
            state = engine.advance(town(), state, choice)


@pytest.mark.parametrize(
    ("wants", "taken"),
    [
        ("go_on", {"go_on"}),
        ("start.wait", {"wait"}),
        ("storm.wait, rise", {"rise"}),
        ("tag:listen", {"wait", "go_on"}),
        ("tag:listen, wait", {"wait", "go_on"}),
        ("fall, tag:press", {"rise"}),
        ("home, sleep", {"rise", "wait", "go_on"}),
        ("wait,go_on", {"wait"}),
    ],
)
def test_preferences(wants: str, taken: set[str]) -> None:
    assert set(at_first(preferring("p", wants))) == taken


def test_a_preference_is_kept_in_the_items_of_a_loop() -> None:
    for want, wanted in (("record", {"record"}), ("lines.leave", {"leave"})):
        policy = preferring("p", f"{want}, go_on")
        made = {
            choice
            for seed in range(20)
            for where, choice in choices(town(), policy, seed, 3)
            if where.startswith("lines/")
        }
        assert made == wanted


@pytest.mark.parametrize(
    ("want", "taken"),
    [
        ("ask", {"ask/ann", "ask/bob"}),
        ("storm.ask", {"ask/ann", "ask/bob"}),
        ("ask/bob", {"ask/bob"}),
        ("storm.ask/bob", {"ask/bob"}),
        ("start.ask", {"ask/ann", "ask/bob", "home", "sleep"}),
    ],
)
def test_a_preference_among_the_items_of_a_choice(want: str, taken: set[str]) -> None:
    policy = preferring("p", f"go_on, record, {want}")
    ways = (choices(town(), policy, run_seed(0, n), 4) for n in range(200))
    assert {way[3][1] for way in ways if len(way) > 3} == taken


@pytest.mark.parametrize("policy", [*BUILT_IN, preferring("p", "wait, tag:press")])
def test_a_choice_depends_on_the_runs_own_past_alone(policy: Policy) -> None:
    """Two runs taken in turns go as each does by itself."""
    machine = town()
    alone = {seed: choices(machine, policy, seed, 40) for seed in (3, 4)}
    both = {seed: chooser(machine, policy, seed) for seed in (3, 4)}
    states: dict[int, State] = {seed: engine.begin(machine, seed)[0] for seed in (3, 4)}
    made: dict[int, list[tuple[str, str]]] = {3: [], 4: []}
    for _ in range(40):
        for seed, state in states.items():
            ids = engine.open_ids(machine, state)
            if ids:
                made[seed].append((state.location, both[seed](state, ids)))
                states[seed] = engine.advance(machine, state, made[seed][-1][1])
    assert made == alone


def test_the_players_chance_is_not_the_storys() -> None:
    """Whoever goes straight to the dice meets each side, whatever was chosen to get there."""
    policy = preferring("p", "go_on, record")
    ends = Counter(choices(town(), policy, run_seed(0, n), 4)[-1][0] for n in range(400))
    assert 60 < ends["storm"] < 140, ends


@pytest.mark.parametrize("wants", ["", " , ", "Rise", "tag:", "a b", "a.b.c", "tag:x/y", "a|b"])
def test_what_is_no_preference(wants: str) -> None:
    with pytest.raises(NoPolicy):
        preferring("p", wants)


def test_policies_of_a_file() -> None:
    found = named_policies(["# remarks", "", "record: record  # the loyal", "b: tag:press,wait"])
    assert found == (
        Policy("record", "prefer", ("record",)),
        Policy("b", "prefer", ("tag:press", "wait")),
    )


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["record"], "line 1: a line is NAME: PREFERENCES"),
        (["", "a: Not"], "line 2: “Not” is neither a choice's id nor tag:NAME"),
        (["a: x", "a: y"], "line 2: there is a policy a already"),
        (["first: x"], "line 1: there is a policy first already"),
        (["all: x"], "line 1: there is a policy all already"),
        (["a:"], "line 1: it prefers nothing"),
    ],
)
def test_lines_that_are_no_policies(lines: list[str], reason: str) -> None:
    with pytest.raises(NoPolicy) as wrong:
        named_policies(lines)
    assert str(wrong.value) == reason


def test_preferences_that_no_choice_meets() -> None:
    policy = preferring("p", "rise, start.wait, tag:press, rise/eva, calm.rise, up, tag:up")
    assert unknown_wants(town().story, policy) == ["calm.rise", "up", "tag:up"]
    assert unknown_wants(town().story, UNIFORM) == []


def test_a_card_is_a_choice_by_its_scene() -> None:
    machine = Machine(named("samples"))
    deck = machine.story.world.decks[0]
    card = deck.piles[0][1][0]
    drawing = next(
        scene.id
        for scene in machine.story.scenes.values()
        for each in scene.choices
        if isinstance(each, Draw) and each.deck == deck.id
    )
    policy = preferring("p", f"{card}, {drawing}.{card}, {card}.{drawing}")
    assert unknown_wants(machine.story, policy) == [f"{card}.{drawing}"]
