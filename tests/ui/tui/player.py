"""A player for the tests: presses keys, looks at the screen, waits for nothing but messages."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from textual import events
from textual.pilot import Pilot

from tests.ui.tui.fake import FakeGame
from ulysse_game.ui.tui.app import UlysseApp
from ulysse_game.ui.tui.game import Game, Options
from ulysse_game.ui.tui.leaf import Leaf
from ulysse_game.ui.tui.reading import ReadingScreen
from ulysse_game.view.settings import Settings
from ulysse_game.view.wrap import cells

# A key press passes from the terminal to the focused widget, to the screen, to the sheet, back to
# the screen; each passing is a message, and opening a screen adds some.
_PASSINGS = 8
_PATIENCE = 20.0  # seconds, before a wait is a failure

APART = 1.0
"""Seconds between two presses of a player, by the presses' own word: nobody waits."""
REPEAT = 1 / 30
"""Seconds between two presses of a key that is held down."""

_SIGNS = {"slash": "/", "question_mark": "?", "space": " ", "ampersand": "&"}


class Player:
    """One player at one terminal."""

    def __init__(self, app: UlysseApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot
        self._now = 0.0  # when the last key came

    async def settle(self) -> None:
        """Waits until every message has been dealt with, and draws what has changed."""
        for _ in range(_PASSINGS):
            await asyncio.sleep(0)
            await self.pilot._wait_for_screen()
        if self.app.screen_stack:
            self.app.screen._on_timer_update()

    async def press(self, *keys: str) -> None:
        """Presses keys, one after the other, as slowly as a hand does."""
        for key in keys:
            self.send(key)
            await self.settle()
            if self.app._exit:
                return

    async def hold(self, key: str, times: int = 60, delay: float = REPEAT) -> None:
        """Holds a key down until it has come so many times; it begins to repeat after ``delay``."""
        for time in range(times):
            self.send(key, APART if time == 0 else delay if time == 1 else REPEAT)
            if time != 1:  # what a first repeat is must not hang on how busy the machine is
                await self.settle()
        await self.know()

    async def know(self) -> None:
        """Waits until it is known whether the last key is held."""
        end = monotonic() + _PATIENCE
        while isinstance(self.app.screen, Leaf) and self.leaf.sheet.doubt is not None:
            assert monotonic() < end
            await self.settle()
        await self.settle()

    def send(self, key: str, after: float = APART) -> None:
        """Has a key come so many seconds after the last, and lets nothing be done for it yet."""
        driver = self.app._driver
        assert driver is not None
        self._now += after
        event = events.Key(key, _SIGNS.get(key, key if len(key) == 1 else None))
        event.time = self._now
        event.set_sender(self.app)
        driver.send_message(event)

    async def click(self, x: int, y: int) -> None:
        """Clicks on a cell."""
        await self.pilot.click(offset=(x, y))
        await self.settle()

    async def click_on(self, words: str, last: bool = False) -> None:
        """Clicks on words that stand on the screen: on the first such, or the last."""
        rows = list(enumerate(self.seen.split("\n")))
        for y, row in reversed(rows) if last else rows:
            if words in row:
                x = cells(row[: row.index(words)])
                await self.click(x + cells(words) // 2, y)
                return
        raise AssertionError(f"{words!r} is not on the screen:\n{self.seen}")

    async def resize(self, width: int, height: int) -> None:
        """Makes the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    @property
    def turn(self) -> int:
        """The turn of the page on the screen."""
        return self.reading.page.turn

    @property
    def reading(self) -> ReadingScreen:
        """The reading screen, which must be up."""
        assert isinstance(self.app.screen, ReadingScreen)
        return self.app.screen

    @property
    def leaf(self) -> Leaf:
        """The screen that is up."""
        assert isinstance(self.app.screen, Leaf)
        return self.app.screen

    @property
    def seen(self) -> str:
        """The whole screen as lines of text."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join(strip.text.rstrip(" ") for strip in strips)

    @property
    def foot(self) -> str:
        """The rows below the text."""
        return "\n".join("".join(text for text, _ in row) for row in self.leaf.foot.rows)


Script = Callable[[Player], Awaitable[None]]


def drive(
    script: Script,
    game: Game | None = None,
    size: tuple[int, int] = (80, 24),
    **options: Any,
) -> UlysseApp:
    """Runs ``script`` on the application in a made-up terminal.

    ``options`` are those of the screen, and settings by their names.
    """
    options.setdefault("new", True)
    wished = {name: options.pop(name) for name in Settings._fields if name in options}
    options.setdefault("settings", Settings(tour="seen")._replace(**wished))
    app = UlysseApp(game or FakeGame(), Options(**options))

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            player = Player(app, pilot)
            await player.settle()
            await script(player)

    asyncio.run(run())
    return app
