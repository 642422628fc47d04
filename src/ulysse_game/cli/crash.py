"""When a mistake of ours stops the game: a report on disk, three calm lines for the player.

The report holds the versions, the walkthrough so far, and the traceback without the values of
variables. The playthrough itself is safe: it was saved at the last choice.
"""

from __future__ import annotations

import contextlib
import os
import platform
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from time import strftime

from ulysse_game import __version__
from ulysse_game.storage import StorageTrouble, save_folder
from ulysse_game.view.words import Words

_MOST_IN_A_SECOND = 100


def report(error: BaseException) -> str:
    """The report's text. The walkthrough so far is what a front end noted on the exception."""
    versions = [
        f"ulysse {__version__}",
        f"Python {platform.python_version()} ({platform.python_implementation()})",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        *_libraries(),
    ]
    notes = "\n".join(getattr(error, "__notes__", ()))
    lines = "".join(traceback.format_exception(error)).rstrip("\n").split("\n")
    parts = {"Versions": versions, "Walkthrough": notes.split("\n"), "Traceback": lines}
    return "\n".join(f"{head}\n\n{_indented(lines)}\n" for head, lines in parts.items())


def write(text: str, save_dir: str | None) -> Path | None:
    """Writes the report into a new file beside the saves; nothing if it cannot be written."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    stamp = strftime("%Y%m%d-%H%M%S")
    try:
        folder = save_folder(save_dir)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in range(_MOST_IN_A_SECOND):
            path = folder / f"crash-{stamp}{f'-{number}' if number else ''}.txt"
            with contextlib.suppress(FileExistsError):
                descriptor = os.open(path, flags, 0o600)
                with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
                    file.write(text)
                return path
    except (OSError, StorageTrouble):
        pass
    return None


def sentences(error: BaseException, path: Path | None, words: Words, playing: bool) -> list[str]:
    """What to tell of it: three lines to a player, the first and the last to anybody else."""
    lines = [words("The game has stopped: an error of ours ({kind}).", kind=type(error).__name__)]
    if playing:
        lines.append(words("Every choice you made is saved; you can go on from there."))
    if path is not None:
        lines.append(words("A report for us is in {path}.", path=path))
    else:
        lines.append(words("No report could be written."))
    return lines


def _libraries() -> Iterable[str]:
    """The versions of the libraries that are in use."""
    from importlib.metadata import PackageNotFoundError, version

    for module, package in (("textual", "textual"), ("yaml", "PyYAML"), ("wcwidth", "wcwidth")):
        if module in sys.modules:
            try:
                yield f"{package} {version(package)}"
            except PackageNotFoundError:
                yield f"{package} (version unknown)"


def _indented(lines: Iterable[str]) -> str:
    return "\n".join(f"    {line}".rstrip() for line in lines)
