"""A thousand kills of the real game, at any moment, on one folder that lives on from each to the
next.

A player at random plays the shipped story, mostly in line mode through pipes, sometimes in the
full screen in a terminal, and is killed: at the start, in the middle of a choice, of a save, of a
deletion, at the exit. What was answered in line mode is on the disk, and what was being done is
there or not, whole. In the full screen, which saves while the page is read, the last choice that
was seen may be missing, and nothing else.
"""

from __future__ import annotations

import atexit
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from tests.trust.figure import Figure
from tests.trust.kills_life import Life, Pace, Place, in_lines, on_the_screen
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Machine

KILLS, SEED, SCREENS = 1_000, 20_261_123, 0.08
STORY = Path(__file__).parents[2] / "story"


@cache
def _machine() -> tuple[Machine, Path]:
    """The shipped story, and the folder of its cache: compiled once in this process."""
    kept = TemporaryDirectory(prefix="ulysse-cache-")
    atexit.register(kept.cleanup)
    story = compile_folder(STORY, Path(kept.name)).story
    assert story is not None
    return Machine(story), Path(kept.name)


def place_in(folder: Path) -> Place:
    """A place for lives below ``folder``: a home, and an empty folder of saves."""
    home, saves = folder / "home", folder / "saves"
    home.mkdir()
    saves.mkdir()
    machine, kept = _machine()
    return Place(machine, saves, home, kept)


def lives(place: Place, seed: int, screens: float, wanted: int) -> Iterator[Life]:
    """Lives, one after the other, until ``wanted`` of them were ended by a kill."""
    pace, number = Pace(), 0
    while wanted > 0:
        chance = Random(f"{seed}:{number}")
        try:
            if chance.random() < screens:
                life = on_the_screen(place, chance, pace)
            else:
                life = in_lines(place, chance, pace, 100 * number)
        except Exception as error:  # whatever it was, the game was not up to it
            life = Life("?", (f"{type(error).__name__}: {error}",))
        wanted -= life.phase != "ended"
        for sentence in life.wrong:
            print(f"kills: seed {seed}, life {number}, {life.phase}: {sentence}", file=sys.stderr)
        yield life
        number += 1


def full() -> Iterator[Figure]:
    """The thousand."""
    began, found = monotonic(), []
    with TemporaryDirectory(prefix="ulysse-kills-") as scratch:
        for life in lives(place_in(Path(scratch)), SEED, SCREENS, KILLS):
            found.append(life)
            if len(found) % 100 == 0:
                print(f"kills: {len(found)} lives, {monotonic() - began:.0f} s", file=sys.stderr)
    killed = [life for life in found if life.phase != "ended"]
    seconds = monotonic() - began
    for is_screen, threat, done, bound in (
        (False, "killed in line mode", "kills in a start, a choice, a save, a deletion, an exit",
         "what was answered is saved, what was not is whole or not there"),
        (True, "killed in the full screen", "kills in a start, on a page, in a turn",
         "the last choice at most"),
    ):  # fmt: skip
        these = [life for life in killed if life.phase.startswith("screen") is is_screen]
        lost = sum(life.lost for life in these)
        told = f"{bound} ({lost} lost it)" if is_screen else bound
        wrong = sum(bool(life.wrong) for life in these)
        yield Figure(threat, done, len(these), wrong, told, seconds * len(these) / len(killed))
    phases = sorted({life.phase for life in found})
    counts = {phase: sum(life.phase == phase for life in found) for phase in phases}
    print(f"kills: {counts}", file=sys.stderr)
