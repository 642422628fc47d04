"""Named expressions, checked where they stand, so that no use of one is blamed for its mistakes.

Each is read for every kind its parameter may stand for. Names that go round in a ring, or that
only suffer from another's mistake, are told once.
"""

from __future__ import annotations

import re

from ulysse_game.compiler.declarations import Defined
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.expressions import Parser, Scope, Typed
from ulysse_game.compiler.kinds import NUMBER
from ulysse_game.compiler.prose import At
from ulysse_game.diagnostics import Diagnostic


def check_defines(desk: Desk) -> None:
    """Named expressions are checked where they stand, so that no use of them is blamed."""
    declared = desk.declared
    wrong = {
        defined.name: problems
        for defined in declared.defined.values()
        if (problems := _wrong_in(desk, defined))
    }
    told: set[str] = set()  # the names of a ring
    before = len(desk.diagnostics)
    for name, problems in wrong.items():
        for each in problems:
            within = set(re.findall("`([^`]+)`", each.message))
            if each.code == "defined-in-a-ring" or (within and each.code == "expression-too-large"):
                if not told & {name, *within}:
                    desk.report(each)
                told |= {name, *within}
            elif not (each.message.startswith("in `") and within & wrong.keys()):
                desk.report(each)
    if wrong and len(desk.diagnostics) == before:  # each blames another
        desk.report(next(iter(wrong.values()))[0])
    declared.misdefined.update(wrong)


def _with_parameter(found: Diagnostic, defined: Defined) -> Diagnostic:
    """What is told of an unknown name that may be meant as the parameter."""
    name = re.search("`([a-z][a-z0-9_]*)`", found.message)
    if found.code != "unknown-name" or found.help or name is None:
        return found
    help = f"if it stands for whoever is asked about, write `{defined.name}({name[1]}): …`."
    return found._replace(help=help)


def _wrong_in(desk: Desk, defined: Defined) -> list[Diagnostic]:
    """What is wrong with a named expression, whatever its parameter stands for."""
    declared, span = desk.declared, defined.span
    at = At(span.file, span.line, span.column, span.column)
    wrong: list[Diagnostic] = []

    def read(parser: Parser) -> Typed:
        parser.within = (defined.name,)
        return parser.whole()

    for kind in (declared.person_kind, declared.observation_kind, NUMBER):
        scope = Scope(declared, scene="*")
        if defined.parameter:
            scope = scope.bind(defined.parameter, kind)
        before = len(desk.diagnostics)
        desk.parse(defined.source, at, scope, read)
        found = desk.diagnostics[before:]
        del desk.diagnostics[before:]
        if not defined.parameter:
            return [_with_parameter(each, defined) for each in found]
        if not found:
            return found
        if not wrong or found[0].span > wrong[0].span:  # it was understood up to there
            wrong = found
    return wrong
