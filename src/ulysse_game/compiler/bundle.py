"""The one file that the whole game can be built into, and the story that travels in it.

What is in such a program is unpacked at each start, into a folder with another name and with
files of another age. Whoever asks where a story stands, or how old it is, is told of the program
itself then. Everywhere else a folder is a folder.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def standing(folder: Path) -> str:
    """Where a story always stands: its folder, else its place in the program it travels in."""
    place, unpacked = folder.resolve(), _unpacked()
    if unpacked is None or not place.is_relative_to(unpacked):
        return str(place)
    return os.path.join(sys.executable, place.relative_to(unpacked))


def travels(folder: Path) -> bool:
    """Whether the folder was unpacked from the program that runs."""
    unpacked = _unpacked()
    return unpacked is not None and folder.resolve().is_relative_to(unpacked)


def is_bundled() -> bool:
    """Whether the game runs as one file."""
    return _unpacked() is not None


def program_stamp() -> list[int]:
    """The number, size and time of change in nanoseconds of the program's own file."""
    about = os.stat(sys.executable)
    return [about.st_ino, about.st_size, about.st_mtime_ns]


def _unpacked() -> Path | None:
    """The folder that PyInstaller's start unpacked into, by its "Run-time Information"."""
    found = getattr(sys, "_MEIPASS", None)
    return Path(found).resolve() if found else None
