"""The outline of a file as an editor shows it: scenes with their choices, folds, words of a scene.

From the file's rows alone, so that the outline stays while the file is broken. Lines count from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.authoring.lsp.about import counted, words_of_scene
from ulysse_game.authoring.lsp.format_keys import SCENE_AT_MARGIN, SHAPES, kind_of_file
from ulysse_game.authoring.lsp.known import Names, notes_of
from ulysse_game.authoring.lsp.outline import Row, value_of
from ulysse_game.authoring.lsp.place import Sheet

_DEEPEST = 3
_ENTRY = re.compile(r'msgctxt "([^"]*)"')


class Symbol(NamedTuple):
    """Something with a name: the stretch of lines that is it, and where its name stands."""

    name: str
    kind: str
    detail: str
    line: int
    end: int
    column: int
    inside: tuple[Symbol, ...] = ()


class Lens(NamedTuple):
    """A remark above a line."""

    line: int
    text: str


def symbols(sheet: Sheet) -> list[Symbol]:
    """What a file holds, nested as it is written."""
    kind = kind_of_file(sheet.file)
    if kind == "po":
        return _entries(sheet)
    if kind == SCENE_AT_MARGIN:
        return _scenes(sheet)
    return list(_below(sheet, -1, 1)) if kind else []


def folds(sheet: Sheet) -> list[tuple[int, int]]:
    """First and last line of whatever can be folded away."""
    if kind_of_file(sheet.file) == "po":
        return [(each.line, each.end) for each in _entries(sheet) if each.end > each.line]
    return [(row.line, row.end) for row in sheet.rows if row.end > row.line]


def lenses(names: Names, sheet: Sheet) -> list[Lens]:
    """How many words and choices each scene of a file has, by the last words that were read."""
    if kind_of_file(sheet.file) != SCENE_AT_MARGIN:
        return []
    return [
        Lens(
            note.line,
            f"{counted(words_of_scene(names, note), 'word')} · "
            f"{counted(len(note.choices), 'choice')}",
        )
        for note in notes_of(sheet, "")
        if note.id in names.scenes
    ]


def _scenes(sheet: Sheet) -> list[Symbol]:
    own = SHAPES["choice"].keys
    found: list[Symbol] = []
    scene = choices = -1
    for number, row in enumerate(sheet.rows):
        if row.parent == -1 and row.key:
            scene, choices = number, -1
            found.append(_symbol(row, "scene", ""))
        elif row.parent == scene and row.key == "choices":
            choices = number
        elif row.parent == scene and row.key == "at" and found:
            found[-1] = found[-1]._replace(detail=value_of(row))
        elif row.parent == choices != -1 and row.key and row.key not in own:
            label = _first_line(sheet, row)
            choice = _symbol(row, "choice", label)._replace(end=_end(sheet, row))
            found[-1] = found[-1]._replace(inside=(*found[-1].inside, choice))
    return found


def _first_line(sheet: Sheet, row: Row) -> str:
    if not row.is_block:
        return value_of(row)
    return sheet.lines[row.line].strip(" ") if row.line < len(sheet.lines) else ""


def _end(sheet: Sheet, row: Row) -> int:
    """The last line of a list item: that of its last key."""
    return max(
        each.end for each in sheet.rows if each.parent == row.parent and each.item == row.item
    )


def _below(sheet: Sheet, parent: int, depth: int) -> Iterator[Symbol]:
    for number, row in enumerate(sheet.rows):
        if row.parent == parent and row.key:
            inside = tuple(_below(sheet, number, depth + 1)) if depth < _DEEPEST else ()
            value = "" if row.is_block else value_of(row)
            yield _symbol(row, "key", value)._replace(inside=inside)


def _symbol(row: Row, kind: str, detail: str) -> Symbol:
    return Symbol(row.key, kind, detail, row.line, row.end, row.column)


def _entries(sheet: Sheet) -> list[Symbol]:
    starts = [
        (number, match[1], match.start(1) + 1)
        for number, line in enumerate(sheet.lines, 1)
        if (match := _ENTRY.match(line))
    ]
    found = []
    for (line, name, column), after in zip(
        starts, [*(each[0] for each in starts[1:]), len(sheet.lines) + 1], strict=True
    ):
        end = line
        while end + 1 < after and sheet.lines[end].startswith(("msg", '"')):
            end += 1
        found.append(Symbol(name, "entry", "", line, end, column))
    return found
