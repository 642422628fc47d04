"""Compiling: from YAML on disk to a checked story, beside a plain YAML load and beside inkjs."""

from .bench import Bench
from .table import Bound, Row

SIZES = (1_000, 10_000)


def rows(bench: Bench) -> list[Row]:
    """Two rows a size."""
    return [
        row for scenes in SIZES for row in (beside_yaml(bench, scenes), beside_ink(bench, scenes))
    ]


def beside_yaml(bench: Bench, scenes: int) -> Row:
    """We read, check and link the files in no more time than libyaml's safe loader reads them."""
    return Row(
        name=f"compile {scenes:,} scenes / yaml.load",
        unit="ms",
        ours=lambda: ours(bench, scenes),
        peer=lambda: float(bench.ours("yaml", bench.story(scenes))["ms"]),
        bound=Bound("≤", 1),
    )


def beside_ink(bench: Bench, scenes: int) -> Row:
    """And in a quarter of the time inkjs compiles the same story."""
    return Row(
        name=f"compile {scenes:,} scenes / inkjs",
        unit="ms",
        ours=lambda: ours(bench, scenes),
        peer=lambda: inkjs(bench, scenes),
        bound=Bound("≤", 0.25),
    )


def ours(bench: Bench, scenes: int) -> float:
    """Milliseconds, without the start of Python and its imports."""
    return float(bench.ours("compile", bench.story(scenes))["ms"])


def inkjs(bench: Bench, scenes: int) -> float:
    """Milliseconds from ink to compiled JSON, without the start of node and its imports."""
    scratch = bench.folder / "compiled.json"
    return float(bench.peer("compile", bench.ink(scenes), scratch)["ms"])
