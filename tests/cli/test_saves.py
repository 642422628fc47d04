"""``ulysse saves check`` and ``ulysse saves collect``, each in a process of its own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Ulysse

DOOR = Path(__file__).parent / "door"
STORY = ("--story", DOOR)


@pytest.fixture
def corpus(ulysse: Ulysse, tmp_path: Path) -> Path:
    """What ``collect`` keeps of the door's story."""
    result = ulysse("saves", "collect", "corpus", *STORY, "--runs", "4")
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    files = sorted(path.name for path in (tmp_path / "corpus" / "1").iterdir())
    assert sorted(line.partition(":")[0] for line in lines[:-1]) == files
    assert lines[-1].startswith(f"{len(files)} saves of ")
    assert lines[-1].endswith(" bytes in corpus/1")
    return tmp_path / "corpus"


def edited(folder: Path, file: str, *edits: tuple[str, str]) -> Path:
    """A copy of the door's story with these edits of one file."""
    shutil.copytree(DOOR, folder)
    text = (folder / file).read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (folder / file).write_text(text, encoding="utf-8")
    return folder


def test_collected_and_checked(ulysse: Ulysse, corpus: Path) -> None:
    result = ulysse("saves", "check", corpus, *STORY)
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert all(line.endswith(".json: whole") for line in lines[:-1])
    assert lines[-1] == f"{len(lines) - 1} saves, all whole"
    assert all(path.suffix == ".json" for path in (corpus / "1").iterdir()), "nothing was written"


def test_a_corpus_is_never_overwritten(ulysse: Ulysse, corpus: Path) -> None:
    result = ulysse("saves", "collect", corpus, *STORY)
    assert result.returncode == 2
    assert result.stderr == f"{(corpus / '1').as_posix()} is there already.\n"


def test_what_is_lost_makes_the_exit_code(ulysse: Ulysse, corpus: Path, tmp_path: Path) -> None:
    scenes = "1_part/scenes.yaml"
    less = edited(tmp_path / "less", scenes, ("    - shout: Shout.\n", ""))
    result = ulysse("saves", "check", corpus, "--story", less)
    assert result.returncode == 1
    assert "adjusted\n  choice `door.shout` is gone.\n" in result.stdout
    assert ulysse("saves", "check", corpus, "--story", less, "--allow", "adjusted").returncode == 0

    renamed = edited(
        tmp_path / "renamed",
        scenes,
        ("hall:\n", "lobby:\n  was: hall\n"),
        ("next: hall", "next: lobby"),
    )
    result = ulysse("saves", "check", corpus, "--story", renamed, "--verbose")
    assert result.returncode == 0
    assert "  scene `hall` is `lobby` now.\n" in result.stdout

    gone = edited(tmp_path / "gone", scenes, ("hall:\n", "lobby:\n"), ("next: hall", "next: lobby"))
    allowed = ("saves", "check", corpus, "--story", gone, "--allow")
    result = ulysse(*allowed, "adjusted")
    assert result.returncode == 1
    assert "fallen back\n  scene `hall` is gone." in result.stdout
    assert ulysse(*allowed, "fallen-back").returncode == 0


def test_expected(ulysse: Ulysse, corpus: Path, tmp_path: Path) -> None:
    asked = ("saves", "check", corpus, "--expected", "expected.txt")
    missing = ulysse(*asked, *STORY)
    assert (missing.returncode, missing.stderr) == (2, "There is nothing at expected.txt.\n")
    assert ulysse(*asked, *STORY, "--update").returncode == 0
    assert ulysse(*asked, *STORY).returncode == 0
    less = edited(tmp_path / "less", "1_part/scenes.yaml", ("    - shout: Shout.\n", ""))
    result = ulysse(*asked, "--story", less)
    assert result.returncode == 1
    assert "\n+  choice `door.shout` is gone.\n" in result.stderr
    assert ulysse(*asked, "--story", less, "--update").returncode == 0
    assert ulysse(*asked, "--story", less).returncode == 0, "as reviewed"


def test_json(ulysse: Ulysse, corpus: Path) -> None:
    (corpus / "auto-torn.json").write_text("torn")
    result = ulysse("saves", "check", corpus, *STORY, "--format", "json")
    assert result.returncode == 1
    found = json.loads(result.stdout)
    assert found["counts"]["damaged"] == 1
    assert found["saves"][0]["file"] == "auto-torn.json"


def test_misuse(ulysse: Ulysse, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for arguments, told in (
        (("check", "nowhere"), "There is no folder at nowhere.\n"),
        (("check", "empty"), "There is no saved game in empty.\n"),
        (("check", "empty", "--update"), "--update goes with --expected.\n"),
    ):
        result = ulysse("saves", *arguments, *STORY)
        assert (result.returncode, result.stderr) == (2, told)
    assert ulysse("saves").returncode == 2
    assert ulysse("saves", "collect", "x", "--runs", "0").returncode == 2
