"""What counts as a change of a story folder, with stamps of our own where timing matters."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ulysse_game.authoring.watching import Changes, changes
from ulysse_game.authoring.watching.files import BUSY, CALM, Stamps, stamps_of

A, B, C = (1, 10, 1), (2, 10, 1), (3, 0, 1)


class Folder:
    """Stamps that a test sets; ``clock`` goes on by ``cost`` seconds at every look."""

    def __init__(self, **files: tuple[int, int, int]) -> None:
        self.stamps: Stamps = dict(files)
        self.cost = 0.0
        self.time = 0.0

    def look(self, folder: Path) -> Stamps:
        self.time += self.cost
        return dict(self.stamps)

    def clock(self) -> float:
        return self.time

    def changes(self) -> Changes:
        return Changes(Path("nowhere"), self.look, self.clock)


def test_nothing_has_changed() -> None:
    watched = Folder(a=A).changes()
    assert [watched.poll() for _ in range(3)] == [frozenset()] * 3
    assert watched.pause == CALM


def test_a_change_counts_at_the_second_equal_look() -> None:
    folder = Folder(a=A, b=A)
    watched = folder.changes()
    folder.stamps = {"a": A, "b": B}
    assert watched.poll() == frozenset()
    assert watched.is_settling
    assert watched.pause == BUSY
    assert watched.poll() == {"b"}
    assert not watched.is_settling
    assert watched.poll() == frozenset()


def test_a_burst_of_saves_is_one_change() -> None:
    folder = Folder(a=A, b=A, c=A)
    watched = folder.changes()
    for stamps in ({"a": B, "b": A, "c": A}, {"a": B, "b": B}, {"a": B, "b": B, "d": A}):
        folder.stamps = stamps
        assert watched.poll() == frozenset()
    assert watched.poll() == {"a", "b", "c", "d"}


def test_a_file_that_is_gone_for_a_moment_and_comes_back_as_it_was_is_no_change() -> None:
    folder = Folder(a=A)
    watched = folder.changes()
    folder.stamps = {}
    assert watched.poll() == frozenset()
    folder.stamps = {"a": A}
    assert [watched.poll(), watched.poll()] == [frozenset(), frozenset()]
    assert not watched.is_settling


def test_a_file_half_written_is_waited_for() -> None:
    folder = Folder(a=A)
    watched = folder.changes()
    folder.stamps = {"a": C}
    assert watched.poll() == frozenset()
    folder.stamps = {"a": B}
    assert watched.poll() == frozenset()
    assert watched.poll() == {"a"}


def test_many_files_are_looked_at_less_often() -> None:
    folder = Folder(a=A)
    folder.cost = 0.02
    assert folder.changes().pause == pytest.approx(0.4)


def story(folder: Path) -> Path:
    (folder / "1_part").mkdir()
    for name in ("story.yaml", "1_part/scenes.yaml", "1_part/fr.po", "1_part/notes.txt"):
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def settled(watched: Changes) -> frozenset[str]:
    """What two looks in a row find."""
    return watched.poll() | watched.poll()


def test_a_save_by_rename(tmp_path: Path) -> None:
    watched = Changes(story(tmp_path))
    new = tmp_path / "1_part" / ".scenes.yaml.swap"
    new.write_text("1_part/scenes.yaml", encoding="utf-8")
    old = os.stat(tmp_path / "1_part" / "scenes.yaml")
    os.utime(new, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert settled(watched) == frozenset()
    new.rename(tmp_path / "1_part" / "scenes.yaml")
    # The same time and size: another file all the same.
    assert settled(watched) == {"1_part/scenes.yaml"}


def test_truncation_deletion_and_a_new_file(tmp_path: Path) -> None:
    watched = Changes(story(tmp_path))
    (tmp_path / "story.yaml").write_bytes(b"")
    assert settled(watched) == {"story.yaml"}
    (tmp_path / "1_part" / "scenes.yaml").unlink()
    (tmp_path / "1_part" / "more.yaml").write_bytes(b"")
    assert settled(watched) == {"1_part/scenes.yaml", "1_part/more.yaml"}


def test_only_story_files_count(tmp_path: Path) -> None:
    watched = Changes(story(tmp_path))
    (tmp_path / "1_part" / "notes.txt").write_bytes(b"")
    (tmp_path / "1_part" / "scenes.yaml~").write_bytes(b"")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "index.yaml").write_bytes(b"")
    assert settled(watched) == frozenset()
    (tmp_path / "1_part" / "fr.po").write_bytes(b"")
    assert settled(watched) == {"1_part/fr.po"}


def test_a_folder_that_is_renamed_and_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    watched = Changes(story(folder))
    folder.rename(tmp_path / "elsewhere")
    assert settled(watched) == {"story.yaml", "1_part/scenes.yaml", "1_part/fr.po"}
    (tmp_path / "elsewhere").rename(folder)
    assert settled(watched) == {"story.yaml", "1_part/scenes.yaml", "1_part/fr.po"}
    (folder / "1_part").rename(folder / "2_part")
    assert "2_part/scenes.yaml" in settled(watched)


def test_a_link_to_nothing_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nothing")
    assert stamps_of(tmp_path) == {}


def test_changes_for_a_command_that_waits(tmp_path: Path) -> None:
    folder = story(tmp_path)
    pauses: list[float] = []

    def wait(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            (folder / "story.yaml").write_bytes(b"new")
        if len(pauses) > 9:
            raise KeyboardInterrupt

    watched = changes(folder, wait)
    assert next(watched) == {"story.yaml"}
    assert len(pauses) == 3
    with pytest.raises(KeyboardInterrupt):
        next(watched)
