"""The short way through a YAML file that holds nothing but the common: most files of a story.

Maps of names, lists, plain values on one line and clean `|` blocks, indented by spaces; notes on
lines of their own. One regular expression cuts a file into such rows, and the rows become the nodes
that libyaml's events would give, in half the time. At the first row that is anything else the file
is handed back, and :mod:`.read_yaml` reads it from the start: nothing is ever reported here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from sys import intern
from typing import Any

from ulysse_game.compiler.nodes import Entry, Items, Mapping, Scalar

DEEPEST = 24  # maps and lists in one another, fewer than `read_yaml` takes

_KEY = r"[A-Za-z_][A-Za-z0-9_]{0,99}"
# No indicator at the start, no `: `, no `#`, no space at the end: words on one line to any YAML.
_PLAIN = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^:#\n]*(?::[^\s:#][^:#\n]*)*(?<! )"
# A block's lines stand deeper than the map its key belongs to, whether that begins with a `- `.
_BLOCK = r"\|\n((?:\1(?(2)   | )[^\n]*\n|\n)+)"
_rows = re.compile(
    rf"( *)(- )?(?:({_KEY}):(?: ({_PLAIN})\n| {_BLOCK}|\n)|(?(2)({_PLAIN})\n|(?!)))"
    r"|(?:\n| *#[^\n]*\n)|([^\n]*\n?)"
).findall


def read_plain(text: str) -> Mapping | None:
    """The top-level mapping of a file, or None for a file that is not so plain.

    ``text`` holds no tab and no character that a story may not hold.
    """
    new: Callable[[type[Any], tuple[object, ...]], Any] = tuple.__new__
    # What is being read: a map (its names so far) or a list (None); its column, from nought.
    held: list[Any] = []
    names: set[str] | None = set()
    width = 0
    begun = line = 1
    stack: list[tuple[list[Any], set[str] | None, int, int, Scalar | None]] = []
    pending: Scalar | None = None  # a key with nothing behind it
    for spaces, dash, key, plain, block, item, odd in _rows(text):
        if not key and not item:
            if odd:
                return None
            line += 1
            continue
        here = len(spaces)
        if dash or here != width:
            is_deeper = pending is not None and here > width
            if is_deeper:
                if len(stack) > DEEPEST:
                    return None
                stack.append((held, names, width, begun, pending))
                held, names, width, begun = [], None if dash else set(), here, line
            else:
                if pending is not None:
                    held.append(new(Entry, (pending, _nothing(pending))))
                while width != here or (names is None) is not bool(dash):
                    if width < here or not stack:
                        return None
                    shape = Items if names is None else Mapping
                    node = new(shape, (tuple(held), begun, width + 1))
                    held, names, width, begun, above = stack.pop()
                    held.append(node if above is None else new(Entry, (above, node)))
            pending = None
            if dash:
                here += 2
                if item:
                    held.append(new(Scalar, (item, line, here + 1, "plain", line, here + 1)))
                    line += 1
                    continue
                stack.append((held, names, width, begun, None))
                held, names, width, begun = [], set(), here, line
        elif pending is not None:
            held.append(new(Entry, (pending, _nothing(pending))))
            pending = None
        key = intern(key)  # there are few, and all that follows compares them
        if names is None or key in names:
            return None
        names.add(key)
        named = new(Scalar, (key, line, here + 1, "plain", line, here + 1))
        if plain:
            at = here + len(key) + 3
            held.append(new(Entry, (named, new(Scalar, (plain, line, at, "plain", line, at)))))
            line += 1
        elif block:
            indent = len(block) - len(block.lstrip(" "))
            words = block[indent:].replace("\n" + indent * " ", "\n")
            if words[0] == "\n" or "\n " in words:
                return None
            if words.endswith("\n\n"):
                words = words.rstrip("\n") + "\n"
            at = here + len(key) + 3
            value = (words, line, at, "block", line + 1, indent + 1)
            held.append(new(Entry, (named, new(Scalar, value))))
            line += 1 + block.count("\n")
        else:
            pending = named
            line += 1
    if pending is not None:
        held.append(new(Entry, (pending, _nothing(pending))))
    while stack:
        shape = Items if names is None else Mapping
        node = new(shape, (tuple(held), begun, width + 1))
        held, names, width, begun, above = stack.pop()
        held.append(node if above is None else new(Entry, (above, node)))
    return new(Mapping, (tuple(held), held[0].key.line, 1)) if held else None


def _nothing(key: Scalar) -> Scalar:
    """What a key holds that has nothing behind it: its place is behind the colon."""
    column = key.column + len(key.text) + 1
    return Scalar("", key.line, column, "plain", key.line, column)
