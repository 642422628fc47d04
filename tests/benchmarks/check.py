"""Checking: all that `ulysse check` looks at, beside the compile alone that it begins with.

The generated story is checked by the house style of the game's own, with all of its phrases.
"""

import re
import shutil
from pathlib import Path

from .bench import HERE, Bench
from .table import Bound, Row

SCENES = 1_000


def rows(bench: Bench) -> list[Row]:
    """A check may take three times as long as a compile, every rule of prose included."""
    folder = styled(bench.story(SCENES))
    return [
        Row(
            name=f"check of {SCENES:,} scenes with all rules / compile alone",
            unit="ms",
            ours=lambda: float(bench.ours("check", folder)["ms"]),
            peer=lambda: float(bench.ours("compile", folder)["ms"]),
            bound=Bound("≤", 3),
        )
    ]


def styled(story: Path) -> Path:
    """A copy of a story with the game's house style beside it."""
    copy = story.with_name(f"{story.name}_styled")
    if not copy.exists():
        shutil.copytree(story, copy)
    style = (HERE.parent.parent / "story" / "house-style.yaml").read_text(encoding="utf-8")
    (copy / "house-style.yaml").write_text(nameless(style), encoding="utf-8")
    return copy


def nameless(style: str) -> str:
    """A house style without the parts that name people, scenes and chapters of its own story."""
    return re.sub(
        r"^(?:you:.*\n|chapters:\n(?: +.*\n|\n)*|    address:\n(?:      .*\n)*)",
        "",
        style,
        flags=re.M,
    )
