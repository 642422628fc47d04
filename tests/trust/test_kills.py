"""Killed at any moment, a game loses at most its last choice, and no file is damaged.

The real game is played at random in line mode and killed while it plays, on one folder that lives
on, and a few times in the full screen; ``python -m tests.trust --only kills`` does so a thousand
times. With ``ULYSSE_KILLS=200`` in the environment it is done so often here.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

import pytest

from tests.trust import kills
from tests.trust.kills_life import Place
from tests.trust.kills_model import Model, faults, held_in

KILLS = int(os.environ.get("ULYSSE_KILLS", "8"))


@pytest.mark.timeout(60 + 5 * KILLS)
def test_killed_at_any_moment(tmp_path: Path) -> None:
    lives = list(kills.lives(kills.place_in(tmp_path), seed=7, screens=0, wanted=KILLS))
    assert not [life for life in lives if life.wrong]
    assert sum(life.phase != "ended" for life in lives) == KILLS


@pytest.mark.timeout(120)
def test_killed_on_the_screen(tmp_path: Path) -> None:
    lives = list(kills.lives(kills.place_in(tmp_path), seed=7, screens=1, wanted=3))
    assert not [life for life in lives if life.wrong]
    assert sum(life.phase.startswith("screen") for life in lives) == 3
    assert all(life.lost <= 1 for life in lives)


@pytest.fixture
def played(tmp_path: Path) -> tuple[Place, Model]:
    """A folder with a few choices and saves in it, and what it must hold."""
    place = kills.place_in(tmp_path)
    model = Model(place.machine, place.folder)
    model.begin(7)
    session = model.session
    for _ in range(9):
        session.choose(Random(session.page().turn).choice(session.page().open_options).id)
    session.save_as("Rope")
    session.quick_save()
    session.close()
    for name in model.shelf.names():
        (place.folder / f"{name}.json").write_bytes(model.shelf.read(name))
        if name.startswith("auto"):
            (place.folder / f"{name}.bak").write_bytes(model.shelf.read_previous(name))
    return place, model


def _torn(folder: Path) -> None:
    (path,) = folder.glob("auto-*.json")
    path.write_bytes(path.read_bytes()[:-200])


def _torn_before(folder: Path) -> None:
    (path,) = folder.glob("auto-*.bak")
    path.write_bytes(path.read_bytes()[:-200])


def _one_choice_lost(folder: Path) -> None:
    (path,) = folder.glob("auto-*.json")
    path.with_suffix(".bak").rename(path)


def _saved_but_not_there(folder: Path) -> None:
    (path,) = folder.glob("named-*")
    path.unlink()


def _deleted_and_still_there(folder: Path) -> None:
    (path,) = folder.glob("named-*")
    shutil.copy(path, folder / "quick-abcdef-1.json")


def _marks_lost(folder: Path) -> None:
    (path,) = folder.glob("read-*.json")
    path.unlink()


def _set_aside(folder: Path) -> None:
    (path,) = folder.glob("auto-*.bak")
    path.rename(folder / "auto-a.damaged-00000000")


@pytest.mark.parametrize(
    "harm",
    [_torn, _torn_before, _one_choice_lost, _saved_but_not_there, _deleted_and_still_there,
     _marks_lost, _set_aside],
)  # fmt: skip
def test_whatever_is_amiss_is_noticed(played: tuple[Place, Model], harm: object) -> None:
    place, model = played
    must = model.holdings()
    assert list(faults(place.folder, must, must, {})) == []
    assert held_in(place.folder) == must
    assert callable(harm)
    harm(place.folder)
    assert list(faults(place.folder, must, must, {}))
