"""Exploring: states per second and their memory beside inkjs, and how time grows with the story.

inkjs has no search; the peer is what one would write around it: breadth first, each state saved as
JSON and loaded anew for each of its choices. Ours is the sweep of ``ulysse explore``, from the
compiled story on: graph, values and live classes are in its time. Both go through the same states
of the same story, and the rows stop if the numbers of new states differ at any distance.

The growth rows have our own smaller story as their peer: ten times the scenes may take little
more than ten times as long, and so with variables.
"""

import functools
import hashlib
import sys
from pathlib import Path

from . import generate
from .bench import HERE, Bench
from .table import Bound, Row

SCENES = 1_000
STATES = 1_000_000
PEER_STATES = 2_000
SEARCH_BOUND = 40
SMALL = 100
"""Scenes of the smallest story of the growth rows, and of all that grow in variables."""
FEW = 30
"""Variables of all that grow in scenes."""


def rows(bench: Bench) -> list[Row]:
    """Speed, memory, growth."""
    return [
        Row(
            name=f"states explored, {SCENES:,} scenes / inkjs, saved and loaded",
            unit="/s",
            ours=lambda: ours(bench, "per_second"),
            peer=lambda: inkjs(bench, "per_second"),
            bound=Bound("≥", SEARCH_BOUND),
        ),
        Row(
            name="memory of a state / inkjs, saved",
            unit="B",
            ours=lambda: ours(bench, "bytes"),
            peer=lambda: inkjs(bench, "bytes"),
            bound=Bound("≤", 0.2),
        ),
        growth(bench, (300, FEW), (SMALL, FEW), 5),
        growth(bench, (1_000, FEW), (SMALL, FEW), 17),
        growth(bench, (SMALL, 30), (SMALL, 10), 3),
        growth(bench, (SMALL, 100), (SMALL, 10), 10),
    ]


def ours(bench: Bench, figure: str) -> float:
    """States per second from the compiled story on, or bytes that each one takes."""
    found = bench.ours("explore", bench.story(SCENES), STATES)
    insist_on_the_same_states(bench, tuple(found["levels"]))
    return float(found[figure])


def inkjs(bench: Bench, figure: str) -> float:
    """States per second, or the length of one in JSON."""
    return float(bench.peer("explore", bench.ink_json(SCENES), PEER_STATES)[figure])


@functools.cache
def insist_on_the_same_states(bench: Bench, levels: tuple[int, ...]) -> None:
    """A race over two courses proves nothing: stop if some distance has other states."""
    theirs = tuple(bench.peer("explore", bench.ink_json(SCENES), PEER_STATES)["levels"])
    if levels[: len(theirs)] != theirs:
        sys.exit(f"ours and inkjs find other states: {levels[: len(theirs)]} and {theirs}")


# ── How time grows ──────────────────────────────────────────────────────────────────────────────


def growth(bench: Bench, large: tuple[int, int], small: tuple[int, int], limit: float) -> Row:
    """The time before the first search, of stories of so many scenes and variables."""
    (scenes, variables), (fewer_scenes, fewer_variables) = large, small
    of = (
        f"{scenes:,} scenes / {fewer_scenes:,}"
        if scenes != fewer_scenes
        else f"{variables} variables / {fewer_variables}"
    )
    return Row(
        name=f"graph and values, {of}",
        unit="ms",
        ours=lambda: values(bench, *large),
        peer=lambda: values(bench, *small),
        bound=Bound("≤", limit),
    )


def values(bench: Bench, scenes: int, variables: int) -> float:
    """Milliseconds from the compiled story to its graph, values, items and skeleton."""
    return float(bench.ours("site", story(bench, scenes, variables))["ms"])


def story(bench: Bench, scenes: int, variables: int) -> Path:
    """The folder of a generated story with so many variables: a third are stats, the rest flags."""
    version = hashlib.sha256((HERE / "generate.py").read_bytes()).hexdigest()[:8]
    folder = bench.folder / f"grown-{version}-{scenes}-{variables}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        kept = generate.GAUGES, generate.STATS, generate.FLAGS
        try:
            generate.GAUGES = tuple(f"gauge_{n:03}" for n in range(variables // 3))
            generate.STATS = generate.GAUGES
            generate.FLAGS = tuple(f"flag_{n:03}" for n in range(variables - variables // 3))
            generate.write(scenes, unfinished)
        finally:
            generate.GAUGES, generate.STATS, generate.FLAGS = kept
        unfinished.rename(folder)
    return folder / "story"
