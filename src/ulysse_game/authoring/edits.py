"""Changes to story files as data: what a fix, a rename and an editor's action are made of.

An edit names a stretch of one file and the words to stand there instead; everything outside the
stretch stays as it is, byte for byte. Nothing here reads or writes a disk.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple


class Edit(NamedTuple):
    """``text`` in the place of a stretch of ``file``, from its first character up to its end.

    Lines and columns count from 1, columns in characters (code points), as in a ``Span``; the
    character at ``(end_line, end_column)`` is the first that stays. Where both places are the
    same, ``text`` is put in before it.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """``text``, the whole of one file, after these edits, which are all of it.

    Insertions at one place come in the order given. A column past its line's end means that end.
    Raises ``ValueError`` if two edits overlap, or a line is not there.
    """
    starts = _line_starts(text)
    placed = [
        (_offset(text, starts, each.line, each.column),
         _offset(text, starts, each.end_line, each.end_column), each.text)
        for each in edits
    ]  # fmt: skip
    placed.sort(key=lambda each: each[:2])
    for before, after in pairwise(placed):
        if before[1] > after[0]:
            raise ValueError(f"edits overlap at offset {after[0]}")
    parts: list[str] = []
    at = 0
    for start, end, words in placed:
        parts += (text[at:start], words)
        at = end
    return "".join((*parts, text[at:]))


def by_file(edits: Iterable[Edit]) -> dict[str, list[Edit]]:
    """The edits of each file, in their order."""
    found: dict[str, list[Edit]] = {}
    for each in edits:
        found.setdefault(each.file, []).append(each)
    return found


def _line_starts(text: str) -> list[int]:
    # Only `\n` ends a line: a story's other breaks are characters of its words.
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _offset(text: str, starts: list[int], line: int, column: int) -> int:
    if not 1 <= line <= len(starts):
        raise ValueError(f"there is no line {line}")
    end = starts[line] - 1 if line < len(starts) else len(text)
    return min(starts[line - 1] + max(column, 1) - 1, end)
