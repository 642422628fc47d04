"""Where each item is written, to the line: what a report names and the page marks.

The compiled story knows the lines of scenes, choices and texts. The line of a condition is the one
of its key below them; it is looked for in the source, and where it is not found (a scene written
in braces, say) the line of its scene or choice has to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ulysse_game.compiler import Compiled
from ulysse_game.explore.items import Item
from ulysse_game.playtest.cover.written import texts_of
from ulysse_game.story import Choice

_ADDRESS = re.compile(r"(.*?)\.(when|each|next|if|do)(?:\[(\d+)\])?(?:\.if)?")
_KEYS = {"if": ("if", "each"), "do": ("do", "observe")}
"""A loop's condition is a choice's own, and what is observed is done."""

_KEY = re.compile(r"( *)([a-z][a-z0-9_]*):")


def placed(items: Iterable[Item], compiled: Compiled) -> tuple[Item, ...]:
    """The items with the lines where they are written, in the order of files and lines.

    ``compiled`` must be fresh: a story from the cache has no lines.
    """
    where = _Where(compiled)
    order = {file: number for number, file in enumerate(compiled.sources)}
    found = [where.placed(item) for item in items]
    return tuple(sorted(found, key=lambda item: (order.get(item.file, len(order)), item.line)))


class _Where:
    """The files of one story."""

    def __init__(self, compiled: Compiled) -> None:
        assert compiled.story is not None, "a story with errors has no items"
        self.units = compiled.units
        self.strokes = {
            stroke.name: (text.file, text.line + text.text.count("\n", 0, stroke.start))
            for text in texts_of(compiled)
            for stroke in text.strokes
        }
        self.story = compiled.story
        self.lines = {file: text.split("\n") for file, text in compiled.sources.items()}
        self.ids = {id: place for file in self.lines for id, place in self._declared(file)}

    def _declared(self, file: str) -> Iterator[tuple[str, tuple[str, int]]]:
        """The rules, endings and invariants of a file, as ``rule.ID``, with their places."""
        group, depth = "", 0
        for number, line in enumerate(self.lines[file], 1):
            found = _KEY.match(line)
            if found is None:
                continue
            if not found[1]:
                group, depth = found[2].removesuffix("s"), 0
            elif group in ("rule", "ending", "invariant"):
                depth = depth or len(found[1])
                if len(found[1]) == depth:
                    yield f"{group}.{found[2]}", (file, number)

    def placed(self, item: Item) -> Item:
        """The item, at its own line."""
        kind, name = item.kind, item.name
        if name in self.strokes:
            return self._at(item, self.strokes[name])
        if kind in ("text", "alternative"):
            unit = self.units.get(name.partition("#")[0])
            if unit is not None:
                return item._replace(file=unit.at.file, line=unit.at.line)
        if kind in ("rule", "ending"):
            return self._at(item, self.ids.get(f"{kind}.{name}"))
        if kind == "broken":
            return self._at(item, self.ids.get(f"invariant.{name}"))
        if kind == "closed":
            return self._at(item, self._closing(name))
        if kind in ("yes", "no"):
            return self._at(item, self._condition(item))
        return item

    def _at(self, item: Item, place: tuple[str, int] | None) -> Item:
        return item if place is None else item._replace(file=place[0], line=place[1])

    def _closing(self, name: str) -> tuple[str, int] | None:
        """The reason ``SCENE.CHOICE#N``, by the text that tells it, if that is the choice's own."""
        address, _, number = name.partition("#")
        scene, _, written = address.partition(".")
        for choice in self.story.scene(scene).choices if scene in self.story.scenes else ():
            if isinstance(choice, Choice) and choice.id == written:
                line_id = choice.locks[int(number) - 1].line_id
                unit = self.units.get(line_id) if line_id.startswith(f"{address}.") else None
                return None if unit is None else (unit.at.file, unit.at.line)
        return None

    def _condition(self, item: Item) -> tuple[str, int] | None:
        """The line of the key that the condition ``SCENE.CHOICE.if`` stands in."""
        found = _ADDRESS.fullmatch(item.name)
        owner, key, number = found.groups() if found else (item.name, "when", None)
        file, line = self.ids.get(owner, (item.file, item.line))
        if file not in self.lines or not line:
            return None
        if key == "if" and owner.startswith("ending."):
            key = "when"
        at = next(filter(None, (self._key(file, line, each) for each in _KEYS.get(key, (key,)))), 0)
        if not at:
            return file, line
        return file, self._target(file, at, int(number)) if key == "next" and number else at

    def _key(self, file: str, line: int, key: str) -> int:
        """The line of a key of what begins at ``line``; 0 if it is not there."""
        lines = self.lines[file]
        head = lines[line - 1]
        outer = len(head) - len(head.lstrip(" "))
        depth = outer + 2
        if not head.lstrip(" ").startswith("- "):  # a scene or a rule: as its first key stands
            below = next((each for each in lines[line:] if each.strip()), "")
            depth = len(below) - len(below.lstrip(" "))
        wanted = " " * depth + key + ":"
        for number, each in enumerate(lines[line:], line + 1):
            if each.startswith(wanted):
                return number
            bare = each.lstrip(" ")
            if bare and not bare.startswith("#") and len(each) - len(bare) <= outer:
                return 0
        return 0

    def _target(self, file: str, line: int, number: int) -> int:
        """The line of the n-th target of the ``next`` at ``line``."""
        lines = self.lines[file]
        if lines[line - 1].partition(":")[2].strip():
            return line
        for at in range(line, len(lines)):
            bare = lines[at].strip()
            if bare.startswith("- "):
                number -= 1
                if not number:
                    return at + 1
            elif bare and not bare.startswith("#"):
                break
        return line
