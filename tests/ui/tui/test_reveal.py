"""Text told slowly: what is new sign by sign, what was read at once, and any key shows the rest."""

from __future__ import annotations

import asyncio

import pytest

from tests.ui.tui.fake import FakeGame
from tests.ui.tui.player import Player, drive
from ulysse_game.ui.tui.flow import Row
from ulysse_game.ui.tui.reveal import PACES, Pace, Telling, Told, cut, length
from ulysse_game.view.page import Line, Page, Run

ROW: Row = (("It ", "prose"), ("is", "emphasis"), (" you.", "prose"))


def test_a_row_is_cut_between_signs() -> None:
    assert cut(ROW, 0) == ()
    assert cut(ROW, 4) == (("It ", "prose"), ("i", "emphasis"))
    assert cut(ROW, 99) == ROW
    assert cut((("e\u0301a", "prose"),), 1) == (("e\u0301", "prose"),)
    assert length(ROW) == 10


def test_rows_come_one_after_the_other_with_a_silence_between_paragraphs() -> None:
    rows = [
        Told(5, (("read", "prose"),), False, True),
        Told(6, (), True, False),
        Told(7, (("abc", "prose"),), True, True),
        Told(8, (("seen", "prose"),), False, True),
        Told(9, (("de", "prose"),), True, True),
    ]
    telling = Telling(rows, Pace(2, 1))

    def seen() -> str:
        return "".join(words for told in rows for words, _ in telling.shown(told.row, told.words))

    assert seen() == "read"
    told = []
    while not telling.is_done:
        telling.step()
        told.append(seen())
    assert told == ["readab", "readabcseen", "readabcseen", "readabcseende"]
    assert telling.shown(20, ROW) == ROW


def test_a_page_of_read_lines_is_not_told() -> None:
    assert Telling([Told(0, ROW, False, True)], Pace(1, 1)).is_done
    assert Telling([], Pace(1, 1)).is_done


def test_the_paces_are_those_of_the_setting() -> None:
    from ulysse_game.view.settings import SPEED

    assert ["0", *PACES] == [value for value, _ in SPEED.values]
    assert [pace.signs for pace in PACES.values()] == [1, 2, 4]


def named(page: Page) -> Page:
    """The same page, its lines with ids."""
    lines = (line._replace(line_id=f"{page.turn}.{n}") for n, line in enumerate(page.lines))
    return page._replace(lines=tuple(lines))


def is_told(player: Player) -> bool:
    return player.reading.sheet._telling is not None


async def some_steps(player: Player, steps: int) -> None:
    """As if so much time had gone by."""
    for _ in range(steps):
        player.reading.sheet._tell_on()
    await player.settle()


def test_a_new_page_is_told_and_a_key_shows_the_rest_without_choosing() -> None:
    async def script(player: Player) -> None:
        assert is_told(player), "the first page too"
        await player.press("end", "1")
        assert player.turn == 1
        assert is_told(player)
        assert "› Put the bracelet" in player.seen
        assert "Seven sleep traces" not in player.seen
        assert "2  Leave" not in player.seen
        await some_steps(player, 12)
        assert "(1) Seven sleep tra" in player.seen
        assert "trac\n" not in player.seen
        await player.press("enter")
        assert not is_told(player)
        assert player.turn == 1
        assert "Seven sleep traces on the screen" in player.seen

    drive(script, FakeGame(named), (80, 30), speed="medium")


def test_it_ends_by_itself_and_the_timer_with_it() -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1")
        sheet = player.reading.sheet
        clock = sheet._clock
        assert clock is not None
        rows = "\n".join(player.seen.split("\n")[2:20])
        for _ in range(2000):
            sheet._tell_on()
        await player.settle()
        assert not is_told(player)
        assert not clock._task or clock._task.cancelled() or clock._task.cancelling()
        assert "\n".join(player.seen.split("\n")[2:20]) != rows

    drive(script, FakeGame(named), (80, 30), speed="fast")


def test_the_timer_tells() -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1")
        for _ in range(200):
            await asyncio.sleep(0.01)
            if not is_told(player):
                break
            at = player.reading.sheet._telling
            assert at is not None
            if at._at or at._signs:
                break
        else:
            raise AssertionError("nothing was told")

    drive(script, FakeGame(named), (80, 30), speed="fast")


def test_what_was_read_before_appears_at_once() -> None:
    game = FakeGame(named)
    game.marks.lines = {f"1.{n}" for n in range(3)}

    async def script(player: Player) -> None:
        await player.press("end", "1")
        assert is_told(player)
        assert "Seven sleep traces on the screen" in player.seen
        assert "The eighth line is flat." not in player.seen

    drive(script, game, (80, 30), speed="slow")
    game.marks.lines = {f"1.{n}" for n in range(99)}

    async def all_read(player: Player) -> None:
        await player.press("end", "1")
        assert not is_told(player)

    drive(all_read, game, (80, 30), speed="slow")


@pytest.mark.parametrize("options", [{"speed": "0"}, {"speed": "slow", "motion": "none"}])
def test_at_once_by_wish_and_without_motion(options: dict[str, str]) -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1")
        assert not is_told(player)

    drive(script, FakeGame(named), (80, 30), **options)


def test_every_command_is_safe_in_the_middle() -> None:
    keys = ["u", "l", "x", "pageup", "v", "question_mark", "escape", "t"]

    async def script(player: Player) -> None:
        for key in keys:
            turn = player.turn
            await player.press("end", "end", "1")
            assert player.turn == turn + 1, key
            assert is_told(player), key
            await some_steps(player, 20)
            await player.press(key)
            if player.app.screen is not player.app.screen_stack[0]:
                await player.press("escape")
            assert not is_told(player), key
            assert player.turn == turn + (key != "u"), key
            player.app.game.marks.lines.clear()  # type: ignore[attr-defined]

    drive(script, FakeGame(named), (80, 30), speed="slow")


def test_a_click_the_wheel_a_resize_and_leaving_are_safe_in_the_middle() -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1")
        await player.click(20, 10)
        assert not is_told(player)
        assert player.turn == 1
        await player.press("end", "1", "end", "1")
        assert is_told(player)
        await player.resize(50, 14)
        assert not is_told(player)
        assert "(3) Seven" in player.seen
        await player.press("end", "1")
        assert is_told(player)
        player.reading.sheet.scroll_rows(3)
        assert not is_told(player)
        await player.press("end", "1", "ctrl+q")

    drive(script, FakeGame(named), (80, 30), speed="slow")


def test_pictures_and_headings_are_there_at_once() -> None:
    def change(page: Page) -> Page:
        picture = Line("plate", (Run("A ship. " * 40),), plate="ship")
        return named(page._replace(lines=(picture, *page.lines)))

    async def script(player: Player) -> None:
        assert is_told(player)
        assert player.seen.count("A ship.") > 20
        assert "1. Ulysses" in player.seen
        assert "Seven sleep" not in player.seen

    drive(script, FakeGame(change), (80, 30), speed="slow")


def test_skipping_goes_to_what_is_new_else_to_the_choices() -> None:
    game = FakeGame(named)
    game.marks.lines = {f"1.{n}" for n in range(8)}

    async def script(player: Player) -> None:
        await player.press("end", "1")
        top = player.leaf.sheet._top
        await player.press("x")
        sheet = player.leaf.sheet
        assert sheet._top > top
        block, _ = sheet.place
        assert block == 8, "the first line that is new is at the top"
        await player.press("x", "x", "x", "x", "x")
        assert sheet.is_at_end
        await player.press("1")
        assert player.turn == 2

    drive(script, game, (60, 16))


def test_a_page_that_was_read_whole_is_skipped_to_its_choices() -> None:
    game = FakeGame(named)
    game.marks.lines = {f"1.{n}" for n in range(99)}

    async def script(player: Player) -> None:
        await player.press("end", "1", "x")
        assert player.leaf.sheet.is_at_end
        assert player.turn == 1, "no choice is made for the player"

    drive(script, game, (60, 16))
