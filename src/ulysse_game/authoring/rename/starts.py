"""Names in what things are at the start: ``start: stress 4`` of a person, ``from simon`` of a kind.

They stand in declarations, which no expression and no prose holds; they are found in the rows of
the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ulysse_game.authoring.lsp.format_keys import kind_of_file, shape_at, takes_at
from ulysse_game.authoring.lsp.outline import Row, chain, value_of
from ulysse_game.authoring.lsp.place import Sheet, sheet_of
from ulysse_game.authoring.lsp.positions import lines_of
from ulysse_game.compiler.declarations import Declarations
from ulysse_game.diagnostics import Span

_PAIR = re.compile(r"(?P<stat>[a-z]\w*)(?: +(?P<value>-?\w+))?")
_FROM = re.compile(r"[^,]*? from +(?P<value>[a-z]\w*)")


class _Start(NamedTuple):
    """A word in a start: of which variable, and whether it is the variable's own name."""

    variable: str
    word: str
    is_name: bool
    span: Span


def starts(
    kind: str, name: str, texts: Mapping[str, str], declared: Declarations
) -> Iterator[Span]:
    """The places of a name in starts; ``name`` is full, ``*.trust`` of what everybody has."""
    if kind not in ("variable", "value", "band", "person", "zone"):
        return
    head, _, last = name.rpartition(".")
    for each in _all(texts):
        if each.word != last:
            continue
        stat = each.variable.rpartition(".")[2]
        if each.is_name:
            is_it = kind == "variable" and name in (each.variable, f"*.{stat}")
        elif kind in ("value", "band"):
            is_it = head in (each.variable, f"*.{stat}")
        else:
            variable = declared.variables.get(each.variable) or declared.person_stats.get(stat)
            is_it = variable is not None and variable.kind == kind
        if is_it:
            yield each.span


def _all(texts: Mapping[str, str]) -> Iterator[_Start]:
    for file, text in texts.items():
        kind = kind_of_file(file)
        if kind not in ("world", "chapter", "scenes") or not (" from " in text or "start:" in text):
            continue
        sheet = sheet_of(file, lines_of(text))
        for number, row in enumerate(sheet.rows):
            path = [sheet.rows[each].key for each in chain(sheet.rows, number)]
            takes = takes_at(shape_at(kind, path[:-1]), path[-1])
            if takes is None or not row.value or row.is_block:
                continue
            if takes.value == "starts":
                yield from _of_person(sheet, row, path[2])
            elif takes.value == "declaration" and (found := _FROM.match(row.value)):
                variable = _variable(path[:-1] if path[-1] == "is" else path)
                yield _Start(variable, found["value"], False, _span(sheet, row, found, "value"))


def _of_person(sheet: Sheet, row: Row, person: str) -> Iterator[_Start]:
    for found in _PAIR.finditer(value_of(row)):
        variable = f"{person}.{found['stat']}"
        yield _Start(variable, found["stat"], True, _span(sheet, row, found, "stat"))
        if found["value"]:
            yield _Start(variable, found["value"], False, _span(sheet, row, found, "value"))


def _variable(path: list[str]) -> str:
    """The full name of what is declared under a path, by where it stands."""
    if path[-2] == "variables":
        return path[-1]
    return f"{path[2]}.{path[-1]}" if path[0] == "people" else f"*.{path[-1]}"


def _span(sheet: Sheet, row: Row, found: re.Match[str], group: str) -> Span:
    start, end = found.span(group)
    return Span(sheet.file, row.line, row.value_column + start, end - start)
