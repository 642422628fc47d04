"""``ulysse replay``, ``ulysse record`` and ``ulysse play --from``, each in a process of its own."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Ulysse

SAMPLES = Path(__file__).parent.parent / "samples"
STORY = ("--story", SAMPLES / "story")
WALKTHROUGHS = SAMPLES / "walkthroughs"


def test_all_pass(ulysse: Ulysse) -> None:
    result = ulysse("replay", WALKTHROUGHS, *STORY)
    assert result.returncode == 0, result.stdout + result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == f"1/5 {(WALKTHROUGHS / 'deadline.yaml').as_posix()} passed"
    assert lines[-1] == "5 passed, 0 failed"
    assert len(lines) == 6


def test_one_fails_and_one_cannot_be_read(ulysse: Ulysse, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "walkthrough: a\nplay:\n  - sleep_traces: fill\n  - expect: ethics is 3\n"
    )
    (tmp_path / "b.yaml").write_text("walkthrough: b\nplay:\n  - sleep_trace: fill\n")
    result = ulysse("replay", "a.yaml", "b.yaml", WALKTHROUGHS / "roster.yaml", *STORY)
    assert result.returncode == 1
    assert result.stdout.startswith(
        "1/3 a.yaml FAILED\na.yaml:4\n  expected  expect: ethics is 3\n  found     ethics is -1.\n"
    )
    assert "ulysse play --from a.yaml:4 --story " in result.stdout
    assert "2/3 b.yaml FAILED\nerror[unknown-scene]: there is no scene" in result.stdout
    assert result.stdout.endswith("1 passed, 2 failed\n")
    assert result.stderr == ""


def test_a_transcript_in_french(ulysse: Ulysse) -> None:
    result = ulysse(
        "replay", WALKTHROUGHS / "roster.yaml", *STORY, "--transcript", "--language", "fr"
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "[sign/basile] " in result.stdout
    assert "on dirait presque un compliment" in result.stdout


def test_what_is_not_there(ulysse: Ulysse, tmp_path: Path) -> None:
    result = ulysse("replay", "nowhere", *STORY)
    assert (result.returncode, result.stderr) == (2, "There is nothing at nowhere.\n")
    (tmp_path / "empty").mkdir()
    result = ulysse("replay", "empty", *STORY)
    assert result.returncode == 2
    assert result.stderr == "There is no walkthrough and no saved game in empty.\n"
    assert ulysse("replay").returncode == 2


def test_played_on_saved_recorded_and_replayed(ulysse: Ulysse, tmp_path: Path) -> None:
    step = f"{WALKTHROUGHS / 'eve_of_landing.yaml'}:12"
    result = ulysse("play", "--plain", "--from", step, *STORY, stdin="2\nquit\n")
    assert result.returncode == 0, result.stderr
    assert "He turns the chair until it is parallel to the table" in result.stdout
    (save,) = (tmp_path / "saves").glob("auto-*.json")
    assert ulysse("replay", save, *STORY).stdout.endswith("1 passed, 0 failed\n")
    result = ulysse("record", save, "-o", "bug.yaml", *STORY)
    assert (result.returncode, result.stdout) == (0, "bug.yaml\n")
    text = (tmp_path / "bug.yaml").read_text(encoding="utf-8")
    assert text.startswith("walkthrough: bug\n")
    assert "  - simon_1_drill: ten\n  - at: simon_1_page\n" in text
    assert ulysse("replay", "bug.yaml", *STORY).returncode == 0
    again = ulysse("record", save, "-o", "bug.yaml", *STORY)
    assert (again.returncode, again.stderr) == (2, "bug.yaml is there already.\n")
    other = ulysse("record", "bug.yaml", "-o", "other.yaml", *STORY)
    assert (other.returncode, other.stderr) == (2, "bug.yaml is no saved game.\n")


def test_playing_on_from_nowhere(ulysse: Ulysse, tmp_path: Path) -> None:
    result = ulysse("play", "--plain", "--from", "nowhere:3", *STORY)
    assert (result.returncode, result.stderr) == (2, "There is nothing at nowhere.\n")
    drifted = tmp_path / "drifted.yaml"
    drifted.write_text("walkthrough: d\nplay:\n  - the_message: yann\n")
    result = ulysse("play", "--plain", "--from", "drifted.yaml", *STORY)
    assert result.returncode == 2
    assert result.stderr == "drifted.yaml does not lead there; “ulysse replay” says why.\n"
    assert ulysse("play", "--plain", "--from", "drifted.yaml:3", *STORY).returncode == 0
    drifted.write_text("walkthrough: d\n")
    result = ulysse("play", "--plain", "--from", "drifted.yaml", *STORY)
    assert result.returncode == 2
    assert result.stderr.endswith("drifted.yaml is no walkthrough and no saved game.\n")
