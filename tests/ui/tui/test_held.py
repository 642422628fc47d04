"""A key that is held down reads on and never chooses; a number never takes what nobody has seen."""

from __future__ import annotations

import pytest
from textual import events

from tests.ui.tui.fake import FakeGame
from tests.ui.tui.player import APART, REPEAT, Player, drive
from tests.ui.tui.test_sheet import paragraphs
from ulysse_game.ui.tui.flow import item
from ulysse_game.ui.tui.held import DELAY, HELD, LATE, Keyboard


def presses(*whens: float) -> list[bool]:
    """Which presses of a key at these times are a key held down, all having come."""
    keyboard = Keyboard()
    made = [events.Key("enter", None) for _ in whens]
    for press, when in zip(made, whens, strict=True):
        press.time = when
        keyboard.hear(press)
    return [keyboard.has_repeated(press) for press in made]


def test_the_same_key_within_a_tenth_of_a_second_is_held_as_long_as_it_keeps_coming() -> None:
    assert presses(0.0, 0.04, 0.08, 0.12, 0.16) == [False, True, True, True, True]
    assert presses(0.0, 1.0, 1.09, 1.4) == [False, False, True, False]
    assert presses(0.0, 0.2, 0.4, 0.6) == [False] * 4, "a quick hand"
    assert presses(0.0, 0.04, 0.24, 0.44, 0.7) == [False, True, True, True, False]
    assert presses(100.0, 1.0, 1.3) == [False, False, False], "a clock that was put back"
    assert REPEAT < HELD < LATE < DELAY < APART


@pytest.mark.parametrize("delay", [0.25, 0.5, 0.66])
def test_a_first_repeat_is_known_by_the_second(delay: float) -> None:
    assert presses(0.0, delay, delay + 0.04) == [False, True, True]
    assert presses(0.0, delay) == [False, False], "a second press, or a repeat: nobody knows yet"
    keyboard = Keyboard()
    for when in (0.0, delay):
        press = events.Key("1", None)
        press.time = when
        keyboard.hear(press)
        keyboard.answer(press)
        assert keyboard.is_doubtful == (when > 0)


def test_what_is_asked_of_each_press_is_that_press() -> None:
    keyboard = Keyboard()
    first, again, other, back = (events.Key(key, None) for key in ("enter", "enter", "1", "enter"))
    for at, press in enumerate((first, again, other, back)):
        press.time = at * REPEAT
        keyboard.hear(press)
    found = {}
    for name, press in (("back", back), ("again", again), ("first", first), ("other", other)):
        keyboard.answer(press)
        found[name] = keyboard.is_held
    assert found == {"first": False, "again": True, "other": False, "back": False}
    keyboard.answer(again)
    keyboard.rest()
    assert not keyboard.is_held


def test_a_busy_machine_hands_on_late_and_at_once_what_a_held_key_sent() -> None:
    assert presses(0.0, 0.5, 0.7, 0.7, 0.7, 0.9) == [False, False, True, True, True, True]


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 60)])
@pytest.mark.parametrize("key", ["enter", "1", "ampersand"])
@pytest.mark.parametrize("delay", [REPEAT, 0.5])
def test_a_held_key_takes_one_choice_and_stops_at_the_next(
    size: tuple[int, int], key: str, delay: float
) -> None:
    async def script(player: Player) -> None:
        await player.press("end")
        await player.hold(key, 30, delay)
        assert player.turn == 1
        assert "▸ 1" in player.seen, "it has read on to the choices"
        await player.press(key)
        assert player.turn == 2, "a press of its own chooses"

    drive(script, FakeGame(), size)


def test_a_held_enter_reads_a_page_of_the_first_press_on_and_stops() -> None:
    async def script(player: Player) -> None:
        sheet = player.leaf.sheet
        assert not sheet.is_at_end
        await player.hold("enter")
        assert player.turn == 0
        assert sheet.is_at_end
        await player.press("enter")
        assert player.turn == 1

    drive(script, size=(40, 12))


def test_presses_that_come_before_one_is_answered_are_told_apart() -> None:
    """The second has come when the first is acted on: it must not be taken for it."""

    async def script(player: Player) -> None:
        for time in range(9):
            player.send("1", REPEAT if time else APART)
        await player.settle()
        assert player.turn == 1

    drive(script, size=(80, 40))


def test_a_quick_hand_chooses_a_moment_later() -> None:
    async def script(player: Player) -> None:
        await player.press("1")
        player.send("1", 0.3)
        await player.settle()
        await player.know()
        assert player.turn == 2
        player.send("1", 0.3)
        await player.press("u")  # before it is known: the page is another then
        await player.know()
        assert player.turn == 1

    drive(script, size=(80, 60))


def test_while_a_page_is_told_slowly_a_held_key_does_not_choose_either() -> None:
    async def script(player: Player) -> None:
        await player.hold("enter", 9)
        assert player.turn == 0
        await player.press("enter")
        assert player.turn == 1
        await player.hold("enter", 9)
        assert player.turn == 1

    drive(script, size=(80, 40), speed="slow")


def test_on_a_list_a_held_enter_chooses_once() -> None:
    game = FakeGame()

    async def script(player: Player) -> None:
        await player.press("1", "s", "m", "d", "k")
        await player.hold("enter")  # Delete: what stands below would be loaded next
        assert game.cards == []
        await player.press("escape", "s", "m")
        before = player.app.session
        await player.press("d", "k")
        player.send("escape")
        await player.settle()
        await player.press("n", "a")
        await player.hold("enter")  # the name is given, and the save under it not loaded
        assert [card.name for card in game.cards][:1] == ["a"]
        assert player.app.session is before
        assert "Saves" in player.seen

    drive(script, game, size=(80, 40))


def test_from_the_title_a_held_enter_comes_to_the_first_page_and_no_further() -> None:
    async def script(player: Player) -> None:
        await player.hold("enter")
        assert player.turn == 0
        await player.press("enter")
        assert player.turn == 1

    drive(script, size=(80, 40), new=False)


def test_a_click_is_not_taken_for_the_key_that_was_held_before_it() -> None:
    game = FakeGame()

    async def script(player: Player) -> None:
        before = player.app.session
        await player.press("s", "m")
        await player.hold("x", 5)
        assert player.app.keyboard.is_held
        assert player.app.session is before
        await player.click_on("Load")
        assert player.app.session is not before
        assert player.turn == 0

    drive(script, game, size=(80, 40))


# Numbers


def choices_in_sight(player: Player) -> list[str]:
    return [sign for sign in ("1  Put", "2  Ask", "3  Leave") if sign in player.seen]


def test_a_number_brings_all_choices_into_sight() -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1", "home", "end", "u", "end", "1")  # a long page
        assert player.turn == 1
        assert choices_in_sight(player) == []
        await player.press("1")
        assert player.turn == 1
        assert len(choices_in_sight(player)) == 3
        await player.press("1")
        assert player.turn == 2

    drive(script)


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
def test_a_number_goes_to_a_choice_that_was_never_in_sight(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async def script(player: Player) -> None:
        sheet = player.leaf.sheet
        many = [
            item(str(n), ((f"entry {n} " + "and more " * 30, "option"),), n) for n in range(1, 10)
        ]
        sheet.show_page([*paragraphs(9), *many])
        taken: list[str] = []
        monkeypatch.setattr(player.leaf, "chosen", taken.append)
        await player.settle()
        await player.press("1")
        assert "entry 1 " in player.seen
        assert "entry 9 " not in player.seen
        await player.press("9")
        assert taken == []
        assert "▸ 9  entry 9 " in player.seen
        await player.press("9")
        assert taken == ["9"]
        await player.press("1")
        assert taken == ["9", "1"], "it has been in sight"

    drive(script, size=size)


def test_a_number_goes_to_an_entry_of_a_list_that_was_never_in_sight(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def script(player: Player) -> None:
        sheet = player.leaf.sheet
        words = ("word " * 40, "option")
        sheet.show([item(str(n), ((f"entry {n} ", "option"), words), n) for n in range(1, 10)])
        taken: list[str] = []
        monkeypatch.setattr(player.leaf, "chosen", taken.append)
        await player.settle()
        await player.press("9")
        assert taken == []
        assert "▸ 9  entry 9 " in player.seen
        await player.press("9")
        assert taken == ["9"]

    drive(script)


# The choices stay in sight


def test_after_a_step_back_one_chooses_again() -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1", "end", "1", "u")
        assert player.turn == 1
        assert player.reading.sheet.is_at_end
        assert len(choices_in_sight(player)) == 3
        assert "Back one step" in player.foot
        await player.press("2")
        assert player.turn == 2
        await player.press("u", "u")
        assert player.turn == 0
        assert "▸ 1  Put" in player.seen

    drive(script)


@pytest.mark.parametrize("load", [True, False])
def test_a_page_not_read_just_now_is_shown_from_its_beginning(load: bool) -> None:
    game = FakeGame()
    session = game.start("en", None)
    for _ in range(4):
        session.choose("wrist")
    game.keep("auto", "", session)

    async def script(player: Player) -> None:
        if load:
            await player.press("u", "u", "u")
        else:
            await player.press("r", "k", "k", "enter")
        assert player.turn == 1
        assert "(1) Seven" in player.seen
        assert not player.reading.sheet.is_at_end
        await player.press("end", "1", "u")
        assert player.turn == 1
        assert player.reading.sheet.is_at_end, "now it was read"

    drive(script, game, new=False, load="auto-")


def test_a_smaller_terminal_keeps_the_choices_in_sight() -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1", "end", "j")
        for size in [(60, 18), (40, 12), (80, 24), (120, 40), (40, 12)]:
            await player.resize(*size)
            assert "▸ 2  Ask" in player.seen, size
        await player.press("home")
        await player.resize(80, 24)
        assert "▸" not in player.seen

    drive(script)
