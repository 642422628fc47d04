"""Random play in the graph, for witnesses: what is seen, and the shortest way that showed it.

Many hundred thousand choices a second; every first arrival keeps a snapshot from which later plays
may go on (the archive of Go-Explore; Ecoffet et al. 2021). What is found here is a claim: it
counts when the engine has replayed its route. Chance is a hash of a seed, so a walk is repeatable.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, assert_never

from ulysse_game.engine.chance import mix
from ulysse_game.explore.flow.code import MOST_WALKED, Asking, Chancing, FlowCode, Over, Waiting
from ulysse_game.explore.items import Items
from ulysse_game.explore.wishes import Push, granted, pushes

LONGEST = 4_000
"""Choices after which a play is given up."""
GOLDEN = 0x9E3779B97F4A7C15
FROM_ARCHIVE = 3
"""Of so many plays one goes on from a snapshot."""
WISHFUL = 2
"""Of so many plays one has wishes; the others pick without any."""
MOST_WISHES = 4
WHIM = 5
"""Of so many picks of a wishful play one is made without looking at the wishes."""


class Snapshot(NamedTuple):
    """Where a play stood when it first saw something, and the choices that led there."""

    point: int
    values: tuple[int, ...]
    way: tuple[tuple[str, str], ...]


class Walked(NamedTuple):
    """What came of a walk: for every item seen, the choices of the shortest way that showed it."""

    plays: int
    choices: int
    ways: dict[int, tuple[tuple[str, str], ...]]
    longest: int


class Walk:
    """Random plays from one start. ``walk`` goes on where it stopped, with what it knows."""

    def __init__(
        self,
        code: FlowCode,
        items: Items,
        starts: tuple[tuple[int, tuple[int, ...]], ...],
        seed: int,
    ) -> None:
        """Plays from any of ``starts`` (points with values), their chance hashed from ``seed``."""
        self.code = code
        self.items = items
        self.starts = starts
        self.plays = 0
        self.choices = 0
        self.longest = 0
        self.ways: dict[int, tuple[tuple[str, str], ...]] = {}
        self.archive: list[Snapshot] = []
        self._chance = mix(seed * GOLDEN + 1)
        self.fresh: set[int] = set()
        """Items that have a first or a shorter way since somebody last emptied this."""
        self._pushes: dict[int, tuple[tuple[Push, ...], ...]] = {}
        self._pushed: list[int] = []
        """The cells that some choice seen so far pushes, for plays to wish for."""
        self._known = [0] * (bucket(LONGEST) + 1)
        """By bucket of the number of choices: the items known in so many or fewer."""

    def walk(self, is_over: Callable[[], bool]) -> Walked:
        """Play until ``is_over`` says so; it is asked between plays."""
        while not is_over():
            self._play()
        return Walked(self.plays, self.choices, self.ways, self.longest)

    def _play(self) -> None:
        self.plays += 1
        chance = self._chance = mix(self._chance + GOLDEN)
        way: list[tuple[str, str]]
        if self.archive and self.plays % FROM_ARCHIVE == 0:
            snapshot = self.archive[chance % len(self.archive)]
            point, values, way = snapshot.point, list(snapshot.values), list(snapshot.way)
        else:
            point, start = self.starts[self.plays % len(self.starts)]
            values, way = list(start), []
        seen = 0
        points, known = self.code.flow.points, self._known
        wishes = self._wishes(chance) if self.plays % WISHFUL == 0 else None
        while len(way) < LONGEST:
            point, more, at = self._on_to_page(point, values)
            seen |= more
            if seen & ~known[bucket(len(way))]:
                self._note(seen, point, values, way)
            seen = 0
            if at is None:
                break
            opens = [n for n, guard in enumerate(at.guards) if guard is None or guard(values)]
            if not opens:
                break
            chance = self._chance = mix(self._chance + GOLDEN)
            if wishes is not None and len(opens) > 1 and chance >> 32 & 0xFFFF > 0xFFFF // WHIM:
                opens = self._best(point, opens, wishes)
            number = opens[chance % len(opens)]
            way.append((points[point].location, at.choices[number]))
            seen |= at.go[number](values)
            point = at.targets[number]
        self.choices += len(way)
        self.longest = max(self.longest, len(way))

    def _wishes(self, chance: int) -> dict[int, int]:
        """What a play wants: some of the cells that choices push, each up or down."""
        found: dict[int, int] = {}
        for _ in range(1 + chance % MOST_WISHES if self._pushed else 0):
            chance = mix(chance + GOLDEN)
            found[self._pushed[chance % len(self._pushed)]] = 1 if chance >> 40 & 1 else -1
        return found

    def _best(self, point: int, opens: list[int], wishes: dict[int, int]) -> list[int]:
        """The open choices that grant most of the wishes."""
        pushed = self._pushes.get(point)
        if pushed is None:
            flow = self.code.flow
            pushed = tuple(pushes(edge, flow.cells) for edge in flow.edges(point))
            self._pushes[point] = pushed
            new = dict.fromkeys(cell for each in pushed for cell, _ in each)
            self._pushed += [cell for cell in new if cell not in self._pushed]
        worth = [granted(pushed[number], wishes) for number in opens]
        best = max(worth)
        return [number for number, each in zip(opens, worth, strict=True) if each == best]

    def _on_to_page(self, point: int, values: list[int]) -> tuple[int, int, Waiting | None]:
        """On to where the player picks, or to the end: the point and what is seen on the way."""
        seen = 0
        for _ in range(MOST_WALKED):
            made = self.code.made(point)
            match made:
                case Waiting():
                    return point, seen | (made.look(values) if made.look is not None else 0), made
                case Asking():
                    point, more = made.go(values)
                    seen |= more
                case Chancing():
                    opens = [
                        n for n, guard in enumerate(made.guards) if guard is None or guard(values)
                    ]
                    chance = self._chance = mix(self._chance + GOLDEN)
                    number = opens[chance % len(opens)]
                    seen |= made.go[number](values)
                    point = made.targets[number]
                case Over():
                    return point, seen | (made.look(values) if made.look is not None else 0), None
                case _:
                    assert_never(made)
        return point, seen, None

    def _note(self, seen: int, point: int, values: list[int], way: list[tuple[str, str]]) -> None:
        """Keep the way to what was never seen, or never in so few choices."""
        here = bucket(len(way))
        known = self._known
        fresh = seen & ~known[here]
        kept = tuple(way)
        if fresh & ~known[-1]:
            self.archive.append(Snapshot(point, tuple(values), kept))
        while fresh:
            lowest = fresh & -fresh
            number = lowest.bit_length() - 1
            self.ways[number] = kept
            self.fresh.add(number)
            fresh ^= lowest
        for n in range(here, len(known)):
            known[n] |= seen


def bucket(choices: int) -> int:
    """A number of choices, coarser the greater it is: each to 31, then eight to every doubling."""
    if choices < 32:
        return choices
    size = choices.bit_length()
    return 32 + 8 * (size - 6) + (choices >> (size - 4) & 7)


__all__ = ["LONGEST", "Snapshot", "Walk", "Walked", "bucket"]
