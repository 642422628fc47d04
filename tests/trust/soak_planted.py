"""The game with a leak and a slow-down in it, so that the soak can show that it notices both.

``python -m tests.trust.soak_planted play …``: each choice keeps a megabyte for ever, and takes
three milliseconds of a core longer than the one before.
"""

from __future__ import annotations

import sys
import time

from ulysse_game.cli import main
from ulysse_game.ui.tui.reading import ReadingScreen

_KEPT: list[bytearray] = []
_SLOWER = 0.003


def plant() -> None:
    """Makes the reading screen leak and tire."""
    chosen = ReadingScreen.chosen

    def tired(self: ReadingScreen, item: str) -> None:
        _KEPT.append(bytearray(b"x") * 1_000_000)
        until = time.thread_time() + _SLOWER * len(_KEPT)
        while time.thread_time() < until:
            pass
        chosen(self, item)

    ReadingScreen.chosen = tired  # type: ignore[method-assign]


if __name__ == "__main__":
    plant()
    sys.exit(main(sys.argv[1:]))
