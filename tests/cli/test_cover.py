"""``ulysse cover``: what is printed, where, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Ulysse
from tests.compiler.small import WORLD
from tests.playtest.test_cover import STORY
from ulysse_game.cli.dispatch import dispatch

WALKTHROUGH = "walkthrough: once\nplay:\n  - start: more\n  - start: end\n  - ending: curtain\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a story, ``tale``, and a walkthrough, ``walks/once.yaml``."""
    for name, text in {**WORLD, "1_part/scenes.yaml": STORY}.items():
        path = tmp_path / "tale" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "walks").mkdir()
    (tmp_path / "walks" / "once.yaml").write_text(WALKTHROUGH, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def cover(*arguments: str) -> int:
    return dispatch(["cover", "--story", "tale", *arguments])


def test_the_report(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cover("walks") == 0
    out, err = capsys.readouterr()
    assert out.startswith("1 walkthrough of small\n")
    assert "\nnever shown:\n" in out
    assert "  tale/1_part/scenes.yaml:" in out
    assert err == ""


def test_in_a_process_of_its_own(here: Path, ulysse: Ulysse) -> None:
    found = ulysse("cover", "--story", here / "tale", here / "walks")
    assert (found.returncode, found.stderr) == (0, "")
    assert "scenes " in found.stdout


def test_too_little(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cover("walks", "--format", "json") == 0
    whole = json.loads(capsys.readouterr().out)["total"]
    share = 100 * whole["shown"] / whole["all"]
    assert cover("walks", "--at-least", f"{share - 0.1:.1f}%") == 0
    assert cover("walks", "--at-least", f"{share + 0.1:.1f}") == 1
    assert cover("walks", "--at-least", "101") == 2


def test_a_report_in_a_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cover("walks", "--format", "html", "-o", "page.html") == 0
    assert capsys.readouterr().out == "page.html\n"
    assert (here / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_what_is_no_script(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "walks" / "wrong.yaml").write_text("walkthrough: wrong\nplay:\n  - nowhere: x\n")
    assert cover("walks") == 1
    out, err = capsys.readouterr()
    assert out.startswith("1 walkthrough of small\n")
    assert "nowhere" in err


def test_what_is_not_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cover("nothing") == 2
    assert cover() == 2
    assert capsys.readouterr().out == ""


def test_a_story_with_errors(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "tale" / "1_part" / "scenes.yaml").write_text("start:\n  next: nowhere\n")
    assert cover("walks") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "unknown-scene" in err


def test_what_is_found_and_breaks_an_invariant(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told with the command that leads to it; what is written passes."""
    (here / "tale" / "world").mkdir(exist_ok=True)
    (here / "tale" / "world" / "invariants.yaml").write_text(
        "invariants:\n  few:\n    always: n <= 1\n    means: nobody asks twice\n"
    )
    assert cover("walks", "--complete", "more", "--plays", "30", "--budget", "5") == 1
    out, err = capsys.readouterr()
    assert err == ""
    *_, broken, ways, behind, see = out.splitlines()
    assert broken == "BROKEN the invariant few is broken: nobody asks twice."
    assert ways.endswith(" ways tried; nothing of that is written")
    assert behind.endswith(" shown only after that, and still never shown")
    assert see == "  a shortest way to it: ulysse explore tale"
    assert not list((here / "more").iterdir()) or dispatch(
        ["replay", "--story", "tale", "more"]
    ) == 0  # fmt: skip
    capsys.readouterr()
    # What was named and is right is no finding, as long as nothing else is looked for.
    assert cover("walks") == 0


def test_what_is_missing_is_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "more").mkdir()
    assert cover("walks", "--complete", "more", "--plays", "30") == 0
    out, _ = capsys.readouterr()
    written = sorted(path.name for path in (here / "more").iterdir())
    assert written
    assert all(f"more/{name}  shows " in out for name in written)
    assert dispatch(["replay", "--story", "tale", "more"]) == 0
    before = {path.name: path.read_bytes() for path in (here / "more").iterdir()}
    capsys.readouterr()
    # Once more, and from nothing: what is there stays as it is.
    assert cover("--complete", "more", "--plays", "30", "--format", "json") == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["walkthroughs"] == []
    assert "more/" in err
    assert {name: (here / "more" / name).read_bytes() for name in before} == before
    assert len(list((here / "more").iterdir())) > len(before)
