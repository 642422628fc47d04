"""Beginning to play at a step of a walkthrough or of a saved game: what ``play --from`` asks."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from ulysse_game.cli.replay import compiled_story
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.engine import Machine
    from ulysse_game.play import Library


def begun(arguments: Namespace, spoken: str) -> tuple[Machine, Library, str] | None:
    """The story, an open library, and in it the save to go on from.

    Nothing if the story has errors. Raises ``Misuse`` where there is no such file or step.
    """
    from ulysse_game.engine import Machine
    from ulysse_game.play import Library
    from ulysse_game.playtest import begin_from, find, read, replay
    from ulysse_game.playtest.suite import what_is_wrong
    from ulysse_game.storage import open_shelf

    file, step = parted(arguments.origin)
    try:
        files = find([file])
    except FileNotFoundError:
        raise Misuse(marked("There is nothing at {path}."), path=file) from None
    compiled = compiled_story(arguments.story)
    if compiled is None or compiled.story is None:
        return None
    machine = Machine(compiled.story)
    found = read(files[0], compiled) if files == [file] else None
    if found is None or found.script is None:
        lines = what_is_wrong(found) if found is not None else ()
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        raise Misuse(marked("{path} is no walkthrough and no saved game."), path=file)
    result = replay(machine, found.script, step)
    if result.is_cut_short:
        raise Misuse(
            marked("{path} does not lead there; “ulysse replay” says why."), path=arguments.origin
        )
    library = Library(machine, open_shelf(arguments.save_dir))
    return machine, library, begin_from(library, result, spoken)


def parted(origin: str) -> tuple[str, int | None]:
    """``FILE:STEP`` as a file and a step; without a step, the end of the file is meant."""
    file, colon, step = origin.rpartition(":")
    if file and colon and step.isascii() and step.isdecimal() and len(step) < 8:
        return file, int(step)
    return origin, None
