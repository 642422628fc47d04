"""Bytes survive: every failing call, every kill, every planted thing."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

import pytest

from tests.storage.failing_disk import FailingDisk, Killed, SlowDisk
from ulysse_game.storage import LIMIT, Disk, DiskTrouble, NotHere, Shelf, StorageTrouble

OLDER, OLD, NEW = b"older" * 9, b"old" * 99, b"new" * 999


def calls_of_a_write(folder: Path) -> int:
    disk = FailingDisk()
    shelf = Shelf(folder, disk)
    shelf.write("auto-a", OLDER)
    shelf.write("auto-a", OLD)
    disk.calls.clear()
    shelf.write("auto-a", NEW)
    return len(disk.calls)


def generations(shelf: Shelf) -> list[bytes]:
    """What can be read, newest first."""
    found = []
    for read in (shelf.read, shelf.read_previous):
        with contextlib.suppress(NotHere):
            found.append(read("auto-a"))
    return found


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "new" / "folder")
    assert shelf.names() == ()
    shelf.write("auto-a", OLD)
    shelf.write("auto-b", b"")
    shelf.write("auto-a", NEW)
    assert shelf.names() == ("auto-a", "auto-b")
    assert (shelf.read("auto-a"), shelf.read_previous("auto-a")) == (NEW, OLD)
    assert shelf.read("auto-b") == b""
    shelf.delete("auto-a")
    shelf.delete("auto-a")
    assert shelf.names() == ("auto-b",)
    with pytest.raises(NotHere, match="auto-a"):
        shelf.read("auto-a")


def test_files_are_private(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "saves")
    shelf.write("auto-a", OLD)
    assert stat.S_IMODE((tmp_path / "saves").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "saves" / "auto-a.json").stat().st_mode) == 0o600


def test_a_disk_may_work_in_small_bites(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, SlowDisk())
    shelf.write("auto-a", NEW)
    assert shelf.read("auto-a") == NEW


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC, errno.EROFS, errno.ENOENT])
def test_whatever_call_fails_a_generation_is_left(tmp_path: Path, error: int) -> None:
    for number in range(calls_of_a_write(tmp_path / "counted")):
        folder = tmp_path / str(number)
        shelf = Shelf(folder)
        shelf.write("auto-a", OLDER)
        shelf.write("auto-a", OLD)
        failing = Shelf(folder, FailingDisk(number, error))
        written = True
        try:
            failing.write("auto-a", NEW)
        except StorageTrouble:
            written = False
        left = generations(shelf)
        assert left[0] in ((NEW,) if written else (OLD, NEW)), number
        assert shelf.names() == ("auto-a",)
        assert not [name for name in files(folder) if name.endswith(".tmp")], number
        failing.write("auto-a", NEW)
        assert generations(shelf)[0] == NEW


def test_wherever_it_is_killed_a_generation_is_left(tmp_path: Path) -> None:
    for number in range(calls_of_a_write(tmp_path / "counted")):
        folder = tmp_path / str(number)
        shelf = Shelf(folder)
        shelf.write("auto-a", OLDER)
        shelf.write("auto-a", OLD)
        with pytest.raises(Killed):
            Shelf(folder, FailingDisk(number, None)).write("auto-a", NEW)
        assert generations(shelf)[0] in (OLD, NEW), number
        shelf.prepare()
        assert files(folder) <= {"auto-a.json", "auto-a.bak"}, number
        shelf.write("auto-a", NEW)
        assert shelf.read("auto-a") == NEW


def test_a_first_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FailingDisk(1, errno.ENOSPC))
    with pytest.raises(StorageTrouble, match="full"):
        shelf.write("auto-a", NEW)
    assert files(tmp_path) == set()


def test_a_folder_that_goes_away_comes_back(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "saves")
    shelf.write("auto-a", OLD)
    (tmp_path / "saves" / "auto-a.json").unlink()
    (tmp_path / "saves").rmdir()
    shelf.write("auto-a", NEW)
    assert shelf.read("auto-a") == NEW


def test_opening_sweeps_only_what_nobody_holds(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for name in (".auto-a.0123abcd.tmp", "auto-dead.lock", "note.txt", ".hidden", "a b.lock"):
        (tmp_path / name).write_text("left")
    disk = Disk()
    being_written = disk.create(str(tmp_path / ".auto-b.0123abcd.tmp"))
    assert disk.lock(being_written)
    held = shelf.lock("auto-held")
    assert held is not None
    shelf.prepare()
    assert files(tmp_path) == {
        "note.txt", ".hidden", "a b.lock", ".auto-b.0123abcd.tmp", "auto-held.lock"
    }  # fmt: skip
    held.release()
    disk.close(being_written)


def test_a_sweep_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".auto-a.0123abcd.tmp")
    Shelf(tmp_path).prepare()


def test_planted_things_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    folder = tmp_path / "saves"
    folder.mkdir()
    (folder / "auto-link.json").symlink_to(secret)
    os.mkfifo(folder / "auto-pipe.json")
    (folder / "auto-folder.json").mkdir()
    shelf = Shelf(folder)
    for name in ("auto-link", "auto-pipe", "auto-folder"):
        with pytest.raises(StorageTrouble, match="ordinary"):
            shelf.read(name)
    shelf.write("auto-link", NEW)
    shelf.write("auto-pipe", NEW)
    assert secret.read_bytes() == b"secret"
    assert shelf.read("auto-link") == shelf.read("auto-pipe") == NEW


def test_nothing_bigger_than_the_limit(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with pytest.raises(StorageTrouble, match="too big"):
        shelf.write("auto-a", bytes(LIMIT + 1))
    with open(tmp_path / "auto-a.json", "wb") as file:
        file.truncate(LIMIT + 1)
    with pytest.raises(StorageTrouble, match="too big"):
        shelf.read("auto-a")


def test_a_file_that_grows_while_it_is_read(tmp_path: Path) -> None:
    class Growing(Disk):
        def read(self, file: int, count: int) -> bytes:
            return bytes(count)

    Shelf(tmp_path).write("auto-a", OLD)
    with pytest.raises(StorageTrouble, match="too big"):
        Shelf(tmp_path, Growing()).read("auto-a")


@pytest.mark.parametrize(
    "name",
    [
        "../../x", "/etc/x", "a/b", "a\\b", "con ", "a:b", "a.", ".", "..", "", "-a", "a-", "a--b",
        "a\nb", "a\u202eb", "A", "é", "a" * 61, "a.json", "٣",
    ],
)  # fmt: skip
def test_names_are_ids_of_ours(tmp_path: Path, name: str) -> None:
    shelf = Shelf(tmp_path / "saves")
    for use in (shelf.read, shelf.read_previous, shelf.delete, shelf.set_aside, shelf.lock):
        with pytest.raises(NotHere):
            use(name)
    with pytest.raises(NotHere):
        shelf.write(name, NEW)
    assert not (tmp_path / "saves").exists()


def test_setting_aside_loses_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.write("auto-a", OLDER)
    shelf.write("auto-a", OLD)
    first = shelf.set_aside("auto-a")
    assert shelf.names() == ("auto-a",)
    assert shelf.read_previous("auto-a") == OLDER
    second = shelf.set_aside("auto-a", previous=True)
    assert shelf.names() == ()
    assert [(tmp_path / name).read_bytes() for name in (first, second)] == [OLD, OLDER]


def test_a_shelf_that_cannot_be_listed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageTrouble, match="can’t be used"):
        Shelf(tmp_path / "file").names()


@pytest.mark.parametrize(("error", "is_told"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_folders_that_cannot_be_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, is_told: bool
) -> None:
    def fsync(file: int) -> None:
        if stat.S_ISDIR(os.fstat(file).st_mode):
            raise OSError(error, "made up")

    monkeypatch.setattr(os, "fsync", fsync)
    shelf = Shelf(tmp_path)
    if is_told:
        with pytest.raises(StorageTrouble, match="made up"):
            shelf.write("auto-a", NEW)
    else:
        shelf.write("auto-a", NEW)
    assert shelf.read("auto-a") == NEW


def test_the_name_is_never_without_a_file(tmp_path: Path) -> None:
    class Watched(Disk):
        def replace(self, source: str, target: str) -> None:
            assert (tmp_path / "auto-a.json").exists()
            super().replace(source, target)
            assert (tmp_path / "auto-a.json").exists()

    Shelf(tmp_path).write("auto-a", OLDER)
    shelf = Shelf(tmp_path, Watched())
    shelf.write("auto-a", OLD)
    shelf.write("auto-a", NEW)
    assert generations(shelf) == [NEW, OLD]
    assert files(tmp_path) == {"auto-a.json", "auto-a.bak"}


class Linkless(Disk):
    """A disk without links, as those of memory cards are."""

    def link(self, source: str, target: str) -> None:
        raise OSError(errno.EPERM, "made up")


def test_where_there_are_no_links_a_copy_does(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, Linkless())
    for data in (OLDER, OLD, NEW):
        shelf.write("auto-a", data)
    assert generations(shelf) == [NEW, OLD]
    assert files(tmp_path) == {"auto-a.json", "auto-a.bak"}


def test_what_cannot_be_copied_makes_way(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "auto-a.json")
    shelf = Shelf(tmp_path, Linkless())
    shelf.write("auto-a", NEW)
    assert shelf.read("auto-a") == NEW
    (aside,) = tmp_path.glob("auto-a.damaged-*")
    assert stat.S_ISFIFO(aside.stat().st_mode)


@pytest.mark.parametrize("ending", [".json", ".bak"])
def test_a_folder_makes_way_with_all_in_it(tmp_path: Path, ending: str) -> None:
    shelf = Shelf(tmp_path)
    shelf.write("auto-a", OLD)
    (tmp_path / f"auto-a{ending}").unlink(missing_ok=True)
    (tmp_path / f"auto-a{ending}").mkdir()
    (tmp_path / f"auto-a{ending}" / "mine").write_bytes(OLD)
    shelf.write("auto-a", NEW)
    assert shelf.read("auto-a") == NEW
    (aside,) = tmp_path.glob("auto-a.damaged-*")
    assert (aside / "mine").read_bytes() == OLD


def test_two_names_of_one_file_leave_no_third(tmp_path: Path) -> None:
    Shelf(tmp_path).write("auto-a", OLD)
    (tmp_path / "auto-a.bak").hardlink_to(tmp_path / "auto-a.json")
    shelf = Shelf(tmp_path)
    shelf.write("auto-a", NEW)
    assert generations(shelf) == [NEW, OLD]
    assert not list(tmp_path.glob(".*.tmp"))


def test_a_read_that_fails_once_is_tried_again(tmp_path: Path) -> None:
    Shelf(tmp_path).write("auto-a", OLD)
    for number in range(5):
        disk = FailingDisk(number)
        assert Shelf(tmp_path, disk).read("auto-a") == OLD
        assert disk.calls.count("open") == 2
    assert Shelf(tmp_path, FailingDisk(0)).names() == ("auto-a",)


def test_a_folder_that_stays_away_is_no_missing_save(tmp_path: Path) -> None:
    class Away(Disk):
        def create(self, path: str) -> int:
            raise FileNotFoundError(errno.ENOENT, "made up")

    with pytest.raises(DiskTrouble, match="can’t be used: made up"):
        Shelf(tmp_path / "saves", Away()).write("auto-a", OLD)


def test_new_folders_and_deleting_are_flushed_too(tmp_path: Path) -> None:
    class Flushed(Disk):
        def __init__(self) -> None:
            self.folders: list[str] = []

        def flush_folder(self, path: str) -> None:
            self.folders.append(path)
            if path == str(tmp_path):
                raise PermissionError(errno.EACCES, "it may be passed through, not read")
            super().flush_folder(path)

    disk = Flushed()
    folder = tmp_path / "deep" / "saves"
    shelf = Shelf(folder, disk)
    shelf.prepare()
    assert disk.folders == [str(tmp_path / "deep"), str(tmp_path)]
    shelf.prepare()
    assert len(disk.folders) == 2
    shelf.write("auto-a", OLD)
    shelf.delete("auto-a")
    shelf.delete("auto-a")
    assert disk.folders[2:] == [str(folder), str(folder)]
