"""Starting: from the cache to the first page, and from the shell to the first thing seen."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from . import game, minimal_app
from .bench import HERE, Bench
from .table import Bound, Row
from .terminal import Terminal

SIZES = (1_000, 10_000)
NOTHING = (sys.executable, "-c", "pass")


def rows(bench: Bench) -> list[Row]:
    """The cache at two sizes; then processes, each warmed up once so that caches are there."""
    return [*(from_cache(bench, scenes) for scenes in SIZES), *processes(bench)]


def from_cache(bench: Bench, scenes: int) -> Row:
    """Our cache beside inkjs and its compiled JSON; both files are read from disk."""
    return Row(
        name=f"cache to first page, {scenes:,} scenes / inkjs",
        unit="ms",
        ours=lambda: float(bench.ours("load", bench.story(scenes))["ms"]),
        peer=lambda: float(bench.peer("load", bench.ink_json(scenes))["ms"]),
        bound=Bound("≤", 0.1),
        warm_ups=1,
    )


def processes(bench: Bench) -> list[Row]:
    """Whole processes, from the shell's point of view."""
    return [
        Row(
            name="first full frame / a minimal Textual app",
            unit="ms",
            ours=lambda: first_frame(bench, game.on_screen(bench.story(game.SCENES)), OURS),
            peer=lambda: first_frame(bench, MINIMAL, minimal_app.WORDS),
            bound=Bound("≤", 1.15),
            warm_ups=1,
        ),
        Row(
            name="first prompt in line mode / python -c pass",
            unit="ms",
            ours=lambda: first_prompt(bench, game.in_lines(bench.story(game.SCENES))),
            peer=lambda: whole(bench, NOTHING),
            bound=Bound("≤", 5),
            warm_ups=1,
        ),
        Row(
            name="ulysse --version / python -c pass",
            unit="ms",
            ours=lambda: whole(bench, game.ulysse("--version")),
            peer=lambda: whole(bench, NOTHING),
            bound=Bound("≤", 2.5),
            warm_ups=1,
        ),
    ]


MINIMAL = (sys.executable, "-P", str(HERE / "minimal_app.py"))
OURS = game.last_words(turn=0)


def whole(bench: Bench, command: Sequence[str]) -> float:
    """Milliseconds from start to end."""
    started = perf_counter()
    subprocess.run(command, env=bench.environment(), stdout=subprocess.DEVNULL, check=True)
    return 1000 * (perf_counter() - started)


def first_frame(bench: Bench, command: Sequence[str], words: str) -> float:
    """Milliseconds from start until these words are drawn."""
    with (
        tempfile.TemporaryDirectory() as fresh,
        Terminal(command, bench.environment(Path(fresh))) as terminal,
    ):
        return 1000 * (terminal.until(words) - terminal.started)


def first_prompt(bench: Bench, command: Sequence[str]) -> float:
    """Milliseconds from start until a line is asked for, through pipes."""
    with tempfile.TemporaryDirectory() as fresh:
        environment = bench.environment(Path(fresh))
        started = perf_counter()
        with subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as child:
            printed = b""
            while not printed.endswith(game.PROMPT):
                printed += _some(child)
            elapsed = perf_counter() - started
            child.kill()
    return 1000 * elapsed


def _some(child: subprocess.Popen[bytes]) -> bytes:
    """What the child has printed since; it is an error if it ended instead."""
    assert child.stdout is not None
    printed = os.read(child.stdout.fileno(), 1 << 16)
    if not printed:
        raise RuntimeError(f"{child.args!r} ended before it asked for a line")
    return printed
