"""Beginning to play elsewhere than at the beginning: what ``play --from`` and ``--at`` ask.

A step of a walkthrough or of a saved game is begun from in the player's own saves, as a new
playthrough. A scene is begun at in memory alone, unless a folder was named: where a writer jumps to
is nobody's saved game.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING, NamedTuple

from ulysse_game.cli.replay import compiled_story
from ulysse_game.cli.trouble import Misuse
from ulysse_game.view.words import marked

if TYPE_CHECKING:
    from ulysse_game.authoring.arriving import Offered
    from ulysse_game.engine import Machine
    from ulysse_game.play import Library
    from ulysse_game.playtest.script import Found
    from ulysse_game.storage import AnyShelf


class Begun(NamedTuple):
    """The story, an open library, and in it the save to go on from.

    ``ways`` are other ways there, to be offered in the screen.
    """

    machine: Machine
    library: Library
    save: str
    ways: Offered | None = None


def begun(arguments: Namespace, spoken: str, shelf: AnyShelf | None = None) -> Begun | None:
    """The story, an open library, and in it the save to go on from.

    It is kept on ``shelf``, else with the player's own saves. Nothing if the story has errors.
    Raises ``Misuse`` where there is no such file or step.
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
    refuse_past_the_end(found, step)
    result = replay(machine, found.script, step)
    if result.is_cut_short:
        raise Misuse(
            marked("{path} does not lead there; “ulysse replay” says why."), path=arguments.origin
        )
    library = Library(machine, shelf or open_shelf(arguments.save_dir))
    return Begun(machine, library, begin_from(library, result, spoken))


def arrived(arguments: Namespace, spoken: str, asks_later: bool = False) -> Begun | None:
    """The story, a library of its own, and in it the save that stands at the scene of ``--at``.

    With ``asks_later`` the shortest way is taken, and the screen will offer the others. Nothing if
    the story has errors or no way leads there. Raises ``Misuse`` where there is no such scene.
    """
    from ulysse_game.authoring.arriving import carried_out
    from ulysse_game.cli.arguments import line_width
    from ulysse_game.cli.at import show_way, way_there
    from ulysse_game.cli.stories import fresh_story, open_story
    from ulysse_game.engine import Machine
    from ulysse_game.play import Library

    compiled = fresh_story(arguments.story) if arguments.where else None
    story = open_story(arguments.story) if compiled is None else compiled.story
    if story is None:
        return None
    machine = Machine(story)
    there = way_there(machine, compiled, arguments, spoken, asks_later)
    if there is None:
        return None
    library = Library(machine, _shelf(arguments, len(there.route.steps)))
    save = carried_out(library, there.route, spoken)
    if arguments.show_way:
        show_way(library, save, line_width(arguments.width, sys.stdout), spoken)
    return Begun(machine, library, save, there.others)


def _shelf(arguments: Namespace, made: int) -> AnyShelf:
    """The folder that was named for it; else memory, which says that nothing is kept."""
    from ulysse_game.storage import MemoryShelf, StorageTrouble, open_shelf

    if arguments.save_dir:
        return open_shelf(arguments.save_dir)
    sentence = marked("Choices made on the way to {name}: {count}.")
    return MemoryShelf(StorageTrouble(sentence, name=arguments.at, count=str(made)))


def refuse_past_the_end(found: Found, step: int | None) -> None:
    """Raises ``Misuse`` for a line that a walkthrough, or a choice that a saved game, has not.

    The place behind the last is taken: it is the end.
    """
    from ulysse_game.play import path
    from ulysse_game.playtest import Recorded

    if step is None or found.script is None:
        return
    if isinstance(found.script, Recorded):
        last = len(path(found.script.save.timeline)) - 1
        sentence = marked("There is no choice {number} in {path}; the last is {count}.")
    else:
        last = len(found.text.splitlines())
        sentence = marked("There is no line {number} in {path}; the last is {count}.")
    if step > last + 1:
        raise Misuse(sentence, path=found.file, count=last, number=step)


def parted(origin: str) -> tuple[str, int | None]:
    """``FILE:STEP`` as a file and a step; without a step, the end of the file is meant."""
    file, colon, step = origin.rpartition(":")
    if file and colon and step.isascii() and step.isdecimal() and len(step) < 8:
        return file, int(step)
    return origin, None
