"""Prose beside its key that YAML would misread, put behind a bar.

It works on lines, not on nodes, as the file may be one that YAML cannot read at all. Only keys
that take words are touched: a bar before a condition would hide the mistake, not mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ulysse_game.authoring.edits import Edit
from ulysse_game.authoring.fix.sheet import Line, Sheet, margin

CODES = ("prose-needs-a-bar", "yaml-syntax", "hash-cuts-prose", "alias", "anchor", "tag",
         "complex-key", "folded-block")  # fmt: skip
_SIGNS = "*&!%@`,{}[]#|>"
_QUOTED = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?: +#.*)?$""")
_FOLDED = re.compile(r"(>[-+]?|\|\+)(?: +#.*)?$")
_BLOCK = re.compile(r"\|[-+0-9]*(?: +#.*)?$")
_BESIDE = re.compile(r"[|>][-+]? +(?=[^ #])")
_CUT = re.compile(r" #(?=[^\s#])")
_NOTE = re.compile(r" +# .*$")
_KEY = re.compile(r"(?:- +)?[a-z_][a-z0-9_]*:(?: |$)")


def fixes(sheet: Sheet) -> Iterator[Edit]:
    """A bar, and the words under it, for each text that needs one; `|` for `>`."""
    if not sheet.is_yaml:
        return
    lines = sheet.lines
    for one in margin(lines):
        if folded := _FOLDED.match(one.value):
            yield sheet.put(one.number, one.value_column, len(folded[1]), "|")
        elif not sheet.takes_prose(one.key, bool(one.dashes)):
            continue
        elif not one.value:
            yield from _bar_below(sheet, one, lines)
        elif is_misread(one.value):
            yield from _bar(sheet, one, lines)


def is_misread(value: str) -> bool:
    """Whether YAML would not give these words, which stand beside a key, as they are written."""
    if _BLOCK.match(value):
        return False
    if value[0] in "\"'":
        return not _QUOTED.match(value)
    is_sign = value[0] in _SIGNS or value.startswith(("- ", "? ")) or value in ("-", "?")
    return is_sign or ": " in value or value.endswith(":") or bool(_CUT.search(value))


def _bar(sheet: Sheet, one: Line, lines: list[str]) -> Iterator[Edit]:
    """The words on the key's line, and those that YAML would take along, under a bar."""
    if one.value.startswith("#"):
        return  # a note, and the words may stand below
    words, note = _BESIDE.sub("", one.value, count=1), ""
    if found := _NOTE.search(words):
        words, note = words[: found.start()], "  " + words[found.start() :].strip(" ")
    last = one.number
    while not note and last < len(lines) and _goes_on(lines[last], one):
        words += " " + lines[last].strip(" ")
        last += 1
    indent = " " * (one.key_column + 2)
    yield Edit(
        sheet.file, one.number, one.value_column, last, len(lines[last - 1]) + 1,
        f"|{note}\n{indent}{words}",
    )  # fmt: skip


def _bar_below(sheet: Sheet, one: Line, lines: list[str]) -> Iterator[Edit]:
    """A bar after a key whose words stand under it without one."""
    below = [n for n in range(one.number, len(lines)) if lines[n].strip(" ")]
    if not below or not _stands_under(lines[below[0]], one):
        return
    first = lines[below[0]].strip(" ")
    if first.startswith(("- ", "#", '"', "'")) or _KEY.match(first):
        return  # a list, keys, a note or quotes: whatever is meant, it is not plainly words
    column = one.key_column + len(one.key) + 2
    yield sheet.put(one.number, column, len(one.gap), " |")


def _goes_on(line: str, one: Line) -> bool:
    """Whether a line continues the words on the key's line."""
    bare = line.strip(" ")
    return bool(bare) and _stands_under(line, one) and not _KEY.match(bare) and bare[0] != "#"


def _stands_under(line: str, one: Line) -> bool:
    return len(line) - len(line.lstrip(" ")) > one.key_column
