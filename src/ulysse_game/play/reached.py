"""What a player has come to in a story, over all playthroughs: chapters and endings.

What has not been reached is counted and never named: a gallery spoils nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game.play.library import Library
from ulysse_game.view.names import chapter_titles, ending_title


class Goal(NamedTuple):
    """A chapter or an ending. ``title`` and ``second`` are empty until it has been reached."""

    id: str
    title: str = ""
    second: str = ""

    @property
    def is_reached(self) -> bool:
        """Whether the player has been there."""
        return bool(self.title)


class Reached(NamedTuple):
    """The endings in the order of their numbers, those that come early, and the chapters."""

    endings: tuple[Goal, ...]
    early: tuple[Goal, ...]
    chapters: tuple[Goal, ...]


def reached(library: Library, language: str) -> Reached:
    """What has been reached, the titles in ``language``."""
    machine, marks = library.machine, library.marks
    world = machine.story.world
    ended, begun = marks.endings(), marks.chapters()
    proper = {ending.id for ending in world.endings}
    early = {
        scene.ending: scene.id
        for scene in machine.story.scenes.values()
        if scene.ending and scene.ending not in proper
    }

    def ending(id: str, scene: str) -> Goal:
        if id not in ended:
            return Goal(id)
        return Goal(id, ending_title(machine, id, scene, language) or id)

    def chapter(id: str) -> Goal:
        return Goal(id, *chapter_titles(machine, id, language)) if id in begun else Goal(id)

    return Reached(
        tuple(ending(e.id, e.scene) for e in sorted(world.endings, key=lambda e: e.number)),
        tuple(ending(id, scene) for id, scene in early.items()),
        tuple(chapter(each.id) for each in world.chapters),
    )
