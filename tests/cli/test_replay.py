"""``ulysse replay``, ``ulysse record`` and ``ulysse play --from``, each in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

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
    (tmp_path / "torn.json").write_bytes(b'{"kind":"ulysse-save" torn')
    result = ulysse("replay", "torn.json", *STORY)
    told = "1/1 torn.json FAILED\ntorn.json: This saved game is damaged.\n0 passed, 1 failed\n"
    assert (result.returncode, result.stdout, result.stderr) == (1, told, "")


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
    folder = ulysse("record", "saves", "-o", "other.yaml", *STORY)
    assert (folder.returncode, folder.stderr) == (2, "saves is a folder; name one file in it.\n")
    # Three choices were made, and a fourth is to come.
    assert ulysse("play", "--plain", "--from", f"{save}:4", *STORY).returncode == 0
    beyond = ulysse("play", "--plain", "--from", f"{save}:5", *STORY)
    assert beyond.returncode == 2
    assert beyond.stderr.startswith("There is no choice 5 in ")


def test_playing_on_from_nowhere(ulysse: Ulysse, tmp_path: Path) -> None:
    result = ulysse("play", "--plain", "--from", "nowhere:3", *STORY)
    assert (result.returncode, result.stderr) == (2, "There is nothing at nowhere.\n")
    drifted = tmp_path / "drifted.yaml"
    drifted.write_text("walkthrough: d\nplay:\n  - the_message: yann\n")
    result = ulysse("play", "--plain", "--from", "drifted.yaml", *STORY)
    assert result.returncode == 2
    assert result.stderr == "drifted.yaml does not lead there; “ulysse replay” says why.\n"
    assert ulysse("play", "--plain", "--from", "drifted.yaml:3", *STORY).returncode == 0
    result = ulysse("play", "--plain", "--from", "drifted.yaml:900", *STORY)
    assert result.returncode == 2
    assert result.stderr == "There is no line 900 in drifted.yaml; the last is 3.\n"
    drifted.write_text("walkthrough: d\nplay: []\n")  # behind the last line is its end
    assert ulysse("play", "--plain", "--from", "drifted.yaml:3", *STORY).returncode == 0
    drifted.write_text("walkthrough: d\n")
    result = ulysse("play", "--plain", "--from", "drifted.yaml", *STORY)
    assert result.returncode == 2
    assert result.stderr.endswith("drifted.yaml is no walkthrough and no saved game.\n")


def test_transcripts_are_kept_and_accepted(ulysse: Ulysse, tmp_path: Path) -> None:
    roster = WALKTHROUGHS / "roster.yaml"
    kept = ("replay", roster, *STORY, "--transcripts", "kept")
    assert ulysse(*kept).returncode == 1, "there are none"
    result = ulysse(*kept, "--update")
    assert result.returncode == 0, result.stderr
    assert "1/1 " in result.stdout and "passed, its transcript updated\n" in result.stdout
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == [
        "roster.en.txt", "roster.fr.txt",
    ]  # fmt: skip
    assert ulysse(*kept).stdout.splitlines()[1:] == ["1 passed, 0 failed"]
    english = tmp_path / "kept" / "roster.en.txt"
    english.write_text(english.read_text("utf-8").replace("same glove", "same shoe"), "utf-8")
    failed = ulysse(*kept)
    assert failed.returncode == 1
    assert "--- kept/roster.en.txt\n+++ kept/roster.en.txt\n@@" in failed.stdout
    updated = ulysse(*kept, "--update").stdout
    assert "same shoe" in updated and "+++ kept/roster.en.txt" in updated
    assert ulysse(*kept).returncode == 0
    written = ulysse("replay", roster, *STORY, "--transcript", "--language", "all", "-o", "out")
    assert written.stdout.endswith("1 passed, 0 failed\n")
    for name in ("roster.en.txt", "roster.fr.txt"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "kept" / name).read_bytes()


def test_shards_merged_are_one_run(ulysse: Ulysse, tmp_path: Path) -> None:
    whole = ulysse("replay", WALKTHROUGHS, *STORY, "--format", "json")
    assert json.loads(whole.stdout)["passed"] == 5
    for part in (1, 2):
        shard = ulysse(
            "replay", WALKTHROUGHS, *STORY, "--format", "json", "--shard", f"{part}/2",
            "--cores", "2",
        )  # fmt: skip
        assert shard.returncode == 0, shard.stderr
        (tmp_path / f"{part}.json").write_text(shard.stdout, "utf-8")
    assert ulysse("report", "merge", "1.json", "2.json").stdout == whole.stdout
    half = ulysse("report", "merge", "1.json", "--format", "human")
    assert half.returncode == 1
    assert half.stdout.endswith("3 passed, 0 failed, 2 not replayed\n")


def test_other_formats(ulysse: Ulysse, tmp_path: Path) -> None:
    result = ulysse("replay", WALKTHROUGHS, *STORY, "--tap", "--junit", "out.xml")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("TAP version 14\n1..5\nok 1 - ")
    assert ElementTree.parse(tmp_path / "out.xml").getroot().get("tests") == "5"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--update",), "--update goes with --transcripts.\n"),
        (("-o", "out"), "--output goes with --transcript.\n"),
        (("--tap", "--transcript"), "--transcript goes with -o DIR.\n"),
        (("--tap", "--format", "json"), "--tap does not go with json.\n"),
        (("--shard", "3/2"), "I/N is wanted, with I from 1 to N, not '3/2'\n"),
        (("--shard", "0/2"), "I/N is wanted, with I from 1 to N, not '0/2'\n"),
    ],
)
def test_options_that_do_not_fit(ulysse: Ulysse, options: tuple[str, ...], told: str) -> None:
    result = ulysse("replay", WALKTHROUGHS, *STORY, *options)
    assert result.returncode == 2
    assert result.stderr.endswith(told)


def test_two_of_one_name(ulysse: Ulysse, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "w.yaml").write_text("walkthrough: w\nplay: []\n")
    assert ulysse("replay", "a", "b", *STORY).returncode == 0
    result = ulysse("replay", "a", "b", *STORY, "--transcripts", "kept")
    assert (result.returncode, result.stderr) == (
        2, "a/w.yaml and b/w.yaml would have the same transcript.\n",
    )  # fmt: skip
