"""Shelves as one writes them at first, so that what looks for mistakes is seen to find them."""

from __future__ import annotations

import contextlib
from pathlib import Path

from tests.trust.faults_ledger import FOLDER
from ulysse_game.storage import Disk, Shelf


class Plain(Shelf):
    """``open(path, "w").write(data)``: over what stands there, and flushed by nobody."""

    def _write(self, name: str, data: bytes) -> None:
        path = self._path(name, ".json")
        with contextlib.suppress(FileNotFoundError):
            self._disk.remove(path)
        file = self._disk.create(path)
        try:
            self._disk.write(file, data)
        finally:
            self._disk.close(file)


class Unflushed(Plain):
    """A temporary file that takes the name, which is right until the power fails."""

    def _write(self, name: str, data: bytes) -> None:
        path = self._temporary_path(name)
        file = self._disk.create(path)
        try:
            self._disk.write(file, data)
        finally:
            self._disk.close(file)
        self._disk.replace(path, self._path(name, ".json"))


class Gap(Shelf):
    """Flushes everything, and lets nobody have the name between two renames."""

    def _keep_previous(self, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._disk.replace(self._path(name, ".json"), self._path(name, ".bak"))


class Orphan(Shelf):
    """Makes a folder, and does not flush the one in which its name stands."""

    def _make_folder(self) -> None:
        self._disk.make_folder(str(self.folder))


class Forgetful(Shelf):
    """Says "deleted" before it is."""

    def delete(self, name: str) -> None:
        for ending in (".bak", ".json"):
            with contextlib.suppress(FileNotFoundError):
                self._disk.remove(self._path(name, ending))


def opened(shelf: type[Shelf], disk: Disk) -> Shelf:
    """Such a shelf, as a game opens it."""
    found = shelf(Path(FOLDER), disk)
    found.prepare()
    return found
