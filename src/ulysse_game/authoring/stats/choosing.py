"""What may be chosen: how many choices a page has, of which kinds, how long their labels are."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from ulysse_game.authoring.stats.written import TextFigures
from ulysse_game.story import Choice, Scene, Story


class Label(NamedTuple):
    """One label, by the address of its choice, and its words."""

    choice: str
    words: int


class Choosing(NamedTuple):
    """The choices of a story as they are written.

    ``scenes`` counts scenes by how many choices they write (0 of those that lead on), a draw of
    cards being one. ``kinds`` counts choices by their tags, those without under nothing.
    ``labels`` are sorted by their words, the longest last.
    """

    scenes: Counter[int]
    kinds: Counter[str]
    labels: tuple[Label, ...]

    @property
    def choices(self) -> int:
        """How many choices are written."""
        return sum(number * times for number, times in self.scenes.items())


def choosing_of(scenes: list[Scene], texts: list[TextFigures]) -> Choosing:
    """The figures of these scenes' choices."""
    counts = Counter(len(scene.choices) for scene in scenes)
    kinds: Counter[str] = Counter()
    addresses = set()
    for scene in scenes:
        for choice in scene.choices:
            if isinstance(choice, Choice):
                addresses.add(f"{scene.id}.{choice.id}")
                for tag in choice.tags or ("",):
                    kinds[tag] += 1
    labels = [Label(text.line_id, text.words) for text in texts if text.line_id in addresses]
    labels.sort(key=lambda each: (each.words, each.choice))
    return Choosing(counts, kinds, tuple(labels))


def by_chapter(story: Story) -> dict[str, list[Scene]]:
    """The scenes of each chapter, in story order; those of none under nothing."""
    found: dict[str, list[Scene]] = {chapter.id: [] for chapter in story.world.chapters}
    for scene in story.scenes.values():
        found.setdefault(scene.chapter, []).append(scene)
    return found
