"""A corpus of saved games, made by playing a story: what a release leaves behind for later ones.

The moments are chosen by ``moments``; here each is played by a real ``Session``, choice by choice,
rewinding included, and what that saves is kept as it was written. No clock and no chance of the
machine goes into a file: the same story gives the same bytes.
"""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game.engine import Machine
from ulysse_game.play import Library, Session
from ulysse_game.play.recall import anew
from ulysse_game.playtest.saves.moments import LONGEST, Keep, cover, moments
from ulysse_game.storage import MemoryShelf

MOST_FILES = 30
MOST_BYTES = 300_000
RUNS = 200
"""Runs at random from which the moments are chosen, unless more are asked for."""

_FEWEST = 5
_SORTS = ("auto", "auto", "auto", "quick", "named")
_DATE = "2000-01-01 00:00"


class Kept(NamedTuple):
    """One save of a corpus: its file's name without ending, its bytes, and what moment it is."""

    name: str
    data: bytes
    place: str
    choices: int
    language: str


def collect(machine: Machine, runs: int = RUNS, most_bytes: int = MOST_BYTES) -> list[Kept]:
    """A small, diverse set of saves: at most thirty, and at most so many bytes together.

    One save takes at most a fifth of the bytes. What would be too much is left out, and something
    shorter taken: in a long story a save of its end has some 200 bytes for each choice.
    """
    found: list[Kept] = []
    room = most_bytes
    too_long = LONGEST + 1
    for keep in cover(moments(machine, runs), 10 * MOST_FILES):
        if len(keep.way.choices) >= too_long:
            continue
        made = _saved(machine, keep, len(found) + 1)
        size, limit = len(made.data), min(room, most_bytes // _FEWEST)
        if size > limit:
            # About as many bytes for each choice are in the others: most need not be played.
            too_long = len(keep.way.choices) * limit // size + 1
            continue
        room -= size
        found.append(made)
        if len(found) == MOST_FILES:
            break
    return found


def _saved(machine: Machine, keep: Keep, number: int) -> Kept:
    """The moment, played and saved; every fifth by hand and every fifth under a name."""
    shelf = MemoryShelf()
    # What is overtaken while a thread writes is never written: only the last save is wanted.
    library = Library(machine, shelf, background=True, today=lambda: _DATE, seconds=lambda: 0.0)
    playthrough = f"{number:02}{keep.tag}"
    library.claim(playthrough)
    way = keep.way
    session = Session(library, anew(machine, way.seed), playthrough, way.language)
    for choice in way.choices:
        session.choose(choice)
    if way.back:
        session.rewind(way.back)
    if way.then:
        session.choose(way.then)
    sort = _SORTS[number % len(_SORTS)]
    session.save()
    name = f"auto-{playthrough}"
    if sort == "quick":
        session.quick_save()
        name = f"quick-{playthrough}-1"
    elif sort == "named":
        card = session.save_as(keep.tag)
        assert card is not None, "memory is never full"
        name = card.id
    session.close()
    data = shelf.read(name)
    if sort == "named":
        name = f"named-{playthrough}-1"
    page = session.page()
    return Kept(name, data, page.scene, page.turn, way.language)
