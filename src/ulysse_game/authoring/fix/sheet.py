r"""One file of a story as the fixes look at it: its words, and what the compiler says of them.

Lines and columns count from 1, columns in characters, as everywhere. A sheet holds ``\n`` as its
only line end and no byte order mark: ``line_ends`` sees to that before anybody else reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.authoring.edits import Edit
from ulysse_game.compiler.block_names import OBSERVATION_TEXTS
from ulysse_game.compiler.choices import CHOICE_KEYS
from ulysse_game.compiler.desk import Unit
from ulysse_game.compiler.nodes import Entry, Items, Mapping, Node, Scalar
from ulysse_game.compiler.read_yaml import read_yaml
from ulysse_game.diagnostics import Diagnostic

CATALOGUE = re.compile(r"languages/([a-z]{2,3}(?:_[A-Z]{2})?)/[^/]+\.po")
_SCENE_PROSE = frozenset(("title", "text", "offer", "closed"))
_TABLE_PROSE = frozenset((*OBSERVATION_TEXTS, "title", "second_title", "text", "shows", "name"))
_NOTES = frozenset(("note", "means"))
_NO_PROSE_ID = frozenset(CHOICE_KEYS)


class Sheet(NamedTuple):
    """``file`` is the path in the story folder, ``language`` that of the words it holds.

    ``units`` are its texts and ``diagnostics`` what is wrong with it, as far as the story was
    compiled; both are empty before. ``labels`` are the line ids of a catalogue that are one line.
    """

    file: str
    text: str
    language: str = "en"
    units: tuple[Unit, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    labels: frozenset[str] = frozenset()

    @property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.split("\n")

    @property
    def is_yaml(self) -> bool:
        """Whether this is a YAML file of the story."""
        return self.file.endswith(".yaml")

    @property
    def holds_scenes(self) -> bool:
        """Whether its top-level keys are scenes."""
        is_world = self.file.startswith("world/")
        name = self.file.rpartition("/")[2]
        return self.is_yaml and not is_world and name not in (
            "story.yaml", "chapter.yaml", "house-style.yaml"
        )  # fmt: skip

    def takes_prose(self, key: str, is_item: bool) -> bool:
        """Whether words stand under this key; ``is_item`` if it is the first of a list's item."""
        if key in _NOTES:
            return True
        if not self.holds_scenes:
            return key in _TABLE_PROSE
        return key in _SCENE_PROSE or (is_item and key not in _NO_PROSE_ID)

    def nodes(self) -> Mapping:
        """What could be read of a YAML file."""
        found = read_yaml(self.file, self.text, lambda _: None) if self.is_yaml else None
        return found or Mapping((), 1, 1)

    def put(self, line: int, column: int, length: int, text: str) -> Edit:
        """The edit that puts ``text`` in the place of ``length`` characters of one line."""
        return Edit(self.file, line, column, line, column + length, text)


class Line(NamedTuple):
    """A line of the margin: ``dashes`` may begin it, ``key`` may be ``""``; ``number`` from 1."""

    number: int
    indent: int
    dashes: str
    key: str
    gap: str
    value: str

    @property
    def key_column(self) -> int:
        """The characters before the key: what belongs under it stands further right."""
        return self.indent + len(self.dashes)

    @property
    def value_column(self) -> int:
        """Where the value begins, from 1."""
        return self.key_column + len(self.key) + 1 + len(self.gap) + 1


_LINE = re.compile(r"( *)((?:- +)*)([A-Za-z_][A-Za-z0-9_]*):(?:( +)(.*))?$")
_BLOCK = re.compile(r"[|>][-+0-9]*(?: +#.*)?$")


def margin(lines: list[str]) -> Iterator[Line]:
    """Every line with a key that stands outside prose, found without reading YAML."""
    below = -1  # a block is open: its lines stand further right than this
    for number, line in enumerate(lines, 1):
        bare = line.lstrip(" ")
        if not bare:
            continue
        if below >= 0 and len(line) - len(bare) > below:
            continue
        below = -1
        found = _LINE.match(line)
        if found is None or bare.startswith("#"):
            continue
        dashes, value = found[2], (found[5] or "").rstrip()
        one = Line(number, len(found[1]), dashes, found[3], found[4] or "", value)
        if _BLOCK.match(value):
            below = one.key_column
        yield one


def scalars(node: Node) -> Iterator[Scalar]:
    """Every text of a node that is no key."""
    match node:
        case Scalar():
            yield node
        case Mapping(entries):
            for entry in entries:
                yield from scalars(entry.value)
        case Items(items):
            for item in items:
                yield from scalars(item)


def choices(nodes: Mapping) -> Iterator[tuple[str, list[Entry], Mapping]]:
    """The choices of each scene: the scene's id, the names of each item, the item."""
    for scene in nodes.entries:
        if not isinstance(scene.value, Mapping):
            continue
        for key, value in scene.value.entries:
            if key.text == "choices" and isinstance(value, Items):
                for item in value.items:
                    if isinstance(item, Mapping):
                        names = [one for one in item.entries if one.key.text not in _NO_PROSE_ID]
                        yield scene.key.text, names, item
