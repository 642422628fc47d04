"""``ulysse shrink``, in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Ulysse

SAMPLES = Path(__file__).parent.parent / "samples"
STORY = ("--story", SAMPLES / "story")
EVE = SAMPLES / "walkthroughs" / "eve_of_landing.yaml"
LONG = """\
walkthrough: long
means: Much that has nothing to do with it.
seed: 7
play:
  - sleep_traces: fill
  - last_sessions: simon_1_drill
  - simon_1_drill: wait
  - expect: simon.stress is 9
  - simon_1_page: own
  - last_sessions: eva_1_drawer
  - eva_1_drawer: hook
  - the_message: yann
  - expect: ethics is 3
  - the_message: “Nobody.”
"""


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = tmp_path / "long.yaml"
    path.write_text(LONG, "utf-8")
    return path


def test_the_first_failure(ulysse: Ulysse, long: Path) -> None:
    result = ulysse("shrink", long.name, "-o", "short.yaml", *STORY)
    assert result.returncode == 0, result.stderr
    told = "expect: simon.stress is 9 (at simon_1_page): 3 of 7 choices, and none of them"
    assert result.stdout.startswith(f"short.yaml\n{told}")
    text = (long.parent / "short.yaml").read_text("utf-8")
    assert text.startswith("walkthrough: short\nmeans: |\n  Expect: simon.stress is 9 (at ")
    assert text.endswith("  - simon_1_drill: wait\n  - expect: simon.stress is 9\n")
    again = ulysse("replay", "short.yaml", *STORY)
    assert "  found     simon.stress is 2.\n" in again.stdout
    assert again.stdout.endswith("0 passed, 1 failed\n")
    there = ulysse("shrink", long.name, "-o", "short.yaml", *STORY)
    assert (there.returncode, there.stderr) == (2, "short.yaml is there already.\n")


def test_that_of_a_line(ulysse: Ulysse, long: Path) -> None:
    result = ulysse("shrink", f"{long.name}:13", *STORY)
    assert result.returncode == 0, result.stderr
    assert result.stdout.endswith("  - expect: ethics is 3\n")
    assert "yann" not in result.stdout.partition("play:")[2].partition("- the_message: yann")[2]
    nothing = ulysse("shrink", f"{long.name}:5", *STORY)
    assert (nothing.returncode, nothing.stderr) == (1, "long.yaml: nothing fails at that step.\n")


def test_a_choice_that_is_not_there(ulysse: Ulysse, long: Path) -> None:
    result = ulysse("shrink", f"{long.name}:14", *STORY)
    assert result.returncode == 0, result.stderr
    assert result.stdout.endswith("  - the_message: “Nobody.”\n")
    long.write_text(LONG.replace("“Nobody.”", "nobody"), "utf-8")
    result = ulysse("shrink", long.name, *STORY)
    assert result.returncode == 1
    assert "`the_message` has no choice `nobody`" in result.stderr


def test_until(ulysse: Ulysse) -> None:
    result = ulysse("shrink", EVE, "--until", "obs_05 is recorded, ethics < 0", *STORY)
    assert result.returncode == 0, result.stderr
    play = result.stdout.partition("play:\n")[2]
    assert play.endswith("      obs_05: record\n  - expect: obs_05 is recorded, ethics < 0\n")
    assert "becomes true: " in result.stderr
    never = ulysse("shrink", EVE, "--until", "ethics is 5", *STORY)
    assert (never.returncode, never.stderr) == (1, f"{EVE.as_posix()}: it never comes to that.\n")
    wrong = ulysse("shrink", EVE, "--until", "ethic is 5", *STORY)
    assert wrong.returncode == 1
    assert "error[unknown-name]" in wrong.stderr and "--> --until:1:1" in wrong.stderr


def test_what_cannot_be_shrunk(ulysse: Ulysse, tmp_path: Path) -> None:
    result = ulysse("shrink", EVE, *STORY)
    assert result.returncode == 1
    assert "nothing fails, and the story has not ended." in result.stderr
    result = ulysse("shrink", "nowhere.yaml", *STORY)
    assert (result.returncode, result.stderr) == (2, "There is nothing at nowhere.yaml.\n")
    folder = ulysse("shrink", EVE.parent, *STORY)
    said = f"{EVE.parent} is a folder; name one file in it.\n"
    assert (folder.returncode, folder.stderr) == (2, said)
    assert ulysse("shrink").returncode == 2


def test_a_made_up_start_is_kept(ulysse: Ulysse, tmp_path: Path) -> None:
    (tmp_path / "w.yaml").write_text(
        "walkthrough: w\nlanguage: fr\nfrom:\n  scene: simon_1_drill  # here\n  given: co2 = 5\n"
        "play:\n  - simon_1_drill: ten\n  - expect: co2 is 4\n"
    )
    result = ulysse("shrink", "w.yaml", *STORY, "--budget", "3")
    assert result.returncode == 0, result.stderr
    assert (
        "seed: 0\nlanguage: fr\nfrom:\n  scene: simon_1_drill  # here\n  given: co2 = 5\nplay:"
        in (result.stdout)
    )
    (tmp_path / "v.yaml").write_text(result.stdout, "utf-8")
    assert "found     co2 is 5." in ulysse("replay", "v.yaml", *STORY).stdout


def test_a_save(ulysse: Ulysse, tmp_path: Path) -> None:
    step = f"{EVE}:12"
    played = ulysse("play", "--plain", "--from", step, *STORY, stdin="2\nquit\n")
    assert played.returncode == 0, played.stderr
    (save,) = (tmp_path / "saves").glob("auto-*.json")
    result = ulysse("shrink", save, "--until", "visits(simon_1_page) is 1", *STORY)
    assert result.returncode == 0, result.stderr
    assert result.stdout.partition("play:\n")[2].count("\n") <= 4
