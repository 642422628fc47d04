"""A story folder to be edited under watch, and a watch that need not be waited for."""

from __future__ import annotations

import shutil
from pathlib import Path

from ulysse_game.authoring.watching import News, Watch
from ulysse_game.compiler import Recompiler
from ulysse_game.storage import AnyShelf, MemoryShelf

DOOR = Path(__file__).parents[2] / "cli" / "door"
SCENES = "1_part/scenes.yaml"


class Desk:
    """A writer's desk: the folder, and the watch over it."""

    def __init__(self, folder: Path, shelf: AnyShelf | None = None, broken: str = "") -> None:
        self.folder = folder / "story"
        shutil.copytree(DOOR, self.folder)
        if broken:
            self.edit("You stand", broken)
        compile = Recompiler(self.folder).compile
        self.watch = Watch(self.folder, shelf or MemoryShelf(), compile, name="story")

    def edit(self, old: str, new: str, file: str = SCENES) -> None:
        """Edits a file and saves it, as editors do that write another one beside it."""
        text = (self.folder / file).read_text(encoding="utf-8")
        assert old in text, old
        self.save(file, text.replace(old, new, 1))

    def save(self, file: str, text: str) -> None:
        """Saves a whole file in that way."""
        path = self.folder / file
        beside = path.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)

    def glance(self) -> News | None:
        """What two looks find, as after a change that has settled."""
        return self.watch.glance() or self.watch.glance()
