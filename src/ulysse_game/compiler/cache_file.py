"""The file of a compiled story: opened warily, written whole or not at all.

What stands in a cache's folder may have been put there by anybody: a link is not followed, neither
to be read nor to be written over, and a pipe or a device is no file. All trouble is ``OSError``.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

_WARY = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_LEFT = 60_000_000_000
"""Nanoseconds: nobody writes at one file for as long as this."""


def opened(path: Path) -> BinaryIO:
    """An ordinary file, to be read."""
    file = os.open(path, os.O_RDONLY | _WARY)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise OSError(f"{path} is not an ordinary file")
    return open(file, "rb")


def write(path: Path, parts: Iterable[bytes]) -> None:
    """Has these parts stand at ``path``, over whatever stood there."""
    temporary = path.with_name(f"{path.name}.{os.urandom(4).hex()}.tmp")
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _WARY, 0o600)
    try:
        with open(file, "wb") as out:
            out.writelines(parts)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sweep(folder: Path, newest: Path) -> None:
    """Removes what games that were killed while they wrote have left; ``newest`` tells the time."""
    now = newest.stat().st_mtime_ns
    for path in folder.glob("*.story.*.tmp"):
        if now - path.lstat().st_mtime_ns > _LEFT:
            path.unlink(missing_ok=True)
