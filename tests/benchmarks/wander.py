"""Wandering: choices per second in whole random runs, beside a random tester in inkjs.

Such a tester (ChoiceScript's ``randomtest`` is one) plays from the beginning, reads each page, and
starts again. ``ulysse wander`` reads a sample of its runs and counts all of them. The generated
story does not end by itself, so each run is given up after so many choices on both sides.
"""

from .bench import Bench
from .table import Bound, Row

SCENES = 1_000
LONGEST = 500
RUNS = 1_000
PEER_RUNS = 80
SEED = 1


def rows(bench: Bench) -> list[Row]:
    """One core, one story; more is better."""
    return [
        Row(
            name=f"wander over {SCENES:,} scenes, one core / a random tester in inkjs",
            unit="/s",
            ours=lambda: ours(bench),
            peer=lambda: inkjs(bench),
            bound=Bound("≥", 10),
        )
    ]


def ours(bench: Bench) -> float:
    """Choices per second of the command's own loop."""
    return float(bench.ours("wander", bench.story(SCENES), RUNS, LONGEST, SEED)["per_second"])


def inkjs(bench: Bench) -> float:
    """Choices per second, each page read."""
    asked = bench.ink_json(SCENES), PEER_RUNS, LONGEST, SEED
    return float(bench.peer("wander", *asked)["per_second"])
