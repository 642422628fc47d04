"""A program in a terminal of its own, timed from outside: by what it has drawn."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import NamedTuple, Self

COLUMNS, ROWS = 100, 30
PATIENCE = 30.0
"""Seconds without the awaited words until we give up."""
QUIET = 0.08
"""Seconds without a byte after which a frame counts as done."""
CONTROL = re.compile(rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]")


class Rest(NamedTuple):
    """A while of doing nothing: percent of a core, and bytes drawn."""

    percent: float
    drawn: int


class Terminal:
    """A pseudo-terminal with a child in it; leaving the `with` ends the child."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._drawn = b""
        self._master, slave = pty.openpty()
        self._set_size(COLUMNS, ROWS)
        self.started = perf_counter()
        self._child = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environment),
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        self._child.kill()
        self._child.wait()
        os.close(self._master)

    def until(self, words: str) -> float:
        """The moment (as `perf_counter` counts) these words had been drawn since the last act."""
        wanted = words.encode()
        while wanted not in CONTROL.sub(b"", self._drawn):
            if not self._read(PATIENCE):
                raise TimeoutError(f"never drawn: {words!r}; last drawn: {self._tail()!r}")
        return perf_counter()

    def press(self, key: str, quiet: float = QUIET) -> float:
        """Press a key, once nothing was drawn for so many seconds; the moment it was pressed."""
        self._settle(quiet)
        pressed = perf_counter()
        os.write(self._master, key.encode())
        return pressed

    def resize(self, columns: int, rows: int) -> float:
        """Change the size, once nothing more is being drawn; the moment it was changed."""
        self._settle(QUIET)
        changed = perf_counter()
        self._set_size(columns, rows)
        self._child.send_signal(signal.SIGWINCH)
        return changed

    def rest(self, warm_up: float, seconds: float) -> Rest:
        """What the child does while nobody does anything, once it has had time to settle."""
        self._read_for(warm_up)
        before, self._drawn = self._cpu(), b""
        self._read_for(seconds)
        return Rest((self._cpu() - before) / seconds * 100, len(self._drawn))

    def _read_for(self, seconds: float) -> None:
        end = perf_counter() + seconds
        while (left := end - perf_counter()) > 0:
            self._read(left)

    def _cpu(self) -> float:
        """Seconds of a core that the child has used, in Linux's own book."""
        told = Path(f"/proc/{self._child.pid}/stat").read_text(encoding="ascii")
        times = told.rpartition(")")[2].split()[11:13]
        return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")

    def _settle(self, quiet: float) -> None:
        while self._read(quiet):
            pass
        self._drawn = b""

    def _read(self, seconds: float) -> bool:
        """Take in what is drawn; false if nothing is for so long, or the child has gone."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            drawn = os.read(self._master, 1 << 16)
        except OSError:  # Linux, when the child has gone
            return False
        self._drawn += drawn
        return bool(drawn)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _tail(self) -> str:
        return CONTROL.sub(b"", self._drawn)[-300:].decode(errors="replace")
