"""The writers' panel beside the page: it follows the play, takes the keys, and makes room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.authoring.panel.desks import small
from tests.ui.tui.player import Player, Script, drive
from ulysse_game.engine import Machine
from ulysse_game.play import Library
from ulysse_game.storage import MemoryShelf
from ulysse_game.ui.tui.app import UlysseApp
from ulysse_game.ui.tui.beside import Beside
from ulysse_game.ui.tui.flow import column
from ulysse_game.ui.tui.game import open_game
from ulysse_game.ui.tui.panel import PanelScreen, ValueScreen
from ulysse_game.ui.tui.reading import ReadingScreen
from ulysse_game.ui.tui.views import beside_width


@pytest.fixture(scope="module")
def machine() -> Machine:
    return small()


Run = Callable[..., UlysseApp]


@pytest.fixture
def run(machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a script on the small story as a writer, on a wide terminal."""
    monkeypatch.setenv("ULYSSE_CACHE_DIR", str(tmp_path / "cache"))

    def go(script: Script, **options: Any) -> UlysseApp:
        options = {"size": (120, 40), "new": True, "seed": 1, "write": True, **options}
        app = drive(script, open_game(Library(machine, MemoryShelf())), **options)
        assert app.trouble is None
        return app

    return go


async def press(player: Player, *keys: str) -> None:
    """Presses keys, and lets the panel be filled after the page has been painted."""
    for key in keys:
        await player.press(key)
        await player.settle()


def right(player: Player) -> str:
    """What stands right of the line between page and panel."""
    rows = player.seen.splitlines()
    return "\n".join(row[76:] for row in rows)


def panel(player: Player) -> Beside:
    """The panel beside the page, which must have been opened."""
    found = player.reading.beside
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("width", "wanted", "text"), [(110, 44, 62), (124, 44, 72), (130, 50, 72), (160, 60, 72)]
)
def test_the_page_keeps_its_column_where_it_can(width: int, wanted: int, text: int) -> None:
    assert beside_width(width) == wanted
    assert column(width - beside_width(width)) == text


def test_it_stays_while_one_plays_and_tells_what_each_choice_changed(run: Run) -> None:
    async def script(player: Player) -> None:
        await press(player, "w")
        assert isinstance(player.app.screen, ReadingScreen)
        assert "Begin." in player.seen
        assert "Tab To the panel" in player.foot
        await press(player, "1")
        assert player.turn == 1
        seen = right(player)
        assert "• ann.stress  held (0) → taut (4)" in seen
        assert "ask: closed, shown with its reason" in seen
        await press(player, "1")
        assert "• ann.stress  taut (4) → raw (8)" in right(player)
        assert "held" not in right(player)
        await press(player, "u")
        assert "held (0) → taut (4)" in right(player)
        await press(player, "5")
        assert "Deck talks: at most 2 are offered" in right(player)
        assert "talk_4: not offered" in right(player)
        await press(player, "f4")
        assert "Deck talks" not in player.seen
        assert "F4 Behind the page" in player.foot

    run(script)


def test_tab_moves_the_keys_and_the_numbers_stay_with_the_page(run: Run) -> None:
    async def script(player: Player) -> None:
        await press(player, "w", "1")
        assert "│" in player.seen
        assert player.reading.sheet.is_active
        await press(player, "tab")
        assert panel(player).has_focus
        assert "┃" in player.seen
        assert "Tab To the page" in player.foot
        marked = [row for row in player.seen.splitlines() if "▸" in row]
        assert len(marked) == 1
        assert "ann.stress" in marked[0]
        await press(player, "down", "1")
        assert player.turn == 2
        assert panel(player).has_focus
        await press(player, "enter")
        assert isinstance(player.app.screen, ValueScreen)
        await press(player, "escape")
        assert panel(player).has_focus
        await press(player, "escape")
        assert not panel(player).has_focus
        await press(player, "tab", "tab", "down", "enter")
        assert player.turn == 3

    run(script)


def test_its_views_from_either_side(run: Run) -> None:
    async def script(player: Player) -> None:
        await press(player, "right")
        assert "1/6" not in player.seen
        await press(player, "w", "right")
        assert "Choices  ←  2/6" in right(player)
        assert "blow: open" in right(player)
        assert player.reading.sheet.is_active
        await press(player, "left", "left")
        assert "windy" in right(player)
        await press(player, "tab", "right", "l")
        assert "Changé par le dernier choix" in right(player)
        assert "Vers la page" in player.foot

    run(script)


def test_values_are_found_while_one_types(run: Run) -> None:
    async def script(player: Player) -> None:
        await press(player, "w", "1", "tab", "a")
        assert "As they began" in right(player)
        assert "       trust  5" in right(player)
        await press(player, "a")
        assert "trust" not in right(player)
        assert "As they began: " in right(player)
        await press(player, "slash")
        assert "Part of a name or of a meaning" in right(player)
        await press(player, *"w1e")
        assert "Nothing of that name." in right(player)
        assert player.turn == 1, "no key that is typed does anything else"
        await press(player, "backspace", "backspace", *"eath")
        assert "• weather  wind, at first calm" in right(player)
        assert "how it is" in right(player), "the meaning is shown"
        assert "stress" not in right(player)
        await press(player, "enter")
        assert panel(player).has_focus
        assert "stress" not in right(player)
        await press(player, "escape")
        assert panel(player).has_focus
        assert "• stress  taut (4), at first held" in right(player)
        await press(player, "slash", *"how it", "down", "escape", "escape")
        assert player.reading.sheet.is_active

    run(script)


def test_by_hand_and_back(run: Run) -> None:
    async def script(player: Player) -> None:
        real = player.app.session
        await press(player, "w", "tab", "slash", *"weather", "enter", "enter", "down", "enter")
        assert player.app.waiting is real
        assert "played aside" in player.seen
        assert panel(player).has_focus
        await press(player, "x")
        assert player.app.session is real
        assert "Back in your playthrough." in player.foot

    run(script)


def test_resizing_moves_it_over_the_page_and_back(run: Run) -> None:
    async def script(player: Player) -> None:
        await press(player, "w", "1", "right")
        await player.resize(100, 40)
        assert isinstance(player.app.screen, ReadingScreen)
        assert "blow: open" not in player.seen
        assert not panel(player).display
        await press(player, "tab")
        assert not panel(player).has_focus
        await player.resize(120, 40)
        assert "blow: open" in right(player)
        await press(player, "tab")
        await player.resize(80, 24)
        assert isinstance(player.app.screen, PanelScreen)
        assert "blow: open" in player.seen
        await player.resize(40, 12)
        await player.resize(120, 40)
        assert isinstance(player.app.screen, ReadingScreen)
        assert panel(player).has_focus
        assert "blow: open" in right(player)
        await player.resize(30, 8)
        assert "too small" in player.seen
        await player.resize(160, 50)
        assert "blow: open" in player.seen
        assert "This page  Choices  Cards  Values  Changes  Rules" in player.seen

    run(script)


def test_resizing_while_one_types_and_under_another_screen(run: Run) -> None:
    async def script(player: Player) -> None:
        await press(player, "w", "tab", "slash", "w")
        await player.resize(80, 24)
        assert isinstance(player.app.screen, PanelScreen)
        assert "weather  calm" in player.seen
        await press(player, "down", "enter")
        assert isinstance(player.app.screen, ValueScreen)
        await player.resize(130, 40)
        assert isinstance(player.app.screen, ValueScreen)
        await press(player, "escape")
        assert isinstance(player.app.screen, ReadingScreen)
        assert panel(player).has_focus
        await press(player, "t")
        await player.resize(80, 24)
        await press(player, "escape")
        await player.resize(81, 24)
        assert player.app.screen is not player.app.screen_stack[0] or not panel(player).display

    run(script)


def test_the_crew_has_a_screen_of_its_own_meanwhile(run: Run) -> None:
    async def script(player: Player) -> None:
        await press(player, "c")
        reading = player.reading
        assert reading._sides.has("crew")
        await press(player, "w")
        assert not reading._sides.has("crew")
        await press(player, "c")
        assert player.app.screen is not reading

    run(script)


def test_it_stands_beside_the_next_page_that_is_opened_too(run: Run) -> None:
    async def script(player: Player) -> None:
        await press(player, "1")
        await press(player, "w", "tab", "slash", *"weather", "enter", "enter", "down", "enter")
        assert "As they began" in player.seen or "weather" in player.seen
        assert panel(player).display

    run(script, new=False)


def test_a_player_has_none(run: Run) -> None:
    async def script(player: Player) -> None:
        await press(player, "w", "f4", "tab", "right")
        assert player.reading.beside is None

    run(script, write=False)


def test_the_panel_is_filled_after_the_page_and_once(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled: list[int] = []

    async def script(player: Player) -> None:
        await press(player, "w")
        reading, fill = player.reading, Beside.fill

        def noting(self: Beside, keep: bool = False) -> None:
            filled.append(reading.page.turn)
            fill(self, keep)

        monkeypatch.setattr(Beside, "fill", noting)
        reading.chosen("blow")
        assert not filled, "the page alone is shown first"
        reading.chosen("blow")
        await player.settle()
        await player.settle()
        assert filled == [2], "two pages that come at once are one filling"

    run(script)


def test_the_mouse_moves_the_keys(run: Run) -> None:
    def row(player: Player, words: str) -> int:
        return next(n for n, text in enumerate(player.seen.splitlines()) if words in text)

    async def script(player: Player) -> None:
        await press(player, "w", "1")
        await player.click(100, row(player, "Rules that wait"))
        assert panel(player).has_focus
        await player.click(20, row(player, "1  Blow."))
        assert player.turn == 2
        assert not panel(player).has_focus

    run(script)
