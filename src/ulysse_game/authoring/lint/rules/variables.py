"""Variables and stats that nothing asks, nothing sets, or neither.

What reads a variable is a condition, a text of any language, a number or a value of an effect, an
invariant. What sets it is an effect; the clock sets timers and ``sol``, and the engine itself asks
who is ``alive`` and in which ``place`` they are. A stat of all people is one thing here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ulysse_game.authoring.lint.declared import key_span, world_files
from ulysse_game.authoring.lint.material import Material
from ulysse_game.diagnostics import Diagnostic, Severity, Span
from ulysse_game.story import Variable

CODES = ("dead-variable", "never-tested", "never-set")
_BY_THE_ENGINE = frozenset(("sol", "alive", "place"))


class Declared(NamedTuple):
    """A variable, or a stat: ``names`` are what the trees may call it, ``variable`` its kind."""

    name: str
    names: tuple[str, ...]
    variable: Variable


def look(material: Material) -> Iterator[Diagnostic]:
    """Each variable and stat that is not both asked and set."""
    found = material.uses.found
    for each in declared(material):
        if each.name.rpartition(".")[2] in _BY_THE_ENGINE:
            continue
        is_asked = not found.asked.isdisjoint(each.names)
        is_set = not found.set.isdisjoint(each.names) or each.variable.kind == "timer"
        if is_asked and is_set:
            continue
        yield _said(each, is_asked, is_set and each.variable.kind != "timer", material)


def _said(each: Declared, is_asked: bool, is_set: bool, material: Material) -> Diagnostic:
    name, span = each.name, place(material, each)
    if is_asked:
        start = start_of(each.variable)
        told = f"`{name}` is asked and nothing ever sets it, so it stays {start}."
        help = "set it somewhere with `do`, or say in its place what is always so."
        return Diagnostic("never-set", told, span, help, Severity.WARNING)
    if is_set:
        told = f"`{name}` is set and nothing ever asks for it."
        help = "ask for it in an `if` or a text, or take it out with all that sets it."
        return Diagnostic("never-tested", told, span, help, Severity.WARNING)
    told = f"nothing asks for `{name}` and nothing sets it."
    help = "take it out, or use it."
    return Diagnostic("dead-variable", told, span, help, Severity.WARNING)


def declared(material: Material) -> Iterator[Declared]:
    """Everything declared that can change, observations apart: a stat of all people once."""
    people = [each.id for each in material.story.world.people]
    declarations = material.compiled.declared
    shared = declarations.person_stats if declarations is not None else {}
    for name, stat in shared.items():
        yield Declared(name, (f"*.{name}", *(f"{each}.{name}" for each in people)), stat)
    for variable in material.story.world.variables:
        owner, _, stat_name = variable.name.rpartition(".")
        if variable.kind == "observation" or (owner and stat_name in shared):
            continue
        names = (variable.name, f"*.{stat_name}") if owner else (variable.name,)
        yield Declared(variable.name, names, variable)


def place(material: Material, each: Declared) -> Span:
    """Where it is declared."""
    declarations, sources = material.compiled.declared, material.sources
    if declarations is not None and each.name in declarations.places:
        return declarations.places[each.name]
    owner, _, stat = each.name.rpartition(".")
    path = ("people", "*", owner, "stats", stat) if owner else ("stats", stat)
    files = (*world_files(sources), *(f for f in sources.files if f.endswith("/chapter.yaml")))
    return key_span(sources, files, path) or Span("world/people.yaml", 1, 1)


def start_of(variable: Variable) -> str:
    """What it is at the start: ``no``, ``5``, ``unsigned``."""
    if variable.kind == "flag":
        return "yes" if variable.start else "no"
    return variable.values[variable.start] if variable.values else str(variable.start)
