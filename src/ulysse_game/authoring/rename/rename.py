"""One name becomes another: the edits of all files, and whether the story still compiles.

The names' places come from the index, so that prose, expressions and keys are followed alike; what
comes of the edits is compiled before anybody is given them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ulysse_game.authoring.edits import Edit, by_file, edited
from ulysse_game.authoring.index import Index
from ulysse_game.authoring.rename.names import Refused, renamable, why_not
from ulysse_game.authoring.rename.old_names import FOLLOWED, was
from ulysse_game.authoring.rename.starts import starts
from ulysse_game.authoring.rename.translated import catalogue_edits, renames
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.compile import compile_sources
from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.naming import occurrences_in_walkthrough
from ulysse_game.compiler.sources import Source
from ulysse_game.diagnostics import Span

_PADDING = re.compile(r" *(?=\})")
"""Behind a room’s name in the drawing of a plan, which has columns to keep."""


_WITHOUT_SAVES = frozenset(("band", "define", "set"))
"""Kinds that are names for what is worked out: no save has one."""
_WALKED = frozenset(("band", "define", "ending", "set", "value", "zone"))
"""Kinds without ``was`` that a walkthrough may name; it follows the ``was`` of all others."""


class Renamed(NamedTuple):
    """The edits, how many places of the story they change, and what the writer should know.

    ``walked`` are the edits of walkthroughs, by the files that were handed over.
    """

    edits: tuple[Edit, ...]
    places: int
    notes: str
    walked: tuple[Edit, ...] = ()


def rename(
    compiled: Compiled,
    index: Index,
    kind: str,
    name: str,
    new: str,
    walkthroughs: Mapping[str, str] = MappingProxyType({}),
) -> Renamed | Refused:
    """The edits by which ``name`` is called ``new``, or why not.

    ``name`` is full, ``scene.choice`` or ``simon.trust``; ``new`` is the last part alone.
    ``walkthroughs`` are texts by file: they are edited where nothing else keeps the old name.
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
    edits = _together([_at(kind, each, compiled.sources, new) for each in places], kept or [])
    full = f"{head}.{new}" if head else new
    meant = renames(kind, name, full, compiled.declared.variables.values())
    after = _compiled(compiled, edits)
    for file, text in compiled.sources.items():
        if file.endswith(".po"):
            edits += catalogue_edits(file, text, meant, compiled.units, after.units)
    if why := _breaks(compiled, _compiled(compiled, edits)):
        return Refused(f"called `{new}`, the story would not compile: {why}")
    walked = tuple(_walked(compiled.declared, kind, name, new, walkthroughs)) if not kept else ()
    notes = [f"`{old}` is `{new}` from now on."]
    if kept:
        notes.append("Saves and walkthroughs that have the old name follow.")
    elif kind not in _WITHOUT_SAVES:
        notes.append("Nothing keeps the old name: a save that names it loses it.")
    if not kept and kind in _WALKED:
        which = "Other walkthroughs" if walkthroughs else "Walkthroughs outside the story"
        notes.append(f"{which} keep the old name; change them by hand.")
    return Renamed(tuple(edits), len(places), " ".join(notes), walked)


def _walked(
    declared: Declarations, kind: str, name: str, new: str, walkthroughs: Mapping[str, str]
) -> Iterator[Edit]:
    """The edits of walkthroughs."""
    for file, text in walkthroughs.items():
        source = Source(file, text.encode("utf-8", "surrogatepass"))
        index = Index(occurrences_in_walkthrough(source, declared))
        for span in sorted(set(_named(index, kind, name))):
            yield _at(kind, span, walkthroughs, new)


def _places(compiled: Compiled, index: Index, kind: str, name: str) -> list[Span]:
    """Every place of a name in the story."""
    assert compiled.declared is not None
    found = _named(index, kind, name)
    found += starts(kind, name, compiled.sources, compiled.declared)
    return sorted(set(found))


def _named(index: Index, kind: str, name: str) -> list[Span]:
    """The places of a name; values and bands of what everybody has, whoever's they are."""
    found = [each.span for each in index.of(kind, name)]
    if kind in ("value", "band") and name.startswith("*."):
        tail = name[1:]
        found += [
            each.span for each in index.all() if each.kind == kind and each.name.endswith(tail)
        ]
    return found


def _at(kind: str, span: Span, texts: Mapping[str, str], new: str) -> Edit:
    """The edit of one place; a capital that prose wrote stays one, and the width of a drawing."""
    line = texts[span.file].split("\n")[span.line - 1]
    start, end = span.column - 1, span.column - 1 + span.length
    text = new[:1].upper() + new[1:] if line[start:end][:1].isupper() else new
    if kind == "room" and (padding := _PADDING.match(line, end)) and line[:start].endswith("{"):
        end = padding.end()
        text = text.ljust(end - start)
    return Edit(span.file, span.line, start + 1, span.line, end + 1, text)


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
