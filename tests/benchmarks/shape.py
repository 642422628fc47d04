"""A synthetic story of the whole game's shape, to see how exploring grows with the chapters.

Written as the files a writer would type: hubs of sessions, slots, allocations, rosters, reports,
councils, three parallel routes, a list, deaths, premature ends and sixteen endings. The same files
for the same seed. ``python -m tests.benchmarks.shape CHAPTERS`` explores it and says what it took.
It must never need anything of the shipped story.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from collections import Counter
from itertools import count
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.shape_scenes import MODULES, REPORT, chapter_file, ends, own, scenes, session
from tests.benchmarks.shape_world import NAMES, Files, world
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Machine
from ulysse_game.engine.chance import draw
from ulysse_game.explore.cores import Cores
from ulysse_game.explore.exploring import Means, explore
from ulysse_game.explore.route import Route
from ulysse_game.explore.site import site_of
from ulysse_game.explore.verdict import Impossible, Reached, Undecided


def write(folder: Path, chapters: int = 10, people: int = 7, seed: int = 1) -> None:
    """Write a story of so many chapters (1 to 10) with so many companions (2 to 7) to a folder."""
    for name, text in files(chapters, people, seed).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def files(chapters: int = 10, people: int = 7, seed: int = 1) -> Files:
    """The same as texts by their paths within the folder."""
    drawn = count()

    def roll(sides: int) -> int:
        return draw(seed, next(drawn), sides)

    who = NAMES[:people]
    found = world(chapters, who, roll)
    found["common/report.yaml"] = REPORT
    found["common/sessions.yaml"] = "\n".join(
        session(person, module, chapters, who, roll)
        for person in who
        for module in range(1, min(MODULES, chapters) + 1)
    )
    for chapter in range(1, chapters + 1):
        on = f"c{chapter + 1}_begins" if chapter < chapters else "the_chair"
        at = f"{chapter}_c{chapter}"
        found[f"{at}/chapter.yaml"] = own(chapter, chapter_file(chapter, who))
        found[f"{at}/scenes.yaml"] = own(chapter, "\n".join(scenes(chapter, on, who, roll)))
    last = f"{chapters}_c{chapters}"
    found[f"{last}/ends.yaml"] = ends(who)
    return found


# -- measuring ------------------------------------------------------------------------------------


class Measured(NamedTuple):
    """What exploring one story took and left; seconds, megabytes, questions by kind."""

    chapters: int
    points: int
    questions: int
    reached: int
    impossible: int
    open: dict[str, int]
    stages: tuple[tuple[str, float], ...]
    played: int
    states: int
    cpu: float
    memory: float
    left: tuple[tuple[str, str, str], ...]
    """What is not decided: kind, name, why."""


def measured(chapters: int, budget: float, cores: int, is_shortest: bool) -> Measured:
    """Write, compile and explore one story; ``cores`` processes, ``budget`` in seconds."""
    with tempfile.TemporaryDirectory(prefix="ulysse-shape-") as folder:
        write(Path(folder), chapters)
        story = compile_folder(Path(folder)).story
    assert story is not None
    machine = Machine(story)
    with Cores(machine, cores) as at_work:
        explored = explore(machine, Means(budget, is_shortest=is_shortest), cores=at_work)
    verdicts = [(each.item.kind, each.verdict) for each in explored.judged]
    ours, theirs = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return Measured(
        chapters,
        len(site_of(machine, Route(0, ())).flow.points),
        len(verdicts),
        sum(isinstance(verdict, Reached) for _, verdict in verdicts),
        sum(isinstance(verdict, Impossible) for _, verdict in verdicts),
        dict(Counter(kind for kind, verdict in verdicts if isinstance(verdict, Undecided))),
        explored.stages,
        explored.played,
        explored.states,
        sum(each.ru_utime + each.ru_stime for each in (ours, theirs)),
        max(ours.ru_maxrss, theirs.ru_maxrss) / 1024,
        tuple(
            (each.item.kind, each.item.name, each.verdict.why)
            for each in explored.judged
            if isinstance(each.verdict, Undecided)
        ),
    )


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.shape", description=__doc__)
    parser.add_argument("chapters", type=int, nargs="+", help="how many, each a story of its own")
    parser.add_argument("--budget", type=float, default=600.0, help="seconds")
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--shortest", action="store_true", help="prove routes shortest as well")
    asked = parser.parse_args()
    for chapters in asked.chapters:
        found = measured(chapters, asked.budget, asked.cores, asked.shortest)
        for name, value in found._asdict().items():
            if name != "left":
                print(f"{name:>10}: {value}")
        for kind, what, why in found.left:
            print(f"{kind:>14} {what}: {why}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
