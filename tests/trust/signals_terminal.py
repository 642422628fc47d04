"""A real process in a terminal of its own, watched from outside: what it draws, holds and leaves.

The terminal remembers every mode that was switched on and not off again, so that whatever a
process forgot to give back is named. Nothing here sleeps: each wait is for bytes or for an end,
and has a deadline.
"""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds of a wait before it is a failure: a shared machine may be ten times as slow as ours."""

CONTROL = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^X][^\x1b]*\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]"
    rb"|\x1b[ -/]*[0-~]"
)
_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])|\x1b\[([<>])([0-9;]*)u|\x1b\[\?2048\$p")
_USUAL = {7: True, 25: True}  # lines are wrapped and the cursor is shown; all else is off
_NAMES = {
    7: "lines not wrapped",
    25: "cursor hidden",
    1000: "mouse",
    1003: "mouse",
    1004: "focus reports",
    1006: "mouse",
    1015: "mouse",
    1016: "mouse in pixels",
    1049: "second screen",
    2004: "bracketed paste",
    2026: "a frame half drawn",
    2048: "sizes in band",
}


class Gone(Exception):  # noqa: N818 - a state of affairs
    """What was waited for never came."""


def bare(drawn: bytes) -> str:
    """The letters and figures that were drawn, in order: no controls, spaces, frames or points."""
    return plain(CONTROL.sub(b"", drawn).decode("utf-8", "ignore"))


def plain(text: str) -> str:
    """The letters and figures of a text."""
    return "".join(filter(str.isalnum, text))


def python(*arguments: str) -> list[str]:
    """A command of ``ulysse`` as this interpreter runs it."""
    return [sys.executable, "-m", "ulysse_game", *arguments]


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    """The environment of somebody who keeps everything in ``folder``, at an English terminal."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    return {
        **kept,
        "HOME": str(folder / "home"),
        "LANG": "en_GB.UTF-8",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        "TERM": "xterm-256color",
        "TMPDIR": str(folder / "tmp"),
        "ULYSSE_CACHE_DIR": str(folder / "cache"),
        "ULYSSE_SAVE_DIR": str(folder / "saves"),
        **more,
    }


class Terminal:
    """A process in a pseudo-terminal; ``drawn`` is what came since the last act.

    With ``owns`` the terminal is the process's own and its end is told by SIGHUP; without, it just
    stops. ``swaps`` puts other descriptors in the place of 0, 1 or 2. ``answers`` are sent when
    the process asks for what stands before them.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        size: tuple[int, int] = (90, 50),
        owns: bool = True,
        swaps: Mapping[int, int | None] | None = None,
        answers: Mapping[bytes, bytes] | None = None,
    ) -> None:
        self.master, self.slave = pty.openpty()
        self.resize(*size)
        self.before = termios.tcgetattr(self.slave)
        self.drawn = b""
        self.modes: dict[int, bool] = {}
        self.pushed = 0  # keyboard protocols that were not taken back
        self._cut = b""  # the beginning of a sequence whose end has not come
        self._answers = dict(answers or {})
        self.process = self._started(command, environment, owns, swaps or {})

    def _started(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        owns: bool,
        swaps: Mapping[int, int | None],
    ) -> subprocess.Popen[bytes]:
        closed = [number for number, into in swaps.items() if into is None]
        ours = next(number for number in (0, 1, 2) if swaps.get(number) is None)

        def prepare() -> None:
            if owns:
                ioctl(ours, termios.TIOCSCTTY, 0)
            for number in closed:
                os.close(number)

        streams = {number: swaps.get(number) or self.slave for number in (0, 1, 2)}
        return subprocess.Popen(
            command,
            stdin=streams[0],
            stdout=streams[1],
            stderr=streams[2],
            env=dict(environment),
            start_new_session=True,
            preexec_fn=prepare,  # noqa: PLW1509 - the one way to a terminal of one's own
        )

    def resize(self, columns: int, rows: int) -> None:
        """Another size; the kernel tells the process, if the terminal is its own."""
        ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # Reading and typing

    def read(self, patience: float) -> bool:
        """Takes in what is drawn; whether anything was."""
        if self.master < 0 or not select.select([self.master], [], [], patience)[0]:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return False
        self.drawn += data
        self._note(data)
        return bool(data)

    def _note(self, data: bytes) -> None:
        """Remembers what is switched on; answers what is asked."""
        data = self._cut + data
        start = data.rfind(b"\x1b")
        whole = start < 0 or CONTROL.match(data, start)
        self._cut = b"" if whole else data[start:]
        end = len(data) - len(self._cut)
        for found in _MODE.finditer(data, 0, end):
            if found[1]:
                for number in found[1].split(b";"):
                    self.modes[int(number)] = found[2] == b"h"
            elif found[3]:
                self.pushed += 1 if found[3] == b">" else -int(found[4] or 1)
        for question, answer in self._answers.items():
            if question in data[:end]:
                os.write(self.master, answer)

    def type(self, keys: str | bytes) -> None:
        """Types, forgetting what was drawn before."""
        self.drawn = b""
        os.write(self.master, keys if isinstance(keys, bytes) else keys.encode())

    def until(self, signs: str, patience: float = PATIENCE) -> None:
        """Reads until these signs (see :func:`bare`) have been drawn; raises :class:`Gone`."""
        self.wait(lambda: signs in bare(self.drawn), signs, patience)

    def wait(self, is_there: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Reads until something is so; raises :class:`Gone`."""
        end = time.monotonic() + patience
        while not is_there():
            if time.monotonic() > end or (not self.read(0.2) and self.process.poll() is not None):
                if is_there():
                    return
                raise Gone(f"never came: {what!r}; drawn: {bare(self.drawn)[-400:]!r}")

    def settle(self, quiet: float = 0.15) -> None:
        """Reads until nothing was drawn for so many seconds."""
        while self.read(quiet):
            pass

    def be_still(self, quiet: float = 0.3) -> None:
        """Waits, reading nothing, until the process has used no time for so many seconds."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        end = time.monotonic() + PATIENCE
        before, now = "", " "
        while before != now and time.monotonic() < end:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(quiet)
            before, now = now, " ".join(stat.read_text("ascii").rpartition(")")[2].split()[11:13])

    # Leaving

    def send(self, number: int) -> None:
        """A signal to the process alone."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, number)

    def end(self, patience: float = PATIENCE) -> int:
        """Reads to the end of the process; its exit code. Raises :class:`Gone`."""
        end = time.monotonic() + patience
        while self.process.poll() is None:
            if time.monotonic() > end:
                raise Gone(f"did not end in {patience} s; drawn: {bare(self.drawn)[-400:]!r}")
            if not self.read(0.05) and self.master < 0:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(0.05)
        while self.read(0):
            pass
        return self.process.returncode

    def hang_up(self) -> None:
        """The window is closed: nobody holds the terminal any more."""
        for name in ("slave", "master"):
            descriptor = getattr(self, name)
            if descriptor >= 0:
                os.close(descriptor)
                setattr(self, name, -1)

    def left(self) -> list[str]:
        """What the process has switched on, or changed, and not given back."""
        found = [
            _NAMES.get(number, f"mode {number}")
            for number, is_on in self.modes.items()
            if is_on != _USUAL.get(number, False)
        ]
        if self.pushed > 0:
            found.append("keyboard protocol")
        if self.slave >= 0 and termios.tcgetattr(self.slave) != self.before:
            found.append("terminal attributes")
        return sorted(set(found))

    def close(self) -> None:
        """Ends the process if it lives, and the terminal."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.hang_up()


@contextmanager
def terminal(
    command: Sequence[str],
    environment: Mapping[str, str],
    size: tuple[int, int] = (90, 50),
    owns: bool = True,
    swaps: Mapping[int, int | None] | None = None,
    answers: Mapping[bytes, bytes] | None = None,
) -> Iterator[Terminal]:
    """A process in a terminal, ended whatever happens."""
    opened = Terminal(command, environment, size, owns, swaps, answers)
    try:
        yield opened
    finally:
        opened.close()
