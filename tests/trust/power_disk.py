"""A disk in memory that knows what a power cut may leave of it.

The model is the weakest of those in "All File Systems Are Not Created Equal" (Pillai and others,
OSDI 2014): what was written and not flushed may be there, or not, or some of its blocks; a name
made, changed or removed since its folder was last flushed may stand as at any moment since then,
whatever other names do, so that half of a rename is possible. What was flushed stays. It has no
links, pipes or rights; it never touches the real disk.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from random import Random
from typing import NamedTuple, TypeAlias

from ulysse_game.storage import Disk

BLOCK = 512
"""Bytes that a disk writes whole or not at all."""

World: TypeAlias = Mapping[str, bytes | None]
"""What stands on a disk, by path: the bytes of a file, or nothing for a folder."""


class File:
    """The bytes of one file, and those of them that no cut takes."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = self.flushed = data

    def after_cut(self) -> list[bytes]:
        """What may be left: as last flushed, whole, or torn at some block, the rest noughts."""
        if self.data == self.flushed:
            return [self.data]
        size = len(self.data)
        kept = len(self.flushed)
        found = [self.flushed, self.data, self.flushed + bytes(size - kept)]
        for end in range(kept - kept % BLOCK + BLOCK, size, BLOCK):
            found += [self.data[:end], self.data[:end] + bytes(size - end)]
            found.append(self.flushed + bytes(max(0, end - kept)) + self.data[max(end, kept) :])
        return list(dict.fromkeys(found))


Entry: TypeAlias = File | None
"""What a name stands for: a file, or nothing for a folder."""

ABSENT = File()
"""Stands in a name's history where it was not there."""


class Handle(NamedTuple):
    """An open file."""

    file: File
    number: int


class MemoryDisk(Disk):
    """A disk that begins as ``world``; all of that is as if flushed."""

    def __init__(self, world: World | None = None) -> None:
        self._entries: dict[str, Entry] = {
            path: None if data is None else File(data) for path, data in (world or {}).items()
        }
        self._since: dict[str, list[Entry]] = {}  # the histories of names, since the last flush
        self._handles: dict[int, Handle] = {}
        self._locks: dict[int, int] = {}  # by the file's identity, the handle that holds it
        self._next = 3

    # What the game does with it

    def make_folder(self, path: str) -> tuple[str, ...]:
        made = []
        while path not in ("/", "") and path not in self._entries:
            made.append(path)
            path = os.path.dirname(path)
        for each in reversed(made):
            self._set(each, None)
        return tuple(os.path.dirname(each) for each in made)

    def names(self, folder: str) -> list[str]:
        self._folder(folder)
        return [os.path.basename(p) for p in self._entries if os.path.dirname(p) == folder]

    def create(self, path: str) -> int:
        if path in self._entries:
            raise FileExistsError(errno.EEXIST, "it is there", path)
        return self.create_if_missing(path)

    def create_if_missing(self, path: str) -> int:
        self._folder(os.path.dirname(path))
        if path not in self._entries:
            self._set(path, File())
        return self.open(path)

    def open(self, path: str) -> int:
        self._next += 1
        self._handles[self._next] = Handle(self._file(path), self._next)
        return self._next

    def size(self, file: int) -> int:
        return len(self._handles[file].file.data)

    def is_at(self, file: int, path: str) -> bool:
        return self._entries.get(path) is self._handles[file].file

    def read(self, file: int, count: int) -> bytes:
        # Read to its end in one go, as all files of ours are; the next time there is no more.
        handle = self._handles[file]
        if handle.number < 0:
            return b""
        self._handles[file] = handle._replace(number=-1)
        return handle.file.data[:count]

    def write(self, file: int, data: bytes | memoryview) -> int:
        self._handles[file].file.data += bytes(data)
        return len(data)

    def flush(self, file: int) -> None:
        found = self._handles[file].file
        found.flushed = found.data

    def flush_folder(self, path: str) -> None:
        self._folder(path)
        for each in [name for name in self._since if os.path.dirname(name) == path]:
            del self._since[each]

    def close(self, file: int) -> None:
        handle = self._handles.pop(file)
        if self._locks.get(id(handle.file)) == file:
            del self._locks[id(handle.file)]

    def link(self, source: str, target: str) -> None:
        if target in self._entries:
            raise FileExistsError(errno.EEXIST, "it is there", target)
        self._set(target, self._file(source))

    def replace(self, source: str, target: str) -> None:
        found = self._file(source)
        if self._entries.get(target) is found:
            return  # two names of one file: a rename does nothing then, and says nothing
        self._set(target, found)
        self._drop(source)

    def remove(self, path: str) -> None:
        self._file(path)
        self._drop(path)

    def lock(self, file: int) -> bool:
        return self._locks.setdefault(id(self._handles[file].file), file) == file

    # What happens to it

    def end_process(self) -> None:
        """Whoever used it is gone, and its open files and locks with it."""
        self._handles.clear()
        self._locks.clear()

    def world(self) -> World:
        """What stands there now."""
        return {path: e if e is None else e.data for path, e in self._entries.items()}

    def put(self, path: str, data: bytes) -> None:
        """Has a file hold these bytes, flushed, whatever it was."""
        self._entries[path] = File(data)
        self._since.pop(path, None)

    def after_cut(self, most: int, chance: Random) -> Iterator[World]:
        """What may stand there after a power cut now: all that can be, or ``most`` drawn of it."""
        names = list(self._since)
        files = list({id(e): e for e in self._seen() if e.data != e.flushed}.values())
        pasts: list[list[Entry]] = [
            list(dict.fromkeys((*self._since[name], self._entries.get(name, ABSENT))))
            for name in names
        ]
        torn = [file.after_cut() for file in files]
        settled = {p: e for p, e in self._entries.items() if p not in self._since}
        for stand, keep in _draws(pasts, torn, most, chance):
            entries = {**settled, **dict(zip(names, stand, strict=True))}
            yield _standing(entries, dict(zip(map(id, files), keep, strict=True)))

    def _seen(self) -> Iterator[File]:
        """Every file that a name stands for, or may stand for after a cut."""
        for past in (*self._since.values(), list(self._entries.values())):
            yield from (entry for entry in past if entry is not None and entry is not ABSENT)

    def _file(self, path: str) -> File:
        found = self._entries.get(path, ABSENT)
        if found is ABSENT:
            raise FileNotFoundError(errno.ENOENT, "it is not there", path)
        if found is None:
            raise IsADirectoryError(errno.EISDIR, "it is a folder", path)
        return found

    def _folder(self, path: str) -> None:
        if path != "/" and self._entries.get(path, ABSENT) is not None:
            raise FileNotFoundError(errno.ENOENT, "there is no such folder", path)

    def _set(self, path: str, entry: Entry) -> None:
        self._since.setdefault(path, []).append(self._entries.get(path, ABSENT))
        self._entries[path] = entry

    def _drop(self, path: str) -> None:
        self._since.setdefault(path, []).append(self._entries.pop(path))


def _standing(entries: Mapping[str, Entry], left: Mapping[int, bytes]) -> World:
    """The world of these entries, without what lies in folders that are not there."""
    found: dict[str, bytes | None] = {}
    for path in sorted(entries):
        entry, above = entries[path], os.path.dirname(path)
        if entry is ABSENT or (above != "/" and above not in found):
            continue
        found[path] = None if entry is None else left.get(id(entry), entry.data)
    return found


def _draws(
    pasts: Sequence[Sequence[Entry]], torn: Sequence[Sequence[bytes]], most: int, chance: Random
) -> Iterator[tuple[Sequence[Entry], Sequence[bytes]]]:
    """What each name stands for and each file holds: every way there is, or ``most`` of them."""
    if prod(map(len, pasts)) * prod(map(len, torn)) <= most:
        yield from product(product(*pasts), product(*torn))
        return
    for _ in range(most):
        yield [chance.choice(past) for past in pasts], [chance.choice(each) for each in torn]
