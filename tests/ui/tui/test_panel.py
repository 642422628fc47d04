"""The writers' panel on the screen: its views, its keys, and the playthrough that waits."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
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
from ulysse_game.ui.tui.game import open_game
from ulysse_game.ui.tui.panel import PanelScreen, ValueScreen, WaysScreen
from ulysse_game.ui.tui.reading import ReadingScreen


@pytest.fixture(scope="module")
def machine() -> Machine:
    return small()


Run = Callable[..., UlysseApp]


@pytest.fixture
def run(machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a script on the small story as a writer."""
    monkeypatch.setenv("ULYSSE_CACHE_DIR", str(tmp_path / "cache"))

    def go(script: Script, **options: Any) -> UlysseApp:
        options = {"size": (80, 24), "new": True, "seed": 1, "write": True, **options}
        app = drive(script, open_game(Library(machine, MemoryShelf())), **options)
        assert app.trouble is None
        return app

    return go


def at(player: Player) -> str:
    """Where the session that is played stands."""
    session: Any = player.app.session
    location: str = session.moment.after.location
    return location


def ways(player: Player) -> WaysScreen:
    """The list of ways, which must be up."""
    assert isinstance(player.app.screen, WaysScreen)
    return player.app.screen


async def searched(player: Player, screen: WaysScreen) -> None:
    """Waits for the search of this list to end."""
    await asyncio.to_thread(screen.search.join)
    await player.settle()


async def found(player: Player) -> None:
    """Waits until all ways are listed."""
    await searched(player, ways(player))


def test_a_player_has_no_panel(run: Run) -> None:
    async def script(player: Player) -> None:
        await player.press("w", "f4")
        assert isinstance(player.app.screen, ReadingScreen)
        await player.press("escape")
        assert "Behind the page" not in player.seen
        await player.press("escape", "question_mark")
        assert "Behind the page" not in player.seen

    run(script, write=False)


def test_the_menu_the_hint_and_the_help_have_it(run: Run) -> None:
    async def script(player: Player) -> None:
        assert "F4 Behind the page" in player.foot
        await player.press("escape")
        assert "Behind the page" in player.seen
        await player.press("escape", "question_mark")
        assert "For writers" in player.seen
        await player.press("escape", "f4")
        assert isinstance(player.app.screen, PanelScreen)
        await player.press("f4")
        assert isinstance(player.app.screen, ReadingScreen)

    run(script)


def test_the_views(run: Run) -> None:
    async def script(player: Player) -> None:
        await player.press("1", "w")
        seen = player.seen
        assert "Behind the page · This page · start" in seen
        assert "• ann.stress  held (0) → taut (4)" in seen
        assert "rules that acted: windy" in seen
        assert "ask: closed, shown with its reason" in seen
        assert "ann.trust >= 6: no, it is 5" in seen
        assert "blow" not in seen, "it is open"
        await player.press("tab")
        assert "Behind the page · Choices · start" in player.seen
        assert "blow: open" in player.seen
        await player.press("tab")
        assert "No deck is drawn here." in player.seen
        await player.press("right")
        seen = player.seen
        assert "Changed by the last choice" in seen
        assert "ann\n" in seen
        assert "• stress  taut (4), at first held" in seen
        await player.press("tab")
        assert "calm → wind" in player.seen
        await player.press("tab")
        assert "windy: acted on this page" in player.seen
        await player.press("tab")
        assert "This page" in player.seen
        await player.press("left", "escape", "w")
        assert "windy: acted on this page" in player.seen, "the view of last time"
        await player.press("l")
        assert "windy\xa0: a agi sur cette page" in player.seen

    run(script)


def test_values_are_found_and_set_by_hand_aside(run: Run) -> None:
    async def script(player: Player) -> None:
        real = player.app.session
        await player.press("w", "slash", *"ann.trust")
        assert "trust  5" in player.seen, "every sign filters"
        assert "bob" not in player.seen
        await player.press("enter")
        assert isinstance(player.app.screen, PanelScreen)
        await player.press("enter")
        assert isinstance(player.app.screen, ValueScreen)
        assert "it may be 0..10" in player.seen
        await player.press("s", *"99", "enter")
        assert "ann.trust may be 0..10." in player.foot
        await player.press("s", *"6", "enter")
        assert isinstance(player.app.screen, ReadingScreen)
        assert "played aside" in player.seen
        assert "made by hand" in player.foot
        assert player.app.session is not real
        assert player.app.waiting is real
        assert "Ask." in player.seen
        await player.press("f5")
        assert player.foot.endswith("This is played aside and is not saved.")
        await player.press("m")
        assert isinstance(player.app.screen, ReadingScreen)
        await player.press("w", "x")
        assert player.app.session is real
        assert player.app.waiting is None
        assert "played aside" not in player.seen
        await player.press("w", "x")
        assert "This is your playthrough." in player.foot

    run(script)


def test_a_value_from_the_list(run: Run) -> None:
    async def script(player: Player) -> None:
        await player.press("w", "slash", *"weather", "enter", "enter", "down", "enter")
        session: Any = player.app.session
        assert session.moment.after.values[session.library.machine.layout.slots["weather"]] == 2

    run(script)


def test_one_hand_made_state_after_another_and_leaving(run: Run) -> None:
    closed: list[str] = []

    def note(session: Any, name: str) -> None:
        close = session.close

        def closing() -> None:
            closed.append(name)
            close()

        session.close = closing

    async def script(player: Player) -> None:
        real = player.app.session
        note(real, "real")
        for value in "67":
            await player.press("w", "slash", *"ann.trust", "enter", "enter", "s", value, "enter")
            note(player.app.session, value)
        assert closed == ["6"]
        assert player.app.waiting is real

    run(script).close_session()
    assert closed == ["6", "7", "real"]


def test_going_to_a_scene_by_one_of_several_ways(run: Run) -> None:
    async def script(player: Player) -> None:
        real = player.app.session
        await player.press("w", "g", *"hub", "enter")
        await found(player)
        assert "Ways to hub" in player.seen
        assert "1  Choices: 1, the fewest there can be" in player.seen
        assert "Choices that are not open" in player.seen, "what one comes from is seen below"
        await player.press("1")
        assert isinstance(player.app.screen, ReadingScreen)
        assert at(player) == "hub"
        await player.press("t")
        assert "Begin." in player.seen, "the pages on the way are in the transcript"
        await player.press("escape", "u")
        assert at(player) == "start"
        await player.press("w", "x")
        assert player.app.session is real

    run(script, size=(100, 40))


def test_going_where_nothing_leads(run: Run) -> None:
    async def script(player: Player) -> None:
        await player.press("w", "g", *"hab", "enter")
        assert "did you mean `hub`?" in player.foot
        await player.press("g", *"later", "enter")
        await searched(player, ways(player))
        assert "No way leads to later" in player.foot
        await player.press("g", "escape")
        assert isinstance(player.app.screen, PanelScreen)

    run(script)


def test_loading_a_save_leaves_what_was_played_aside(run: Run) -> None:
    async def script(player: Player) -> None:
        await player.press("f5", "1", "w", "slash", *"ann.trust", "enter", "enter", "s", "6")
        await player.press("enter", "f9")
        assert player.app.waiting is None
        assert player.turn == 0

    run(script)


@pytest.mark.skipif(os.name != "posix", reason="a script as a program")
def test_the_editor_is_opened_at_the_marked_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    program = tmp_path / "subl"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(out)!r}, 'w').write(' '.join(sys.argv[1:]))\n",
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", str(program))
    scenes = tmp_path / "1_part" / "scenes.yaml"

    async def script(player: Player) -> None:
        from ulysse_game.authoring import editor

        await player.press("w", "tab", "down", "e")
        editor._OPEN[-1].wait(timeout=30)
        assert out.read_text(encoding="utf-8") == f"{scenes}:9:1"
        await player.press("tab", "e")
        editor._OPEN[-1].wait(timeout=30)
        assert out.read_text(encoding="utf-8") == f"{scenes}:2:1"

    run(script, story=tmp_path)


def test_an_editor_that_needs_the_terminal_where_it_cannot_be_lent(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VISUAL", sys.executable)

    async def script(player: Player) -> None:
        await player.press("w", "e")
        assert "cannot be lent" in player.foot

    run(script, story=tmp_path)


@pytest.mark.parametrize("size", [(40, 12), (120, 40)])
def test_it_can_be_read_in_every_size(run: Run, size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await player.press("w")
        for _ in range(5):
            await player.press("tab")
            assert all(len(line) <= size[0] for line in player.seen.splitlines())

    run(script, size=size)


def test_an_ending_aside_leads_back(run: Run) -> None:
    async def script(player: Player) -> None:
        real = player.app.session
        await player.press("w", "slash", *"weather", "enter", "enter", "down", "enter")
        while player.reading.page.ending is None:
            await player.press("end", str(len(player.reading.page.open_options)))
        assert "1  Back to your playthrough" in player.seen
        await player.press("1")
        assert player.app.session is real
        while player.reading.page.ending is None:
            await player.press("end", str(len(player.reading.page.open_options)))
        assert "1  Back to an earlier choice" in player.seen

    run(script, size=(100, 60))
