"""The sheet: a window of rows over any length of history, the same place after any resize."""

from __future__ import annotations

from time import perf_counter

import pytest

from tests.ui.tui.fake import PROSE, FakeGame
from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui.flow import Block, item


def paragraphs(count: int) -> list[Block]:
    """Paragraphs with their number at the head."""
    words = PROSE["en"][0]
    return [Block(((f"({at}) {words}", "prose"),)) for at in range(count)]


def test_the_page_is_whole_in_sight_or_begins_in_the_upper_third() -> None:
    async def script(player: Player) -> None:
        sheet = player.reading.sheet
        for turn in range(1, 12):
            await player.press("end", "1")
            assert player.turn == turn
            rows = player.seen.splitlines()
            first = next(y for y, row in enumerate(rows) if "› " in row)
            assert sheet.is_at_end or first - sheet.region.y <= 1
            assert first - sheet.region.y <= sheet.size.height // 3 + 1

    drive(script, size=(80, 30))


@pytest.mark.parametrize("far", [0, 40, 400])
def test_a_resize_keeps_the_place(far: int) -> None:
    async def script(player: Player) -> None:
        sheet = player.reading.sheet
        sheet.show(paragraphs(1000), at="end")
        await player.settle()
        sheet.scroll_rows(-far)
        before = sheet.place[0]
        for size in [(60, 20), (44, 12), (120, 50), (80, 24)]:
            await player.resize(*size)
            assert abs(sheet.place[0] - before) <= 20
        if far:
            assert abs(sheet.place[0] - before) <= 1

    drive(script)


def test_home_and_end_reach_both_ends_of_a_long_history() -> None:
    async def script(player: Player) -> None:
        sheet = player.reading.sheet
        sheet.show(paragraphs(3000), at="end")
        await player.settle()
        assert "(2999)" in player.seen
        await player.press("home")
        assert "(0)" in player.seen
        await player.press("pagedown", "pagedown", "pageup", "pageup")
        assert "(0)" in player.seen
        await player.press("end")
        assert "(2999)" in player.seen

    drive(script)


def test_scrolling_up_by_pages_misses_no_paragraph() -> None:
    async def script(player: Player) -> None:
        sheet = player.reading.sheet
        sheet.show(paragraphs(200), at="end")
        await player.settle()
        missing = set(range(200))
        for _ in range(200):
            text = player.seen
            missing -= {at for at in missing if f"({at})" in text}
            if "(0)" in text:
                break
            await player.press("pageup")
        assert not missing

    drive(script)


def test_marking_goes_through_a_list_longer_than_the_screen() -> None:
    async def script(player: Player) -> None:
        sheet = player.reading.sheet
        sheet.show([item(str(n), ((f"entry {n}", "option"),), n) for n in range(1, 60)])
        await player.settle()
        for n in range(1, 60):
            assert sheet.current == str(n)
            assert f"entry {n}" in player.seen
            await player.press("j")
        await player.press("k", "k")
        assert sheet.current == "57"

    drive(script)


def test_the_cursor_of_the_terminal_stands_on_the_marked_choice() -> None:
    async def script(player: Player) -> None:
        await player.press("j")
        row = player.app.cursor_position.y
        assert "▸ 2  Leave" in player.seen.splitlines()[row]

    drive(script, size=(80, 30))


def test_a_resize_costs_the_same_after_five_thousand_paragraphs() -> None:
    """A guard against laying out everything: generous, for noisy machines."""
    costs = {}

    async def script(player: Player) -> None:
        sheet = player.reading.sheet
        for count in (10, 5000):
            sheet.show(paragraphs(count), at="end")
            await player.settle()
            times = []
            for width in (60, 70) * 4:
                sheet._size_laid = sheet._size_laid.with_width(width + 1)
                sheet._column = width
                began = perf_counter()
                sheet._fit()
                times.append(perf_counter() - began)
            costs[count] = min(times)
        assert len(sheet._rows) < 400

    drive(script)
    assert costs[5000] < 10 * costs[10] + 0.005


def test_choosing_while_far_up_shows_the_new_page() -> None:
    async def script(player: Player) -> None:
        for _ in range(9):
            await player.press("end", "1")
        await player.press("home")
        assert "(0)" in player.seen
        await player.press("1")
        assert player.turn == 10
        assert "(10)" in player.seen
        assert "▸ 1" in player.seen

    drive(script, FakeGame(), size=(80, 30))
