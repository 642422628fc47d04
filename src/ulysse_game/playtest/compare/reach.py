"""Which scenes and endings players can come to in one version of a story only.

By the explorer's verdicts, where there is time for them: what is lost was reached in the old story
and is proved impossible in the new one. By random play otherwise: what is lost was come to and is
not any more, and chance does not explain it. ``means`` says which of the two spoke. Only what both
versions have is asked about: the rest is added or removed, which ``names`` tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from ulysse_game.engine import Machine
from ulysse_game.explore.cores import Cores
from ulysse_game.explore.exploring import Means, explore
from ulysse_game.explore.route import Route
from ulysse_game.explore.verdict import Impossible, Reached, Undecided, Verdict
from ulysse_game.playtest.compare.renames import Renames
from ulysse_game.playtest.compare.ways import Ways, known

KINDS = ("scene", "ending")
PLAY, VERDICTS = "play", "verdicts"

Place: TypeAlias = tuple[str, str]
"""``scene`` or ``ending``, and its name of today."""


class Reach(NamedTuple):
    """What can be come to in the new story only (``gained``), and in the old one only (``lost``).

    ``undecided`` is reached in one of the two and not decided in the other; random play decides
    nothing and leaves it empty. ``means`` is ``verdicts`` or ``play``.
    """

    means: str
    gained: tuple[Place, ...]
    lost: tuple[Place, ...]
    undecided: tuple[Place, ...] = ()


def by_play(old: Machine, new: Machine, ways: Ways) -> Reach:
    """What random play comes to in one of the two only, more than chance explains."""
    old_times: dict[Place, int] = {}
    new_times: dict[Place, int] = {}
    apart: set[Place] = set()
    for each in ways.odds:
        place = each.kind, each.name
        old_times[place] = old_times.get(place, 0) + each.old.times
        new_times[place] = new_times.get(place, 0) + each.new.times
        if each.has_changed:
            apart.add(place)
    asked = [place for place in shared(old, new) if place in apart]
    return Reach(
        PLAY,
        gained=tuple(place for place in asked if not old_times[place]),
        lost=tuple(place for place in asked if not new_times[place]),
    )


def by_verdicts(old: Cores, new: Cores, budget: float, seed: int) -> Reach:
    """What the explorer decides about both, in so many seconds for each."""
    before = _verdicts(old, budget, seed, ())
    renames = Renames(new.machine.story)
    then = {(kind, renames.of(kind, name)): verdict for (kind, name), verdict in before.items()}
    routes = [each.route for each in before.values() if isinstance(each, Reached)]
    now = _verdicts(new, budget, seed, routes)
    pairs = [
        (place, then[place], now[place])
        for place in shared(old.machine, new.machine)
        if place in then and place in now
    ]
    return Reach(
        VERDICTS,
        gained=tuple(_both(pairs, Impossible, Reached)),
        lost=tuple(_both(pairs, Reached, Impossible)),
        undecided=(*_both(pairs, Reached, Undecided), *_both(pairs, Undecided, Reached)),
    )


def _verdicts(
    cores: Cores, budget: float, seed: int, witnesses: Iterable[Route]
) -> dict[Place, Verdict]:
    means = Means(budget=budget, seed=seed, is_shortest=False)
    explored = explore(cores.machine, means, witnesses=witnesses, cores=cores)
    return {
        (each.item.kind, each.item.name): each.verdict
        for each in explored.judged
        if each.item.kind in KINDS
    }


def _both(
    pairs: Iterable[tuple[Place, Verdict, Verdict]], then: type[Verdict], now: type[Verdict]
) -> Iterator[Place]:
    for place, was, verdict in pairs:
        if isinstance(was, then) and isinstance(verdict, now):
            yield place


def shared(old: Machine, new: Machine) -> list[Place]:
    """The scenes and endings that both stories have, by their names of today."""
    renames = Renames(new.story)
    found: list[Place] = []
    for kind in KINDS:
        there = {renames.of(kind, name) for name in known(kind, old)}
        found += [(kind, name) for name in known(kind, new) if name in there]
    return found
