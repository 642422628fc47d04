"""A small story of many ways, and playthroughs of it that went several of them."""

from __future__ import annotations

from tests.compiler.small import SCENES, WORLD, machine
from tests.view.pages import french
from ulysse_game import play
from ulysse_game.engine import Machine
from ulysse_game.play import Library, Session
from ulysse_game.storage import MemoryShelf

WAYS = """
start:
  title: On deck
  at: deck
  text: Begin.
  choices:
    - stay: Stay for the {n}th time.
      do: n += 1
      goto: start
    - down: |
        Go down.

        You go.
      goto: cabin_scene
    - lost: Let Bob go.
      do: not bob.alive, obs_01 = recorded
      goto: start
      once: yes
    - away: Let Ann go.
      do: ann.place = nowhere_zone
      goto: start
      once: yes
    - later: Later.
      goto: later_on
cabin_scene:
  at: cabin
  text: In the cabin.
  choices:
    - up: Go up.
      goto: start
    - end: End it.
      goto: the_end
    - early: Jump.
      goto: jumped
jumped:
  title: Overboard
  text: You jump.
  ending: early_jump
"""
LATER = """
later_on:
  at: dome
  text: Later.
  choices:
    - wait: Wait.
      goto: later_on
    - stop: Stop.
      goto: the_end
"""
PANELS = """
status:
  sol: Sol {sol}
  clock: "{clock}"
  count: "{n} times"
crew:
  each: p in ours
  text: |
    {p.name} {n >= 1: waits|stands}.
"""
PLACES = WORLD["world/places.yaml"].rstrip("\n") + '\n  nowhere_zone:\n    nowhere: ""\n'
CHAPTER = "chapter: second\ntitle: Part two\nsecond_title: Home\nbegins: later_on\n"


def ways() -> Machine:
    """The story, compiled once more."""
    return machine(
        {
            SCENES: WAYS,
            "2_part/scenes.yaml": LATER,
            "2_part/chapter.yaml": CHAPTER,
            "world/panels.yaml": PANELS,
            "world/places.yaml": PLACES,
            **french(("start.down", "Go down.", "Descendre.")),
        }
    )


def begun(story: Machine) -> Session:
    """A new playthrough on a shelf in memory, the same every time."""
    return play.start(Library(story, MemoryShelf(), today=lambda: "2030-01-02 03:04"), seed=1)


def played(session: Session, *choices: str) -> int:
    """Makes these choices; gives the node they lead to."""
    for choice in choices:
        session.choose(choice)
    return session.timeline.head
