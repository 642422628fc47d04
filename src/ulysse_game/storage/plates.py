"""The files of a story's pictures: read when one is first drawn, and never written.

What cannot be read is as good as not there: words stand for every picture.
"""

from __future__ import annotations

import os
from pathlib import Path

LARGEST = 1_000_000
"""Bytes of a picture's file; more is no plate."""


def read_plate(folder: Path, plate: str) -> bytes | None:
    """The PNG of a plate of the story in ``folder``; nothing where none can be read.

    A link that leads out of that folder is none: what lies elsewhere is not the story's to show.
    """
    path = folder / "plates" / f"{plate}.png"
    try:
        is_inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
        if not (is_inside and path.is_file()):
            return None
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        return None
    return data if len(data) <= LARGEST else None
