"""All saved games of one story on one shelf.

The ids are ours: ``auto-P`` is what playthrough P saves at every choice, ``quick-P-N`` its ring of
quick saves, ``named-P-X`` one the player named. Only a playthrough is locked, never the folder:
two games at once each save under ids of their own. ``read-STORY`` are the marks of what has been
read, which is no saved game.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Protocol

from ulysse_game.engine import Machine
from ulysse_game.play.card import SaveCard, card_of
from ulysse_game.play.marks import Marks
from ulysse_game.play.save_format import Save, StoryMark, decoded, summary
from ulysse_game.play.trouble import DamagedError, SaveError
from ulysse_game.play.writer import Writer
from ulysse_game.storage import AnyShelf, DiskTrouble, MemoryShelf, NotHere, StorageTrouble
from ulysse_game.view.words import marked

_ID = re.compile(r"(auto|quick|named)-([0-9a-z]+)(?:-[0-9a-z]+)?", re.ASCII)


def local_minute() -> str:
    """The date and time where the player is, for reading only."""
    return time.strftime("%Y-%m-%d %H:%M")


class _Releasable(Protocol):
    def release(self) -> None: ...


class OpenSession(Protocol):
    """What another session of the same playthrough needs of the one that is open."""

    @property
    def is_unsaved(self) -> bool:
        """Whether the last choice could not be saved."""

    def written(self) -> Save:
        """The present moment as an automatic save holds it."""

    def give_way(self) -> None:
        """Leave the playthrough, and all that was played of it, to another session."""


class _Claim(NamedTuple):
    lock: _Releasable | None
    holders: int


class Loaded(NamedTuple):
    """A saved game from the shelf.

    ``aside`` names the damaged newer generation, if this one had to take its place.
    """

    save: Save
    aside: str


class Library:
    """The saved games; ``today`` gives the player's date, ``seconds`` any clock that only rises.

    With ``background`` the automatic saves are written by a thread of their own. ``marks`` are
    what has been read of the story, in all playthroughs.
    """

    def __init__(
        self,
        machine: Machine,
        shelf: AnyShelf,
        *,
        background: bool = False,
        today: Callable[[], str] = local_minute,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """The library of this story on this shelf."""
        self.machine = machine
        self.shelf = shelf
        self.today = today
        self.seconds = seconds
        self.writer = Writer(shelf, background)
        self.marks = Marks(machine.story, shelf, self.writer)
        self.sessions: dict[str, OpenSession] = {}  # those open here, by playthrough
        self._claims: dict[str, _Claim] = {}
        self._counter = 0
        self._is_counted = False

    @property
    def background(self) -> bool:
        """Whether automatic saves are written by a thread of their own."""
        return self.writer.in_background

    @background.setter
    def background(self, background: bool) -> None:
        self.writer.in_background = background

    @property
    def keeps(self) -> bool:
        """Whether what is saved is there in the next game; else it is gone when this one ends."""
        return not isinstance(self.shelf, MemoryShelf)

    @property
    def story_mark(self) -> StoryMark:
        """Which story is played."""
        world = self.machine.story.world
        return StoryMark(world.id, world.version, self.machine.story.digest)

    def saves(self, start: str = "") -> list[SaveCard]:
        """Every saved game of this story, the newest first, damaged ones last.

        Only those whose id begins with ``start`` are looked into.
        """
        self.writer.flush()
        cards = list(self._cards(start))
        cards.sort(key=lambda card: (card.damaged, -card.counter, card.id))
        return cards

    def newest(self, kind: str = "", playthrough: str = "") -> SaveCard | None:
        """The newest that can be opened, of this kind and playthrough if they are given."""
        for card in self.saves():
            fits = kind in ("", card.kind) and playthrough in ("", card.playthrough)
            if fits and not card.damaged:
                return card
        return None

    def delete(self, id: str) -> None:
        """Remove a saved game for good; raises ``StorageTrouble``."""
        self.writer.flush()
        self.shelf.delete(_checked(id))

    def close(self) -> None:
        """Finish all writing."""
        self.writer.close()

    def load(self, id: str, set_aside: bool = True) -> Loaded:
        """The saved game ``id``, or the good generation before it.

        A damaged file is renamed out of the way, unless another game may be using it. Raises
        ``SaveError``, and ``DiskTrouble`` where neither generation could be read at all.
        """
        try:
            return Loaded(decoded(self.shelf.read(_checked(id))), "")
        except StorageTrouble as trouble:
            _raise_unless_damaged(trouble)
            newest = trouble
        try:
            save = decoded(self.shelf.read_previous(id))
        except StorageTrouble as trouble:
            _raise_unless_damaged(trouble)
            if isinstance(newest, NotHere) and isinstance(trouble, NotHere):
                raise _unknown(id) from None
            for each in (newest, trouble):
                if isinstance(each, DiskTrouble):
                    # What could not be read may be whole, and stays where it is.
                    raise each from None
            raise self._given_up(id, set_aside) from None
        was_there = not isinstance(newest, NotHere)
        return Loaded(save, self._set_aside(id) if was_there and set_aside else "")

    def next_counter(self) -> int:
        """A number greater than that of every save so far."""
        if not self._is_counted:
            for _ in self._cards(""):
                pass
        self._counter += 1
        return self._counter

    def claim(self, playthrough: str) -> bool:
        """Whether this playthrough may be saved to: nobody else has it open.

        To be given back with :meth:`release`. Where locks do not work, nobody else is assumed.
        """
        claim = self._claims.get(playthrough)
        if claim is not None:
            self._claims[playthrough] = claim._replace(holders=claim.holders + 1)
            return True
        lock: _Releasable | None = None
        with contextlib.suppress(StorageTrouble):
            lock = self.shelf.lock(auto_id(playthrough))
            if lock is None:
                return False
        self._claims[playthrough] = _Claim(lock, 1)
        return True

    def release(self, playthrough: str) -> None:
        """Give a claimed playthrough back."""
        claim = self._claims.pop(playthrough)
        if claim.holders > 1:
            self._claims[playthrough] = claim._replace(holders=claim.holders - 1)
        elif claim.lock is not None:
            claim.lock.release()

    def new_playthrough(self) -> str:
        """The id of a new playthrough, claimed."""
        while True:
            playthrough = os.urandom(5).hex()
            if self.claim(playthrough):
                return playthrough

    def _cards(self, start: str) -> Iterator[SaveCard]:
        try:
            names = self.shelf.names()
        except StorageTrouble:
            return
        for name in names:
            match = _ID.fullmatch(name)
            if match is None or not name.startswith(start):
                continue
            found, is_older = self._summary(name)
            if found is None:
                yield SaveCard(name, match[1], damaged=True, playthrough=match[2])
                continue
            self._counter = max(self._counter, found["counter"])
            if found["story"]["id"] == self.machine.story.world.id:
                yield card_of(name, found, is_older)
        self._is_counted = self._is_counted or not start

    def _summary(self, name: str) -> tuple[dict[str, Any] | None, bool]:
        for read in (self.shelf.read, self.shelf.read_previous):
            try:
                return summary(read(name)), read == self.shelf.read_previous
            except StorageTrouble:
                continue
        return None, False

    def _given_up(self, id: str, set_aside: bool) -> DamagedError:
        """Both generations are damaged, or the only one is."""
        aside = self._set_aside(id) if set_aside else ""
        if set_aside:
            with contextlib.suppress(StorageTrouble):
                self.shelf.set_aside(id, previous=True)
        if aside:
            return DamagedError(
                marked("This saved game is damaged. It has been set aside as “{file}”."),
                file=aside,
            )
        return DamagedError(marked("This saved game is damaged."))

    def _set_aside(self, id: str) -> str:
        try:
            return self.shelf.set_aside(id)
        except StorageTrouble:
            return ""


def _raise_unless_damaged(trouble: StorageTrouble) -> None:
    """A save of a newer game is none of ours to set aside."""
    if isinstance(trouble, SaveError) and not isinstance(trouble, DamagedError):
        raise trouble


def auto_id(playthrough: str) -> str:
    """The id of what a playthrough saves at every choice."""
    return f"auto-{playthrough}"


def playthrough_of(id: str) -> str:
    """The playthrough that a saved game belongs to, by its id; raises ``SaveError``."""
    match = _ID.fullmatch(_checked(id))
    assert match is not None
    return match[2]


def _checked(id: str) -> str:
    if not _ID.fullmatch(id):
        raise _unknown(id)
    return id


def _unknown(id: str) -> SaveError:
    return SaveError(marked("There is no saved game “{name}”."), name=id)
