"""The whole comparison: its parts in order, and what of it a player would miss."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ulysse_game.compiler import Compiled
from ulysse_game.engine import Machine
from ulysse_game.explore.cores import Cores
from ulysse_game.playtest.compare.kept import Saves, Scripts, saves_of, scripts_of
from ulysse_game.playtest.compare.names import Names, names_of
from ulysse_game.playtest.compare.reach import Reach, by_play, by_verdicts
from ulysse_game.playtest.compare.texts import Texts, texts_of
from ulysse_game.playtest.compare.ways import POLICIES, Ways, ways_of
from ulysse_game.playtest.wander import Plan
from ulysse_game.story import World


class Side(NamedTuple):
    """One of the two: its folder, its story compiled (without errors), and the machine of it."""

    folder: Path
    compiled: Compiled
    machine: Machine


class Asked(NamedTuple):
    """What to compare by.

    ``runs`` at random of each policy (0: none), from ``seed``, on so many ``cores`` (0: all).
    ``budget`` are the seconds that the explorer has for each story (0: it is not asked).
    ``scripts`` are files of walkthroughs, ``saves`` a folder of saved games, if there are any.
    """

    runs: int
    budget: float = 0
    seed: int = 0
    cores: int = 0
    scripts: tuple[str, ...] = ()
    saves: Path | None = None


class Comparison(NamedTuple):
    """What came of it; a part that was not asked for is nothing.

    ``old`` and ``new`` are the story's id and version. ``gone`` are sentences: what a player or a
    tester had and has no more. A gate asks whether there are any.
    """

    old: tuple[str, int]
    new: tuple[str, int]
    names: tuple[Names, ...]
    texts: tuple[Texts, ...]
    ways: Ways | None
    reach: Reach | None
    scripts: Scripts | None
    saves: Saves | None
    gone: tuple[str, ...]


def compare(old: Side, new: Side, asked: Asked) -> Comparison:
    """Everything that differs between two versions of a story; Ctrl+C is raised."""
    before, after = old.machine.story, new.machine.story
    machines = old.machine, new.machine
    ways, reach = _played(old, new, asked)
    found = Comparison(
        old=_mark(before.world),
        new=_mark(after.world),
        names=names_of(before, after),
        texts=texts_of(before, after),
        ways=ways,
        reach=reach,
        scripts=(
            scripts_of(asked.scripts, old.compiled, new.compiled, machines)
            if asked.scripts
            else None
        ),
        saves=saves_of(asked.saves, *machines) if asked.saves is not None else None,
        gone=(),
    )
    return found._replace(gone=tuple(_gone(found)))


def _mark(world: World) -> tuple[str, int]:
    return world.id, world.version


def _played(old: Side, new: Side, asked: Asked) -> tuple[Ways | None, Reach | None]:
    """The odds, and what can be come to: by verdicts where there is time, else by the odds."""
    plan = Plan(seed=asked.seed, runs=asked.runs, policies=POLICIES, sample=0)
    with (
        Cores(old.machine, asked.cores, old.folder) as before,
        Cores(new.machine, asked.cores, new.folder) as after,
    ):
        ways = ways_of(before, after, plan) if asked.runs else None
        reach = by_verdicts(before, after, asked.budget, asked.seed) if asked.budget else None
        if before.is_stopped or after.is_stopped:
            raise KeyboardInterrupt  # half of one against all of the other tells nothing
    if reach is not None:
        return ways, reach
    return ways, by_play(old.machine, new.machine, ways) if ways is not None else None


def _gone(found: Comparison) -> Iterator[str]:
    for names in found.names:
        if names.kind == "ending":
            yield from (f"ending `{name}` was removed." for name in names.removed)
    if found.reach is not None:
        lost = (name for kind, name in found.reach.lost if kind == "ending")
        yield from (f"ending `{name}` can no longer be come to." for name in lost)
    if found.scripts is not None:
        yield from (f"{each.file} no longer passes." for each in found.scripts.broken)
    if found.saves is not None:
        yield from (f"{each.file}: {each.verdict}." for each in found.saves.losing)
