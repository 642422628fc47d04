"""One holder at a time, across processes, and none after a kill."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from ulysse_game.storage import Disk, Shelf

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
            if self.waiting:
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

    one, two = (Shelf(tmp_path, Lockless()).lock("auto-a") for _ in range(2))
    assert one is not None
    assert two is not None
    one.release()
    two.release()
