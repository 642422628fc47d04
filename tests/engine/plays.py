"""Random plays over real and made-up stories, the same at every run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.benchmarks.generate import our_files, scene
from tests.compiler.small import story
from ulysse_game import engine
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Event, Machine, State
from ulysse_game.engine.chance import draw
from ulysse_game.story import Story

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "tests" / "samples" / "story"
SHIPPED = ROOT / "story"

EVERYTHING = """
start:
  title: A place to start
  at: deck
  text: |
    {Once|Twice|Again}.
  choices:
    - rise: |
        Rise.

        You rise.
      do: n += 3, ann.trust -= 1, flag_one
    - fall: Fall.
      do: n -= 1 if n >= 2
    - one_time: Only once.
      once: yes
      goto: the_room
    - room: To the room.
      goto: the_room
    - aside: Aside.
      detour: aside
      goto: the_room
    - wait: Wait.
      clock: +13h
    - counted: Counted.
      do: n += 1 if taken(start.counted)
      goto: counted
    - shut: Shut.
      if: n >= 50
      closed: Not yet.
      goto: the_end
    - ask: |
        Ask {p}.
      each: p in ours if p.trust >= 3
      do: p.trust -= 1
    - far: Far away.
      goto: later
  next: start
the_room:
  at: cabin
  with: ann?
  variables:
    own: 0..9, of this scene alone
  do: opener = bob
  text: |
    {echo words: Words.}
  choices:
    - own: Own.
      do: own += 2
      goto: here
    - back: Back.
      goto: start
    - loop: Loop.
      goto: loop
    - some: Some.
      goto: some
counted:
  do: n += 1 if visits(counted) >= 2
  choices:
    - back: Back.
      goto: start
aside:
  at: dome
  text: |
    again: words
  choices:
    - back: Back.
      goto: return
loop:
  each: p in ours if p.trust >= 1
  choices:
    - yes_to: Yes.
      do: p.stress += 2
    - no_to: No.
  next: start
some:
  pick: 2
  choices:
    - one: One.
    - two: Two.
    - three: Three.
      goto: here
  next: chance
chance:
  next:
    - start odds 2
    - the_room odds 1
"""
RULES = """
rules:
  tired:
    when: n >= 20
    do: bob.stress += 1
    text: |
      Tired.
  moved:
    when: bob.stress >= 7
    once: yes
    goto: the_room
  daily:
    each: sol
    do: ann.trust += 1
"""
LATER = """
later:
  text: Later.
  choices:
    - home: Home.
      goto: start
    - on: On.
      goto: further
    - away: Away.
      detour: aside
    - end: The end.
      if: n >= 30
      goto: the_end
further:
  text: Further.
  choices:
    - back: Back.
      goto: later
"""


@cache
def everything() -> Story:
    files = {"1_part/scenes.yaml": EVERYTHING, "2_part/scenes.yaml": LATER}
    return story({**files, "world/rules.yaml": RULES})


@cache
def generated() -> Story:
    files = our_files([scene(n, 40) for n in range(40)])
    found = compiled_alone(files)
    assert found is not None
    return found


def compiled_alone(files: dict[str, str]) -> Story | None:
    with TemporaryDirectory() as folder:
        for file, text in files.items():
            path = Path(folder) / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return compile_folder(Path(folder)).story


@cache
def named(name: str) -> Story:
    """The story of this name: ``shipped``, ``samples``, ``generated`` or ``everything``."""
    if name == "everything":
        return everything()
    if name == "generated":
        return generated()
    found = compile_folder({"shipped": SHIPPED, "samples": SAMPLES}[name]).story
    assert found is not None
    return found


NAMES = ("everything", "generated", "samples", "shipped")


class Moment(NamedTuple):
    """One step of a play."""

    before: State
    choice: str
    after: State
    events: tuple[Event, ...]


def play(machine: Machine, seed: int, steps: int) -> Iterator[Moment]:
    """A play at random until it ends or has gone on for so many steps."""
    state, _ = engine.begin(machine, seed)
    for turn in range(steps):
        choices = engine.open_ids(machine, state)
        if not choices:
            return
        before, choice = state, choices[draw(seed ^ 0x5EED, turn, len(choices))]
        state, events = engine.step(machine, before, choice)
        yield Moment(before, choice, state, events)
