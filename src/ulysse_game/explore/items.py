"""What there is to be seen in a story: every scene, choice, text, alternative, outcome, ending.

An item has a kind and a name. All of a story's items are found by looking at every phase of every
place, whether or not anything leads there, so that what can never be seen has a name too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ulysse_game.explore.flow import Ask, Flow, Here, Note
from ulysse_game.story import Choice, Story

Key = tuple[str, str]
"""An item's kind and name."""

KINDS = (
    "scene",
    "place",
    "choice",
    "closed",
    "text",
    "alternative",
    "yes",
    "no",
    "rule",
    "ending",
    "saturates",
    "stuck",
    "broken",
    "clash",
    "absent",
    "trap",
    "runaway",
)
"""Every kind of item, in the order of reports."""

MISTAKES = ("stuck", "broken", "clash", "absent", "trap", "runaway")
"""What should never be seen: a page without an open choice, a broken invariant, two rules that
want to go two ways, a scene entered without somebody whom it needs, a page from which no ending
can be reached, a ring of scenes without a choice."""

ALLOWED = ("saturates",)
"""What may be seen or not: an effect that runs against the end of its range."""


class Item(NamedTuple):
    """One thing to be seen. ``file`` and ``line`` say where it is written (0: the whole file)."""

    kind: str
    name: str
    file: str
    line: int


class Items:
    """All items of a story, numbered; a set of them is an integer with a bit for each."""

    def __init__(self, flow: Flow) -> None:
        """The items of the flow's story, those of points already made among them."""
        where = self._where = _Where(flow.machine.story)
        keys = dict.fromkeys((*_everywhere(flow), *_in_points(flow)))
        order = {kind: n for n, kind in enumerate(KINDS)}
        found = [Item(*key, *where.of(key)) for key in keys if key[0] in order]
        found.sort(key=lambda item: order[item.kind])
        self.every: tuple[Item, ...] = tuple(found)
        self.number = {(item.kind, item.name): n for n, item in enumerate(self.every)}

    def item(self, kind: str, name: str) -> Item:
        """The item of this kind and name, one of the story or not."""
        number = self.number.get((kind, name))
        return (
            Item(kind, name, *self._where.of((kind, name)))
            if number is None
            else self.every[number]
        )

    def bit(self, kind: str, name: str) -> int:
        """The set of this item alone; empty for what is no item."""
        number = self.number.get((kind, name))
        return 0 if number is None else 1 << number

    def of(self, bits: int) -> Iterator[Item]:
        """The items of a set."""
        while bits:
            lowest = bits & -bits
            yield self.every[lowest.bit_length() - 1]
            bits ^= lowest


def keys_of(ask: Ask) -> tuple[Key, ...]:
    """The items that a watched condition may show."""
    if ask.kind == "outcome":
        return (("yes", ask.name), ("no", ask.name))
    return ((ask.kind, ask.name),)


def _everywhere(flow: Flow) -> Iterator[Key]:
    """The items of every scene, whatever leads there and in whatever room."""
    story = flow.machine.story
    apart = Flow(flow.machine)
    for scene in story.scenes:
        for place in flow.machine.places_of(scene):
            room = flow.machine.layout.rooms.get(place.scene.room, 0)
            apart.entering(scene, Here(room))
            apart.playing(place.location, Here(room))
    yield from _in_points(apart)
    for ending in story.world.endings:
        yield ("ending", ending.id)
    for rule in story.world.rules:
        yield ("rule", rule.id)
    for invariant in story.world.invariants:
        yield ("broken", invariant.id)


def _in_points(flow: Flow) -> Iterator[Key]:
    number = 0
    while number < len(flow.points):
        for ask in flow.points[number].asks:
            yield from keys_of(ask)
        for edge in flow.edges(number):
            for op in edge.ops:
                if isinstance(op, Note):
                    yield (op.kind, op.name)
                elif isinstance(op, Ask):
                    yield from keys_of(op)
        number += 1


_TABLES = {
    "chart": "world/charts.yaml",
    "instrument": "world/panels.yaml",
    "notebook": "world/notebook.yaml",
    "observation": "world/observations.yaml",
    "status": "world/panels.yaml",
    "tag": "world/tags.yaml",
}
"""Texts that stand in no scene: where they are written."""


class _Where:
    """Where items are written."""

    def __init__(self, story: Story) -> None:
        self._lines: dict[str, tuple[str, int]] = {}
        for id, scene in story.scenes.items():
            self._lines[id] = (scene.file, scene.line)
            for choice in scene.choices:
                if isinstance(choice, Choice):
                    self._lines[f"{id}.{choice.id}"] = (scene.file, choice.line or scene.line)
                else:
                    self._lines[f"{id}.draw"] = (scene.file, choice.line or scene.line)
        for ending in story.world.endings:
            self._lines[f"ending.{ending.id}"] = ("world/endings.yaml", 0)
        begins = {chapter.id: chapter.begins for chapter in story.world.chapters}
        for rule in story.world.rules:
            first = story.scenes.get(begins.get(rule.chapter, ""))
            folder = "world/rules" if first is None else f"{first.file.rpartition('/')[0]}/chapter"
            self._lines[f"rule.{rule.id}"] = (f"{folder}.yaml", 0)
        for invariant in story.world.invariants:
            self._lines[f"broken.{invariant.id}"] = ("world/invariants.yaml", 0)

    def of(self, key: Key) -> tuple[str, int]:
        kind, name = key
        if kind in ("ending", "rule", "broken"):
            name = f"{kind}.{name}"
        if kind == "clash":
            name = name.partition(" ")[0]  # the rule, then where an earlier one leads
        for part in _prefixes(name):
            if part in self._lines:
                return self._lines[part]
        return (_TABLES.get(name.partition(".")[0], ""), 0)


def _prefixes(name: str) -> Iterable[str]:
    """``hub/eva.ask/eva.then#1.2``: the whole, then less and less, items of loops left out."""
    yield name
    path = name.partition("#")[0]
    parts = [part.partition("/")[0] for part in path.split(".")]
    for count in range(len(parts), 0, -1):
        yield ".".join(parts[:count])
