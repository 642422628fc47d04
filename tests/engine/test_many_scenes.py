"""Every scene's visits and choices are its own, wherever it stands in a story of many."""

from __future__ import annotations

from functools import cache

import pytest

from tests.compiler.small import machine as machine_of
from ulysse_game import engine
from ulysse_game.engine import Machine, NotOpen, State, mark_of, visits_of
from ulysse_game.engine.marks import PICKED, SPENT, TAKEN, bit, with_mark
from ulysse_game.story import Call

COUNT = 70  # more than two of the numbers hold that visits are kept in


@cache
def many(is_pick: bool = True) -> Machine:
    scenes = "".join(
        f"""
s{n:02}:
{"  pick: 2" * is_pick}
  choices:
    - go: Go.
    - once: Once.
      once: yes
    - on: On.
      goto: s{(n + 1) % COUNT:02}
  next: s{(n + 1) % COUNT:02}
"""
        for n in range(COUNT)
    )
    return machine_of(f"start:\n  next: s00\n{scenes}".replace("once: Once.", "first: Once."))


def walked() -> State:
    """A walk through all scenes and some of them again, with another choice in each."""
    machine = many()
    state, _ = engine.begin(machine, 1)
    for turn in range(COUNT + 9):
        for choice in (("go",), ("first",), ())[turn % 3]:
            if choice in engine.open_ids(machine, state):
                state, _ = engine.step(machine, state, choice)
        state, _ = engine.step(machine, state, "on")
    return state


def test_expressions_ask_each_scene_for_its_own() -> None:
    machine, state = many(), walked()
    for name, number in machine.layout.scenes.items():
        if not name[1:].isdigit():
            continue
        visits = visits_of(state.visits, number)
        mark = mark_of(state.marks, number)
        asked = {
            ("visits", name): visits,
            ("seen", name): int(visits > 0),
            ("taken", f"{name}.go"): int(mark & bit(TAKEN, 0) > 0),
            ("taken", f"{name}.first"): int(mark & bit(TAKEN, 1) > 0),
            ("taken", f"{name}.on"): int(mark & bit(TAKEN, 2) > 0),
            ("picked", name): sum(mark & bit(PICKED, n) > 0 for n in range(3)),
        }
        for (function, of), answer in asked.items():
            reader = machine.code.reader(Call(function, of, ()))
            assert reader(state.values, state) == answer, (function, of)
    counts = {visits_of(state.visits, n) for n in range(COUNT)}
    assert counts >= {1, 2}


def test_steps_remember_in_each_scene_what_was_done_there() -> None:
    """Held against a plain reckoning, on the short way and on the long."""
    for is_quick in (True, False):
        machine = Machine(many().story, is_quick)
        state, _ = engine.begin(machine, 1)
        visits, taken = {"s00": 1}, set()
        for n in range(COUNT):
            here, following = f"s{n:02}", f"s{(n + 1) % COUNT:02}"
            assert state.location == here
            assert engine.open_ids(machine, state) == ["go", "first", "on"]
            state, _ = engine.step(machine, state, "first")
            assert engine.open_ids(machine, state) == ["go", "on"]
            state, _ = engine.step(machine, state, "go" if n % 3 else "on")
            taken |= {f"{here}.first", f"{here}.{'go' if n % 3 else 'on'}"}
            visits[following] = visits.get(following, 0) + 1
        plain = engine.to_plain(machine, state)
        assert {k: v for k, v in plain["visits"].items() if k != "start"} == visits
        assert set(plain["taken"]) == taken
        assert set(plain["spent"]) == {each for each in taken if each.endswith(".first")}
        again, losses = engine.from_plain(machine, plain)
        assert (again, losses) == (state, [])


def test_what_was_spent_stays_spent_when_a_scene_is_entered_again() -> None:
    machine = many()
    state = walked()
    for _ in range(COUNT):
        number = machine.layout.scenes[state.location]
        mark = mark_of(state.marks, number)
        assert not mark & bit(PICKED, 0)
        assert ("first" in engine.open_ids(machine, state)) is not bool(mark & bit(SPENT, 1))
        state, _ = engine.step(machine, state, "on")


def test_what_was_spent_cannot_be_taken_again_in_any_scene() -> None:
    machine = many(is_pick=False)
    state, _ = engine.begin(machine, 1)
    for _ in range(COUNT):
        once, _ = engine.step(machine, state, "first")
        assert once.location != state.location  # without `goto` the way is `next`
        number = machine.layout.scenes[state.location]
        back = state._replace(marks=once.marks)
        assert mark_of(back.marks, number) & bit(SPENT, 1)
        assert engine.open_ids(machine, back) == ["go", "on"]
        with pytest.raises(NotOpen):
            engine.step(machine, back, "first")
        engine.step(machine, once, "first")
        state, _ = engine.step(machine, state, "on")


def test_a_scene_of_which_enough_was_picked_offers_nothing() -> None:
    """An edit has lowered its `pick` under a saved game: the way on is the story's own."""
    machine = many()
    state, _ = engine.begin(machine, 1)
    number = machine.layout.scenes["s00"]
    for marks, opened in (
        (bit(PICKED, 0), ["first", "on"]),
        (bit(PICKED, 0) | bit(PICKED, 2), []),
        (bit(PICKED, 0) | bit(PICKED, 1) | bit(PICKED, 2), []),
    ):
        picked = state._replace(marks=with_mark(state.marks, number, marks))
        assert engine.open_ids(machine, picked) == opened
        assert [each.id for each in engine.offers(machine, picked)] == opened
        for choice in {"go", "first", "on"}.difference(opened):
            with pytest.raises(NotOpen):
                engine.step(machine, picked, choice)
