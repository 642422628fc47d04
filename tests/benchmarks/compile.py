"""Compiling: from YAML on disk to a checked story, beside a plain YAML load and beside inkjs."""

from .bench import Bench
from .generate import SCENES_PER_CHAPTER, SCENES_PER_FILE
from .table import Bound, Row

SIZES = (1_000, 10_000)
LAYOUTS = {"a chapter a file": SCENES_PER_CHAPTER, "fifty scenes a file": SCENES_PER_FILE}
"""How the scenes are laid out in files. Ours takes as long either way; a plain load takes longer
the larger the file, as what it builds is collected less often."""


def rows(bench: Bench) -> list[Row]:
    """For each size a row beside each layout's plain load, and one beside inkjs."""
    return [
        row
        for scenes in SIZES
        for row in (
            *(beside_yaml(bench, scenes, layout) for layout in LAYOUTS),
            beside_ink(bench, scenes),
        )
    ]


def beside_yaml(bench: Bench, scenes: int, layout: str) -> Row:
    """We read, check and link the files in no more time than libyaml's safe loader reads them."""
    folder = bench.story(scenes, LAYOUTS[layout])
    return Row(
        name=f"compile {scenes:,} scenes, {layout} / yaml.load",
        unit="ms",
        ours=lambda: float(bench.ours("compile", folder)["ms"]),
        peer=lambda: float(bench.ours("yaml", folder)["ms"]),
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
