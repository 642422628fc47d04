"""Names in what things are at the start: ``start: stress 4`` of a person, ``from simon`` of a kind.

They stand in declarations, which no expression and no prose holds; they are found in the nodes of
the files, so that it is one whether a mapping is written in lines or in braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Table
from typing import NamedTuple

from ulysse_game.authoring.lsp.format_keys import kind_of_file, shape_at, takes_at
from ulysse_game.authoring.rename.nodes import Reading
from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.nodes import Items, Mapping, Node, Scalar
from ulysse_game.diagnostics import Span

_PAIR = re.compile(r"(?P<stat>[a-z]\w*)(?:[ \n]+(?P<value>-?\w+))?")
_FROM = re.compile(r"[^,]*?\bfrom[ \n]+(?P<value>[a-z]\w*)")


class _Start(NamedTuple):
    """A word in a start: of which variable, and whether it is the variable's own name."""

    variable: str
    word: str
    is_name: bool
    span: Span


def starts(kind: str, name: str, texts: Table[str, str], declared: Declarations) -> Iterator[Span]:
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


def _all(texts: Table[str, str]) -> Iterator[_Start]:
    for file, text in texts.items():
        kind = kind_of_file(file)
        is_asked = kind in ("world", "chapter") or (kind == "scenes" and "variables" in text)
        if is_asked and ("from" in text or "start" in text):
            reading = Reading(file, text)
            yield from _below(reading, kind, (), reading.node)


def _below(reading: Reading, kind: str, path: tuple[str, ...], node: Node) -> Iterator[_Start]:
    """The starts below ``path``, the keys from the margin inwards, in a file of this kind."""
    match node:
        case Mapping():
            for key, value in node.entries:
                yield from _below(reading, kind, (*path, key.text), value)
        case Items():
            for item in node.items:
                yield from _below(reading, kind, path, item)
        case Scalar() if path:
            takes = takes_at(shape_at(kind, path[:-1]), path[-1])
            if takes is not None and takes.value == "starts":
                yield from _of_person(reading, node, path[2])
            found = _FROM.match(node.text)
            if takes is not None and takes.value == "declaration" and found is not None:
                variable = _variable(path[:-1] if path[-1] == "is" else path)
                yield from _word(reading, node, variable, found, "value")


def _of_person(reading: Reading, node: Scalar, person: str) -> Iterator[_Start]:
    for found in _PAIR.finditer(node.text):
        variable = f"{person}.{found['stat']}"
        yield from _word(reading, node, variable, found, "stat")
        yield from _word(reading, node, variable, found, "value")


def _word(
    reading: Reading, node: Scalar, variable: str, found: re.Match[str], group: str
) -> Iterator[_Start]:
    span = reading.place(node, *found.span(group)) if found[group] else None
    if span is not None:
        yield _Start(variable, found[group], group == "stat", span)


def _variable(path: Sequence[str]) -> str:
    """The full name of what is declared under a path, by where it stands."""
    if path[-2] == "variables":
        return path[-1]
    return f"{path[2]}.{path[-1]}" if path[0] == "people" else f"*.{path[-1]}"
