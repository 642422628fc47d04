"""``ulysse new``: what it writes, what it says, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from ulysse_game.authoring.packs import Wanted, pack
from ulysse_game.cli.dispatch import dispatch


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody with nothing yet, who reads English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LANGUAGE", raising=False)
    return tmp_path


def written(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_pack_in_a_new_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["new", "deep/my lock", "--title", "Lock"]) == 0
    told = capsys.readouterr().out
    found = written(Path("deep/my lock"))
    assert found.items() >= pack(Wanted("my_lock", "Lock")).items()
    assert told.startswith(f"deep/my lock: a story in {len(found)} files, ready to be played\n")
    assert "  cd 'deep/my lock'\n" in told


def test_a_pack_in_this_folder(
    empty: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (empty / "lock").mkdir()
    monkeypatch.chdir("lock")
    assert dispatch(["new", "."]) == 0
    assert "cd " not in capsys.readouterr().out
    assert "story: lock\n" in written(Path())["story/story.yaml"]


def test_every_tool_has_nothing_to_say_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dispatch(["new", "lock", "--title", 'L\'écluse: "fin"']) == 0
    before = written(Path("lock"))
    monkeypatch.chdir("lock")
    capsys.readouterr()
    assert dispatch(["schema", "--modelines"]) == 0
    assert capsys.readouterr().out == ""
    for command, said in (
        (["check", "--strict"], "nothing wrong in 11 files\n"),
        (["translate", "check"], "nothing wrong in 2 files\n"),
        (["fix"], "nothing to mend\n"),
    ):
        assert dispatch(command) == 0
        assert capsys.readouterr().out == said
    assert dispatch(["translate", "update", "--check"]) == 0
    assert dispatch(["replay", "walkthroughs"]) == 0
    assert capsys.readouterr().out.endswith("3 passed, 0 failed\n")
    assert written(Path()) == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["full"], "full is not empty; a story is begun in a new folder."),
        (["file"], "file is no folder; a story is begun in a new one."),
        (["to_nothing"], "to_nothing is no folder; a story is begun in a new one."),
        (["new", "--title", ""], "A title is one line of at most 60 signs."),
        (["new", "--title", "x" * 61], "A title is one line of at most 60 signs."),
    ],
)
def test_what_it_refuses(
    arguments: list[str], sentence: str, empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (empty / "full").mkdir()
    (empty / "full" / ".gitignore").write_text("mine\n", encoding="utf-8")
    (empty / "file").write_text("mine\n", encoding="utf-8")
    (empty / "to_nothing").symlink_to("nothing")
    before = written(empty)
    assert dispatch(["new", *arguments]) == 2
    assert capsys.readouterr().err == f"{sentence}\n"
    assert written(empty) == before
    assert not (empty / "new").exists()
    assert not (empty / "nothing").exists()
