"""What a folder of saved games must hold: the same things done without a screen, in memory.

A :class:`Model` begins as a copy of the folder. What is done to the game is done to its session
too, by the same code on a shelf that cannot fail; what it holds before and after the last thing
done is all that the folder may hold when the game was killed while it did that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ulysse_game import play
from ulysse_game.engine import Machine
from ulysse_game.play import Library, SaveError, Session, decoded, marks
from ulysse_game.storage import MemoryShelf, NotHere, Shelf, StorageTrouble

_FILE = re.compile(r"[a-z0-9-]+\.(json|bak)")
_LEFT = re.compile(r"\..+\.tmp|[a-z0-9-]+\.lock")
"""What a killed game may leave until the next start."""

Key = tuple[str, ...]


class Held(NamedTuple):
    """What is saved, without the clock, the card and the counter."""

    seed: int
    snapshot: Any
    timeline: Any


Holdings = Mapping[Key, Any]


class Model:
    """The same game in memory."""

    def __init__(self, machine: Machine, folder: Path) -> None:
        """A copy of what stands in ``folder``; nothing is played yet."""
        self.shelf = MemoryShelf()
        self.library = Library(machine, self.shelf)
        self._session: Session | None = None
        there = Shelf(folder)
        for name in there.names():
            self.shelf.write(name, _newest(there, name))

    @property
    def session(self) -> Session:
        """What is played."""
        assert self._session is not None, "nothing is played"
        return self._session

    def begin(self, seed: int) -> None:
        """As the game does when it is started for a new playthrough."""
        self._session = play.start(self.library, seed)

    def resume(self, id: str = "") -> None:
        """As the game does when it is started with this save, or to go on."""
        for card in self.library.saves():
            if id in ("", card.id):
                self._session = play.resume(self.library, card.id, "en")
                return
        self.begin(0)

    def load(self, id: str) -> None:
        """Go on from a save while another is played."""
        loaded = play.resume(self.library, id, self.session.language)
        self.session.close()
        self._session = loaded

    def holdings(self) -> dict[Key, Any]:
        """All that is held now."""
        return dict(_holdings(self.shelf, self.shelf.names()))


def held_in(folder: Path) -> dict[Key, Any]:
    """All that a folder holds; raises ``SaveError`` for what is damaged."""
    shelf = Shelf(folder)
    return dict(_holdings(shelf, shelf.names()))


def newest_in(folder: Path) -> tuple[str, ...]:
    """The ids of the saves of a folder."""
    return tuple(name for name in Shelf(folder).names() if name.partition("-")[0] in _SORTS)


def faults(
    folder: Path, before: Holdings, after: Holdings, earlier: Mapping[Key, Iterable[Any]]
) -> Iterator[str]:
    """What is wrong with a folder that may hold either of two things, a sentence each.

    ``earlier`` are older states of a key that may stand there as well.
    """
    yield from _strange_files(folder)
    try:
        found = held_in(folder)
    except StorageTrouble as trouble:
        yield f"damaged: {trouble}"
        return
    found = _as_in(found, set(before), set(after))
    for key in sorted({*found, *before, *after}):
        allowed = [before.get(key), after.get(key), *earlier.get(key, ())]
        if found.get(key) not in allowed:
            what = "is gone" if key not in found else "is not what was played"
            yield f"{' '.join(key)} {what}: {_told(found.get(key))} for {list(map(_told, allowed))}"


_SORTS = ("auto", "quick", "named")


def _strange_files(folder: Path) -> Iterator[str]:
    shelf = Shelf(folder)
    for path in folder.iterdir():
        if _FILE.fullmatch(path.name):
            read = shelf.read if path.suffix == ".json" else shelf.read_previous
            try:
                _understood(path.stem, read(path.stem))
            except (SaveError, ValueError) as error:
                yield f"{path.name} is damaged: {error}"
        elif not _LEFT.fullmatch(path.name):
            yield f"{path.name} should not be there"


def _newest(shelf: Shelf, name: str) -> bytes:
    try:
        return shelf.read(name)
    except NotHere:
        return shelf.read_previous(name)


def _holdings(shelf: Shelf | MemoryShelf, names: Iterable[str]) -> Iterator[tuple[Key, Any]]:
    for name in names:
        data = _newest(shelf, name) if isinstance(shelf, Shelf) else shelf.read(name)
        sort, _, rest = name.partition("-")
        value = _understood(name, data)
        if sort == "named":
            # Its id is made up anew by each of the two games.
            yield ("named", decoded(data).name), value
        else:
            yield (sort, *rest.split("-")), value


def _as_in(found: Mapping[Key, Any], before: set[Key], after: set[Key]) -> dict[Key, Any]:
    """``found`` with the playthrough that only the game knows called as the model calls it.

    One that is missing because its last save was just deleted is not meant.
    """
    there, here = _playthroughs(found), _playthroughs({*before, *after})
    strange = sorted(there - here)
    missing = sorted(_playthroughs(after) - there) or sorted(here - there)
    called = dict(zip(strange, missing, strict=False)) if len(strange) == 1 else {}
    return {
        (key[0], called.get(key[1], key[1]), *key[2:]) if key[0] in ("auto", "quick") else key: held
        for key, held in found.items()
    }


def _playthroughs(keys: Iterable[Key]) -> set[str]:
    return {key[1] for key in keys if key[0] in ("auto", "quick")}


@lru_cache(maxsize=256)
def _understood(name: str, data: bytes) -> Any:
    if name.startswith("read-"):
        return marks.decoded("one_seat_short", data)
    if name == "settings":
        return json.loads(data)
    save = decoded(data)
    return Held(save.seed, save.snapshot, save.timeline)


def _told(held: Any) -> str:
    if isinstance(held, Held):
        return f"turn {held.timeline.depth} of {len(held.timeline.nodes)} nodes"
    return f"{len(held)} marks" if isinstance(held, frozenset) else str(held)
