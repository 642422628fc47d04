"""Checking: all that `ulysse check` looks at, beside the compile alone that it begins with."""

from .bench import Bench
from .table import Bound, Row

SCENES = 1_000


def rows(bench: Bench) -> list[Row]:
    """A check may take three times as long as a compile, every rule of prose included."""
    folder = bench.story(SCENES)
    return [
        Row(
            name=f"check of {SCENES:,} scenes with all rules / compile alone",
            unit="ms",
            ours=lambda: float(bench.ours("check", folder)["ms"]),
            peer=lambda: float(bench.ours("compile", folder)["ms"]),
            bound=Bound("≤", 3),
        )
    ]
