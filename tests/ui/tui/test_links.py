"""Everything by mouse: hints at the foot, the sign of the menu, choices; nothing without one."""

from __future__ import annotations

import pytest

from tests.ui.tui.fake import FakeGame
from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.helping import HelpScreen
from ulysse_game.ui.tui.leaf import Leaf
from ulysse_game.ui.tui.links import (
    MENU,
    MORE,
    Link,
    found_at,
    hint_links,
    hint_row,
    hinted,
    with_menu,
)
from ulysse_game.ui.tui.menu import MenuScreen
from ulysse_game.ui.tui.palette import PaletteScreen, commands_of
from ulysse_game.ui.tui.reading import ReadingScreen
from ulysse_game.ui.tui.title import TitleScreen


def same(sentence: str) -> str:
    return sentence


def test_a_hint_can_be_clicked_on_its_key_and_its_name_and_not_between() -> None:
    commands = [keys.CLOSE, keys.TRANSCRIPT[0]]
    row = "".join(words for words, _ in hint_row(commands, same))
    assert row == "Esc Close   / Search"
    links = hint_links(commands, 3, same)
    assert links == [Link(3, 0, 9, "close"), Link(3, 12, 20, "find")]
    assert [found_at(links, 3, cell) for cell in (0, 8, 9, 11, 12, 19, 20)] == [
        "close", "close", "", "", "find", "find", ""
    ]  # fmt: skip
    assert found_at(links, 2, 0) == ""


def test_as_many_hints_as_fit() -> None:
    commands = [keys.CLOSE, *keys.TRANSCRIPT]
    assert hinted(commands, 8, same) == []
    assert hinted(commands, 19, same) == commands[:1]
    assert hinted(commands, 20, same) == commands[:2]


def test_the_sign_of_the_menu_stands_at_the_right_end() -> None:
    row = with_menu((("Help", "faint"),), 20)
    assert "".join(words for words, _ in row) == "Help" + " " * 15 + MENU
    assert with_menu((("Help", "faint"),), 5) == (("Help", "faint"),)


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
def test_a_click_on_the_sign_of_more_reads_on(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1", "home")
        for _ in range(30):
            if MORE not in player.foot:
                break
            before = player.seen
            await player.click_on(MORE, last=True)
            assert player.seen != before
        assert player.leaf.sheet.is_at_end

    drive(script, size=size)


async def choose(player: Player, label: str) -> None:
    """Reads on by clicks until a choice is in sight, and clicks on it."""
    for _ in range(30):
        if label in player.seen:
            await player.click_on(label, last=True)
            return
        await player.click_on("Read on")
    raise AssertionError(f"{label} does not come into sight")


def test_from_the_title_page_to_the_end_and_out_with_clicks_alone() -> None:
    async def script(player: Player) -> None:
        assert isinstance(player.app.screen, TitleScreen)
        await player.click_on("New game")
        for turn in range(1, 3):
            await choose(player, "1  Put the bracelet")
            assert player.turn == turn
        await choose(player, "Transcript")
        await player.click_on("Close")
        assert isinstance(player.app.screen, ReadingScreen)
        await player.click_on(MENU)
        assert isinstance(player.app.screen, MenuScreen)
        await player.click_on("Quit")
        await player.click_on("1  Leave")

    app = drive(script, FakeGame(last=2), (80, 40), new=False)
    assert app.return_code == 0


@pytest.mark.parametrize("size", [(40, 12), (120, 40)])
def test_every_command_of_the_page_can_be_had_by_mouse(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await player.click_on(MENU)
        assert isinstance(player.app.screen, MenuScreen)
        listed = {block.item for block in player.leaf.sheet.blocks if block.item}
        assert {command.action for command in keys.READING if command.menu} <= listed
        assert "palette" in listed
        player.leaf.sheet.mark("palette")
        await player.settle()
        await player.click_on("Find a command")
        assert isinstance(player.app.screen, PaletteScreen)
        listed = {block.item for block in player.leaf.sheet.blocks if block.item}
        wanted = {c.id for c in (*keys.READING, *keys.EVERYWHERE)} | {"home", "end"}
        assert wanted <= listed

    drive(script, size=size)


@pytest.mark.parametrize(("size", "asked"), [((40, 12), "tmoc"), ((80, 24), "arhn?")])
def test_every_screen_can_be_left_by_mouse_and_lists_what_it_can(
    size: tuple[int, int], asked: str
) -> None:
    moves = {command.action for command in (*keys.MOVES, *keys.NUMBERS, keys.PALETTE)}

    async def script(player: Player) -> None:
        await player.press("end", "1")
        for key in asked:
            await player.press("question_mark" if key == "?" else key)
            screen = player.leaf
            assert not isinstance(screen, ReadingScreen), key
            bound = {b.action for bs in screen._bindings.key_to_bindings.values() for b in bs}
            listed = {command.action for command in commands_of(screen)}
            idle = {"next"} if key == "n" else set()  # there is no next place: nothing is sought
            assert bound - moves - listed == idle, key
            await player.click_on(MENU)
            assert isinstance(player.app.screen, PaletteScreen), key
            player.leaf.sheet.mark("close")
            assert player.leaf.sheet.current == "close", key
            await player.press("escape")
            await player.click_on("Close", last=True)
            assert isinstance(player.app.screen, ReadingScreen), key

    drive(script, size=size)


def test_without_a_mouse_nothing_can_be_clicked_and_help_says_how_to_mark_text() -> None:
    async def script(player: Player) -> None:
        assert MENU not in player.seen
        await player.press("question_mark", "end")
        assert "Shift" not in player.seen
        await player.press("escape")

    drive(script, mouse="off")

    async def with_one(player: Player) -> None:
        await player.press("question_mark", "end")
        assert isinstance(player.app.screen, HelpScreen)
        assert "hold Shift" in " ".join(player.seen.split())

    drive(with_one)


def test_a_click_takes_back_what_was_said() -> None:
    async def script(player: Player) -> None:
        await player.press("u")
        assert "This is the first page." in player.foot
        await player.click_on(MENU)
        await player.press("escape")
        assert "This is the first page." not in player.foot

    drive(script)


def test_a_click_beside_everything_does_nothing() -> None:
    async def script(player: Player) -> None:
        for x, y in ((0, 0), (79, 23), (2, 22), (40, 0)):
            await player.click(x, y)
        assert isinstance(player.app.screen, Leaf)
        assert player.turn == 0

    drive(script)
