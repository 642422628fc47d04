"""A small story with a path to a well, edited at will, and saves of it."""

from __future__ import annotations

from tests.compiler.small import machine
from ulysse_game.engine import Machine
from ulysse_game.play import Library, Session, resume, start
from ulysse_game.playtest.saves import Checked, SaveFile, check
from ulysse_game.storage import MemoryShelf

SCENES = """
start:
  at: deck
  text: Begin.
  choices:
    - walk: Walk.
      do: n += 60, weather = storm
      goto: path
    - rest: Rest.
      goto: here
path:
  at: cabin
  text: |
    A path, {echo grey: grey}.
  choices:
    - enter: Enter.
      do: low += 1
      goto: well
    - back: Back.
      goto: start
well:
  at: dome
  text: A well.
  choices:
    - dip: Dip.
      detour: bucket
    - leave: Leave.
      goto: the_end
bucket:
  text: A bucket.
  choices:
    - drop: Drop it.
      goto: return
"""
RULES = """
rules:
  wet:
    when: low >= 1
    once: yes
    do: flag_one
    text: |
      Wet.
"""


def story(*edits: tuple[str, str]) -> Machine:
    """The story with each of these texts replaced, wherever it stands in its files."""
    from tests.compiler.small import WORLD

    files = {**WORLD, "1_part/scenes.yaml": SCENES, "world/rules.yaml": RULES}
    for old, new in edits:
        assert any(old in text for text in files.values()), old
        files = {name: text.replace(old, new) for name, text in files.items()}
    return machine(files)


def saved(played: Machine, *choices: str, seed: int = 7) -> bytes:
    """What is saved automatically after these choices."""
    shelf = MemoryShelf()
    session = start(Library(played, shelf), seed)
    for choice in choices:
        session.choose(choice)
    session.close()
    return shelf.read(f"auto-{session.playthrough}")


def checked(data: bytes, *edits: tuple[str, str]) -> Checked:
    """The verdict on a save in the story with these edits."""
    return check(story(*edits), SaveFile("a.json", data))


def resumed(played: Machine, data: bytes) -> Session:
    """The game itself, gone on from these bytes."""
    shelf = MemoryShelf()
    shelf.write("auto-0123456789", data)
    return resume(Library(played, shelf), "auto-0123456789")
