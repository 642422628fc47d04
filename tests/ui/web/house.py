"""A server of the game for tests, on a port of its own, and browsers that are a few lines long."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

import aiohttp
from aiohttp import web

from ulysse_game.ui.web.options import HOST, Options
from ulysse_game.ui.web.server import application

TOKEN = "a-token-of-this-run"
FAKE = Path(__file__).with_name("play_fake.py")
BROWSERS = [f"{number:032x}" for number in range(5)]
PATIENCE = 10.0  # seconds, before a wait is a failure


class House:
    """A server that runs, and somebody who knocks."""

    def __init__(self, port: int, client: aiohttp.ClientSession) -> None:
        self.port = port
        self.client = client
        self.here = f"{HOST}:{port}"
        self.visits: list[Visit] = []

    def address(self, path: str = "/", token: str = TOKEN) -> str:
        return f"http://{self.here}/{token}{path}"

    async def status(self, address: str, **headers: str) -> int:
        """What an address answers."""
        async with self.client.get(address, headers=headers, allow_redirects=False) as answer:
            await answer.read()
            return answer.status

    async def knock(
        self, browser: str = BROWSERS[0], size: str = "width=90&height=30", **headers: str
    ) -> Visit:
        """A socket on which a browser plays."""
        headers = {"Origin": f"http://{self.here}", **headers}
        path = self.address(f"/play/{browser}?{size}")
        self.visits.append(Visit(await self.client.ws_connect(path, headers=headers)))
        return self.visits[-1]

    async def admitted(self, browser: str) -> Visit:
        """A socket on which a browser plays, as soon as a place is free."""
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    return await self.knock(browser)
                except aiohttp.WSServerHandshakeError as refused:
                    if refused.status != HTTPStatus.SERVICE_UNAVAILABLE:
                        raise


class Visit:
    """A browser that plays."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.seen = ""

    async def until(self, words: str) -> str:
        """Reads until these words were drawn; gives all that was."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.seen:
                message = await self.socket.receive()
                if message.type is aiohttp.WSMsgType.TEXT:
                    self.seen += message.data
                else:
                    assert message.type is aiohttp.WSMsgType.BINARY, (message, self.seen)
                    self.seen += message.data.decode()
        return self.seen

    async def pid(self) -> int:
        """The process that plays here, as it says itself."""
        return int((await self.until("x")).split()[1])

    async def leave(self) -> None:
        """Reads until the socket is closed, and closes it."""
        async for _ in self.socket:
            pass
        await self.socket.close()

    async def ended(self) -> str:
        """Reads until the socket is closed; gives what was drawn last."""
        async with asyncio.timeout(PATIENCE):
            async for message in self.socket:
                self.seen += message.data.decode()
        return self.seen


async def until(holds: Callable[[], bool]) -> None:
    """Waits until something holds, looking at every turn of the loop's clock."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def house(folder: Path, *, sessions: int = 3, what: str = "plain") -> AsyncIterator[House]:
    """A house that serves the game that is none."""

    def command(saves: Path, language: str) -> list[str]:
        return [sys.executable, "-S", "-E", str(FAKE), str(saves), language, what]

    options = Options(
        folder=folder,
        command=command,
        language=lambda saves, wish: "fr" if wish.startswith("fr") else "en",
        titles={"en": "A <title>", "fr": "Un <titre>"},
        opened=lambda address: None,
        sessions=sessions,
    )
    runner = web.AppRunner(application(options, TOKEN), access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, HOST, 0).start()
    jar = aiohttp.CookieJar(unsafe=True)  # an address in figures has cookies too
    async with aiohttp.ClientSession(cookie_jar=jar) as client:
        there = House(runner.addresses[0][1], client)
        try:
            yield there
        finally:
            await asyncio.gather(runner.cleanup(), *(visit.leave() for visit in there.visits))


def play(script: Callable[[House], Awaitable[None]], folder: Path, **more: object) -> None:
    """Runs ``script`` in a house."""

    async def run() -> None:
        async with house(folder, **more) as there:  # type: ignore[arg-type]
            await script(there)

    asyncio.run(run())
