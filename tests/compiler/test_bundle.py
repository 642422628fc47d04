"""A story that travels in a single program is known by the program, wherever it was unpacked."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.compiler.small import SCENES, WORLD
from ulysse_game.compiler import cache, compile_folder
from ulysse_game.compiler.bundle import standing

FILES = {**WORLD, SCENES: "start:\n  text: Begin.\n  next: the_end\n"}
Unpack = Callable[[], Path]


@pytest.fixture
def unpack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Unpack:
    """Does what the start of the one file does; gives the story's folder, a new one each time."""
    program = tmp_path / "ulysse"
    program.write_bytes(b"the whole game")
    os.utime(program, (1_500_000_000, 1_500_000_000))
    monkeypatch.setattr(sys, "executable", str(program))
    starts = iter(range(100))

    def unpacked() -> Path:
        folder = tmp_path / f"_MEI{next(starts)}"
        for file, text in FILES.items():
            path = folder / "ulysse_game" / "_story" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(sys, "_MEIPASS", str(folder), raising=False)
        return folder / "ulysse_game" / "_story"

    return unpacked


def test_the_next_start_finds_what_the_first_compiled(unpack: Unpack, tmp_path: Path) -> None:
    kept = tmp_path / "cache"
    first = compile_folder(unpack(), kept).story
    folder = unpack()
    again = cache.load(folder, kept)
    assert again is not None and first is not None
    assert again.digest == first.digest
    assert [path.name for path in kept.iterdir()] == [cache.cache_path(folder, kept).name]


def test_another_program_compiles_anew(unpack: Unpack, tmp_path: Path) -> None:
    kept = tmp_path / "cache"
    compile_folder(unpack(), kept)
    folder = unpack()
    Path(sys.executable).write_bytes(b"the whole game, with one page more")
    assert cache.load(folder, kept) is None


def test_a_story_beside_the_program_is_a_folder_like_any(unpack: Unpack, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(unpack(), mine)
    kept = tmp_path / "cache"
    compile_folder(mine, kept)
    assert standing(mine) == str(mine.resolve())
    assert cache.load(mine, kept) is not None
    (mine / SCENES).write_text(FILES[SCENES].replace("Begin.", "Begin!"), encoding="utf-8")
    assert cache.load(mine, kept) is None


def test_a_link_out_of_the_program_leads_to_a_folder(unpack: Unpack, tmp_path: Path) -> None:
    inside = unpack().parent / "mine"
    outside = tmp_path / "mine"
    outside.mkdir()
    inside.symlink_to(outside)
    assert standing(inside) == str(outside.resolve())
