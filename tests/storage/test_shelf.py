"""Bytes survive: every failing call, every kill, every planted thing."""

from __future__ import annotations

import contextlib
import errno
import os
import re
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


def test_the_longest_name(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.write("a" * 60, NEW)
    assert shelf.read("a" * 60) == NEW
    assert shelf.names() == ("a" * 60,)


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
    assert all(re.fullmatch(r"auto-a\.damaged-[0-9a-f]+", name) for name in (first, second))


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
    if ending == ".bak":
        assert shelf.read_previous("auto-a") == OLD


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
    with pytest.raises(DiskTrouble, match="can’t be used: made up"):
        Shelf(tmp_path / "saves", Away()).prepare()


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


def test_a_file_that_grows_in_small_pieces_is_not_read_to_its_end(tmp_path: Path) -> None:
    class Growing(Disk):
        given = 0

        def read(self, file: int, count: int) -> bytes:
            assert self.given <= LIMIT, "no more is read than says that it is too big"
            self.given += min(count, 300_000)
            return bytes(min(count, 300_000))

    Shelf(tmp_path).write("auto-a", OLD)
    disk = Growing()
    with pytest.raises(StorageTrouble, match="too big"):
        Shelf(tmp_path, disk).read("auto-a")
    assert disk.given == LIMIT + 1


@pytest.mark.parametrize("error", [errno.EISDIR, errno.ENOTEMPTY, errno.EEXIST])
def test_whatever_a_system_says_of_a_folder_it_makes_way(tmp_path: Path, error: int) -> None:
    class Says(Disk):
        def replace(self, source: str, target: str) -> None:
            if os.path.isdir(target):
                raise OSError(error, "made up")
            super().replace(source, target)

    shelf = Shelf(tmp_path, Says())
    shelf.write("auto-a", OLD)
    (tmp_path / "auto-a.bak").mkdir()
    shelf.write("auto-a", NEW)
    assert generations(shelf) == [NEW, OLD]
    (aside,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert re.fullmatch(r"auto-a\.damaged-[0-9a-f]+", aside.name)


def test_nothing_else_makes_way(tmp_path: Path) -> None:
    class Stuck(Disk):
        def replace(self, source: str, target: str) -> None:
            if "damaged" not in target:
                raise OSError(errno.EACCES, "made up")
            super().replace(source, target)

    shelf = Shelf(tmp_path)
    shelf.write("auto-a", OLDER)
    shelf.write("auto-a", OLD)
    with pytest.raises(DiskTrouble):
        Shelf(tmp_path, Stuck()).write("auto-a", NEW)
    assert files(tmp_path) == {"auto-a.json", "auto-a.bak"}
    assert generations(shelf) == [OLD, OLDER]


def test_where_a_copy_has_no_room_nothing_is_written(tmp_path: Path) -> None:
    class Full(Linkless):
        def write(self, file: int, data: bytes | memoryview) -> int:
            if bytes(data) == OLD:
                raise OSError(errno.ENOSPC, "made up")
            return super().write(file, data)

    shelf = Shelf(tmp_path)
    shelf.write("auto-a", OLDER)
    shelf.write("auto-a", OLD)
    with pytest.raises(DiskTrouble, match="full"):
        Shelf(tmp_path, Full()).write("auto-a", NEW)
    assert generations(shelf) == [OLD, OLDER]
    assert files(tmp_path) == {"auto-a.json", "auto-a.bak"}


def test_what_cannot_be_read_to_be_copied_is_kept_all_the_same(tmp_path: Path) -> None:
    class Unreadable(Linkless):
        def open(self, path: str) -> int:
            raise OSError(errno.EIO, "made up")

    shelf = Shelf(tmp_path)
    shelf.write("auto-a", OLDER)
    shelf.write("auto-a", OLD)
    Shelf(tmp_path, Unreadable()).write("auto-a", NEW)
    assert generations(shelf) == [NEW, OLD]
    assert files(tmp_path) == {"auto-a.json", "auto-a.bak"}


def test_where_there_are_no_links_a_first_writing_has_nothing_before_it(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, Linkless())
    shelf.write("auto-a", OLD)
    assert generations(shelf) == [OLD]
    assert files(tmp_path) == {"auto-a.json"}


@pytest.mark.parametrize("disk", [Disk, Linkless])
def test_what_is_too_big_to_be_ours_makes_way_or_is_the_generation_before(
    tmp_path: Path, disk: type[Disk]
) -> None:
    (tmp_path / "auto-a.json").write_bytes(bytes(LIMIT + 1))
    shelf = Shelf(tmp_path, disk())
    shelf.write("auto-a", NEW)
    assert shelf.read("auto-a") == NEW
    (other,) = (path for path in tmp_path.iterdir() if path.name != "auto-a.json")
    assert other.stat().st_size == LIMIT + 1
    assert other.name == "auto-a.bak" or other.name.startswith("auto-a.damaged-")


@pytest.mark.parametrize("is_linkless", [False, True])
def test_what_takes_the_name_is_on_the_disk_by_then(tmp_path: Path, is_linkless: bool) -> None:
    class Careful(Disk):
        """Knows which files were flushed since they were last written to."""

        def __init__(self) -> None:
            self.paths: dict[int, str] = {}
            self.flushed: set[str] = set()
            self.replaced: list[str] = []

        def create(self, path: str) -> int:
            file = super().create(path)
            self.paths[file] = path
            return file

        def write(self, file: int, data: bytes | memoryview) -> int:
            self.flushed.discard(self.paths[file])
            return super().write(file, data[:400])

        def flush(self, file: int) -> None:
            super().flush(file)
            self.flushed.add(self.paths[file])

        def link(self, source: str, target: str) -> None:
            if is_linkless:
                raise OSError(errno.EPERM, "made up")
            super().link(source, target)
            self.flushed.add(target)

        def replace(self, source: str, target: str) -> None:
            assert source in self.flushed
            self.replaced.append(os.path.basename(target))
            super().replace(source, target)

    disk = Careful()
    shelf = Shelf(tmp_path, disk)
    shelf.write("auto-a", OLD)
    shelf.write("auto-a", NEW)
    assert generations(shelf) == [NEW, OLD]
    assert disk.replaced == ["auto-a.json", "auto-a.bak", "auto-a.json"]


def test_a_game_that_starts_does_not_sweep_out_what_another_writes(tmp_path: Path) -> None:
    class Met(Disk):
        """Another game starts while this one writes."""

        met = 0

        def write(self, file: int, data: bytes | memoryview) -> int:
            before = files(tmp_path)
            Shelf(tmp_path).prepare()
            assert files(tmp_path) == before
            assert [name for name in before if name.endswith(".tmp")]
            self.met += 1
            return super().write(file, data)

    disk = Met()
    Shelf(tmp_path, disk).write("auto-a", NEW)
    assert disk.met == 1
    assert Shelf(tmp_path).read("auto-a") == NEW


def test_sweeping_by_itself_does_what_it_can(tmp_path: Path) -> None:
    others = {"note.txt", "auto-a-.lock", "auto-a.lock.txt"}
    for name in (".auto-a.0123abcd.tmp", "auto-dead.lock", "a.lock", *others):
        (tmp_path / name).write_text("left", encoding="utf-8")
    Shelf(tmp_path, FailingDisk(0)).sweep()
    assert len(files(tmp_path)) == 6
    Shelf(tmp_path).sweep()
    assert files(tmp_path) == others
    Shelf(tmp_path / "missing").sweep()
    assert files(tmp_path) == others


@pytest.mark.parametrize("failing", ["write", "flush", "replace"])
def test_the_first_trouble_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """Not that of clearing up after it."""
    disk = Disk()

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "made up")

    def fail_too(*_: object) -> None:
        raise OSError(errno.EIO, "made up")

    Shelf(tmp_path).write("auto-a", OLD)
    monkeypatch.setattr(disk, failing, fail)
    monkeypatch.setattr(disk, "remove", fail_too)
    with pytest.raises(DiskTrouble, match="full"):
        Shelf(tmp_path, disk).write("auto-a", NEW)
    assert Shelf(tmp_path).read("auto-a") == OLD


def test_what_is_not_there_is_looked_for_once(tmp_path: Path) -> None:
    disk = FailingDisk()
    with pytest.raises(NotHere):
        Shelf(tmp_path, disk).read("auto-a")
    assert disk.calls == ["open"]


def test_what_is_set_aside_is_aside_though_the_folder_cannot_be_flushed(tmp_path: Path) -> None:
    class Unflushed(Disk):
        def flush_folder(self, path: str) -> None:
            raise OSError(errno.EIO, "made up")

    Shelf(tmp_path).write("auto-a", OLD)
    aside = Shelf(tmp_path, Unflushed()).set_aside("auto-a")
    assert files(tmp_path) == {aside}
