"""The story to work on: the one asked for, else the one that stands here, else the game's own.

A story stands in the folder that holds its ``story.yaml``. A story pack is a folder with a story in
its ``story/`` and what belongs to it beside that: either may be named.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import ulysse_game
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.compiler import Compiled
    from ulysse_game.story import Story


def story_folder(chosen: str | None) -> Path:
    """The story's folder; raises ``Misuse`` where there is none.

    Where none is chosen, the current folder comes first if it is a story or a pack. An installed
    game carries its story inside the package; a game run from its repository plays the ``story/``
    beside ``src/``.
    """
    if chosen is not None:
        folder = Path(chosen)
        if not folder.is_dir():
            raise Misuse(marked("There is no story folder at {path}."), path=chosen)
        return _story_in(folder) or folder
    here = _story_in(Path())
    if here is not None:
        return here
    package = Path(ulysse_game.__file__).parent
    for folder in (package / "_story", package.parent.parent / "story"):
        if (folder / "story.yaml").is_file():
            return folder
    raise Misuse(marked("This copy of the game carries no story; name one with --story DIR."))


def _story_in(folder: Path) -> Path | None:
    """The story that a folder is, or that it holds as a pack; none where nobody may look."""
    for found in (folder, folder / "story"):
        if os.path.isfile(found / "story.yaml"):
            return found
    return None


def open_story(chosen: str | None) -> Story | None:
    """The story, from the cache where that is possible.

    Nothing if it has errors: they stand on standard error then, one a line.
    """
    from ulysse_game.compiler import compile_folder

    folder = story_folder(chosen)
    return sound(compile_folder(folder, story_cache()), folder).story


def fresh_story(chosen: str | None) -> Compiled:
    """The story compiled afresh, for whoever asks for lines: the cache knows none.

    Its errors, if it has any, stand on standard error, one a line.
    """
    from ulysse_game.compiler import compile_folder

    folder = story_folder(chosen)
    return sound(compile_folder(folder), folder)


def sound(compiled: Compiled, folder: Path) -> Compiled:
    """``compiled`` as it is; where it gave no story, the errors are told on standard error."""
    if compiled.story is None:
        from ulysse_game.diagnostics.render import render

        found = render(compiled.diagnostics, compiled.sources, "short", folder=from_here(folder))
        sys.stderr.write(found)
    return compiled


def story_cache() -> Path | None:
    """Where compiled stories are kept; nothing where there is no such folder."""
    from ulysse_game.storage import StorageTrouble, cache_folder

    try:
        return cache_folder()
    except StorageTrouble:
        return None


def from_here(folder: Path) -> str:
    """The folder as an editor or a CI finds it: from the current one where it lies within."""
    try:
        return folder.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):  # it lies elsewhere, or here is nowhere any more
        return folder.as_posix()
