"""Spaces at the ends of lines, and tabs where it is certain what they stand for.

A tab at the start of a line is so many spaces; how many, only the whole file can say: the one
width with which YAML can read it. Two widths that would mean different things are left to the
writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ulysse_game.authoring.edits import Edit, edited
from ulysse_game.authoring.fix import bars
from ulysse_game.authoring.fix.sheet import Sheet
from ulysse_game.compiler.nodes import Items, Mapping, Node, Scalar
from ulysse_game.compiler.read_yaml import read_yaml
from ulysse_game.diagnostics import Diagnostic, has_errors

CODES = ("tab-indent", "tab-in-prose")
_TABS = re.compile(r" *\t[ \t]*")
_WIDTHS = (2, 4, 8)


def fixes(sheet: Sheet) -> Iterator[Edit]:
    """Take the spaces away that end a line, and write spaces for tabs."""
    lines = sheet.lines
    for number, line in enumerate(lines, 1):
        kept = line.rstrip(" \t")
        if len(kept) < len(line):
            yield sheet.put(number, len(kept) + 1, len(line) - len(kept), "")
    if "\t" in sheet.text and sheet.is_yaml:
        yield from _tabs(sheet, lines)


def _tabs(sheet: Sheet, lines: list[str]) -> Iterator[Edit]:
    indents = [
        (number, found[0])
        for number, line in enumerate(lines, 1)
        if line.strip(" \t") and (found := _TABS.match(line))
    ]
    width = _width(sheet, indents) if indents else 0
    if indents and not width:
        return
    for number, indent in indents:
        yield sheet.put(number, 1, len(indent), indent.expandtabs(width))
    for number, line in enumerate(lines, 1):
        start = len(line) - len(line.lstrip(" \t"))
        for found in re.finditer(r"\t+", line.rstrip(" \t")[start:]):
            yield sheet.put(number, start + found.start() + 1, len(found[0]), " ")


def _width(sheet: Sheet, indents: list[tuple[int, str]]) -> int:
    """The columns from one tab stop to the next, or 0 where nobody can know."""
    found: dict[int, Node] = {}
    for width in _WIDTHS:
        edits = [
            sheet.put(number, 1, len(indent), indent.expandtabs(width))
            for number, indent in indents
        ]
        trial = sheet._replace(text=edited(sheet.text, edits))
        trial = trial._replace(text=edited(trial.text, bars.fixes(trial)))
        problems: list[Diagnostic] = []
        node = read_yaml(trial.file, trial.text, problems.append)
        if node is not None and not has_errors(problems):
            found[width] = _bare(node)
    return next(iter(found)) if found and len(set(map(repr, found.values()))) == 1 else 0


def _bare(node: Node) -> Node:
    """A node without its places, and without the spaces that begin lines of prose."""
    match node:
        case Scalar(text, _, _, style, _, _):
            words = "\n".join(line.strip(" \t") for line in text.split("\n"))
            return Scalar(words, 0, 0, style, 0, 0)
        case Mapping(entries):
            bare = tuple(each._replace(key=_word(each.key), value=_bare(each.value))
                         for each in entries)  # fmt: skip
            return Mapping(bare, 0, 0)
        case Items(items):
            return Items(tuple(_bare(each) for each in items), 0, 0)


def _word(key: Scalar) -> Scalar:
    return Scalar(key.text, 0, 0, key.style, 0, 0)
