"""Line mode on a disk that fails: what it says of saving is true, and is said once.

The same conversation is held on each faulty disk; what it printed is held against what a later game
finds there.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from unittest import mock

from tests.play import fake_story
from tests.trust.faults_disk import Fault, FaultyDisk
from tests.trust.faults_ledger import FOLDER, MACHINE, Promise, broken, save_path, settings_on
from tests.trust.faults_script import made_up
from tests.trust.power_disk import MemoryDisk
from ulysse_game import view
from ulysse_game.cli.settings import remember
from ulysse_game.play import Library
from ulysse_game.storage import Shelf, StorageTrouble, open_shelf
from ulysse_game.ui import plain

TYPED = ("1", "1", "save", "2", "save here", "back", "1", "settings width 72", "1", "1")
TURNS = 5
"""So many choices have been made when all of ``TYPED`` has been typed."""
FAILED = "saving is tried again"
UNSAVED = "has not been saved"


def conversation(fault: Fault) -> tuple[list[str], FaultyDisk]:
    """What line mode prints on a disk with this fault, and the disk."""
    disk = FaultyDisk(MemoryDisk(), fault)
    typed = io.StringIO("".join(f"{line}\n" for line in TYPED))
    printed = io.StringIO()

    def opened() -> Library:
        return fake_story.library(open_shelf(FOLDER, disk), MACHINE)

    def kept(setting: str, value: str) -> StorageTrouble | None:
        return remember(FOLDER, setting, value)

    with made_up(), settings_on(disk), mock.patch.object(view, "instruments", lambda *_: ()):
        plain.run(opened, plain.Options(width=2000, most=2000, remember=kept), typed, printed)
    disk.below.end_process()
    return printed.getvalue().splitlines(), disk


def spoken(fault: Fault) -> Iterator[str]:
    """What line mode said on this disk that is not true, or said twice."""
    lines, disk = conversation(fault)
    text = " ".join(" ".join(lines).split())  # however the rows were broken
    for words in (FAILED, "kept in memory", "Your settings hold"):
        if text.count(words) > 1:
            yield f"said more than once: {words}"
    with made_up():
        yield from broken(disk.below, Promise())
        library = fake_story.library(Shelf(save_path(), disk.below), MACHINE)
        cards = library.saves()
    kinds = [card.kind for card in cards]
    if kinds.count("quick") < lines.count("Saved."):
        yield "said “Saved.” of what is not there"
    if kinds.count("named") < lines.count("Saved as here."):
        yield "said “Saved as here.” of what is not there"
    turns = [card.turn for card in cards if card.kind == "auto"]
    if "Your playthrough is saved" in text and turns != [TURNS]:
        yield f"said that the playthrough is saved, and it is at {turns}"
    told = (UNSAVED, "kept in memory")
    if turns != [TURNS] and not any(words in text for words in told):
        yield f"did not say at the end that the playthrough is at {turns}"
