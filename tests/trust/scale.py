"""At a hundred times the size: all that is done to a story, and how it grows.

Packs of 1,000 to 100,000 scenes are generated, translated and compiled; each thing that writers
and players do is done to each in a process of its own (:mod:`tests.trust.scale_work`), and so to
playthroughs of up to 50,000 turns, with few and many variables. What counts is the processor's
time, and the exponent e of *time ~ size ** e* over the last decade of sizes, by least squares:
up to 1.15 passes for n log n, as n log n itself has 1.09 to 1.14 there.

``python -m tests.trust.scale --small`` goes up to 10,000; ``ULYSSE_BENCH_CACHE`` keeps the packs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import log
from pathlib import Path
from typing import NamedTuple

from tests.trust.figure import Figure
from tests.trust.scale_french import fill
from tests.trust.scale_pack import Size, write
from tests.trust.scale_work import Took

MOST = 1.15
SCENES = (1_000, 3_000, 10_000, 30_000, 100_000)
TURNS = (1_000, 3_000, 10_000, 30_000, 50_000)
VARIABLES = (10, 50, 500)
SAVES = (1, 10, 100)
PLAYED_IN = 10_000
"""Scenes of the pack in which long playthroughs are played."""
MEMORY = 8_000
"""Megabytes that nothing may take."""
LONGEST = 3_600
"""Seconds after which one size of one part is given up."""


class Series(NamedTuple):
    """One kind of work at several sizes; ``unit`` says of what."""

    work: str
    unit: str
    took: dict[int, Took]


def full(is_small: bool = False) -> Iterator[Figure]:
    """The figures of every kind of work; ``is_small`` stops at a tenth of the size."""
    scenes = SCENES[:3] if is_small else SCENES
    turns = TURNS[:3] if is_small else TURNS
    with _folder() as folder:
        yield from _figures(folder, "scenes", {
            size: (_pack(folder, Size(size)), "desk") for size in scenes
        })  # fmt: skip
        yield from _figures(folder, "scenes", {
            size: (_pack(folder, Size(size)), "start") for size in scenes
        })  # fmt: skip
        played = _pack(folder, Size(scenes[-1] if is_small else PLAYED_IN))
        yield from _figures(folder, "turns", {
            size: (played, "play", str(size)) for size in turns
        })  # fmt: skip
        yield from _figures(folder, "variables", {
            size: (_pack(folder, Size(1_000, size)), "play", "1000") for size in VARIABLES
        })  # fmt: skip
        yield from _figures(folder, "saves", {
            size: (_pack(folder, Size(1_000)), "saves", str(size)) for size in SAVES
        })  # fmt: skip


@contextmanager
def _folder() -> Iterator[Path]:
    kept = os.environ.get("ULYSSE_BENCH_CACHE")
    if kept:
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept).resolve()
        return
    with tempfile.TemporaryDirectory(prefix="ulysse-scale-") as made:
        yield Path(made)


def _pack(folder: Path, size: Size) -> Path:
    """The pack of this size, in both languages; made when there is none yet."""
    pack = folder / f"pack-{size.scenes}-{size.variables}-{size.seed}"
    if not pack.exists():
        unfinished = pack.with_suffix(".unfinished")
        write(size, unfinished)
        update = ("translate", "update", str(unfinished), "--language", "fr")
        _run(folder, "-m", "ulysse_game", *update)
        fill(unfinished)
        unfinished.rename(pack)
    return pack


def _run(folder: Path, *arguments: str) -> str:
    """What a Python process says, with a home of its own."""
    home = {name: str(folder / "home") for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    done = subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | home | {"XDG_STATE_HOME": str(folder / "home")},
        stdout=subprocess.PIPE,
        timeout=LONGEST,
        check=False,
    )
    return done.stdout.decode("utf-8", errors="replace")


def _figures(
    folder: Path, unit: str, asked: Mapping[int, tuple[Path, *tuple[str, ...]]]
) -> Iterator[Figure]:
    """One figure for each kind of work, over all sizes."""
    found: dict[str, dict[int, Took]] = {}
    for size, (pack, *arguments) in asked.items():
        told = _run(
            folder, "-m", "tests.trust.scale_work", str(pack), str(folder / "cache"), *arguments
        )
        for line in told.splitlines():
            took = Took(*json.loads(line))
            found.setdefault(took.work, {})[size] = took
    for work, took_each in found.items():
        yield figure(Series(work, unit, took_each), tuple(asked))


def figure(series: Series, sizes: tuple[int, ...]) -> Figure:
    """How one kind of work grows, told by its largest size."""
    took, largest = series.took, sizes[-1]
    grows = exponent({size: each.seconds for size, each in took.items()})
    wrong = [size for size in sizes if size not in took or took[size].trouble]
    wrong += [size for size, each in took.items() if each.megabytes > MEMORY]
    if grows > MOST:
        wrong.append(largest)
    for size in wrong:
        told = took.get(size, "it did not come to an end")
        print(f"{series.work}, {size} {series.unit}: {told}; e = {grows:.2f}", file=sys.stderr)
    at = took.get(largest)
    said = f"{at.seconds:,.3g} s of a processor, {at.megabytes:,.0f} MB" if at else "not done"
    return Figure(
        "the game grows to a hundred times its size",
        f"{series.work}, with {largest:,} {series.unit}: {said}",
        largest,
        len(wrong),
        f"growth e ≤ {MOST}; {grows:.2f} over {', '.join(f'{size:,}' for size in took)}",
        sum(each.seconds for each in took.values()),
    )


def exponent(seconds: Mapping[int, float]) -> float:
    """The slope of a line through the logarithms, over the last decade of sizes."""
    most = max(seconds)
    points = [
        (log(size), log(max(each, 1e-6))) for size, each in seconds.items() if size >= most / 10
    ]
    if len(points) < 2:
        return 0.0
    x, y = (sum(each[n] for each in points) / len(points) for n in (0, 1))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.trust.scale", description=__doc__)
    parser.add_argument("--small", action="store_true", help="up to a tenth of the size")
    wrong = 0
    for each in full(parser.parse_args().small):
        print(f"{each.done}  |  {each.bound}  |  {each.went_wrong}", flush=True)
        wrong += each.went_wrong
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
