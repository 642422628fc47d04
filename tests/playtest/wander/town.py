"""A small story with all that wandering meets: dice, a loop, tags, an early end, a breach."""

from __future__ import annotations

from functools import cache

from tests.compiler.small import machine
from tests.engine.test_step import END, hand_made
from ulysse_game.engine import Machine
from ulysse_game.story import Choice, Go, Scene

SCENES = """
start:
  text: A square with a fountain.
  choices:
    - rise: |
        Rise.

        Up you go.
      tags: press
      do: n += 1
      goto: here
    - wait: Wait.
      tags: listen
      goto: here
    - go_on: Go on.
      tags: listen
      goto: lines
    - fall: Fall.
      if: n >= 3
      closed: Too low.
      goto: pit
lines:
  each: p in ours
  text: A letter.
  choices:
    - record: Record it.
      do: p.stress += 1
    - leave: Leave it out.
  next: dice
dice:
  next:
    - calm odds 3
    - storm odds 1
calm:
  next: the_end
storm:
  text: A storm.
  do: weather = storm
  choices:
    - ask: |
        Ask {p}.
      each: p in ours
      once: yes
      goto: storm
    - home: Home.
      goto: start
    - sleep: Sleep.
      goto: the_end
pit:
  ending: early_pit
"""
INVARIANTS = """
invariants:
  not_too_high:
    always: n < 6
    means: nobody rises above five
"""


@cache
def town() -> Machine:
    return machine(SCENES, world_invariants=INVARIANTS)


def a_dead_end() -> Machine:
    """A story that the compiler would refuse: after two choices nothing is left."""
    choices = (Choice("stay", goto="here"), Choice("leave", goto="end_of_road"))
    return hand_made(
        Scene("start", "part", choices=choices, file="1_part/scenes.yaml", line=1),
        Scene("end_of_road", "part", file="1_part/scenes.yaml", line=9),
        END,
    )


def a_ring() -> Machine:
    """A story that the compiler would refuse: one choice leads round and round."""
    choices = (Choice("stay", goto="here"), Choice("leave", goto="ring"))
    return hand_made(
        Scene("start", "part", choices=choices),
        Scene("ring", "part", next=(Go("gnir"),)),
        Scene("gnir", "part", next=(Go("ring"),)),
        END,
    )


def no_end() -> Machine:
    """A story in which one choice leads back to itself for ever."""
    return hand_made(Scene("start", "part", choices=(Choice("stay", goto="here"),)), END)


def a_crash() -> Machine:
    """A story that the compiler would refuse: one choice leads to a scene that is not there."""
    choices = (Choice("stay", goto="here"), Choice("leave", goto="nowhere"))
    return hand_made(Scene("start", "part", choices=choices, file="1_part/scenes.yaml"), END)
