"""Where the parts of scenes stand: files of scenes, and the way back from a scene to its places.

The nodes of a large story take more room than all that becomes of them, so they are let go once a
scene is read. A check that wants to point at a key or a choice asks its ``Links``, which read the
file once more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.fields import span_of
from ulysse_game.compiler.nodes import Entry, Items, Mapping, Scalar
from ulysse_game.diagnostics import Diagnostic, Label, Span

Reread = Callable[[str], Mapping]
"""Gives the nodes of a file of scenes once more."""


class SceneFile(NamedTuple):
    """A file of scenes and the chapter it belongs to (nothing for ``common/``)."""

    file: str
    chapter: str
    node: Mapping


class Links(NamedTuple):
    """Where the parts of a scene stand, for the checks that need every scene.

    The nodes of a large story take more room than all that becomes of them, so they are gone when
    a scene has been read; its file is read ``again`` by whoever asks for a place in it.
    """

    file: str
    key: Scalar
    keys: tuple[str, ...]
    again: Reread

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What stands in the scene."""
        for key, value in self.again(self.file).entries:
            if key == self.key and isinstance(value, Mapping):
                return value.entries
        return ()

    @property
    def name(self) -> Span:
        """The scene's own name."""
        return span_of(self.file, self.key)

    def has(self, key: str) -> bool:
        """Whether the scene has this key."""
        return key in self.keys

    def span(self, key: str) -> Span:
        """The value of a key; the scene's name where it has no such key."""
        for entry in self.entries:
            if entry.key.text == key:
                return span_of(self.file, entry.value)
        return self.name

    def choice(self, line: int) -> Span:
        """The choice whose name or `draw` stands on a line."""
        choices = next((each.value for each in self.entries if each.key.text == "choices"), None)
        items = choices.items if isinstance(choices, Items) else ()
        first = bisect_right(items, line, key=lambda item: item.line) - 1
        found = items[first] if first >= 0 else None
        for named in found.entries if isinstance(found, Mapping) else ():
            if named.key.line == line:
                return span_of(self.file, named.key)
        return self.name


def duplicate_scene(desk: Desk, key: Scalar, file: str, first: Span) -> None:
    """Two scenes with one name."""
    desk.report(
        Diagnostic(
            "duplicate-scene",
            f"there is a scene `{key.text}` already.",
            span_of(file, key),
            "give one of them another name.",
            labels=(Label(first, "the first stands here"),),
        )
    )
