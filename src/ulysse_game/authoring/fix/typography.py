"""Quotes, apostrophes, dots and spaces as each language sets them, in what the player reads.

What is to be changed is decided in ``authoring.typography``, and only there; here it is carried
to the places where the words stand in a YAML file or in a catalogue. Texts in YAML's own quotes
are passed over: what stands in the file is not what is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ulysse_game.authoring.edits import Edit
from ulysse_game.authoring.fix.catalogue import texts
from ulysse_game.authoring.fix.sheet import Sheet, scalars
from ulysse_game.authoring.typography import corrected
from ulysse_game.compiler.desk import Unit
from ulysse_game.compiler.nodes import Scalar
from ulysse_game.diagnostics import Diagnostic, Severity, Span

CODES = ("straight-quote", "typography", "tab-in-prose")
_SILENCED_BY = ("straight-quote", "typography")
_ROWS = ("word.", "voice.")
_SPACES = " \u00a0\u202f"


def fixes(sheet: Sheet) -> Iterator[Edit]:
    """The corrections of every text of the sheet, but for those that its comments allow."""
    found = _all(sheet)
    return _not_allowed(sheet, list(found)) if "allow" in sheet.text else found


def _not_allowed(sheet: Sheet, edits: list[Edit]) -> Iterator[Edit]:
    from ulysse_game.authoring.lint.places import Sources
    from ulysse_game.authoring.lint.silence import hear

    told = [
        Diagnostic(code, "", Span(sheet.file, each.line, each.column), severity=Severity.WARNING)
        for each in edits
        for code in _SILENCED_BY
    ]
    heard = hear(told, Sources({sheet.file: sheet.text}), (), _SILENCED_BY)
    allowed = {one.diagnostic.span[1:3] for one in heard.allowed}
    return (each for each in edits if (each.line, each.column) not in allowed)


def _all(sheet: Sheet) -> Iterator[Edit]:
    if not sheet.is_yaml:
        for each in texts(sheet):
            if each.field == "msgstr":
                is_line = each.line_id in sheet.labels
                for start, end, new in changes(each.words, sheet.language, is_line):
                    yield from each.put(start, end, new)
        return
    owned = {(unit.at.line, unit.at.column): unit for unit in sheet.units}
    lines = sheet.lines
    for scalar in scalars(sheet.nodes()) if owned else ():
        if scalar.style == "block" or _is_on_one_line(scalar, lines):
            for unit, row, words in _texts(scalar, owned):
                for start, end, new in changes(words, sheet.language, unit.is_line):
                    if new.strip(_SPACES) or not unit.line_id.startswith(_ROWS):
                        yield _placed(sheet, scalar, row, words, (start, end, new))


def changes(words: str, language: str, is_line: bool) -> list[tuple[int, int, str]]:
    """What to put where, in order, each within a line."""
    return [
        (start, end, new)
        for start, end, new in corrected(words, language, is_line)
        if "\n" not in words[start:end] and words[start:end] != new
    ]


def _texts(scalar: Scalar, owned: dict[tuple[int, int], Unit]) -> Iterator[tuple[Unit, int, str]]:
    """The texts of one scalar, each with its first row: a label, and what the choice gives."""
    rows = scalar.text.split("\n")
    starts = [row for row in range(len(rows)) if (scalar.first_line + row, scalar.indent) in owned]
    for row, below in pairwise([*starts, len(rows)]):
        unit = owned[scalar.first_line + row, scalar.indent]
        yield unit, row, "\n".join(rows[row:below]).rstrip("\n")


def _placed(
    sheet: Sheet, scalar: Scalar, row: int, words: str, change: tuple[int, int, str]
) -> Edit:
    start, end, new = change
    line = scalar.first_line + row + words.count("\n", 0, start)
    column = scalar.indent + start - (words.rfind("\n", 0, start) + 1)
    return sheet.put(line, column, end - start, new)


def _is_on_one_line(scalar: Scalar, lines: list[str]) -> bool:
    """Whether a text beside its key stands in the file as it was read."""
    line = lines[scalar.first_line - 1]
    return scalar.style == "plain" and line[scalar.indent - 1 :].startswith(scalar.text)
