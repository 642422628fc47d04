"""What to write for a name that nothing has: whose it is, or what another notation means by it.

Words of help only: nothing is read, refused or declared here. A help that would not be obeyed to
good effect is left out.
"""

from __future__ import annotations

import re

from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.expressions.scope import Scope
from ulysse_game.compiler.kinds import Kind
from ulysse_game.story import Variable

MOST_NAMED = 3
"""How many of those to whom something belongs are named."""
_SETS = ("set", "let", "put", "make", "var")
_CLEARS = ("unset", "clear", "reset")
_SHOWS = ("print", "show", "display", "get")
_TO = re.compile(r" (?:to|is|be|:=|==) ")
_EFFECT = re.compile(r"[^,\n]*")


def owners_of(name: str, scope: Scope) -> str:
    """How a stat that belongs to people is named: `write `bert.nerve`.`; nothing if none has it."""
    bound = [each for each, kind in scope.bound if kind.kind == "person"]
    if bound and name in scope.declared.person_stats:
        return f"it belongs to a person: write `{bound[-1]}.{name}`."
    variables = scope.declared.variables
    owned = [f"`{id}.{name}`" for id in scope.declared.people if f"{id}.{name}" in variables]
    if not owned:
        return ""
    if len(owned) > MOST_NAMED:
        return f"it belongs to a person: write {', '.join(owned[:MOST_NAMED])} …"
    *before, last = owned
    shown = f"{', '.join(before)} or {last}" if before else last
    return f"it belongs to a person: write {shown}."


def without_word(word: str, rest: str) -> str:
    """What to write for `set salt to 3`, `unset key`, `print salt`; nothing if it is none."""
    found = _EFFECT.match(rest)
    asked = found[0].strip(" ") if found else ""
    if not re.match(r"[a-z]", asked):
        return ""
    if word in _SETS:
        return f"write `{_TO.sub(' = ', asked, count=1)}`: an effect needs no `{word}`."
    if word in _CLEARS:
        return f"write `not {asked}`."
    if word in _SHOWS:
        return f"write the name alone: `{asked}`."
    return ""


def asked_of(person: str, word: str, not_: str, declared: Declarations) -> str:
    """How to ask of a person what was asked with `bert is calm`; nothing if it means nothing.

    ``person`` is a name, or a variable that holds one; ``not_`` is ``"not "`` or nothing.
    """
    if word in ("here", "f", "m"):
        return f"write `{not_}{person}.{word}`."
    for stat in _stats_of(person, declared):
        name = stat.name.rpartition(".")[2]
        if name == word and stat.kind == "flag":
            return f"write `{not_}{person}.{word}`."
        if word in stat.values or word in dict(stat.bands):
            return f"write `{person}.{name} is {not_}{word}`."
    return ""


def _stats_of(person: str, declared: Declarations) -> list[Variable]:
    own = [each for name, each in declared.variables.items() if name.startswith(f"{person}.")]
    return own or list(declared.person_stats.values())


def bands_of(kind: Kind) -> str:
    """The bands of a number, as a sentence lists them; nothing if it has none."""
    names = [name for name, _ in kind.bands]
    return ", ".join(names[:-1]) + f" or {names[-1]}" if names[1:] else "".join(names)
