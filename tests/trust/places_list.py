"""The places that need nothing but a folder: names, links, pipes, what vanishes, whose it is."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.trust.kills_life import Place
from tests.trust.places_visit import claims, faults, is_kept, visit, without_powers
from ulysse_game.storage import Shelf

Wrong = Iterator[str]
SECRET = b"nobody's business\n" * 99


class Ground(NamedTuple):
    """Where a place is made: a story and its cache, an empty folder, and one outside of it."""

    place: Place
    folder: Path
    outside: Path

    @property
    def saves(self) -> Path:
        """The folder of saves, which a place may make or not."""
        return self.folder / "saves"

    @property
    def environment(self) -> Mapping[str, str]:
        """That of a game here."""
        return self.place.environment()


def _there(ground: Ground, path: Path | bytes, kept: bool, told: int = 1) -> Wrong:
    """A visit with ``--save-dir`` at a path; whether it can be ``kept`` there is known."""
    found = visit(["--save-dir", os.fspath(path), "--new"], ground.environment, ground.folder)
    yield from faults(found, told)
    folder = Path(os.fsdecode(path))
    yield from claims(found, ground.place.machine, folder)
    if found.says_saved != kept:
        yield f"it {'could not be kept' if kept else 'was said to be kept'}: {found.answers[0]}"
    if not kept and found.told != 1:
        yield f"a trouble was told {found.told} times: {found.answers}"


# Names.


def name(each: str | bytes) -> Callable[[Ground], Wrong]:
    """A folder of this name, however odd."""
    return lambda ground: _there(
        ground, os.path.join(os.fsencode(ground.folder), os.fsencode(each)), True, 0
    )


def long_path(ground: Ground) -> Wrong:
    """As many letters as a path may have, but for the files' own names."""
    path = str(ground.folder)
    while len(path) < 3800:
        path += "/" + "y" * min(200, 3800 - len(path))
    yield from _there(ground, Path(path), True, 0)


def too_long_a_path(ground: Ground) -> Wrong:
    """More letters than a path may have."""
    yield from _there(ground, Path(str(ground.folder) + "/y" * 2500), False)


def too_long_for_files(ground: Ground) -> Wrong:
    """The folder can be, and a short name in it, but none as long as that of a save."""
    path = str(ground.folder)
    while len(path) < 4065:
        path += "/" + "y" * min(200, 4065 - len(path))
    yield from _there(ground, Path(path), False)


# What stands where the folder should be.


def file_for_folder(ground: Ground) -> Wrong:
    """A file."""
    ground.saves.write_bytes(SECRET)
    yield from _there(ground, ground.saves, False)
    if ground.saves.read_bytes() != SECRET:
        yield "it was written over"


def folder_within_file(ground: Ground) -> Wrong:
    """A folder below a file."""
    ground.saves.write_bytes(SECRET)
    yield from _there(ground, ground.saves / "deeper", False)


def linked_folder(ground: Ground) -> Wrong:
    """A link to a folder is as good as that folder."""
    ground.saves.symlink_to(ground.outside)
    yield from _there(ground, ground.saves, True, 0)
    if not is_kept(ground.place.machine, ground.outside):
        yield "it is not where the link leads"


def pipe_for_folder(ground: Ground) -> Wrong:
    """A pipe."""
    os.mkfifo(ground.saves)
    yield from _there(ground, ground.saves, False)


def device_for_folder(ground: Ground) -> Wrong:
    """A device."""
    yield from _there(ground, Path("/dev/null"), False)


def dangling_folder(ground: Ground) -> Wrong:
    """A link to nothing."""
    ground.saves.symlink_to(ground.outside / "nothing")
    yield from _there(ground, ground.saves, False)
    if (ground.outside / "nothing").exists():
        yield "it was made where the link leads"


def folder_in_a_circle(ground: Ground) -> Wrong:
    """A link to itself."""
    ground.saves.symlink_to(ground.saves)
    yield from _there(ground, ground.saves, False)


# Whose it is.


def closed_to_writing(ground: Ground) -> Wrong:
    """A folder that can only be read: what is in it can be gone on from."""
    yield from _owned(ground, lambda: ground.saves.chmod(0o555))


def of_somebody_else(ground: Ground) -> Wrong:
    """A folder that belongs to another, open to be read."""
    if os.geteuid() != 0:
        return

    def give_away() -> None:
        ground.saves.chmod(0o755)
        os.chown(ground.saves, 65534, 65534)

    yield from _owned(ground, give_away)


def _owned(ground: Ground, change: Callable[[], object]) -> Wrong:
    first = visit(["--save-dir", str(ground.saves)], ground.environment, ground.folder)
    yield from faults(first, 0)
    change()
    before = _contents(ground.saves)
    found = visit(
        ["--save-dir", str(ground.saves)], ground.environment, ground.folder, ahead=without_powers()
    )
    yield from faults(found)
    if found.told != 1 or found.says_saved:
        yield f"told {found.told} times: {found.answers[0]}; {found.answers[-1]}"
    if "goes on where you left it" not in found.answers[0] and found.told != 1:
        yield f"it did not go on: {found.answers[0]}"
    if _contents(ground.saves) != before:
        yield "something was changed"


def closed_meanwhile(ground: Ground) -> Wrong:
    """A folder that is closed to writing while it is played in, and opened again."""
    ground.saves.mkdir()
    found = visit(
        ["--save-dir", str(ground.saves)],
        ground.environment,
        ground.folder,
        ahead=without_powers(),
        meanwhile={2: lambda: ground.saves.chmod(0o555), 5: lambda: ground.saves.chmod(0o755)},
    )
    yield from faults(found)
    yield from claims(found, ground.place.machine, ground.saves)
    if found.told != 1 or "Saving works again." not in found.answers[CHOICE_AFTER]:
        yield f"told {found.told} times: {found.answers}"


CHOICE_AFTER = 6


# What vanishes.


def swept_away(ground: Ground) -> Wrong:
    """The folder is deleted with everything in it; the game makes it anew."""
    yield from _changed(ground, lambda: shutil.rmtree(ground.saves), 0)


def moved_away(ground: Ground) -> Wrong:
    """The folder gets another name."""
    yield from _changed(ground, lambda: ground.saves.rename(ground.folder / "elsewhere"), 0)


def made_a_file(ground: Ground) -> Wrong:
    """A file takes the place of the folder, and is gone again."""

    def take() -> None:
        shutil.rmtree(ground.saves)
        ground.saves.write_bytes(SECRET)

    yield from _changed(ground, take, 1, ground.saves.unlink)


def _changed(
    ground: Ground,
    change: Callable[[], object],
    told: int,
    back: Callable[[], object] | None = None,
) -> Wrong:
    found = visit(
        ["--save-dir", str(ground.saves), "--new"],
        ground.environment,
        ground.folder,
        meanwhile={2: change, 5: back or (lambda: None)},
    )
    yield from faults(found, told)
    yield from claims(found, ground.place.machine, ground.saves)
    if found.told != told or not found.says_saved:
        yield f"told {found.told} times: {found.answers}"


def nowhere_to_stand(ground: Ground) -> Wrong:
    """The current folder is deleted, and the folder of saves was named from there."""
    here = ground.folder / "here"
    here.mkdir()
    found = visit(
        ["--save-dir", str(ground.saves)], ground.environment, here,
        meanwhile={2: here.rmdir},
    )  # fmt: skip
    yield from faults(found, 0)
    yield from claims(found, ground.place.machine, ground.saves)
    here.mkdir()
    found = visit(
        ["--save-dir", "saves"], ground.environment, here,
        before=partial(os.rmdir, here),
    )  # fmt: skip
    yield from faults(found)


# The homes that the system names.


def home(**variables: str) -> Callable[[Ground], Wrong]:
    """Without ``--save-dir``: these variables, ``{}`` standing for the folder."""

    def there(ground: Ground) -> Wrong:
        where = ground.folder / "home"
        where.mkdir()
        own = {name: value.format(where) for name, value in variables.items()}
        environment = {**ground.environment, "HOME": str(where), **own}
        environment = {name: value for name, value in environment.items() if value != "unset"}
        found = visit(["--new"], environment, ground.folder)
        yield from faults(found, 0)
        saves = where / ".local/share/ulysse/saves"
        if not is_kept(ground.place.machine, saves):
            yield f"it is not in {saves}: {found.answers[-1]}"

    return there


def no_home(ground: Ground) -> Wrong:
    """A home that is not there and cannot be made."""
    environment = {**ground.environment, "HOME": "/dev/null/nobody"}
    found = visit(["--new"], environment, ground.folder)
    yield from faults(found)
    if found.told != 1 or found.says_saved:
        yield f"told {found.told} times: {found.answers}"


# Things where files should be.


def _link(target: Path) -> Callable[[Path], object]:
    return lambda path: path.symlink_to(target)


def _socket(path: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    os.chdir(path.parent)  # its name must be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.fchdir(here)
        os.close(here)


def _full_folder(path: Path) -> None:
    path.mkdir()
    (path / "mine").write_bytes(SECRET)


def things(outside: Path) -> dict[str, Callable[[Path], object]]:
    """What may stand where a file should: how it is put there."""
    (outside / "file").write_bytes(SECRET)
    (outside / "folder").mkdir()
    found: dict[str, Callable[[Path], object]] = {
        "a link to a file": _link(outside / "file"),
        "a link to nothing": _link(outside / "nothing"),
        "a link to a folder": _link(outside / "folder"),
        "a link to itself": lambda path: path.symlink_to(path),
        "a link to a device": _link(Path("/dev/zero")),
        "a pipe": os.mkfifo,
        "a socket": _socket,
        "an empty folder": Path.mkdir,
        "a full folder": _full_folder,
    }
    return found


FILES = (
    "auto-{}.json", "auto-{}.bak", "auto-{}.lock", "quick-{}-1.json", "named-{}-abcdef.json",
    "read-one-seat-short.json", "read-one-seat-short.bak", "read-one-seat-short.lock",
    "settings.json", "settings.bak", "settings.lock", ".auto-{}.00000000.tmp",
)  # fmt: skip


def planted(file: str, put: Callable[[Path], object], ground: Ground) -> Wrong:
    """A thing stands where one of the files should; a playthrough is there and goes on."""
    arguments = ["--save-dir", str(ground.saves)]
    first = visit(arguments, ground.environment, ground.folder)
    yield from faults(first, 0)
    shelf = Shelf(ground.saves)
    auto = next(name for name in shelf.names() if name.startswith("auto-"))
    path = ground.saves / file.format(auto.partition("-")[2])
    path.unlink(missing_ok=True)
    put(path)
    outside = _contents(ground.outside)
    found = visit(arguments, ground.environment, ground.folder)
    yield from faults(found)
    yield from claims(found, ground.place.machine, ground.saves)
    if not found.says_saved and not found.hung:
        yield f"it could not save: {found.answers[-1]}"
    if _contents(ground.outside) != outside:
        yield "something outside was changed"
    if SECRET[:17].decode() in " ".join(found.answers):
        yield "something outside was read"


def planted_cache(put: Callable[[Path], object], ground: Ground) -> Wrong:
    """A thing stands where the compiled story should: the story is compiled, and played."""
    cache = ground.folder / "cache"
    cache.mkdir()
    (kept,) = ground.place.cache.glob("*.story")
    put(cache / kept.name)
    environment = {**ground.environment, "ULYSSE_CACHE_DIR": str(cache)}
    outside = _contents(ground.outside)
    found = visit(["--save-dir", str(ground.saves)], environment, ground.folder)
    yield from faults(found, 0)
    yield from claims(found, ground.place.machine, ground.saves)
    if _contents(ground.outside) != outside:
        yield "something outside was changed"


def planted_transcript(put: Callable[[Path], object], ground: Ground) -> Wrong:
    """A thing stands where the transcript should: another name is found."""
    put(ground.folder / "ulysse-transcript.txt")
    outside = _contents(ground.outside)
    found = visit(["--save-dir", str(ground.saves)], ground.environment, ground.folder)
    yield from faults(found, 0)
    if not (ground.folder / "ulysse-transcript-2.txt").is_file():
        yield "there is no other transcript"
    if _contents(ground.outside) != outside:
        yield "something outside was changed"


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
    }
