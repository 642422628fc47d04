"""Where a name stands: its declaration, all its places, those in one file.

Answers of the index in its own terms; an editor's questions about a place are about the name there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ulysse_game.authoring.lsp.place import Sheet

if TYPE_CHECKING:
    from ulysse_game.authoring.index import Index, Occurrence


_ENTRY = re.compile(r'msgctxt "([^"]+)"')


def declaration(index: Index, sheet: Sheet, line: int, column: int) -> Occurrence | None:
    """Where the name at a place is declared; in a line id of a catalogue, what the text is of."""
    found = index.at(sheet.file, line, column)
    if found is not None:
        return index.declared(found.kind, found.name)
    entry = _ENTRY.match(sheet.lines[line - 1]) if line <= len(sheet.lines) else None
    return None if entry is None else owner_of(index, entry[1])


def owner_of(index: Index, line_id: str) -> Occurrence | None:
    """The choice, the scene or the thing of the world that a text belongs to."""
    head, second, *_ = (*line_id.split("."), "")
    for kind, name in (("choice", f"{head}.{second}"), ("scene", head), (head, second)):
        found = index.declared(kind, name)
        if found is not None:
            return found
    return None


def places(
    index: Index, file: str, line: int, column: int, *, with_declaration: bool = True
) -> tuple[Occurrence, ...]:
    """Every place of the name at a place."""
    found = index.at(file, line, column)
    if found is None:
        return ()
    every = index.of(found.kind, found.name)
    return tuple(each for each in every if with_declaration or each.role != "declared")


def places_here(index: Index, file: str, line: int, column: int) -> tuple[Occurrence, ...]:
    """Every place of the name at a place that stands in the same file."""
    every = places(index, file, line, column)
    return tuple(each for each in every if each.span.file == file)


def called(index: Index, query: str, most: int = 200) -> list[Occurrence]:
    """Declared names that hold the words of ``query``, those that begin with it first."""
    wanted = query.lower()
    found = [
        each for each in index.all() if each.role == "declared" and wanted in each.name.lower()
    ]
    found.sort(key=lambda each: (not each.name.lower().startswith(wanted), each.name))
    return found[:most]
