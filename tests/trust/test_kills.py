"""A few kills in the full screen; those in line mode are in ``tests/play/test_kill.py``, and a
thousand of both in ``python -m tests.trust --only kills``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trust import kills


@pytest.mark.timeout(120)
def test_killed_on_the_screen(tmp_path: Path) -> None:
    lives = list(kills.lives(kills.place_in(tmp_path), seed=7, screens=1, wanted=3))
    assert not [life for life in lives if life.wrong]
    assert sum(life.phase.startswith("screen") for life in lives) == 3
    assert all(life.lost <= 1 for life in lives)
