"""Pictures of a story: read from its own folder, and from nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ulysse_game.storage import read_plate
from ulysse_game.storage.plates import LARGEST


@pytest.fixture
def plates(tmp_path: Path) -> Path:
    """The folder of a story's pictures, and beside the story a file of somebody else."""
    (tmp_path / "outside.png").write_bytes(b"outside")
    folder = tmp_path / "story" / "plates"
    folder.mkdir(parents=True)
    return folder


def test_a_plate(plates: Path) -> None:
    (plates / "view.png").write_bytes(b"inside")
    (plates / "again.png").symlink_to("view.png")
    assert read_plate(plates.parent, "view") == read_plate(plates.parent, "again") == b"inside"
    assert read_plate(plates.parent, "none") is None


def test_what_is_no_plate(plates: Path) -> None:
    (plates / "linked.png").symlink_to("../../outside.png")
    (plates / "gone.png").symlink_to("nowhere.png")
    (plates / "ring.png").symlink_to("ring.png")
    (plates / "folder.png").mkdir()
    os.mkfifo(plates / "pipe.png")
    with open(plates / "sparse.png", "wb") as file:
        file.truncate(10_000 * LARGEST)
    for name in ("linked", "gone", "ring", "folder", "pipe", "sparse", "../../outside"):
        assert read_plate(plates.parent, name) is None


def test_a_folder_of_somebody_else(plates: Path) -> None:
    plates.rmdir()
    plates.symlink_to("..")
    assert read_plate(plates.parent, "outside") is None
