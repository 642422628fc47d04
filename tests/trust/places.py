"""Every place where a game may be made to save: full, closed, gone, oddly named, full of traps.

Each place is visited by the real game in a process of its own. It goes on whatever the place does,
tells of a trouble once, never promises what is not so, and neither writes nor reads what lies
outside. Places that need a file system of their own are skipped, and said to be, where the system
does not let one be mounted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.trust import places_list as these
from tests.trust.figure import Figure
from tests.trust.kills import place_in
from tests.trust.kills_life import Place
from tests.trust.places_list import FILES, Ground, Wrong
from tests.trust.places_mounted import mountable, why_not

NAMES: tuple[str | bytes, ...] = (
    "with spaces  two", "été ‘à’ la mer", "\u202eright to left", "line\nbreak", "\x1b[31mred\x07",
    b"not text \xff\xfe", "-dash", "$HOME `true` \"'", "{braces} %s", "emoji 🚀", "y" * 255,
)  # fmt: skip
ODD: dict[str, Callable[[Ground], Wrong]] = {
    **{f"a folder called {name!r:.30}": these.name(name) for name in NAMES},
    "a long path": these.long_path,
    "too long a path": these.too_long_a_path,
    "a path too long for files": these.too_long_for_files,
    "a link to a folder": these.linked_folder,
    "relative XDG folders": these.home(XDG_DATA_HOME="data", XDG_CONFIG_HOME="../config"),
    "no XDG folders": these.home(XDG_DATA_HOME="", XDG_CONFIG_HOME=" "),
}
CLOSED: dict[str, Callable[[Ground], Wrong]] = {
    "a file for the folder": these.file_for_folder,
    "a folder within a file": these.folder_within_file,
    "a pipe for the folder": these.pipe_for_folder,
    "a device for the folder": these.device_for_folder,
    "a dangling folder": these.dangling_folder,
    "a folder in a circle": these.folder_in_a_circle,
    "closed to writing": these.closed_to_writing,
    "somebody else's": these.of_somebody_else,
    "no home": these.no_home,
}
CHANGING: dict[str, Callable[[Ground], Wrong]] = {
    "closed and opened": these.closed_meanwhile,
    "swept away": these.swept_away,
    "moved away": these.moved_away,
    "made a file": these.made_a_file,
    "nowhere to stand": these.nowhere_to_stand,
}


def traps(outside: Path) -> dict[str, Callable[[Ground], Wrong]]:
    """Every thing at the place of every file."""
    found: dict[str, Callable[[Ground], Wrong]] = {}
    for thing, put in these.things(outside).items():
        for file in FILES:
            found[f"{thing} for {file}"] = partial(these.planted, file, put)
        found[f"{thing} for the cache"] = partial(these.planted_cache, put)
        found[f"{thing} for a transcript"] = partial(these.planted_transcript, put)
    return found


def visited(place: Place, folder: Path, name: str, there: Callable[[Ground], Wrong]) -> list[str]:
    """What was wrong at a place, told as well."""
    (folder / "ground").mkdir()
    wrong: list[str] = []
    try:
        wrong.extend(there(Ground(place, folder / "ground", folder / "outside")))
    except Exception as error:  # whatever it was, the game was not up to it
        wrong.append(f"{type(error).__name__}: {error}")
    for sentence in wrong:
        print(f"places: {name}: {sentence}", file=sys.stderr)
    return wrong


def full() -> Iterator[Figure]:
    """All places."""
    with TemporaryDirectory(prefix="ulysse-places-") as scratch:
        place = place_in(Path(scratch))
        with TemporaryDirectory(prefix="ulysse-outside-") as kept:
            trapped = traps(Path(kept))
            yield _figure(place, "traps", "links, pipes, folders where a file should be", trapped,
                          Path(kept))  # fmt: skip
        for threat, done, some in (
            ("odd names and homes", "folders with odd names, long paths, links, homes", ODD),
            ("no place to save", "folders that are files, pipes, closed, another's, gone", CLOSED),
            ("a place that changes", "folders closed, deleted, moved while it is played", CHANGING),
            (
                f"full disks{why_not()}",
                "file systems full, read-only, unmounted, caseless",
                mountable(),
            ),
        ):
            yield _figure(place, threat, done, some)


def _figure(
    place: Place,
    threat: str,
    done: str,
    some: dict[str, Callable[[Ground], Wrong]],
    outside: Path | None = None,
) -> Figure:
    began, wrong = monotonic(), 0
    for name, there in some.items():
        with TemporaryDirectory(prefix="ulysse-place-") as folder:
            if outside is None:
                (Path(folder) / "outside").mkdir()
            else:
                (Path(folder) / "outside").symlink_to(outside)
            wrong += bool(visited(place, Path(folder), name, there))
    bound = "the game goes on, tells it once, promises nothing untrue, touches nothing outside"
    return Figure(threat, done, len(some), wrong, bound, monotonic() - began)
