"""Scripts on the disk: which there are, and what they say.

A walkthrough is YAML and is read by the compiler; a saved game is JSON and is read by ``play``.
Whatever a file holds, reading it gives a script or says what is wrong with it; it never raises
for that.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ulysse_game.compiler import Compiled
from ulysse_game.compiler.sources import is_within
from ulysse_game.compiler.walkthroughs import Walkthrough, read_walkthrough
from ulysse_game.diagnostics import Diagnostic
from ulysse_game.diagnostics.plain_text import clean
from ulysse_game.play import Save, SaveError, decoded

_OPENING = b'{"kind":"ulysse-save"'
LARGEST = 4_000_000  # bytes in a file, as storage has it
_REPORTS = (b"# ulysse crash report\n", b"Versions\n\n    ulysse ")  # today's, and that of 0.7
_NO_CHOICES = (
    "this report of a crash holds no walkthrough; the saved games beside it can be replayed."
)


class Recorded(NamedTuple):
    """A saved game as a script: its seed and its choices, and the state they should lead to."""

    file: str
    save: Save

    @property
    def trying(self) -> str:
        """The choice at which a mistake of ours stopped the game, if this is of such a report."""
        found = self.save.extra.get("trying")
        return found if isinstance(found, str) else ""


Script: TypeAlias = Walkthrough | Recorded


class Found(NamedTuple):
    """What comes of reading a file: a script, or what is wrong with it.

    ``diagnostics`` are a walkthrough's, ``trouble`` a sentence about a saved game or the disk;
    ``text`` is what was read, for underlining.
    """

    file: str
    script: Script | None
    diagnostics: tuple[Diagnostic, ...] = ()
    trouble: str = ""
    text: str = ""


def find(paths: Iterable[str]) -> list[str]:
    """The files that these paths name: files as they are, of folders every script within.

    Sorted within a folder; hidden files and links out of it are left out. Raises
    ``FileNotFoundError`` for a path that is not there.
    """
    found: list[str] = []
    for path in paths:
        if os.path.isdir(path):
            for folder, below, names in os.walk(path):
                below[:] = sorted(name for name in below if not name.startswith("."))
                inside = (os.path.join(folder, name) for name in sorted(names))
                found += [each for each in inside if _is_script(each, path)]
        elif os.path.exists(path):
            found.append(path)
        else:
            raise FileNotFoundError(path)
    return list(dict.fromkeys(found))


def _is_script(path: str, folder: str) -> bool:
    name = os.path.basename(path)
    if name.startswith(".") or not os.path.isfile(path) or not is_within(Path(path), Path(folder)):
        return False
    if name.endswith(".yaml"):
        return True
    return name.endswith(".json") and is_saved_game(path)


def is_saved_game(path: str) -> bool:
    """Whether the file at ``path`` begins as a saved game does, whatever its name."""
    try:
        with open(path, "rb") as file:
            return file.read(len(_OPENING)) == _OPENING
    except OSError:
        return False


def error_of(found: Found) -> str:
    """Which error stopped the game, as ``play.evidence.mark_of`` has it, if this is its report."""
    if not found.text.startswith(_REPORTS[0].decode()):
        return ""
    told = (line for line in found.text.splitlines()[:3] if line.startswith("# error: "))
    return next(told, "").removeprefix("# error: ")


def read(path: str, compiled: Compiled, shown: str = "") -> Found:
    """The script at ``path``, for the story of ``compiled``; ``shown`` is what messages call it.

    The names that the story declares must have come with it (``opening``), save for a saved game.
    """
    shown = clean(shown or Path(path).as_posix())
    try:
        if os.path.getsize(path) > LARGEST:
            return Found(shown, None, trouble="this file is too big for a walkthrough or a save.")
        data = Path(path).read_bytes()
    except OSError as error:
        return Found(shown, None, trouble=f"this file cannot be read: {error.strerror}.")
    if data.startswith(_OPENING):
        return _saved(shown, data, compiled)
    if data.startswith(_REPORTS) and b"\nwalkthrough: " not in data:
        return Found(shown, None, trouble=_NO_CHOICES)
    walkthrough, diagnostics = read_walkthrough(shown, data, compiled)
    return Found(shown, walkthrough, diagnostics, "", data.decode("utf-8", errors="replace"))


def _saved(file: str, data: bytes, compiled: Compiled) -> Found:
    assert compiled.story is not None
    try:
        save = decoded(data)
    except SaveError as error:
        return Found(file, None, trouble=str(error))
    if save.story.id != compiled.story.world.id:
        return Found(file, None, trouble=f"this is a save of another story, `{save.story.id}`.")
    return Found(file, Recorded(file, save))
