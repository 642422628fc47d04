"""What names mean where an expression stands, and what an expression is."""

from __future__ import annotations

from typing import NamedTuple

from ulysse_game.compiler.declarations import Declarations
from ulysse_game.compiler.kinds import Kind
from ulysse_game.story import Expression


class Typed(NamedTuple):
    """A tree and the kind of what it gives."""

    tree: Expression
    kind: Kind


class Scope(NamedTuple):
    """What names mean at one place of the story.

    ``bound`` are loop names; ``owner`` a person whose stats may be named bare (reactions);
    ``language`` that of a translation, for genders. ``scene`` and ``chapter`` decide which
    variables are alive.
    """

    declared: Declarations
    chapter: str = ""
    scene: str = ""
    bound: tuple[tuple[str, Kind], ...] = ()
    owner: str = ""
    language: str = ""

    def bind(self, name: str, kind: Kind) -> Scope:
        """This scope with one more bound name."""
        return self._replace(bound=(*self.bound, (name, kind)))
