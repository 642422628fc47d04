"""A mistake of ours on any screen, however it comes about, ends the game and is kept to be told."""

from __future__ import annotations

import pytest
from textual.worker import WorkerFailed

from tests.storm import GUSTS
from tests.ui.tui.player import Player, drive

# The others are the same to Textual.
SCREENS = ("page", "title", "name")


def mistaken() -> None:
    raise ZeroDivisionError("a mistake")


async def mistaken_later() -> None:
    mistaken()


@pytest.mark.parametrize("name", SCREENS)
def test_on_a_screen(name: str) -> None:
    screen, *ways = GUSTS[name]

    async def script(player: Player) -> None:
        for way in ways:
            if way == "title":
                player.app.to_title()
                await player.settle()
            elif way[0].isdigit():
                await player.resize(*map(int, way.split("x")))
            else:
                await player.press(way)
        assert type(player.app.screen).__name__ == screen
        player.app.screen.call_later(mistaken)
        await player.settle()

    with pytest.raises(ZeroDivisionError):
        drive(script)


@pytest.mark.parametrize("way", ["timer", "worker", "refresh", "app"])
def test_however_it_comes_about(way: str) -> None:
    kept = []

    async def script(player: Player) -> None:
        app = player.app
        kept.append(app)
        await player.press("o")
        match way:
            case "timer":
                app.screen.set_timer(0.001, mistaken)
            case "worker":
                app.run_worker(mistaken_later())
            case "refresh":
                app.screen.call_after_refresh(mistaken)
            case _:
                app.call_later(mistaken)
        while app.trouble is None:
            await player.settle()

    with pytest.raises(WorkerFailed if way == "worker" else ZeroDivisionError):
        drive(script)
    (app,) = kept
    assert isinstance(app.trouble, ZeroDivisionError)
    assert app.stood.endswith("ReadingScreen > SettingsScreen")
