"""Two and four games at once on one folder; the tens are for ``python -m tests.trust``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.play import fake_story
from tests.trust.crowds import crowd
from ulysse_game import play, view
from ulysse_game.play import Library
from ulysse_game.storage import Disk, Lock, Shelf


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("size", "rounds"), [(2, 3), (4, 3)])
def test_games_at_once(tmp_path: Path, size: int, rounds: int) -> None:
    found = crowd(tmp_path, size, rounds, seed=1)
    assert found.wrong == []
    assert found.deeds >= size * rounds


class Swept(Disk):
    """A game that starts elsewhere holds what is to be locked while it sweeps, and lets go."""

    def __init__(self, times: int) -> None:
        self.times = times

    def lock(self, file: int) -> bool:
        self.times -= 1
        return self.times < 0 and super().lock(file)


def test_who_only_sweeps_is_not_taken_for_another_player(tmp_path: Path) -> None:
    lock = Shelf(tmp_path, Swept(3)).lock("auto-a")
    assert lock is not None
    lock.release()


def test_a_new_playthrough_is_always_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the sweeping takes, nobody plays a playthrough that was not claimed."""

    class Busy(Shelf):
        taken = 2

        def lock(self, name: str, patience: float = 0.0) -> Lock | None:
            self.taken -= 1
            return None if self.taken >= 0 else super().lock(name, patience)

    monkeypatch.setattr(view, "present", fake_story.present)
    library = fake_story.library(Busy(tmp_path))
    session = play.start(library, seed=7)
    assert not Library(library.machine, Shelf(tmp_path)).claim(session.playthrough)
    session.choose("walk")
    session.close()


class Meanwhile(Disk):
    """Another game does something in the instant between our reading and our writing."""

    def __init__(self, act: object) -> None:
        self._act = act

    def create(self, path: str) -> int:
        act, self._act = self._act, None
        if callable(act):
            act()
        return super().create(path)


def test_what_is_shared_is_written_by_one_at_a_time(tmp_path: Path) -> None:
    """Between the reading and the writing of one game, the other one waits for its turn."""
    seen = []

    def other() -> None:
        seen.append(Shelf(tmp_path).lock("settings", 0.0))

    shelf = Shelf(tmp_path, Meanwhile(other))
    with shelf.alone("settings"):
        shelf.write("settings", b"{}")
    assert seen == [None]
