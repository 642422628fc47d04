"""The power fails: after every call that changes the disk, all that may be left is looked at.

A script is played on a disk in memory that knows what a cut may undo, tear and put in another
order (``power_disk``). Each disk that may be left is opened by a game that starts there: what was
reported as saved must be found, and nothing damaged. On some of them a game goes on, and the
power fails again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from random import Random
from time import perf_counter
from typing import Any, NamedTuple

from tests.trust.faults_ledger import Promise, broken
from tests.trust.faults_player import Opening, Player
from tests.trust.faults_script import BRIEF, GOING_ON, WHOLE, Step, at_random, made_up
from tests.trust.figure import Figure
from tests.trust.power_disk import MemoryDisk, World

CHANGES = ("make_folder", "create", "create_if_missing", "write", "flush", "flush_folder", "link",
           "replace", "remove")  # fmt: skip
"""The calls after which other disks may be left than before."""

MOST = 512
"""So many disks are looked at after one call; where there may be more, so many are drawn."""

SESSIONS = range(40)
AGAIN = 150
"""So many of the disks that a cut left are played on, and cut again."""


class Cuts(NamedTuple):
    """What came of a script's cuts: at how many calls, what may be left, and what was wrong."""

    calls: int
    left: list[World]
    wrong: tuple[str, ...]


class CutDisk(MemoryDisk):
    """Notes after each change what a cut may leave of it."""

    def __init__(self, world: World | None, most: int, seed: int) -> None:
        super().__init__(world)
        self.most = most
        self.chance = Random(seed)
        self.calls = 0
        self.left: dict[tuple[tuple[str, bytes | None], ...], str] = {}
        for name in CHANGES:
            setattr(self, name, self._noted(name, getattr(super(), name)))

    def _noted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*arguments: Any) -> Any:
            result = call(*arguments)
            self.calls += 1
            for world in self.after_cut(self.most, self.chance):
                self.left.setdefault(tuple(world.items()), f"{name}, call {self.calls}")
            return result

        return noted

    def taken(self) -> list[tuple[World, str]]:
        """The disks that may have been left since this was asked last, and after which call."""
        found: list[tuple[World, str]] = [(dict(w), call) for w, call in self.left.items()]
        self.left.clear()
        return found


def cuts(
    script: tuple[Step, ...],
    most: int = MOST,
    seed: int = 0,
    opening: Opening | None = None,
    world: World | None = None,
) -> Cuts:
    """Plays ``script`` on a disk that begins as ``world``; looks at what every cut may leave."""
    disk = CutDisk(world, most, seed)
    left: list[World] = []
    wrong: list[str] = []
    with made_up(seed):
        player = Player(disk, disk, False, opening)
        before = Promise()
        for number, step in enumerate((_nothing, *script)):
            step(player)
            now = player.promise
            for found, call in disk.taken():
                left.append(found)
                wrong += [
                    f"step {number}, cut after {call}: {each}"
                    for each in broken(
                        MemoryDisk(found), before.or_else(now), frozenset(player.hurt)
                    )
                ]
            before = now
    return Cuts(disk.calls, left, tuple(wrong))


def _nothing(player: Player) -> None:
    """What comes before the first step: the game starts."""


def cut_again(count: int = AGAIN, seed: int = 1) -> Iterator[Cuts]:
    """Goes on from so many of the disks that a first cut left, drawn from them, and cuts again."""
    worlds = cuts(BRIEF).left
    for world in Random(seed).sample(worlds, min(count, len(worlds))):
        yield cuts(GOING_ON, 64, seed, world=world)


def full() -> Iterator[Figure]:
    """Every call of long sessions, and of those that go on after a cut; about two minutes."""
    yield _figure("everything done", (cuts(script) for script in (WHOLE,)))
    yield _figure("anything done, at random", (cuts(at_random(n), MOST, n) for n in SESSIONS))
    yield _figure("and again after it", cut_again())


def _figure(what: str, outcomes: Iterator[Cuts]) -> Figure:
    begun = perf_counter()
    disks = calls = wrong = 0
    for number, each in enumerate(outcomes):
        disks += len(each.left)
        calls += each.calls
        wrong += len(each.wrong)
        for sentence in each.wrong:
            print(f"power, {what}, {number}: {sentence}", file=sys.stderr)
    done = f"disks that may be left, cut at {calls:,} calls"
    bound = "what was reported saved is there, whole"
    return Figure(f"the power fails: {what}", done, disks, wrong, bound, perf_counter() - begun)
