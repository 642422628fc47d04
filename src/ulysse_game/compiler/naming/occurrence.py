"""One place where a name stands."""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game.diagnostics import Span


class Occurrence(NamedTuple):
    """A name, what it names, and where it stands.

    ``kind`` is ``scene``, ``choice``, ``chapter``, ``variable``, ``value``, ``band``, ``person``,
    ``set``, ``observation``, ``word``, ``define``, ``voice``, ``room``, ``zone``, ``tag``,
    ``rule``, ``ending``, ``echo``, ``deck`` or ``plate``.

    ``name`` is the whole name: ``kitchen.wait`` of a choice, ``ann.debts`` of a person's variable,
    ``*.trust`` of a stat of everybody's where it is declared or where whoever has it is only known
    in play, ``weather.calm`` of a value, ``part.cards`` of a deck; else the bare id.

    ``role`` is ``declared``, ``asked`` (a condition or prose reads it), ``set`` (an effect changes
    it) or ``named`` (a target, a speaker, a tag…). ``span`` is exactly the last part of the name
    as it is written. ``within`` is what it stands in: a line id, or ``kitchen``, ``kitchen.wait``,
    ``rule.thick_air``; nothing at the head of a file.
    """

    kind: str
    name: str
    role: str
    span: Span
    within: str = ""
