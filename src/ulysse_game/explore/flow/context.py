"""What a point is in, and what a phase leads to: the small words of the flow's making."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from ulysse_game.explore.flow.graph import Ask, Op, Stack
from ulysse_game.story import YES, Expression

Picks: TypeAlias = tuple[tuple[str, int], ...]
"""Scenes with a ``pick`` that is under way, each with how often was picked, outermost first."""


class Here(NamedTuple):
    """The context of a point: the room's and the chapter's number, the detours, and the picks.

    ``picks`` counts the choices taken in every scene with a ``pick`` that is under way: the scene
    itself and those that detours come back to. So the rounds of a pick are apart, and what a hub
    can do is bounded by how often it may be done.
    """

    room: int = 0
    chapter: int = 0
    stack: Stack = ()
    picks: Picks = ()


Phase: TypeAlias = tuple[object, ...]
"""What is about to happen: a name and what it is about, such as ``("enter", scene)``."""

Next: TypeAlias = tuple[Phase, Here]


class Way(NamedTuple):
    """One way on from a phase, before points are numbered."""

    guard: Expression
    ops: tuple[Op, ...]
    then: Next
    choice: str = ""
    odds: int = 0


class Turning(NamedTuple):
    """What a phase leads to: who picks among which ways, and what is watched on arrival."""

    kind: str
    ways: tuple[Way, ...]
    asks: tuple[Ask, ...] = ()


def straight(ops: tuple[Op, ...], then: Next) -> Turning:
    """A phase with one way on."""
    return Turning("ask", (Way(YES, ops, then),))
