"""A short storm over every screen; and that a storm notices what is broken."""

from __future__ import annotations

import pytest

from tests import storm
from tests.storm import GUSTS, ROOT, Broken, weather
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Machine
from ulysse_game.ui.tui.crew import CrewScreen
from ulysse_game.ui.tui.sheet import Sheet


def machine_of(folder: str) -> Machine:
    """A story of the tree."""
    story = compile_folder(ROOT / folder).story
    assert story is not None
    return Machine(story)


def test_every_screen_stands_a_short_storm() -> None:
    weather(machine_of("story"), 4, list(GUSTS), acts_of_each=6, turns=12)


def test_a_mistake_is_told_with_the_way_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CrewScreen, "heading", lambda self: 1 / 0)
    with pytest.raises(Broken, match=r"--seed 2 --gust crew:\n  c") as broken:
        weather(machine_of("tests/samples/story"), 2, ["crew"], acts_of_each=3, turns=1)
    assert isinstance(broken.value.__cause__, ZeroDivisionError)


def test_a_frozen_page_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storm, "PATIENCE", 3)
    monkeypatch.setattr(Sheet, "take", lambda self: None)
    with pytest.raises(Broken, match="no choice can be taken"):
        weather(machine_of("tests/samples/story"), 2, ["page"], acts_of_each=0, turns=1)
