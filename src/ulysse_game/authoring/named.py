"""The names of named expressions, so that conditions can be told by them.

The compiler writes every ``define`` out where it is used. Here each is read once more for all it
may be asked of, and its tree kept with its name; ``written`` puts the names back. Two names for
the same tree are the first of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.expressions import Parser, Refused, Scope
from ulysse_game.story import Bound, Constant, Expression, Field, Number, Read


def defined_names(declared: Declarations) -> Mapping[Expression, str]:
    """The trees of all named expressions, with how each is written.

    One with a parameter is named for everybody and everything it may be asked of, and for loops
    that call their item ``p`` or ``o``, or as the parameter is called.
    """
    things: dict[str, Expression] = {id: declared.person(id) for id in declared.people}
    things |= {id: declared.observation(id) for id in declared.observations}
    found: dict[Expression, str] = {}
    for name, each in declared.defined.items():
        items = {n: Bound(n) for n in ("p", "o", each.parameter)} | things
        calls = [f"{name}({item})" for item in items] if each.parameter else [name]
        for call in calls:
            bound = call[len(name) + 1 : -1]
            tree = _read(call, declared, bound if bound not in things else "")
            if tree is not None and not isinstance(tree, (Number, Constant, Read, Bound, Field)):
                found.setdefault(tree, call)
    return found


def _read(source: str, declared: Declarations, bound: str) -> Expression | None:
    """The tree of an expression in which a loop may bind one name; nothing if it has none."""
    for kind in (declared.person_kind, declared.observation_kind) if bound else (None,):
        scope = Scope(declared, scene="*")
        try:
            return Parser(source, scope.bind(bound, kind) if kind else scope, _ignore).whole().tree
        except Refused:
            continue
    return None


def _ignore(code: str, message: str, at: int, length: int, help: str) -> None:
    """What is wrong with a named expression is said where it stands."""
