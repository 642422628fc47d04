"""The notebook on the screen: its sections, its search, its crossed-out entries, both languages."""

from __future__ import annotations

import pytest

from tests.ui.tui.fake import SPEECH, notebook
from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui.notebook import NotebookScreen


def up(player: Player) -> NotebookScreen:
    assert isinstance(player.app.screen, NotebookScreen)
    return player.app.screen


def test_it_opens_on_the_crew_and_closes_on_the_page() -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1", "n")
        assert "Simon Gramat" in player.seen
        assert "Report log" in player.seen
        await player.press("escape")
        assert player.turn == 1

    drive(script)


def test_arrows_and_figures_go_from_one_section_to_the_next() -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1", "n", "right")
        assert "SOL 1 · 20:30 · 17 min 20" in player.seen.replace("\xa0", " ")
        await player.press("left", "left")
        assert "Who it was" in player.seen
        await player.press("6")
        assert "✓ Kept" in player.seen
        assert "settled" in player.seen
        assert "✗ Not kept" in player.seen
        await player.press("4")
        assert "Nothing yet." in player.seen
        await player.press("escape", "n")
        assert up(player).here == 3, "it opens where it was closed"

    drive(script)


def test_a_name_above_is_clicked() -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1", "n")
        row = next(n for n, line in enumerate(player.seen.split("\n")) if "Promises" in line)
        column = player.seen.split("\n")[row].index("Promises")
        await player.click(column + 2, row)
        assert up(player).here == 5

    drive(script)


def test_a_search_goes_through_every_section() -> None:
    latch = SPEECH["en"][0]

    async def script(player: Player) -> None:
        await player.press("end", "1", "n", "slash", *"person 17", "enter")
        assert up(player).here == 2
        assert "Person 17" in player.seen
        assert "1 of 1" in player.foot
        await player.press("slash", *["backspace"] * 9, *latch[:9].lower(), "enter")
        assert up(player).here == 2, "it goes on from where one is"
        first = int(player.foot.split(" of ")[0])
        await player.press("n")
        assert player.foot.strip().startswith(f"{first + 1} of ")
        await player.press("N", "N")
        assert player.foot.strip().startswith(f"{first - 1} of ")
        await player.press("slash", *["backspace"] * 9, *"xyzzy", "enter")
        assert "Not found." in player.foot

    drive(script)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
def test_nothing_is_wider_than_the_terminal_and_the_language_changes_in_place(
    size: tuple[int, int],
) -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1", "n", "l")
        assert "Équipage" in player.seen
        for number in range(1, 8):
            await player.press(str(number))
            title = notebook(1, "fr").sections[number - 1].title
            assert title in player.seen
            assert all(len(line) <= size[0] for line in player.seen.split("\n"))

    drive(script, size=size)


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
def test_the_key_that_opened_it_closes_it_unless_something_is_sought(
    size: tuple[int, int],
) -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1", "n")
        assert "n Close" in player.foot
        await player.press("n")
        assert player.turn == 1, "back on the page, and nothing is asked"
        await player.press("n", "slash", *"a", "enter")
        first = player.foot
        assert " of " in first
        await player.press("n")
        assert up(player).sought == "a"
        assert player.foot != first, "the next place"
        await player.press("right")
        assert "n Close" not in player.foot
        await player.press("escape")
        assert player.turn == 1

    drive(script, size=size)


def test_there_is_nothing_in_it_at_the_beginning() -> None:
    async def script(player: Player) -> None:
        await player.press("n")
        assert "Nothing yet." in player.seen

    drive(script)
