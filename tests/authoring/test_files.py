"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ulysse_game.authoring.files import replace, replace_all


def test_a_new_file_in_a_new_folder(tmp_path: Path) -> None:
    replace(tmp_path / "a" / "b.yaml", b"x\r\n")
    assert (tmp_path / "a" / "b.yaml").read_bytes() == b"x\r\n"


@pytest.mark.skipif(os.name != "posix", reason="links and modes")
def test_a_link_stays_a_link_and_a_mode_a_mode(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    replace(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_write_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace(file, b"new")
    assert file.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_of_several_files_all_change_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {tmp_path / name: b"new" for name in ("a", "b", "c")}
    for file in files:
        file.write_bytes(b"old")
    on_disk = iter((None, OSError(28, "No space left on device"), None))

    def full(_: int) -> None:
        if trouble := next(on_disk):
            raise trouble

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr(os, "fsync", full)
        replace_all(files)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == dict.fromkeys(files, b"old")
    replace_all(files)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == files


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_file_and_a_link_to_it_are_one(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    replace_all({tmp_path / "file": b"new", tmp_path / "link": b"new"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"
