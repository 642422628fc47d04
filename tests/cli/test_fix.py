"""``ulysse fix``: what it writes, what it prints, and how it ends."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Ulysse
from tests.diagnostics.stories import FIXTURE
from ulysse_game.cli.dispatch import dispatch

SCENES = "1_part/scenes.yaml"
WRONG = "kitchen:\n  at: galley  \n  text: |\n    It's four.\n  next: supper\n"
RIGHT = "kitchen:\n  at: galley\n  text: |\n    It’s four.\n  next: supper\n"
TOLD = f"{SCENES}: 1 × spaces at line ends, and tabs\n{SCENES}: 1 × quotes, spaces and dots\n"


@pytest.fixture
def tale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story in ``tale`` with a scene to be mended; the folder above is the current one."""
    folder = tmp_path / "tale"
    shutil.copytree(FIXTURE, folder)
    (folder / SCENES).write_text(WRONG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def scenes(tale: Path) -> str:
    return (tale / SCENES).read_bytes().decode()


def test_it_mends_and_says_what(tale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in tale.rglob("*.yaml")}
    (tale / SCENES).chmod(0o640)
    assert dispatch(["fix", "tale"]) == 0
    assert capsys.readouterr() == (TOLD, "")
    assert scenes(tale) == RIGHT
    assert stat.S_IMODE((tale / SCENES).stat().st_mode) == 0o640
    changed = [path for path, at in before.items() if path.stat().st_mtime_ns != at]
    assert changed == [tale / SCENES]
    assert not list(tale.rglob("*.new"))


def test_twice_there_is_nothing(tale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dispatch(["fix", "tale"])
    capsys.readouterr()
    assert dispatch(["fix", "tale", "--check"]) == 0
    assert capsys.readouterr().out == "nothing to mend\n"


def test_check_only_looks(tale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["fix", "tale", "--check"]) == 1
    assert "would mend 1 × spaces" in capsys.readouterr().out
    assert scenes(tale) == WRONG


def test_a_diff_is_one(tale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["fix", "tale", "--diff"]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"--- a/{SCENES}\n+++ b/{SCENES}\n@@ ")
    assert "-    It's four.\n+    It’s four.\n" in out
    assert scenes(tale) == WRONG


def test_a_diff_steers_no_terminal(tale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tale / "1_part" / "other.yaml"
    other.write_bytes(b"other:  \n  # safe\rEVIL\tand on  \r\n  at: galley\n")
    assert dispatch(["fix", "tale", "--diff", "1_part/other.yaml"]) == 1
    out = capsys.readouterr().out
    assert "safe\N{SYMBOL FOR CARRIAGE RETURN}EVIL\tand on" in out
    assert "\r" not in out.replace("\r\n", "\n")


def test_one_kind_alone(tale: Path) -> None:
    assert dispatch(["fix", "tale", "--only", "spaces"]) == 0
    assert scenes(tale) == WRONG.replace("  \n", "\n")


@pytest.mark.parametrize("named", ["tale/1_part/scenes.yaml", "1_part/scenes.yaml"])
def test_one_file_alone(tale: Path, named: str) -> None:
    other = tale / "1_part" / "other.yaml"
    other.write_text("other:  \n  at: galley\n", encoding="utf-8")
    assert dispatch(["fix", "tale", named]) == 0
    assert scenes(tale) == RIGHT
    assert other.read_text(encoding="utf-8").startswith("other:  \n")


def test_the_story_is_found_by_its_file(tale: Path) -> None:
    assert dispatch(["fix", f"tale/{SCENES}"]) == 0
    assert scenes(tale) == RIGHT


def test_what_is_asked_for_wrongly(tale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tale.parent / "alone.yaml").write_text("a: b\n", encoding="utf-8")
    (tale / "notes.txt").write_text("a\n", encoding="utf-8")
    for arguments in (["nowhere"], ["tale", "nowhere.yaml"], ["tale", "alone.yaml"],
                      ["alone.yaml"], ["tale", "notes.txt"], ["--only", "all"]):  # fmt: skip
        assert dispatch(["fix", *arguments]) == 2, arguments
        out, err = capsys.readouterr()
        assert not out
        assert err
    assert scenes(tale) == WRONG


def test_other_names_are_told(tale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tale / "1_part" / "more.yml").write_text("a:\n", encoding="utf-8")
    assert dispatch(["fix", "tale"]) == 0
    assert "call it `more.yaml`" in capsys.readouterr().err


def test_a_linked_file_stays_a_link(tale: Path) -> None:
    elsewhere = tale / "_kept" / "elsewhere.yaml"
    elsewhere.parent.mkdir()
    shutil.move(tale / SCENES, elsewhere)
    (tale / SCENES).symlink_to(elsewhere)
    assert dispatch(["fix", "tale"]) == 0
    assert (tale / SCENES).is_symlink()
    assert elsewhere.read_text(encoding="utf-8") == RIGHT


def test_what_a_link_leads_to_out_of_the_story_is_left_alone(
    tale: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tale.parent / "elsewhere.yaml"
    shutil.move(tale / SCENES, elsewhere)
    before = elsewhere.read_bytes()
    (tale / SCENES).symlink_to(elsewhere)
    assert dispatch(["fix", "tale"]) == 0
    assert elsewhere.read_bytes() == before
    assert "leads out of the story’s folder" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_takes_nothing_is_one_sentence(
    tale: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tale / "1_part").chmod(0o500)
    assert dispatch(["fix", "tale"]) == 3
    (tale / "1_part").chmod(0o700)
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_in_a_process_of_its_own(tale: Path, ulysse: Ulysse) -> None:
    found = ulysse("fix", tale)
    assert (found.returncode, found.stdout, found.stderr) == (0, TOLD, "")


@pytest.mark.parametrize("arguments", [["fix"], ["fix", "--check"], ["fix", "--diff"], ["schema"]])
def test_a_folder_without_a_story_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """As all commands say; nothing is written there."""
    (tmp_path / "empty").mkdir()
    assert dispatch([arguments[0], str(tmp_path / "empty"), *arguments[1:]]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "error[no-story-file] there is no `story.yaml`." in err
    assert list((tmp_path / "empty").iterdir()) == []
