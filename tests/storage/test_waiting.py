"""How long a game waits for another: as long as it was told, by a clock that tests turn."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ulysse_game.storage import Disk, Shelf, StorageTrouble, lock


class Clock:
    """The time as it passes for a lock: only while it sleeps. ``on_sleep`` is told how long."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []
        self.on_sleep: Callable[[], None] = lambda: None

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds
        self.slept.append(seconds)
        self.on_sleep()

    @property
    def waited(self) -> float:
        return sum(self.slept)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(lock, "time", found)
    return found


class Counted(Disk):
    """Counts how often a lock is asked for."""

    asked = 0

    def lock(self, file: int) -> bool:
        self.asked += 1
        return super().lock(file)


def test_a_lock_that_is_held_is_asked_for_as_long_as_was_said(tmp_path: Path, clock: Clock) -> None:
    holder = Shelf(tmp_path).lock("auto-a")
    assert holder is not None
    disk = Counted()
    waiting = Shelf(tmp_path, disk)
    assert waiting.lock("auto-a", 0) is None
    assert (disk.asked, clock.slept) == (1, [])
    assert waiting.lock("auto-a", 1.0) is None
    assert 1.0 <= clock.waited < 1.1
    assert disk.asked == 2 + len(clock.slept)
    clock.slept.clear()
    assert waiting.lock("auto-a") is None
    assert lock.PATIENCE <= clock.waited < lock.PATIENCE + 0.05
    assert len(clock.slept) > 10, "what is held for an instant is not waited for longer"
    holder.release()
    clock.slept.clear()
    free = waiting.lock("auto-a")
    assert free is not None
    assert clock.slept == []
    free.release()


def test_what_is_let_go_of_meanwhile_is_had(tmp_path: Path, clock: Clock) -> None:
    holder = Shelf(tmp_path).lock("auto-a")
    assert holder is not None

    def let_go() -> None:
        if len(clock.slept) == 3:
            holder.release()

    clock.on_sleep = let_go
    found = Shelf(tmp_path).lock("auto-a")
    assert found is not None
    assert len(clock.slept) == 3
    found.release()


def test_sweeping_waits_for_nobody(tmp_path: Path, clock: Clock) -> None:
    holder = Shelf(tmp_path).lock("auto-a")
    assert holder is not None
    Shelf(tmp_path).prepare()
    assert clock.slept == []
    assert Shelf(tmp_path).lock("auto-a", 0) is None
    holder.release()


def test_what_is_changed_alone_is_changed_by_one(tmp_path: Path, clock: Clock) -> None:
    shelf, other = Shelf(tmp_path / "saves"), Shelf(tmp_path / "saves")
    for _ in range(2):
        with shelf.alone("settings"):
            assert other.lock("settings", 0) is None
            shelf.write("settings", b"new")
        free = other.lock("settings", 0)
        assert free is not None
        free.release()
    with pytest.raises(ZeroDivisionError), shelf.alone("settings"):
        raise ZeroDivisionError
    assert (tmp_path / "saves" / "settings.json").exists()
    assert not (tmp_path / "saves" / "settings.lock").exists()
    assert clock.slept == []


def test_ten_games_that_leave_together_wait_for_each_other(tmp_path: Path, clock: Clock) -> None:
    holder = Shelf(tmp_path).lock("settings")
    assert holder is not None

    def let_go() -> None:
        if clock.waited > lock.A_WRITING * 0.9:
            holder.release()

    clock.on_sleep = let_go
    with Shelf(tmp_path).alone("settings"):
        assert 1 < lock.A_WRITING * 0.9 < clock.waited < lock.A_WRITING
        assert Shelf(tmp_path).lock("settings", 0) is None


def test_a_game_that_was_stopped_keeps_nobody_from_writing(tmp_path: Path, clock: Clock) -> None:
    holder = Shelf(tmp_path).lock("settings")
    assert holder is not None
    shelf = Shelf(tmp_path)
    with shelf.alone("settings"):
        shelf.write("settings", b"new")
    assert lock.A_WRITING <= clock.waited < lock.A_WRITING + 0.1
    assert shelf.read("settings") == b"new"
    assert Shelf(tmp_path).lock("settings", 0) is None, "it is still the other's"
    holder.release()


def test_where_locks_do_not_work_one_writes_without(tmp_path: Path, clock: Clock) -> None:
    class Broken(Disk):
        def lock(self, file: int) -> bool:
            raise OSError(errno.EIO, "made up")

    with pytest.raises(StorageTrouble):
        Shelf(tmp_path, Broken()).lock("settings")
    was_inside = False
    with Shelf(tmp_path, Broken()).alone("settings"):
        was_inside = True
    assert was_inside
    assert clock.slept == []


def test_a_folder_that_two_games_make_at_once(tmp_path: Path, clock: Clock) -> None:
    class Raced(Disk):
        """As soon as the folder is made, another game is in it."""

        def make_folder(self, path: str) -> Sequence[str]:
            found = super().make_folder(path)
            held.append(Shelf(tmp_path / "saves").lock("auto-a", 0))
            return found

    held: list[lock.Lock | None] = []
    assert Shelf(tmp_path / "saves", Raced()).lock("auto-a", 1.0) is None
    assert 1.0 <= clock.waited < 1.1
    (other,) = held
    assert other is not None
    other.release()
