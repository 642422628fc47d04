"""Ways to choose from in the screen: listed as they are found, over the page of the first one."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.authoring.panel.desks import small
from tests.ui.tui.player import Player, Script, drive
from ulysse_game.authoring.arriving import Aim, Nowhere, Offered, Way, aimed, carried_out, offered
from ulysse_game.engine import Machine
from ulysse_game.play import Library
from ulysse_game.storage import MemoryShelf, StorageTrouble
from ulysse_game.ui.tui.app import UlysseApp
from ulysse_game.ui.tui.game import open_game
from ulysse_game.ui.tui.reading import ReadingScreen
from ulysse_game.ui.tui.ways import WaysScreen


@pytest.fixture(scope="module")
def machine() -> Machine:
    return small()


class Desk:
    """The small story, begun at its hub by the shortest way, with others on offer."""

    def __init__(self, machine: Machine, most: int = 5) -> None:
        aim = aimed(machine, "hub")
        assert isinstance(aim, Aim)
        offer = offered(machine, aim, "hub", MemoryShelf(), 20.0, most)
        first = next(offer.rest)
        assert isinstance(first, Way)
        trouble = StorageTrouble("Choices made on the way to {name}: {count}.", name="x", count="1")
        self.library = Library(machine, MemoryShelf(trouble))
        self.save = carried_out(self.library, first.route, "en")
        self.offer = offer._replace(first=first)

    def run(self, script: Script, offer: Offered | None = None, **options: Any) -> UlysseApp:
        """Runs a script in the screen that opens there."""
        asked = {"size": (100, 40), "write": True, "new": False, "load": self.save, **options}
        app = drive(script, open_game(self.library), ways=offer or self.offer, **asked)
        assert app.trouble is None
        return app


@pytest.fixture
def desk(machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    monkeypatch.setenv("ULYSSE_CACHE_DIR", str(tmp_path / "cache"))
    return Desk(machine)


def chooser(player: Player) -> WaysScreen:
    """The chooser, which must be up."""
    assert isinstance(player.app.screen, WaysScreen)
    return player.app.screen


async def searched(player: Player, screen: WaysScreen) -> None:
    """Waits for the search to end."""
    await asyncio.to_thread(screen.search.join)
    await player.settle()


def came_by(player: Player) -> list[str]:
    """The choices made."""
    assert player.app.session is not None
    choices = player.app.session.evidence().choices
    assert choices is not None
    return [f"{place}: {choice}" for place, choice in choices]


def test_they_are_listed_over_the_page_of_the_first(desk: Desk) -> None:
    async def script(player: Player) -> None:
        await searched(player, chooser(player))
        seen = player.seen
        assert "Ways to hub" in seen
        assert "1  Choices: 1, the fewest there can be" in seen
        assert "2  Choices: " in seen
        assert "Keep the first" in seen
        assert seen.index("Ways to hub") < seen.index("The hub.") < seen.index("Sleep.")
        await player.press("escape")
        assert isinstance(player.app.screen, ReadingScreen)
        assert came_by(player) == ["start: in"]
        assert player.app.waiting is None

    desk.run(script)


def test_another_takes_the_place_of_the_first(desk: Desk) -> None:
    async def script(player: Player) -> None:
        await searched(player, chooser(player))
        await player.press("2")
        assert isinstance(player.app.screen, ReadingScreen)
        made = came_by(player)
        assert len(made) > 1
        assert player.app.waiting is None, "it is no other playthrough aside"
        assert f"Choices made on the way to x: {len(made)}." in player.foot
        kept = desk.library.saves()
        assert len({card.id for card in kept}) == 1, "the first is forgotten"

    desk.run(script)


def test_the_first_by_its_number_is_the_first(desk: Desk) -> None:
    async def script(player: Player) -> None:
        session = player.app.session
        await player.press("1")
        assert isinstance(player.app.screen, ReadingScreen)
        assert player.app.session is session
        assert desk.offer.stop.is_set()

    desk.run(script)


def slowly(desk: Desk, given: Event, gate: Event) -> Offered:
    """The same ways, each found only when the test says so."""

    def rest() -> Generator[Way | Nowhere, None, None]:
        for way in desk.offer.rest:
            yield way
            given.set()
            gate.wait(30)

    return desk.offer._replace(rest=rest())


def test_a_way_can_be_taken_while_others_are_looked_for(desk: Desk) -> None:
    given, gate = Event(), Event()
    offer = slowly(desk, given, gate)

    async def script(player: Player) -> None:
        screen = chooser(player)
        await asyncio.to_thread(given.wait, 30)
        await player.settle()
        assert "Looking for more…" in player.seen
        assert "2  Choices: " in player.seen
        await player.press("down", "l")
        assert "On en cherche d’autres…" in player.seen
        await player.press("enter")
        assert isinstance(player.app.screen, ReadingScreen)
        assert len(came_by(player)) > 1
        assert offer.stop.is_set()
        gate.set()
        await searched(player, screen)
        assert isinstance(player.app.screen, ReadingScreen)

    desk.run(script, offer)


def test_where_there_is_no_other_it_closes(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ULYSSE_CACHE_DIR", str(tmp_path / "cache"))
    desk = Desk(machine, most=1)

    async def script(player: Player) -> None:
        screen = player.app.screen
        if isinstance(screen, WaysScreen):
            await searched(player, screen)
        assert isinstance(player.app.screen, ReadingScreen)
        assert "No other way was found to hub." in player.foot

    desk.run(script)


def test_a_mistake_of_ours_in_the_search_is_told(desk: Desk) -> None:
    def rest() -> Generator[Way | Nowhere, None, None]:
        raise ZeroDivisionError
        yield Nowhere(True, "")

    async def script(player: Player) -> None:
        if isinstance(player.app.screen, WaysScreen):
            await searched(player, player.app.screen)

    with pytest.raises((ZeroDivisionError, AssertionError)):
        desk.run(script, desk.offer._replace(rest=rest()))


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 50)])
def test_every_size(desk: Desk, size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await searched(player, chooser(player))
        assert all(len(line) <= size[0] for line in player.seen.splitlines())
        assert "▸" in player.seen
        await player.resize(110, 30)
        await player.resize(60, 20)
        assert "The hub." in player.seen
        await player.press("down", "enter")
        assert len(came_by(player)) > 1

    desk.run(script, size=size)
