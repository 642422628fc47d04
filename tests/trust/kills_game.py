"""The real game in a process of its own: in line mode through pipes, on the screen in a pty.

Whoever drives one types, reads until it is answered, or reads for a moment and kills it. Nothing
here sleeps: to wait a moment is to read until a deadline.
"""

from __future__ import annotations

import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from fcntl import ioctl
from pathlib import Path
from typing import Any, NamedTuple

import pyte

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds for an answer; more is a game that hangs."""
ROWS, COLUMNS = 140, 100
_KEPT = ("PATH", "LANG", "SYSTEMROOT", "PYTHONDONTWRITEBYTECODE")
_PROMPT = b"\n> "


class HangingError(Exception):
    """No answer came in time; the text is what was read by then."""


def surroundings(home: Path, cache: Path, **more: str) -> dict[str, str]:
    """The environment of a game that finds nothing of the person who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT}
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return {
        **kept,
        "HOME": str(home),
        "PYTHONPATH": paths,
        "ULYSSE_CACHE_DIR": str(cache),
        "TERM": "xterm-256color",
        **more,
    }


class Lines:
    """A game in line mode. ``before`` is run in the child before it is the game."""

    def __init__(
        self,
        arguments: Sequence[str | bytes],
        environment: Mapping[str, str],
        *,
        ahead: Sequence[str] = (),
        cwd: Path | None = None,
        before: Callable[[], Any] | None = None,
    ) -> None:
        """The game started with ``play --plain`` and these; ``ahead`` stands before it all."""
        self._process = subprocess.Popen(
            [*ahead, sys.executable, "-m", "ulysse_game", "play", "--plain", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            bufsize=0,
            env=dict(environment),
            cwd=cwd,
            preexec_fn=before,  # noqa: PLW1509 - nothing of ours runs in another thread
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._into, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        self._read = b""
        self.has_ended = False

    @property
    def number(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def out(self) -> int:
        """What its words come from, for those who wait for several games."""
        return self._out

    def type(self, line: str) -> None:
        """Type a line; to a game that has gone it is typed in vain."""
        self._read = b""
        try:
            os.write(self._into, line.encode("utf-8") + b"\n")
        except BrokenPipeError:
            self.has_ended = True

    def take(self) -> bool:
        """Read what there is; whether that is a whole answer, or the end."""
        data = os.read(self._out, 1 << 16)
        self._read += data
        self.has_ended = self.has_ended or not data
        return self.has_ended or self.is_asking

    @property
    def is_asking(self) -> bool:
        """Whether it has said all it had to and waits for a line."""
        return self._read.endswith(_PROMPT)

    @property
    def said(self) -> str:
        """What it has said since the last line, its lines joined."""
        return joined(self._read.decode("utf-8", "replace"))

    def answer(self, patience: float = PATIENCE) -> str:
        """Wait until it asks again or has ended; what it said. Raises ``HangingError``."""
        end = time.monotonic() + patience
        while not (self.has_ended or self.is_asking):
            ready, _, _ = select.select([self._out], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                raise HangingError(self.said)
            self.take()
        return self.said

    def asked(self, *lines: str) -> str:
        """Type lines, one after the other; the last answer."""
        said = ""
        for line in lines:
            self.type(line)
            said = self.answer()
        return said

    def wait(self, seconds: float) -> bool:
        """Let it work for so long; whether it answered meanwhile."""
        end = time.monotonic() + seconds
        while not (self.has_ended or self.is_asking) and (left := end - time.monotonic()) > 0:
            if select.select([self._out], [], [], left)[0]:
                self.take()
        return self.has_ended or self.is_asking

    def kill(self) -> int:
        """End it at once; its exit code, -9 where it was killed."""
        self._process.kill()
        return self._gone()

    def leave(self, patience: float = PATIENCE) -> int:
        """End its input, as who leaves; the exit code. Raises ``HangingError``."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        end = time.monotonic() + patience
        while not self.has_ended:
            if not select.select([self._out], [], [], max(0.0, end - time.monotonic()))[0]:
                raise HangingError(self.said)
            self.take()
        return self._gone()

    def _gone(self) -> int:
        assert self._process.stdin is not None and self._process.stdout is not None
        for pipe in (self._process.stdin, self._process.stdout):
            if not pipe.closed:
                pipe.close()
        return self._process.wait()


class Shown(NamedTuple):
    """How a page is known on the screen.

    ``after`` is the choice that led to it, as it stands above, ``texts`` its open choices with
    their numbers, or the title of its ending.
    """

    after: str
    texts: Sequence[str]


class Screen:
    """A game in the full screen, in a terminal tall enough for every choice of a page."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        """The game started with ``play`` and these arguments."""
        self._master, slave = pty.openpty()
        ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ulysse_game", "play", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environment),
            start_new_session=True,
            preexec_fn=lambda: ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - the one way to it
        )
        os.close(slave)
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.has_ended = False

    def press(self, key: str) -> None:
        """Press a key."""
        try:
            os.write(self._master, key.encode("utf-8"))
        except OSError:
            self.has_ended = True

    def shows(self, page: Shown) -> bool:
        """Whether this stands on the screen, however its lines are broken."""
        shown = joined("\n".join(self._screen.display))
        if page.after not in shown:
            return False
        rest = shown[shown.rindex(page.after) if page.after else 0 :]
        for text in page.texts:
            # Between two choices stand those that are closed.
            at = rest.find(text)
            if at < 0:
                return False
            rest = rest[at + len(text) :]
        return not rest.startswith(f" {len(page.texts) + 1} ")

    def wait(self, seconds: float, page: Shown | None = None) -> bool:
        """Let it work for so long; whether it showed this page meanwhile, or ended."""
        end = time.monotonic() + seconds
        while not (is_there := page is not None and self.shows(page)) and not self.has_ended:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self._master], [], [], left)[0]:
                break
            self._take()
        return is_there or self.has_ended

    def answer(self, page: Shown) -> None:
        """Wait until this page stands there; raises ``HangingError``."""
        if not self.wait(PATIENCE, page):
            shown = "\n".join(line.rstrip() for line in self._screen.display)
            raise HangingError(f"{page}\n{shown}")

    def kill(self) -> int:
        """End it at once; its exit code, -9 where it was killed."""
        self._process.kill()
        os.close(self._master)
        return self._process.wait()

    def _take(self) -> None:
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            data = b""
        self.has_ended = not data
        self._stream.feed(data)


def joined(text: str) -> str:
    """A text as one line, its spaces all alike."""
    return re.sub(r"[\s\u2060\ufeff\u2500-\u257f▸]+", " ", text).strip()
