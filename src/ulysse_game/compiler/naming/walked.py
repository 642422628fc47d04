"""The names in a walkthrough's conditions, effects and endings, with the places where they stand.

A walkthrough stands outside its story. Its scenes, choices and items follow the story's ``was`` and
are not taken here; what is no walkthrough gives no names.
"""

from __future__ import annotations

from collections.abc import Iterator

from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.expressions import Parser, Scope
from ulysse_game.compiler.fields import place
from ulysse_game.compiler.naming.occurrence import Occurrence
from ulysse_game.compiler.naming.occurrences import owned, placed
from ulysse_game.compiler.naming.recording import RecordingDesk
from ulysse_game.compiler.naming.unfolded import Unfolding
from ulysse_game.compiler.nodes import Items, Mapping, Node, Scalar
from ulysse_game.compiler.sources import Source
from ulysse_game.compiler.walkthroughs import conditions
from ulysse_game.diagnostics import Span


def occurrences_in_walkthrough(source: Source, declared: Declarations) -> tuple[Occurrence, ...]:
    """The names in one file, by what the story declares, in order of line and column."""
    desk, memory = RecordingDesk(), Unfolding()
    desk.declared = declared
    scope = Scope(declared, scene="*")
    for key, node in _asked(memory.nodes(source, lambda _: None)):
        at = place(source.file, node)
        if key == "ending":
            span = Span(source.file, at.line, at.column, len(node.text))
            desk.found.add(Occurrence("ending", node.text, "named", span))
        elif key == "expect":
            desk.parse(node.text, at, scope, conditions)
        else:
            desk.parse(node.text, at, scope, Parser.effects)
    found = (owned(each, desk) for each in placed(desk.found, memory))
    return tuple(sorted(found, key=lambda each: (each.span, each.kind, each.name)))


def _asked(node: Mapping | None) -> Iterator[tuple[str, Scalar]]:
    """The texts that name something, each under its key."""
    for key, value in () if node is None else node.entries:
        if key.text == "from" and isinstance(value, Mapping):
            for name, given in value.entries:
                if name.text == "given":
                    yield from (("given", each) for each in _scalars(given))
        elif key.text == "play" and isinstance(value, Items):
            for step in value.items:
                for name, what in step.entries if isinstance(step, Mapping) else ():
                    if name.text in ("expect", "ending") and isinstance(what, Scalar):
                        yield name.text, what


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Items):
        yield from (each for each in node.items if isinstance(each, Scalar))
