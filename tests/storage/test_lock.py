"""One holder at a time, across processes, and none after a kill."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ulysse_game.storage import Disk, Shelf, StorageTrouble

HOLD = """
import sys
from pathlib import Path
from ulysse_game.storage import Shelf
lock = Shelf(Path(sys.argv[1])).lock("auto-a")
print(lock is not None, flush=True)
sys.stdin.readline()
"""


def other_game(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_lock_is_held_by_one(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "saves")
    lock = shelf.lock("auto-a")
    assert lock is not None
    assert shelf.lock("auto-a") is None
    other = shelf.lock("auto-b")
    assert other is not None
    lock.release()
    lock.release()
    again = shelf.lock("auto-a")
    assert again is not None
    again.release()
    other.release()
    assert list((tmp_path / "saves").iterdir()) == []


def test_another_process_is_refused_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with other_game(tmp_path) as other:
        assert other.stdout and other.stdout.readline() == "True\n"
        assert shelf.lock("auto-a") is None
        with other_game(tmp_path) as third:
            assert third.stdout and third.stdout.readline() == "False\n"
            third.communicate("\n")
        other.send_signal(signal.SIGKILL)
        other.wait()
    lock = shelf.lock("auto-a")
    assert lock is not None
    lock.release()


def test_a_lock_taken_on_a_file_that_was_just_removed_is_none(tmp_path: Path) -> None:
    class Slow(Disk):
        """Between opening and locking, the holder lets go: its file is no longer there."""

        waiting = True

        def lock(self, file: int) -> bool:
            if self.waiting and holder is not None:
                self.waiting = False
                holder.release()
            return super().lock(file)

    holder = Shelf(tmp_path).lock("auto-a")
    assert holder is not None
    late = Shelf(tmp_path, Slow()).lock("auto-a")
    assert late is not None
    assert Shelf(tmp_path).lock("auto-a") is None
    late.release()


def test_a_folder_that_knows_no_locks_is_played_in(tmp_path: Path) -> None:
    class Lockless(Disk):
        def lock(self, file: int) -> bool:
            return True

    one = Shelf(tmp_path, Lockless()).lock("auto-a")
    two = Shelf(tmp_path, Lockless()).lock("auto-a")
    assert one is not None
    assert two is not None
    one.release()
    two.release()


@pytest.mark.skipif(sys.platform == "win32", reason="there it is another call")
@pytest.mark.parametrize(
    ("error", "held"),
    [(errno.EWOULDBLOCK, False), (errno.EACCES, False), (errno.ENOLCK, True), (errno.EIO, None)],
)
def test_what_the_system_says_of_a_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, held: bool | None
) -> None:
    import fcntl

    def flock(file: int, how: int) -> None:
        raise OSError(error, "made up")

    monkeypatch.setattr(fcntl, "flock", flock)
    shelf = Shelf(tmp_path)
    if held is None:
        with pytest.raises(StorageTrouble, match="made up"):
            shelf.lock("auto-a")
    else:
        assert (shelf.lock("auto-a") is not None) is held


def test_a_lock_that_always_slips_away_is_given_up(tmp_path: Path) -> None:
    class Slippery(Disk):
        def is_at(self, file: int, path: str) -> bool:
            return False

    assert Shelf(tmp_path, Slippery()).lock("auto-a") is None
