"""What a suite shows of a story: every item with how many of its walkthroughs show it.

Sums and shares only, as data; how they are printed is for ``report``, ``plain`` and ``page``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from typing import NamedTuple

from ulysse_game.explore.items import Item, Key
from ulysse_game.playtest.replay import Result
from ulysse_game.story import Story

KINDS = {
    "scene": "scenes",
    "place": "items of loops",
    "choice": "choices",
    "closed": "closing reasons",
    "text": "texts",
    "alternative": "alternatives",
    "yes": "conditions that hold",
    "no": "conditions that fail",
    "rule": "rules",
    "ending": "endings",
}
"""Every kind of item in the order of reports, as reports call them."""

NO_CHAPTER = "common"
"""What is in no chapter: common scenes, rules of the world, endings."""


def key_of(item: Item) -> Key:
    """What an item is counted by."""
    return (item.kind, item.name)


class Walked(NamedTuple):
    """One walkthrough or save: what it shows.

    ``passed`` is whether it replays as it says; ``is_made_up`` that it begins in the middle.
    """

    file: str
    shows: frozenset[Key]
    passed: bool
    is_made_up: bool


class Coverage(NamedTuple):
    """The items of a story that a play can show, and how many of the walkthroughs show each.

    ``left_out`` more are certainly shown by none.
    """

    story: str
    digest: str
    items: tuple[Item, ...]
    walked: tuple[Walked, ...]
    counts: Mapping[Key, int]
    chapters: Mapping[Key, str]
    left_out: int = 0

    @property
    def never(self) -> tuple[Item, ...]:
        """What no walkthrough shows, in the order of items."""
        return tuple(item for item in self.items if not self.counts[key_of(item)])


class Share(NamedTuple):
    """So many of all are shown; of nothing at all everything is."""

    label: str
    shown: int
    all: int

    @property
    def percent(self) -> float:
        """From 0 to 100."""
        return 100 * self.shown / self.all if self.all else 100.0


def cover(
    story: Story,
    items: Iterable[Item],
    results: Iterable[Result],
    shown: Callable[[Result], frozenset[Key]],
    impossible: Container[Key] = (),
) -> Coverage:
    """What these replays show of ``items``; ``shown`` says what one shows.

    Of ``impossible`` items only those are counted that a replay with a made-up beginning shows.
    """
    walked = tuple(
        Walked(result.file, shown(result), result.passed, result.is_made_up) for result in results
    )
    every = tuple(item for item in items if item.kind in KINDS)
    anywhere = frozenset().union(*(each.shows for each in walked))
    kept = tuple(
        item for item in every if key_of(item) in anywhere or key_of(item) not in impossible
    )
    seen = Counter(key for each in walked for key in each.shows)
    counts = {key_of(item): seen[key_of(item)] for item in kept}
    chapters = {key_of(item): chapter_of(story, item) for item in kept}
    left_out = len(every) - len(kept)
    return Coverage(story.world.id, story.digest, kept, walked, counts, chapters, left_out)


def chapter_of(story: Story, item: Item) -> str:
    """The chapter that an item is of, or ``common``."""
    name = item.name
    if item.kind == "rule" or name.startswith("rule."):
        name = name.removeprefix("rule.").partition(".")[0]
        found = next((rule.chapter for rule in story.world.rules if rule.id == name), "")
        return found or NO_CHAPTER
    scene = story.scenes.get(scene_of(name)) if item.kind != "ending" else None
    return scene.chapter or NO_CHAPTER if scene is not None else NO_CHAPTER


def scene_of(name: str) -> str:
    """The scene in an item's name: what stands before its first sign."""
    for sign in "./#":
        name = name.partition(sign)[0]
    return name


def by_kind(coverage: Coverage) -> list[Share]:
    """The share shown of each kind that the story has, in the order of reports."""
    return _shares(coverage, lambda item: item.kind, KINDS)


def by_chapter(coverage: Coverage, story: Story) -> list[Share]:
    """The share shown of each chapter's items, in the story's order, the common ones last."""
    labels = [chapter.id for chapter in story.world.chapters]
    if any(chapter == NO_CHAPTER for chapter in coverage.chapters.values()):
        labels.append(NO_CHAPTER)
    return _shares(coverage, lambda item: coverage.chapters[key_of(item)], labels)


def total(coverage: Coverage) -> Share:
    """The share shown of everything."""
    return Share("all", len(coverage.items) - len(coverage.never), len(coverage.items))


def _shares(coverage: Coverage, group: Callable[[Item], str], labels: Iterable[str]) -> list[Share]:
    whole: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for item in coverage.items:
        whole[group(item)] += 1
        shown[group(item)] += bool(coverage.counts[key_of(item)])
    return [Share(label, shown[label], whole[label]) for label in labels if whole[label]]
