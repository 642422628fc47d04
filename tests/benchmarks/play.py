"""Random play: choices per second beside inkjs, on the same choices of the same story."""

import functools
import sys

from .bench import Bench
from .table import Bound, Row

SCENES = 1_000
CHOICES = 60_000
SEED = 1
COMPARED = 2_000


def rows(bench: Bench) -> list[Row]:
    """With the text of each page, and without."""
    return [
        row(bench, "text", "with text", Bound("≥", 10)),
        row(bench, "silent", "without text", Bound("≥", 20)),
    ]


def row(bench: Bench, measure: str, name: str, bound: Bound) -> Row:
    """One row; more is better."""
    return Row(
        name=f"random play of {SCENES:,} scenes {name} / inkjs",
        unit="/s",
        ours=lambda: ours(bench, measure),
        peer=lambda: inkjs(bench, measure),
        bound=bound,
    )


def ours(bench: Bench, measure: str) -> float:
    """Choices per second, once it is certain that both play the same story."""
    insist_on_the_same_words(bench)
    return float(bench.ours(measure, bench.story(SCENES), CHOICES, SEED)["per_second"])


def inkjs(bench: Bench, measure: str) -> float:
    """Choices per second."""
    return float(bench.peer(measure, bench.ink_json(SCENES), CHOICES, SEED)["per_second"])


@functools.cache
def insist_on_the_same_words(bench: Bench) -> None:
    """A race over two courses proves nothing: stop if the pages differ by a word."""
    ours = bench.ours("read", bench.story(SCENES), COMPARED, SEED)
    peer = bench.peer("read", bench.ink_json(SCENES), COMPARED, SEED)
    if ours != peer:
        sys.exit(f"ours and inkjs read different words: {ours} and {peer}")
