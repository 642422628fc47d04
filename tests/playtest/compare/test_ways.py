"""What players come to, and how often: changes beyond chance are told, and nothing else."""

from __future__ import annotations

from tests.playtest.saves.walks import story
from ulysse_game.explore.cores import Cores
from ulysse_game.playtest.compare.ways import POLICIES, Odds, Share, Ways, ways_of
from ulysse_game.playtest.wander import Plan

# A second ending beyond the well, which every third choice there leads to.
VEIL = (
    ("    - leave: Leave.\n", "    - dive: Dive.\n      goto: deep\n    - leave: Leave.\n"),
    ("\nbucket:\n", "\ndeep:\n  text: Deep.\n  ending: veil\nbucket:\n"),
    ("endings:\n", "endings:\n  veil:\n    title: Veil\n    when: n >= 1\n"),
)


def played(*edits: tuple[str, str], old: tuple[tuple[str, str], ...] = (), runs: int = 200) -> Ways:
    plan = Plan(runs=runs, policies=POLICIES, sample=0)
    with Cores(story(*old), 1) as before, Cores(story(*edits), 1) as after:
        return ways_of(before, after, plan)


def odds(ways: Ways, policy: str, name: str) -> Odds:
    (found,) = [each for each in ways.odds if (each.policy, each.name) == (policy, name)]
    return found


def test_the_same_story_plays_the_same() -> None:
    found = played()
    assert not any(each.has_changed for each in found.odds)
    assert odds(found, "uniform", "curtain").old == Share(200, 200)
    assert odds(found, "uniform", "bucket").old.times > 0
    assert (found.runs, found.policies) == (200, ("uniform", "least-seen"))


def test_what_only_the_new_one_has_takes_its_share() -> None:
    found = played(*VEIL)
    changed = odds(found, "uniform", "curtain")
    assert changed in found.changed_endings
    assert changed.old.times == 200
    assert changed.new.times < 200
    assert odds(found, "uniform", "veil").old.times == 0


def test_a_run_that_ends_nowhere_has_a_share() -> None:
    plan = Plan(runs=20, policies=POLICIES, sample=0, longest=1)
    with Cores(story(), 1) as before, Cores(story(), 1) as after:
        found = ways_of(before, after, plan)
    assert odds(found, "uniform", "").old == Share(20, 20)


def test_intervals() -> None:
    assert not Share(50, 100).is_apart_from(Share(60, 100))
    assert Share(30, 100).is_apart_from(Share(60, 100))
    assert Share(60, 100).is_apart_from(Share(30, 100))
    assert not Share(0, 0).is_apart_from(Share(100, 100))
