"""A real browser without a window, driven over its DevTools protocol, as a player would use it.

Only what the tests need: a page, keys, clicks, its size, what its socket was sent, a picture.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import os
import re
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 20.0  # seconds, before a wait is a failure

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-extensions", "--mute-audio", "--remote-debugging-port=0",
)  # fmt: skip
_CONTROL = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]")
_PLACE = re.compile(r"\x1b\[(\d+);(\d+)H")
_CELL = (9, 21)  # pixels of a cell, in the font of the page
_KEYS = {"Enter": 13, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38, "End": 35, "F5": 116}


def program() -> str | None:
    """The browser of this machine, if it has one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Page:
    """One page of the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._news = asyncio.Event()
        self._session = ""
        self._target = ""
        self._drawn = bytearray()
        self.asked: list[str] = []  # every address it has asked for
        self.complaints: list[str] = []  # what its console says of policies and mistakes
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def open(cls, socket: aiohttp.ClientWebSocketResponse) -> Page:
        """An empty page."""
        page = cls(socket)
        page._target = (await page.call("Target.createTarget", url="about:blank"))["targetId"]
        attached = await page.call("Target.attachToTarget", targetId=page._target, flatten=True)
        page._session = attached["sessionId"]
        for domain in ("Network", "Page", "Log", "Runtime"):
            await page.call(f"{domain}.enable")
        return page

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Asks the browser for something; gives its answer."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self._session and not method.startswith("Target."):
            message["sessionId"] = self._session
        await self._socket.send_json(message)
        said = await asyncio.wait_for(answer, PATIENCE)
        assert "error" not in said, said
        result: dict[str, Any] = said["result"]
        return result

    async def _listen(self) -> None:
        async for message in self._socket:
            said = message.json()
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            else:
                self._happened(said["method"], said["params"])

    def _happened(self, event: str, params: dict[str, Any]) -> None:
        if event == "Network.webSocketFrameReceived" and params["response"]["opcode"] == 2:
            self._drawn += base64.b64decode(params["response"]["payloadData"])
        elif event == "Network.requestWillBeSent":
            self.asked.append(params["request"]["url"])
        elif event == "Network.webSocketCreated":
            self.asked.append(params["url"])
        elif event == "Log.entryAdded":
            self.complaints.append(params["entry"]["text"])
        elif event == "Runtime.exceptionThrown":
            self.complaints.append(str(params["exceptionDetails"]))
        self._news.set()

    @property
    def drawn(self) -> str:
        """The words its terminal was sent since the last act, without what is not words."""
        return _CONTROL.sub("", self._drawn.decode("utf-8", "replace"))

    async def until(self, words: str) -> None:
        """Waits until these words were drawn."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.drawn:
                self._news.clear()
                await self._news.wait()

    async def drawn_to(self, height: int) -> None:
        """Waits until a page of that height, in pixels, was drawn to its last row."""
        last = f"\x1b[{height // _CELL[1]};1H".encode()
        async with asyncio.timeout(PATIENCE):
            while last not in self._drawn:
                self._news.clear()
                await self._news.wait()

    async def visit(self, address: str) -> None:
        """Opens an address."""
        self._drawn.clear()
        await self.call("Page.navigate", url=address)

    async def reload(self) -> None:
        """Loads the page again."""
        self._drawn.clear()
        await self.call("Page.reload")

    async def run(self, script: str) -> Any:
        """What this script gives in the page, once it is given."""
        said = await self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    async def press(self, *keys: str) -> None:
        """Presses keys: a letter types itself, the others by their names."""
        self._drawn.clear()
        for key in keys:
            more: dict[str, Any] = {"key": key}
            if key in _KEYS:
                more |= {"code": key, "windowsVirtualKeyCode": _KEYS[key]}
            if len(key) == 1 or key == "Enter":
                more |= {"text": "\r" if key == "Enter" else key}
            await self.call("Input.dispatchKeyEvent", type="keyDown", **more)
            await self.call("Input.dispatchKeyEvent", type="keyUp", **{**more, "text": ""})

    def place(self, words: str) -> tuple[int, int]:
        """Where these words were drawn last, in pixels."""
        raw = self._drawn.decode("utf-8", "replace")
        at = raw.rindex(words)
        row = list(_PLACE.finditer(raw, 0, at))[-1]
        before = len(_CONTROL.sub("", raw[row.end() : at]))
        x, y = int(row[2]) + before, int(row[1])
        return (x * _CELL[0] - _CELL[0] // 2, y * _CELL[1] - _CELL[1] // 2)

    async def click(self, x: int, y: int) -> None:
        """Clicks at a point, in pixels."""
        self._drawn.clear()
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            await self.call(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1
            )

    async def resize(self, width: int, height: int) -> None:
        """Makes the page another size, in pixels."""
        self._drawn.clear()
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip

    async def picture(self) -> bytes:
        """What it looks like, as PNG."""
        shot = await self.call("Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])

    async def close(self) -> None:
        """Closes the page, as one closes a tab."""
        await self.call("Target.closeTarget", targetId=self._target)
        self._session = ""
        self._listening.cancel()


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Page]:
    """A page of a new browser which keeps its things in this folder."""
    found = program()
    assert found is not None
    process = await asyncio.create_subprocess_exec(
        found, *_FLAGS, f"--user-data-dir={folder}", "about:blank",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    assert process.stderr is not None
    try:
        address = b""
        async with asyncio.timeout(PATIENCE):
            while not address.startswith(b"DevTools listening on "):
                address = await process.stderr.readline()
                assert address, "the browser has not started"
        async with aiohttp.ClientSession() as client:
            where = address.split()[-1].decode()
            async with client.ws_connect(where, max_msg_size=0) as socket:
                page = await Page.open(socket)
                await page.resize(800, 600)
                try:
                    yield page
                finally:
                    page._listening.cancel()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        await process.stderr.read()
        await process.wait()
