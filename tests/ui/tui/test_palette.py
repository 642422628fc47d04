"""Finding a command by its name: in both languages, without accents, by keys, by mouse."""

from __future__ import annotations

import pytest

from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.palette import PaletteScreen, commands_of, sought
from ulysse_game.ui.tui.transcript import TranscriptScreen
from ulysse_game.view.words import words

LANGUAGES = (words("en"), words("fr"))


def found(typed: str) -> list[str]:
    """The ids of the reading screen's commands that fit."""
    return [command.id for command in sought(keys.READING, typed, LANGUAGES)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("quick s", "quick_save"),
        ("qs", "quick_save"),
        ("s", "saves"),
        ("sauv rap", "quick_save"),
        ("equip", "crew"),
        ("ÉQUIP", "crew"),
        ("réglages", "settings"),
        ("reg", "settings"),
        ("F9", "quick_load"),
        ("clipboard", "copy"),
        ("presse-pap", "copy"),
        ("page cop", "copy"),
    ],
)
def test_a_part_of_the_name_is_enough(typed: str, first: str) -> None:
    assert first in found(typed)[:2], found(typed)


def test_nothing_typed_is_everything_and_nonsense_is_nothing() -> None:
    assert found("") == [command.id for command in keys.READING]
    assert found("  ") == found("")
    assert found("xqzt") == []
    assert found("quick xqzt") == []


def test_a_command_is_found_and_carried_out() -> None:
    async def script(player: Player) -> None:
        await player.press("colon", *"transcr")
        assert player.leaf.sheet.current == "transcript"
        assert "› transcr" in player.seen
        await player.press("enter")
        assert isinstance(player.app.screen, TranscriptScreen)
        await player.press("escape", "ctrl+p", *"quick", "space", *"s", "enter")
        assert "Saved." in player.foot

    drive(script)


def test_letters_and_figures_are_typed_and_not_carried_out() -> None:
    async def script(player: Player) -> None:
        await player.press("colon", *"jkbqux1", "space", "colon", "question_mark")
        assert isinstance(player.app.screen, PaletteScreen)
        assert "jkbqux1" in player.seen
        assert "No command has such a name." in player.seen
        await player.press("enter")
        assert isinstance(player.app.screen, PaletteScreen), "there is nothing to carry out"
        await player.press(*["backspace"] * 20, "end", "home", "down", "escape")
        assert player.turn == 0

    drive(script)


def test_a_click_carries_out() -> None:
    async def script(player: Player) -> None:
        await player.press("colon", *"crew")
        await player.click_on("Crew")
        assert "Eva Müller" in player.seen

    drive(script)


def test_only_what_means_something_here_is_listed() -> None:
    async def script(player: Player) -> None:
        ids = {command.id for command in commands_of(player.leaf)}
        assert {"undo", "settings", "title", "home", "leave"} <= ids
        assert not ids & {"panel", "to_panel", "palette", "number_1", "number"}
        await player.press("t")
        ids = {command.id for command in commands_of(player.leaf)}
        assert {"find", "write", "close", "language"} <= ids
        assert "undo" not in ids

    drive(script)


def test_in_a_small_terminal_what_is_typed_is_seen() -> None:
    async def script(player: Player) -> None:
        await player.press("colon", *"tim")
        assert "› tim" in player.seen
        assert "Timeline" in player.seen

    drive(script, size=(40, 12))
