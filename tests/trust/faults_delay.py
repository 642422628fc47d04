"""A disk that does not answer: the pages turn all the same, and leaving waits for the save.

Each call of the saving thread in turn is held until the player has read on. Nothing here sleeps:
whoever waits, waits for something that must happen, and no longer than ``DEADLINE``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

from tests.storage.failing_disk import CALLS
from tests.trust.faults_ledger import broken, moment_of
from tests.trust.faults_player import Player
from tests.trust.faults_script import made_up
from tests.trust.power_disk import MemoryDisk
from ulysse_game.play.library import auto_id
from ulysse_game.storage import Disk

DEADLINE = 60.0
"""Seconds after which what must happen counts as not happening."""


class HeldDisk(Disk):
    """Holds call number ``at`` of any thread but the first, once ``armed``, until ``let_go``."""

    def __init__(self, below: MemoryDisk) -> None:
        self.at = -1
        self.calls = 0
        self.held = threading.Event()
        self.gate = threading.Event()
        for name in CALLS:
            setattr(self, name, self._holding(getattr(below, name)))

    def _holding(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def holding(*arguments: Any) -> Any:
            if threading.current_thread() is not threading.main_thread():
                number, self.calls = self.calls, self.calls + 1
                if number == self.at:
                    self.held.set()
                    self.gate.wait(DEADLINE)
            return call(*arguments)

        return holding


def delayed() -> Iterator[tuple[int, list[str]]]:
    """What is wrong when the disk holds each call of a write in turn, by the call's number."""
    at = 0
    while (found := _held_at(at)) is not None:
        yield at, found
        at += 1


def _held_at(at: int) -> list[str] | None:
    """What is wrong when it holds this call; nothing where a write has not so many."""
    below = MemoryDisk()
    disk = HeldDisk(below)
    with made_up():
        player = Player(disk, below, background=True)
        player.start("ann")
        player.choose("ann", "walk")  # so that there is a generation before
        disk.calls = 0
        player.choose("ann", "back")
        if at >= disk.calls:
            player.leave()
            return None
        disk.calls, disk.at = 0, at
        return [*_read_on(player, disk), *broken(below, player.promise)]


def _read_on(player: Player, disk: HeldDisk) -> Iterator[str]:
    session = player.sessions["ann"]
    library = player.library
    turn = session.page().turn
    session.choose("walk")
    if not disk.held.wait(DEADLINE):
        yield "the write did not come so far"
    for choice in ("back", "walk", "jump"):
        session.choose(choice)
    if session.page().turn != turn + 4:
        yield f"the page did not turn: it is {session.page().turn}"
    if not session.is_unsaved or session.notices:
        yield f"it counts as saved before it is, or is told: {session.notices}"
    closed = threading.Event()

    def close() -> None:
        session.close()
        closed.set()

    closing = threading.Thread(target=close)
    closing.start()
    if closed.wait(0.01):
        yield "leaving did not wait for the save"
    disk.gate.set()
    closing.join(DEADLINE)
    if not closed.is_set() or session.notices or session.is_unsaved:
        yield f"leaving did not end well: {session.notices}"
    last = moment_of(session.timeline)
    player.promise = player.promise.kept(auto_id(session.playthrough), last)
    del player.sessions["ann"]
    library.close()
