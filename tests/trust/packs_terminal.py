"""The full screen in a real terminal, with words that steer in everything that it shows.

``python -m tests.trust.packs_terminal`` plays the made-up game that says them everywhere;
``steered`` looks at each byte that the terminal was sent: whatever is no order of the screen's own
kind, or is one of those that only the words ask for, came through.
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
from collections.abc import Iterator
from fcntl import ioctl

from ulysse_game.ui.tui.game import Options
from ulysse_game.ui.tui.start import play
from ulysse_game.view.settings import Settings

WORDS = (
    "\x1b[5i \x1b]0;owned\x07 \x1b]52;c;b3duZWQ=\x07 \x1b]8;;https://example.org\x1b\\x \x9b5i "
    "\x9d0;x\x9c \x0e\x0f a\u202eb\u2066c a\U000e0041 [@click=app.quit]press[/] \x08\x08 x\ud83dy"
)
KEYS = (
    "1",
    "n",
    "\x1b",
    "c",
    "\x1b",
    "i",
    "\x1b",
    "h",
    "\x1b",
    "t",
    "\x1b",
    "m",
    "\x1b",
    "r",
    "\x1b",
)
PATIENCE = 60.0
"""Seconds to wait for what a key brings."""

_OWN = re.compile(
    rb"\x1b\[[0-9;:?<>=$]*[ -/]*[@-~]|\x1b[78=>M]|\x1b\([B0]|\x1bP[^\x1b\x07]*\x1b\\"
    rb"|\x1b\]22;[a-z-]*\x07"  # the form of the mouse's pointer
)
_STEERS = re.compile(
    "[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)


def steered() -> tuple[int, list[str]]:
    """How many bytes were sent, and what among them the words had asked for."""
    sent = b"".join(_sent())
    wrong = ["the terminal was sent the order to print"] if b"\x1b[5i" in sent else []
    rest = _OWN.sub(b"", sent).decode("utf-8", "replace")
    wrong += [f"the terminal was sent {rest[max(0, at.start() - 20) : at.end() + 20]!a}"
              for at in _STEERS.finditer(rest)]  # fmt: skip
    if b"press[/]" not in sent:
        wrong.append("the words were never shown")
    return len(sent), wrong


def _sent() -> Iterator[bytes]:
    """All that the game writes while its screens are gone through."""
    master, slave = pty.openpty()
    ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 110, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(sys.path)}
    game = subprocess.Popen(
        [sys.executable, "-m", "tests.trust.packs_terminal"],
        stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    try:
        yield from _until_it_rests(master)
        for key in KEYS:
            os.write(master, key.encode())
            yield from _until_it_rests(master)
    finally:
        game.kill()
        game.wait()
        os.close(master)


def _until_it_rests(master: int) -> Iterator[bytes]:
    """What is sent until nothing comes for a while, once something has."""
    end, rest = time.monotonic() + PATIENCE, PATIENCE
    while time.monotonic() < end and select.select([master], [], [], rest)[0]:
        try:
            yield os.read(master, 65536)
        except OSError:  # the game has gone
            return
        rest = 0.7


def main() -> int:
    """Plays the game that says these words everywhere."""
    from tests.ui.tui.test_hostile import HostileGame

    return play(HostileGame(WORDS), Options(new=True, settings=Settings(tour="seen")))


if __name__ == "__main__":
    sys.exit(main())
