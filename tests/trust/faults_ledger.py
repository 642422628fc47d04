"""What a game has promised, and what a later game finds: the two are compared here.

A promise is a set: what may be found under an id. Trying to save adds to it, a save that was
reported takes its place. Nothing here knows how saving works.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias
from unittest import mock

from tests.play import fake_story
from tests.trust.power_disk import MemoryDisk
from ulysse_game.cli import settings
from ulysse_game.engine import Machine
from ulysse_game.play import DamagedError, Library, decoded
from ulysse_game.play import marks as read_marks
from ulysse_game.play.timeline import Timeline, path
from ulysse_game.storage import Disk, NotHere, Shelf, StorageTrouble, open_shelf

FOLDER = "/home/player/saves"
MARKS = "read-tale-of-a-shore"
SETTINGS = "settings"
MACHINE = Machine(fake_story.story())

Moment: TypeAlias = "tuple[tuple[str, ...], int] | None"
"""The choices on the way there and the number of moments known; nothing where nothing is saved."""


class Promise(NamedTuple):
    """What may be found: the saves by id, the settings by name, and at least these marks."""

    saves: Mapping[str, frozenset[Moment]] = {}
    settings: Mapping[str, frozenset[str]] = {}
    marks: frozenset[str] = frozenset()

    def tried(self, id: str, moment: Moment) -> Promise:
        """With a save under way."""
        found = self.saves.get(id, frozenset((None,)))
        return self._replace(saves={**self.saves, id: found | {moment}})

    def kept(self, id: str, moment: Moment) -> Promise:
        """With a save that the player was told of, or need not be told of."""
        return self._replace(saves={**self.saves, id: frozenset((moment,))})

    def wished(self, name: str, *values: str) -> Promise:
        """With a setting that may have any of these values."""
        return self._replace(settings={**self.settings, name: frozenset(values)})

    def or_else(self, other: Promise) -> Promise:
        """Whatever either of them allows: what holds while one becomes the other."""
        saves = {
            id: self.saves.get(id, frozenset((None,))) | other.saves.get(id, frozenset((None,)))
            for id in {*self.saves, *other.saves}
        }
        wishes = {
            name: self.settings.get(name, frozenset(("",)))
            | other.settings.get(name, frozenset(("",)))
            for name in {*self.settings, *other.settings}
        }
        return Promise(saves, wishes, self.marks & other.marks)


def moment_of(timeline: Timeline) -> Moment:
    """Where a timeline has come to."""
    way = path(timeline)
    return tuple(timeline.nodes[node].choice for node in way[1:]), len(timeline.nodes)


def marks_on(disk: Disk) -> frozenset[str]:
    """The marks that can be read there."""
    shelf = Shelf(save_path(), disk)
    for read in (shelf.read, shelf.read_previous):
        try:
            return read_marks.decoded(MACHINE.story.world.id, read(MARKS))
        except StorageTrouble:
            continue
    return frozenset()


def save_path() -> Path:
    """The folder of the saves, as a shelf takes it."""
    return Path(FOLDER)


def broken(disk: MemoryDisk, promise: Promise, hurt: frozenset[str] = frozenset()) -> Iterator[str]:
    """What a game that starts now finds other than was promised, a sentence each.

    The files of ``hurt`` names were damaged on purpose.
    """
    shelf = open_shelf(FOLDER, disk)
    if not isinstance(shelf, Shelf):
        yield f"the folder can be used no more: {shelf.trouble}"
        return
    yield from (f"{name} is left" for name in disk.names(FOLDER) if name[-4:] in (".tmp", "lock"))
    yield from _damaged(shelf, hurt)
    library = fake_story.library(shelf, MACHINE)
    for id, moments in promise.saves.items():
        found = _found(library, id)
        if found not in moments:
            yield f"{id} is at {found} and not at one of {sorted(map(str, moments))}"
    if not marks_on(disk) >= promise.marks:
        yield f"marks are lost: {sorted(promise.marks - marks_on(disk))}"
    with settings_on(disk):
        kept = settings.all_remembered(FOLDER)
    for name, values in promise.settings.items():
        if kept.get(name, "") not in values:
            yield f"the setting {name} is {kept.get(name)!r} and not one of {sorted(values)}"


def settings_on(disk: Disk) -> mock._patch[object]:
    """While this holds, settings are read and written there."""
    return mock.patch.object(settings, "Shelf", lambda folder: Shelf(folder, disk))


def _damaged(shelf: Shelf, hurt: frozenset[str]) -> Iterator[str]:
    for name in set(shelf.names()) - hurt:
        for read in (shelf.read, shelf.read_previous):
            try:
                _check(name, read(name))
            except NotHere:
                continue
            except StorageTrouble as trouble:
                yield f"{name} is damaged: {trouble} ({read.__name__})"


def _check(name: str, data: bytes) -> None:
    if name == MARKS:
        read_marks.decoded(MACHINE.story.world.id, data)
    elif name != SETTINGS:
        decoded(data)
    elif not settings.decoded(data):
        raise DamagedError("These settings are damaged.")


def _found(library: Library, id: str) -> Moment | str:
    try:
        return moment_of(library.load(id, set_aside=False).save.timeline)
    except StorageTrouble as trouble:
        return None if str(trouble).startswith("There is no saved game") else str(trouble)
