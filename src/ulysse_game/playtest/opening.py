"""A story opened for scripts: from its cache where that is sure, with the names it declares.

A walkthrough's conditions are read by the names that a story declares, which its cache does not
hold. They are taken down from the story's files again, which costs a tenth of compiling them; a
saved game needs none. Nothing here reads a scene or a text.
"""

from __future__ import annotations

from pathlib import Path

from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.story import Facts, Story


def opened(folder: Path, cache: Path | None, are_names_needed: bool = True) -> Compiled:
    """The story in ``folder`` and what is wrong with it, as ``compile_folder`` gives it.

    ``cache`` is a folder for compiled stories, or nothing. Without ``are_names_needed`` only
    saved games can be read for it.
    """
    compiled = compile_folder(folder, cache)
    if compiled.story is None or compiled.declared is not None or not are_names_needed:
        return compiled
    return with_names(folder, compiled.story) or compile_folder(folder)


def with_names(folder: Path, story: Story) -> Compiled | None:
    """A story from its cache with its names; nothing if the files are no longer those of it."""
    from ulysse_game.compiler.declarations import Declarations
    from ulysse_game.compiler.declare import declare
    from ulysse_game.compiler.desk import Desk
    from ulysse_game.compiler.memory import Fresh
    from ulysse_game.compiler.sources import digest_of, read_sources
    from ulysse_game.compiler.story_files import sort_files
    from ulysse_game.diagnostics import has_errors

    sources, problems = read_sources(folder)
    if digest_of(sources) != story.digest:
        return None
    declared = Declarations()
    desk = Desk(declared, problems)
    declare(desk, sort_files(desk, sources, Fresh()))
    if has_errors(desk.diagnostics):
        return None
    # What the second pass adds is in the story: its decks, and the whole world for the facts.
    declared.decks.update({(deck.chapter, deck.id): deck.piles for deck in story.world.decks})
    declared.seal(Facts(story.world))
    return Compiled(story, declared=declared)
