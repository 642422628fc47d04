"""Which files of a folder are saved games, whatever else lies there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.playtest.saves.walks import saved, story
from ulysse_game.playtest.saves import DAMAGED, WHOLE, check_folder, save_files
from ulysse_game.storage import LIMIT


@pytest.fixture
def data() -> bytes:
    return saved(story(), "walk")


def test_saves_of_both_generations_and_below(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in (
        "1/quick-0a-1.json", "auto-0a.json", "auto-0a.bak", "Bug 12.json", ".hidden/auto-1.json",
        ".auto-2.json", "auto-0a.damaged-12345678", "notes.txt",
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
    (tmp_path / "settings.json").write_text("{}")
    (tmp_path / "named-0a-b.json").write_text("torn")
    found = {each.file: each.verdict for each in check_folder(story(), tmp_path)}
    assert found == {
        "Bug 12.json": WHOLE,
        "auto-0a.bak": WHOLE,
        "auto-0a.json": WHOLE,
        "named-0a-b.json": DAMAGED,
        "1/quick-0a-1.json": WHOLE,
    }


def test_what_cannot_be_read_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "real").write_bytes(data)
    (tmp_path / "auto-1.json").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "auto-2.json")
    with open(tmp_path / "auto-3.json", "wb") as file:
        file.truncate(LIMIT + 1)
    (tmp_path / "auto-4.json").symlink_to(tmp_path / "nowhere")
    told = {each.file: each.trouble for each in save_files(tmp_path)}
    assert list(told) == ["auto-1.json", "auto-2.json", "auto-3.json", "auto-4.json"]
    assert told["auto-2.json"] == "it is not an ordinary file."
    assert told["auto-3.json"] == "it is too big for a saved game."
    assert all(each.verdict == DAMAGED for each in check_folder(story(), tmp_path))


def test_names_are_fit_to_be_shown(tmp_path: Path, data: bytes) -> None:
    with open(os.fsencode(tmp_path) + b"/a\x1b[2J\xff.json", "wb") as file:
        file.write(data)
    (found,) = save_files(tmp_path)
    found.file.encode()
    assert "\x1b" not in found.file
    assert found.file.startswith("a[2J")
