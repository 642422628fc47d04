"""Texts that do not stand in their file as they are read: folded over lines, in quotes, escaped.

Whoever reads expressions counts lines and columns as a `|` block has them. So each such text is
given lines of its own behind the end of its file, and a place there is led back to where the sign
really stands. It never judges a file: one that cannot be followed is left as it was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.compiler.memory import Fresh, Report
from ulysse_game.compiler.nodes import Entry, Items, Mapping, Node, Scalar
from ulysse_game.compiler.sources import Source
from ulysse_game.diagnostics import Span

_LONG = {"x": 4, "u": 6, "U": 10}
"""Signs of the escapes that name a character by its number; all others have two."""


class _Text(NamedTuple):
    """A text with lines of its own, and where each of its signs really stands.

    ``line`` is the first of them, ``starts`` the offsets of each one's first column: the first has
    the quote, if there is one, before its text.
    """

    line: int
    starts: list[int]
    signs: list[tuple[int, int]]


class Unfolding(Fresh):
    """A memory whose nodes have exact places once :meth:`place` has led them back."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        super().__init__()
        self._texts: dict[str, list[_Text]] = {}
        self._ends: dict[str, int] = {}

    def nodes(self, source: Source, report: Report) -> Mapping | None:
        """What a YAML file says, its folded texts behind its end."""
        node = super().nodes(source, report)
        if node is None:
            return None
        lines = source.text.replace("\r\n", "\n").split("\n")
        self._ends.setdefault(source.file, len(lines) + 1)
        return self._mapping(node, source.file, lines)

    def place(self, span: Span) -> Span | None:
        """Where a name really stands; nothing where a line end or an escape parts it."""
        texts = self._texts.get(span.file, [])
        number = bisect_right(texts, span.line, key=lambda each: each.line) - 1
        if number < 0:
            return span
        first, starts, signs = texts[number]
        row = min(span.line - first, len(starts) - 1)
        offset = starts[row] + span.column - 1
        here = signs[offset : offset + span.length]
        line, column = here[0] if here else (0, 0)
        if len(here) < span.length or here[-1] != (line, column + span.length - 1):
            return None
        return Span(span.file, line, column, span.length)

    def _mapping(self, node: Mapping, file: str, lines: list[str]) -> Mapping:
        entries = tuple(Entry(key, self._node(value, file, lines)) for key, value in node.entries)
        return node._replace(entries=entries)

    def _node(self, node: Node, file: str, lines: list[str]) -> Node:
        match node:
            case Mapping():
                return self._mapping(node, file, lines)
            case Items():
                items = tuple(self._node(each, file, lines) for each in node.items)
                return node._replace(items=items)
            case Scalar():
                return node if _stands_there(node, lines) else self._apart(node, file, lines)

    def _apart(self, node: Scalar, file: str, lines: list[str]) -> Scalar:
        signs: list[tuple[int, int]] = []
        for sign, place in zip(node.text, _signs(node, lines), strict=False):
            if place[0] not in (sign, ""):
                return node
            signs.append(place[1:])
        if len(signs) < len(node.text):
            return node
        line = self._ends[file]
        self._ends[file] = line + node.text.count("\n") + 1
        starts = [-(node.style == "quoted"), *(n.end() for n in re.finditer("\n", node.text))]
        self._texts.setdefault(file, []).append(_Text(line, starts, signs))
        return node._replace(line=line, column=1, first_line=line, indent=1)


def _stands_there(node: Scalar, lines: list[str]) -> bool:
    """Whether a text stands in one piece where its node says so."""
    if node.style == "block":
        return True
    line = lines[node.line - 1] if node.line <= len(lines) else ""
    if node.style == "plain":
        return line.startswith(node.text, node.column - 1)
    end = node.column + len(node.text)
    return line.startswith(node.text, node.column) and line[end : end + 1] in ("'", '"')


def _signs(node: Scalar, lines: list[str]) -> Iterator[tuple[str, int, int]]:
    """Each sign of a flow scalar with its line and column: YAML 1.2, 7.3; `""` for an escape."""
    row, at = node.line - 1, node.column - 1
    quote = ""
    if node.style == "quoted":
        quote, at = lines[row][at], at + 1
    while row < len(lines):
        line = lines[row]
        if not line[at:].strip(" "):  # the line is folded into the next that is not empty
            start, above = at, row
            row += 1
            while row < len(lines) and not lines[row].strip(" "):
                row += 1
            empty = row - above - 1
            for _ in range(empty):
                yield "\n", above + 1, start + 1
            if not empty:
                yield " ", above + 1, start + 1
            at = len(lines[row]) - len(lines[row].lstrip(" ")) if row < len(lines) else 0
        elif line[at] == quote and not (quote == "'" and line.startswith("''", at)):
            return
        elif line[at] == quote:
            yield quote, row + 1, at + 1
            at += 2
        elif quote == '"' and line[at] == "\\":
            if at + 1 == len(line):  # an escaped line end is nothing at all
                row += 1
                at = len(lines[row]) - len(lines[row].lstrip(" ")) if row < len(lines) else 0
                continue
            yield "", row + 1, at + 1
            at += _LONG.get(line[at + 1], 2)
        else:
            yield line[at], row + 1, at + 1
            at += 1
