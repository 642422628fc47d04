"""The games being played: so many at most, one for each browser, none without a browser.

A second page of the same browser takes the place of the first: its saves are the same, and a page
that is loaded again must find them closed. Whoever has gone, with or without a word, is missed
within seconds, and the game ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable

from aiohttp import WSMsgType, web

from ulysse_game.ui.web.child import Child

WIDEST, HIGHEST = 500, 200
"""The largest screen in cells; more than any browser shows legibly."""

_CLEARED = "\x1b[?1049l\x1b[?1003l\x1b[?1000l\x1b[?25l\x1b[2J\x1b[H"

Start = Callable[[], Awaitable[Child]]


class Place:
    """One of the places: ``wanted`` once its player should go, ``free`` once they have."""

    def __init__(self) -> None:
        self.wanted = asyncio.Event()
        self.free = asyncio.Event()


class Sessions:
    """Who plays. Places are given one at a time: between looking and taking nobody waits."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._taken: dict[str, Place] = {}
        self._closed = False

    def has_room_for(self, browser: str) -> bool:
        """Whether this browser may play; its own earlier page gives way."""
        return browser in self._taken or len(self._taken) < self.most

    async def take(self, browser: str) -> Place | None:
        """A place for this browser, once its earlier page has left; none where all are taken."""
        while (earlier := self._taken.get(browser)) is not None:
            earlier.wanted.set()
            await earlier.free.wait()
        if self._closed or len(self._taken) >= self.most:
            return None
        place = self._taken[browser] = Place()
        return place

    def leave(self, browser: str) -> None:
        """Gives the place back."""
        self._taken.pop(browser).free.set()

    async def close(self) -> None:
        """Ends every game."""
        self._closed = True
        places = list(self._taken.values())
        for place in places:
            place.wanted.set()
        for place in places:
            await place.free.wait()


async def play(socket: web.WebSocketResponse, place: Place, start: Start) -> None:
    """Plays one game on an open socket until the game, the browser or the server has enough."""
    child = await start()
    drawing = asyncio.create_task(child.draw(lambda drawn: _show(socket, drawn)))
    waiting = [
        asyncio.create_task(_listen(socket, child)),
        asyncio.create_task(place.wanted.wait()),
    ]
    try:
        await asyncio.wait([drawing, *waiting], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await child.end()
        await drawing
    said = child.last_words.strip().replace("\n", "\r\n")
    await _show(socket, f"{_CLEARED}{said}".encode())


async def _show(socket: web.WebSocketResponse, drawn: bytes) -> None:
    """Sends what was drawn, to whoever is still there."""
    if not socket.closed:
        with contextlib.suppress(ConnectionError, RuntimeError):
            await socket.send_bytes(drawn)


async def _listen(socket: web.WebSocketResponse, child: Child) -> None:
    """Passes on what the browser says, until it has gone."""
    async for message in socket:
        if message.type is WSMsgType.TEXT:
            await _heard(socket, child, message.data)


async def _heard(socket: web.WebSocketResponse, child: Child, text: str) -> None:
    """One message; what is none of the terminal's is not heard."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return
    match said:
        case ["stdin", str(keys)]:
            await child.type(keys)
        case ["resize", {"width": int(width), "height": int(height)}]:
            width, height = within(width, height)
            await child.tell("resize", width=width, height=height)
        case ["focus" | "blur" as what, *_]:
            await child.tell(what)
        case ["ping", str(when)]:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await socket.send_json(["pong", when[:40]])


def within(width: int, height: int) -> tuple[int, int]:
    """A size in cells that a screen can have."""
    return min(max(width, 1), WIDEST), min(max(height, 1), HIGHEST)
