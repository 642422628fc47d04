"""Conditions that a tester asks on the command line, read as a walkthrough's ``expect`` is."""

from __future__ import annotations

from ulysse_game.compiler import Compiled
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.expressions import Scope
from ulysse_game.compiler.prose import At
from ulysse_game.compiler.walkthroughs import conditions
from ulysse_game.diagnostics import Diagnostic
from ulysse_game.story import And, Expression


def asked(
    compiled: Compiled, source: str, name: str
) -> tuple[Expression | None, tuple[Diagnostic, ...]]:
    """The condition in ``source``, and what is wrong with it; commas are “and”.

    ``name`` is what diagnostics call the place it stands at, such as ``--until``. The story must
    have come with its names.
    """
    assert compiled.declared is not None, "names are needed to read a condition"
    found: list[Diagnostic] = []
    desk = Desk(compiled.declared, found)
    scope = Scope(compiled.declared, scene="*")
    parts = desk.parse(source, At(name, 1, 1, 1), scope, conditions) or ()
    trees = tuple(part.condition for part in parts)
    return (trees[0] if len(trees) == 1 else And(trees)) if trees else None, tuple(found)
