"""A compiled story checked: what the compiler said, what the rules find, less what is allowed.

This is what ``ulysse check`` prints and an editor underlines. Rules look only at a story without
errors; comments that allow something are heeded in any case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ulysse_game.authoring.lint.material import material_of
from ulysse_game.authoring.lint.places import Sources
from ulysse_game.authoring.lint.shop import RULES, codes_of, lint
from ulysse_game.authoring.lint.silence import Heard, hear
from ulysse_game.compiler import Compiled
from ulysse_game.compiler.compile import collector_off
from ulysse_game.compiler.read_house_style import read_house_style
from ulysse_game.diagnostics import Diagnostic
from ulysse_game.diagnostics.catalogue import codes

EXPLORED = ("never-reached", "never-open", "never-read", "goes-wrong", "not-decided")
"""Codes that only exploring gives, which is done by those above and takes its time."""


def check(
    compiled: Compiled,
    rules: Collection[str] = RULES,
    more: Iterable[Diagnostic] = (),
    is_explored: bool = False,
) -> Heard:
    """What is wrong in a story, in the order of files, and what of it is allowed.

    ``more`` is what others have found, an exploration above all. Comments that allow what nobody
    has looked for in this run are not blamed.
    """
    with collector_off():
        return _checked(compiled, rules, more, is_explored)


def _checked(
    compiled: Compiled, rules: Collection[str], more: Iterable[Diagnostic], is_explored: bool
) -> Heard:
    known = codes()
    style, odd = read_house_style(compiled)
    found = [*compiled.diagnostics, *odd, *more]
    if compiled.story is None:
        return hear(found, Sources(compiled.sources), (), known)
    material = material_of(compiled, style)
    found += lint(material, rules)
    left_out = {code for rule in RULES if rule not in rules for code in codes_of(rule)}
    judged = frozenset(known) - left_out - (set() if is_explored else set(EXPLORED))
    return hear(found, material.sources, judged, known)
