"""Ways found before, kept so that the next start need not look for them.

Plain routes, as JSON on the shelf of what can be made again. Nothing that is read here is
believed: a way counts when the engine has gone it once more. Nothing here stops a writer, whatever
the disk does.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, NamedTuple

from ulysse_game.authoring.arriving.arriving import Way
from ulysse_game.explore import Route
from ulysse_game.storage import AnyShelf, MemoryShelf, Shelf, StorageTrouble, cache_folder

FORMAT = 1
MOST_PLACES = 60
"""Places of one story that are remembered, those asked for last."""
LONGEST = 20_000
"""Choices of a way that is kept."""


class Kept(NamedTuple):
    """What an earlier search found: routes, each with whether it was proved shortest.

    ``is_same`` says that the story has not changed since; ``is_complete`` that every difference
    was looked for.
    """

    routes: tuple[tuple[Route, bool], ...] = ()
    is_same: bool = False
    is_complete: bool = False


def remembering() -> AnyShelf:
    """Where ways are remembered; nowhere, if the system has no place for it."""
    try:
        return Shelf(cache_folder() / "ways")
    except StorageTrouble:
        return MemoryShelf()


def recalled(shelf: AnyShelf, story: str, digest: str, place: str) -> Kept:
    """What was kept for this place (``place`` is all that was asked for, as typed)."""
    row = _rows(shelf, story).get(place)
    if not isinstance(row, dict):
        return Kept()
    is_same = row.get("digest") == digest
    try:
        routes = tuple(_route(each) for each in row["ways"])
    except (KeyError, TypeError, ValueError):
        return Kept()
    return Kept(routes, is_same, is_same and row.get("complete") is True)


def keep(
    shelf: AnyShelf, story: str, digest: str, place: str, ways: Iterable[Way], is_complete: bool
) -> None:
    """Keep the ways of a search, in the place of what was kept for it."""
    rows = _rows(shelf, story)
    rows.pop(place, None)
    rows[place] = {
        "digest": digest,
        "complete": is_complete,
        "ways": [
            {"seed": way.route.seed, "steps": way.route.steps, "shortest": way.is_shortest}
            for way in ways
        ],
    }
    while len(rows) > MOST_PLACES:
        del rows[next(iter(rows))]
    data = json.dumps({"format": FORMAT, "places": rows}, ensure_ascii=False).encode()
    with contextlib.suppress(StorageTrouble):
        shelf.write(_name(story), data)


def _rows(shelf: AnyShelf, story: str) -> dict[str, Any]:
    try:
        whole = json.loads(shelf.read(_name(story)))
    except (StorageTrouble, ValueError, RecursionError):
        return {}
    rows = whole.get("places") if isinstance(whole, dict) else None
    is_ours = isinstance(rows, dict) and whole.get("format") == FORMAT
    return rows if is_ours and isinstance(rows, dict) else {}


def _name(story: str) -> str:
    return f"ways-{sha256(story.encode()).hexdigest()[:16]}"


def _route(row: Any) -> tuple[Route, bool]:
    """One kept way; raises for what is none."""
    seed, steps = row["seed"], row["steps"]
    if type(seed) is not int or not isinstance(steps, list) or len(steps) > LONGEST:
        raise ValueError("no route")
    taken = []
    for location, choice in steps:
        if not (isinstance(location, str) and isinstance(choice, str)):
            raise TypeError("no choice")
        taken.append((location, choice))
    return Route(seed, tuple(taken)), row.get("shortest") is True


__all__ = ["Kept", "keep", "recalled", "remembering"]
