"""Walkthroughs as pytest’s tests, in a project of their own and a process of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from tests.playtest.conftest import SAMPLES

SETTINGS = """\
[pytest]
ulysse_story = pack/story
ulysse_walkthroughs =
    walks
    others = pack/story
addopts = -p no:cacheprovider
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A story pack that has its walkthroughs run as tests."""
    shutil.copytree(SAMPLES / "story", tmp_path / "pack" / "story")
    shutil.copytree(SAMPLES / "walkthroughs", tmp_path / "walks" / "samples")
    (tmp_path / "others").mkdir()
    (tmp_path / "pytest.ini").write_text(SETTINGS)
    return tmp_path


def pytested(folder: Path, *arguments: str, loads: bool = True) -> subprocess.CompletedProcess[str]:
    """Pytest in that folder with our plugin and no other."""
    plugin = ("-p", "ulysse_game.pytest_plugin") if loads else ()
    return subprocess.run(
        [sys.executable, "-m", "pytest", *plugin, *arguments],
        cwd=folder,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
    )


def test_they_pass(project: Path) -> None:
    result = pytested(project, "-v")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "walks/samples/roster.yaml::roster PASSED" in result.stdout
    assert "5 passed" in result.stdout


def test_a_failure_reads_as_a_replay_tells_it(project: Path) -> None:
    fails = "walkthrough: too_much\nplay:\n  - sleep_traces: fill\n  - expect: ethics is 3\n"
    (project / "walks" / "a.yaml").write_text(fails)
    (project / "walks" / "b.yaml").write_text("walkthrough: b\nplay:\n  - sleep_trace: fill\n")
    (project / "walks" / "notes.yaml").write_text("notes: no walkthrough\n")
    (project / "elsewhere.yaml").write_text(fails)
    result = pytested(project, "-k", "too_much or b.yaml")
    assert result.returncode == 1
    out = result.stdout
    assert "walks/a.yaml:4\n  expected  expect: ethics is 3\n  found     ethics is -1.\n" in out
    assert "  see it    ulysse play --from walks/a.yaml:4 --story pack/story\n" in out
    assert "error[unknown-scene]: there is no scene `sleep_trace`" in out
    assert "--> walks/b.yaml:3:5" in out
    assert "Traceback" not in out and "runtest" not in out
    assert "FAILED walks/a.yaml::too_much" in out
    assert "2 failed, 5 deselected" in out


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("    walks\n", "    nope\n", "ulysse_walkthroughs: there is no folder nope"),
        ("= pack/story\n", "= nope\n", "ulysse_story: there is no story.yaml in the folder nope"),
        (
            "others = pack/story",
            "others = nope",
            "ulysse_walkthroughs: there is no story.yaml in the folder nope",
        ),
    ],
)
def test_settings_that_name_what_is_not_there(project: Path, was: str, now: str, said: str) -> None:
    """Nothing would be tested, or each test fail for a reason that it does not name."""
    (project / "pytest.ini").write_text(SETTINGS.replace(was, now, 1))
    (project / "test_else.py").write_text("def test_something_else():\n    pass\n")
    result = pytested(project)
    assert (result.returncode, result.stdout) == (4, "")
    assert result.stderr == f"ERROR: {said}\n\n"
    assert pytested(project, "--help").returncode == 0


def test_a_damaged_save_is_told_and_nothing_else(project: Path) -> None:
    (project / "walks" / "auto-1.json").write_bytes(b'{"kind":"ulysse-save" torn')
    result = pytested(project, "-k", "auto-1")
    assert result.returncode == 1
    assert "walks/auto-1.json: " in result.stdout
    assert " is damaged." in result.stdout
    assert "nothing wrong" not in result.stdout


def test_a_story_with_errors_fails_each(project: Path) -> None:
    (project / "pack" / "story" / "world" / "more.yaml").write_text("variables: nothing\n")
    result = pytested(project)
    assert result.returncode == 1
    assert "5 failed" in result.stdout
    before = result.stdout.partition("error[")[0].partition("FAILURES")[2]
    assert before.count("pack") == before.count("--> pack/story/"), "where it is, and no traceback"
    assert "pack/story/world/more.yaml:1:12" in result.stdout


def test_where_none_are_named_it_costs_nothing(project: Path) -> None:
    (project / "pytest.ini").write_text("[pytest]\n")
    (project / "test_loaded.py").write_text(
        "import sys\n\n\ndef test_loaded():\n"
        "    assert 'ulysse_game.pytest_plugin' in sys.modules\n"
        "    ours = {name for name in sys.modules if name.startswith('ulysse_game')}\n"
        "    assert ours == {'ulysse_game', 'ulysse_game.pytest_plugin'}\n"
    )
    result = pytested(project)
    assert result.returncode == 0, result.stdout
    assert "1 passed" in result.stdout


def test_it_is_found_where_the_game_is_installed() -> None:
    (ours,) = [each for each in entry_points(group="pytest11") if each.name == "ulysse"]
    assert ours.value == "ulysse_game.pytest_plugin"
