"""One of several games on one folder, and what it must hold of its own."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import Any

from tests.trust.kills_game import Lines, joined
from tests.trust.kills_life import Deed, Place
from tests.trust.kills_model import Key, Model, held_in
from ulysse_game.play.library import auto_id
from ulysse_game.storage import MemoryShelf
from ulysse_game.storage.memory import MemoryLock
from ulysse_game.view.words import words

ELSEWHERE = "This game is also open elsewhere; what you play here is saved as another one."
_LOCKS = Path("/proc/locks")


class Guest:
    """A game with a playthrough of its own; ``beside`` is whose playthrough it opened."""

    def __init__(self, place: Place, number: int, seed: int, beside: Guest | None = None) -> None:
        """The guest of this number; it has not started yet."""
        self.beside = beside
        self.playthrough = ""
        self._place = place
        self._number = number
        self._chance = Random(f"{seed}:guest:{number}")
        self._counted = 0
        self._held: dict[Key, Any] = {}
        self._deed: Deed | None = None
        self.is_quiet = False

    def __str__(self) -> str:
        return f"game {self._number}"

    def start(self) -> None:
        """Start it: anew, or on the playthrough of another, or where it was killed."""
        folder = self._place.folder
        self.model = Model(self._place.machine, folder)
        arguments = ["--save-dir", str(folder), "--language", "en"]
        if self.playthrough:
            id = auto_id(self.playthrough)
            arguments += ["--load", id]
            self.beside = None
            self.model.resume(id)
        elif self.beside is not None:
            id = auto_id(self.beside.playthrough)
            arguments += ["--load", id]
            self.model.library.shelf = _Taken(self.model.shelf, id)
            self.model.resume(id)
        else:
            arguments += ["--new", "--seed", str(self._number)]
            self.model.begin(self._number)
        self.is_quiet = False
        self.game = Lines(arguments, self._place.environment())

    def arrived(self) -> None:
        """It has shown its first page: whose playthrough it is can be seen by its lock."""
        if not self.playthrough:
            self.playthrough = _locked_by(self.game.number, self._place.folder)
        self.settle()

    def deed(self) -> Deed:
        """Something to do now, already done to the model."""
        self._deed = self._chosen()
        return self._deed

    def settle(self) -> None:
        """What was done is answered: the folder must hold it from now on."""
        self._held = self._mine(self.model.holdings(), self.model.session.playthrough)

    def finish(self, wrong: list[str]) -> None:
        """The rest of a deed, for one that was stopped in the middle."""
        assert self._deed is not None
        for line in self._deed.lines[1:]:
            self.game.type(line)
            self.game.answer()
        if joined(self._deed.answer) not in self.game.said:
            wrong.append(f"{self}: {self._deed.lines} brought {self.game.said[-300:]}")

    def kill(self) -> None:
        """End it in the middle."""
        self.game.kill()
        self.is_quiet = True

    def end(self) -> None:
        """It runs no more."""
        if not self.is_quiet and hasattr(self, "game"):
            self.kill()

    def judge(self, wrong: list[str]) -> None:
        """Look for all that it saved, in the folder that the others write to."""
        found = self._mine(held_in(self._place.folder), self.playthrough)
        after = self._mine(self.model.holdings(), self.model.session.playthrough)
        wrong += (
            f"{self}: {' '.join(key)} is not what was played"
            for key in sorted({*found, *self._held, *after})
            if found.get(key) not in (self._held.get(key), after.get(key))
        )

    def _mine(self, held: dict[Key, Any], playthrough: str) -> dict[Key, Any]:
        """What is of this guest, without the name of its playthrough."""
        found: dict[Key, Any] = {}
        for key, value in held.items():
            if key[0] == "named" and key[1].startswith(f"Rope {self._number}."):
                found[key] = value
            elif key[0] in ("auto", "quick") and key[1] == playthrough:
                found[(key[0], *key[2:])] = value
        return found

    def _chosen(self) -> Deed:
        session, chance = self.model.session, self._chance
        say = words(session.language)
        what = chance.choices(("choose", "back", "quick", "named", "delete"), (10, 1, 2, 2, 2))[0]
        mine = [card for card in self.model.library.saves()
                if card.name.startswith(f"Rope {self._number}.")]  # fmt: skip
        options = session.page().open_options
        if not session.has_past:
            what = "choose"  # whoever comes next may open what this one has saved
        if what == "quick":
            session.quick_save()
            return Deed(what, ("save",), say("Saved."))
        if what == "delete" and mine:
            self.model.library.delete(mine[0].id)
            return Deed(what, ("saves", f"delete {mine[0].name}", "yes"), say("Deleted."))
        if what == "named" and len(mine) < 3:
            self._counted += 1
            name = f"Rope {self._number}.{self._counted}"
            session.save_as(name)
            return Deed(what, (f"save {name}",), say("Saved as {name}.", name=name))
        if what == "back" and session.can_rewind:
            session.rewind()
            return Deed(what, ("back",))
        # No crowd comes to an ending, at which a game goes by itself.
        at = chance.randrange(len(options))
        session.choose(options[at].id)
        if session.ended:
            session.rewind()
            return Deed("again", ("again",))
        return Deed(what, (str(at + 1),))


class _Taken(MemoryShelf):
    """A shelf on which one playthrough is open elsewhere."""

    def __init__(self, shelf: MemoryShelf, taken: str) -> None:
        super().__init__()
        self._files, self._previous, self._hidden = shelf._files, shelf._previous, shelf._hidden
        self._taken = taken

    def lock(self, name: str) -> MemoryLock | None:  # type: ignore[override] # as a folder does
        return None if name == self._taken else MemoryLock()


def _locked_by(process: int, folder: Path) -> str:
    """The playthrough whose lock this process holds, as the system tells it.

    Locks that come and go while the system tells of them may make it leave others out.
    """
    for _ in range(100):
        with os.scandir(folder) as entries:
            inodes = {each.inode(): each.name for each in entries if each.name.endswith(".lock")}
        for line in _LOCKS.read_text("utf-8").splitlines():
            parts = line.split()
            if "FLOCK" in parts and str(process) in parts:
                place = next(part for part in parts if part.count(":") == 2)
                name = inodes.get(int(place.rpartition(":")[2]), "")
                if name.startswith("auto-"):
                    return name[len("auto-") : -len(".lock")]
    raise AssertionError("a game that plays holds no lock")
