"""``ulysse compare``, in a process of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Ulysse
from tests.cli.test_saves import DOOR, edited

FEW = ("--runs", "30", "--cores", "1")


def test_two_folders(ulysse: Ulysse, tmp_path: Path) -> None:
    new = edited(
        tmp_path / "new", "1_part/scenes.yaml", ("shout: Shout.", "call: Call.\n      was: shout")
    )
    result = ulysse("compare", DOOR, new, *FEW)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("door, version 1 → door, version 1\n")
    assert "\n  = door.shout is door.call now\n" in result.stdout
    assert result.stdout.endswith("nothing that a player had is gone\n")


def test_the_gate(ulysse: Ulysse, tmp_path: Path) -> None:
    new = edited(
        tmp_path / "new", "1_part/scenes.yaml", ("    - shout: Shout.\n", "    - call: Call.\n")
    )
    (tmp_path / "walks").mkdir()
    (tmp_path / "walks" / "w.yaml").write_text("walkthrough: w\nplay:\n  - door: shout\n")
    assert ulysse("saves", "collect", "saves", "--story", DOOR, "--runs", "4").returncode == 0
    asked = ("compare", DOOR, new, "--walkthroughs", "walks", "--saves", "saves", "--runs", "0")
    result = ulysse(*asked)
    assert result.returncode == 0
    assert "w.yaml no longer passes.\n" in result.stdout
    assert "choice `door.shout` is gone." in result.stdout
    gated = ulysse(*asked, "--gate", "--format", "json")
    assert gated.returncode == 1
    assert json.loads(gated.stdout)["walkthroughs"]["broken"][0]["file"] == "walks/w.yaml"
    assert ulysse("compare", DOOR, DOOR, *asked[3:], "--gate").returncode == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")
def test_an_older_revision(ulysse: Ulysse, tmp_path: Path) -> None:
    story = edited(
        tmp_path / "repository" / "story", "1_part/scenes.yaml", ("shout: Shout.", "call: Call.")
    )
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for arguments in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "one")):
        subprocess.run(["git", "-C", story, *arguments], check=True, capture_output=True)
    shutil.rmtree(story / "1_part")
    shutil.copytree(DOOR / "1_part", story / "1_part")
    result = ulysse("compare", story, "--old-revision", "HEAD", *FEW)
    assert (result.returncode, result.stderr) == (0, "")
    assert "\n  + door.shout\n  - door.call\n" in result.stdout
    result = ulysse("compare", story, "--old-revision", "nonsense")
    assert result.returncode == 2
    assert result.stderr == f"There is no {story.as_posix()} in the revision nonsense.\n"


def test_misuse(ulysse: Ulysse, tmp_path: Path) -> None:
    both = "Two stories are compared: OLD and NEW, or NEW and --old-revision.\n"
    for arguments, told in (
        ((DOOR,), both),
        ((DOOR, DOOR, "--old-revision", "HEAD"), both),
        ((DOOR, "nowhere"), "There is no story folder at nowhere.\n"),
        ((DOOR, DOOR, "--saves", "nowhere"), "There is no folder at nowhere.\n"),
        ((DOOR, DOOR, "--walkthroughs", "nowhere"), "There is nothing at nowhere.\n"),
    ):
        result = ulysse("compare", *arguments, *FEW)
        assert (result.returncode, result.stderr) == (2, told)
    shutil.copytree(DOOR, tmp_path / "copy")
    result = ulysse(
        "compare", "copy", "--old-revision", "HEAD", GIT_CEILING_DIRECTORIES=str(tmp_path.parent)
    )
    assert (result.returncode, result.stderr) == (2, "copy is in no git repository.\n")
    result = ulysse("compare", DOOR, "--old-revision", "HEAD", PATH="")
    assert result.stderr == "--old-revision needs git, and there is none here.\n"
    assert ulysse("compare", DOOR, DOOR, "--runs", "-1").returncode == 2


def test_a_story_with_errors(ulysse: Ulysse, tmp_path: Path) -> None:
    wrong = edited(tmp_path / "wrong", "1_part/scenes.yaml", ("next: hall", "next: haul"))
    result = ulysse("compare", DOOR, wrong, *FEW)
    assert result.returncode == 1
    assert result.stdout == ""
    assert "[unknown-target]" in result.stderr or "unknown-" in result.stderr
