"""The examples of the catalogue as whole stories: the fixture with an example laid over it."""

from __future__ import annotations

import shutil
from pathlib import Path

from ulysse_game.diagnostics.catalogue import Example, files_of

FIXTURE = Path(__file__).parent / "fixture"


def lay(example: Example, folder: Path) -> Path:
    """The story folder ``folder/story`` with the example's files in it."""
    story = folder / "story"
    shutil.copytree(FIXTURE, story)
    for file, content in files_of(example).items():
        path = story / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return story
