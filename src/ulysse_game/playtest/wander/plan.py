"""What to wander for: the whole order of a command, as plain data that travels to every core."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.desk import Desk
from ulysse_game.compiler.expressions import Scope
from ulysse_game.compiler.prose import At
from ulysse_game.diagnostics import Diagnostic
from ulysse_game.engine.chance import draw
from ulysse_game.playtest.wander.policy import UNIFORM, Policy
from ulysse_game.story import Expression


class Value(NamedTuple):
    """Something to be told of a state: its words, and what gives its number.

    ``names`` are what its numbers are called from 0 on, where they are no plain numbers.
    """

    source: str
    expression: Expression
    names: tuple[str, ...] = ()


class Plan(NamedTuple):
    """What to play and what to note.

    ``runs`` of each policy (0: until somebody stops it), numbered from 0, of which ``shard`` (I of
    N) takes those that leave I - 1 when divided by N. A run that makes ``longest`` choices is
    given up. Every ``sample``-th run is read, in ``language``, page by page (0: none is). ``show``
    is noted whenever the text of one of the scenes ``at`` is read.
    """

    seed: int = 0
    runs: int = 1_000
    policies: tuple[Policy, ...] = (UNIFORM,)
    longest: int = 10_000
    sample: int = 100
    shard: tuple[int, int] = (1, 1)
    at: tuple[str, ...] = ()
    show: tuple[Value, ...] = ()
    language: str = ""

    def numbers(self) -> Iterator[int]:
        """The numbers of this shard's runs; without end if ``runs`` is 0."""
        part, parts = self.shard
        return iter(range(part - 1, self.runs, parts)) if self.runs else count(part - 1, parts)

    def is_read(self, number: int) -> bool:
        """Whether the run of this number is read page by page."""
        return self.sample > 0 and number % self.sample == 0


def run_seed(seed: int, number: int) -> int:
    """The seed of a run: of the story's chance and of the player's, and nothing else's.

    A walkthrough with this seed meets the same chances. Two numbers never give the same seed.
    """
    return draw(seed, number, 1 << 64)


def value_of(source: str, declared: Declarations) -> tuple[Value | None, tuple[Diagnostic, ...]]:
    """A variable or an expression to be shown, as a walkthrough's ``expect`` may name it.

    Nothing, and what is wrong with it, where it is none.
    """
    found: list[Diagnostic] = []
    desk = Desk(declared, found)
    at = At("--show", 1, 1, 1)
    typed = desk.value(source, at, Scope(declared, scene="*"))
    if typed is None or found:
        return None, tuple(found)
    names = ("no", "yes") if typed.kind.kind == "flag" else typed.kind.values
    return Value(" ".join(source.split()), typed.tree, names), ()
