"""The game beside an editor: from a saved file to the page after it, beside compiling afresh."""

import shutil
import tempfile
from pathlib import Path

from .bench import HERE, Bench
from .table import Bound, Row

CHAPTER_1 = HERE.parent.parent / "story"
CHOICES = 40
"""How many choices lie behind the page: they are all made again at every save."""


def rows(bench: Bench) -> list[Row]:
    """The story of the game itself, and one of a thousand scenes."""
    return [
        beside_compiling(bench, "chapter 1", CHAPTER_1),
        beside_compiling(bench, "1,000 scenes", bench.story(1_000)),
    ]


def beside_compiling(bench: Bench, name: str, folder: Path) -> Row:
    """Reading again what changed and following there takes no longer than reading everything."""
    return Row(
        name=f"watch {name}, save to page / compile",
        unit="ms",
        ours=lambda: followed(bench, folder),
        peer=lambda: float(bench.ours("compile", folder)["ms"]),
        bound=Bound("≤", 1),
    )


def followed(bench: Bench, folder: Path) -> float:
    """Milliseconds, in a copy of the story."""
    with tempfile.TemporaryDirectory() as fresh:
        copy = Path(shutil.copytree(folder, Path(fresh) / "story"))
        return float(bench.ours("watch", copy, CHOICES)["ms"])
