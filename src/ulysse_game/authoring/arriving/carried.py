"""A playthrough that has taken a way: its pages and choices lie behind it, as if played."""

from __future__ import annotations

import contextlib

from ulysse_game.authoring.arriving.arriving import played
from ulysse_game.explore import Route
from ulysse_game.play import Library, Session, made_at_once, resume, start
from ulysse_game.storage import StorageTrouble


def carried_out(library: Library, route: Route, language: str) -> str:
    """Begin a playthrough and take the way; gives the id of its save, to go on from.

    ``library`` should keep its saves apart from a player's. Raises ``SaveError`` where nothing
    can be kept in it.
    """
    session = start(library, route.seed, language)
    return made_at_once(session, (choice for _, choice in route.steps))


def carried_instead(session: Session, route: Route) -> Session | None:
    """The playthrough by another way, kept where ``session`` is, which is closed and forgotten.

    Nothing, and ``session`` goes on, where its story does not allow this way.
    """
    library = session.library
    if played(library.machine, route) is None:
        return None
    shelf, before = library.shelf, library.newest("auto", session.playthrough)
    trouble = shelf.trouble
    if trouble is not None and "count" in trouble.values:  # it tells how long the first way is
        values = {**trouble.values, "count": str(len(route.steps))}
        shelf.trouble = StorageTrouble(trouble.sentence, **values)
    taken = resume(library, carried_out(library, route, session.language), session.language)
    session.close()
    if before is not None:
        with contextlib.suppress(StorageTrouble):
            library.delete(before.id)
    return taken


def told(library: Library, save: str) -> tuple[tuple[str, str], ...]:
    """The choices behind a save, oldest first: where and which, and the words it was picked by."""
    session = resume(library, save)
    made = [line.replace(": ", ".", 1) for line in session.walkthrough()[1:]]
    labels = [turn.label for turn in session.turns]
    session.close()
    return tuple(zip(made, labels, strict=True))


__all__ = ["carried_instead", "carried_out", "told"]
