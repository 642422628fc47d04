"""A small story with a promise that is broken only far in, and long ways through it."""

from __future__ import annotations

from functools import cache

from tests.compiler.small import compiled
from ulysse_game.compiler import Compiled
from ulysse_game.engine import Machine, begin, open_ids, step
from ulysse_game.engine.chance import draw
from ulysse_game.explore.route import Route, Taken

SCENES = """
start:
  text: A hall.
  choices:
    - sit: Sit down.
      goto: here
    - rise: Rise.
      do: n += 1
      goto: here
    - east: To the east.
      goto: east
    - west: To the west.
      goto: west
    - lap: Once around.
      goto: lap_one
    - out: Out.
      if: n >= 90
      goto: the_end
east:
  text: |
    A room. The number is {n}.
  choices:
    - look: Look.
      goto: here
    - key: Take the key.
      do: flag_one
      goto: start
    - back: Back.
      goto: start
west:
  text: A window.
  choices:
    - calm: Shut it.
      do: weather = calm
      goto: start
    - storm: Open it.
      do: weather = storm
      goto: start
    - back: Back.
      goto: start
lap_one:
  choices:
    - slow: Slowly.
      do: low -= 1
    - fast: Fast.
  next: lap_two
lap_two:
  choices:
    - on: On.
  next: start
"""
INVARIANTS = """
invariants:
  dry:
    never: flag_one and weather is storm and n >= 3
    means: the key is kept dry
"""
SHORTEST = 7
"""Three times up, to the key, which leads back, to the window: no way has fewer choices."""


@cache
def maze() -> Compiled:
    found = compiled(SCENES, world_invariants=INVARIANTS)
    assert found.story is not None
    return found


@cache
def machine() -> Machine:
    story = maze().story
    assert story is not None
    return Machine(story)


def wandering(played: Machine, seed: int, choices: int) -> Route:
    """A way with so many choices at random, fewer where the story ends before."""
    state, _ = begin(played, seed)
    made: list[Taken] = []
    for turn in range(choices):
        ids = open_ids(played, state)
        if not ids:
            break
        choice = ids[draw(seed, turn, len(ids))]
        made.append((state.location, choice))
        state, _ = step(played, state, choice)
    return Route(seed, tuple(made))
