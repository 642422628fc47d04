"""The settings: each can be reached and changed, holds at once, is kept, and is there next time."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.tui.fake import FakeGame
from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui.flow import Block, column, lay
from ulysse_game.ui.tui.settings_screen import SettingsScreen
from ulysse_game.view.page import Line, Page, Run
from ulysse_game.view.settings import SETTINGS, Settings, settings_of
from ulysse_game.view.words import words


def rows(player: Player) -> dict[str, str]:
    """The settings on the screen, by their names."""
    found = {}
    for block in player.leaf.sheet.blocks:
        if block.item:
            (label, _), (value, _) = block.words
            found[label.rstrip(" ")] = value
    return found


def test_every_setting_is_there_and_each_value_can_be_had() -> None:
    kept: list[tuple[str, str]] = []

    async def script(player: Player) -> None:
        await player.press("o")
        assert list(rows(player)) == ["Language", *(setting.label for setting in SETTINGS)]
        for setting in SETTINGS:
            await player.press("down")
            assert player.leaf.sheet.current == setting.id
            values = [value for value, _ in setting.values]
            had = []
            for _ in values:
                await player.press("right")
                had.append(getattr(player.app.settings, setting.id))
            assert sorted(had) == sorted(values)
            assert had[-1] == setting.usual
            await player.press("left", "right")
            assert getattr(player.app.settings, setting.id) == setting.usual
        await player.press("escape")
        assert player.turn == 0

    drive(script, remember=lambda name, value: kept.append((name, value)))
    assert {name for name, _ in kept} == {setting.id for setting in SETTINGS}
    assert settings_of(dict(kept)) == Settings()


def test_enter_a_figure_and_a_click_change_too() -> None:
    async def script(player: Player) -> None:
        await player.press("o", "4")
        assert player.app.settings.width == "80"
        assert rows(player)["Width of the text"] == "80 columns"
        await player.press("down", "down", "enter")
        assert player.app.settings.speed == "slow"
        await player.click_on("as one speaks" if "as one speaks" in player.seen else "slowly")
        assert player.app.settings.speed == "medium"
        assert player.leaf.sheet.current == "speed"

    drive(script)


def test_the_language_is_a_setting_and_the_place_is_kept() -> None:
    async def script(player: Player) -> None:
        await player.press("o", "down", "down", "up", "up", "right")
        assert player.app.language == "fr"
        assert "fr:Settings" in player.seen
        assert player.leaf.sheet.current == "language"
        await player.press("left")
        assert player.app.language == "en"

    drive(script)


def test_the_effect_is_seen_at_once() -> None:
    async def script(player: Player) -> None:
        wide = max(len(row) for row in player.seen.splitlines())
        await player.press("o", "down")
        before = player.app.painter
        await player.press("right")
        assert player.app.painter is not before
        assert player.leaf.sheet.painter is player.app.painter
        await player.press("down", "down", "right", "right")
        assert player.app.settings.width == "90"
        await player.press("escape")
        assert max(len(row) for row in player.seen.splitlines()) > wide + 5

    drive(script, size=(120, 40))


def test_narrow_spaces_go_from_the_page_that_is_up() -> None:
    def change(page: Page) -> Page:
        return page._replace(lines=(Line("narration", (Run("Non\u202f!"),)),))

    async def script(player: Player) -> None:
        assert "Non\u202f!" in player.seen
        await player.press("o", "9", "escape")
        assert "\u202f" not in player.seen
        assert "Non\xa0!" in player.seen

    drive(script, FakeGame(change))


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
def test_the_marked_setting_is_explained_and_nothing_moves(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await player.press("o")

        def at() -> int:
            return next(n for n, row in enumerate(player.seen.split("\n")) if "Colours" in row)

        before = at()
        assert "The language of the story and of the game" in " ".join(player.seen.split())
        await player.press("down", "down")
        assert "Any key shows the rest" in " ".join(player.seen.split())
        assert at() == before

    drive(script, size=size)


def test_all_of_it_is_read_in_a_small_terminal() -> None:
    async def script(player: Player) -> None:
        await player.press("o")
        seen = ""
        for _ in range(len(SETTINGS)):
            seen += player.seen
            await player.press("down")
        seen += player.seen
        for value in rows(player).values():
            assert value.split(" ")[0] in seen

    drive(script, size=(40, 12), language="fr")


def test_figures_choose_only_where_they_are_to() -> None:
    async def script(player: Player) -> None:
        await player.press("1", "ampersand")
        assert player.turn == 0
        await player.press("enter")
        assert player.turn == 1

    drive(script, size=(80, 30), digits="off")


@pytest.mark.parametrize(
    "kept", [{}, {"look": "pink", "speed": 3, "width": "1000"}, {"tour": "no"}]
)
def test_what_is_not_known_is_as_good_as_none(kept: dict[str, Any]) -> None:
    assert settings_of(kept) == Settings()


def test_from_the_title_page_as_well() -> None:
    async def script(player: Player) -> None:
        await player.press("o")
        assert isinstance(player.app.screen, SettingsScreen)
        await player.press("o")
        assert "New game" in player.seen

    drive(script, new=False)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_a_setting_is_for_is_told_whole_in_the_smallest_terminal(language: str) -> None:
    say = words(language)
    told = [setting.help for setting in SETTINGS if setting.help]
    told.append("The language of the story and of the game; it changes at once.")
    for sentence in told:
        rows = lay(Block(((say(sentence), "faint"),), gap=0), column(40))
        assert len(rows) <= 2, say(sentence)
