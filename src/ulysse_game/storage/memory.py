"""A shelf that lasts as long as the game runs, for when no folder can be written.

What could be read before can still be read: a folder that is only closed to writing shows its
saves through this one.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from ulysse_game.storage.shelf import Shelf
from ulysse_game.storage.trouble import StorageTrouble, not_here


class MemoryLock:
    """Nobody else can see this shelf; its locks are always free."""

    def release(self) -> None:
        """Let go of nothing."""


class MemoryShelf:
    """The same methods as :class:`Shelf`. ``trouble`` says why nothing is kept, if known."""

    def __init__(self, trouble: StorageTrouble | None = None, below: Shelf | None = None) -> None:
        """An empty shelf, over one that can only be read."""
        self.trouble = trouble
        self._below = below
        self._files: dict[str, bytes] = {}
        self._previous: dict[str, bytes] = {}
        self._hidden: set[str] = set()

    def names(self) -> tuple[str, ...]:
        """What is on the shelf, sorted."""
        below = self._below.names() if self._below else ()
        return tuple(sorted({*self._files, *self._previous, *below} - self._hidden))

    def read(self, name: str) -> bytes:
        """The bytes under a name, as last written."""
        if name in self._files:
            return self._files[name]
        return self._reachable(name).read(name)

    def read_previous(self, name: str) -> bytes:
        """The bytes that stood there before the last writing."""
        if name in self._previous:
            return self._previous[name]
        below = self._reachable(name)
        return below.read(name) if name in self._files else below.read_previous(name)

    def write(self, name: str, data: bytes) -> None:
        """Put ``data`` under a name, as long as the game runs."""
        if name in self._files:
            self._previous[name] = self._files[name]
        self._files[name] = data
        self._hidden.discard(name)

    def delete(self, name: str) -> None:
        """Forget a name; raises ``trouble`` where it would be there again in the next game."""
        if self.trouble is not None and self._below is not None and name in self._below.names():
            raise self.trouble
        self._files.pop(name, None)
        self._previous.pop(name, None)
        self._hidden.add(name)

    def set_aside(self, name: str, previous: bool = False) -> str:
        """Hide a damaged file, which stays where it is."""
        if not previous:
            self._files.pop(name, None)
        if previous or name not in self._previous:
            self._hidden.add(name)
        return name

    def lock(self, name: str) -> MemoryLock:
        """A lock; it is always free."""
        return MemoryLock()

    def alone(self, name: str) -> AbstractContextManager[None]:
        """Nobody else is here."""
        return nullcontext()

    def _reachable(self, name: str) -> Shelf:
        if self._below is None or name in self._hidden:
            raise not_here(name)
        return self._below
