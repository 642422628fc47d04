"""The texts of a story as they stand in its files, with their alternatives, ready to be marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ulysse_game.compiler import Compiled
from ulysse_game.explore.content import Seen, excerpt_of, seen_of
from ulysse_game.playtest.cover.strokes import Stroke, strokes
from ulysse_game.story import Block, Facts, Story


class Written(NamedTuple):
    """A text in its file.

    Its first line stands at ``line`` and ``column``, further ones at ``indent``, all from 1.
    ``strokes`` are its alternatives, by offsets in ``text``; none where they could not be found.
    """

    line_id: str
    file: str
    line: int
    column: int
    indent: int
    text: str
    strokes: tuple[Stroke, ...]


def texts_of(compiled: Compiled) -> Iterator[Written]:
    """Every text that has words, in the order of files, of a story that was compiled afresh."""
    story = compiled.story
    assert story is not None, "a story with errors has no texts"
    facts = Facts(story.world)
    repeaters = frozenset(voice.id for voice in story.world.voices if voice.kind == "repeats")
    for line_id, unit in compiled.units.items():
        block = story.text(line_id, story.world.language)
        text = unit.text.rstrip("\n ")
        if block is None or not text:
            continue
        names = frozenset(each.name for each in own(block, facts, story))
        at = unit.at
        yield Written(
            line_id, at.file, at.line, at.column, at.indent, text,
            strokes(line_id, text, repeaters, names),
        )  # fmt: skip


def own(block: Block, facts: Facts, story: Story) -> Iterator[Seen]:
    """The alternatives of a block, without those of texts that it takes in; outer ones first."""
    start = f"{block.line_id}#"
    return (each for each in _flat(seen_of(block, {}, facts, story)) if each.name.startswith(start))


def _flat(seen: Iterable[Seen]) -> Iterator[Seen]:
    for each in seen:
        yield each
        yield from _flat(each.parts)


class Excerpts:
    """The first words of a story's texts and alternatives, by their names."""

    def __init__(self, story: Story) -> None:
        """Of this story, in its own language."""
        self._story = story
        self._facts = Facts(story.world)
        self._known: dict[str, dict[str, str]] = {}

    def __call__(self, name: str) -> str:
        """The words of the text or alternative ``name``; nothing if there is none."""
        line_id = name.partition("#")[0]
        known = self._known.get(line_id)
        if known is None:
            known = self._known[line_id] = {}
            block = self._story.text(line_id, self._story.world.language)
            if block is not None:
                known[line_id] = excerpt_of(block.items)
                known.update((e.name, e.excerpt) for e in own(block, self._facts, self._story))
        return known.get(name, "")
