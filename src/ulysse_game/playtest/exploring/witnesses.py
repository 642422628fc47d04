"""Witnesses: walkthroughs that show, one with another, everything that can be reached.

Whoever has them need not search again for what they show: they are replayed. The fewest are kept,
as far as a greedy choice can tell: always the play that shows most that is new, gone on to its
end by choices made least so far, cut off behind its last new thing; then those are dropped that
the others make needless. Only files with our mark in their first line are ever written over or
deleted, so other people's walkthroughs may lie beside them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ulysse_game.compiler import Compiled
from ulysse_game.engine import Machine, NotOpen, Runaway, open_ids
from ulysse_game.explore.exploring import Explored
from ulysse_game.explore.items import MISTAKES, Item
from ulysse_game.explore.route import Route, Taken, walkthrough_text
from ulysse_game.explore.verdict import Reached
from ulysse_game.explore.watch import Seen, Watcher
from ulysse_game.playtest.record import route_of
from ulysse_game.playtest.replay import replay
from ulysse_game.playtest.script import find, read

MARK = "# Written by `ulysse explore --update`, which writes it anew and may delete it."
"""The first line of every witness, by which it is known again."""

LONGEST = 2_000
"""Choices after which a play is not gone on with."""

_TELLING = ("ending", "rule", "scene", "closed", "choice", "place", "alternative", "text")
"""Kinds by how well one says what a walkthrough is about."""


class Witness(NamedTuple):
    """A route, and what it shows: the set of items, and of them those it is kept for."""

    route: Route
    shows: int
    new: int


class Update(NamedTuple):
    """What came of writing witnesses: names of files."""

    written: tuple[str, ...]
    deleted: tuple[str, ...]
    kept: int


def routes_in(machine: Machine, compiled: Compiled, paths: Iterable[str]) -> Iterator[Route]:
    """The routes of all walkthroughs and saves there that begin at the story's beginning.

    Those that no longer run lead as far as they do. Raises ``FileNotFoundError`` for a path that
    is not there.
    """
    for file in find(paths):
        script = read(file, compiled).script
        if script is None:
            continue
        result = replay(machine, script)
        if result.moments and not result.is_made_up:
            yield route_of(result)


def fewest(
    machine: Machine, watcher: Watcher, explored: Explored, known: Iterable[Route] = ()
) -> list[Witness]:
    """As few plays as a greedy choice finds that show everything reached.

    ``known`` are plays that show much, such as the witnesses there were; others are only taken
    where that makes them fewer.
    """
    anew = _Choosing(machine, watcher, explored).chosen(())
    kept = _Choosing(machine, watcher, explored).chosen(known)
    return min(kept, anew, key=len)


class _Choosing:
    """Plays being chosen: what is wanted, what has been seen, and which choices were made."""

    def __init__(self, machine: Machine, watcher: Watcher, explored: Explored) -> None:
        self._machine, self._watcher = machine, watcher
        self._ways: dict[int, Route] = {}
        for judged in explored.judged:
            bit = watcher.all.bit(judged.item.kind, judged.item.name)
            if isinstance(judged.verdict, Reached) and judged.item.kind not in MISTAKES and bit:
                self._ways[bit] = judged.verdict.route
        self._wanted = sum(self._ways)
        self._taken: Counter[Taken] = Counter()

    def chosen(self, known: Iterable[Route]) -> list[Witness]:
        """The plays, each with what it alone of those before it shows."""
        seen = 0
        found: list[Route] = []
        ready = {route: self._shown(route) & self._wanted for route in dict.fromkeys(known)}
        while ready and (best := max(ready, key=lambda route: (ready[route] & ~seen).bit_count())):
            if not ready[best] & ~seen:
                break
            found.append(best)
            seen |= ready.pop(best)
            self._taken.update(best.steps)
        for bit, route in sorted(self._ways.items(), key=lambda each: -len(each[1].steps)):
            if not seen & bit:
                longer = self._gone_on(route)
                found.append(longer)
                seen |= self._shown(longer)
        witnesses = self._needed(found)
        while [witness.route for witness in witnesses] != found:
            # Shorter routes show less: what was needless may be needed for something else now.
            found = [witness.route for witness in witnesses]
            witnesses = self._needed(found)
        return witnesses

    def _shown(self, route: Route) -> int:
        return sum_of(seen.items for seen in plays(self._watcher, route))

    def _gone_on(self, route: Route) -> Route:
        """The play of a route, gone on with to an end by choices made least so far."""
        *_, last = plays(self._watcher, route)
        state, steps = last.state, list(route.steps)
        self._taken.update(steps)
        try:
            while len(steps) < LONGEST and (choices := open_ids(self._machine, state)):
                at = state.location
                choice = min(choices, key=lambda each: self._taken[at, each])
                state = self._watcher.step(state, choice).state
                self._taken[at, choice] += 1
                steps.append((at, choice))
        except Runaway:
            pass
        return Route(route.seed, tuple(steps))

    def _needed(self, routes: Sequence[Route]) -> list[Witness]:
        """The routes without those that others make needless, each cut off behind what is new."""
        shows = [self._shown(route) & self._wanted for route in routes]
        kept = dict(enumerate(shows))
        for number in sorted(kept, key=lambda each: shows[each].bit_count()):
            others = sum_of(each for other, each in kept.items() if other != number)
            if not shows[number] & ~others:
                del kept[number]
        order = sorted(kept, key=lambda each: -shows[each].bit_count())
        seen = 0
        found = []
        for number in order:
            new = shows[number] & ~seen
            seen |= shows[number]
            if new:
                found.append(Witness(self._cut(routes[number], new), shows[number], new))
        return found

    def _cut(self, route: Route, new: int) -> Route:
        """The route up to the last thing it is kept for."""
        left = new
        for length, seen in enumerate(plays(self._watcher, route)):
            left &= ~seen.items
            if not left:
                return Route(route.seed, route.steps[:length])
        return route


def plays(watcher: Watcher, route: Route) -> Iterator[Seen]:
    """The pages of a route, the first included, as far as it runs."""
    seen = watcher.begin(route.seed)
    yield seen
    for location, choice in route.steps:
        if seen.state.location != location or seen.state.ending:
            return
        try:
            seen = watcher.step(seen.state, choice)
        except (NotOpen, Runaway):
            return
        yield seen


def sum_of(sets: Iterable[int]) -> int:
    """All that is in any of these sets."""
    found = 0
    for each in sets:
        found |= each
    return found


# -- files ----------------------------------------------------------------------------------------


def update(folder: Path, witnesses: Sequence[Witness], watcher: Watcher) -> Update:
    """Make the folder's witnesses these, and no others. Raises ``OSError`` where it cannot.

    Files without our mark are left as they are, and their names are not taken.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ours = {path.stem: path for path in sorted(folder.glob("*.yaml")) if is_ours(path)}
    others = {path.stem for path in folder.iterdir()} - ours.keys()
    written, kept = [], 0
    names: set[str] = set()
    for witness in witnesses:
        items = list(watcher.all.of(witness.new))
        name = _name(items, names | others)
        names.add(name)
        text = _text(witness, items, name)
        path = folder / f"{name}.yaml"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            kept += 1
            continue
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path.name)
    deleted = [path for name, path in ours.items() if name not in names]
    for path in deleted:
        path.unlink()
    return Update(tuple(written), tuple(path.name for path in deleted), kept)


def is_ours(path: Path) -> bool:
    """Whether a file was written by ``update``."""
    if path.is_symlink() or not path.is_file():  # a pipe would be waited for, a link is not ours
        return False
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline(len(MARK) + 1).rstrip("\n") == MARK  # no more: it may be huge
    except (OSError, UnicodeDecodeError):
        return False


def _text(witness: Witness, items: Sequence[Item], name: str) -> str:
    telling = sorted(items, key=_rank)
    named = ", ".join(f"{item.kind} {item.name}" for item in telling[:2])
    new = len(items)
    more = f" and {new - 2:,} more" if new > 2 else ""
    shows = witness.shows.bit_count()
    first = "" if new == shows else f"; {new:,} that none before it shows"
    means = f"Shows {shows:,} things{first}: {named}{more}."
    return f"{MARK}\n{walkthrough_text(witness.route, name, means)}"


def _name(items: Sequence[Item], taken: set[str]) -> str:
    """A name from the most telling thing that is new, unlike those that are taken."""
    item = min(items, key=lambda each: (_rank(each), each.name))
    words = f"{'' if item.kind == 'scene' else item.kind + '_'}{item.name}".lower()
    plain = re.sub(r"[^a-z0-9]+", "_", words).strip("_")
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}_{number}", number + 1
    return name


def _rank(item: Item) -> int:
    return _TELLING.index(item.kind) if item.kind in _TELLING else len(_TELLING)


__all__ = ["MARK", "Update", "Witness", "fewest", "is_ours", "plays", "routes_in", "update"]
