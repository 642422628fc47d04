"""What the screen costs: at rest, with and without motion; a page turned, beside the least app.

At rest the peer is what is allowed, since nothing costs nothing: a percentage of a core, no byte.
"""

import functools
import json
import sys
import tempfile
from pathlib import Path
from statistics import median

from . import game
from .bench import HERE, Bench
from .screen import REPEATS, Evening
from .table import Bound, Row
from .terminal import COLUMNS, ROWS, Rest, Terminal

LENGTHS = (10, 100, 1_000)
"""Pages of a playthrough after which a page is turned."""

USUAL = (COLUMNS, ROWS)

SETTLING, RESTING = 2.0, 10.0
"""Seconds: until a screen is left alone, and how long it is watched then."""

STILL, TURNING = 1.0, 3.0
"""Percent of a core that a screen at rest may use, without motion and while Mars turns."""


def rows(bench: Bench) -> list[Row]:
    """At rest, where the system tells what a process uses; and pages turned."""
    at_rest = []
    if Path("/proc/self/stat").exists():
        at_rest = [
            row
            for name, motion, is_new, percent, size in (
                ("title, motion off", "none", False, STILL, USUAL),
                ("page, motion off", "none", True, STILL, USUAL),
                ("title, Mars turning", "full", False, TURNING, USUAL),
                ("title, Mars turning at 200×60", "full", False, TURNING, (200, 60)),
            )
            for row in resting(bench, name, motion, is_new, percent, size)
        ]
    return [*at_rest, *(turning(bench, pages) for pages in LENGTHS)]


def resting(
    bench: Bench, name: str, motion: str, is_new: bool, percent: float, size: tuple[int, int]
) -> list[Row]:
    """What a screen uses that is left alone; without motion, not a byte is drawn either."""
    cpu = Row(
        name=f"at rest: {name} / {percent:g} % of a core",
        unit="%",
        ours=lambda: rest(bench, motion, is_new, size).percent,
        peer=lambda: percent,
        bound=Bound("≤", 1),
    )
    drawn = Row(
        name=f"at rest: {name}, bytes drawn / 1 byte",
        unit="B",
        ours=lambda: rest(bench, motion, is_new, size).drawn,
        peer=lambda: 1,
        bound=Bound("≤", 0),
    )
    return [cpu, drawn] if motion == "none" else [cpu]


def rest(bench: Bench, motion: str, is_new: bool, size: tuple[int, int]) -> Rest:
    """A while in front of the shipped story, as nobody plays it."""
    command = game.ulysse("play", *(["--new"] if is_new else []), "--story", str(STORY))
    with tempfile.TemporaryDirectory() as fresh:
        environment = bench.environment(Path(fresh))
        settings = Path(environment["XDG_CONFIG_HOME"]) / "ulysse" / "settings.json"
        settings.parent.mkdir(parents=True)
        settings.write_text(json.dumps({"motion": motion, "tour": "seen"}), encoding="utf-8")
        with Terminal(command, environment) as terminal:
            terminal.until("? Help")  # in the line of keys, which is drawn last
            if size != USUAL:
                terminal.resize(*size)
            return terminal.rest(SETTLING, RESTING)


STORY = HERE.parents[1] / "story"


def turning(bench: Bench, pages: int) -> Row:
    """From a key to the new page, after so many, in a terminal of the same size."""
    return Row(
        name=f"key press to new page, after {pages:,} pages / a minimal Textual app",
        unit="ms",
        ours=lambda: turned(evening(bench, pages)),
        peer=lambda: turned(minimal(bench)),
        bound=Bound("≤", 1.3),
        warm_ups=1,
    )


def turned(played: Evening) -> float:
    """The median of a few."""
    return median(played.key_press() for _ in range(REPEATS))


@functools.cache
def evening(bench: Bench, pages: int) -> Evening:
    """A playthrough that has gone on for so long."""
    return Evening(bench, pages)


@functools.cache
def minimal(bench: Bench) -> Evening:
    """The peer, which has no history."""
    peer = (sys.executable, "-P", str(HERE / "minimal_pages.py"), str(game.SCENES))
    return Evening(bench, 10, peer)
