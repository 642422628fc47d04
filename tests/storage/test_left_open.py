"""Whatever fails, no file stays open: a game of days would run out of them, or hold a lock."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.storage.failing_disk import FailingDisk
from ulysse_game.storage import Shelf, StorageTrouble, shelf


def lock(on: Shelf) -> None:
    held = on.lock("auto-a")
    if held is not None:
        held.release()


def lock_twice(on: Shelf) -> None:
    held = on.lock("auto-a")
    with contextlib.suppress(StorageTrouble):
        assert held is None or on.lock("auto-a") is None
    if held is not None:
        held.release()


OPERATIONS: dict[str, Callable[[Shelf], object]] = {
    "lock": lock,
    "lock twice": lock_twice,
    "prepare": Shelf.prepare,
    "read": lambda on: on.read("auto-a"),
    "read previous": lambda on: on.read_previous("auto-a"),
    "write": lambda on: on.write("auto-a", b"new"),
    "delete": lambda on: on.delete("auto-a"),
    "set aside": lambda on: on.set_aside("auto-a"),
}


def open_files() -> int:
    return len(os.listdir("/dev/fd"))


@pytest.mark.skipif(not os.path.isdir("/dev/fd"), reason="this system does not list open files")
@pytest.mark.parametrize("name", OPERATIONS)
def test_no_file_stays_open(tmp_path: Path, name: str) -> None:
    at = 0
    while True:
        folder = tmp_path / str(at)
        for data in (b"one", b"two"):
            Shelf(folder).write("auto-a", data)
        if name == "prepare":
            (folder / ".auto-a.0123abcd.tmp").touch()
        disk = FailingDisk(at)
        before = open_files()
        with contextlib.suppress(StorageTrouble):
            OPERATIONS[name](Shelf(folder, disk))
        assert open_files() == before, (at, disk.calls)
        if at >= len(disk.calls):
            break
        at += 1
    assert at > 1


def test_letting_go_of_a_lock_raises_nothing(tmp_path: Path) -> None:
    for at in range(4):
        disk = FailingDisk()
        held = Shelf(tmp_path / str(at), disk).lock("auto-a")
        assert held is not None
        disk.at = len(disk.calls) + at
        held.release()
        held.release()
        again = Shelf(tmp_path / str(at)).lock("auto-a")
        assert again is not None
        again.release()


def test_a_file_may_be_just_as_large_as_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "LIMIT", 8)
    Shelf(tmp_path).write("auto-a", b"12345678")
    assert Shelf(tmp_path).read("auto-a") == b"12345678"
    with pytest.raises(StorageTrouble):
        Shelf(tmp_path).write("auto-a", b"123456789")
    (tmp_path / "auto-a.json").write_bytes(b"123456789")
    with pytest.raises(StorageTrouble):
        Shelf(tmp_path).read("auto-a")
