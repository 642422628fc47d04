"""Two games at once on one folder lose nothing of each other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.play import fake_story
from ulysse_game import play
from ulysse_game.storage import open_shelf

ROOT = Path(__file__).parents[2]

OTHER = """
import sys
from tests.play import fake_story
from ulysse_game import play, view
from ulysse_game.storage import open_shelf
view.present = fake_story.present
library = fake_story.library(open_shelf(sys.argv[1]))
session = play.resume(library, sys.argv[2]) if sys.argv[2] else play.start(library, seed=1)
print(session.playthrough, len(session.notices), flush=True)
for line in sys.stdin:
    print(session.choose(line.strip()).turn, flush=True)
session.close()
"""


class OtherGame:
    """A game in a process of its own."""

    def __init__(self, folder: Path, save: str = "") -> None:
        path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
        self._process = subprocess.Popen(
            [sys.executable, "-c", OTHER, str(folder), save],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        self.playthrough, notices = self._line().split()
        self.notices = int(notices)

    def choose(self, choice: str) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{choice}\n")
        self._process.stdin.flush()
        return int(self._line())

    def end(self) -> None:
        with self._process:
            self._process.communicate()
        assert self._process.returncode == 0

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


@pytest.mark.parametrize("is_same", [False, True], ids=["two playthroughs", "the same one"])
def test_two_games_at_once(tmp_path: Path, is_same: bool) -> None:
    library = fake_story.library(open_shelf(str(tmp_path)))
    session = play.start(library, seed=7)
    session.choose("walk")
    save = f"auto-{session.playthrough}"
    other = OtherGame(tmp_path, save if is_same else "")
    assert other.playthrough != session.playthrough
    assert other.notices == is_same
    turn = 1 if is_same else 0
    first = ("back", "walk") if is_same else ("walk", "back")
    for number in range(20):
        session.choose(("back", "walk")[number % 2])
        turn += 1
        assert other.choose(first[number % 2]) == turn
    other.end()
    session.close()
    turns = {card.playthrough: card.turn for card in library.saves()}
    assert turns == {session.playthrough: 21, other.playthrough: turn}
    assert not [card for card in library.saves() if card.damaged]
    assert not list(tmp_path.glob("*.lock"))


def test_when_the_other_has_ended_the_playthrough_is_free(tmp_path: Path) -> None:
    other = OtherGame(tmp_path)
    other.choose("walk")
    library = fake_story.library(open_shelf(str(tmp_path)))
    save = f"auto-{other.playthrough}"
    apart = play.resume(library, save)
    assert len(apart.notices) == 1
    apart.close()
    other.end()
    session = play.resume(library, save)
    assert session.notices == []
    assert session.playthrough == other.playthrough
    session.close()
