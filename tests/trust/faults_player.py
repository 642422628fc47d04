"""A player who does everything that one can do with saved games, and remembers what was promised.

Whatever the disk does, what is told is written down: the notices of each sitting, and the troubles
that stopped one action. Anything else that is raised leaves here, and is a mistake of the game.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from tests.play import fake_story, saves
from tests.trust.faults_ledger import (
    FOLDER,
    MACHINE,
    Promise,
    marks_on,
    moment_of,
    save_path,
    settings_on,
)
from tests.trust.power_disk import MemoryDisk
from ulysse_game import play
from ulysse_game.cli import settings
from ulysse_game.play import Library, SaveCard, Session, decoded
from ulysse_game.play.library import auto_id, playthrough_of
from ulysse_game.play.session import QUICK_SAVES
from ulysse_game.storage import AnyShelf, Disk, Shelf, StorageTrouble, open_shelf
from ulysse_game.view.page import Line, Page, Run

OLD = "0123456789"
"""The playthrough of the golden save."""

Opening = Callable[[Disk], AnyShelf]


class Said(NamedTuple):
    """A notice, and the number of the sitting in which it was given."""

    sitting: int
    sentence: str


class Player:
    """One player at ``disk``, below which ``below`` is what is really there."""

    def __init__(
        self, disk: Disk, below: MemoryDisk, background: bool, opening: Opening | None = None
    ) -> None:
        self.disk, self.below = disk, below
        self.background = background
        self.promise = Promise()
        self.said: list[Said] = []
        self.troubles: list[str] = []
        self.silent: list[str] = []
        self.hurt: set[str] = set()
        self._sittings: dict[Session, int] = {}
        self.sessions: dict[str, Session] = {}
        self.playthroughs: dict[str, str] = {}
        self.named: dict[str, str] = {}
        self._opening = opening or (lambda disk: open_shelf(FOLDER, disk))
        self.library = self._open()

    @property
    def keeps(self) -> bool:
        """Whether anything is kept; else the player has been told that it is not."""
        return isinstance(self.library.shelf, Shelf)

    def _open(self) -> Library:
        library = fake_story.library(self._opening(self.disk), MACHINE)
        library.background = self.background
        return library

    # What one does

    def start(self, who: str) -> None:
        """Begins a new playthrough."""
        self._sit(who, play.start(self.library, seed=7), is_loaded=False)

    def choose(self, who: str, choice: str) -> None:
        """Makes a choice; another one where a fault has led elsewhere."""
        if who in self.sessions:
            self._automatic(who, partial(_chosen, choice))

    def rewind(self, who: str, turns: int = 1) -> None:
        """Takes choices back."""
        if who in self.sessions:
            self._automatic(who, lambda session: session.rewind(turns))

    def quick_save(self, who: str) -> None:
        """Saves in the ring."""
        session = self.sessions.get(who)
        if session is None:
            return
        for number in range(1, QUICK_SAVES + 1):
            self._try(f"quick-{session.playthrough}-{number}", session)
        before = self.promise
        with self._hearing(session):
            card = session.quick_save()
        self._expect_word(session, card)
        if card is not None and self.keeps:
            self.promise = before.kept(card.id, moment_of(session.timeline))

    def save_as(self, who: str, name: str) -> None:
        """Saves under a name."""
        session = self.sessions.get(who)
        if session is None:
            return
        with self._hearing(session):
            card = session.save_as(name)
        self._expect_word(session, card)
        if card is not None:
            self.named[name] = card.id
            if self.keeps:
                self.promise = self.promise.kept(card.id, moment_of(session.timeline))

    def delete(self, name: str) -> None:
        """Deletes what was saved under a name."""
        if id := self.named.pop(name, ""):
            self.promise = self.promise.tried(id, None)
            with self._trouble():
                self.library.delete(id)
                if self.keeps:
                    self.promise = self.promise.kept(id, None)

    def load(self, who: str, id: str) -> None:
        """Goes on from a save, as both front ends do: opened first, then the other one closed."""
        self._expect_there(id)
        with self._trouble():
            session = play.resume(self.library, id, "en")
            if who in self.sessions:
                left = self.sessions.pop(who)
                with self._hearing(left):
                    left.close()
            self._sit(who, session, is_loaded=True)

    def go_on(self, who: str, playthrough: str = "") -> None:
        """Goes on from the automatic save of a playthrough, one's own if it is not said."""
        playthrough = playthrough or self.playthroughs.get(who, "")
        if playthrough:
            self.load(who, auto_id(playthrough))

    def go_on_newest(self, who: str) -> None:
        """Goes on from the newest automatic save, or begins."""
        newest = self.library.newest("auto")
        if newest is None:
            self.start(who)
            return
        # Nobody knows what a cut has left; from here on it is promised.
        found = self.library.load(newest.id, set_aside=False).save.timeline
        self.promise = self.promise.kept(newest.id, moment_of(found))
        self.load(who, newest.id)

    def load_named(self, who: str, name: str) -> None:
        """Goes on from what was saved under a name."""
        id = self.named.get(name, "")
        if id and playthrough_of(id) == self.playthroughs.get(who):
            self.load(who, id)

    def load_quick(self, who: str) -> None:
        """Goes back to the newest quick save."""
        card = self.library.newest("quick", self.playthroughs.get(who, ""))
        if card is not None:
            self.load(who, card.id)

    def close(self, who: str) -> None:
        """Leaves a playthrough."""
        session = self.sessions.pop(who, None)
        if session is None:
            return
        known = len(self.said)
        with self._hearing(session):
            session.close()
        told = any("not been saved" in said.sentence for said in self.said[known:])
        if self.keeps and not told and auto_id(session.playthrough) in self.promise.saves:
            self._keep(auto_id(session.playthrough), session)

    def leave(self) -> None:
        """Ends the game, and starts it again."""
        for who in list(self.sessions):
            self.close(who)
        self.library.close()
        self.library = self._open()

    def wish(self, name: str, value: str) -> None:
        """Changes a setting."""
        before = self.promise.settings.get(name, frozenset(("",)))
        self.promise = self.promise.wished(name, value, *before)
        with settings_on(self.disk):
            trouble = settings.remember(FOLDER, name, value)
        if trouble is None:
            self.promise = self.promise.wished(name, value)
        else:
            self.troubles.append(str(trouble))

    # What happens to the files otherwise

    def damage(self, who: str) -> None:
        """Damages the newest automatic save, where one stands before it."""
        if who not in self.playthroughs or who in self.sessions:
            return
        id = auto_id(self.playthroughs[who])
        shelf = Shelf(save_path(), self.below)
        try:
            before = moment_of(decoded(shelf.read_previous(id)).timeline)
            data = shelf.read(id)
        except StorageTrouble:
            return
        self.below.put(f"{FOLDER}/{id}.json", data[: len(data) // 2])
        self.hurt.add(id)
        self.promise = self.promise.kept(id, before)

    def plant_old(self) -> None:
        """Puts a save of a form before today's among the others."""
        save = saves.as_dict((saves.GOLDEN / "format_1.json").read_bytes())
        save["format"] = 0
        save["chance"] = save.pop("seed")
        self.below.make_folder(FOLDER)
        self.below.put(f"{FOLDER}/{auto_id(OLD)}.json", saves.from_dict({**save, "sort": "auto"}))
        self.promise = self.promise.kept(auto_id(OLD), moment_of(saves.example().timeline))

    # How it is written down

    def _sit(self, who: str, session: Session, is_loaded: bool) -> None:
        self._sittings[session] = len(self._sittings)
        self.sessions[who] = session
        self.playthroughs[who] = session.playthrough
        id = auto_id(session.playthrough)
        if is_loaded:
            # Going on from a quick or a named save is an automatic save of that moment.
            self._try(id, session)
        with self._hearing(session):
            session.page()
        if self.background:
            self.library.writer.flush()
        if self.keeps and id in self.promise.saves and not session.is_unsaved:
            self._keep(id, session)

    def _automatic(self, who: str, does: Callable[[Session], Page]) -> None:
        session = self.sessions[who]
        id = auto_id(session.playthrough)
        before = session.timeline
        try:
            with self._hearing(session):
                does(session)
        finally:
            if session.timeline != before:
                self._try(id, session)
        if session.timeline == before:
            return  # there was nothing to take back
        if self.background:
            self.library.writer.flush()
        with self._hearing(session):
            if self.keeps and not session.is_unsaved:
                self._keep(id, session)
        if session.is_unsaved and not self._was_told(session, "tried again"):
            self.silent.append(f"a choice was not saved: {moment_of(session.timeline)}")

    def _expect_there(self, id: str) -> None:
        """Going on from a save is an automatic save of its moment, within all that was played."""
        auto = auto_id(playthrough_of(id))
        moments = [each for each in self.promise.saves.get(id, ()) if each is not None]
        known = [each for each in self.promise.saves.get(auto, ()) if each is not None]
        for way, _ in moments:
            for _, count in (*moments, *known):
                self.promise = self.promise.tried(auto, (way, count))

    def _expect_word(self, session: Session, card: SaveCard | None) -> None:
        """A save that failed must be told of."""
        if card is None and not self._was_told(session, "not been saved"):
            self.silent.append(f"a moment was not saved: {moment_of(session.timeline)}")

    def _was_told(self, session: Session, words: str) -> bool:
        sitting = self._sittings[session]
        return any(words in said.sentence for said in self.said if said.sitting == sitting)

    def _try(self, id: str, session: Session) -> None:
        self.promise = self.promise.tried(id, moment_of(session.timeline))

    def _keep(self, id: str, session: Session) -> None:
        self.promise = self.promise.kept(id, moment_of(session.timeline))
        self.promise = self.promise._replace(marks=self.promise.marks | marks_on(self.below))

    @contextmanager
    def _hearing(self, session: Session) -> Iterator[None]:
        yield
        self.said += [Said(self._sittings[session], notice) for notice in session.notices]
        session.notices.clear()

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except StorageTrouble as trouble:
            self.troubles.append(str(trouble))


def _chosen(choice: str, session: Session) -> Page:
    found = [option.id for option in session.page().open_options]
    if choice in found:
        return session.choose(choice)
    return session.choose(found[0]) if found else session.rewind()


def present(*given: object) -> Page:
    """A page of the fake story whose one line can be marked as read."""
    page = fake_story.present(*given)  # type: ignore[arg-type]
    return page._replace(lines=(Line("narration", (Run(page.scene),), line_id=page.scene),))
