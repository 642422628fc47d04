"""Which files of a story folder have changed: by looking at them again and again.

A look costs half a millisecond for two hundred files, works on every system and on network
drives, and needs no thread: a screen's timer, line mode and a command that waits use the same
object. A change counts once two looks in a row have seen the same, so that a burst of saves, a
file half written or one that is gone while an editor renames another into its place is one change.

It never reads a file and never raises for what a folder does, not even for one that is gone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from ulysse_game.compiler.names_of_files import is_story_file

Stamps: TypeAlias = Mapping[str, tuple[int, int, int]]
"""Of each story file, by its name within the folder: when it changed (ns), its size, its number."""

CALM = 0.1
"""Seconds between two looks while nothing changes."""

BUSY = 0.05
"""Seconds to the next look when something has just changed."""

_SHARE = 0.05
"""At most this part of the time goes into looking, however many files there are."""


def stamps_of(folder: Path) -> Stamps:
    """The stamps of all story files in ``folder``; whatever cannot be looked at is not there."""
    found: dict[str, tuple[int, int, int]] = {}
    work = [("", str(folder))]
    while work:
        prefix, path = work.pop()
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    _look_at(entry, prefix, found, work)
        except OSError:
            continue
    return found


def _look_at(
    entry: os.DirEntry[str],
    prefix: str,
    found: dict[str, tuple[int, int, int]],
    work: list[tuple[str, str]],
) -> None:
    """One entry of a folder: a story file is stamped, a folder of the story looked into later."""
    name = entry.name
    try:
        if is_story_file(name):
            about = entry.stat()
            found[prefix + name] = (about.st_mtime_ns, about.st_size, about.st_ino)
        elif not name.startswith((".", "_")) and entry.is_dir(follow_symlinks=False):
            work.append((f"{prefix}{name}/", entry.path))
    except OSError:
        return  # it was there a moment ago


class Changes:
    """What has changed in a folder since it was last asked for.

    ``look`` gives the stamps, ``clock`` seconds that only rise; tests put their own there.
    """

    def __init__(
        self,
        folder: Path,
        look: Callable[[Path], Stamps] = stamps_of,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """The folder as it is now; nothing of it has changed."""
        self.folder = folder
        self._look = look
        self._clock = clock
        self._cost = 0.0
        self._told = self._last = self._looked()

    @property
    def is_settling(self) -> bool:
        """Whether something has changed that has not been told yet."""
        return self._last != self._told

    @property
    def pause(self) -> float:
        """Seconds to let pass before the next look."""
        return max(BUSY if self.is_settling else CALM, self._cost / _SHARE)

    def poll(self) -> frozenset[str]:
        """The names of the files that have changed, come or gone; none while they still change."""
        now = self._looked()
        is_settled = now == self._last
        self._last = now
        if not is_settled or now == self._told:
            return frozenset()
        changed = frozenset(
            name for name in {*now, *self._told} if now.get(name) != self._told.get(name)
        )
        self._told = now
        return changed

    def _looked(self) -> Stamps:
        before = self._clock()
        found = self._look(self.folder)
        self._cost = self._clock() - before
        return found


def changes(folder: Path, wait: Callable[[float], object] = time.sleep) -> Iterator[frozenset[str]]:
    """The names of changed files, each time some have changed; for ever.

    ``wait`` lets so many seconds pass; whatever it raises ends the watching.
    """
    watched = Changes(folder)
    while True:
        wait(watched.pause)
        changed = watched.poll()
        if changed:
            yield changed
