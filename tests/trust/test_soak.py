"""A soak of sixty choices: that it plays, that it knows the pages, and that it would notice."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest
from textual.strip import Strip

if sys.platform != "linux":
    pytest.skip("reads what Linux tells of a process", allow_module_level=True)

from tests.benchmarks import generate
from tests.trust import soak
from tests.ui.tui.player import Player, drive

LEAK = soak.Bounds(kilobytes=400.0, warm=10, slower=1.5)
"""So much memory is a leak even among choices that are all a warm-up."""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small story that goes round."""
    folder = tmp_path_factory.mktemp("round")
    generate.write(6, folder)
    return folder / "story"


def test_sixty_choices(story: Path, tmp_path: Path) -> None:
    evening = soak.played(story, tmp_path, 60, 10)
    wrong = soak.judged(evening, LEAK)
    assert not wrong["every page is the right one"]
    assert not wrong["memory"]
    assert not wrong["the log is empty"]
    assert evening.choices == 60
    assert len(evening.samples) == 6
    assert soak.unlike(evening, tmp_path) == []
    evening.walks[0] = evening.walks[0][1:]
    assert soak.unlike(evening, tmp_path), "a choice that is not kept is noticed"


def test_a_leak_and_a_slow_down_are_noticed(story: Path, tmp_path: Path) -> None:
    planted = [sys.executable, "-m", "tests.trust.soak_planted"]
    evening = soak.played(story, tmp_path, 30, 5, planted)
    wrong = soak.judged(evening, LEAK._replace(warm=0))
    assert not wrong["every page is the right one"]
    assert wrong["memory"]
    assert wrong["as fast as at first"]


def test_a_screen_that_is_closed_lets_go_of_what_was_drawn() -> None:
    """A cache of Textual's holds a thousand widgets; 300 kB a screen are kept where they draw."""

    async def script(player: Player) -> None:
        await player.press("o", "q")
        before = _strips()
        for _ in range(4):
            await player.press("o", "q")
        assert _strips() - before < 100

    drive(script, size=(90, 50))


def _strips() -> int:
    gc.collect()
    return sum(isinstance(each, Strip) for each in gc.get_objects())


def test_a_slope_is_not_moved_by_one_outlier() -> None:
    level = [(float(n), 100.0) for n in range(9)]
    assert soak.slope_of([*level, (9.0, 9_000.0)]) == 0.0
    assert soak.slope_of([(float(n), 3.0 * n) for n in range(9)]) == pytest.approx(3.0)
    assert soak.ratio_of([1.0, 1.0, 9.0, 2.0, 2.0, 2.0]) == pytest.approx(2.0)
