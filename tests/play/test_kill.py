"""Killed at any moment, a game loses at most its last choice, and no file is damaged.

A child plays and tells every choice before and after it; it is killed while it plays. With
``ULYSSE_KILLS=200`` in the environment it is killed that often.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.play import fake_story
from ulysse_game import play
from ulysse_game.play import decoded, marks
from ulysse_game.storage import NotHere, Shelf, open_shelf

KILLS = int(os.environ.get("ULYSSE_KILLS", "20"))
ROOT = Path(__file__).parents[2]

CHILD = """
import sys
from tests.play import fake_story
from ulysse_game import play, view
from ulysse_game.storage import open_shelf
view.present = fake_story.present
library = fake_story.library(open_shelf(sys.argv[1]))
library.background = sys.argv[2] == "background"
found = library.newest("auto")
session = play.resume(library, found.id) if found else play.start(library, seed=7)
assert session.notices == [], session.notices
while True:
    print("before", session.page().turn, flush=True)
    page = session.choose("walk" if session.page().scene == "shore" else "back")
    if library.background:
        library.writer.flush()
    print("after", page.turn, flush=True)
"""


def killed_after(folder: Path, mode: str, lines: int, bytes_more: int) -> int:
    """Let a child play, kill it, and give the last choice that it knew to be saved."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), mode],
        stdout=subprocess.PIPE,
        env=environment,
    ) as child:
        assert child.stdout is not None
        told = [child.stdout.readline() for _ in range(lines)]
        # Somewhere within the next write: so far as the disk's own time decides.
        for _ in range(bytes_more):
            os.sched_yield()
        child.send_signal(signal.SIGKILL)
        told += child.stdout.readlines()
    whole = [line.split() for line in told if line.endswith(b"\n")]
    assert whole, "the child ended before it played"
    return max((int(turn) for word, turn in whole if word == b"after"), default=-1)


def whole_file(name: str, data: bytes) -> None:
    """Raises where a file is torn: a saved game, or the marks of what has been read."""
    if name.startswith("read-"):
        marks.decoded("tale_of_a_shore", data)
    else:
        decoded(data)


@pytest.mark.timeout(30 + 3 * KILLS)
@pytest.mark.parametrize("mode", ["foreground", "background"])
def test_killed_at_any_moment(tmp_path: Path, mode: str) -> None:
    last = 0
    for number in range(KILLS // 2):
        known = killed_after(tmp_path, mode, 1 + number % 7, (number * 7919) % 400)
        last = max(last, known)
        shelf = Shelf(tmp_path)
        for name in shelf.names():
            for read in (shelf.read, shelf.read_previous):
                try:
                    whole_file(name, read(name))
                except NotHere:
                    continue
        library = fake_story.library(open_shelf(str(tmp_path)))
        newest = library.newest("auto")
        if newest is None:
            assert last == 0
            continue
        session = play.resume(library, newest.id)
        assert session.notices == []
        assert session.page().turn in (last, last + 1)
        last = session.page().turn
        session.close()
    assert last > KILLS // 2
    assert {path.suffix for path in tmp_path.iterdir()} <= {".bak", ".json"}
