"""Which variables the texts and margins of a story name, whether or not they are ever come to.

By the trees as they are written: what a loop binds stands for every person, as ``*.stat``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ulysse_game.story import Field, Read, Show, Story


def printed_in(story: Story) -> set[str]:
    """The variables whose value some text prints, those of bound people as ``*.stat``."""
    return {
        name
        for block in story.texts(story.world.language).values()
        for show in _parts(block.items, Show)
        for name in _names(show.value)
    }


def named_in(story: Story) -> dict[str, set[str]]:
    """By variable, the chapters that name it in a text or a margin; nothing for the world's."""
    found: dict[str, set[str]] = {}

    def note(tree: object, chapter: str) -> None:
        for name in _names(tree):
            found.setdefault(name, set()).add(chapter)

    for scene in story.scenes.values():
        note(scene, scene.chapter)
    for line, block in story.texts(story.world.language).items():
        id = block.scene or line.partition(".")[0]
        note(block.items, story.scene(id).chapter if id in story.scenes else "")
    world = story.world
    for rule in world.rules:
        note(rule, rule.chapter)
    note((world.endings, world.invariants, world.voices, world.status, world.crew), "")
    return found


def _names(tree: object) -> Iterator[str]:
    for read in _parts(tree, Read):
        yield read.variable
    for field in _parts(tree, Field):
        yield f"*.{field.name}"


def _parts(tree: object, kind: type[Any]) -> Iterator[Any]:
    """Everything of one kind in a tree of tuples."""
    if isinstance(tree, kind):
        yield tree
    if isinstance(tree, tuple):
        for part in tree:
            yield from _parts(part, kind)


__all__ = ["named_in", "printed_in"]
