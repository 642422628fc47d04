"""The shelf that stands in: same behaviour, and a closed folder shows through."""

from __future__ import annotations

from pathlib import Path

import pytest

from ulysse_game.storage import MemoryShelf, NotHere, Shelf, StorageTrouble


def test_it_behaves_as_a_folder_does() -> None:
    shelf = MemoryShelf()
    shelf.write("auto-a", b"1")
    with pytest.raises(NotHere):
        shelf.read_previous("auto-a")
    shelf.write("auto-a", b"2")
    assert (shelf.names(), shelf.read("auto-a"), shelf.read_previous("auto-a")) == (
        ("auto-a",), b"2", b"1"
    )  # fmt: skip
    assert shelf.set_aside("auto-a")
    assert shelf.names() == ("auto-a",)
    with pytest.raises(NotHere):
        shelf.read("auto-a")
    assert shelf.read_previous("auto-a") == b"1"
    shelf.set_aside("auto-a", previous=True)
    assert shelf.names() == ()
    shelf.write("auto-a", b"3")
    assert shelf.read("auto-a") == b"3"
    shelf.delete("auto-a")
    shelf.delete("auto-a")
    assert shelf.names() == ()
    lock = shelf.lock("auto-a")
    lock.release()


def test_what_can_only_be_read_shows_through(tmp_path: Path) -> None:
    below = Shelf(tmp_path)
    below.write("auto-a", b"0")
    below.write("auto-a", b"1")
    shelf = MemoryShelf(below=below)
    assert shelf.names() == ("auto-a",)
    assert (shelf.read("auto-a"), shelf.read_previous("auto-a")) == (b"1", b"0")
    shelf.write("auto-a", b"2")
    assert (shelf.read("auto-a"), shelf.read_previous("auto-a")) == (b"2", b"1")
    shelf.delete("auto-a")
    assert shelf.names() == ()
    with pytest.raises(NotHere):
        shelf.read("auto-a")
    assert below.read("auto-a") == b"1"


def test_what_stands_on_a_closed_disk_cannot_be_deleted(tmp_path: Path) -> None:
    below = Shelf(tmp_path)
    below.write("auto-a", b"1")
    trouble = StorageTrouble("The disk is full.")
    shelf = MemoryShelf(trouble, below)
    shelf.write("auto-b", b"2")
    shelf.delete("auto-b")
    with pytest.raises(StorageTrouble, match="full"):
        shelf.delete("auto-a")
    assert shelf.names() == ("auto-a",)
