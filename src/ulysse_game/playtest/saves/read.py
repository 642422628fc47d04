"""The saved games in a folder and below it, as bytes: what a player's or a corpus's folder holds.

Both generations count (``.json`` and ``.bak``). A file is a save if the game would take it for
one by its name, or if it begins as one. Nothing is followed out of the folder and nothing is
trusted: what cannot be read is told in a sentence, never raised. Nothing here is changed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ulysse_game.play.card import clean
from ulysse_game.storage import LIMIT, Disk

_ENDINGS = (".json", ".bak")
_NAME = re.compile(r"(?:auto|quick|named)-[0-9a-z]+(?:-[0-9a-z]+)?", re.ASCII)
_OPENING = b'{"kind":"ulysse-save"'
_LONGEST_PATH = 400


class SaveFile(NamedTuple):
    """One file: its path within the folder, with ``/`` and fit to be shown; its bytes.

    ``trouble`` is a sentence where it could not be read, and nothing else.
    """

    file: str
    data: bytes
    trouble: str = ""


def save_files(folder: Path) -> Iterator[SaveFile]:
    """Every saved game in ``folder`` and below it, sorted by path; hidden ones are left out."""
    for above, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            stem, ending = os.path.splitext(name)
            if ending not in _ENDINGS or name.startswith("."):
                continue
            path = os.path.join(above, name)
            found = _read(path, os.path.relpath(path, folder))
            if _NAME.fullmatch(stem) or found.data.startswith(_OPENING):
                yield found


def _read(path: str, shown: str) -> SaveFile:
    """The file as the game would read it: no link, no pipe, nothing larger than a save may be."""
    name = clean(shown.replace(os.sep, "/"), _LONGEST_PATH)
    disk = Disk()
    try:
        file = disk.open(path)
        try:
            size = disk.size(file)
            if size < 0:
                return SaveFile(name, b"", "it is not an ordinary file.")
            if size > LIMIT:
                return SaveFile(name, b"", "it is too big for a saved game.")
            return SaveFile(name, _whole(disk, file))
        finally:
            disk.close(file)
    except OSError as error:
        return SaveFile(name, b"", f"it cannot be read: {error.strerror or type(error).__name__}.")


def _whole(disk: Disk, file: int) -> bytes:
    """All bytes; one more than a save may have, if somebody is writing while it is read."""
    parts: list[bytes] = []
    room = LIMIT + 1
    while room and (part := disk.read(file, min(room, 1 << 20))):
        parts.append(part)
        room -= len(part)
    return b"".join(parts)
