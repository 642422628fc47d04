"""Whatever fails, no file stays open: a game of days would run out of them, or hold a lock."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.storage.failing_disk import FailingDisk
from ulysse_game.storage import Shelf, StorageTrouble


def lock(shelf: Shelf) -> None:
    held = shelf.lock("auto-a")
    if held is not None:
        held.release()


def lock_twice(shelf: Shelf) -> None:
    held = shelf.lock("auto-a")
    with contextlib.suppress(StorageTrouble):
        assert held is None or shelf.lock("auto-a") is None
    if held is not None:
        held.release()


OPERATIONS: dict[str, Callable[[Shelf], object]] = {
    "lock": lock,
    "lock twice": lock_twice,
    "prepare": Shelf.prepare,
    "read": lambda shelf: shelf.read("auto-a"),
    "read previous": lambda shelf: shelf.read_previous("auto-a"),
    "write": lambda shelf: shelf.write("auto-a", b"new"),
    "delete": lambda shelf: shelf.delete("auto-a"),
    "set aside": lambda shelf: shelf.set_aside("auto-a"),
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
