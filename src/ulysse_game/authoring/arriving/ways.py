"""The ways to a place one after another: those known from before at once, then what is found."""

from __future__ import annotations

from collections.abc import Callable, Generator
from threading import Event
from typing import NamedTuple

from ulysse_game.authoring.arriving.aim import Aim
from ulysse_game.authoring.arriving.arriving import Arriving, Nowhere, Way
from ulysse_game.authoring.arriving.kept import keep, recalled
from ulysse_game.engine import Machine
from ulysse_game.storage import AnyShelf


class Offered(NamedTuple):
    """Ways to a place while they are being found: ``rest`` gives them one after another.

    ``first`` has been taken already, if there is one. Whoever sets ``stop``, from any thread, ends
    the search within a moment.
    """

    place: str
    first: Way | None
    rest: Generator[Way | Nowhere, None, None]
    stop: Event


def ways(
    machine: Machine,
    aim: Aim,
    place: str,
    shelf: AnyShelf,
    budget: float,
    most: int,
    goes_on: Callable[[], bool] = lambda: True,
) -> Generator[Way | Nowhere, None, None]:
    """At most ``most`` ways, the first of them as short as can be, or one ``Nowhere``.

    ``place`` names all that is asked for, to be remembered by on ``shelf``. Whoever stops asking
    early has the ways so far remembered too; so has one whose ``goes_on`` says no.
    """
    story, digest = machine.story.world.id, machine.story.digest
    kept = recalled(shelf, story, digest, place)
    search = Arriving(machine, aim, budget, goes_on)
    found: list[Way] = []
    is_news = not kept.is_same
    try:
        for route, is_shortest in kept.routes[:most]:
            way = search.known(route, is_shortest and kept.is_same)
            if way is None or (found and not way.differs):
                is_news = True
                continue
            found.append(way)
            yield way
        if not found:
            first = search.first()
            is_news = True
            if isinstance(first, Nowhere):
                yield first
                return
            found.append(first)
            yield first
        if kept.is_complete or len(found) >= most:
            return
        for way in search.others():
            is_news = True
            found.append(way)
            yield way
            if len(found) >= most:
                return
        is_news = True
    finally:
        if found and is_news:
            keep(shelf, story, digest, place, found, search.is_complete)


def offered(
    machine: Machine, aim: Aim, place: str, shelf: AnyShelf, budget: float, most: int
) -> Offered:
    """The ways to a place, none of them looked for yet; as ``ways``, but to be stopped."""
    stop = Event()
    rest = ways(machine, aim, place, shelf, budget, most, lambda: not stop.is_set())
    return Offered(place, None, rest, stop)


__all__ = ["Offered", "offered", "ways"]
