"""The full screen after a long evening, beside the same screen after three choices."""

import functools
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from . import game
from .bench import Bench
from .table import Bound, Row
from .terminal import COLUMNS, QUIET, ROWS, Terminal

PARAGRAPHS_A_TURN = 3  # an answer and two of the scene
LONG = 5_000 // PARAGRAPHS_A_TURN
SHORT = 10 // PARAGRAPHS_A_TURN
REPEATS = 5
OTHER_SIZE = (84, 36)


class Evening:
    """A playthrough on a screen, going onward from scene to scene; of ours, or of a peer."""

    def __init__(self, bench: Bench, turns: int, program: Sequence[str] = ()) -> None:
        self._closing = ExitStack()
        fresh = self._closing.enter_context(tempfile.TemporaryDirectory())
        command = program or game.on_screen(bench.story(game.SCENES))
        environment = bench.environment(Path(fresh))
        self._terminal = self._closing.enter_context(Terminal(command, environment))
        self._turn = 0
        self._terminal.until(game.last_words(0))
        for _ in range(turns):
            self._go_on(quiet=0)

    def close(self) -> None:
        """End it."""
        self._closing.close()

    def key_press(self) -> float:
        """Milliseconds from a key press to the new page."""
        return self._go_on(QUIET)

    def _go_on(self, quiet: float) -> float:
        pressed = self._terminal.press(game.ONWARD[self._turn % len(game.ONWARD)], quiet)
        self._turn += 1
        return 1000 * (self._terminal.until(game.last_words(self._turn)) - pressed)

    def resize(self) -> float:
        """Milliseconds from a change of size to the page drawn in it; then the size of before."""
        changed = self._terminal.resize(*OTHER_SIZE)
        drawn = self._terminal.until(game.last_words(self._turn))
        self._terminal.resize(COLUMNS, ROWS)
        self._terminal.until(game.last_words(self._turn))
        return 1000 * (drawn - changed)


def rows(bench: Bench) -> list[Row]:
    """A key press and a resize."""
    return [
        row(bench, "key press to new page", Evening.key_press, Bound("≤", 1.2)),
        row(bench, "resize", Evening.resize, Bound("≤", 2.5)),
    ]


def row(bench: Bench, name: str, act: Callable[[Evening], float], bound: Bound) -> Row:
    """One act, late in a long evening and early in a short one."""
    return Row(
        name=f"{name}, after 5,000 paragraphs / after 10",
        unit="ms",
        ours=lambda: late(bench, act),
        peer=lambda: early(bench, act),
        bound=bound,
    )


def late(bench: Bench, act: Callable[[Evening], float]) -> float:
    """The median of a few, in the one long evening there is."""
    evening = long_evening(bench)
    return median(act(evening) for _ in range(REPEATS))


def early(bench: Bench, act: Callable[[Evening], float]) -> float:
    """The median of a few, in an evening begun for it."""
    evening = Evening(bench, SHORT)
    try:
        return median(act(evening) for _ in range(REPEATS))
    finally:
        evening.close()


@functools.cache
def long_evening(bench: Bench) -> Evening:
    """Played once, key by key; it goes on from row to row."""
    return Evening(bench, LONG)
