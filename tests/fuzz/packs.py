"""Whole packs: the files of one compiled together, then played, shown, saved and gone on from.

The bytes are files one after another, each below a line ``=== its/name.yaml``; what is not there
is the small world's own. Which choices are made is drawn from the bytes.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from tests.fuzz.ground import check, compiled_with
from ulysse_game import play
from ulysse_game.compiler.compiled import Compiled
from ulysse_game.compiler.names_of_files import is_story_file
from ulysse_game.diagnostics import has_errors
from ulysse_game.engine import Machine, Runaway
from ulysse_game.play import Library
from ulysse_game.storage import MemoryShelf, StorageTrouble

CHOICES = 50
SAVED_EVERY = 17
LANGUAGES = ("en", "fr")
_BETWEEN = re.compile(rb"^=== ([a-z0-9_/.-]{1,60})\n", re.MULTILINE)


def pack(data: bytes) -> None:
    """A pack, compiled; a sound one is played."""
    found = compiled_with(files_of(data))
    check(found.diagnostics, dict(found.sources))
    assert (found.story is None) == has_errors(found.diagnostics)
    played(found, data)


def files_of(data: bytes) -> dict[str, bytes]:
    """The files of a pack that are written one after another."""
    parts = _BETWEEN.split(data)
    files = dict(zip((part.decode() for part in parts[1::2]), parts[2::2], strict=True))
    return {name: text for name, text in files.items() if is_story_file(name)}


def library(machine: Machine) -> Library:
    """A library in memory, at a time that stands still."""
    return Library(machine, MemoryShelf(), today=lambda: "2030-01-02 03:04", seconds=lambda: 0.0)


def played(found: Compiled, data: bytes, choices: int = CHOICES) -> None:
    """Choices drawn from the bytes, every page in both languages, saved and gone on from."""
    if found.story is None:
        return
    shelves = library(Machine(found.story))
    try:
        session = play.start(shelves, seed=int.from_bytes(_drawn(data, 0), "big"))
    except StorageTrouble:
        return  # it goes round without a choice, and says so
    try:
        for number in range(choices):
            _look(session)
            open_ones = [each.id for each in session.page().options if each.is_open]
            if session.ended or not open_ones:
                break
            draw = int.from_bytes(_drawn(data, number + 1), "big")
            try:
                session.choose(open_ones[draw % len(open_ones)])
            except Runaway:
                break
            if number % SAVED_EVERY == SAVED_EVERY - 1:
                page = session.page()
                session.close()
                card = shelves.newest("auto")
                assert card is not None
                session = play.resume(shelves, card.id, session.language)
                assert session.page().lines[-1:] == page.lines[-1:] or session.notices
                assert session.page().options == page.options
    finally:
        session.close()


def _drawn(data: bytes, number: int) -> bytes:
    return blake2b(data, digest_size=8, salt=number.to_bytes(4, "big")).digest()


def _look(session: play.Session) -> None:
    """All that the present moment can show, in both languages."""
    for language in LANGUAGES:
        session.language = language
        page = session.page()
        for line in page.lines:
            "".join(run.text for run in line.runs).encode("utf-8")
        session.crew()
        session.instruments()
        session.notebook()
        session.charts()
