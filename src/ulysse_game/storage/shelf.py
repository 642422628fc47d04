"""A folder of durable files, each with the generation before it.

A name is an id of ours (small letters, digits, hyphens), never something a player typed. The file
of ``NAME`` is ``NAME.json``, its previous generation ``NAME.bak``. Writing goes to a temporary
file that is flushed to the disk before it takes the name; in the instant between the two renames
the previous generation stands alone, so ``names`` counts it and ``read_previous`` finds it.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from ulysse_game.storage import lock
from ulysse_game.storage.disk import Disk
from ulysse_game.storage.trouble import (
    StorageTrouble,
    from_error,
    not_a_file,
    not_here,
    too_big,
)

LIMIT = 4_000_000
"""The most bytes a file may have, on the way in and on the way out."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_LONGEST_NAME = 60
_FILE = re.compile(rf"({_NAME.pattern})\.(?:json|bak)", re.ASCII)
_TEMPORARY = re.compile(r"\..+\.tmp")


class Shelf:
    """The files of one folder. Its methods raise ``StorageTrouble`` and nothing else.

    ``trouble`` is nothing here; a :class:`MemoryShelf` says in it why it stands in.
    """

    trouble: StorageTrouble | None = None

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        """The shelf in ``folder``, which is made when first written to."""
        self.folder = folder
        self._disk = disk or Disk()

    def prepare(self) -> None:
        """Make the folder, sweep out what a killed game left, and prove that it can be written."""
        with self._translated(""):
            self._disk.make_folder(str(self.folder))
            self._disk.remove(self._new_temporary("probe", b""))
        with contextlib.suppress(OSError):
            self._sweep()

    def names(self) -> tuple[str, ...]:
        """What is on the shelf, sorted."""
        try:
            files = self._disk.names(str(self.folder))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise from_error(error, str(self.folder), "") from error
        found = (_FILE.fullmatch(each) for each in files)
        return tuple(sorted({match[1] for match in found if match}))

    def read(self, name: str) -> bytes:
        """The bytes under a name, as last written."""
        return self._read(name, ".json")

    def read_previous(self, name: str) -> bytes:
        """The bytes that stood there before the last writing."""
        return self._read(name, ".bak")

    def write(self, name: str, data: bytes) -> None:
        """Put ``data`` under a name; when this returns it is on the disk."""
        if len(data) > LIMIT:
            raise too_big(name)
        with self._translated(name):
            try:
                self._write(name, data)
            except FileNotFoundError:
                # The folder has gone, or another game swept our temporary file: once more.
                self._disk.make_folder(str(self.folder))
                self._write(name, data)

    def delete(self, name: str) -> None:
        """Remove a name and its previous generation; the newest goes last."""
        with self._translated(name):
            for ending in (".bak", ".json"):
                with contextlib.suppress(FileNotFoundError):
                    self._disk.remove(self._path(name, ending))

    def set_aside(self, name: str, previous: bool = False) -> str:
        """Rename a damaged file out of the way and return its new file name; nothing is lost."""
        aside = f"{name}.damaged-{os.urandom(4).hex()}"
        with self._translated(name):
            source = self._path(name, ".bak" if previous else ".json")
            self._disk.replace(source, str(self.folder / aside))
        return aside

    def lock(self, name: str) -> lock.Lock | None:
        """The lock of this name, or nothing when another game holds it."""
        with self._translated(name):
            try:
                return lock.take(self._disk, self._path(name, ".lock"))
            except FileNotFoundError:
                self._disk.make_folder(str(self.folder))
                return lock.take(self._disk, self._path(name, ".lock"))

    def _path(self, name: str, ending: str) -> str:
        if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
            raise not_here(name)
        return str(self.folder / f"{name}{ending}")

    def _read(self, name: str, ending: str) -> bytes:
        with self._translated(name):
            file = self._disk.open(self._path(name, ending))
            try:
                size = self._disk.size(file)
                if size < 0:
                    raise not_a_file(name)
                if size > LIMIT:
                    raise too_big(name)
                return self._read_all(file, name)
            finally:
                self._disk.close(file)

    def _read_all(self, file: int, name: str) -> bytes:
        parts: list[bytes] = []
        room = LIMIT + 1
        while part := self._disk.read(file, min(room, 1 << 20)):
            parts.append(part)
            room -= len(part)
            if room == 0:
                raise too_big(name)
        return b"".join(parts)

    def _write(self, name: str, data: bytes) -> None:
        current = self._path(name, ".json")
        temporary = self._new_temporary(name, data)
        try:
            with contextlib.suppress(FileNotFoundError):
                self._disk.replace(current, self._path(name, ".bak"))
            self._disk.replace(temporary, current)
        except OSError:
            with contextlib.suppress(OSError):
                self._disk.remove(temporary)
            raise
        self._disk.flush_folder(str(self.folder))

    def _new_temporary(self, name: str, data: bytes) -> str:
        """The path of a new temporary file that holds ``data``, on the disk itself."""
        path = str(self.folder / f".{name}.{os.urandom(4).hex()}.tmp")
        file = self._disk.create(path)
        try:
            try:
                # Locked while it is written, so that a game just starting does not sweep it out.
                self._disk.lock(file)
                rest = memoryview(data)
                while rest:
                    rest = rest[self._disk.write(file, rest) :]
                self._disk.flush(file)
            finally:
                self._disk.close(file)
        except OSError:
            with contextlib.suppress(OSError):
                self._disk.remove(path)
            raise
        return path

    def _sweep(self) -> None:
        """Remove the temporary files and locks that no running game holds."""
        for each in self._disk.names(str(self.folder)):
            path = str(self.folder / each)
            with contextlib.suppress(OSError):
                if each.endswith(".lock") and _NAME.fullmatch(each[:-5]):
                    left = lock.take(self._disk, path)
                    if left is not None:
                        left.release()
                elif _TEMPORARY.fullmatch(each):
                    self._sweep_temporary(path)

    def _sweep_temporary(self, path: str) -> None:
        file = self._disk.open(path)
        try:
            is_left = self._disk.lock(file)
        finally:
            self._disk.close(file)
        if is_left:
            self._disk.remove(path)

    @contextlib.contextmanager
    def _translated(self, name: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise from_error(error, str(self.folder), name) from error
