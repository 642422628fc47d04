"""``ulysse wander`` and ``ulysse report merge``, each in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ulysse
from tests.compiler.small import WORLD
from tests.playtest.wander.town import INVARIANTS, SCENES

ROOT = Path(__file__).parent.parent.parent
QUICK = ("--sample", "0", "--cores", "1")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The folder of a story in which a run may fail."""
    folder = tmp_path / "town"
    files = {"1_part/scenes.yaml": SCENES, "world/invariants.yaml": INVARIANTS}
    for file, text in {**WORLD, **files}.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_story_does_not_fail(ulysse: Ulysse, tmp_path: Path) -> None:
    policies = ROOT / "tests" / "policies.txt"
    result = ulysse("wander", "--runs", "3", "--policies", policies, "--policy", "all")
    assert result.returncode == 0, result.stdout + result.stderr
    lines = result.stdout.splitlines()
    assert lines[0].startswith("one_seat_short 1, seed 0")
    for name in ("uniform", "least-seen", "first"):
        assert f"{name}: 3 runs" in lines
    for name in ("record", "soften", "leave"):
        assert f"{name} (prefers {name}): 3 runs" in lines
    assert lines[-1] == "no run failed"
    assert result.stderr == ""
    assert not (tmp_path / "wander-failures").exists()


def test_a_run_that_fails_is_kept(ulysse: Ulysse, town: Path, tmp_path: Path) -> None:
    result = ulysse("wander", "--story", "town", "--runs", "100", *QUICK)
    assert result.returncode == 1, result.stderr
    means = "the invariant not_too_high is broken: nobody rises above five."
    assert f"\nFAILED invariant: {means}\n" in result.stdout
    file = "wander-failures/wander_invariant_not_too_high.yaml"
    see = f"ulysse replay {file} --story town"
    assert result.stdout.endswith(f"  6 choices to see it: {see}\n")
    assert (tmp_path / file).is_file()
    seen = ulysse(*see.split()[1:], "--transcript")
    assert seen.returncode == 1, "the replay fails, which is what there is to see"
    assert "Up you go." in seen.stdout
    assert "nobody rises above five" in seen.stdout
    other = ulysse("wander", "--story", "town", "--runs", "100", *QUICK, "-o", "kept")
    assert f"replay kept/{Path(file).name}" in other.stdout


def _report(result: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert result.stderr == ""
    found: dict[str, Any] = json.loads(result.stdout)
    return {**found, "time": None}


def test_shards_are_merged_to_the_whole(ulysse: Ulysse, town: Path, tmp_path: Path) -> None:
    asked = ("wander", "--story", "town", "--runs", "60", "--seed", "4", "--format", "json",
             "--policy", "uniform", "--prefer", "tag:listen, rise", "--at", "storm",
             "--show", "n", "--show", "weather is storm", "--sample", "9", "--cores", "1",
             "--longest", "8")  # fmt: skip
    whole = _report(ulysse(*asked))
    for part in (1, 2):
        file = tmp_path / f"{part}.json"
        file.write_text(ulysse(*asked, "--shard", f"{part}/2").stdout, encoding="utf-8")
    result = ulysse("report", "merge", "2.json", "1.json")
    assert result.returncode == 1
    assert _report(result) == whole
    told = ulysse("report", "merge", "2.json", "1.json", "--format", "human")
    assert told.stdout.startswith("small 1, seed 4\n120 runs, ")
    assert "prefer tag:listen, rise (prefers tag:listen, rise): 60 runs" in told.stdout
    assert "  at storm, weather is storm (" in told.stdout
    assert "    yes  " in told.stdout


def test_reports_that_are_none(ulysse: Ulysse, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "b.json").write_text('{"kind": "wander"}')
    for file, reason in {
        "a.json": "a.json: this is no report; there are reports of ",
        "b.json": "b.json: one of them is not as a report of its kind is.",
        "c.json": "There is nothing at c.json.",
    }.items():
        result = ulysse("report", "merge", file)
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.startswith(reason)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (
            ("--policy", "best"),
            "There is no policy best; there are uniform, least-seen, first, last, all.",
        ),
        (("--prefer", "jump"), "No choice of this story can meet the preference jump."),
        (("--prefer", "Jump"), "--prefer: “Jump” is neither a choice's id nor tag:NAME."),
        (("--policies", "none.txt"), "There is nothing at none.txt."),
        (("--policies", "bad.txt"), "bad.txt: line 1: a line is NAME: PREFERENCES."),
        (("--at", "start"), "--at says where and --show says what: both are wanted."),
        (("--show", "n"), "--at says where and --show says what: both are wanted."),
        (("--at", "strat", "--show", "n"), "There is no scene strat. did you mean `start`?"),
    ],
)
def test_misuse(
    ulysse: Ulysse, town: Path, tmp_path: Path, asked: tuple[str, ...], reason: str
) -> None:
    (tmp_path / "bad.txt").write_text("record\n")
    result = ulysse("wander", "--story", "town", *asked)
    assert (result.returncode, result.stdout, result.stderr) == (2, "", reason + "\n")


@pytest.mark.parametrize("option", ["--shard=0/2", "--shard=3/2", "--shard=1", "--runs=-1"])
def test_options_that_are_none(ulysse: Ulysse, option: str) -> None:
    result = ulysse("wander", option)
    assert result.returncode == 2
    assert "is wanted" in result.stderr


def test_an_expression_that_is_none(ulysse: Ulysse, town: Path) -> None:
    result = ulysse("wander", "--story", "town", "--at", "start", "--show", "n + nobodyy")
    assert result.returncode == 1
    assert "--show:1:5" in result.stderr


def test_ctrl_c_gives_the_report_so_far(
    environment: dict[str, str], town: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "ulysse_game", "wander", "--story", "town",
               "--time", "100", "--longest", "9", "--sample", "0", "--cores", "2"]  # fmt: skip
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        _wait_for_children(process.pid)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to all of them
        told, errors = process.communicate(timeout=60)
    assert errors == ""
    assert "stopped before the end: this is the report so far" in told
    assert process.returncode == 1
    assert "FAILED too-long: after 9 choices the story has not ended." in told


def _wait_for_children(parent: int) -> None:
    """Until both processes of the work are there and have worked."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    if not children.exists():
        pytest.skip("this system does not tell who a process's children are")
    while len(children.read_text().split()) < 2:
        os.sched_yield()
    for child in children.read_text().split():
        while _time_of(child) < 20:
            os.sched_yield()


def _time_of(process: str) -> int:
    """Hundredths of a second that a process has worked."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
