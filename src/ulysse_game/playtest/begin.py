"""Playing on by hand from a step of a script: what a failure shows, seen in the game itself."""

from __future__ import annotations

from ulysse_game.play import Library, begin_at, made_at_once, start
from ulysse_game.playtest.replay import Result


def begin_from(library: Library, result: Result, language: str) -> str:
    """A new playthrough that stands where ``result`` ended, its choices behind it.

    It is kept as an automatic save of the library; gives the id to resume it by. Raises
    ``SaveError`` where it cannot be kept.
    """
    first = result.moments[0].after
    if result.is_made_up:
        session = begin_at(library, first, language)
    else:
        session = start(library, first.seed, language)
    return made_at_once(session, result.choices)
