"""The sheet: a window of rows over any length of history, the same place after any resize."""

from __future__ import annotations

import re
from time import perf_counter

import pytest

from tests.ui.tui.fake import PROSE, FakeGame
from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui.flow import Block, Row, item
from ulysse_game.ui.tui.look import LOOKS, NAMES, mark_of
from ulysse_game.ui.tui.reading import KEPT


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


def test_a_view_that_grows_higher_is_filled() -> None:
    async def script(player: Player) -> None:
        player.reading.sheet.show(paragraphs(200))
        await player.settle()
        await player.resize(80, 100)
        rows = player.seen.split("\n")
        assert all(any(row.strip() for row in rows[at : at + 9]) for at in range(12, 80))

    drive(script)


@pytest.mark.parametrize("at", ["end", "top"])
def test_an_end_that_was_asked_for_is_kept_where_all_is_in_sight_meanwhile(at: str) -> None:
    async def script(player: Player) -> None:
        sheet = player.reading.sheet
        sheet.show(paragraphs(30), at=at)
        await player.settle()
        for size in [(200, 200), (80, 24)]:
            await player.resize(*size)
            assert sheet.is_at_end == (at == "end" or size == (200, 200))
        sheet.scroll_rows(-6)
        await player.resize(90, 24)
        assert not sheet.is_at_end

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
                sheet._window.width = width
                began = perf_counter()
                sheet._fit()
                times.append(perf_counter() - began)
            costs[count] = min(times)
        assert len(sheet._window.rows) < 400

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


def turns_of(player: Player) -> list[int]:
    """The turns of the pages on the sheet, from above to below."""
    texts = [block.text for block in player.reading.sheet.blocks]
    return [int(found[1]) for text in texts if (found := re.match(r"\((\d+)\)", text))]


def test_an_evening_does_not_fill_the_sheet_and_nothing_of_it_is_lost() -> None:
    async def script(player: Player) -> None:
        for turn in range(1, 2 * KEPT + 9):
            await player.press("end", "1")
            assert f"({turn})" in player.seen
            assert turns_of(player) == list(range(turn + 1))[-len(turns_of(player)) :]
            assert min(turn, KEPT) < len(turns_of(player)) <= 2 * KEPT + 1
        await player.press("home")
        assert "(0)" in player.seen
        assert turns_of(player) == list(range(turn + 1))
        await player.press("1")
        assert f"({turn + 1})" in player.seen
        assert "▸ 1" in player.seen
        assert turns_of(player) == list(range(turn + 2))[-KEPT - 1 :]

    drive(script, FakeGame(last=200), size=(80, 30))


def test_what_was_let_go_comes_again_page_by_page() -> None:
    async def script(player: Player) -> None:
        last = 2 * KEPT + 2
        for _ in range(last):
            await player.press("end", "1")
        assert turns_of(player)[0] > 0
        missing = set(range(last))
        while missing:
            missing -= {turn for turn in missing if f"({turn})" in player.seen}
            before = player.reading.sheet.place
            await player.press("pageup")
            assert not missing or player.reading.sheet.place != before

    drive(script, FakeGame(last=200), size=(80, 30))


def test_another_language_keeps_the_place_far_up() -> None:
    async def script(player: Player) -> None:
        for _ in range(KEPT):
            await player.press("end", "1")
        await player.press("home")
        place, count = player.reading.sheet.place, len(turns_of(player))
        await player.press("l")
        assert "(0)" in player.seen
        assert player.reading.sheet.place == place
        assert len(turns_of(player)) == count

    drive(script, FakeGame(), size=(80, 30))


def rows_of(player: Player) -> list[str]:
    return player.seen.splitlines()


def test_signs_stand_in_the_margin_with_a_rail_under_a_voice_from_far() -> None:
    async def script(player: Player) -> None:
        await player.press("end")
        row = next(row for row in rows_of(player) if "SIMON" in row)
        assert row.startswith(f"  {mark_of('simon')} SIMON")
        at = next(at for at, row in enumerate(rows_of(player)) if "[Martin, radio]" in row)
        assert rows_of(player)[at].startswith(f"  {mark_of('martin')} [Martin")
        sheet = player.reading.sheet
        far = ("far ", "radio")
        block = Block((far,) * 60, who="martin", is_far=True, gap=0)
        sheet.show([block])
        await player.settle()
        shown = [row for row in rows_of(player) if "far far" in row]
        assert [row[:4] for row in shown] == [f"  {mark_of('martin')} ", *["  ┊ "] * 3]

    drive(script, size=(80, 40))


def test_without_a_margin_there_is_no_sign() -> None:
    async def script(player: Player) -> None:
        panel = player.reading.sheet
        panel.styles.width = 24
        panel.show([Block((("Go.", "prose"),), who="simon", gap=0)])
        await player.settle()
        assert any(row.startswith("Go.") for row in rows_of(player))

    drive(script)


def test_the_cursor_stands_on_the_marked_choice_of_a_form() -> None:
    async def script(player: Player) -> None:
        sheet = player.reading.sheet
        words = (("Sign.", "option"),)
        sheet.show(
            [item(str(n), words, n)._replace(paper="form", edges="t" if n == 1 else "b" * (n == 3))
             for n in (1, 2, 3)]
        )  # fmt: skip
        await player.press("j")
        x, y = player.app.cursor_position
        assert rows_of(player)[y][x:].startswith("▸ 2  Sign.")
        assert player.seen.count("▸") == 1
        await player.press("k")
        x, y = player.app.cursor_position
        assert rows_of(player)[y][x:].startswith("▸ 1  Sign.")
        assert rows_of(player)[y - 1].strip().replace("─", "") == "┌┐"

    drive(script, size=(80, 30))


def test_a_low_view_gives_its_rows_to_words() -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1")
        assert rows_of(player)[0].startswith("  › "), player.seen
        await player.press("end")
        assert "\n\n\n" not in player.seen
        await player.resize(40, 30)
        assert "\n\n\n" in player.seen.rstrip()

    drive(script, size=(40, 12))


@pytest.mark.parametrize("key", ["space", "enter"])
def test_reading_on_comes_to_a_whole_picture_and_the_heading_above_it(key: str) -> None:
    def picture(width: int) -> list[Row]:
        return [((f"row {at} of ten", "picture"),) for at in range(1, 11)]

    before, after = paragraphs(5), paragraphs(9)
    heading = Block((("Stone", "chapter"),), gap=2, code="SiO₂")
    plate = Block((("A stone.", "prose"),), drawn=picture)

    async def script(player: Player) -> None:
        sheet = player.reading.sheet
        sheet.show_page([*before[:2], heading, plate, *after])
        await player.settle()
        assert "row 1 of ten" in player.seen
        assert "row 10 of ten" not in player.seen
        await player.press(key)
        assert "S T O N E" in player.seen.replace("\xa0", " ")
        assert "row 10 of ten" in player.seen
        await player.press(key)
        assert "row 1 of ten" not in player.seen, "it does not stay there"
        sheet.show_page([*before[:2], *before, plate, *after])
        await player.settle()
        await player.press(key)
        while "row" not in player.seen:
            await player.press(key)
        if "row 10 of ten" not in player.seen:
            await player.press(key)
        assert "row 1 of ten" in player.seen
        assert "row 10 of ten" in player.seen

    drive(script)


def test_one_block_can_be_renewed_in_its_place() -> None:
    async def script(player: Player) -> None:
        sheet = player.reading.sheet
        sheet.show(paragraphs(5))
        await player.settle()
        before = rows_of(player)
        sheet.renew(1, Block(((PROSE["en"][0].replace("Seven", "Eight"), "prose"),)))
        await player.settle()
        changed = [row for row, was in zip(rows_of(player), before, strict=True) if row != was]
        assert changed
        assert "Eight sleep" in changed[0]
        with pytest.raises(AssertionError):
            sheet.renew(1, Block((("short", "prose"),)))

    drive(script, size=(80, 40))


def test_every_look_can_be_worn_and_the_first_comes_again() -> None:
    async def script(player: Player) -> None:
        words = player.seen
        for name in (*NAMES[1:], NAMES[0]):
            await player.press("v")
            assert player.app.settings.look == name
            assert player.app.painter.look is LOOKS.get(name)
            assert player.app.native_ansi_color == (name in ("terminal", "plain"))
            assert player.seen == words

    drive(script)
