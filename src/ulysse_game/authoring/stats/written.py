"""What is written: words of each text by chapter, part and speaker, and who answers whom.

A text is counted whole, every arm of it, as it stands in its file; names before a colon,
selectors, directives and notes are no words.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from ulysse_game.authoring.prose_map import counted, map_of
from ulysse_game.compiler import Compiled
from ulysse_game.story import Story

WORLD = ""
"""The chapter of what belongs to none: the world's texts, common scenes."""
PARTS = ("narration", "speech", "screens", "choices")
_FURNITURE = frozenset(
    (
        *("room", "person", "voice", "word", "story", "chapter", "ending", "plate", "chart"),
        *("status", "crew", "instrument", "notebook"),
    )
)
"""How line ids begin of what stands around the pages: names, titles, panels."""


class TextFigures(NamedTuple):
    """One text: its words by part, and what each speaker says in it, in order."""

    line_id: str
    chapter: str
    scene: str
    parts: Counter[str]
    speeches: tuple[tuple[str, int], ...]

    @property
    def is_furniture(self) -> bool:
        """Whether it stands around the pages and not on them; no run is said to see it."""
        return self.line_id.partition(".")[0] in _FURNITURE

    @property
    def words(self) -> int:
        """All of its words."""
        return sum(self.parts.values())


def texts_of(compiled: Compiled, story: Story) -> list[TextFigures]:
    """The figures of every text in the source language, in story order.

    Titles and names are a part of their own, ``titles``; labels, offers and reasons ``choices``.
    """
    return [
        _figures(story, line_id, unit.text, unit.is_line)
        for line_id, unit in compiled.units.items()
        if unit.text.strip(" \n")
    ]


def chapter_of(story: Story, line_id: str) -> str:
    """The chapter whose scene, rule, observation or title a text is; ``WORLD`` for all others."""
    head, _, rest = line_id.partition(".")
    scene = story.scenes.get(head)
    if scene is not None:
        return scene.chapter
    name = rest.partition(".")[0]
    match head:
        case "chapter":
            return name
        case "observation":
            return next((o.chapter for o in story.world.observations if o.id == name), WORLD)
        case "rule":
            return next((r.chapter for r in story.world.rules if r.id == name), WORLD)
    return WORLD


def _figures(story: Story, line_id: str, text: str, is_line: bool) -> TextFigures:
    head, _, last = line_id.partition(".")
    is_title = is_line and (head in _FURNITURE or last == "title")
    parts: Counter[str] = Counter()
    speeches = []
    for stretch, words in counted(map_of(text, is_line)):
        if stretch.part in PARTS:
            parts["titles" if is_title else stretch.part] += words
        if stretch.part == "speech":
            speeches.append((stretch.speaker, words))
    scene = head if head in story.scenes else ""
    return TextFigures(line_id, chapter_of(story, line_id), scene, parts, tuple(speeches))


def by_speaker(texts: list[TextFigures]) -> Counter[str]:
    """Words of each speaker; of narration, screens and choices under their own names."""
    found: Counter[str] = Counter()
    for text in texts:
        for part, words in text.parts.items():
            if part != "speech":
                found[part] += words
        for speaker, words in text.speeches:
            found[speaker] += words
    return found


class Exchange(NamedTuple):
    """Two who speak with one another: ``turns`` from one to the other, in so many ``scenes``."""

    one: str
    other: str
    turns: int
    words: int
    scenes: int


def exchanges(texts: list[TextFigures]) -> list[Exchange]:
    """Who answers whom: speeches next to each other in one text, by how often, the most first.

    ``words`` are those of both speeches. A speech alone in its text is said to whoever reads.
    """
    turns: Counter[tuple[str, str]] = Counter()
    words: Counter[tuple[str, str]] = Counter()
    scenes: dict[tuple[str, str], set[str]] = {}
    for text in texts:
        for (one, first), (other, second) in pairwise(text.speeches):
            if one == other:
                continue
            pair = (min(one, other), max(one, other))
            turns[pair] += 1
            words[pair] += first + second
            scenes.setdefault(pair, set()).add(text.scene or text.line_id)
    found = [Exchange(*pair, turns[pair], words[pair], len(scenes[pair])) for pair in turns]
    return sorted(found, key=lambda each: (-each.turns, each.one, each.other))
