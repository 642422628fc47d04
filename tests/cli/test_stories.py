"""Which story is worked on: the one named, else the one that stands here, else the game's own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.diagnostics.stories import FIXTURE
from ulysse_game.cli.dispatch import dispatch
from ulysse_game.cli.stories import story_folder
from ulysse_game.cli.trouble import Misuse


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a story in ``story/``, and nobody in it yet."""
    shutil.copytree(FIXTURE, tmp_path / "pack" / "story")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "pack"


def test_a_story_is_named_by_its_folder_or_by_its_pack(pack: Path) -> None:
    assert story_folder("pack/story") == Path("pack/story")
    assert story_folder("pack") == Path("pack/story")
    assert story_folder(str(pack)) == pack / "story"


def test_a_story_in_a_folder_called_story_is_itself(pack: Path) -> None:
    shutil.copytree(FIXTURE, pack / "story" / "story")
    assert story_folder("pack/story") == Path("pack/story")


def test_a_folder_without_a_story_is_what_it_is(pack: Path) -> None:
    (pack / "story" / "story.yaml").unlink()
    assert story_folder("pack") == Path("pack")
    with pytest.raises(Misuse):
        story_folder("nowhere")


@pytest.mark.parametrize(("where", "found"), [("pack", "story"), ("pack/story", ".")])
def test_where_none_is_named_it_is_the_one_here(
    where: str, found: str, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(where)
    assert story_folder(None) == Path(found)


def test_where_none_is_here_it_is_the_games_own(pack: Path) -> None:
    own = story_folder(None)
    assert (own / "story.yaml").is_file()
    assert own.is_absolute()
    assert pack not in own.parents


def test_a_folder_where_nobody_may_look_has_none(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = story_folder(None)
    really = os.stat

    def stat(path: Any, **how: Any) -> os.stat_result:
        if not os.path.isabs(path):
            raise PermissionError
        return really(path, **how)

    monkeypatch.setattr(os, "stat", stat)
    assert story_folder(None) == own


@pytest.mark.parametrize(
    ("where", "named", "shown"),
    [
        (".", ["pack"], "pack/story/1_part/wrong.yaml:1:1"),
        ("pack", [], "story/1_part/wrong.yaml:1:1"),
        ("pack", ["."], "story/1_part/wrong.yaml:1:1"),
        ("pack/story", [], "./1_part/wrong.yaml:1:1"),
        ("pack/walkthroughs", [".."], "story/1_part/wrong.yaml:1:1"),
    ],
)
def test_places_are_told_as_seen_from_here(
    where: str,
    named: list[str],
    shown: str,
    pack: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (pack / "story" / "1_part" / "wrong.yaml").write_text("lost: {}\n", encoding="utf-8")
    (pack / "walkthroughs").mkdir()
    monkeypatch.chdir(where)
    assert dispatch(["check", *named, "--format", "short"]) == 1
    place = capsys.readouterr().out.split(": error", 1)[0].splitlines()[-1]
    assert Path(place.rsplit(":", 2)[0]).is_file(), place
    assert place.endswith(shown)
