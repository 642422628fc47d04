"""Which alternatives of a text are read at one moment of a play.

The trees of :func:`seen_of` with their conditions compiled, made once for each text and binding.
It asks the moment and the seed, as the view's teller does, and changes nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game.engine import Binding, Machine, Reader, Shown, shuffled, visits_of
from ulysse_game.explore.content.texts import Seen, Shuffle, seen_of
from ulysse_game.story import NO


class _Asked(NamedTuple):
    """A ``Seen`` ready to be asked; ``scene`` is the number of the shuffle's scene, or -1."""

    name: str
    condition: Reader | None
    shuffle: Shuffle | None
    scene: int
    parts: tuple[_Asked, ...]


class AlternativeReader:
    """Tells which alternatives of one story's texts are read. One serves any number of plays."""

    def __init__(self, machine: Machine) -> None:
        """A reader for the story of this machine."""
        self._machine = machine
        self._trees: dict[tuple[str, Binding], tuple[_Asked, ...]] = {}

    def read(self, shown: Shown, seed: int) -> tuple[str, ...]:
        """The names of what is read at this moment besides the words that are always there.

        A name without ``#`` is the line id of another text that is taken in.
        """
        found: list[str] = []
        tree = self._tree(shown.line_id, shown.binding)
        if tree:
            _read(tree, shown, seed, found)
        return tuple(found)

    def _tree(self, line_id: str, binding: Binding) -> tuple[_Asked, ...]:
        key = (line_id, binding)
        tree = self._trees.get(key)
        if tree is None:
            story = self._machine.story
            block = story.text(line_id, story.world.language)
            seen: tuple[Seen, ...] = ()
            if block is not None:
                seen = seen_of(block, dict(binding), self._machine.layout.facts, story)
            tree = self._trees[key] = self._asked(seen)
        return tree

    def _asked(self, seen: tuple[Seen, ...]) -> tuple[_Asked, ...]:
        code = self._machine.code
        return tuple(
            _Asked(
                each.name,
                code.condition(each.condition),
                each.shuffle,
                self._scene_of(each.shuffle),
                self._asked(each.parts),
            )
            for each in seen
            if each.condition != NO
        )

    def _scene_of(self, shuffle: Shuffle | None) -> int:
        if shuffle is None:
            return -1
        story = self._machine.story
        block = story.text(shuffle[0], story.world.language)
        assert block is not None, shuffle
        return self._machine.layout.scenes.get(block.scene, -1)


def _read(tree: tuple[_Asked, ...], shown: Shown, seed: int, found: list[str]) -> None:
    for name, condition, shuffle, scene, parts in tree:
        if condition is not None and not condition(shown.values, shown):
            continue
        if shuffle is not None:
            line_id, salt, sides, which = shuffle
            visit = visits_of(shown.visits, scene) if scene >= 0 else 1
            if shuffled(seed, line_id, salt, visit, sides) != which:
                continue
        found.append(name)
        if parts:
            _read(parts, shown, seed, found)
