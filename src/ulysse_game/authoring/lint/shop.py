"""The lint shop: every rule is a module of ``rules``, and this is the list of them.

A rule is a module with ``CODES``, all codes it may give, and ``look(material)``, which yields
diagnostics. Rules find what is legal and usually not meant: warnings and hints, never errors. They
know nothing of one another, and nothing of what is silenced.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from importlib import import_module
from typing import cast

from ulysse_game.authoring.lint.material import Material
from ulysse_game.diagnostics import Diagnostic

LOGIC: tuple[str, ...] = (
    "same_words",
    "idle_choices",
    "idle_else",
    "decks",
    "variables",
    "values",
    "unused",
    "translations",
    "translated",
)
"""Rules about what happens and what is declared."""

STYLE: tuple[str, ...] = (
    "typography",
    "banned",
    "dense",
    "lengths",
    "speeches",
    "labels",
    "address",
)
"""Rules about prose, its typography and its sizes; they ask the house style."""

RULES: tuple[str, ...] = (*LOGIC, *STYLE)
"""The modules of ``rules``, in the order in which they look."""

Look = Callable[[Material], Iterator[Diagnostic]]


def lint(material: Material, rules: Collection[str] = RULES) -> tuple[Diagnostic, ...]:
    """What these rules find, in the order of files and lines."""
    found = [each for name in RULES if name in rules for each in look(name)(material)]
    return tuple(sorted(found, key=lambda each: each.span))


def look(rule: str) -> Look:
    """What a rule does."""
    return cast(Look, import_module(f"ulysse_game.authoring.lint.rules.{rule}").look)


def codes_of(rule: str) -> tuple[str, ...]:
    """All codes that a rule may give."""
    return cast("tuple[str, ...]", import_module(f"ulysse_game.authoring.lint.rules.{rule}").CODES)
