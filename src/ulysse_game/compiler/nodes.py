"""What a story file says, before anybody knows what it means: texts, mappings, lists, and places.

The nodes hold text only, never numbers, dates or yes-and-no: the key a value stands under decides
what kind of thing it is. Lines and columns count from 1, columns in characters (code points).
They must never know a key of the story format.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Scalar(NamedTuple):
    r"""One text: a key, a value, an item of a list. `key:` with nothing after it holds ``""``.

    ``style`` is ``"plain"``, ``"quoted"`` or ``"block"``. ``line`` and ``column`` are those of its
    first character: of the quote if it is quoted, of the ``|`` if it is a block.

    ``first_line`` and ``indent`` say where the text itself stands. In a block, line ``i`` of
    ``text.split("\n")`` is line ``first_line + i`` of the file, and begins at column ``indent``.
    Otherwise they equal ``line`` and ``column``.
    """

    text: str
    line: int
    column: int
    style: str
    first_line: int
    indent: int


class Entry(NamedTuple):
    """One `key: value` of a mapping."""

    key: Scalar
    value: Node


class Mapping(NamedTuple):
    """Keys and their values, in the order of the file; no key stands twice."""

    entries: tuple[Entry, ...]
    line: int
    column: int


class Items(NamedTuple):
    """A list, in the order of the file."""

    items: tuple[Node, ...]
    line: int
    column: int


Node: TypeAlias = Scalar | Mapping | Items
