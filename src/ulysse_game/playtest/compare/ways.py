"""How often players come where in two versions of a story: the same random play of both.

A share counts as changed only where the 95 % intervals of the two lie apart (Wilson 1927): what
chance alone would do is no change. Random play proves nothing; see ``reach`` for what is made of
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ulysse_game.engine import Machine
from ulysse_game.explore.cores import Cores
from ulysse_game.playtest.compare.names import endings_of
from ulysse_game.playtest.compare.renames import Renames
from ulysse_game.playtest.wander import LEAST_SEEN, UNIFORM, Plan, Wandered, wander, wilson

POLICIES = (UNIFORM, LEAST_SEEN)
NO_ENDING = ""
"""Stands for runs that came to no ending."""


class Share(NamedTuple):
    """In how many of so many runs, and between which shares the true one lies."""

    times: int
    runs: int

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval."""
        return wilson(self.times, self.runs)

    def is_apart_from(self, other: Share) -> bool:
        """Whether the intervals do not touch."""
        low, high = self.interval
        other_low, other_high = other.interval
        return high < other_low or other_high < low


class Odds(NamedTuple):
    """How often players of one policy come to one place, before and now.

    ``kind`` is ``scene`` or ``ending``; ``name`` that of today (nothing for runs that end
    nowhere).
    """

    policy: str
    kind: str
    name: str
    old: Share
    new: Share

    @property
    def has_changed(self) -> bool:
        """Whether the difference is more than chance."""
        return self.old.is_apart_from(self.new)


class Ways(NamedTuple):
    """What came of playing both: so many runs of each policy, and the odds of every place.

    Places that neither came to are left out.
    """

    runs: int
    policies: tuple[str, ...]
    odds: tuple[Odds, ...]

    @property
    def changed_endings(self) -> list[Odds]:
        """The endings whose odds have changed."""
        return [each for each in self.odds if each.kind == "ending" and each.has_changed]


def ways_of(old: Cores, new: Cores, plan: Plan) -> Ways:
    """Play both by this plan, on these cores."""
    odds = _odds(plan, old.machine, new.machine, wander(old, plan), wander(new, plan))
    return Ways(plan.runs, tuple(policy.name for policy in plan.policies), tuple(odds))


def _odds(
    plan: Plan, old: Machine, new: Machine, before: Wandered, after: Wandered
) -> Iterator[Odds]:
    """The shares of everything that either came to, under the names of today."""
    renames = Renames(new.story)
    for number, policy in enumerate(plan.policies):
        was, now = before.counts[number], after.counts[number]
        runs = was.get("runs", 0), now.get("runs", 0)
        for kind, key in (("scene", "scene"), ("ending", "endings")):
            old_counts = {renames.of(kind, name): n for name, n in was.get(key, {}).items()}
            new_counts = dict(now.get(key, {}))
            if kind == "ending":
                old_counts[NO_ENDING] = runs[0] - sum(old_counts.values())
                new_counts[NO_ENDING] = runs[1] - sum(new_counts.values())
            for name in dict.fromkeys((*known(kind, new), *old_counts, *new_counts)):
                share = Share(old_counts.get(name, 0), runs[0])
                share_now = Share(new_counts.get(name, 0), runs[1])
                if share.times or share_now.times:
                    yield Odds(policy.name, kind, name, share, share_now)


def known(kind: str, machine: Machine) -> Iterable[str]:
    """Every scene or every ending that a story has."""
    return machine.story.scene_ids if kind == "scene" else endings_of(machine.story)
