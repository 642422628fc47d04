"""Ten thousand choices by one process in one terminal: nothing of it may grow, slow down or wear.

Two evenings are played, each from one start of ``ulysse`` to its end: the shipped story from
beginning to end some seventy-five times, and a made-up story that never ends in one playthrough.
On the way it is saved, loaded, rewound, searched, translated, recoloured and resized as a player
does it all, only more often. The engine goes beside it (``soak_course``) and knows each page, so
the soak notices a page that is not the right one, and never reads more of the screen than it must.

What is measured stands in :class:`Sample`; what it is held to in :class:`Bounds`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.benchmarks import generate
from tests.trust.figure import Figure
from tests.trust.signals_terminal import ROOT, Gone, Terminal, python, surroundings, terminal
from tests.trust.soak_course import Course
from tests.trust.soak_player import Evening, Sample
from ulysse_game.compiler import compile_folder
from ulysse_game.engine import Machine
from ulysse_game.storage import Shelf

CHOICES = 10_000
"""Choices of an evening, after those until all has been met that is made once."""
EVERY = 500
"""Choices between two samples."""

SEED = 20_261_123
SCENES = 60
"""Scenes of the story that goes round and round."""


class Bounds(NamedTuple):
    """What a soak is held to.

    ``kilobytes`` is how much memory may grow by a choice, as the slope over all samples after the
    warm-up; ``slower`` how much longer a page may take in the last tenth than in the first after
    it; ``saving`` the same of a quick save (that writes the whole playthrough), or 0 for none.
    ``warm`` are the choices of the warm-up: until all that is made once (pages of the story and
    their pictures, in two languages and six looks, and the interpreter's own) has been made.
    """

    kilobytes: float
    warm: int
    slower: float = 1.25
    saving: float = 0.0


MANY = Bounds(kilobytes=0.2, warm=10_000, saving=1.5)
"""At random the last pages of ten chapters are come to some thousand choices later than the
first."""
LONG = Bounds(kilobytes=2.0, warm=2_000)


def full() -> Iterator[Figure]:
    """Both evenings, each of ten thousand choices and more: a quarter of an hour on quiet cores."""
    with tempfile.TemporaryDirectory() as found:
        folder = Path(found)
        yield from soaked("many playthroughs", ROOT / "story", folder / "many", MANY)
        generate.write(SCENES, folder / "round")
        yield from soaked("one long playthrough", folder / "round" / "story", folder / "long", LONG)


def soaked(name: str, story: Path, folder: Path, bounds: Bounds) -> Iterator[Figure]:
    """Plays an evening; what it is told of: the pages, memory, files, speed, silence, the saves."""
    began = time.monotonic()
    evening = played(story, folder, bounds.warm + CHOICES, EVERY)
    wrong = judged(evening, bounds)
    wrong["the playthroughs read back"] = unlike(evening, folder)
    for threat, told in wrong.items():
        for each in told:
            print(f"soak, {name}, seed {SEED}: {threat}: {each}", file=sys.stderr)
        yield Figure(
            f"an evening without end ({name}): {threat}",
            "choices in one process",
            evening.choices,
            len(told),
            told_bound(threat, bounds, evening),
            time.monotonic() - began,
        )
        began = time.monotonic()


def played(
    story: Path,
    folder: Path,
    choices: int,
    every: int,
    command: Sequence[str] = (),
) -> Evening:
    """Plays so many choices in a new folder; ``command`` is what to start in place of the game."""
    machine = machine_of(story)
    environment = surroundings(folder)
    # Without motion the screen is still once the page stands, which is how its end is known.
    Shelf(folder / "saves").write("settings", b'{"tour": "seen", "motion": "none"}\n')
    log = folder / "log"
    arguments = ("play", "--story", str(story), "--new", "--seed", str(SEED))
    with ExitStack() as stack:
        stderr = stack.enter_context(log.open("wb"))
        seat = stack.enter_context(
            terminal([*(command or python()), *arguments], environment, swaps={2: stderr.fileno()})
        )
        evening = Evening(seat, Course(machine, SEED), folder, every)
        try:
            evening.play(choices)
            evening.leave()
        except Gone as gone:
            evening.amiss.append(f"after {list(evening.lately)}: {gone}")
    evening.log = log.read_text(encoding="utf-8", errors="replace")
    return evening


def machine_of(story: Path) -> Machine:
    """The story's machine."""
    compiled = compile_folder(story)
    assert compiled.story is not None
    return Machine(compiled.story)


# What it is held to


def judged(evening: Evening, bounds: Bounds) -> dict[str, list[str]]:
    """What was wrong, by what it was wrong about."""
    samples = [sample for sample in evening.samples if sample.choices >= bounds.warm]
    return {
        "every page is the right one": list(evening.amiss),
        "memory": _memory(samples, bounds),
        "open files, threads, files left behind": _things(samples),
        "as fast as at first": _speed(samples, bounds),
        "the log is empty": [evening.log[-400:]] if evening.log else [],
    }


def _memory(samples: Sequence[Sample], bounds: Bounds) -> list[str]:
    slope = slope_of([(sample.choices, sample.memory) for sample in samples])
    if slope > bounds.kilobytes:
        return [f"{slope:.2f} kB a choice: {[sample.memory for sample in samples]}"]
    return []


def _things(samples: Sequence[Sample]) -> list[str]:
    """Whether there are more of anything at the end than ever at first."""
    told = []
    half = len(samples) // 2
    for what in ("files", "threads", "strays"):
        first = max((getattr(sample, what) for sample in samples[:half]), default=0)
        last = max((getattr(sample, what) for sample in samples[half:]), default=0)
        if last > first:
            told.append(f"{what}: {[getattr(sample, what) for sample in samples]}")
    return told


def _speed(samples: Sequence[Sample], bounds: Bounds) -> list[str]:
    told = []
    allowed = {"latency": bounds.slower, "saving": bounds.saving}
    for what, most in allowed.items():
        taken = [getattr(sample, what) for sample in samples if getattr(sample, what)]
        if most and len(taken) > 1 and (ratio := ratio_of(taken)) > most:
            shown = [round(1000 * seconds, 1) for seconds in taken]
            told.append(f"{what} {ratio:.2f} times as long in the end: {shown} ms")
    return told


def ratio_of(taken: Sequence[float]) -> float:
    """How much longer something took in the last third than in the first, by their medians."""
    third = max(1, len(taken) // 3)
    return median(taken[-third:]) / median(taken[:third])


def slope_of(points: Sequence[tuple[float, float]]) -> float:
    """The median slope between any two points, which a single outlier does not move (Theil–Sen)."""
    slopes = [
        (other[1] - one[1]) / (other[0] - one[0])
        for at, one in enumerate(points)
        for other in points[at + 1 :]
    ]
    return median(slopes) if slopes else 0.0


def told_bound(threat: str, bounds: Bounds, evening: Evening) -> str:
    """What it was held to, with what was measured."""
    samples = [sample for sample in evening.samples if sample.choices >= bounds.warm]
    if not samples:
        return "nothing was measured"
    if threat == "memory":
        slope = slope_of([(sample.choices, sample.memory) for sample in samples])
        last = samples[-1].memory / 1000
        return f"≤ {bounds.kilobytes} kB a choice; {slope:.2f}, {last:.0f} MB in the end"
    if threat == "as fast as at first":
        taken = [sample.latency for sample in samples]
        return (
            f"≤ {bounds.slower} × as long; {ratio_of(taken):.2f},"
            f" {1000 * taken[-1]:.0f} ms a page in the end"
        )
    return "none"


# What it left behind


def unlike(evening: Evening, folder: Path) -> list[str]:
    """Where a playthrough of the evening, read back, is not what was played."""
    from ulysse_game import play
    from ulysse_game.storage import open_shelf

    library = play.Library(evening.course.machine, open_shelf(str(folder / "saves")))
    told = []
    cards = [card for card in library.saves() if card.kind == "auto"]
    if len(cards) != evening.playthroughs:
        told.append(f"{evening.playthroughs} playthroughs were begun, {len(cards)} are kept")
    expected = sorted(evening.walks)
    found = []
    for card in cards:
        session = play.resume(library, card.id)
        told += [f"{card.id}: {notice}" for notice in session.notices]
        found.append(tuple(choice for _, choice in session.history.walkthrough()))
        session.close()
    if sorted(found) != expected:
        told.append("the choices that were kept are not those that were made")
    return told


__all__ = ["Bounds", "Evening", "Terminal", "full", "judged", "played", "soaked", "unlike"]
