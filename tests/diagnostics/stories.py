"""The examples of the catalogue as whole stories: the fixture with an example laid over it."""

from __future__ import annotations

import shutil
from pathlib import Path

from ulysse_game.diagnostics.catalogue import Example, files_of

FIXTURE = Path(__file__).parent / "fixture"

# What a page writes in place of a file that is not there, or is none.
NO_FILE = "⟨no such file⟩\n".encode()
LINK = "⟨a link to nowhere⟩\n".encode()


def lay(example: Example, folder: Path) -> Path:
    """The story folder ``folder/story`` with the example's files in it."""
    story = folder / "story"
    shutil.copytree(FIXTURE, story)
    for file, content in files_of(example).items():
        path = story / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if content == LINK:
            path.symlink_to("nowhere.yaml")
        elif content != NO_FILE:
            path.write_bytes(content)
    return story
