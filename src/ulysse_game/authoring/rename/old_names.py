"""``was: old`` where something is called otherwise from now on, so that saves find it.

Written as a writer would: under the name, in the indentation of what stands there; a declaration
of one line becomes the long form; an old name that is there already makes a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ulysse_game.authoring.edits import Edit
from ulysse_game.authoring.lsp.outline import Row, value_of
from ulysse_game.authoring.lsp.place import Sheet, sheet_of
from ulysse_game.authoring.lsp.positions import lines_of
from ulysse_game.authoring.rename.braces import echo_in_braces, was_in_braces
from ulysse_game.diagnostics import Span

FOLLOWED = frozenset(
    ("scene", "choice", "variable", "word", "value", "person", "observation", "echo")
)
"""Kinds whose old names the format keeps."""


def was(kind: str, old: str, new: str, at: Span, texts: Mapping[str, str]) -> list[Edit] | None:
    """The edits that keep ``old``; None where the format cannot.

    ``at`` is where it is declared, ``texts`` are the story's files.
    """
    if kind == "echo":
        return _echo(old, new, texts)
    text = texts.get(at.file)
    if text is None:
        return None
    braced = was_in_braces(kind, old, new, at, text)
    if braced is not None:
        return braced or None
    sheet = sheet_of(at.file, lines_of(text))
    number = next((n for n, row in enumerate(sheet.rows) if row.line == at.line), -1)
    if number < 0:
        return None
    if kind == "choice":
        return _choice(sheet, number, old, new)
    if kind == "value":
        return _value(sheet, number, old, new, at)
    row = sheet.rows[number]
    below = _below(sheet, number)
    if below:
        return _in_mapping(sheet, below, old, new, row.line)
    return _long_form(sheet, row, f"was: {old}") if kind in ("variable", "word") else None


def _below(sheet: Sheet, number: int) -> list[Row]:
    return [row for row in sheet.rows if row.parent == number]


def _in_mapping(sheet: Sheet, below: Sequence[Row], old: str, new: str, line: int) -> list[Edit]:
    """Among the rows ``below`` the name on this line."""
    kept = next((each for each in below if each.key == "was"), None)
    if kept is not None:
        return _added(sheet, kept, old, new)
    space = " " * below[0].indent
    return [_line_after(sheet, line, f"{space}was: {old}")]


def _choice(sheet: Sheet, number: int, old: str, new: str) -> list[Edit]:
    row = sheet.rows[number]
    beside = [r for r in sheet.rows if r.parent == row.parent and r.item == row.item]
    kept = next((each for each in beside if each.key == "was"), None)
    if kept is not None:
        return _added(sheet, kept, old, new)
    return [_line_after(sheet, row.end, f"{' ' * row.indent}was: {old}")]


def _added(sheet: Sheet, kept: Row, old: str, new: str) -> list[Edit]:
    """One more old name on a ``was`` that is there; the new one, if it was an old one, goes."""
    items = [row for row in sheet.rows if row.parent == sheet.rows.index(kept)]
    if items:
        names = [value_of(row) for row in items]
        first, last = items[0], items[-1]
        dashes = " " * (first.indent - 2) + "- "
        text = "\n".join(dashes + name for name in _listed(names, old, new))
        end = len(sheet.lines[last.line - 1]) + 1
        return [Edit(sheet.file, first.line, 1, last.line, end, text)]
    value = value_of(kept)
    names = [each.strip(" ") for each in value.split(",") if each.strip(" ")]
    start = kept.value_column if kept.value else len(sheet.lines[kept.line - 1]) + 1
    text = ", ".join(_listed(names, old, new))
    space = "" if kept.value else " "
    return [Edit(sheet.file, kept.line, start, kept.line, start + len(value), space + text)]


def _listed(names: Sequence[str], old: str, new: str) -> list[str]:
    return [*(each for each in names if each not in (new, old)), old]


def _value(sheet: Sheet, number: int, old: str, new: str, at: Span) -> list[Edit] | None:
    """Under ``values`` of the variable's long form; a player's word has no such key."""
    row = sheet.rows[number]
    if row.key == "is" or row.parent < 0:
        variable = row.parent
    elif at.column > row.value_column - 1:
        variable = number  # `weather: calm | wind` on one line
    else:
        return None
    below = _below(sheet, variable)
    values = next((each for each in below if each.key == "values"), None)
    if values is not None:
        place = sheet.rows.index(values)
        for each in _below(sheet, place):
            if each.key == old:
                return [_key(sheet, each, new), *_added(sheet, each, old, new)]
        inside = _below(sheet, place)
        space = " " * (inside[0].indent if inside else values.indent + 2)
        return [_line_after(sheet, values.line, f"{space}{new}: {old}")]
    told = ("values:", f"  {new}: {old}")
    if not below:
        return _long_form(sheet, sheet.rows[variable], *told)
    space = " " * below[0].indent
    return [_line_after(sheet, row.end, "\n".join(space + line for line in told))]


def _long_form(sheet: Sheet, row: Row, *lines: str) -> list[Edit]:
    """``name: declaration`` becomes ``name:``, ``is: declaration`` and these lines."""
    space = " " * (row.indent + 2)
    gap = row.column + len(row.key) + 1
    end = len(sheet.lines[row.line - 1]) + 1
    return [
        Edit(sheet.file, row.line, gap, row.line, row.value_column, f"\n{space}is: "),
        _insert(sheet.file, row.line, end, "".join(f"\n{space}{line}" for line in lines)),
    ]


def _echo(old: str, new: str, texts: Mapping[str, str]) -> list[Edit] | None:
    """Under ``echoes`` of the world, which is written where there is none."""
    world = [file for file in sorted(texts) if file.startswith("world/") and file.endswith(".yaml")]
    for file in world:
        braced = echo_in_braces(old, new, file, texts[file]) if "echoes" in texts[file] else None
        if braced is not None:
            return braced or None
    sheets = [sheet_of(file, lines_of(texts[file])) for file in world]
    for sheet in sheets:
        for number, row in enumerate(sheet.rows):
            if row.parent == -1 and row.key == "echoes":
                for each in _below(sheet, number):
                    if each.key == old:
                        below = _below(sheet, sheet.rows.index(each))
                        key = _key(sheet, each, new)
                        return [key, *_in_mapping(sheet, below, old, new, each.line)]
                inside = _below(sheet, number)
                space = " " * (inside[0].indent if inside else 2)
                told = f"{space}{new}:\n{space}  was: {old}"
                return [_line_after(sheet, row.line, told)]
    homes = [each for each in sheets if any(row.key == "voices" for row in each.rows)] or sheets
    if not homes:
        return None
    sheet = homes[0]
    last = len(sheet.lines)
    gap = "" if not sheet.lines[-1] else "\n"
    told = f"{gap}\nechoes:\n  {new}:\n    was: {old}\n"
    return [_insert(sheet.file, last, len(sheet.lines[-1]) + 1, told)]


def _key(sheet: Sheet, row: Row, new: str) -> Edit:
    end = row.column + len(row.key)
    return Edit(sheet.file, row.line, row.column, row.line, end, new)


def _line_after(sheet: Sheet, line: int, text: str) -> Edit:
    return _insert(sheet.file, line, len(sheet.lines[line - 1]) + 1, f"\n{text}")


def _insert(file: str, line: int, column: int, text: str) -> Edit:
    return Edit(file, line, column, line, column, text)
