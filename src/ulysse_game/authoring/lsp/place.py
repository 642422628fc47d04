"""Where a place in a file is, in the format's words: in a key, a value, or prose, and of what.

Read from the lines and their indentation alone, so that it holds in a half-written file. It never
raises, and it knows no story: which names there are is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ulysse_game.authoring.lsp.format_keys import Shape, Takes, kind_of_file, shape_at, takes_at
from ulysse_game.authoring.lsp.outline import Row, above, chain, rows_of

_TYPED_KEY = re.compile(r"(?P<space> *)(?P<dashes>(?:-(?: +|$))*)(?P<word>[\w.]*)")
_NOTHING = Takes()


class Place(NamedTuple):
    """A place between two characters of a file.

    ``where`` is ``key``, ``value``, ``prose``, or nothing (a comment, a file of no story).
    ``before`` is what stands before it: of the key, of the value, of the paragraph (its lines up
    to here). ``word`` is the column where the name begins that is being written. ``path`` are
    the names from the margin inwards, without that of the row itself, which is ``key``. ``shape``
    is the thing it stands in, ``takes`` what the row's key takes. ``row`` is the row's number.
    """

    file: str
    line: int
    column: int
    where: str
    before: str
    word: int
    path: tuple[str, ...]
    key: str
    shape: Shape | None
    takes: Takes
    row: int
    item: int


class Sheet(NamedTuple):
    """A file's lines and rows: what questions about its places are asked of."""

    file: str
    lines: Sequence[str]
    rows: Sequence[Row]


def sheet_of(file: str, lines: Sequence[str]) -> Sheet:
    """A file as its lines stand."""
    return Sheet(file, lines, rows_of(lines))


def place_at(sheet: Sheet, line: int, column: int) -> Place:
    """What a place is; ``line`` and ``column`` count from 1."""
    text = sheet.lines[line - 1] if 0 < line <= len(sheet.lines) else ""
    before = text[: column - 1]
    at = above(sheet.rows, line)
    row = sheet.rows[at] if at >= 0 else None
    kind = kind_of_file(sheet.file)
    if kind in ("", "po"):
        return _place(sheet, line, column, "", before, -1, -1)
    if row is not None and row.is_block and _is_inside(row, text, before, line):
        return _place(sheet, line, column, "prose", _paragraph(sheet, row, line, before), at, -1)
    if before.lstrip(" ").startswith("#") or " #" in before:
        return _place(sheet, line, column, "", before, at, -1)
    if row is not None and row.line == line:
        if column < row.value_column and row.key and column <= row.column + len(row.key):
            return _place(sheet, line, column, "key", before[row.indent :], at, -1)
        value = before[row.value_column - 1 :] if column >= row.value_column else ""
        if not row.key and row.item >= 0 and _holds_mappings(sheet, row):
            return _typed(sheet, line, column, before)
        return _place(sheet, line, column, "value", value.lstrip(" "), at, -1)
    indent = len(text) - len(text.lstrip(" "))
    if row is not None and _goes_on(sheet, row, line, indent):
        value = " ".join([row.value, *_between(sheet, row, line), before.strip(" ")])
        return _place(sheet, line, column, "value", value, at, -1)
    return _typed(sheet, line, column, before)


def _is_inside(row: Row, text: str, before: str, line: int) -> bool:
    if row.line >= line:
        return False
    if not text.strip(" "):
        return len(before) > row.indent
    return len(text) - len(text.lstrip(" ")) > row.indent


def _paragraph(sheet: Sheet, row: Row, line: int, before: str) -> str:
    """The lines of the paragraph up to the place, without their indentation."""
    found = [before.lstrip(" ")]
    for number in range(line - 1, row.line, -1):
        bare = sheet.lines[number - 1].strip(" ")
        if not bare:
            break
        found.append(bare)
    return "\n".join(reversed(found))


def _holds_mappings(sheet: Sheet, row: Row) -> bool:
    """Whether a list's items have keys: a dash in ``choices`` begins a choice, not a value."""
    path = [sheet.rows[each].key for each in chain(sheet.rows, row.parent)]
    takes = takes_at(shape_at(kind_of_file(sheet.file), path[:-1]), path[-1]) if path else None
    return takes is not None and bool(takes.inside) and not takes.value


def _goes_on(sheet: Sheet, row: Row, line: int, indent: int) -> bool:
    """Whether this line is more of the value that the row above began."""
    if row.is_block or not row.value or indent <= row.indent:
        return False
    return not any(not each.strip(" ") for each in sheet.lines[row.line : line - 1])


def _between(sheet: Sheet, row: Row, line: int) -> list[str]:
    return [each.strip(" ") for each in sheet.lines[row.line : line - 1]]


def _typed(sheet: Sheet, line: int, column: int, before: str) -> Place:
    """A line that is no row yet: a key is being written there, or an item of a list."""
    match = _TYPED_KEY.match(before)
    assert match is not None
    indent = len(match["space"]) + len(match["dashes"])
    parent = _parent(sheet, line, indent, bool(match["dashes"]))
    names = tuple(sheet.rows[each].key for each in chain(sheet.rows, parent))
    kind = kind_of_file(sheet.file)
    item = -1
    if match["dashes"] and parent >= 0:
        takes = takes_at(shape_at(kind, names[:-1]), names[-1]) or _NOTHING
        if takes.value:  # a list of values, such as `next` and `do`
            rest = before[indent:]
            return Place(
                sheet.file, line, column, "value", rest, _word(before), names[:-1], names[-1],
                shape_at(kind, names[:-1]), takes, parent, -1,
            )  # fmt: skip
        item = len(sheet.rows)  # a new one
    elif parent >= 0:
        inside = [each for each in sheet.rows if each.parent == parent and each.line < line]
        item = inside[-1].item if inside else -1
    is_key = match.end() == len(before)
    return Place(
        sheet.file, line, column, "key" if is_key else "", match["word"], len(before)
        - len(match["word"]) + 1, names, "", shape_at(kind, names), _NOTHING, parent, item,
    )  # fmt: skip


def _parent(sheet: Sheet, line: int, indent: int, is_item: bool) -> int:
    at = above(sheet.rows, line - 1)
    while at >= 0 and sheet.rows[at].indent >= max(indent, 1):
        at -= 1
    return at if indent or is_item else -1


def _place(
    sheet: Sheet, line: int, column: int, where: str, before: str, at: int, item: int
) -> Place:
    """A place on row ``at`` of the sheet."""
    path = [sheet.rows[each].key for each in chain(sheet.rows, at)]
    key = path.pop() if path else ""
    if at >= 0 and not key and path:  # an item that is a value: it takes what its list takes
        key = path.pop()
    shape = shape_at(kind_of_file(sheet.file), path)
    if at >= 0 and item < 0:
        item = sheet.rows[at].item
    return Place(
        sheet.file, line, column, where, before, _word(sheet.lines[line - 1][: column - 1])
        if 0 < line <= len(sheet.lines) else column,
        tuple(path), key, shape, takes_at(shape, key) or _NOTHING, at, item,
    )  # fmt: skip


def _word(before: str) -> int:
    match = re.search(r"\w*$", before)
    return (match.start() if match else len(before)) + 1
