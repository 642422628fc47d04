"""The real game behind the seam: the project's own story, a real session, saves in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.tui.player import Player, drive
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Machine
from ulysse_game.play import Library
from ulysse_game.storage import MemoryShelf
from ulysse_game.ui.tui.game import Game, open_game

STORY = Path(__file__).parents[3] / "story"


@pytest.fixture(scope="module")
def machine() -> Machine:
    """The story, compiled once."""
    story = compile_folder(STORY).story
    assert story is not None
    return Machine(story)


@pytest.fixture
def game(machine: Machine) -> Game:
    """A game without any saves."""
    return open_game(Library(machine, MemoryShelf()))


def test_the_real_story_is_played_saved_and_taken_up_again(game: Game) -> None:
    async def script(player: Player) -> None:
        await player.press("1")
        assert player.turn == 0
        await player.press("end", "1", "f5", "end", "1")
        assert player.turn == 2
        await player.press("l", "u", "f9")
        assert player.turn == 1
        await player.press("c", "escape", "t", "escape", "r", "escape", "m")
        assert len(game.saves()) == 2
        await player.press("escape", "end", "1")
        assert player.app.session is not None
        assert player.app.session.notices == []

    app = drive(script, game, size=(80, 30), new=False, seed=7)
    assert app.trouble is None


def test_a_save_that_is_gone_is_one_calm_sentence(game: Game) -> None:
    async def script(player: Player) -> None:
        await player.press("1", "end", "1", "f5", "m")
        for card in game.saves():
            game.delete(card.id)
        await player.press("1")
        assert "saved game" in player.foot

    drive(script, game, size=(80, 30), new=False, seed=7)


def test_the_real_story_is_played_and_left_with_clicks_alone(game: Game) -> None:
    async def script(player: Player) -> None:
        await player.click_on("New game")
        for turn in range(1, 5):
            while not player.reading.sheet.is_at_end:
                await player.click_on("Read on")
            await player.click_on("▸ 1 ")
            assert player.turn == turn
        await player.click_on("≡")
        await player.click_on("Quit")
        await player.click_on("1  Leave")

    assert drive(script, game, (80, 40), new=False).return_code == 0


def test_what_was_read_is_known_in_the_next_playthrough(game: Game) -> None:
    async def script(player: Player) -> None:
        first = player.reading.unread()
        assert len(first) > 2
        await player.press("end", "1")
        player.app.to_title()
        await player.settle()
        player.app.begin_anew()
        await player.settle()
        assert player.turn == 0
        assert player.reading.unread() == frozenset()

    drive(script, game)
