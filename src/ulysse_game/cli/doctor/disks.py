"""Looking at the game's folders and at what is in that of the saves; nothing is changed there.

A folder that is not there is not made. One that is there is tried with a file of no bytes, whose
name a later start would sweep out if this one were killed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from ulysse_game.cli.doctor.facts import Folder, Saves
from ulysse_game.cli.surroundings import printable, tilde
from ulysse_game.storage import Shelf, StorageTrouble, save_folder

_SAVE = re.compile(r"(?:auto|quick|named)-[a-z0-9-]+", re.ASCII)
_FILE = re.compile(r"[a-z0-9-]+\.(?:json|bak)", re.ASCII)
_ASIDE = re.compile(r"[a-z0-9-]+\.damaged-[0-9a-f]+", re.ASCII)
_LEFT = re.compile(r"\..+\.tmp")
_REPORT = re.compile(r"crash-[0-9-]+\.(?:yaml|txt)", re.ASCII)
_LOCKLESS = (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS)


def folder(what: str, path: Path) -> Folder:
    """One folder: whether it is there, can be written, has room, and knows locks."""
    shown = _shown(path)
    leads_to = ""
    with contextlib.suppress(OSError):
        if path.is_symlink():
            leads_to = _shown(path.resolve())
    if not path.is_dir():
        trouble = _no_folder(path)
        return Folder(what, shown, False, trouble, _free(_above(path)), True, leads_to)
    trouble, has_locks = _tried(path)
    return Folder(what, shown, True, trouble, _free(path), has_locks, leads_to)


def saves(save_dir: str | None) -> Saves:
    """What lies in the folder of saves; nothing where there is none, or it cannot be read."""
    try:
        home = save_folder(save_dir)
        names = sorted(os.listdir(home))
    except (OSError, StorageTrouble):
        return Saves()
    odd = tuple(name for name in names if _FILE.fullmatch(name) and _is_odd(home / name))
    shelf = Shelf(home)
    known = [name for name in shelf.names() if _SAVE.fullmatch(name) and f"{name}.json" not in odd]
    read = {name: _generation(shelf, name) for name in known}
    return Saves(
        len(known),
        tuple(name for name in known if read[name] == 1),
        tuple(name for name in known if read[name] == 2),
        tuple(map(printable, odd)),
        tuple(filter(_ASIDE.fullmatch, names)),
        tuple(printable(name) for name in names if _LEFT.fullmatch(name)),
        tuple(filter(_REPORT.fullmatch, names)),
    )


def _generation(shelf: Shelf, name: str) -> int:
    """0 if a save can be read, 1 if only the one before, 2 if neither."""
    from ulysse_game.play.save_format import summary

    for number, look in enumerate((shelf.read, shelf.read_previous)):
        with contextlib.suppress(StorageTrouble):
            summary(look(name))
            return number
    return 2


def _is_odd(path: Path) -> bool:
    try:
        return not stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False  # it has gone meanwhile


def _no_folder(path: Path) -> str:
    """Why a folder that is not there cannot be made, in the system's words; nothing if it can."""
    if os.path.lexists(path):
        return os.strerror(errno.ENOTDIR)
    above = _above(path)
    if not above.is_dir():
        return os.strerror(errno.ENOTDIR)
    return "" if os.access(above, os.W_OK | os.X_OK) else os.strerror(errno.EACCES)


def _above(path: Path) -> Path:
    """The nearest that is there."""
    return next((each for each in path.parents if os.path.lexists(each)), path)


def _tried(path: Path) -> tuple[str, bool]:
    """Why a folder cannot be written, and whether files there can be locked."""
    probe = path / f".doctor.{os.urandom(4).hex()}.tmp"
    try:
        file = os.open(probe, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        return error.strerror or type(error).__name__, True
    try:
        return "", _can_lock(file)
    finally:
        os.close(file)
        with contextlib.suppress(OSError):
            probe.unlink()


def _can_lock(file: int) -> bool:
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _LOCKLESS
    return True


def _free(path: Path) -> int:
    from shutil import disk_usage

    try:
        return disk_usage(path).free
    except OSError:
        return -1


def _shown(path: Path) -> str:
    return printable(tilde(str(path)))


def names(found: tuple[str, ...], most: int = 3) -> str:
    """A few of these names, and how many more there are."""
    return ", ".join(_few(found, most))


def _few(found: tuple[str, ...], most: int) -> Iterator[str]:
    yield from found[:most]
    if len(found) > most:
        yield f"+{len(found) - most}"
