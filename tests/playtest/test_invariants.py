"""Invariants are asked of states, each on the pages where it should hold."""

from __future__ import annotations

from tests.compiler.small import compiled
from tests.explore.sites import made
from ulysse_game.compiler.walkthroughs import read_walkthrough
from ulysse_game.engine import Machine, State, begin, step
from ulysse_game.playtest import replay
from ulysse_game.playtest.invariants import Invariants, invariants_of

SCENES = """
start:
  choices:
    - up: Up.
      do: n += 1
      goto: start
    - den: Den.
      goto: den
    - end: End.
      goto: the_end
den:
  each: p in ours
  choices:
    - on: On.
  next: start
"""
KEPT = """invariants:
  few:
    always: n <= 1
  never_two:
    never: n is 2
    at: den
  none_left:
    always: n is 0
    at: endings
  both:
    always: n is 0
    at: den, endings
  nowhere:
    always: n >= 50
    at: later
"""


def after(machine: Machine, *choices: str) -> State:
    state, _ = begin(machine, 0)
    for choice in choices:
        state, _ = step(machine, state, choice)
    return state


def broken(*choices: str) -> list[str]:
    """What is broken on the page after these choices."""
    machine = made(SCENES, invariants=KEPT)
    return [each.id for each in Invariants(machine).broken(after(machine, *choices))]


def test_everywhere_unless_said() -> None:
    assert broken() == []
    assert broken("up") == []
    assert broken("up", "up") == ["few"]


def test_on_the_pages_of_a_scene_and_of_its_items() -> None:
    assert broken("den") == []
    assert broken("up", "den") == ["both"]
    assert (
        broken("up", "up", "den")
        == broken("up", "up", "den", "on")
        == [
            "few",
            "never_two",
            "both",
        ]
    )


def test_on_every_page_that_ends_the_story() -> None:
    assert broken("end") == []
    assert broken("up", "end") == ["none_left", "both"]


def test_they_are_made_ready_once() -> None:
    machine = made(SCENES, invariants=KEPT)
    assert invariants_of(machine) is invariants_of(machine)
    assert [each.id for each, _ in invariants_of(machine).readers] == [
        "few",
        "never_two",
        "none_left",
        "both",
        "nowhere",
    ]


def test_one_that_nobody_explained_is_told_by_its_name_alone() -> None:
    found = compiled(SCENES, world_invariants=KEPT)
    walked = b"walkthrough: w\nplay:\n  - start: up\n  - start: up\n"
    walkthrough, diagnostics = read_walkthrough("w.yaml", walked, found)
    assert walkthrough is not None, diagnostics
    assert found.story is not None
    (failure,) = replay(Machine(found.story), walkthrough).failures
    assert failure.wanted == "always: few"
