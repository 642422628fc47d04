"""A folder of durable files, each with the generation before it.

A name is an id of ours (small letters, digits, hyphens), never something a player typed. The file
of ``NAME`` is ``NAME.json``, its previous generation ``NAME.bak``. Writing goes to a temporary
file that is flushed to the disk before it takes the name. The generation before has a second name
by then and keeps the first until that instant: a power cut may undo any of these changes of names
and keep the others, and ``NAME.json`` is still the one or the other, whole.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from ulysse_game.storage import lock
from ulysse_game.storage.disk import Disk
from ulysse_game.storage.trouble import (
    DiskTrouble,
    NotHere,
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


_NO_FILE = (errno.EISDIR, errno.ENOTEMPTY, errno.EEXIST)
"""What a system says where a folder stands in a file's place."""

_T = TypeVar("_T")


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
        """Make the folder, prove that it can be used, and sweep out what a killed game left."""
        with self._translated(""):
            self._make_folder()
            self._disk.remove(self._new_temporary("probe", b""))
            files = self._disk.names(str(self.folder))
        self._sweep(files)

    def sweep(self) -> None:
        """Sweep out what a killed game left, as far as that can be done."""
        with contextlib.suppress(OSError):
            self._sweep(self._disk.names(str(self.folder)))

    def names(self) -> tuple[str, ...]:
        """What is on the shelf, sorted."""
        try:
            files = _twice(lambda: self._disk.names(str(self.folder)))
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
                try:
                    self._make_folder()
                    self._write(name, data)
                except FileNotFoundError as error:
                    # That this name is not there is no trouble: the folder is.
                    raise from_error(error, str(self.folder), "") from error

    def delete(self, name: str) -> None:
        """Remove a name and its previous generation, for good; the newest goes last."""
        with self._translated(name):
            is_news = False
            for ending in (".bak", ".json"):
                with contextlib.suppress(FileNotFoundError):
                    self._disk.remove(self._path(name, ending))
                    is_news = True
            if is_news:
                self._disk.flush_folder(str(self.folder))

    def set_aside(self, name: str, previous: bool = False) -> str:
        """Rename a damaged file out of the way and return its new file name; nothing is lost."""
        aside = f"{name}.damaged-{os.urandom(4).hex()}"
        with self._translated(name):
            source = self._path(name, ".bak" if previous else ".json")
            self._disk.replace(source, str(self.folder / aside))
            with contextlib.suppress(OSError):
                self._disk.flush_folder(str(self.folder))
        return aside

    def lock(self, name: str, patience: float = lock.PATIENCE) -> lock.Lock | None:
        """The lock of this name, or nothing when another game holds it for so many seconds."""
        with self._translated(name):
            try:
                return lock.take(self._disk, self._path(name, ".lock"), patience)
            except FileNotFoundError:
                self._make_folder()
                return lock.take(self._disk, self._path(name, ".lock"), patience)

    @contextlib.contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """While what stands under a name is read and written again, other games wait to do so.

        For a moment only: a game that was stopped in the middle keeps nobody from writing.
        Where locks do not work, nobody else is assumed.
        """
        held: lock.Lock | None = None
        with contextlib.suppress(StorageTrouble):
            held = self.lock(name, lock.A_WRITING)
        try:
            yield
        finally:
            if held is not None:
                held.release()

    def _path(self, name: str, ending: str) -> str:
        if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
            raise not_here(name)
        return str(self.folder / f"{name}{ending}")

    def _read(self, name: str, ending: str) -> bytes:
        path = self._path(name, ending)
        with self._translated(name):
            return _twice(lambda: self._read_file(path, name))

    def _read_file(self, path: str, name: str) -> bytes:
        file = self._disk.open(path)
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
            self._keep_previous(name)
            self._put(temporary, current)
        except OSError:
            with contextlib.suppress(OSError):
                self._disk.remove(temporary)
            raise
        self._disk.flush_folder(str(self.folder))

    def _keep_previous(self, name: str) -> None:
        """Have the present generation stand under its second name too, if there is one."""
        current, previous = self._path(name, ".json"), self._path(name, ".bak")
        second = self._temporary_path(name)
        try:
            self._disk.link(current, second)
        except FileNotFoundError:
            return
        except OSError:
            # There are no links on a memory card. A copy costs another flush.
            try:
                second = self._new_temporary(name, self._read(name, ".json"))
            except NotHere:
                return
            except DiskTrouble:
                self._put(current, previous)
                return
            except StorageTrouble:
                self._make_way(current)  # it is no file of ours, and no generation
                return
        try:
            self._put(second, previous)
        finally:
            # It is still there where both were names of one file, since an earlier try failed.
            with contextlib.suppress(OSError):
                self._disk.remove(second)

    def _put(self, source: str, target: str) -> None:
        """Rename over whatever stands at ``target``; a folder there makes way, with all in it."""
        try:
            self._disk.replace(source, target)
        except OSError as error:
            if error.errno not in _NO_FILE:
                raise
            self._make_way(target)
            self._disk.replace(source, target)

    def _make_way(self, path: str) -> None:
        """Rename what stands where a file of ours belongs; nothing is lost."""
        self._disk.replace(path, f"{os.path.splitext(path)[0]}.damaged-{os.urandom(4).hex()}")

    def _temporary_path(self, name: str) -> str:
        return str(self.folder / f".{name}.{os.urandom(4).hex()}.tmp")

    def _make_folder(self) -> None:
        """Make the folder so that no power cut takes it away again with all that is in it."""
        for above in self._disk.make_folder(str(self.folder)):
            # What may be passed through and not read cannot be flushed either.
            with contextlib.suppress(PermissionError):
                self._disk.flush_folder(above)

    def _new_temporary(self, name: str, data: bytes) -> str:
        """The path of a new temporary file that holds ``data``, on the disk itself."""
        path = self._temporary_path(name)
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

    def _sweep(self, files: Iterable[str]) -> None:
        """Remove the temporary files and locks that no running game holds."""
        for each in files:
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


def _twice(look: Callable[[], _T]) -> _T:
    """What is read, in a second try if need be: a trouble that passes must not look like damage."""
    try:
        return look()
    except FileNotFoundError:
        raise
    except OSError:
        return look()
