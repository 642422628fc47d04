"""Scenes and endings that one version of a story cannot come to: by play, and by verdicts."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest

from tests.playtest.compare.test_ways import VEIL
from tests.playtest.saves.walks import story
from ulysse_game.explore.cores import Cores
from ulysse_game.playtest.compare.reach import PLAY, VERDICTS, Reach, by_play, by_verdicts
from ulysse_game.playtest.compare.ways import POLICIES, ways_of
from ulysse_game.playtest.wander import Plan

Edits = tuple[tuple[str, str], ...]
Means = Callable[[Edits, Edits], Reach]

SHUT = (("    - dip: Dip.\n", "    - dip: Dip.\n      if: low >= 2\n"),)
SPRING = (("goto: well", "goto: spring"), ("\nwell:\n", "\nspring:\n  was: well\n"))
NEVER = ((VEIL[0][0], VEIL[0][1].replace("goto: deep\n", "goto: deep\n      if: low >= 2\n")),)


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random play ends soon after the last thing new: these stories are small."""
    monkeypatch.setattr(import_module("ulysse_game.explore.exploring"), "QUIET", 0.1)
    monkeypatch.setattr(import_module("ulysse_game.explore.tasks"), "SLICE", 0.05)


def played(old: Edits, new: Edits, runs: int = 200) -> Reach:
    plan = Plan(runs=runs, policies=POLICIES, sample=0)
    with Cores(story(*old), 1) as before, Cores(story(*new), 1) as after:
        return by_play(before.machine, after.machine, ways_of(before, after, plan))


def proved(old: Edits, new: Edits, budget: float = 20) -> Reach:
    with Cores(story(*old), 1) as before, Cores(story(*new), 1) as after:
        return by_verdicts(before, after, budget, 1)


@pytest.mark.parametrize("means", [played, proved])
def test_the_same(means: Means) -> None:
    found = means((), ())
    assert found[1:] == ((), (), ())


@pytest.mark.parametrize("means", [played, proved])
def test_a_scene_lost_and_gained(means: Means) -> None:
    bucket = (("scene", "bucket"),)
    assert means((), SHUT)[1:] == ((), bucket, ())
    assert means(SHUT, ())[1:] == (bucket, (), ())


@pytest.mark.parametrize("means", [played, proved])
def test_a_renamed_scene_is_the_same_scene(means: Means) -> None:
    assert means((), SPRING)[1:] == ((), (), ())


@pytest.mark.parametrize("means", [played, proved])
def test_a_renamed_scene_is_lost_under_its_new_name(means: Means) -> None:
    dip = ("      detour: bucket\n", "      detour: pail\n      if: low >= 2\n")
    found = means((), (dip, ("\nbucket:\n", "\npail:\n  was: bucket\n")))
    assert found.lost == (("scene", "pail"),)


@pytest.mark.parametrize("means", [played, proved])
def test_an_ending_lost(means: Means) -> None:
    found = means(VEIL, (*NEVER, *VEIL[1:]))
    assert found.lost == (("scene", "deep"), ("ending", "veil"))


@pytest.mark.parametrize("means", [played, proved])
def test_what_only_one_of_them_has_is_neither_gained_nor_lost(means: Means) -> None:
    assert means((), VEIL)[1:] == ((), (), ())
    assert means(VEIL, ())[1:] == ((), (), ())


def test_which_means_spoke() -> None:
    assert played((), ()).means == PLAY
    assert proved((), ()).means == VERDICTS


def test_few_runs_lose_nothing() -> None:
    assert played((), SHUT, runs=2).lost == ()
