"""The places that are file systems of their own; they are made in memory, where one may mount."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.trust.places_list import Ground, Wrong
from tests.trust.places_visit import CHOICES, claims, faults, is_kept, visit


@cache
def why_not() -> str:
    """What cannot be mounted here and why, to be said after the threat; nothing where all can."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("mount") is None:
        return " (skipped: nobody may mount here)"
    with TemporaryDirectory() as folder:
        try:
            with mounted(Path(folder), "size=64k"):
                return "" if caseless_kind() else " (none without cases can be made here)"
        except OSError as error:
            return f" (skipped: {error})"


@contextlib.contextmanager
def mounted(folder: Path, options: str, kind: str = "tmpfs", what: str = "none") -> Iterator[None]:
    """A file system at ``folder``; raises ``OSError`` where there can be none."""
    _run("mount", "-t", kind, "-o", options, what, str(folder))
    try:
        yield
    finally:
        # One that was unmounted meanwhile is gone already.
        with contextlib.suppress(OSError):
            _run("umount", "--lazy", str(folder))


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(done.stderr.strip().partition("\n")[0])


def _fill(folder: Path) -> None:
    """Leave not a byte free."""
    for size in (4096, 1):
        with (
            contextlib.suppress(OSError),
            open(folder / f"filler-{size}", "ab", buffering=0) as file,
        ):
            while file.write(b"\0" * size):
                pass


def _freed(folder: Path) -> None:
    for path in folder.glob("filler-*"):
        path.unlink()


def full_and_freed(size: str) -> Callable[[Ground], Wrong]:
    """A disk of this size that is full while the game is played, and has room again."""

    def there(ground: Ground) -> Wrong:
        ground.saves.mkdir()
        with mounted(ground.saves, f"size={size}"):
            found = visit(
                ["--save-dir", str(ground.saves)], ground.environment, ground.folder,
                meanwhile={2: lambda: _fill(ground.saves), 5: lambda: _freed(ground.saves)},
            )  # fmt: skip
            yield from faults(found)
            yield from claims(found, ground.place.machine, ground.saves)
            if found.told != 1 or "Saving works again." not in found.answers[CHOICES]:
                yield f"told {found.told} times: {found.answers}"

    return there


def full_at_first(ground: Ground) -> Wrong:
    """A disk that is full when the game begins, and has room later; and one that stays full."""
    ground.saves.mkdir()
    with mounted(ground.saves, "size=128k"):
        _fill(ground.saves)
        arguments = ["--save-dir", str(ground.saves)]
        found = visit(arguments, ground.environment, ground.folder)
        yield from faults(found)
        yield from claims(found, ground.place.machine, ground.saves)
        if found.told != 1 or found.says_saved:
            yield f"told {found.told} times: {found.answers}"
        found = visit(
            arguments, ground.environment, ground.folder,
            meanwhile={3: lambda: _freed(ground.saves)},
        )  # fmt: skip
        yield from faults(found)
        yield from claims(found, ground.place.machine, ground.saves)
        if not found.says_saved:
            yield f"it did not save when there was room: {found.answers}"


def no_more_files(ground: Ground) -> Wrong:
    """A disk with room for bytes and for no more files."""
    ground.saves.mkdir()
    with mounted(ground.saves, "size=1m,nr_inodes=4"):
        found = visit(["--save-dir", str(ground.saves)], ground.environment, ground.folder)
        yield from faults(found)
        yield from claims(found, ground.place.machine, ground.saves)


def read_only(ground: Ground) -> Wrong:
    """A disk that is read-only: what is on it can be gone on from."""
    ground.saves.mkdir()
    with mounted(ground.saves, "size=1m"):
        arguments = ["--save-dir", str(ground.saves)]
        yield from faults(visit(arguments, ground.environment, ground.folder), 0)
        _run("mount", "-o", "remount,ro", str(ground.saves))
        found = visit(arguments, ground.environment, ground.folder)
        yield from faults(found)
        if found.told != 1 or found.says_saved:
            yield f"told {found.told} times: {found.answers}"


def pulled_out(ground: Ground) -> Wrong:
    """A disk that is pulled out in the middle; what is below its place is another folder."""
    ground.saves.mkdir()
    with mounted(ground.saves, "size=1m"):
        found = visit(
            ["--save-dir", str(ground.saves)], ground.environment, ground.folder,
            meanwhile={3: lambda: _run("umount", "--lazy", str(ground.saves))},
        )  # fmt: skip
        yield from faults(found, 0)
        yield from claims(found, ground.place.machine, ground.saves)
        if not is_kept(ground.place.machine, ground.saves):
            yield "it was not saved where the disk was"


def caseless(ground: Ground) -> Wrong:
    """A disk on which names that differ by case only are one, of the kind that can be made here."""
    make, kind = KINDS[caseless_kind()]
    ground.saves.mkdir()
    image = ground.folder / "image"
    image.write_bytes(b"")
    os.truncate(image, 16 << 20)
    _run(make, str(image))
    with mounted(ground.saves, "loop", kind, str(image)):
        found = visit(["--save-dir", str(ground.saves)], ground.environment, ground.folder)
        yield from faults(found, 0)
        yield from claims(found, ground.place.machine, ground.saves)


KINDS = {"vfat": ("mkfs.vfat", "vfat"), "exfat": ("mkfs.exfat", "exfat")}


@cache
def caseless_kind() -> str:
    """The kind of file system without cases that can be made and mounted here, if any."""
    known = Path("/proc/filesystems").read_text("utf-8").split()
    return next(
        (kind for kind, (make, _) in KINDS.items() if kind in known and shutil.which(make)), ""
    )


MOUNTED: dict[str, Callable[[Ground], Wrong]] = {
    **{f"full, of {size}": full_and_freed(size) for size in ("64k", "128k", "256k")},
    "full at first": full_at_first,
    "no more files": no_more_files,
    "read-only": read_only,
    "pulled out": pulled_out,
}


def mountable() -> dict[str, Callable[[Ground], Wrong]]:
    """Those that can be made here."""
    if "skipped" in why_not():
        return {}
    return {**MOUNTED, "caseless": caseless} if caseless_kind() else MOUNTED
