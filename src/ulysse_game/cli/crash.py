"""When a mistake of ours stops the game: a report on disk, three calm lines for the player.

The report is a walkthrough that ``ulysse replay`` runs, up to the choice at which it stopped; what
a person reads of it stands above as comments: versions, surroundings, the traceback without the
values of variables. A playthrough whose choices do not lead there from the story's beginning goes
beside it as a saved game. Nothing here raises: a second mistake must not hide the first.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import strftime

from ulysse_game import __version__
from ulysse_game.cli import surroundings
from ulysse_game.cli.language import language
from ulysse_game.play.evidence import Evidence, Stopped, mark_of
from ulysse_game.storage import save_folder
from ulysse_game.view.words import Words

HEAD = "# ulysse crash report"
ERROR = "# error: "
"""How the first line of a report begins, and the one that tells which error it was."""

_MOST_IN_A_SECOND = 100
_LONGEST_LINE = 400
_FIRST, _LAST = 60, 140  # lines of a traceback that are kept: a recursion has thousands


def keep(error: BaseException, save_dir: str | None, found: Evidence | None = None) -> Path | None:
    """Writes the report into a new file beside the saves; nothing if it cannot be written."""
    found = found or Evidence()
    try:
        folder = save_folder(save_dir)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ending = ".txt" if found.choices is None else ".yaml"
        path = _written(folder, ending, lambda stem: report(error, found, stem))
        if path is not None and found.save:
            _create(path.with_suffix(".save"), found.save)
    except Exception:
        return None
    return path


def report(error: BaseException, found: Evidence, stem: str) -> str:
    """The report's text, in a file of this name: comments, and below them the walkthrough."""
    about = [*_about(found, stem), "", *_versions(found), "", *_where(found), ""]
    lines = [HEAD, f"{ERROR}{_line(mark_of(error))}", "#"]
    lines += (f"#   {_line(each)}".rstrip() for each in (*about, "Traceback", *_traceback(error)))
    return "\n".join((*lines, "", *_walkthrough(error, found, stem))) + "\n"


def parted(error: Exception) -> tuple[BaseException, Evidence | None]:
    """The mistake itself, and what a front end noted of the playthrough."""
    if isinstance(error, Stopped):
        return error.__cause__ or error, error.evidence
    return error, None


def spoken(chosen: str | None, save_dir: str | None, found: Evidence | None) -> str:
    """The player's language: that of the game as it stopped, else as one begins."""
    from ulysse_game.cli.settings import remembered

    if found is not None and found.language:
        return found.language
    return language(chosen, remembered(save_dir, "language"), os.environ)


def sentences(
    error: BaseException, path: Path | None, words: Words, playing: bool, is_saved: bool = True
) -> list[str]:
    """What to tell of it: three lines to a player, the first and the last to anybody else."""
    lines = [words("The game has stopped: an error of ours ({kind}).", kind=type(error).__name__)]
    if playing and is_saved:
        lines.append(words("Every choice you made is saved; you can go on from there."))
    elif playing:
        lines.append(
            words("The last choice could not be saved; you can go on from the one before.")
        )
    if path is not None:
        lines.append(words("A report for us is in {path}.", path=path))
    else:
        lines.append(words("No report could be written."))
    return lines


# What the report says.


def _about(found: Evidence, stem: str) -> Iterator[str]:
    yield "A mistake of ours stopped the game. This file says where, and holds nothing private:"
    yield "no folder of yours by its name, and nothing that you typed but choices and commands."
    if found.choices is not None:
        yield f"It is a walkthrough; this makes its choices again: ulysse replay {stem}.yaml"
    elif found.save:
        yield f"The playthrough is beside it; this makes it again: ulysse replay {stem}.save"
    elif found.playthrough:
        yield f"The playthrough is saved beside it as auto-{found.playthrough}.json"


def _versions(found: Evidence) -> Iterator[str]:
    yield "Versions"
    yield f"  ulysse {__version__}"
    if found.story is not None:
        yield f"  story {found.story.id} {found.story.version} ({found.story.digest})"
    yield f"  Python {surroundings.python()}"
    yield f"  {surroundings.system()}"
    for package in surroundings.LIBRARIES:
        version = surroundings.version_of(package)
        if version:
            yield f"  {package} {version}"


def _where(found: Evidence) -> Iterator[str]:
    columns, rows = surroundings.size()
    told = [
        ("command", surroundings.command_line()),
        ("terminal", f"{columns}x{rows}" if columns else "none"),
        ("language", found.language),
        ("playthrough", found.playthrough),
        ("from", found.origin),
        ("trying", found.trying),
        *found.surroundings,
        *surroundings.variables(os.environ),
    ]
    yield "Surroundings"
    yield from (f"  {name}: {value}" for name, value in told if value)


def _traceback(error: BaseException) -> Iterator[str]:
    """The traceback without the values of variables; of a very long one its two ends."""
    lines = "".join(traceback.format_exception(error)).rstrip("\n").split("\n")
    left_out = len(lines) - _FIRST - _LAST
    if left_out > 0:
        lines[_FIRST:-_LAST] = [f"  … lines left out: {left_out}"]
    return (f"  {line}" for line in lines)


def _line(text: str) -> str:
    """One line of a comment, whatever was in it."""
    line = surroundings.printable(surroundings.tilde(text))
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"


def _walkthrough(error: BaseException, found: Evidence, stem: str) -> Iterable[str]:
    from ulysse_game.explore.route import Route, walkthrough_text

    if found.choices is None:
        return ()
    name = re.sub(r"\W+", "_", stem)
    means = f"The game stopped after this by an error of ours, {type(error).__name__}."
    spoken = found.language if found.language in found.languages else ""
    route = Route(found.seed, found.choices)
    return walkthrough_text(route, name, means, language=spoken).splitlines()


# Writing.


def _written(folder: Path, ending: str, text: Callable[[str], str]) -> Path | None:
    """The path of a new file with this text, which is made for the file's own name."""
    stamp = strftime("%Y%m%d-%H%M%S")
    for number in range(_MOST_IN_A_SECOND):
        stem = f"crash-{stamp}{f'-{number}' if number else ''}"
        if any((folder / f"{stem}{each}").exists() for each in (".yaml", ".txt", ".save")):
            continue
        path = folder / f"{stem}{ending}"
        try:
            _create(path, text(stem).encode("utf-8", "backslashreplace"))
        except FileExistsError:
            continue
        return path
    return None


def _create(path: Path, data: bytes) -> None:
    """A new file, its owner's alone; never through a link, and none left that is half written."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    flags |= getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
    except BaseException:
        os.unlink(path)
        raise
