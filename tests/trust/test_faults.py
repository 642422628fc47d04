"""The short form of ``faults``; and shelves as one writes them at first are found out by it."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from functools import partial

import pytest

from tests.play import fake_story
from tests.trust import faults
from tests.trust.faults import ERRNOS, KINDS, Kind, Outcome, full_from, once
from tests.trust.faults_disk import Fault, FaultyDisk
from tests.trust.faults_ledger import FOLDER, MACHINE
from tests.trust.faults_naive import Plain, opened
from tests.trust.faults_script import BRIEF, made_up, sitting
from tests.trust.power_disk import MemoryDisk
from tests.ui.tui.player import Player, drive
from ulysse_game import view
from ulysse_game.play.writer import Writer
from ulysse_game.storage import Disk, Shelf, StorageTrouble, open_shelf
from ulysse_game.ui.tui.game import open_game

EACH_CALL = Kind("", "", once(errno.EIO), script=BRIEF)
STRIDE = 251
"""Of the long script, every so manieth call."""


def wrong(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Those of them that went wrong; there must be some to look at."""
    found = list(outcomes)
    assert found
    return [each for each in found if each.wrong]


def test_each_call_of_a_brief_session_once() -> None:
    assert wrong(faults.every(EACH_CALL)) == []


@pytest.mark.parametrize(
    ("kind", "first"),
    [(kind, 7 + 19 * number) for number, kind in enumerate(KINDS) if kind.script is not BRIEF],
)
def test_each_kind_somewhere_in_a_long_session(kind: Kind, first: int) -> None:
    if "torn" in kind.threat:
        kind = kind._replace(script=BRIEF)
        assert wrong(faults.every(kind)) == []
    else:
        assert wrong(faults.every(kind, STRIDE, first)) == []


def test_anything_at_random() -> None:
    assert wrong(map(faults.anything, range(1000, 1005))) == []


def test_the_disk_does_not_answer() -> None:
    assert wrong(faults.held()) == []


def test_line_mode_says_what_is_true_and_says_it_once() -> None:
    assert wrong(faults.lines(step=17, first=5)) == []


def test_every_error_is_a_trouble_of_the_disk() -> None:
    assert len(ERRNOS) > 8
    for error in ERRNOS:
        found = sitting(BRIEF[:3], Fault(20, error=error))
        assert (found.wrong, found.is_struck) == ((), True)


def test_a_plain_shelf_is_found_out() -> None:
    opening = partial(opened, Plain)
    full = Kind("", "", full_from, script=BRIEF[:5])
    killed = Kind("", "", lambda number: Fault(number, torn=500, kills=True), script=BRIEF[:5])
    for kind in (full, killed):
        assert len(wrong(faults.every(kind, opening=opening))) > 3


def test_a_writer_that_is_not_waited_for_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Writer, "close", lambda self: None)
    first = next(faults.held())
    assert "leaving did not wait for the save" in first.wrong


def test_a_shelf_that_says_nothing_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Shelf.write

    def silent(self: Shelf, name: str, data: bytes) -> None:
        try:
            real(self, name, data)
        except StorageTrouble:
            return

    monkeypatch.setattr(Shelf, "write", silent)
    full = Kind("", "", full_from, script=BRIEF)
    assert len(wrong(faults.every(full, 10, 20))) > 3


class Filling(MemoryDisk):
    """A disk that is full while it is said to be."""

    is_full = False

    def write(self, file: int, data: bytes | memoryview) -> int:
        if self.is_full:
            raise OSError(errno.ENOSPC, "made up")
        return super().write(file, data)


def test_the_screen_tells_a_full_disk_once_and_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "instruments", lambda *_: ())
    disk = Filling()
    settings: list[str] = []

    def kept(name: str, value: str) -> StorageTrouble:
        settings.append(name)
        return StorageTrouble("The disk is full.")

    with made_up():
        library = fake_story.library(open_shelf(FOLDER, disk), MACHINE)

        async def script(player: Player) -> None:
            async def choose() -> str:
                await player.press("1")
                library.writer.flush()
                player.app.tell_news()
                await player.settle()
                return player.foot

            assert "disk" not in await choose()
            disk.is_full = True
            assert "The disk is full. The game goes on" in await choose()
            assert "disk" not in await choose()
            await player.press("f5")
            assert "This moment has not been saved" in player.foot
            disk.is_full = False
            assert "Saving works again" in await choose()
            await player.press("l")
            assert "Le disque est plein. Les réglages valent" in player.foot
            await player.press("l")
            assert "disk" not in player.foot

        app = drive(script, open_game(library), remember=kept)
    assert app.trouble is None
    assert settings == ["language", "language"]


def test_the_screen_says_of_a_game_in_memory_that_it_is_not_kept() -> None:
    class Closed(FaultyDisk):
        def __init__(self) -> None:
            super().__init__(MemoryDisk(), Fault(0, 1_000_000, errno.EROFS))

    disk: Disk = Closed()
    with made_up():
        library = fake_story.library(open_shelf(FOLDER, disk), MACHINE)

        async def script(player: Player) -> None:
            await player.press("1", "f5")
            assert "Kept until you leave the game, not on the disk." in player.foot

        drive(script, open_game(library))
