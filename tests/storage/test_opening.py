"""A shelf is always opened: where it should be, or in memory with the reason."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import platformdirs
import pytest

from tests.storage.failing_disk import FailingDisk
from ulysse_game.storage import (
    Disk,
    MemoryShelf,
    Shelf,
    StorageTrouble,
    cache_folder,
    open_shelf,
    save_folder,
    settings_folder,
)

OURS = ("ULYSSE_SAVE_DIR", "ULYSSE_CACHE_DIR")
THEIRS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in OURS + THEIRS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def test_the_players_wish_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ULYSSE_SAVE_DIR", str(tmp_path / "variable"))
    monkeypatch.setenv("ULYSSE_CACHE_DIR", "cache")
    monkeypatch.chdir(tmp_path)
    assert save_folder() == settings_folder() == tmp_path / "variable"
    assert save_folder("given") == settings_folder("given") == tmp_path / "given"
    assert save_folder("~/mine") == tmp_path / "home" / "mine"
    assert cache_folder() == tmp_path / "cache"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the library is asked itself")
@pytest.mark.parametrize("given", ["", "/somewhere", "relative", "  "])
def test_it_is_where_the_library_says(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    for name in THEIRS:
        monkeypatch.setenv(name, given)
    assert save_folder() == platformdirs.user_data_path("ulysse") / "saves"
    assert settings_folder() == platformdirs.user_config_path("ulysse")
    assert cache_folder() == platformdirs.user_cache_path("ulysse")


def test_other_systems_ask_the_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "elsewhere")
    assert save_folder() == tmp_path / "home" / ".local/share/ulysse/saves"


@pytest.mark.skipif(sys.platform != "linux", reason="the home comes from the password file")
def test_without_a_home_the_game_is_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    with pytest.raises(StorageTrouble, match="No folder"):
        save_folder()
    shelf = open_shelf()
    assert isinstance(shelf, MemoryShelf)
    assert "No folder" in str(shelf.trouble)


def test_a_folder_is_made_and_swept(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "saves"
    shelf = open_shelf(str(folder))
    assert isinstance(shelf, Shelf)
    assert shelf.trouble is None
    assert list(folder.iterdir()) == []


def test_a_file_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "saves").write_text("")
    shelf = open_shelf(str(tmp_path / "saves"))
    assert isinstance(shelf, MemoryShelf)
    assert str(tmp_path / "saves") in str(shelf.trouble)
    shelf.write("auto-a", b"1")
    assert shelf.read("auto-a") == b"1"


@pytest.mark.parametrize("error", [errno.EROFS, errno.EACCES, errno.ENOSPC, errno.EIO])
def test_a_folder_closed_to_writing_can_still_be_read(tmp_path: Path, error: int) -> None:
    class Closed(Disk):
        def create(self, path: str) -> int:
            raise OSError(error, "made up")

    Shelf(tmp_path).write("auto-a", b"1")
    shelf = open_shelf(str(tmp_path), Closed())
    assert isinstance(shelf, MemoryShelf)
    assert shelf.trouble is not None
    assert shelf.read("auto-a") == b"1"


@pytest.mark.parametrize("number", range(12))
def test_a_trouble_that_passes_costs_no_sitting(tmp_path: Path, number: int) -> None:
    shelf = open_shelf(str(tmp_path / "saves"), FailingDisk(number))
    assert isinstance(shelf, Shelf)
    assert list((tmp_path / "saves").glob(".*.tmp")) == []


def test_a_folder_that_cannot_be_listed_is_told_at_once(tmp_path: Path) -> None:
    class Unlisted(Disk):
        def names(self, folder: str) -> list[str]:
            raise OSError(errno.EACCES, "made up")

    shelf = open_shelf(str(tmp_path), Unlisted())
    assert isinstance(shelf, MemoryShelf)
    assert "does not let" in str(shelf.trouble)
