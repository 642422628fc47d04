"""A compiled story: its world, its scenes, its texts in every language.

Scenes and texts come through mappings, so that a story read from the cache reads one scene only
when the play comes to it. Nothing here knows YAML, a state or a screen.
"""

from __future__ import annotations

from collections.abc import Mapping

from ulysse_game.story.scene import Scene
from ulysse_game.story.text import Block
from ulysse_game.story.world import World


class Story:
    """One story, ready to be played; never changed once made.

    ``scenes`` holds every written scene by id, in the order of files. ``texts`` holds, for each
    language, every block by line id; a language that lacks one shows the source's. ``digest``
    names this exact text of the story (hexadecimal).
    """

    __slots__ = ("_texts", "digest", "scenes", "world")

    def __init__(
        self,
        world: World,
        scenes: Mapping[str, Scene],
        texts: Mapping[str, Mapping[str, Block]],
        digest: str,
    ) -> None:
        """A story of these parts."""
        self.world = world
        self.scenes = scenes
        self._texts = texts
        self.digest = digest

    def scene(self, id: str) -> Scene:
        """The scene of this id; ``KeyError`` when there is none."""
        return self.scenes[id]

    @property
    def scene_ids(self) -> tuple[str, ...]:
        """All scenes, in the order of files."""
        return tuple(self.scenes)

    def text(self, line_id: str, language: str) -> Block | None:
        """The block of this line id in ``language``, else in the source language, else nothing."""
        translated = self._texts.get(language)
        block = translated.get(line_id) if translated is not None else None
        return block if block is not None else self._texts[self.world.language].get(line_id)

    def is_translated(self, line_id: str, language: str) -> bool:
        """Whether ``language`` has its own words for this line."""
        return line_id in self._texts.get(language, {})

    def texts(self, language: str) -> Mapping[str, Block]:
        """Every block of one language, by line id."""
        return self._texts.get(language, {})
