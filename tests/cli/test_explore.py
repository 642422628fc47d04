"""``ulysse explore``, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Ulysse
from tests.compiler.small import WORLD
from tests.playtest.wander.town import INVARIANTS, SCENES

ROOT = Path(__file__).parent.parent.parent
QUICK = ("--cores", "1", "--budget", "10")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The folder of a story with a mistake: an invariant that can be broken."""
    folder = tmp_path / "town"
    files = {"1_part/scenes.yaml": SCENES, "world/invariants.yaml": INVARIANTS}
    for file, text in {**WORLD, **files}.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_storys_witnesses_show_all_of_it(ulysse: Ulysse) -> None:
    witnesses = ROOT / "tests" / "witnesses"
    options = ("--no-shortest", "--only", "scene,choice,text,ending", "--format", "json")
    result = ulysse("explore", "--witnesses", witnesses, *options, "--budget", "100")
    assert result.returncode == 0, result.stdout + result.stderr
    rows = json.loads(result.stdout)["items"]
    assert {row["by"] for row in rows if row["verdict"] == "reached"} == {"witness"}
    assert not [row for row in rows if row["verdict"] == "open"]
    # Nobody is greeted second with the first line of all; everything else that is written is shown.
    never = {row["name"] for row in rows if row["verdict"] == "impossible"}
    assert {name.rpartition(".")[0] for name in never} == {"dinner_greetings/obs_01"}


def test_a_mistake_is_told_and_kept(ulysse: Ulysse, town: Path, tmp_path: Path) -> None:
    result = ulysse("explore", "town", *QUICK)
    assert result.returncode == 1
    assert result.stderr == ""
    assert "\n  BROKEN town/world/invariants.yaml:3\n" in result.stdout
    see = "ulysse replay explore-failures/explore_broken_not_too_high.yaml --story town"
    assert f"    see it: {see}\n" in result.stdout
    assert "the invariant" not in ulysse("explore", "town", *QUICK, "--only", "scene").stdout
    assert "the invariant" not in ulysse("explore", "town", *QUICK, "--without", "broken").stdout
    seen = ulysse(*see.split()[1:])
    assert "not_too_high (nobody rises above five)" in seen.stdout


def test_shards_are_merged(ulysse: Ulysse, town: Path, tmp_path: Path) -> None:
    for part in (1, 2):
        result = ulysse("explore", "town", *QUICK, "--shard", f"{part}/2", "--format", "json")
        (tmp_path / f"{part}.json").write_text(result.stdout, encoding="utf-8")
    result = ulysse("report", "merge", "1.json", "2.json", "--format", "human")
    assert result.returncode == 1, result.stderr
    assert ", shard" not in result.stdout.splitlines()[0]
    assert result.stdout.endswith("\nFAILED: 1 mistake\n")


def test_one_thing_is_asked_for(ulysse: Ulysse, town: Path, tmp_path: Path) -> None:
    result = ulysse("explore", "town", "--to", "n >= 3", "-o", "three.yaml")
    assert result.returncode == 0, result.stderr
    assert result.stdout == "3 choices: proved shortest, no way takes fewer.\nthree.yaml\n"
    again = ulysse("explore", "town", "--to", "n >= 2", "-o", "three.yaml")
    assert (again.returncode, again.stderr) == (2, "three.yaml is there already.\n")
    assert ulysse("replay", "three.yaml", "--story", "town").returncode == 0
    printed = ulysse("explore", "town", "--to", "n >= 3").stdout
    assert printed == (tmp_path / "three.yaml").read_text(encoding="utf-8")
    result = ulysse("explore", "town", "--to", "n > 100")
    assert (result.returncode, result.stdout[:24]) == (1, "# `n > 100` is impossibl")
    assert "unknown-name" in ulysse("explore", "town", "--to", "moon").stderr


def test_it_begins_where_a_walkthrough_or_a_scene_stands(
    ulysse: Ulysse, town: Path, tmp_path: Path
) -> None:
    result = ulysse("explore", "town", "--from", "storm", *QUICK)
    assert result.stdout.splitlines()[0] == "small 1, from scene storm"
    assert ulysse("explore", "town", "--to", "n >= 2", "-o", "two.yaml").returncode == 0
    result = ulysse("explore", "town", "--from", "two.yaml", "--to", "n >= 3")
    assert result.stdout.startswith("# 3 choices: proved shortest")
    assert result.stdout.count("- start: rise") == 3
    result = ulysse("explore", "town", "--from", "moon")
    assert (result.returncode, "moon is no walkthrough" in result.stderr) == (2, True)


def test_witnesses_are_written_and_spare_the_search(
    ulysse: Ulysse, town: Path, tmp_path: Path
) -> None:
    asked = ("explore", "town", *QUICK, "--no-shortest", "--witnesses", "w")
    assert ulysse(*asked).returncode == 2
    result = ulysse(*asked, "--update")
    count = len(list((tmp_path / "w").iterdir()))
    assert result.stderr == f"w: {count} written, 0 deleted, 0 as they were\n"
    result = ulysse(*asked, "--update")
    assert result.stderr == f"w: 0 written, 0 deleted, {count} as they were\n"
    assert "by witnesses" in result.stdout
    assert ulysse("explore", "town", "--update").returncode == 2


def test_kinds_must_be_known(ulysse: Ulysse, town: Path) -> None:
    result = ulysse("explore", "town", "--only", "scene,moon")
    assert (result.returncode, "there is no kind 'moon'" in result.stderr) == (2, True)
    result = ulysse("explore", "town", "--only", "scene", "--without", "scene,choice")
    assert (result.returncode, "--without do not go together" in result.stderr) == (2, True)


@pytest.mark.skipif(os.name != "posix", reason="a signal as the keyboard sends it")
def test_ctrl_c_gives_the_report_so_far(environment: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ulysse_game", "explore", "--cores", "2", "--format", "json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=pipe, stderr=pipe, start_new_session=True
    ) as process:
        _wait_for_children(process.pid)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to all of them
        told, errors = process.communicate(timeout=60)
    assert errors == b""
    report = json.loads(told)
    assert report["time"]["is_stopped"]
    assert {"impossible", "open"} <= {row["verdict"] for row in report["items"]}
    assert process.returncode == 1


def _wait_for_children(parent: int) -> None:
    """Until both processes of the work are there."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    if not children.exists():
        pytest.skip("this system does not tell who a process's children are")
    while len(children.read_text().split()) < 2:
        os.sched_yield()
