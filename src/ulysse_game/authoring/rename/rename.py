"""One name becomes another: the edits of all files, and whether the story still compiles.

The names' places come from the index, so that prose, expressions and keys are followed alike; what
comes of the edits is compiled before anybody is given them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ulysse_game.authoring.edits import Edit, by_file, edited
from ulysse_game.authoring.rename.names import Refused, renamable, why_not
from ulysse_game.authoring.rename.old_names import FOLLOWED, was
from ulysse_game.authoring.rename.starts import starts
from ulysse_game.authoring.rename.translated import catalogue_edits, renames
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.sources import Source
from ulysse_game.diagnostics import Span

if TYPE_CHECKING:
    from ulysse_game.authoring.index import Index


class Renamed(NamedTuple):
    """The edits, how many places of the story they change, and what the writer should know."""

    edits: tuple[Edit, ...]
    places: int
    notes: str


def rename(compiled: Compiled, index: Index, kind: str, name: str, new: str) -> Renamed | Refused:
    """The edits by which ``name`` is called ``new``, or why not.

    ``name`` is full, ``scene.choice`` or ``simon.trust``; ``new`` is the last part alone.
    """
    declared = index.declared(kind, name)
    if not renamable(kind) or declared is None or compiled.declared is None:
        return Refused(f"a {kind} cannot be renamed.")
    if compiled.story is None:
        return Refused("the story has errors; mend them first, so that no place is missed.")
    name = declared.name  # of what everybody has, `*.trust`
    if why := why_not(compiled.declared, kind, name, new):
        return Refused(why)
    head, _, old = name.rpartition(".")
    places = _places(compiled, index, kind, name)
    kept = was(kind, old, new, declared.span, compiled.sources) if kind in FOLLOWED else None
    edits = _together([_at(each, compiled.sources, new) for each in places], kept or [])
    full = f"{head}.{new}" if head else new
    meant = renames(kind, name, full, compiled.declared.variables.values())
    after = _compiled(compiled, edits)
    for file, text in compiled.sources.items():
        if file.endswith(".po"):
            edits += catalogue_edits(file, text, meant, compiled.units, after.units)
    if why := _breaks(compiled, _compiled(compiled, edits)):
        return Refused(f"called `{new}`, the story would not compile: {why}")
    notes = [f"`{old}` is `{new}` from now on."]
    if kept is None:
        notes.append("Nothing keeps the old name: a save that names it loses it.")
    notes.append("Walkthroughs outside the story keep the old name; change them by hand.")
    return Renamed(tuple(edits), len(places), " ".join(notes))


def _places(compiled: Compiled, index: Index, kind: str, name: str) -> list[Span]:
    """Every place of a name; values and bands of what everybody has, whoever's they are."""
    found = [each.span for each in index.of(kind, name)]
    if kind in ("value", "band") and name.startswith("*."):
        tail = name[1:]
        found += [
            each.span for each in index.all() if each.kind == kind and each.name.endswith(tail)
        ]
    assert compiled.declared is not None
    found += starts(kind, name, compiled.sources, compiled.declared)
    return sorted(set(found))


def _at(span: Span, texts: Mapping[str, str], new: str) -> Edit:
    """The edit of one place; a capital that prose wrote stays one."""
    line = texts[span.file].split("\n")[span.line - 1]
    written = line[span.column - 1 : span.column - 1 + span.length]
    text = new[:1].upper() + new[1:] if written[:1].isupper() else new
    return Edit(span.file, span.line, span.column, span.line, span.column + span.length, text)


def _together(edits: list[Edit], kept: list[Edit]) -> list[Edit]:
    """Both, where an edit of a ``was`` may already hold what an occurrence would change."""
    found = list(edits)
    for each in kept:
        start, end = (each.line, each.column), (each.end_line, each.end_column)
        found = [
            other
            for other in found
            if other.file != each.file
            or (other.end_line, other.end_column) <= start
            or (other.line, other.column) >= end
        ]
    return found + kept


def _compiled(compiled: Compiled, edits: list[Edit]) -> Compiled:
    """The story after these edits."""
    files = by_file(edits)
    sources = [
        Source(file, (edited(text, files[file]) if file in files else text).encode())
        for file, text in compiled.sources.items()
    ]
    return compile_sources(sources, [])


def _breaks(before: Compiled, after: Compiled) -> str:
    """What the compiler says of the story after a rename that it did not say before."""
    known = Counter(each.code for each in before.diagnostics)
    for each in after.diagnostics:
        known[each.code] -= 1
        if known[each.code] < 0:
            return f"{each.span.file}:{each.span.line}: {each.message}"
    return ""
