"""The screens driven by keys and mouse: playing to the end, going back, saving, languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.tui.fake import FakeGame, FakeSession
from tests.ui.tui.player import Player, drive
from ulysse_game.play import SaveCard
from ulysse_game.ui.tui import keys
from ulysse_game.ui.tui.transcript import typed
from ulysse_game.view.page import Gauge


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 50)])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_plays_to_the_end_by_enter_alone(size: tuple[int, int], language: str) -> None:
    async def script(player: Player) -> None:
        for _ in range(300):
            if player.reading.page.ending:
                break
            await player.press("enter")
        assert player.turn == 7
        await player.press("end")
        assert "A seat / Une place" in player.seen

    drive(script, FakeGame(last=7), size, language=language)


def test_a_number_chooses_only_what_has_been_in_sight() -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1")
        assert player.turn == 1
        await player.press("2")  # page 1 is long: the choices come into sight first
        assert player.turn == 1
        await player.press("2")
        assert player.turn == 2

    drive(script)


@pytest.mark.parametrize(("key", "label"), [("ampersand", "bracelet"), ("é", "hole")])
def test_the_upper_row_of_a_french_keyboard(key: str, label: str) -> None:
    async def script(player: Player) -> None:
        await player.press(key)
        assert player.turn == 1
        assert f"› {'Put' if label == 'bracelet' else 'Leave'}" in player.seen
        assert label in player.seen

    drive(script, size=(80, 30))


def test_arrows_and_letters_mark_and_skip_what_is_closed() -> None:
    async def script(player: Player) -> None:
        sheet = player.leaf.sheet
        assert sheet.current == "wrist"
        await player.press("down")
        assert sheet.current == "hole"
        await player.press("k")
        assert sheet.current == "wrist"
        await player.press("j", "enter")
        assert "› Leave the hole" in player.seen

    drive(script, size=(80, 30))


def test_a_click_chooses() -> None:
    async def script(player: Player) -> None:
        rows = player.seen.splitlines()
        closed = next(y for y, row in enumerate(rows) if "Ask Simon" in row)
        await player.click(10, closed)
        assert player.turn == 0
        hole = next(y for y, row in enumerate(rows) if "Leave the hole" in row)
        await player.click(10, hole)
        assert player.turn == 1

    drive(script, size=(80, 30))


def test_closed_choices_show_their_reason_and_no_number() -> None:
    async def script(player: Player) -> None:
        assert "–  Ask Simon.  (he is outside)" in player.seen
        assert "2  Leave the hole" in player.seen

    drive(script, size=(80, 30))


def test_earlier_pages_stay_above() -> None:
    async def script(player: Player) -> None:
        for _ in range(4):
            await player.press("end", "1")
        await player.press("home")
        assert "(0) Seven" in player.seen
        assert "▸" not in player.seen
        await player.press("end")
        assert "▸ 1" in player.seen

    drive(script, size=(80, 30))


def test_above_the_page_the_heading_names_no_place() -> None:
    async def script(player: Player) -> None:
        for _ in range(8):
            await player.press("end", "1")

        def head() -> str:
            return "".join(words for row in player.leaf.head.rows for words, _ in row)

        assert "1. Ulysses" in head()
        assert player.leaf.sheet.has_past, "something of an earlier page is in sight already"
        for _ in range(4):
            await player.press("b")
        assert "Earlier pages" in head()
        assert "Ulysses" not in head()
        await player.press("l")
        assert "fr:Earlier pages" in head()
        await player.press("home")
        assert "Earlier pages" in head()
        await player.press("end")
        assert "Earlier pages" not in head()
        assert "Ulysses" in head()

    drive(script)


def test_pages_from_before_this_sitting_are_fetched_only_when_scrolled_to() -> None:
    game = FakeGame()
    session = game.start("en", None)
    for _ in range(6):
        session.choose("wrist")
    game.keep("auto", "", session)

    async def script(player: Player) -> None:
        assert game.transcripts == 0
        assert player.turn == 6
        await player.press("end", "1")
        assert game.transcripts == 0
        await player.press("home")
        assert game.transcripts == 2  # all of them, and that there are no more
        assert "(0) Seven" in player.seen
        for turn in range(8):
            assert sum(f"({turn})" in block.text for block in player.leaf.sheet.blocks) == 1

    drive(script, game, new=False, load="auto-")


def test_back_one_step_and_back_to_a_turn() -> None:
    game = FakeGame()

    async def script(player: Player) -> None:
        await player.press("u")
        assert "This is the first page." in player.foot
        for _ in range(5):
            await player.press("end", "1")
        assert player.turn == 5
        await player.press("backspace")
        assert player.turn == 4
        assert "Back one step" in player.foot
        await player.press("r", "k", "enter")
        assert player.turn == 2
        assert len(game.sessions[0].left) == 2

    drive(script, game)


@pytest.mark.parametrize("new", [True, False])
def test_quick_save_and_quick_load(new: bool) -> None:
    async def script(player: Player) -> None:
        if not new:
            await player.press("1")
        await player.press("f9")
        assert "no quick save" in player.foot
        await player.press("1", "f5")
        assert "Saved." in player.foot
        await player.press("end", "1", "end", "1")
        assert player.turn == 3
        await player.press("g")
        assert player.turn == 1
        assert "Back at the quick save." in player.foot
        await player.press("end")
        assert "quick save" not in player.foot

    drive(script, size=(80, 30), new=new)


def test_saves_are_named_loaded_and_deleted_after_asking() -> None:
    game = FakeGame()

    async def script(player: Player) -> None:
        await player.press("1", "m")
        assert "There is no save yet." in player.seen
        await player.press("n")
        assert "Enter Done" in player.seen
        await player.press(*"mars")
        assert "    mars" in player.seen, "what is typed is seen, in the column of the text"
        await player.press("enter")
        assert "Saved as mars." in player.foot
        assert "mars" in player.seen
        await player.press("d")
        assert "Delete “mars”?" in player.seen
        await player.press("enter")  # the cautious answer is marked
        assert [card.name for card in game.cards] == ["mars"]
        await player.press("d")
        await player.press("1")
        assert game.cards == []
        await player.press("n")
        await player.press(*"full", "enter")
        assert "The disk is full." in player.foot

    drive(script, game, size=(80, 30))


def test_leaving_never_says_that_all_is_saved_when_it_is_not() -> None:
    async def script(player: Player) -> None:
        session = player.reading.session
        assert isinstance(session, FakeSession)
        for unsaved in (False, True):
            session.is_unsaved = unsaved
            said = "not saved." if unsaved else "Everything is saved."
            await player.press("ctrl+c")
            assert said in player.foot
            await player.press("q")
            assert said in player.seen
            await player.press("escape")

    drive(script)


def test_after_deleting_the_save_beside_is_marked() -> None:
    game = FakeGame()

    async def script(player: Player) -> None:
        await player.press("1", "m")
        for name in "abc":
            await player.press("n", name, "enter")
        await player.press("j", "d", "1")
        assert [card.name for card in game.cards] == ["c", "a"]
        assert player.leaf.sheet.current == "named-a"
        await player.press("d", "1")
        assert player.leaf.sheet.current == "named-c"

    drive(script, game, size=(80, 30))


def test_ctrl_c_in_a_prompt_closes_the_prompt_alone() -> None:
    async def script(player: Player) -> None:
        await player.press("m", "n", "a", "ctrl+c")
        assert "Saves" in player.seen
        assert player.app._exit is False

    drive(script)


def test_enter_reads_on_while_choices_are_out_of_sight() -> None:
    async def script(player: Player) -> None:
        sheet = player.leaf.sheet
        sheet.to_start()
        await player.settle()
        while not sheet._shows(sheet._current):
            sheet.scroll_rows(1)
        await player.settle()
        assert not sheet.is_at_end
        await player.press("enter")
        assert player.turn == 0
        assert sheet.is_at_end
        await player.press("enter")
        assert player.turn == 1

    drive(script, size=(60, 12))


def test_a_search_asks_for_no_accents_and_no_printers_signs() -> None:
    assert (
        typed("Équipage\xa0: l’œil, «\u202f22\xa0h\xa030\u202f»") == "equipage : l'œil, « 22 h 30 »"
    )
    assert typed("“It isn’t”") == typed('"it isn\'t"')


def test_without_colours_the_key_for_them_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    async def script(player: Player) -> None:
        await player.press("v")
        assert "no colours" in player.foot

    monkeypatch.setenv("NO_COLOR", "1")
    drive(script, look="plain")


def test_a_new_page_never_begins_amid_a_paragraph_read_before() -> None:
    async def script(player: Player) -> None:
        sheet = player.leaf.sheet
        for _ in range(12):
            await player.press("end", "1")
            at, words, is_first = sheet._window.rows[sheet._top]
            assert is_first, words
            assert at <= sheet._page

    for height in (18, 24, 31, 40):
        drive(script, size=(80, height))


def test_the_status_stays_where_it_is() -> None:
    async def script(player: Player) -> None:
        await player.press("1")

        def at() -> int:
            return next(row for row in player.seen.split("\n") if "Seats" in row).index("SOL")

        await player.press("home")
        before = at()
        assert "↓" in player.foot
        await player.press("end")
        assert "↓" not in player.foot
        assert at() == before

    drive(script, size=(40, 14))


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_the_sign_that_there_is_more_never_touches_the_status(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await player.press("1", "home")
        reading = player.reading
        for length in range(10, size[0]):
            reading.page = reading.page._replace(status=(Gauge("figures", "S" * length),))
            reading.frame()
            status = next(row for row in player.foot.split("\n") if "S" in row or "↓" in row)
            assert "S↓" not in status
            assert len(status) <= size[0]
            assert "↓" in status or "Read on" in player.foot

    drive(script, size=size)


def test_only_damaged_saves_can_still_be_listed() -> None:
    game = FakeGame()
    game.cards.append(SaveCard("auto-x", "auto", damaged=True))

    async def script(player: Player) -> None:
        assert "Continue" not in player.seen
        assert "Load" in player.seen

    drive(script, game, new=False)


def test_language_in_the_middle_of_a_page_keeps_the_place() -> None:
    async def script(player: Player) -> None:
        await player.press("end", "1", "pagedown")
        place = player.leaf.sheet.place
        assert place != (0, 0)
        await player.press("l")
        assert player.leaf.sheet.place == place
        assert "La huitième ligne est plate" in player.seen
        assert "fr:Read on" in player.foot
        await player.press("l")
        assert "The eighth line is flat" in player.seen
        assert player.leaf.sheet.place == place

    drive(script)


def test_language_after_some_pages_keeps_what_stood_above() -> None:
    async def script(player: Player) -> None:
        for _ in range(4):
            await player.press("end", "1")
        rows = [bool(row.strip(" ")) for row in player.seen.splitlines()]
        await player.press("l")
        assert "(4) Sept" in player.seen
        after = [bool(row.strip(" ")) for row in player.seen.splitlines()]
        assert after.index(True) <= rows.index(True) + 2

    drive(script)


def test_notices_are_shown_once_and_cleared() -> None:
    async def script(player: Player) -> None:
        assert player.app.session is not None
        player.app.session.notices.append("Playing in memory.")
        await player.press("1")
        assert "Playing in memory." in player.foot
        assert player.app.session.notices == []
        await player.press("end")
        assert "Playing in memory." not in player.foot

    drive(script, size=(80, 30))


def test_transcript_is_whole_searched_and_written(tmp_path: Path) -> None:
    async def script(player: Player) -> None:
        for _ in range(6):
            await player.press("end", "1")
        await player.press("t")
        assert "people on Mars." in player.seen
        await player.press("slash")
        await player.press(*"REPORT", "enter")
        assert "1 of 2" in player.foot
        assert "REPORT · SOL 0" in player.seen
        await player.press("n")
        assert "2 of 2" in player.foot
        await player.press("w", "1", "w", "1")
        assert "ulysse-transcript-2.txt" in player.foot.replace("\n", "").replace(" ", "")
        await player.press("escape")
        assert player.turn == 6

    drive(script, size=(80, 30), folder=tmp_path)
    words = (tmp_path / "ulysse-transcript.txt").read_text(encoding="utf-8")
    assert words == (tmp_path / "ulysse-transcript-2.txt").read_text(encoding="utf-8")
    assert "\nSIMON  “Latch three." in words
    assert words.count("REPORT") == 2


def test_crew_beside_the_text_or_on_its_own() -> None:
    async def beside(player: Player) -> None:
        await player.press("c")
        assert "Eva Müller" in player.seen
        assert "(0) Seven" in player.seen
        await player.resize(90, 30)
        assert "Eva Müller" not in player.seen

    async def alone(player: Player) -> None:
        await player.press("c")
        assert "Eva Müller" in player.seen
        assert "(0) Seven" not in player.seen
        await player.press("c")
        assert "(0) Seven" in player.seen

    drive(beside, size=(120, 40))
    drive(alone, size=(80, 24))


def test_help_and_menu_come_from_the_key_map() -> None:
    async def script(player: Player) -> None:
        await player.press("question_mark")
        text = "\n".join(block.lead[0] + block.text for block in player.leaf.sheet.blocks)
        for _, commands in keys.GROUPS:
            for command in commands:
                if command.keys:
                    assert " ".join(keys.display(command)) in text
                    assert command.help in text
        await player.press("escape", "escape")
        assert "Back to the story" in player.seen
        await player.press("2")
        assert "This is the first page." in player.foot

    drive(script)


def test_title_page_and_back_to_it() -> None:
    game = FakeGame()

    async def script(player: Player) -> None:
        assert "O N E   S E A T   S H O R T" in player.seen.replace("\xa0", " ")
        assert "1  New game" in player.seen
        await player.press("l")
        assert "U N E   P L A C E" in player.seen.replace("\xa0", " ")
        await player.press("l", "1")
        assert player.turn == 0
        await player.press("end", "1", "escape")
        names = [block.item for block in player.leaf.sheet.blocks if block.item]
        await player.press(*["j"] * names.index("title"), "enter")
        assert "1  Continue" in player.seen
        assert game.sessions[0].closed == 1
        await player.press("1")
        assert player.turn == 1

    drive(script, game, new=False)


def test_after_an_ending_one_can_go_back() -> None:
    async def script(player: Player) -> None:
        for _ in range(2):
            await player.press("end", "1")
        await player.press("end")
        assert "A seat / Une place" in player.seen
        await player.press("1", "enter")
        assert player.turn == 1

    drive(script, FakeGame(last=2))


def test_too_small_a_terminal_says_so_and_comes_back() -> None:
    async def script(player: Player) -> None:
        for width, height in [(1, 1), (3, 2), (39, 30), (80, 11), (300, 100), (20, 5)]:
            await player.resize(width, height)
        assert "40 columns" in player.seen.replace("\n", " ")
        await player.press("1")
        await player.resize(80, 30)
        assert player.turn == 0
        assert "(0) Seven" in player.seen
        await player.press("1")
        assert player.turn == 1

    drive(script)


def test_quitting_asks_first() -> None:
    async def script(player: Player) -> None:
        await player.press("q")
        assert "Leave the game?" in player.seen
        await player.press("escape")
        assert player.turn == 0
        await player.press("q")
        await player.press("1")

    app = drive(script)
    assert app.return_code == 0


def test_ctrl_c_twice_leaves() -> None:
    async def script(player: Player) -> None:
        await player.press("ctrl+c")
        assert "Ctrl+C once more" in player.foot
        await player.press("down", "ctrl+c")
        assert player.app._exit is False
        await player.press("ctrl+c")
        assert player.app._exit is True

    drive(script)


def test_looks_can_be_changed_while_playing() -> None:
    kept: list[tuple[str, str]] = []

    async def script(player: Player) -> None:
        await player.press("v")
        assert player.app.theme == "daylight"
        assert player.leaf.sheet.painter is player.app.painter

    drive(script, remember=lambda name, value: kept.append((name, value)))
    assert kept == [("look", "daylight")]


def test_a_mistake_of_ours_ends_without_a_traceback() -> None:
    game = FakeGame()
    game.breaks_at = 0
    apps = []

    async def script(player: Player) -> None:
        apps.append(player.app)
        await player.press("1")

    with pytest.raises(ZeroDivisionError):
        drive(script, game, size=(80, 30))
    assert isinstance(apps[0].trouble, ZeroDivisionError)
    assert apps[0]._exit_renderables == []


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
def test_the_heading_stays_where_it_is_from_screen_to_screen(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        def heading() -> int:
            return next(at for at, row in enumerate(player.seen.split("\n")) if row.strip())

        await player.press("end", "1")
        at = heading()
        page = player.leaf
        ids = ("saves", "turns", "transcript", "notebook", "endings", "settings", "help")
        for command in keys.READING:
            if command.id in ids:
                await player.press(command.keys[0])
                assert player.leaf is not page, command.id
                assert heading() == at, command.id
                await player.press("escape")

    drive(script, size=size)


# The menu


def menu_names(player: Player) -> list[str]:
    return [block.item for block in player.leaf.sheet.blocks if block.item]


@pytest.mark.parametrize("command", [each for each in keys.READING if each.menu and each.keys])
def test_the_keys_beside_the_entries_of_the_menu_work_there(command: keys.Command) -> None:
    """Each leads where choosing its entry does."""
    seen: list[str] = []

    async def script(player: Player) -> None:
        await player.press("1", "escape")
        for key in command.keys:
            row = next(row for row in player.seen.split("\n") if command.label in row)
            assert keys.display(command)[0] in row.split()
            await player.press(key)
            seen.append(f"{player.app.screen} {player.turn if key == 'u' else ''} {player.seen}")
            break

    drive(script, size=(80, 40))
    by_key = seen[:]

    async def chosen(player: Player) -> None:
        await player.press("1", "escape")
        await player.press(*["j"] * menu_names(player).index(command.action), "enter")
        seen.append(
            f"{player.app.screen} {player.turn if command.id == 'undo' else ''} {player.seen}"
        )

    drive(chosen, size=(80, 40))
    assert seen[-1] == by_key[0]
    assert not by_key[0].startswith("MenuScreen")


def test_the_menu_has_no_keys_of_what_it_does_not_show() -> None:
    async def script(player: Player) -> None:
        await player.press("escape")
        assert "panel" not in menu_names(player)
        await player.press("w", "f4")
        assert "Back to the story" in player.seen
        await player.press("colon")
        assert "Find a command" in player.seen
        assert "Back to the story" not in player.seen
        await player.press("escape")
        assert player.turn == 0

    drive(script)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("write", [False, True])
def test_the_whole_menu_is_in_sight_in_a_usual_terminal(language: str, write: bool) -> None:
    async def script(player: Player) -> None:
        await player.press("escape")
        for size in [(80, 24), (120, 40)]:
            await player.resize(*size)
            for block in player.leaf.sheet.blocks:
                assert block.text.split("  ")[0] in player.seen, size
            assert player.leaf.sheet.is_at_end
            assert "↓" not in player.seen
        await player.resize(80, 40)
        assert "Menu" in player.seen

    drive(script, language=language, write=write)


@pytest.mark.parametrize("mouse", ["on", "off"])
@pytest.mark.parametrize("size", [(40, 12), (80, 20)])
def test_a_menu_of_which_some_is_out_of_sight_says_so(size: tuple[int, int], mouse: str) -> None:
    async def script(player: Player) -> None:
        await player.press("escape")
        assert "Find a command" not in player.seen
        assert player.seen.split("\n")[-1].endswith("↓") or "↓" in player.foot
        await player.press("end")
        assert "Find a command" in player.seen
        assert "↓" not in player.seen
        await player.press("home", "pagedown", "pagedown", "pagedown")
        assert "Find a command" in player.seen

    drive(script, size=size, mouse=mouse)
