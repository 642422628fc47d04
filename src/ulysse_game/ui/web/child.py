"""A game in a process of its own, behind pipes, as Textual's web driver speaks.

Both ways go packets: a letter, four bytes of length (the highest first), and so many bytes. ``D``
is what a terminal would send or be sent, ``M`` is JSON about it: its size, whether it has the
focus, that it should end. (``textual.drivers.web_driver`` is the other side.) A child that is told
to end does end: asked first, then by SIGTERM, then by SIGKILL.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence

GRACE = 2.0
"""Seconds that a child has to end by itself, and again after SIGTERM. It has saved already."""

_PRELUDE = b"__GANGLION__\n"
_PRELUDE_LINES = 10
_LONGEST = 16_000_000  # bytes in one packet; the largest screen is a hundredth of it
_KEPT = 2_000  # bytes of its last words

_DROPPED = ("NO_COLOR", "ULYSSE_PLAIN", "LANG", "LC_MESSAGES", "PYTHONDONTWRITEBYTECODE")

Draw = Callable[[bytes], Awaitable[None]]


def environment(outer: Mapping[str, str], width: int, height: int) -> dict[str, str]:
    """The environment of a child: a terminal of that size which can do whatever a browser can.

    What is known of the terminal in which the server was started says nothing of the browser.
    """
    kept = {name: value for name, value in outer.items() if name not in _DROPPED}
    return kept | {
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TERM_PROGRAM": "browser",
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "COLUMNS": str(width),
        "ROWS": str(height),
    }


class Child:
    """A game that runs. Whoever starts one ends it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._words = bytearray()
        self._hearing = asyncio.create_task(self._hear())

    @classmethod
    async def start(cls, command: Sequence[str], surroundings: Mapping[str, str]) -> Child:
        """Starts ``command``; without a shell, and out of reach of this terminal's Ctrl+C."""
        pipe = asyncio.subprocess.PIPE
        return cls(
            await asyncio.create_subprocess_exec(
                *command,
                stdin=pipe,
                stdout=pipe,
                stderr=pipe,
                env=surroundings,
                start_new_session=True,
            )
        )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def last_words(self) -> str:
        """The end of what it has said on standard error."""
        return self._words.decode("utf-8", "replace")

    async def draw(self, show: Draw) -> None:
        """Hands everything the game draws to ``show``, until the game has gone or gone mad."""
        stdout = self._process.stdout
        assert stdout is not None
        # A line, or a packet, that is cut short or too long is no packet of ours.
        with contextlib.suppress(asyncio.IncompleteReadError, ValueError):
            for _ in range(_PRELUDE_LINES):
                if await stdout.readline() == _PRELUDE:
                    break
            while True:
                head = await stdout.readexactly(5)
                size = int.from_bytes(head[1:], "big")
                if size > _LONGEST:
                    break
                payload = await stdout.readexactly(size)
                if head[:1] == b"D":
                    await show(payload)
                elif head[:1] == b"M" and json.loads(payload).get("type") == "exit":
                    break
        while await stdout.read(1 << 16):
            pass  # a full pipe would keep it from ending

    async def type(self, keys: str) -> None:
        """Types, and clicks: both come as a terminal sends them."""
        await self._send(b"D", keys.encode("utf-8", "replace"))

    async def tell(self, what: str, **more: int) -> None:
        """Tells it about its terminal: ``resize`` with ``width`` and ``height``, ``quit``, …"""
        await self._send(b"M", json.dumps({"type": what, **more}).encode("ascii"))

    async def _send(self, kind: bytes, payload: bytes) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        with contextlib.suppress(ConnectionError, RuntimeError):  # it has gone
            stdin.write(kind + len(payload).to_bytes(4, "big") + payload)
            await stdin.drain()

    async def end(self) -> None:
        """Sees to it that it is gone, and whatever it started; takes at most twice ``GRACE``."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._ended_when_asked(), GRACE)
        if self._process.returncode is None and hasattr(os, "killpg"):
            self._signal(signal.SIGTERM)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), GRACE)
        self._kill()
        await self._process.wait()
        await self._hearing

    async def _ended_when_asked(self) -> None:
        await self.tell("quit")
        await self._process.wait()

    def _signal(self, number: int) -> None:
        """To the process and all of its group, which it leads."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)

    def _kill(self) -> None:
        if hasattr(os, "killpg"):
            self._signal(signal.SIGKILL)
        elif self._process.returncode is None:
            self._process.kill()

    async def _hear(self) -> None:
        """Keeps the last of what it says on standard error."""
        stderr = self._process.stderr
        assert stderr is not None
        while said := await stderr.read(4096):
            self._words += said
            del self._words[:-_KEPT]
