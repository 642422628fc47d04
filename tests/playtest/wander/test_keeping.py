"""Runs that failed, kept: the file shows the failure, by the engine, in few choices."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.compiler.small import WORLD
from tests.playtest.wander.town import INVARIANTS, SCENES, a_crash, a_dead_end, a_ring, no_end
from ulysse_game.compiler import Compiled, compile_folder
from ulysse_game.engine import Machine
from ulysse_game.explore.cores import Cores
from ulysse_game.playtest import read, replay
from ulysse_game.playtest.invariants import Invariants
from ulysse_game.playtest.wander import FIRST, UNIFORM, Failed, Plan, failed, keep, wander


class Town(NamedTuple):
    compiled: Compiled
    machine: Machine


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    folder = tmp_path_factory.mktemp("town")
    files = {"1_part/scenes.yaml": SCENES, "world/invariants.yaml": INVARIANTS}
    for file, text in {**WORLD, **files}.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
    compiled = compile_folder(folder)
    assert compiled.story is not None
    return Town(compiled, Machine(compiled.story))


def failures(machine: Machine, plan: Plan) -> tuple[Failed, ...]:
    with Cores(machine, 1) as cores:
        wandered = wander(cores, plan)
    return failed(machine, plan, wandered.counts, wandered.firsts)


def test_a_breach_is_kept_by_its_shortest_way(town: Town, tmp_path: Path) -> None:
    plan = Plan(runs=80, sample=0)
    (failure,) = failures(town.machine, plan)
    assert (failure.kind, failure.file, failure.see) == ("invariant", "", "")
    kept = keep(town.machine, plan, failure, tmp_path / "new", "my story")
    file = tmp_path / "new" / "wander_invariant_not_too_high.yaml"
    assert kept.file == file.as_posix()
    assert kept.see == f"ulysse replay {file.as_posix()} --story 'my story'"
    assert (kept.steps, kept.choices) == (6, failure.choices)
    assert failure.choices > 6
    found = read(kept.file, town.compiled)
    assert found.script is not None, found.diagnostics
    result = replay(town.machine, found.script)
    assert result.choices == ("rise",) * 6
    assert not result.is_cut_short
    assert Invariants(town.machine).broken(result.moments[-1].after)
    text = file.read_text(encoding="utf-8")
    assert "nobody rises above five" in text
    assert f"run {failure.run}" in text


def test_kept_in_haste_it_stays_as_long_as_it_was(town: Town, tmp_path: Path) -> None:
    plan = Plan(runs=80, sample=0)
    (failure,) = failures(town.machine, plan)
    kept = keep(town.machine, plan, failure, tmp_path, tries=0)
    assert kept.steps == failure.choices
    found = read(kept.file, town.compiled)
    assert found.script is not None
    result = replay(town.machine, found.script)
    assert len(result.choices) == failure.choices
    assert Invariants(town.machine).broken(result.moments[-1].after)


def test_keeping_again_gives_the_same_file(town: Town, tmp_path: Path) -> None:
    plan = Plan(runs=80, sample=0)
    (failure,) = failures(town.machine, plan)
    first = Path(keep(town.machine, plan, failure, tmp_path).file).read_bytes()
    again = keep(town.machine, plan, failure, tmp_path)
    assert Path(again.file).read_bytes() == first
    assert len(os.listdir(tmp_path)) == 1


@pytest.mark.parametrize(
    ("machine", "kind", "steps", "shows"),
    [
        (a_dead_end(), "stuck", ["start: leave", "at: end_of_road"], "play --from"),
        (a_ring(), "runaway", ["start: leave"], "replay"),
        (a_crash(), "crash", ["start: leave"], "replay"),
        (no_end(), "too-long", ["start: stay"] * 9 + ["at: start"], "play --from"),
    ],
    ids=["stuck", "runaway", "crash", "too-long"],
)
def test_other_failures(
    machine: Machine, kind: str, steps: list[str], shows: str, tmp_path: Path
) -> None:
    plan = Plan(runs=4, policies=(FIRST, UNIFORM)[kind != "too-long" :], longest=9, sample=0)
    (failure,) = [each for each in failures(machine, plan) if each.kind == kind]
    kept = keep(machine, plan, failure, tmp_path)
    lines = Path(kept.file).read_text(encoding="utf-8").splitlines()
    assert lines[lines.index("play:") + 1 :] == [f"  - {step}" for step in steps]
    assert kept.see == f"ulysse {shows} {kept.file}"
